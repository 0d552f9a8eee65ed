"""When somebody took a copy of what is kept about them, who asks to be deleted, who is."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("person", sa.Column("erased_at", MOMENT, nullable=True))
    for table, moment in (("own_copy", "taken_at"), ("deletion_request", "asked_at")):
        op.create_table(
            table,
            sa.Column("person_id", sa.Integer(), nullable=False),
            sa.Column(moment, MOMENT, nullable=False),
            sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
            sa.PrimaryKeyConstraint("person_id"),
        )


def downgrade() -> None:
    op.drop_table("deletion_request")
    op.drop_table("own_copy")
    op.drop_column("person", "erased_at")
