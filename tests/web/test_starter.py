"""What comes with uplift: an admin chooses where it fits, and has it as drafts."""

from sqlalchemy import func, select

from uplift_pwa.models import Audit, Challenge, ChallengeText

PAGE = "/desk/challenges/starter"


def stored(session, **which):
    session.rollback()
    return session.scalar(select(func.count()).select_from(Challenge).filter_by(**which))


def test_the_page_says_what_there_is_in_the_readers_language(client, admin):
    page = client.get(PAGE, headers={"Accept-Language": "es"}).text

    assert 'lang="es" dir="auto"' in page and 'lang="en" dir="auto"' not in page
    assert page.count("checked") == 2


def test_what_fits_comes_as_drafts_in_every_language(client, admin, session):
    answer = client.post(PAGE, data={"group": ["hotels", "leaders"]})

    assert (answer.status_code, answer.location) == (303, "/desk/challenges?state=draft")
    assert stored(session, state="draft") == 18
    assert stored(session, for_leaders=True) == 10
    words = select(func.count()).select_from(ChallengeText).group_by(ChallengeText.locale)
    assert session.scalars(words).all() == [18, 18, 18, 18]
    entry = session.scalars(select(Audit).filter_by(action="challenges.imported")).one()
    assert (entry.actor_id, entry.detail["created"]) == (admin.id, 18)


def test_the_same_again_adds_nothing_and_leaves_what_was_changed(client, admin, session):
    client.post(PAGE, data={"group": "hotels"})
    session.rollback()
    session.scalars(select(Challenge).order_by(Challenge.id)).first().state = "retired"
    session.commit()

    client.post(PAGE, data={"group": ["hotels", "shops"]})

    assert stored(session) == 16
    assert stored(session, state="retired") == 1
    assert "all here already" in client.get(PAGE).text


def test_who_has_all_of_it_is_told_so(client, admin):
    groups = ("everywhere", "hotels", "shops", "clinics", "transport", "call_centres")
    client.post(PAGE, data={"group": [*groups, "back_offices", "leaders"]})

    page = client.get(PAGE).text

    assert "All of it is here already." in page and "Take them in" not in page


def test_nothing_ticked_is_said(client, admin, session):
    for sent in ({}, {"group": "moonbase"}):
        answer = client.post(PAGE, data=sent)
        assert answer.status_code == 422
        assert "Tick at least one of them." in answer.text
    assert stored(session) == 0


def test_without_a_challenge_the_list_leads_there(client, admin):
    assert PAGE in client.get("/desk/challenges").text
