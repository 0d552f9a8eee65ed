"""What the organisation chooses for itself: its name, its languages, its roadblocks' kinds."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa import languages
from uplift_pwa.actions import audit
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import Campaign, LaunchPlan, Organisation
from uplift_pwa.models.organisation import ONLY
from uplift_pwa.queries import road_kinds, tongues
from uplift_pwa.rules.roadblocks import KINDS, OTHER

LONGEST_NAME = 60


def rename(session: Session, name: str, *, by: int, at: datetime) -> None:
    """Call the organisation differently, everywhere and at once; `at` is aware.

    Its name lives in the campaign, and in the plan before there is one. Raises `Refused`:
    not_found (neither is there), launch_name (1 to 60 signs).
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise Refused("launch_name")
    plan = session.scalars(select(LaunchPlan).order_by(LaunchPlan.id.desc()).limit(1))
    campaign = session.scalars(select(Campaign).order_by(Campaign.id.desc()).limit(1))
    rows = [*campaign, *plan]
    if not rows:
        raise Refused("not_found")
    before = rows[0].organisation
    if all(row.organisation == name for row in rows):
        return
    for row in rows:
        row.organisation = name
    detail: dict[str, object] = {"before": before, "after": name}
    audit.note(
        session, "organisation.renamed", "organisation", ONLY, by=by, at=at, detail=detail
    )


def speak(
    session: Session, offered: Sequence[str], usual: str, *, by: int, at: datetime
) -> None:
    """Offer these languages, and `usual` to whom nothing else is known of; from now on.

    Whoever chose another one keeps that choice for the day it is back. Raises `Refused`:
    languages_none, language_usual (not one of them). Unknown codes are left out.
    """
    chosen = [code for code in languages.offered() if code in offered]
    if not chosen:
        raise Refused("languages_none")
    if usual not in chosen:
        raise Refused("language_usual")
    before = tongues.fresh(session)
    if (before.offered, before.usual) == (tuple(chosen), usual):
        return
    _keep(session, languages=chosen, language=usual)
    tongues.forget(session)
    detail: dict[str, object] = {"languages": chosen, "usual": usual}
    audit.note(
        session, "organisation.languages", "organisation", ONLY, by=by, at=at, detail=detail
    )


def sort_roadblocks(session: Session, kinds: Sequence[str], *, by: int, at: datetime) -> None:
    """Offer these kinds of roadblocks to new reports, in this order; reports keep theirs.

    The last one is always for what is none of the others. Raises `Refused`: kinds_few
    (one at least besides it).
    """
    named = [kind for kind in dict.fromkeys(kinds) if kind in KINDS and kind != OTHER]
    if not named:
        raise Refused("kinds_few")
    if tuple(road_kinds.offered(session)) == (*named, OTHER):
        return
    _keep(session, roadblock_kinds=named)
    detail: dict[str, object] = {"kinds": named}
    audit.note(
        session, "organisation.roadblocks", "organisation", ONLY, by=by, at=at, detail=detail
    )


def _keep(session: Session, **values: object) -> None:
    session.execute(
        upsert(session, Organisation)
        .values(id=ONLY, **values)
        .on_conflict_do_update(index_elements=["id"], set_=values)
    )
