"""What leaders do besides: go first, cheer, name who stands in, and hold the huddle up."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa import clock
from uplift_pwa.actions import completions, feed, opening, said, substitutes
from uplift_pwa.actions.said import Words
from uplift_pwa.models import Audit, Cheer, Completion, Substitute
from uplift_pwa.rules import cheers
from uplift_pwa.web.cheer_words import cheer_words

TODAY, DAY = NOON.date(), timedelta(days=1)


@pytest.fixture
def otters(make):
    """Twelve on shift since the launch four weeks ago."""
    make.campaign(launch_on=TODAY - 28 * DAY)
    for number in range(12):
        make.person(f"Otter {number}")
    return make.team()


@pytest.fixture
def lea(make, otters):
    return make.person("Lea", team=make.team("Office"), leads=[otters])


def morning(session):
    opening.days(session, at=NOON)
    session.commit()


def lead(client, team):
    return client.get(f"/lead/{team.id}").text


def test_lead_says_how_many_wait_and_gives_the_leader_their_own_challenge(
    client, sign_in, make, session, otters, lea
):
    own = make.challenge("Carry one thing", for_leaders=True, helps="colleague")
    morning(session)
    sign_in(lea, confirmed=True)

    before = lead(client, otters)
    done = client.post(
        f"/challenges/{own.id}/completion",
        data={"day": TODAY.isoformat(), "next": f"/lead/{otters.id}"},
    )

    assert "12 people get their reminder when you have gone first." in before
    assert "Carry one thing" in before and "You go first" in before
    assert done.location == f"/lead/{otters.id}"
    after = lead(client, otters)
    assert "Your team waits for you" not in after and "You went first today" in after
    assert "The leader went first" in reasons_of(client, sign_in, make)


def reasons_of(client, sign_in, make):
    sign_in(make.person("Reader"))
    return client.get("/team/why").text


def test_fewer_than_five_who_wait_are_no_figure(client, sign_in, make, session):
    make.campaign(launch_on=TODAY - 28 * DAY)
    make.challenge(for_leaders=True)
    people = [make.person(f"Otter {number}") for number in range(7)]
    lea = make.person("Lea", team=make.team("Office"), leads=[make.team()])
    morning(session)
    for who in people[:3]:
        completions.record(session, who.id, make.challenge().id, at=NOON)
    session.commit()
    sign_in(lea, confirmed=True)

    page = lead(client, make.team())

    assert "The reminder of your team comes when you have gone first." in page
    assert "get their reminder" not in page


def test_today_offers_a_leader_their_own_one_beside_the_three(
    client, sign_in, make, otters, lea
):
    for number in range(3):
        make.challenge(f"Everyday {number}")
    make.challenge("Carry one thing", for_leaders=True)
    sign_in(lea)
    theirs = client.get("/").text
    sign_in(make.person("Ada"))

    assert "Carry one thing" in theirs and "Everyday 2" in theirs
    assert "Carry one thing" not in client.get("/").text


def test_a_cheer_is_once_a_day_and_read_by_the_team(
    client, sign_in, make, session, otters, lea
):
    sign_in(lea, confirmed=True)
    path = f"/lead/{otters.id}/cheer"

    first = client.post(path, data={"words": "shift"})
    second = client.post(path, data={"words": "effort"})

    session.rollback()
    assert (first.status_code, second.status_code) == (303, 409)
    assert session.scalars(select(Cheer.words)).all() == ["shift"]
    assert "Your cheer of today" in lead(client, otters)
    sign_in(make.person("Ada"))
    assert "“Thank you for this shift.”" in client.get("/team").text


@pytest.mark.parametrize("words", ["kept", "run", "anything else", ""])
def test_a_cheer_that_is_not_true_is_refused(client, sign_in, session, otters, lea, words):
    sign_in(lea, confirmed=True)

    refused = client.post(f"/lead/{otters.id}/cheer", data={"words": words})

    assert refused.status_code == 422
    assert session.scalars(select(Cheer)).all() == []


def test_every_cheer_has_words_and_two_are_offered_each_day(app):
    with app.test_request_context():
        assert set(cheer_words()) == set(cheers.CHEERS)
    days = [cheers.offered(cheers.Facts(TODAY + number * DAY)) for number in range(7)]
    assert all(len(set(two)) == 2 for two in days)
    assert len({tuple(two) for two in days}) > 1


def substitute(client, team, person, first=TODAY, last=TODAY + 3 * DAY):
    days = {"first": first.isoformat(), "last": last.isoformat()}
    return client.post(f"/lead/{team.id}/substitutes", data={"person": person.id, **days})


def test_a_substitute_leads_until_the_day_is_over_and_gives_the_password_first(
    client, sign_in, make, session, otters, lea, monkeypatch
):
    sam = make.person("Sam", team=otters)
    sign_in(lea, confirmed=True)
    assert substitute(client, otters, sam).status_code == 303

    sign_in(sam)
    asked = client.get(f"/lead/{otters.id}")
    sign_in(sam, confirmed=True)
    theirs = lead(client, otters)
    cheered = client.post(f"/lead/{otters.id}/cheer", data={"words": "shift"})

    assert asked.location.startswith("/password?next=")
    assert "You stand in for this team until Thursday 5 March." in theirs
    assert cheered.status_code == 303
    assert client.get(f"/lead/{otters.id}/substitutes").status_code == 404
    monkeypatch.setattr(clock, "now", lambda: NOON + 4 * DAY)
    assert client.get(f"/lead/{otters.id}").status_code == 404
    assert "/lead" not in client.get("/").text


def test_a_substitute_who_is_not_there_yet_sees_nothing(client, sign_in, make, otters, lea):
    sam = make.person("Sam", team=otters)
    sign_in(lea, confirmed=True)
    substitute(client, otters, sam, TODAY + DAY, TODAY + 2 * DAY)

    sign_in(sam, confirmed=True)

    assert client.get("/lead").status_code == 404


def test_a_substitute_can_be_let_go_early(client, sign_in, make, session, otters, lea):
    sam = make.person("Sam", team=otters)
    sign_in(lea, confirmed=True)
    substitute(client, otters, sam)
    session.rollback()
    one = session.scalars(select(Substitute.id)).one()

    client.post(f"/lead/{otters.id}/substitutes/{one}/end")

    session.rollback()
    assert session.scalars(select(Substitute)).all() == []
    named = ["substitute.named", "substitute.ended"]
    assert session.scalars(select(Audit.action).order_by(Audit.id)).all() == named
    assert client.post(f"/lead/{otters.id}/substitutes/{one}/end").status_code == 404


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (0, -1, "The last day comes before the first."),
        (-1, 1, "That day has begun."),
        (0, 60, "Two months at most"),
    ],
)
def test_days_that_cannot_be_are_said(client, sign_in, make, otters, lea, first, last, text):
    sam = make.person("Sam", team=otters)
    sign_in(lea, confirmed=True)

    reply = substitute(client, otters, sam, TODAY + first * DAY, TODAY + last * DAY)

    assert reply.status_code in (409, 422) and text in reply.text


def test_nobody_from_elsewhere_can_be_named(client, sign_in, make, session, otters, lea):
    far = make.person("Far", team=make.team("Far", department=make.department("Elsewhere")))
    sign_in(lea, confirmed=True)

    assert substitute(client, otters, far).status_code == 422
    assert session.scalars(select(Substitute)).all() == []


def test_whoever_is_named_twice_or_leads_already_is_refused(session, make, otters, lea):
    sam = make.person("Sam", team=otters)
    at = {"by": lea.id, "at": NOON}
    substitutes.name(session, otters.id, sam.id, TODAY, TODAY + DAY, **at)

    for who, code in ((sam, "substitute_already"), (lea, "substitute_leads")):
        with pytest.raises(Exception, match=code):
            substitutes.name(session, otters.id, who.id, TODAY + DAY, TODAY + DAY, **at)


def test_the_huddle_holds_up_what_the_feed_has_without_a_name(
    client, sign_in, make, session, otters, lea
):
    ada = make.person("Ada Secret", team=otters)
    challenge = make.challenge("Hold the door")
    act = completions.record(session, ada.id, challenge.id, at=NOON)
    words = Words("They put the note on their wall.", "en", None, to_team=True)
    said.write(session, act.completion_id, ada.id, words, plays=True, at=NOON)
    session.commit()
    sign_in(lea, confirmed=True)

    page = client.get(f"/lead/{otters.id}/huddle").text

    assert "“They put the note on their wall.”" in page
    assert "Hold the door" in page and "Secret" not in page
    assert session.scalar(select(Completion.id)) == act.completion_id
    feed.withdraw(session, "story", act.completion_id)
    session.commit()
    assert "Who helped one of us lately?" in client.get(f"/lead/{otters.id}/huddle").text


def test_an_admin_may_look_after_any_team(client, sign_in, make, otters):
    sign_in(make.person("Adi", team=make.team("Office"), role="admin"), confirmed=True)

    assert client.get(f"/lead/{otters.id}").status_code == 200
    assert client.get(f"/lead/{otters.id}/substitutes").status_code == 200
    assert client.get("/lead/4711").status_code == 404
