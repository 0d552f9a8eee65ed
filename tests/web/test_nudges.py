"""Nudges: asked about well, at one's own moment, about what one wants, on one's own phones."""

from datetime import time, timedelta

import pytest

from tests.factories import NOON
from tests.push.browsers import bound, offer, signed_in
from uplift_pwa import clock
from uplift_pwa.actions import completions, opening, reminders
from uplift_pwa.models import Reminder, SignIn, Subscription

ASKS = "One nudge a shift?"
MOMENT = {"cue": "start", "words": "after I open the till"}


@pytest.fixture
def ada(make, session, sign_in):
    make.campaign()
    ada = make.person("Ada")
    session.commit()
    sign_in(ada)
    return ada


@pytest.fixture
def acts(make, session, ada):
    """Ada completes so many challenges; they are answered."""

    def acts(number):
        made = [make.challenge(f"Challenge {n}") for n in range(3)]
        opening.days(session, at=NOON)
        for one in made[:number]:
            completions.record(session, ada.id, one.id, at=NOON)
        session.commit()
        return made

    return acts


def wished(session, person):
    session.rollback()
    return session.get(Reminder, person.id)


def this_phone(session, person):
    """The subscription of the browser that is signed in."""
    sign_in_id = session.query(SignIn.id).filter_by(person_id=person.id).first()[0]
    return bound(session, person, sign_in_id=sign_in_id)


def test_nobody_is_asked_before_the_second_challenge(client, acts):
    acts(1)

    assert ASKS not in client.get("/").text


def test_the_second_challenge_brings_the_question_with_the_very_tap(client, acts):
    second = acts(1)[1]

    reply = client.post(f"/challenges/{second.id}/completion", headers={"HX-Request": "true"})

    assert ASKS in reply.text
    assert ASKS in client.get("/").text


def test_not_now_is_heard_for_a_fortnight(client, session, acts, ada, monkeypatch):
    acts(2)

    reply = client.post("/nudges/later")
    soon = client.get("/").text
    later = NOON + timedelta(days=14)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert (reply.status_code, reply.location) == (303, "/")
    assert ASKS not in soon
    assert ASKS in client.get("/").text


def test_on_a_shared_phone_nobody_is_asked(client, session, acts, ada):
    acts(2)
    session.query(SignIn).filter_by(person_id=ada.id).update({"kind": "shared"})
    session.commit()

    assert ASKS not in client.get("/").text
    page = client.get("/nudges").text
    assert "This phone is shared." in page
    assert "data-phone" not in page


def test_who_has_lost_every_phone_is_told(client, session, acts, ada):
    device = this_phone(session, ada)
    acts(2)
    session.query(Subscription).filter_by(id=device).delete()
    session.commit()

    assert "No nudge reaches you now." in client.get("/").text


def test_ten_ignored_nudges_end_in_a_question(client, session, acts, ada):
    this_phone(session, ada)
    acts(2)
    session.query(Reminder).filter_by(person_id=ada.id).update({"ignored": 10})
    session.commit()

    assert "Your nudges have stopped." in client.get("/").text
    assert "They have stopped." in client.get("/nudges").text


def test_the_own_explanation_asks_for_the_moment_before_any_browser_does(client, ada):
    page = client.get("/nudges/asking").text

    assert "One nudge a shift." in page
    assert "after I open the till" in page
    assert "data-switch-on" in page
    assert 'action="/nudges/later"' in page


def test_a_moment_is_kept_without_any_script(client, session, ada):
    reply = client.post("/nudges/moment", data=MOMENT)

    assert (reply.status_code, reply.location) == (303, "/nudges")
    kept = wished(session, ada)
    assert (kept.cue, kept.cue_minutes, kept.cue_words) == (
        "minutes",
        0,
        "after I open the till",
    )
    page = client.get("/nudges").text
    assert 'value="start" checked' in page
    assert "after I open the till" in page


def test_a_time_of_ones_own_and_quiet_hours_are_kept(client, session, ada):
    form = {"cue": "time", "wall_time": "09:30", "quiet_starts": "12:00", "quiet_ends": "13:00"}

    client.post("/nudges/moment", data=form)

    kept = wished(session, ada)
    assert (kept.cue, kept.cue_time) == ("time", time(9, 30))
    assert (kept.quiet_starts, kept.quiet_ends) == (time(12), time(13))


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"cue": "time"}, "Say at what time."),
        ({}, "This is still empty."),
        ({"cue": "shift", "quiet_starts": "22:00"}, "Quiet hours need a beginning and an end."),
        ({"cue": "shift", "words": "x" * 61}, "60"),
    ],
)
def test_a_moment_that_is_not_clear_is_asked_again(client, session, ada, form, says):
    reply = client.post("/nudges/moment", data=form)

    assert reply.status_code == 422
    assert says in reply.text
    assert wished(session, ada) is None


def test_each_kind_is_switched_off_by_itself(client, session, ada):
    client.post("/nudges/switches", data={"team": "1", "campaign": "1"})

    kept = wished(session, ada)
    assert (kept.nudges, kept.team, kept.colleagues, kept.campaign) == (
        False,
        True,
        False,
        True,
    )
    assert kept.leading  # not shown to who does not lead, so not switched off
    assert 'name="team" value="1" checked' in client.get("/nudges").text


def test_who_leads_has_a_switch_of_their_own(client, session, make, sign_in, ada):
    lea = make.person("Lea", leads=[make.team("Otters 2")])
    session.commit()
    assert "As a leader" not in client.get("/nudges").text
    sign_in(lea)

    assert "As a leader" in client.get("/nudges").text
    client.post("/nudges/switches", data={"nudges": "1"})

    assert not wished(session, lea).leading


def test_this_phone_and_the_others_are_told_apart(client, session, ada):
    mine = this_phone(session, ada)
    sign_in_id = signed_in(session, ada)
    session.query(SignIn).filter_by(id=sign_in_id).update({"device": "Mozilla (iPhone; CPU)"})
    other = bound(session, ada, offer(), sign_in_id=sign_in_id)
    session.query(Subscription).filter_by(id=other).update({"refused_at": NOON})
    session.commit()

    page = client.get("/nudges").text

    assert 'data-phone="on"' in page
    assert f"/push/subscriptions/{mine}/test" in page
    assert f"/push/subscriptions/{other}/end" in page
    assert "iPhone" in page
    assert "Turned away since" in page


def test_a_test_says_that_it_is_on_its_way(client, session, ada):
    mine = this_phone(session, ada)

    reply = client.post(f"/push/subscriptions/{mine}/test")

    assert reply.location == f"/nudges?sent={mine}"
    assert "One is on its way." in client.get(reply.location).text


def test_a_phone_that_is_switched_off_is_not_asked_about_again(client, session, acts, ada):
    mine = this_phone(session, ada)
    acts(2)

    client.post(f"/push/subscriptions/{mine}/end")

    assert "No nudge reaches you now." not in client.get("/").text
    assert 'data-phone="off"' in client.get("/nudges").text


def test_nudges_take_few_questions(client, session, ada, queries):
    this_phone(session, ada)
    reminders.choose(session, ada.id, reminders.Wish(), at=NOON)
    session.commit()

    for path in ("/nudges", "/nudges/asking"):
        queries.clear()
        client.get(path)
        assert len(queries) <= 4, (path, queries)


def test_me_leads_to_the_nudges(client, ada):
    assert 'href="/nudges"' in client.get("/me").text
