"""Conditions on a person: in a team on a day, come aboard, or with a card that still waits."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, or_

from uplift_pwa.models import AccessCard, Membership, Person


def lasts(day: date) -> tuple[ColumnElement[bool], ...]:
    """A membership that holds on `day`: its first and its last day are included."""
    ends = or_(Membership.until_on.is_(None), Membership.until_on >= day)
    return Membership.from_on <= day, ends


def belongs(day: date) -> ColumnElement[bool]:
    """The same as the condition of a join with the person."""
    return and_(Membership.person_id == Person.id, *lasts(day))


def loose(day: date) -> tuple[ColumnElement[bool], ...]:
    """An active person whom no team has on `day`; an index knows the few of them."""
    return Person.status == "active", Person.loose_from <= day


def claimed() -> ColumnElement[bool]:
    """They have come aboard: by joining, or by a card that was used."""
    return or_(Person.joined_at.is_not(None), _used())


def waits(at: datetime) -> ColumnElement[bool]:
    """They have a card that would open at `at` (aware)."""
    theirs = AccessCard.person_id == Person.id
    return exists().where(theirs, *waiting(at)).correlate(Person)


def waiting(at: datetime) -> tuple[ColumnElement[bool], ...]:
    """A card that would open at `at` (aware)."""
    return (
        AccessCard.redeemed_at.is_(None),
        AccessCard.revoked_at.is_(None),
        AccessCard.expires_at > at,
    )


def lacks(at: datetime) -> tuple[ColumnElement[bool], ...]:
    """They have not come aboard, and have no card that would open at `at` (aware).

    A NOT for each: of the NOT of an OR, PostgreSQL would gather everybody's cards.
    """
    return Person.joined_at.is_(None), ~_used(), ~waits(at)


def _used() -> ColumnElement[bool]:
    used = and_(AccessCard.person_id == Person.id, AccessCard.redeemed_at.is_not(None))
    return exists().where(used).correlate(Person)
