"""A team's feed, and what readers ask the admins to look at."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feed_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind in ('story', 'thanks')", name=op.f("ck_feed_item_kind")),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_feed_item_team_id_team")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_item")),
        sa.UniqueConstraint(
            "team_id", "kind", "subject_id", name=op.f("uq_feed_item_team_id_kind_subject_id")
        ),
    )
    op.create_index("ix_feed_item_kind_subject", "feed_item", ["kind", "subject_id"])
    op.create_table(
        "content_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("reporter_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(280), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("hidden", sa.Boolean(), nullable=True),
        sa.CheckConstraint("kind in ('story', 'thanks')", name=op.f("ck_content_report_kind")),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["person.id"], name=op.f("fk_content_report_reporter_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"],
            ["person.id"],
            name=op.f("fk_content_report_answered_by_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_report")),
        sa.UniqueConstraint(
            "kind",
            "subject_id",
            "reporter_id",
            name=op.f("uq_content_report_kind_subject_id_reporter_id"),
        ),
    )
    op.create_index("ix_content_report_answered_at", "content_report", ["answered_at"])


def downgrade() -> None:
    op.drop_table("content_report")
    op.drop_table("feed_item")
