from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from uplift_pwa.actions import completions, covers, finalise, verify
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Audit, Cover, Leave, Membership, Reason, TeamDay, TeamTotal

MONDAY, DAY = date(2026, 3, 2), timedelta(days=1)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
OPEN = timedelta(hours=72)


class Crew:
    """A team of three that plays by a word: for each day k, or anything else for silence."""

    def __init__(self, session, make, name="Otters", zone="Europe/Berlin", size=3):
        self.session, self.walk = session, make.challenge()
        self.team = make.team(name)
        site = make.site(zone, zone)
        self.people = [
            make.person(f"{name} {n}", team=self.team, site=site) for n in range(size)
        ]

    def play(self, word, first=0):
        for number, letter in enumerate(word, start=first):
            for person in self.people if letter == "k" else []:
                completions.record(
                    self.session, person.id, self.walk.id, at=NOON + number * DAY
                )
        return self

    @property
    def total(self):
        return self.session.get_one(TeamTotal, self.team.id, populate_existing=True)


@pytest.fixture
def crew(session, make):
    make.campaign(launch_on=MONDAY - DAY)  # a silent day, for the sake of the west

    def crew(name="Otters", word="", **options):
        return Crew(session, make, name, **options).play(word)

    return crew


def close(session, days):
    """Everything is final up to `days` days after Monday."""
    while finalise.days(session, at=NOON + days * DAY + OPEN + timedelta(hours=20)):
        pass


def covered(session):
    rows = session.scalars(select(Cover).order_by(Cover.day))
    return [(row.giver_id, row.receiver_id, row.day) for row in rows]


def kinds(session, team):
    rows = session.scalars(
        select(Reason.kind).filter_by(owner_kind="team", owner_id=team.id).order_by(Reason.id)
    )
    return list(rows)


def test_ten_kept_days_earn_a_cover_and_the_eleventh_pauses(session, crew):
    otters = crew(word="k" * 9)
    assert (otters.total.covers_held, otters.total.towards_cover) == (0, 9)

    otters.play("kk", first=9)

    assert (otters.total.covers_held, otters.total.towards_cover) == (1, 0)
    assert kinds(session, otters.team).count("cover.earned") == 1


def test_a_missed_day_is_covered_when_it_is_final_and_not_before(session, crew):
    otters = crew(word="k" * 10 + "-" + "kk")

    close(session, 9)
    assert covered(session) == []
    assert otters.total.streak == 12  # the open day is left out

    close(session, 10)

    missed = MONDAY + 10 * DAY
    assert covered(session) == [(otters.team.id, otters.team.id, missed)]
    assert (otters.total.streak, otters.total.covers_held) == (12, 0)
    assert otters.total.towards_cover == 2
    assert kinds(session, otters.team).count("cover.spent") == 1
    assert verify.differences(session) == []


def test_covering_again_adds_nothing(session, crew):
    crew(word="k" * 10 + "-k")
    close(session, 10)
    before = covered(session)

    close(session, 10)

    assert covered(session) == before


def test_without_a_cover_the_run_can_be_joined_again(session, crew):
    otters = crew(word="kkkk-k")

    close(session, 4)

    total = otters.total
    assert (total.streak, total.earlier, total.to_join) == (1, 4, 2)
    assert covered(session) == []

    otters.play("kk", first=6)

    assert (otters.total.streak, otters.total.earlier, otters.total.to_join) == (7, 0, 0)
    told = [kind for kind in kinds(session, otters.team) if kind.startswith("streak")]
    assert told[-3:] == ["streak.missed", "streak.kept", "streak.joined"]
    assert verify.differences(session) == []


