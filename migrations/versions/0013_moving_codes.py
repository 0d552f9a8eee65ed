"""Six signs that bring a person to another phone or to the home screen's own window."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "moving_code",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_moving_code_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_moving_code")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_moving_code_code_digest")),
    )


def downgrade() -> None:
    op.drop_table("moving_code")
