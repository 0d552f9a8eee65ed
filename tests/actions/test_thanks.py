from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import awards, feed, thanks, verify
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import (
    Award,
    ContentReport,
    FeedItem,
    PersonTotal,
    Reason,
    Team,
    Thanks,
    ThanksKind,
)
from uplift_pwa.queries import thanks as query

MONDAY, DAY, HOUR = date(2026, 3, 2), timedelta(days=1), timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ada(make):
    make.campaign(launch_on=MONDAY)
    return make.person()


@pytest.fixture
def ben(make, ada):
    return make.person("Ben")


def give(session, sender, receiver, at=NOON, **more):
    kind = more.pop("to", "team" if isinstance(receiver, Team) else "person")
    return thanks.give(
        session, sender.id, kind, receiver.id, at=at, **{"reason": "You stayed late."} | more
    )


def thank(session, sender, receiver, at):
    return give(session, sender, receiver, at).counts


def lift(session, person):
    session.expire_all()
    row = session.get(PersonTotal, person.id)
    return row.lift if row else 0


def given(session):
    awards.settle(session, at=NOON + 400 * DAY)
    return set(session.scalars(select(Award.badge)))


def feeds(session):
    return set(session.scalars(select(FeedItem.team_id).where(FeedItem.hidden_at.is_(None))))


def test_thanks_give_lift_to_both_on_the_senders_day_rules_4(session, ada, ben):
    assert thank(session, ada, ben, NOON)

    assert (lift(session, ada), lift(session, ben)) == (2, 5)
    kinds = session.execute(select(Reason.owner_id, Reason.kind)).tuples().all()
    assert kinds == [(ada.id, "lift.thanks_sent"), (ben.id, "lift.thanks_received")]
    assert verify.differences(session) == []


def test_the_fourth_thanks_of_a_day_gives_its_sender_no_lift_rules_4(session, ada, make):
    others = [make.person(name) for name in ("Ben", "Cleo", "Dora", "Emil")]

    for number, other in enumerate(others):
        thank(session, ada, other, NOON + number * HOUR)

    assert lift(session, ada) == 6
    assert [lift(session, other) for other in others] == [5, 5, 5, 5]
    assert verify.differences(session) == []


@pytest.mark.parametrize(
    ("moments", "counted"),
    [
        pytest.param([("forth", 0), ("forth", 167)], [True, False], id="within 7 days"),
        pytest.param([("forth", 0), ("forth", 168)], [True, True], id="7 days later"),
        pytest.param([("forth", 0), ("forth", 0)], [True, False], id="two at once"),
        pytest.param([("forth", 0), ("back", 47)], [True, False], id="back within 48 hours"),
        pytest.param([("forth", 0), ("back", 48)], [True, True], id="back after 48 hours"),
        pytest.param(
            [("forth", 0), ("forth", 100), ("forth", 170)],
            [True, False, True],
            id="one that did not count does not put the next one off",
        ),
    ],
)
def test_which_thanks_count_rules_4(session, ada, ben, moments, counted):
    pairs = {"forth": (ada, ben), "back": (ben, ada)}

    found = [thank(session, *pairs[way], NOON + hours * HOUR) for way, hours in moments]

    assert found == counted
    assert len(session.scalars(select(Thanks)).all()) == len(moments)
    assert verify.differences(session) == []


