"""When somebody said "not now" to nudges, and which devices they switched push on for."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "reminder", sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column(
        "sign_in",
        sa.Column("wants_push", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    reached = "(SELECT sign_in_id FROM subscription)"
    op.execute(f"UPDATE sign_in SET wants_push = true WHERE id IN {reached}")


def downgrade() -> None:
    op.drop_column("sign_in", "wants_push")
    op.drop_column("reminder", "declined_at")
