"""Answers of colleagues and customers, stories and the votes on a challenge."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _stories()
    _answers()
    _counter()
    op.add_column(
        "challenge", sa.Column("votes", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "challenge", sa.Column("boxes", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column("challenge", sa.Column("paused_from", sa.Date(), nullable=True))
    op.create_index("ix_feed_item_team_id_id", "feed_item", ["team_id", "id"])


def downgrade() -> None:
    op.drop_index("ix_feed_item_team_id_id", "feed_item")
    for column in ("paused_from", "boxes", "votes"):
        op.drop_column("challenge", column)
    for table in ("counter_tally", "counter_salt", "counter_answer", "counter_card"):
        op.drop_table(table)
    for table in ("vote", "answer_word"):
        op.drop_table(table)
    for column in ("language", "sentence"):
        op.drop_column("confirmation", column)
    op.drop_table("story_echo")
    op.add_column("completion", sa.Column("sentence", sa.String(280), nullable=True))
    op.execute(
        "UPDATE completion SET sentence = "
        "(SELECT text FROM sentence WHERE sentence.completion_id = completion.id)"
    )
    op.drop_table("sentence")


def _stories() -> None:
    op.create_table(
        "sentence",
        sa.Column("completion_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(280), nullable=False),
        sa.Column("language", sa.String(16), nullable=True),
        _refers("sentence", "completion_id", "completion.id"),
        sa.PrimaryKeyConstraint("completion_id", name=op.f("pk_sentence")),
    )
    op.execute(
        "INSERT INTO sentence (completion_id, text) "
        "SELECT id, sentence FROM completion WHERE sentence <> ''"
    )
    op.drop_column("completion", "sentence")
    op.create_table(
        "story_echo",
        sa.Column("completion_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _refers("story_echo", "completion_id", "story.completion_id"),
        _refers("story_echo", "person_id", "person.id"),
        sa.PrimaryKeyConstraint("completion_id", "person_id", name=op.f("pk_story_echo")),
    )


def _answers() -> None:
    op.add_column("confirmation", sa.Column("sentence", sa.String(280), nullable=True))
    op.add_column("confirmation", sa.Column("language", sa.String(16), nullable=True))
    op.create_table(
        "answer_word",
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("locale", sa.String(16), nullable=False),
        sa.Column("text", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("key", "locale", name=op.f("pk_answer_word")),
    )
    op.create_table(
        "vote",
        sa.Column("completion_id", sa.Integer(), nullable=False),
        sa.Column("is_box", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _refers("vote", "completion_id", "completion.id"),
        sa.PrimaryKeyConstraint("completion_id", name=op.f("pk_vote")),
    )


def _counter() -> None:
    op.create_table(
        "counter_card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        _refers("counter_card", "team_id", "team.id"),
        _refers("counter_card", "made_by_id", "person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter_card")),
    )
    op.create_index("ix_counter_card_team_id", "counter_card", ["team_id"])
    op.create_table(
        "counter_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("word", sa.String(32), nullable=False),
        sa.Column("helped", sa.Boolean(), nullable=False),
        sa.Column("sentence", sa.String(280), nullable=True),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.CheckConstraint(
            "state in ('none', 'waiting', 'shown', 'away')",
            name=op.f("ck_counter_answer_state"),
        ),
        _refers("counter_answer", "team_id", "team.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter_answer")),
    )
    op.create_index("ix_counter_answer_team_day", "counter_answer", ["team_id", "day"])
    op.create_index("ix_counter_answer_state", "counter_answer", ["state"])
    op.create_table(
        "counter_salt",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_counter_salt")),
    )
    op.create_table(
        "counter_tally",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        _refers("counter_tally", "card_id", "counter_card.id"),
        sa.PrimaryKeyConstraint("day", "card_id", "address", name=op.f("pk_counter_tally")),
    )


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key with its usual name; none of these columns belongs to two keys."""
    name = op.f(f"fk_{table}_{column}_{target.split('.')[0]}")
    return sa.ForeignKeyConstraint([column], [target], name=name)
