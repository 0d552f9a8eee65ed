"""An admin's own words of a push in each language, and when the clockwork last ticked."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "schedule_words",
        sa.Column("schedule_id", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(16), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("body", sa.String(160), nullable=False),
        sa.ForeignKeyConstraint(
            ["schedule_id"],
            ["schedule.id"],
            name=op.f("fk_schedule_words_schedule_id_schedule"),
        ),
        sa.PrimaryKeyConstraint("schedule_id", "locale", name=op.f("pk_schedule_words")),
    )
    op.execute(
        "INSERT INTO schedule_words (schedule_id, locale, title, body)"
        " SELECT id, 'en', title, coalesce(body, '') FROM schedule WHERE title IS NOT NULL"
    )
    op.drop_column("schedule", "title")
    op.drop_column("schedule", "body")
    op.create_table(
        "heartbeat",
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeat")),
    )


def downgrade() -> None:
    op.drop_table("heartbeat")
    op.add_column("schedule", sa.Column("title", sa.String(60), nullable=True))
    op.add_column("schedule", sa.Column("body", sa.String(160), nullable=True))
    for name in ("title", "body"):
        op.execute(
            f"UPDATE schedule SET {name} = (SELECT {name} FROM schedule_words"
            " WHERE schedule_id = schedule.id AND locale = 'en')"
        )
    op.drop_table("schedule_words")