def test_at_most_two_covered_days_in_a_row(session, crew):
    otters = crew(word="k" * 10 + "---")
    seals = crew("Seals", "k" * 13)
    buses = crew("Buses", "k" * 13)
    close(session, 12)
    # The first of the three took the cover of their own.
    assert covered(session) == [(otters.team.id, otters.team.id, MONDAY + 10 * DAY)]
    lent = {"by": seals.people[0].id, "at": NOON + 16 * DAY}

    covers.lend(session, seals.team.id, otters.team.id, MONDAY + 11 * DAY, **lent)
    with pytest.raises(Refused, match="cover_too_many_in_a_row"):
        covers.lend(session, buses.team.id, otters.team.id, MONDAY + 12 * DAY, **lent)

    assert len(covered(session)) == 2
    assert verify.differences(session) == []


def test_a_loan_mends_the_other_run_and_costs_the_givers_cover(session, crew):
    seals = crew("Seals", "k" * 11)
    otters = crew(word="kkkkk-kk")
    close(session, 5)
    assert otters.total.streak == 2

    covers.lend(
        session,
        seals.team.id,
        otters.team.id,
        MONDAY + 5 * DAY,
        by=seals.people[0].id,
        at=NOON + 10 * DAY,
    )

    assert (otters.total.streak, otters.total.earlier) == (7, 0)
    assert (seals.total.covers_held, seals.total.streak) == (0, 11)
    assert "cover.lent" in kinds(session, seals.team)
    assert "cover.received" in kinds(session, otters.team)
    assert session.scalars(select(Audit.action)).all() == ["cover.lent"]
    assert verify.differences(session) == []


def test_a_loan_to_a_team_in_another_zone_goes_by_the_givers_day(session, crew):
    # Noon in UTC is the evening in Tokyo, and the 21st hour of the same date.
    seals = crew("Seals", "k" * 12, zone="Asia/Tokyo")
    otters = crew(word="kkkkk-kk", zone="America/Los_Angeles")
    close(session, 6)
    missed, giver = MONDAY + 5 * DAY, seals.people[0].id
    in_tokyo_the_seventh_day = datetime(2026, 3, 14, 18, 59, tzinfo=UTC)  # the 15th, 03:59
    a_minute_later = in_tokyo_the_seventh_day + timedelta(minutes=1)

    with pytest.raises(Refused, match="cover_too_long_ago"):
        covers.lend(session, seals.team.id, otters.team.id, missed, by=giver, at=a_minute_later)
    covers.lend(
        session, seals.team.id, otters.team.id, missed, by=giver, at=in_tokyo_the_seventh_day
    )

    assert session.scalars(select(Cover.given_on)).one() == MONDAY + 12 * DAY
    assert otters.total.streak == 7
    assert verify.differences(session) == []


@pytest.mark.parametrize(
    ("giver", "receiver", "day", "code"),
    [
        pytest.param("Seals", "Seals", 5, "cover_own_day", id="to itself"),
        pytest.param("Otters", "Seals", 5, "cover_none_held", id="no cover held"),
        pytest.param("Seals", "Otters", 4, "cover_not_missed", id="a kept day"),
        pytest.param("Seals", "Otters", 8, "cover_not_missed", id="a day that is open"),
    ],
)
def test_a_loan_is_refused(session, crew, giver, receiver, day, code):
    crews = {"Seals": crew("Seals", "k" * 10), "Otters": crew(word="kkkkk-kk")}
    close(session, 5)

    with pytest.raises(Refused, match=code):
        covers.lend(
            session,
            crews[giver].team.id,
            crews[receiver].team.id,
            MONDAY + day * DAY,
            by=crews[giver].people[0].id,
            at=NOON + 9 * DAY,
        )

    assert covered(session) == []


def test_a_carried_week_that_comes_up_short_is_covered_as_one_day(session, crew):
    pair = crew("Pair", "kkkkkkk" + "kkkkkkk" + "kk-----", size=2)

    close(session, 20)

    assert covered(session) == [(pair.team.id, pair.team.id, MONDAY + 20 * DAY)]
    assert pair.total.streak == 14
    assert verify.differences(session) == []


