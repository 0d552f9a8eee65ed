"""One cheer a day, from a leader to the whole team, in words of ours (RULES 9)."""

from datetime import datetime

from sqlalchemy.orm import Session

from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import Cheer
from uplift_pwa.queries import diary, team_screen
from uplift_pwa.queries.team_screen import TeamScreen
from uplift_pwa.rules import cheers


def give(session: Session, team_id: int, words: str, *, by: int, at: datetime) -> None:
    """Cheer a team on today: `by`'s service day at `at` (aware). Once a team and day.

    `words` is a key of `rules.cheers`. Raises `Refused`: not_found, cheer_not_true,
    cheered_already.
    """
    day = diary.today(session, by, at)
    team = team_screen.of(session, team_id, day)
    if team is None:
        raise Refused("not_found")
    if words not in cheers.eligible(facts(team)):
        raise Refused("cheer_not_true")
    given = session.execute(
        upsert(session, Cheer)
        .values(team_id=team_id, day=day, words=words, cheered_by_id=by, cheered_at=at)
        .on_conflict_do_nothing()
        .returning(Cheer.team_id)
    )
    if given.first() is None:
        raise Refused("cheered_already")


def facts(team: TeamScreen) -> cheers.Facts:
    """What the cheers are chosen by: what the leader's page shows of the team."""
    return cheers.Facts(
        team.marks[-1].day,
        kept=team.now.kept,
        streak=team.now.streak,
        best=team.now.best,
        to_join=team.to_join,
        huddle=team.present is not None,
    )
