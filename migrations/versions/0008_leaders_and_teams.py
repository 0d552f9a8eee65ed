"""Leaders' own challenges, substitutes and cheers; the life of teams."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "challenge",
        sa.Column("for_leaders", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column("team", sa.Column("closed_on", sa.Date(), nullable=True))
    op.create_table(
        "substitute",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("named_by_id", sa.Integer(), nullable=True),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_substitute_team_id_team")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_substitute_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["named_by_id"], ["person.id"], name=op.f("fk_substitute_named_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitute")),
    )
    op.create_index("ix_substitute_person_id_until_on", "substitute", ["person_id", "until_on"])
    op.create_index("ix_substitute_team_id_until_on", "substitute", ["team_id", "until_on"])
    op.create_table(
        "cheer",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("words", sa.String(32), nullable=False),
        sa.Column("cheered_by_id", sa.Integer(), nullable=True),
        sa.Column("cheered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_cheer_team_id_team")),
        sa.ForeignKeyConstraint(
            ["cheered_by_id"], ["person.id"], name=op.f("fk_cheer_cheered_by_id_person")
        ),
        sa.PrimaryKeyConstraint("team_id", "day", name=op.f("pk_cheer")),
    )
    op.create_table(
        "reminder_hold",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_reminder_hold_team_id_team")
        ),
        sa.PrimaryKeyConstraint("team_id", "day", name=op.f("pk_reminder_hold")),
    )
    op.create_table(
        "team_alias",
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_team_alias_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_team_alias_team_id_team")
        ),
        sa.PrimaryKeyConstraint("department_id", "name", name=op.f("pk_team_alias")),
    )
    op.create_index(op.f("ix_team_alias_team_id"), "team_alias", ["team_id"])


def downgrade() -> None:
    op.drop_table("team_alias")
    op.drop_table("reminder_hold")
    op.drop_table("cheer")
    op.drop_table("substitute")
    op.drop_column("team", "closed_on")
    op.drop_column("challenge", "for_leaders")
