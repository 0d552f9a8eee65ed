"""What the desk of a large organisation reads instead of counting, and where lists begin."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "headcount",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("level_id", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("claimed", sa.Integer(), nullable=False),
        sa.Column("unclaimed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "site_id", "level_id", name="pk_headcount"),
    )
    op.create_table(
        "snapshot",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_snapshot"),
    )
    op.create_index("ix_person_name_id", "person", ["name", "id"])
    op.create_index("ix_person_site_id_name_id", "person", ["site_id", "name", "id"])
    op.create_index("ix_person_status", "person", ["status"])
    waiting = sa.text("joined_at IS NULL")
    op.create_index(
        "ix_person_not_joined",
        "person",
        ["name", "id"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.create_index("ix_deletion_request_asked_at", "deletion_request", ["asked_at"])


def downgrade() -> None:
    op.drop_index("ix_deletion_request_asked_at", "deletion_request")
    op.drop_index("ix_person_not_joined", "person")
    op.drop_index("ix_person_status", "person")
    op.drop_index("ix_person_site_id_name_id", "person")
    op.drop_index("ix_person_name_id", "person")
    op.drop_table("snapshot")
    op.drop_table("headcount")
