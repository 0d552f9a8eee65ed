"""The wall's secret link, and which bigger moments somebody has seen."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wall",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("secret_digest", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_wall_made_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wall")),
        sa.UniqueConstraint("secret_digest", name=op.f("uq_wall_secret_digest")),
    )
    op.create_table(
        "moment_seen",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("award_id", sa.Integer(), nullable=False),
        sa.Column("kept_on", sa.Date(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_moment_seen_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_moment_seen")),
    )
    op.create_index("ix_award_owner", "award", ["owner_kind", "owner_id"])


def downgrade() -> None:
    op.drop_index("ix_award_owner", "award")
    op.drop_table("moment_seen")
    op.drop_table("wall")
