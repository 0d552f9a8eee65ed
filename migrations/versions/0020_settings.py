"""What the organisation has chosen: its languages, and the kinds of roadblocks it offers."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("languages", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.Column("roadblock_kinds", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_organisation_only")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )


def downgrade() -> None:
    op.drop_table("organisation")
