"""Where the desk's lists of a large house begin: in no team, away, of a level."""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

AT_ONCE = 1000
LOOSE, AWAY = sa.text("loose_from IS NOT NULL"), sa.text("status <> 'active'")


def upgrade() -> None:
    op.add_column("person", sa.Column("loose_from", sa.Date(), nullable=True))
    _fill(op.get_bind())
    for name, columns, where in (
        ("ix_person_loose", ["name", "id"], LOOSE),
        ("ix_person_away", ["status", "name", "id"], AWAY),
    ):
        op.create_index(name, "person", columns, sqlite_where=where, postgresql_where=where)
    op.create_index("ix_person_level_id_name_id", "person", ["level_id", "name", "id"])
    op.drop_index("ix_person_status", "person")


def downgrade() -> None:
    op.create_index("ix_person_status", "person", ["status"])
    op.drop_index("ix_person_level_id_name_id", "person")
    op.drop_index("ix_person_away", "person")
    op.drop_index("ix_person_loose", "person")
    op.drop_column("person", "loose_from")


def _fill(bind: sa.Connection) -> None:
    """Whoever no team has without an end: from the day after their last one."""
    person = sa.table(
        "person",
        sa.column("id"),
        sa.column("created_at", sa.DateTime()),
        sa.column("loose_from"),
    )
    membership = sa.table(
        "membership", sa.column("person_id"), sa.column("until_on", sa.Date())
    )
    of_them = membership.c.person_id == person.c.id
    rows = bind.execute(
        sa.select(
            person.c.id,
            person.c.created_at,
            sa.select(sa.func.max(membership.c.until_on)).where(of_them).scalar_subquery(),
        ).where(~sa.exists().where(of_them, membership.c.until_on.is_(None)))
    ).all()
    found = [{"who": id_, "day": _day_after(last, made)} for id_, made, last in rows]
    values = sa.update(person).where(person.c.id == sa.bindparam("who"))
    for first in range(0, len(found), AT_ONCE):
        bind.execute(
            values.values(loose_from=sa.bindparam("day", type_=sa.Date())),
            found[first : first + AT_ONCE],
        )


def _day_after(last: date | None, made: Any) -> date:
    return last + timedelta(days=1) if last else made.date()
