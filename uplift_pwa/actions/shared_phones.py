"""Sites where every phone is taken to be shared: said by the desk, taken back by it."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit
from uplift_pwa.db import upsert
from uplift_pwa.models import Person, SharedPhones, Site


def choose(session: Session, site_ids: set[int], *, by: int, at: datetime) -> None:
    """At these sites, and at no other, every sign-in by card is on a shared phone.

    Who is signed in already stays so. `at` is aware; unknown sites are left out.
    """
    known = set(session.scalars(select(Site.id).where(Site.id.in_(site_ids))))
    before = set(session.scalars(select(SharedPhones.site_id)))
    for site_id in sorted(known - before):
        session.execute(
            upsert(session, SharedPhones)
            .values(site_id=site_id, since=at, by_id=by)
            .on_conflict_do_nothing()
        )
        audit.note(session, "phones.shared", "site", site_id, by=by, at=at)
    for site_id in sorted(before - known):
        session.execute(delete(SharedPhones).where(SharedPhones.site_id == site_id))
        audit.note(session, "phones.own", "site", site_id, by=by, at=at)


def kind(session: Session, person_id: int, *, says_shared: bool) -> str:
    """What a sign-in of this person is: on their own phone, or on a shared one."""
    if says_shared:
        return "shared"
    fixed = select(SharedPhones.site_id).join(Person, Person.site_id == SharedPhones.site_id)
    return "shared" if session.scalar(fixed.where(Person.id == person_id)) else "own"
