from datetime import timedelta

import pytest
from sqlalchemy import event, select

from tests.factories import NOON
from tests.push.browsers import bound
from uplift_pwa.actions import announcing, heartbeats, push_hosts, snapshots
from uplift_pwa.models import PushHost, Schedule, ScheduleWords, Subscription
from uplift_pwa.queries import push_counts
from uplift_pwa.queries.push_desk import Outbox, pulse
from uplift_pwa.web import push_desk_words
from uplift_pwa.web.push_desk import TIMED


@pytest.fixture
def admin(make, sign_in):
    person = make.person("Adi", role="admin")
    sign_in(person, confirmed=True)
    return person


@pytest.fixture
def words(session, make):
    """The page of a launch's words."""
    campaign = make.campaign(launch_on=NOON.date() + timedelta(days=3))
    announcing.launch(session, campaign, at=NOON)
    number = session.scalar(select(Schedule.id))
    session.commit()
    return f"/desk/push/messages/{number}"


def test_the_desk_reads_how_many_can_be_reached_and_that_nobody_was_off_shift(
    client, session, make, admin
):
    bound(session, make.person("Ada"))

    page = client.get("/desk/push").text

    assert "1 of 2 people can be reached" in page
    assert "Nobody was reached outside working hours." in page


def test_a_worker_that_stands_still_is_told(client, session, admin):
    assert "Nothing is sent just now." in client.get("/desk/push").text

    heartbeats.beat(session, "clockwork", at=NOON)
    session.commit()
    assert "Nothing is sent just now." not in client.get("/desk/push").text


def test_a_push_service_is_trusted_and_no_more(client, session, admin):
    reply = client.post("/desk/push/hosts", data={"host": "push.harbour.io"})

    assert (reply.status_code, reply.location) == (303, "/desk/push#hosts")
    assert "push.harbour.io" in client.get("/desk/push").text
    client.post("/desk/push/hosts/end", data={"host": "push.harbour.io"})
    assert session.scalars(select(PushHost.host)).all() == []


def test_a_host_that_is_none_is_refused_beside_its_field(client, admin):
    reply = client.post("/desk/push/hosts", data={"host": "https://x/"})

    assert reply.status_code == 422
    assert "Write the host like push.harbour.io." in reply.text
    assert 'value="https://x/"' in reply.text


def test_alarms_name_the_service_and_nobody(client, session, make, admin):
    bound(session, make.person("Ada"))
    push_hosts.trust(session, "push.harbour.io", by=None, at=NOON)
    session.commit()
    session.scalars(select(Subscription)).one().refused_at = NOON
    session.commit()

    page = client.get("/desk/push").text

    assert "https://updates.push.services.mozilla.com" in page
    assert "It refuses our key" in page
    assert "wpush" not in page


def test_words_are_written_and_shown_again(client, session, admin, words):
    sent = {"hour": "9", "title_en": "We  start", "body_en": "At nine."}

    reply = client.post(words, data=sent)

    assert (reply.status_code, reply.location) == (303, "/desk/push")
    assert session.scalars(select(ScheduleWords.title)).all() == ["We start"]
    page = client.get(f"{words}/edit").text
    assert "We start" in page and 'value="9" selected' in page


def test_what_is_typed_is_shown_on_the_phone_and_not_kept(client, session, admin, words):
    typed = {"hour": "9", "title_en": "We start", "body_en": ""}

    part = client.post(f"{words}/edit", data=typed, headers={"HX-Request": "true"}).text

    assert part.lstrip().startswith('<section id="preview"')
    assert "We start" in part and "9:00\u202fAM" in part
    assert session.scalars(select(ScheduleWords)).all() == []


def test_an_empty_language_shows_the_words_of_the_house(client, admin, words):
    page = client.get(f"{words}/edit").text

    assert "Today everybody starts" in page
    assert "Hoy empieza todo el mundo" in page


def test_words_with_a_name_are_refused_and_stay_in_the_form(
    client, session, make, admin, words
):
    make.person("Ada King")
    typed = {"title_en": "Ada King starts", "body_en": "At six."}

    reply = client.post(words, data=typed)

    assert reply.status_code == 422
    assert "Somebody’s name is in it." in reply.text
    assert 'value="Ada King starts"' in reply.text
    assert session.scalars(select(ScheduleWords)).all() == []


def test_what_is_not_planned_is_not_there(client, admin):
    assert client.get("/desk/push/messages/7/edit").status_code == 404
    assert client.post("/desk/push/messages/7").status_code == 404


def test_a_large_house_reads_when_it_was_counted(client, session, make, admin, words):
    bound(session, make.person("Ada"))
    found, before = push_counts.count(session, at=NOON), NOON - timedelta(minutes=4)
    snapshots.keep(session, push_counts.NAME, found, at=before)
    make.person("Ben")
    session.commit()

    pages = [client.get(path).text for path in ("/desk/push", f"{words}/edit")]

    assert "1 of 2 people can be reached" in pages[0]
    assert all("Counted at" in page for page in pages)


def test_what_waits_and_what_came_late_are_asked_at_their_indexes(session, engine):
    asked = []
    event.listen(engine, "before_cursor_execute", lambda _c, _u, *said: asked.append(said))
    pulse(session, TIMED, at=NOON)
    statement, parameters = asked[-1][:2]

    plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)

    looks = [row.detail for row in plan if " delivery " in row.detail]
    assert [look.split(" INDEX ")[1].split()[0] for look in looks] == [
        "ix_delivery_pending",
        "ix_delivery_late",
    ]


@pytest.mark.parametrize(
    ("waits", "text"),
    [
        pytest.param(1, "1 message is on its way out, for 5 minutes.", id="one"),
        pytest.param(3, "3 messages are on their way out, the oldest", id="some"),
        pytest.param(4, "More than 3 messages are on their way out, the oldest", id="many"),
    ],
)
def test_what_waits_is_said_with_its_age(app, monkeypatch, waits, text):
    monkeypatch.setattr(push_desk_words, "MOST", 3)

    with app.test_request_context():
        said = push_desk_words.on_the_way(
            Outbox(waits, NOON, None), NOON + timedelta(minutes=5)
        )

    assert said.startswith(text)


@pytest.mark.parametrize(
    ("outside", "text"), [(1, "1 message came"), (3, "3 messages came"), (4, "More than 3")]
)
def test_what_came_at_a_wrong_time_is_said(app, monkeypatch, outside, text):
    monkeypatch.setattr(push_desk_words, "MOST", 3)

    with app.test_request_context():
        assert push_desk_words.came_wrong(outside).startswith(text)
