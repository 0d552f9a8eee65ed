from datetime import date, timedelta

from tests.factories import NOON
from uplift_pwa.actions import awards, completions, rhythm, thanks
from uplift_pwa.queries import me
from uplift_pwa.rules.rhythm import Week

MONDAY, DAY, WEEK = date(2026, 3, 2), timedelta(days=1), timedelta(weeks=1)


def test_everything_of_ones_own_comes_with_one_select(session, make, queries):
    make.campaign(launch_on=MONDAY)
    ada, ben, walk = make.person("Ada"), make.person("Ben"), make.challenge()
    for day in (0, 1, 2, 14):
        completions.record(session, ada.id, walk.id, at=NOON + day * DAY)
    thanks.give(session, ada.id, "person", ben.id, reason="Warm.", at=NOON + 14 * DAY)
    rhythm.close_weeks(session, at=NOON + 14 * DAY)
    awards.settle(session, at=NOON + 14 * DAY)
    queries.clear()

    own = me.own(session, ada.id, MONDAY + 2 * WEEK)

    assert len(queries) == 1
    assert (own.lift, own.completions, own.launch_on) == (42, 4, MONDAY)
    assert own.weeks == [Week(MONDAY, 7, 3, final=True)]
    assert (own.active_days, own.lift_on) == ({MONDAY + 2 * WEEK}, {MONDAY + 2 * WEEK: 12})
    assert own.awards == {("first-lift", 0): MONDAY}
    assert (own.thanked, own.thanked_units, own.stories) == (1, 1, 0)


def test_somebody_new_has_nothing_and_sees_nothing_of_others(session, make):
    make.campaign(launch_on=MONDAY)
    ada, ben = make.person("Ada"), make.person("Ben")
    completions.record(session, ada.id, make.challenge().id, at=NOON)

    own = me.own(session, ben.id, MONDAY)

    assert own == me.Own(launch_on=MONDAY)
