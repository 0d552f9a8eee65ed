"""Roadblocks with their clocks and voices, and ideas."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Whom it went to is of no use as who reported it: the column starts anew.
    op.execute("UPDATE roadblock SET leader_id = NULL")
    with op.batch_alter_table("roadblock") as roadblock:
        roadblock.drop_constraint(op.f("fk_roadblock_leader_id"), type_="foreignkey")
        roadblock.alter_column("leader_id", new_column_name="reporter_id")
        roadblock.add_column(
            sa.Column("kind", sa.String(32), server_default="other", nullable=False)
        )
        roadblock.add_column(sa.Column("token_digest", sa.String(64), nullable=True))
        roadblock.add_column(sa.Column("level_id", sa.Integer(), nullable=True))
        for name in ("above", "fresh"):
            roadblock.add_column(
                sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)
            )
        roadblock.create_unique_constraint(op.f("uq_roadblock_token_digest"), ["token_digest"])
    with op.batch_alter_table("roadblock") as roadblock:
        for name, table in (("reporter_id", "person"), ("level_id", "level")):
            roadblock.create_foreign_key(op.f(f"fk_roadblock_{name}"), table, [name], ["id"])
    op.create_index(op.f("ix_roadblock_reporter_id"), "roadblock", ["reporter_id"])
    op.create_index("ix_roadblock_open", "roadblock", ["cleared_on", "reported_on"])
    _holding()
    _sealed()
    _ideas()


def downgrade() -> None:
    op.drop_table("idea_voice")
    op.drop_index("ix_idea_answered_on_voices", table_name="idea")
    with op.batch_alter_table("idea") as idea:
        idea.drop_constraint(op.f("ck_idea_helps"), type_="check")
        for name in (
            *("title", "helps", "named", "voices", "challenge_id"),
            *("answer", "answered_on", "answered_by_id"),
        ):
            idea.drop_column(name)
    for table in ("seal_mixing", "sealed_report", "roadblock_voice", "roadblock_holding"):
        op.drop_table(table)
    op.drop_index("ix_roadblock_open", table_name="roadblock")
    op.drop_index(op.f("ix_roadblock_reporter_id"), table_name="roadblock")
    op.execute("UPDATE roadblock SET reporter_id = NULL")
    with op.batch_alter_table("roadblock") as roadblock:
        roadblock.drop_constraint(op.f("uq_roadblock_token_digest"), type_="unique")
        for name in ("reporter_id", "level_id"):
            roadblock.drop_constraint(op.f(f"fk_roadblock_{name}"), type_="foreignkey")
        for name in ("kind", "token_digest", "level_id", "above", "fresh"):
            roadblock.drop_column(name)
        roadblock.alter_column("reporter_id", new_column_name="leader_id")
    with op.batch_alter_table("roadblock") as roadblock:
        roadblock.create_foreign_key(
            op.f("fk_roadblock_leader_id"), "person", ["leader_id"], ["id"]
        )


def _holding() -> None:
    op.create_table(
        "roadblock_holding",
        sa.Column("roadblock_id", sa.Integer(), nullable=False),
        sa.Column("level_id", sa.Integer(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("answer_due_on", sa.Date(), nullable=False),
        sa.Column("clear_due_on", sa.Date(), nullable=False),
        sa.Column("rings_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_days", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(280), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("passed_on", sa.Date(), nullable=True),
        sa.Column("passed_by_id", sa.Integer(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_roadblock_holding_{column}")
            )
            for column, table in (
                ("roadblock_id", "roadblock"),
                ("level_id", "level"),
                ("answered_by_id", "person"),
                ("passed_by_id", "person"),
            )
        ),
        sa.PrimaryKeyConstraint("roadblock_id", "level_id", name=op.f("pk_roadblock_holding")),
    )
    op.create_index("ix_roadblock_holding_answered_on", "roadblock_holding", ["answered_on"])
    op.create_index("ix_roadblock_holding_rings_at", "roadblock_holding", ["rings_at"])


def _sealed() -> None:
    op.create_table(
        "roadblock_voice",
        sa.Column("roadblock_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(40), nullable=False),
        sa.Column("fresh", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roadblock_id"], ["roadblock.id"], name=op.f("fk_roadblock_voice_roadblock_id")
        ),
        sa.PrimaryKeyConstraint("roadblock_id", "mark", name=op.f("pk_roadblock_voice")),
        sqlite_with_rowid=False,  # a row's own number would tell who came first
    )
    op.create_table(
        "sealed_report",
        sa.Column("mark", sa.String(40), nullable=False),
        sa.Column("fresh", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_sealed_report")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "seal_mixing",
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_seal_mixing")),
    )


def _ideas() -> None:
    with op.batch_alter_table("idea") as idea:
        for name, kind, default in (
            ("title", sa.String(80), ""),
            ("helps", sa.String(16), "customer"),
            ("named", sa.Boolean(), sa.false()),
            ("voices", sa.Integer(), "1"),
        ):
            idea.add_column(sa.Column(name, kind, server_default=default, nullable=False))
        idea.add_column(sa.Column("challenge_id", sa.Integer(), nullable=True))
        idea.add_column(sa.Column("answer", sa.String(280), nullable=True))
        idea.add_column(sa.Column("answered_on", sa.Date(), nullable=True))
        idea.add_column(sa.Column("answered_by_id", sa.Integer(), nullable=True))
        idea.create_check_constraint(
            op.f("ck_idea_helps"), "helps in ('customer', 'colleague', 'team')"
        )
        idea.create_foreign_key(
            op.f("fk_idea_challenge_id"), "challenge", ["challenge_id"], ["id"]
        )
        idea.create_foreign_key(
            op.f("fk_idea_answered_by_id"), "person", ["answered_by_id"], ["id"]
        )
    op.create_index("ix_idea_answered_on_voices", "idea", ["answered_on", "voices"])
    op.create_table(
        "idea_voice",
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"], name=op.f("fk_idea_voice_idea_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_idea_voice_person_id")
        ),
        sa.PrimaryKeyConstraint("idea_id", "person_id", name=op.f("pk_idea_voice")),
    )
