"""Why somebody paused a challenge, its hour and its turn, and packs in an order."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("challenge", sa.Column("pause_reason", sa.String(length=200), nullable=True))
    op.add_column("challenge", sa.Column("release_hour", sa.Integer(), nullable=True))
    op.add_column("challenge", sa.Column("turn", sa.String(length=8), nullable=True))
    op.create_table(
        "challenge_pack",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "pack_challenge",
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenge.id"]),
        sa.ForeignKeyConstraint(["pack_id"], ["challenge_pack.id"]),
        sa.PrimaryKeyConstraint("pack_id", "challenge_id"),
    )


def downgrade() -> None:
    op.drop_table("pack_challenge")
    op.drop_table("challenge_pack")
    for column in ("turn", "release_hour", "pause_reason"):
        op.drop_column("challenge", column)
