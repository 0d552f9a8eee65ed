"""Unit weeks that are counted anew, and an organisation's own names for the stages."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unit_week_due",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_week_due")),
    )
    op.add_column("campaign", sa.Column("stages", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("campaign", "stages")
    op.drop_table("unit_week_due")
