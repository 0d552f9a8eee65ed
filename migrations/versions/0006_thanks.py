"""Thanks that arrive, and the search for whom they are."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NEW = sa.text("seen_at IS NULL AND receiver_kind = 'person'")
PLAIN = sa.String(33).with_variant(sa.String(33, collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("thanks", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("thanks", sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True))
    # Cards from before anybody could see them are no news.
    op.execute("UPDATE thanks SET seen_at = sent_at")
    op.drop_index("ix_thanks_receiver", "thanks")
    op.create_index("ix_thanks_receiver", "thanks", ["receiver_kind", "receiver_id", "id"])
    op.create_index(
        "ix_thanks_new", "thanks", ["receiver_id"], sqlite_where=NEW, postgresql_where=NEW
    )
    op.create_table(
        "thanks_kind",
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("name", sa.String(40), nullable=True),
        sa.Column("picture", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_thanks_kind")),
    )
    op.create_table(
        "thanks_put_away",
        sa.Column("thanks_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["thanks_id"], ["thanks.id"], name=op.f("fk_thanks_put_away_thanks_id_thanks")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_thanks_put_away_person_id_person")
        ),
        sa.PrimaryKeyConstraint("thanks_id", "person_id", name=op.f("pk_thanks_put_away")),
    )
    _names()


def _names() -> None:
    op.create_table(
        "name_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("word", PLAIN, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_word")),
        sa.UniqueConstraint("word", name=op.f("uq_name_word_word")),
    )
    op.create_table(
        "name_key",
        sa.Column("key", PLAIN, nullable=False),
        sa.Column("word_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["word_id"], ["name_word.id"], name=op.f("fk_name_key_word_id_name_word")
        ),
        sa.PrimaryKeyConstraint("key", "word_id", name=op.f("pk_name_key")),
    )
    op.create_table(
        "person_word",
        sa.Column("word_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["word_id"], ["name_word.id"], name=op.f("fk_person_word_word_id_name_word")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_word_person_id_person")
        ),
        sa.PrimaryKeyConstraint("word_id", "person_id", name=op.f("pk_person_word")),
    )
    op.create_index(op.f("ix_person_word_person_id"), "person_word", ["person_id"])


def downgrade() -> None:
    for table in ("person_word", "name_key", "name_word", "thanks_put_away", "thanks_kind"):
        op.drop_table(table)
    op.drop_index("ix_thanks_new", "thanks")
    op.drop_index("ix_thanks_receiver", "thanks")
    op.create_index("ix_thanks_receiver", "thanks", ["receiver_kind", "receiver_id", "sent_at"])
    op.drop_column("thanks", "hidden_at")
    op.drop_column("thanks", "seen_at")