@pytest.mark.parametrize(
    ("hours_apart", "lifted"),
    [
        pytest.param(12, (2, 5), id="daily: the very first alone"),
        pytest.param(50, (4 * 2 + 3 * 5, 3 * 2 + 4 * 5), id="slowly: once a week each"),
    ],
)
def test_a_pair_thanking_each_other_for_a_month_gains_little_rules_4(
    session, ada, ben, hours_apart, lifted
):
    for number in range(28 * 24 // hours_apart):
        pair = (ben, ada) if number % 2 else (ada, ben)
        at = NOON + number * hours_apart * HOUR
        thank(session, *pair, at)

    assert (lift(session, ada), lift(session, ben)) == lifted
    assert verify.differences(session) == []


def test_thanking_ten_people_of_three_units_is_a_badge_rules_11(session, ada, make):
    places = [make.team(f"T{n}", make.department(f"D{n}")) for n in range(3)]
    others = [make.person(f"P{n}", team=places[n % 3]) for n in range(10)]

    for number, other in enumerate(others[:9]):
        thank(session, ada, other, NOON + number * HOUR)
    assert given(session) == set()
    thank(session, ada, others[9], NOON + 10 * HOUR)

    assert given(session) == {"wide-thanks"}


@pytest.mark.parametrize(
    ("to", "told"),
    [
        pytest.param("team", (2, 0, 0), id="a team: the sender alone"),
        pytest.param("department", (2, 0, 0), id="a department: the sender alone"),
        pytest.param("person", (2, 5, 0), id="a person: both, and nobody beside them"),
    ],
)
def test_whose_lift_thanks_are_rules_4(session, make, ada, ben, to, told):
    cleo = make.person("Cleo")
    receiver = {"team": make.team(), "department": make.department(), "person": ben}[to]

    give(session, ada, receiver, to=to)
    again = give(session, ada, receiver, NOON + DAY, to=to)

    assert (lift(session, ada), lift(session, ben), lift(session, cleo)) == told
    assert not again.counts
    assert verify.differences(session) == []


@pytest.mark.parametrize(
    ("receiver", "more", "code"),
    [
        pytest.param(999, {}, "not_found", id="nobody"),
        pytest.param(0, {}, "own_self", id="oneself"),
        pytest.param(1, {"reason": " \n"}, "no_thanks_reason", id="no reason"),
        pytest.param(1, {"reason": "x" * 281}, "no_thanks_reason", id="a novel"),
        pytest.param(1, {"kind": "bribe"}, "thanks_kind", id="a kind nobody made"),
        pytest.param(2, {}, "not_found", id="somebody who has left"),
    ],
)
def test_thanks_that_cannot_be_given(session, make, ada, ben, receiver, more, code):
    people = [ada.id, ben.id, make.person("Gone", status="left").id]
    who = people[receiver] if receiver < 3 else receiver

    with pytest.raises(Refused, match=code):
        thanks.give(session, ada.id, "person", who, at=NOON, **{"reason": "Kind."} | more)

    assert session.scalars(select(Thanks)).all() == []


def test_a_closed_team_is_thanked_no_more(session, make, ada):
    team = make.team("Gone")
    team.closed_on = MONDAY
    session.flush()

    with pytest.raises(Refused, match="not_found"):
        give(session, ada, team)


def test_twenty_thanks_a_day_are_enough(session, ada, ben):
    for number in range(20):
        give(session, ada, ben, NOON + number * MINUTE)

    with pytest.raises(Refused, match="enough_thanks"):
        give(session, ada, ben, NOON + 2 * HOUR)
    assert give(session, ada, ben, NOON + DAY).id


def test_an_organisations_own_kinds_take_the_place_of_the_usual_ones(session, ada, ben):
    session.add(ThanksKind(key="sang", name="Sang for us", picture="heart", position=1))
    session.flush()

    give(session, ada, ben, kind="sang")

    assert query.received(session, ben.id, None).cards[0].named == "Sang for us"
    with pytest.raises(Refused, match="thanks_kind"):
        give(session, ada, ben, kind="taught-me")


@pytest.mark.parametrize(
    ("sender", "receiver", "shown"),
    [
        pytest.param("play", "play", True, id="both play"),
        pytest.param("play", "quiet", False, id="the thanked person is quiet"),
        pytest.param("quiet", "play", False, id="the sender is quiet"),
        pytest.param("play", "look", False, id="the thanked person looks on"),
        pytest.param("look", "play", False, id="the sender looks on"),
        pytest.param("play", None, False, id="the thanked person has not chosen yet"),
    ],
)
def test_the_receivers_team_reads_it_if_both_play_rules_9(
    session, make, sender, receiver, shown
):
    otters, buses = make.team("Otters"), make.team("Buses")
    ada = make.person("Ada", team=otters, mode=sender)
    ben = make.person("Ben", team=buses, mode=receiver)

    give(session, ada, ben)

    assert feeds(session) == ({buses.id} if shown else set())
    assert [card.sender for card in query.received(session, ben.id, buses.id).cards] == ["Ada"]


@pytest.mark.parametrize(("mode", "shown"), [("play", True), ("quiet", False)])
def test_thanks_to_a_department_are_in_the_feeds_of_its_teams(session, make, mode, shown):
    kitchen = make.department("Kitchen")
    teams = {make.team(name, kitchen).id for name in ("Bakery", "Stores")}
    closed = make.team("Gone", kitchen)
    closed.closed_on = MONDAY - DAY
    ada = make.person("Ada", team=make.team("Otters"), mode=mode)

    give(session, ada, kitchen, to="department")

    assert feeds(session) == (teams if shown else set())


def test_taking_back_takes_all_of_it_back(session, ada, ben):
    sent = give(session, ada, ben)

    thanks.take_back(session, ada.id, sent.id, at=NOON + 10 * MINUTE)

    assert (lift(session, ada), lift(session, ben)) == (0, 0)
    assert query.received(session, ben.id, None).cards == []
    assert session.scalars(select(FeedItem)).all() == []
    assert verify.differences(session) == []
    assert thank(session, ada, ben, NOON + 11 * MINUTE)


def test_taking_back_what_gave_no_lift_changes_no_lift(session, ada, ben):
    give(session, ada, ben)
    again = give(session, ada, ben, NOON + MINUTE)

    thanks.take_back(session, ada.id, again.id, at=NOON + 2 * MINUTE)

    assert (lift(session, ada), lift(session, ben)) == (2, 5)
    assert verify.differences(session) == []


def test_a_team_can_have_put_it_away_before_it_is_taken_back(session, make, ada, ben):
    sent = give(session, ada, make.team())
    thanks.put_away(session, ben.id, sent.id, team_id=make.team().id, at=NOON)

    thanks.take_back(session, ada.id, sent.id, at=NOON + MINUTE)

    assert session.scalars(select(Thanks)).all() == []


@pytest.mark.parametrize(
    ("who", "minutes", "seen", "code"),
    [
        pytest.param("Ada", 11, False, "undo_over", id="too late"),
        pytest.param("Ada", 1, True, "thanks_seen", id="it was read"),
        pytest.param("Ben", 1, False, "not_found", id="not theirs"),
    ],
)
def test_what_cannot_be_taken_back_stays(session, ada, ben, who, minutes, seen, code):
    sent = give(session, ada, ben)
    if seen:
        thanks.see(session, ben.id, sent.id, at=NOON)
    by = {"Ada": ada, "Ben": ben}[who]

    with pytest.raises(Refused, match=code):
        thanks.take_back(session, by.id, sent.id, at=NOON + minutes * MINUTE)

    assert (lift(session, ada), lift(session, ben)) == (2, 5)


def test_seeing_marks_ones_own_cards_up_to_the_one_that_was_shown(session, make, ada, ben):
    cleo = make.person("Cleo")
    first = give(session, ada, ben)
    give(session, ada, cleo)
    second = give(session, cleo, ben)

    thanks.see(session, ben.id, first.id, at=NOON)

    new = {card.id: card.is_new for card in query.received(session, ben.id, None).cards}
    assert new == {first.id: False, second.id: True}
    assert session.scalar(select(query.waits(cleo.id)))


def test_put_away_is_put_away_for_one_person_alone(session, make, ada, ben):
    cleo, team = make.person("Cleo"), make.team()
    sent = give(session, ada, team)

    thanks.put_away(session, ben.id, sent.id, team_id=team.id, at=NOON)

    assert query.received(session, ben.id, team.id).cards == []
    assert [card.id for card in query.received(session, cleo.id, team.id).cards] == [sent.id]


def test_nobody_puts_a_card_of_others_away(session, make, ada, ben):
    sent = give(session, ada, ben)
    cleo = make.person("Cleo")

    with pytest.raises(Refused, match="not_found"):
        thanks.put_away(session, cleo.id, sent.id, team_id=make.team().id, at=NOON)


def test_a_hidden_card_is_hidden_from_its_receiver_too(session, ada, ben):
    sent = give(session, ada, ben)

    feed.hide(session, "thanks", sent.id, at=NOON)

    assert query.received(session, ben.id, None).cards == []
    assert not session.scalar(select(query.waits(ben.id)))


def test_a_reported_card_is_not_shown_to_its_reporter_again(session, make, ada, ben):
    team = make.team()
    sent = give(session, ada, team)
    session.add(
        ContentReport(kind="thanks", subject_id=sent.id, reporter_id=ben.id, reported_at=NOON)
    )
    session.flush()

    assert query.received(session, ben.id, team.id).cards == []
    assert query.card(session, sent.id, person_id=ben.id, team_id=team.id) is None


def test_nobody_receives_their_own_thanks_to_their_team(session, make, ada, ben):
    team = make.team()
    sent = give(session, ada, team)

    assert query.received(session, ada.id, team.id).cards == []
    assert [card.id for card in query.received(session, ben.id, team.id).cards] == [sent.id]
