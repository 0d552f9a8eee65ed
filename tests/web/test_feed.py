"""The team's feed, what readers say of it, and the desk that looks at reported words."""

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import completions, feed, reports, stories
from uplift_pwa.models import (
    ContentReport,
    FeedItem,
    Membership,
    Participation,
    StoryEcho,
    Thanks,
)

TODAY = NOON.date()


@pytest.fixture
def otters(make):
    make.campaign()
    return [make.person(name) for name in ("Ada", "Ben", "Cleo", "Dora", "Emil", "Fay")]


def tell(session, make, person, text="He smiled.", language="en"):
    done = completions.record(
        session,
        person.id,
        make.challenge().id,
        at=NOON,
        sentence=text,
        language=language,
        to_team=True,
    )
    session.commit()
    return done.completion_id


def thank(session, sender, receiver):
    sent = Thanks(
        sender_id=sender.id,
        receiver_kind="person",
        receiver_id=receiver.id,
        kind="taught-me",
        reason="You took the tray.",
        service_day=TODAY,
        counts=True,
        sent_at=NOON,
    )
    session.add(sent)
    session.flush()
    team = session.scalars(select(FeedItem.team_id)).first() or 1
    feed.offer(session, "thanks", sent.id, [team], at=NOON)
    session.commit()
    return sent.id


def test_the_feed_tells_stories_and_thanks(client, sign_in, otters, make, session):
    ada, ben, cleo = otters[:3]
    tell(session, make, ada)
    thank(session, ben, ada)
    sign_in(cleo)

    for path in ("/team", "/team/feed"):
        page = client.get(path).text
        assert "“He smiled.”" in page and "<strong>Ada</strong>" in page
        assert "Ben thanked Ada" in page and "You took the tray." in page


def test_another_teams_feed_is_not_ones_own(client, sign_in, otters, make, session):
    tell(session, make, otters[0])
    sign_in(make.person("Stan", team=make.team("Buses")))

    assert "He smiled." not in client.get("/team/feed").text


def test_a_story_in_another_language_says_so(client, sign_in, otters, make, session):
    tell(session, make, otters[0], "Sonrió.", "es")
    sign_in(otters[1])

    page = client.get("/team/feed").text

    assert 'lang="es"' in page and "Español" in page


@pytest.mark.parametrize(
    ("change", "name"),
    [
        pytest.param("quiet", "A colleague", id="who is quiet now"),
        pytest.param("left", "A colleague", id="who has left"),
        pytest.param("moved", "Ada", id="who is in another team now"),
    ],
)
def test_the_story_stays_and_the_name_as_long_as_it_is_wished(
    client, sign_in, otters, make, session, change, name
):
    ada, ben = otters[:2]
    tell(session, make, ada)
    if change == "quiet":
        session.add(
            Participation(person_id=ada.id, from_on=TODAY, mode="quiet", chosen_on=TODAY)
        )
    elif change == "left":
        ada.status = "left"
    else:
        membership = session.scalars(select(Membership).filter_by(person_id=ada.id)).one()
        membership.team_id = make.team("Buses").id
    session.commit()
    sign_in(ben)

    assert f"<strong>{name}</strong>" in client.get("/team/feed").text


def test_the_feed_goes_on_by_cursor_and_new_entries_do_not_shift_it(
    client, sign_in, otters, make, session
):
    authors = [*otters, *(make.person(f"P{n}") for n in range(17))]
    for number, author in enumerate(authors):
        tell(session, make, author, f"Story {number:02}.")
    sign_in(make.person("Zoe"))
    newest = client.get("/team/feed").text
    older = newest.partition('rel="next" href="')[2].partition('"')[0]
    tell(session, make, make.person("Yan"), "One more.")

    page = client.get(older).text

    assert newest.count("“Story") == 20 and "Story 22." in newest and "Story 02." not in newest
    assert [f"Story {n:02}." in page for n in (0, 1, 2, 3)] == [True, True, True, False]
    assert "before=" in older and "1" not in older.partition("before=")[2][:1]


@pytest.mark.parametrize("cursor", ["x", "AAAAAA", "AAAAAQ==", "-1", "🙂", "AAAA\n", "_____w"])
def test_a_cursor_that_is_none_is_not_found(client, sign_in, otters, cursor):
    sign_in(otters[0])

    assert client.get("/team/feed", query_string={"before": cursor}).status_code == 404


def test_that_helped_me_too_and_back_again(client, sign_in, otters, make, session):
    ada, ben = otters[:2]
    told = tell(session, make, ada)
    sign_in(ben)
    back = {"next": f"/team/feed#entry-{told}"}

    reply = client.post(f"/stories/{told}/echo", data=back)
    on = client.get("/team/feed").text
    client.post(f"/stories/{told}/echo/reversal", data=back)

    assert (reply.status_code, reply.location) == (303, f"/team/feed#entry-{told}")
    assert "It helped you too" in on and "Helped others too" in on
    session.rollback()
    assert session.scalars(select(StoryEcho)).all() == []


