"""The whole game."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_kind", sa.String(length=16), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reason")),
    )
    with op.batch_alter_table("reason", schema=None) as batch_op:
        batch_op.create_index("ix_reason_owner", ["owner_kind", "owner_id", "id"], unique=False)

    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=8), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index("ix_unit_quarter", ["quarter"], unique=False)

    op.create_table(
        "unit_week",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=False),
        sa.Column("in_rhythm", sa.Integer(), nullable=False),
        sa.Column("working", sa.Integer(), nullable=False),
        sa.Column("broad", sa.Integer(), nullable=False),
        sa.Column("breadth_of", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("returning", sa.Integer(), nullable=False),
        sa.Column("felt", sa.Integer(), nullable=False),
        sa.Column("acts", sa.Integer(), nullable=False),
        sa.Column("steady", sa.Integer(), nullable=False),
        sa.Column("tipped", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "unit_id", "monday", name=op.f("pk_unit_week")),
    )
    with op.batch_alter_table("unit_week", schema=None) as batch_op:
        batch_op.create_index("ix_unit_week_monday_kind", ["monday", "kind"], unique=False)

    op.create_table(
        "unit_cell",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("level_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_unit_cell_department_id")
        ),
        sa.ForeignKeyConstraint(["level_id"], ["level.id"], name=op.f("fk_unit_cell_level_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_cell_unit_id")),
        sa.PrimaryKeyConstraint(
            "unit_id", "department_id", "level_id", name=op.f("pk_unit_cell")
        ),
    )
    op.create_table(
        "booster",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("trigger", sa.String(length=16), nullable=False),
        sa.Column("chart", sa.JSON(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("message", sa.String(length=280), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state in ('proposed', 'fired', 'declined')", name=op.f("ck_booster_state")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_booster_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_booster_decided_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booster")),
    )
    with op.batch_alter_table("booster", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_booster_campaign_id"), ["campaign_id"], unique=False
        )

    op.create_table(
        "case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reason_id", sa.Integer(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=500), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["person.id"], name=op.f("fk_case_closed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["person.id"], name=op.f("fk_case_opened_by_id")
        ),
        sa.ForeignKeyConstraint(["reason_id"], ["reason.id"], name=op.f("fk_case_reason_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
    )
    op.create_table(
        "cover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=False),
        sa.Column("receiver_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["person.id"], name=op.f("fk_cover_given_by_id")
        ),
        sa.ForeignKeyConstraint(["giver_id"], ["team.id"], name=op.f("fk_cover_giver_id")),
        sa.ForeignKeyConstraint(
            ["receiver_id"], ["team.id"], name=op.f("fk_cover_receiver_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cover")),
        sa.UniqueConstraint("receiver_id", "day", name=op.f("uq_cover_receiver_id_day")),
    )
    with op.batch_alter_table("cover", schema=None) as batch_op:
        batch_op.create_index("ix_cover_giver_id", ["giver_id"], unique=False)

    op.create_table(
        "huddle",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("did_it", sa.Integer(), nullable=False),
        sa.Column("counted_by_id", sa.Integer(), nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("did_it between 0 and present", name=op.f("ck_huddle_did_it")),
        sa.ForeignKeyConstraint(
            ["counted_by_id"], ["person.id"], name=op.f("fk_huddle_counted_by_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_huddle_team_id")),
        sa.PrimaryKeyConstraint("team_id", "day", name=op.f("pk_huddle")),
    )
    op.create_table(
        "idea",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=280), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_idea_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea")),
    )
    with op.batch_alter_table("idea", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idea_author_id"), ["author_id"], unique=False)

    op.create_table(
        "neutral_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("declared_by_id", sa.Integer(), nullable=True),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["declared_by_id"], ["person.id"], name=op.f("fk_neutral_day_declared_by_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_neutral_day_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_neutral_day")),
        sa.UniqueConstraint("site_id", "day", name=op.f("uq_neutral_day_site_id_day")),
    )
    with op.batch_alter_table("neutral_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_neutral_day_day"), ["day"], unique=False)

    op.create_table(
        "person_week",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("active_days", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("final_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_week_person_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_person_week_team_id")),
        sa.PrimaryKeyConstraint("person_id", "monday", name=op.f("pk_person_week")),
    )
    with op.batch_alter_table("person_week", schema=None) as batch_op:
        batch_op.create_index("ix_person_week_monday", ["monday"], unique=False)

    op.create_table(
        "roadblock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=280), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("cleared_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["person.id"], name=op.f("fk_roadblock_leader_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_roadblock_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadblock")),
    )
    with op.batch_alter_table("roadblock", schema=None) as batch_op:
        batch_op.create_index("ix_roadblock_team_id", ["team_id"], unique=False)

    op.create_table(
        "setting_change",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["person.id"], name=op.f("fk_setting_change_changed_by_id")
        ),
        sa.PrimaryKeyConstraint("name", "from_on", name=op.f("pk_setting_change")),
    )
    op.create_table(
        "thanks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sender_id", sa.Integer(), nullable=False),
        sa.Column("receiver_kind", sa.String(length=16), nullable=False),
        sa.Column("receiver_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=280), nullable=False),
        sa.Column("service_day", sa.Date(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "receiver_kind in ('person', 'team', 'department')", name=op.f("ck_thanks_receiver")
        ),
        sa.ForeignKeyConstraint(["sender_id"], ["person.id"], name=op.f("fk_thanks_sender_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thanks")),
    )
    with op.batch_alter_table("thanks", schema=None) as batch_op:
        batch_op.create_index(
            "ix_thanks_receiver", ["receiver_kind", "receiver_id", "sent_at"], unique=False
        )
        batch_op.create_index("ix_thanks_sender", ["sender_id", "sent_at"], unique=False)

    op.create_table(
        "working_today",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_working_today_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "day", name=op.f("pk_working_today")),
    )
    op.create_table(
        "booster_challenge",
        sa.Column("booster_id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["booster_id"], ["booster.id"], name=op.f("fk_booster_challenge_booster_id")
        ),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_booster_challenge_challenge_id")
        ),
        sa.PrimaryKeyConstraint(
            "booster_id", "challenge_id", name=op.f("pk_booster_challenge")
        ),
    )
    op.create_table(
        "confirmation",
        sa.Column("completion_id", sa.Integer(), nullable=False),
        sa.Column("asked_id", sa.Integer(), nullable=False),
        sa.Column("helped", sa.Boolean(), nullable=True),
        sa.Column("word", sa.String(length=32), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_id"], ["person.id"], name=op.f("fk_confirmation_asked_id")
        ),
        sa.ForeignKeyConstraint(
            ["completion_id"], ["completion.id"], name=op.f("fk_confirmation_completion_id")
        ),
        sa.PrimaryKeyConstraint("completion_id", name=op.f("pk_confirmation")),
    )
    with op.batch_alter_table("confirmation", schema=None) as batch_op:
        batch_op.create_index(
            "ix_confirmation_asked", ["asked_id", "answered_at"], unique=False
        )

    op.create_table(
        "story",
        sa.Column("completion_id", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["completion_id"], ["completion.id"], name=op.f("fk_story_completion_id")
        ),
        sa.PrimaryKeyConstraint("completion_id", name=op.f("pk_story")),
    )
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("orbit", sa.Integer(), server_default="1", nullable=False)
        )

    with op.batch_alter_table("person_day", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("confirmed", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column("thanks_sent", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column("thanks_received", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column("roadblocks", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column("comeback", sa.Integer(), server_default="0", nullable=False)
        )

    with op.batch_alter_table("person_total", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("rhythm_run", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column("rhythm_best", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column("rhythm_earlier", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column("kept_weeks", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column("joins", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(sa.Column("joined_on", sa.Date(), nullable=True))

    with op.batch_alter_table("team_total", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("earlier", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column("to_join", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column("covers_held", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column("towards_cover", sa.Integer(), server_default="0", nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("team_total", schema=None) as batch_op:
        batch_op.drop_column("towards_cover")
        batch_op.drop_column("covers_held")
        batch_op.drop_column("to_join")
        batch_op.drop_column("earlier")

    with op.batch_alter_table("person_total", schema=None) as batch_op:
        batch_op.drop_column("joined_on")
        batch_op.drop_column("joins")
        batch_op.drop_column("kept_weeks")
        batch_op.drop_column("rhythm_earlier")
        batch_op.drop_column("rhythm_best")
        batch_op.drop_column("rhythm_run")

    with op.batch_alter_table("person_day", schema=None) as batch_op:
        batch_op.drop_column("comeback")
        batch_op.drop_column("roadblocks")
        batch_op.drop_column("thanks_received")
        batch_op.drop_column("thanks_sent")
        batch_op.drop_column("confirmed")

    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.drop_column("orbit")

    op.drop_table("story")
    with op.batch_alter_table("confirmation", schema=None) as batch_op:
        batch_op.drop_index("ix_confirmation_asked")

    op.drop_table("confirmation")
    op.drop_table("booster_challenge")
    op.drop_table("working_today")
    with op.batch_alter_table("thanks", schema=None) as batch_op:
        batch_op.drop_index("ix_thanks_sender")
        batch_op.drop_index("ix_thanks_receiver")

    op.drop_table("thanks")
    op.drop_table("setting_change")
    with op.batch_alter_table("roadblock", schema=None) as batch_op:
        batch_op.drop_index("ix_roadblock_team_id")

    op.drop_table("roadblock")
    with op.batch_alter_table("person_week", schema=None) as batch_op:
        batch_op.drop_index("ix_person_week_monday")

    op.drop_table("person_week")
    with op.batch_alter_table("neutral_day", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_neutral_day_day"))

    op.drop_table("neutral_day")
    with op.batch_alter_table("idea", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_author_id"))

    op.drop_table("idea")
    op.drop_table("huddle")
    with op.batch_alter_table("cover", schema=None) as batch_op:
        batch_op.drop_index("ix_cover_giver_id")

    op.drop_table("cover")
    op.drop_table("case")
    with op.batch_alter_table("booster", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_booster_campaign_id"))

    op.drop_table("booster")
    op.drop_table("unit_cell")
    with op.batch_alter_table("unit_week", schema=None) as batch_op:
        batch_op.drop_index("ix_unit_week_monday_kind")

    op.drop_table("unit_week")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_index("ix_unit_quarter")

    op.drop_table("unit")
    with op.batch_alter_table("reason", schema=None) as batch_op:
        batch_op.drop_index("ix_reason_owner")

    op.drop_table("reason")
