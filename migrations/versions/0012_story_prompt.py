"""The story that a booster asks for."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("booster", sa.Column("story", sa.String(length=140), nullable=True))


def downgrade() -> None:
    op.drop_column("booster", "story")