@pytest.mark.parametrize(
    ("echoes", "said"),
    [(0, None), (1, "Helped others too"), (4, "Helped others too"), (5, "Helped 5 or more")],
)
def test_echoes_are_told_in_fives_rules_8(client, sign_in, otters, make, session, echoes, said):
    told = tell(session, make, otters[0])
    for number in range(echoes):
        stories.echo(session, make.person(f"P{number}").id, 1, told, at=NOON)
    session.commit()
    sign_in(otters[0])

    page = client.get("/team/feed").text

    assert (said or "He smiled.") in page
    assert ("Helped" in page) is (said is not None)


def test_its_author_takes_a_story_out(client, sign_in, otters, make, session):
    told = tell(session, make, otters[0])
    sign_in(otters[1])
    assert client.post(f"/stories/{told}/withdrawal").status_code == 404
    sign_in(otters[0])

    assert client.post(f"/stories/{told}/withdrawal").status_code == 303
    assert "He smiled." not in client.get("/team/feed").text


def test_what_one_has_reported_one_does_not_read_again(client, sign_in, otters, make, session):
    told = tell(session, make, otters[0])
    sign_in(otters[1])

    reply = client.post(
        f"/reports/story/{told}", data={"why": "A guest's name.", "next": "/team/feed"}
    )

    assert (reply.status_code, reply.location) == (303, "/team/feed")
    assert "He smiled." not in client.get("/team/feed").text
    assert "He smiled." not in client.get("/team").text
    sign_in(otters[2])
    assert "He smiled." in client.get("/team/feed").text


@pytest.mark.parametrize("path", ["/reports/story/999", "/reports/idea/1", "/reports/thanks/1"])
def test_nothing_else_can_be_reported(client, sign_in, otters, path):
    sign_in(otters[0])

    assert client.post(path).status_code == 404


def test_a_received_card_can_be_reported_by_whom_it_went_to(
    client, sign_in, otters, make, session
):
    card = thank(session, otters[0], otters[1])
    sign_in(make.person("Stan", team=make.team("Buses")))
    assert client.post(f"/reports/thanks/{card}").status_code == 404
    sign_in(otters[1])

    assert client.post(f"/reports/thanks/{card}").status_code == 303


def test_the_desk_reads_the_words_and_no_name(client, sign_in, otters, make, session):
    told = tell(session, make, otters[0], "He told me off.")
    for reader in otters[1:4]:
        report(session, told, reader, "Unkind.")
    sign_in(make.person("Adi", team=make.team("Office"), role="admin"), confirmed=True)

    page = client.get("/desk/reports").text

    assert "He told me off." in page and "Unkind." in page and "a few asked" in page
    for person in otters:
        assert person.name not in page


@pytest.mark.parametrize("decision", ["hide", "keep"])
def test_the_desk_decides_and_the_inbox_is_empty(
    client, sign_in, otters, make, session, decision
):
    told = tell(session, make, otters[0])
    report(session, told, otters[1], None)
    sign_in(make.person("Adi", team=make.team("Office"), role="admin"), confirmed=True)
    url = f"/desk/reports/story/{told}/decision"

    first, second = (client.post(url, data={"decision": decision}) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 404)
    assert "Nothing to look at" in client.get("/desk/reports").text
    session.rollback()
    assert session.scalars(select(ContentReport.hidden)).one() is (decision == "hide")
    sign_in(otters[2])
    assert ("He smiled." in client.get("/team/feed").text) is (decision == "keep")
    sign_in(otters[0])
    assert ("took a story of yours out" in client.get("/why").text) is (decision == "hide")


def test_a_leader_reads_the_feed_of_the_team_and_no_other(
    client, sign_in, otters, make, session
):
    tell(session, make, otters[0])
    lea = make.person("Lea", team=make.team("Office"), leads=[make.team("Otters")])
    sign_in(lea, confirmed=True)
    otter_id, bus_id = make.team("Otters").id, make.team("Buses").id

    page = client.get(f"/lead/{otter_id}/feed").text

    assert "He smiled." in page and "/reports/" not in page and "/echo" not in page
    assert client.get(f"/lead/{bus_id}/feed").status_code == 404


@pytest.mark.parametrize("path", ["/team/feed", "/team", "/desk/reports"])
def test_a_page_of_words_costs_at_most_four_selects(
    client, sign_in, otters, make, session, queries, path
):
    for author in otters:
        told = tell(session, make, author)
        report(session, told, otters[otters.index(author) - 1], "Hm.")
    admin = make.person("Adi", role="admin")
    sign_in(admin if "desk" in path else otters[0], confirmed="desk" in path)
    queries.clear()

    assert client.get(path).status_code == 200

    selects = [q for q in queries if q.lstrip().upper().startswith("SELECT")]
    assert len(selects) <= 4, selects


def report(session, told, reader, why):
    reports.report(session, "story", told, person_id=reader.id, team_id=1, why=why, at=NOON)
    session.commit()