def test_a_carried_week_that_is_kept_counts_each_day(session, crew):
    pair = crew("Pair", "kkkkk--", size=2)

    close(session, 6)

    assert pair.total.streak == 7
    final = select(Reason.day, Reason.detail).where(Reason.kind == "day.final")
    told = session.execute(final.where(Reason.day >= MONDAY).order_by(Reason.day)).all()
    assert told == [(MONDAY + number * DAY, {"state": "kept"}) for number in range(7)]
    assert verify.differences(session) == []


def test_an_act_on_the_day_of_a_team_move_counts_where_the_person_was(session, make, crew):
    otters, seals = crew(word="k"), crew("Seals")
    ada = otters.people[0]
    old = session.scalars(select(Membership).filter_by(person_id=ada.id)).one()
    old.until_on = MONDAY + DAY
    session.add(Membership(person_id=ada.id, team_id=seals.team.id, from_on=MONDAY + 2 * DAY))
    session.commit()

    completions.record(session, ada.id, otters.walk.id, at=NOON + DAY)
    completions.record(session, ada.id, otters.walk.id, at=NOON + 2 * DAY)

    days = session.execute(
        select(TeamDay.team_id, TeamDay.day, TeamDay.on_shift, TeamDay.done)
        .where(TeamDay.day > MONDAY)
        .order_by(TeamDay.day)
    ).all()
    assert days == [
        (otters.team.id, MONDAY + DAY, 3, 1),
        (seals.team.id, MONDAY + 2 * DAY, 4, 1),
    ]
    assert verify.differences(session) == []


def test_a_late_act_in_the_last_hour_keeps_the_day_and_the_cover(session, crew):
    otters = crew(word="k" * 10 + "-kk")
    late = MONDAY + 10 * DAY
    # The day ends at 04:00 in Berlin, and stays open for 72 hours after that.
    last_hour = datetime(2026, 3, 16, 2, 30, tzinfo=UTC)
    completions.record(session, otters.people[0].id, otters.walk.id, at=last_hour, day=late)
    completions.record(session, otters.people[1].id, otters.walk.id, at=last_hour, day=late)

    close(session, 10)

    assert covered(session) == []
    assert (otters.total.streak, otters.total.covers_held) == (13, 1)
    assert verify.differences(session) == []


def test_a_day_on_which_everybody_is_on_leave_is_no_day(session, crew):
    otters = crew(word="kkk")
    off = MONDAY + 3 * DAY
    for person in otters.people:
        session.add(Leave(person_id=person.id, first_on=off, last_on=off))
    session.commit()
    otters.play("k", first=4)

    close(session, 4)

    assert otters.total.streak == 4
    final = session.scalars(select(Reason.day).filter_by(kind="day.final")).all()
    assert off not in final and MONDAY in final
    assert verify.differences(session) == []


def test_an_undo_of_the_tenth_day_takes_the_cover_back(session, crew):
    otters = crew(word="k" * 9)
    at = NOON + 9 * DAY
    acts = [
        completions.record(session, person.id, otters.walk.id, at=at)
        for person in otters.people[:2]
    ]
    assert otters.total.covers_held == 1

    completions.undo(
        session, otters.people[1].id, acts[1].completion_id, at=at + timedelta(minutes=9)
    )

    assert (otters.total.covers_held, otters.total.towards_cover) == (0, 9)
    assert kinds(session, otters.team)[-1] == "streak.recounted"
    assert verify.differences(session) == []


def test_a_late_act_makes_a_spent_cover_needless_only_while_the_day_is_open(session, crew):
    otters = crew(word="k" * 10 + "-kk")
    close(session, 10)
    too_late = NOON + 15 * DAY

    for person in otters.people:
        completions.record(
            session, person.id, otters.walk.id, at=too_late, day=MONDAY + 10 * DAY
        )

    assert len(covered(session)) == 1
    assert (otters.total.streak, otters.total.covers_held) == (12, 0)
    assert verify.differences(session) == []
