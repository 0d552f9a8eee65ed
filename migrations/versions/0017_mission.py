"""The plan of the launch, what its board counts, and leaders' first acts."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "launch_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("organisation", sa.String(length=60), nullable=False),
        sa.Column("goal_acts", sa.Integer(), nullable=True),
        sa.Column("goal_breadth", sa.Integer(), nullable=True),
        sa.Column("launch_on", sa.Date(), nullable=True),
        sa.Column("launch_hour", sa.Integer(), nullable=False),
        sa.Column("stages", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("pack", sa.JSON(), nullable=False),
        sa.Column("message", sa.String(length=280), nullable=True),
        sa.Column("story", sa.String(length=140), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("counted_at", MOMENT, nullable=True),
        sa.Column("loose", sa.Integer(), server_default="0", nullable=False),
        sa.Column("cleared_at", MOMENT, nullable=True),
        sa.Column("cleared_by_id", sa.Integer(), nullable=True),
        sa.Column("holds", sa.Integer(), server_default="0", nullable=False),
        sa.Column("over_hold", sa.Text(), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["cleared_by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "launch_cell",
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("level_id", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in (
                *("people", "carded", "claimed", "reachable"),
                *("teams", "led", "leaders", "started"),
            )
        ),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"]),
        sa.ForeignKeyConstraint(["level_id"], ["level.id"]),
        sa.PrimaryKeyConstraint("department_id", "level_id"),
    )
    op.create_table(
        "first_act",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("done_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenge.id"]),
        sa.PrimaryKeyConstraint("person_id"),
    )


def downgrade() -> None:
    op.drop_table("first_act")
    op.drop_table("launch_cell")
    op.drop_table("launch_plan")
