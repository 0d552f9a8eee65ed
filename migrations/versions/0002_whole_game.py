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
    op.create_index("ix_reason_owner", "reason", ["owner_kind", "owner_id", "id"], unique=False)

    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=8), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
    )
    op.create_index("ix_unit_quarter", "unit", ["quarter"], unique=False)

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
        sa.Column("to_return", sa.Integer(), nullable=False),
        sa.Column("felt", sa.Integer(), nullable=False),
        sa.Column("acts", sa.Integer(), nullable=False),
        sa.Column("steady", sa.Integer(), nullable=False),
        sa.Column("tipped", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "unit_id", "monday", name=op.f("pk_unit_week")),
    )
    op.create_index("ix_unit_week_monday_kind", "unit_week", ["monday", "kind"], unique=False)

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
    op.create_index(op.f("ix_booster_campaign_id"), "booster", ["campaign_id"], unique=False)

    op.create_table(
        "review_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reason_id", sa.Integer(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=500), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["person.id"], name=op.f("fk_review_case_closed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["person.id"], name=op.f("fk_review_case_opened_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["reason_id"], ["reason.id"], name=op.f("fk_review_case_reason_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_case")),
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
    op.create_index("ix_cover_giver_id", "cover", ["giver_id"], unique=False)

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
    op.create_index(op.f("ix_idea_author_id"), "idea", ["author_id"], unique=False)

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
    op.create_index(op.f("ix_neutral_day_day"), "neutral_day", ["day"], unique=False)

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
    op.create_index("ix_person_week_monday", "person_week", ["monday"], unique=False)

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
    op.create_index("ix_roadblock_team_id", "roadblock", ["team_id"], unique=False)

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
    op.create_index(
        "ix_thanks_receiver",
        "thanks",
        ["receiver_kind", "receiver_id", "sent_at"],
        unique=False,
    )
    op.create_index("ix_thanks_sender", "thanks", ["sender_id", "sent_at"], unique=False)

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
    op.create_index(
        "ix_confirmation_asked", "confirmation", ["asked_id", "answered_at"], unique=False
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
    op.add_column(
        "campaign", sa.Column("orbit", sa.Integer(), server_default="1", nullable=False)
    )

    op.add_column(
        "person_day", sa.Column("confirmed", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "person_day", sa.Column("thanks_sent", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "person_day",
        sa.Column("thanks_received", sa.Integer(), server_default="0", nullable=False),
    )
    op.add_column(
        "person_day", sa.Column("roadblocks", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "person_day", sa.Column("comeback", sa.Integer(), server_default="0", nullable=False)
    )

    op.add_column(
        "person_total",
        sa.Column("rhythm_run", sa.Integer(), server_default="0", nullable=False),
    )
    op.add_column(
        "person_total",
        sa.Column("rhythm_best", sa.Integer(), server_default="0", nullable=False),
    )
    op.add_column(
        "person_total",
        sa.Column("rhythm_earlier", sa.Integer(), server_default="0", nullable=False),
    )
    op.add_column(
        "person_total",
        sa.Column("kept_weeks", sa.Integer(), server_default="0", nullable=False),
    )
    op.add_column(
        "person_total", sa.Column("joins", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column("person_total", sa.Column("joined_on", sa.Date(), nullable=True))

    op.add_column(
        "team_total", sa.Column("earlier", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "team_total", sa.Column("to_join", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "team_total", sa.Column("covers_held", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "team_total",
        sa.Column("towards_cover", sa.Integer(), server_default="0", nullable=False),
    )


def downgrade() -> None:
    op.drop_column("team_total", "towards_cover")
    op.drop_column("team_total", "covers_held")
    op.drop_column("team_total", "to_join")
    op.drop_column("team_total", "earlier")

    op.drop_column("person_total", "joined_on")
    op.drop_column("person_total", "joins")
    op.drop_column("person_total", "kept_weeks")
    op.drop_column("person_total", "rhythm_earlier")
    op.drop_column("person_total", "rhythm_best")
    op.drop_column("person_total", "rhythm_run")

    op.drop_column("person_day", "comeback")
    op.drop_column("person_day", "roadblocks")
    op.drop_column("person_day", "thanks_received")
    op.drop_column("person_day", "thanks_sent")
    op.drop_column("person_day", "confirmed")

    op.drop_column("campaign", "orbit")

    op.drop_table("story")
    op.drop_index("ix_confirmation_asked", table_name="confirmation")

    op.drop_table("confirmation")
    op.drop_table("booster_challenge")
    op.drop_table("working_today")
    op.drop_index("ix_thanks_sender", table_name="thanks")
    op.drop_index("ix_thanks_receiver", table_name="thanks")

    op.drop_table("thanks")
    op.drop_table("setting_change")
    op.drop_index("ix_roadblock_team_id", table_name="roadblock")

    op.drop_table("roadblock")
    op.drop_index("ix_person_week_monday", table_name="person_week")

    op.drop_table("person_week")
    op.drop_index(op.f("ix_neutral_day_day"), table_name="neutral_day")

    op.drop_table("neutral_day")
    op.drop_index(op.f("ix_idea_author_id"), table_name="idea")

    op.drop_table("idea")
    op.drop_table("huddle")
    op.drop_index("ix_cover_giver_id", table_name="cover")

    op.drop_table("cover")
    op.drop_table("review_case")
    op.drop_index(op.f("ix_booster_campaign_id"), table_name="booster")

    op.drop_table("booster")
    op.drop_table("unit_cell")
    op.drop_index("ix_unit_week_monday_kind", table_name="unit_week")

    op.drop_table("unit_week")
    op.drop_index("ix_unit_quarter", table_name="unit")

    op.drop_table("unit")
    op.drop_index("ix_reason_owner", table_name="reason")

    op.drop_table("reason")
