"""Of which people a unit's figures are published; sites follow the roll-over hour in force.

Nobody could give a site an hour of its own before, so none is kept.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "published_week",
        sa.Column("monday", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("monday", name=op.f("pk_published_week")),
    )
    op.create_table(
        "cohort",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("came_from_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["came_from_id"], ["cohort.id"], name=op.f("fk_cohort_came_from_id_cohort")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
    )
    op.create_table(
        "cohort_unit",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_cohort_unit_cohort_id_cohort")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_cohort_unit_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("cohort_id", "monday", name=op.f("pk_cohort_unit")),
    )
    op.create_table(
        "published_person",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_published_person_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_published_person_cohort_id_cohort")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_published_person")),
    )
    op.create_index("ix_published_person_cohort_id", "published_person", ["cohort_id"])
    op.drop_column("site", "roll_over_hour")
    op.add_column("site", sa.Column("roll_over_hour", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("site", "roll_over_hour")
    op.add_column(
        "site", sa.Column("roll_over_hour", sa.Integer(), server_default="4", nullable=False)
    )
    op.drop_table("published_person")
    op.drop_table("cohort_unit")
    op.drop_table("cohort")
    op.drop_table("published_week")
