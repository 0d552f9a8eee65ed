"""The studio with several challenges at once: copies, ticks, files in and out."""

import io
import re

import pytest
from sqlalchemy import select

from uplift_pwa.exchange.challenge_file import read_pack
from uplift_pwa.models import Audit, Challenge, ChallengeAudience

LIST = "/desk/challenges"
FILES = f"{LIST}/files"
PACK = """language = "en"
pack = "own"

[[challenge]]
key = "wave-first"
helps = "colleague"
minutes = 1
plate = "wave"
sectors = ["everywhere"]
title = "Wave first"
what = "Look up and wave before they do."
better = "They start seen."
quiet = "Write a line for the next shift."
"""


def states(session):
    session.rollback()
    session.expire_all()
    return [one.state for one in session.scalars(select(Challenge).order_by(Challenge.id))]


def brought(client, text):
    data = {"file": (io.BytesIO(text.encode()), "own.toml")}
    return client.post(FILES, data=data, content_type="multipart/form-data")


def carried(page):
    return re.search(r'name="pack" value="([^"]+)"', page.text)[1]


def test_a_copy_is_a_draft_with_the_same_words_and_audience(client, admin, make, session):
    team = make.team("Otters")
    first = make.challenge("Walk along", audience=[("team", team)])

    answer = client.post(f"{LIST}/{first.id}/copy")

    assert states(session) == ["live", "draft"]
    copy = session.scalars(select(Challenge).order_by(Challenge.id.desc())).first()
    assert answer.location == f"{LIST}/{copy.id}/edit"
    assert "Walk along" in client.get(answer.location).text
    targets = session.scalars(
        select(ChallengeAudience.target_id).filter_by(challenge_id=copy.id)
    ).all()
    assert targets == [team.id]


def test_what_is_not_there_has_no_copy(client, admin, session):
    assert client.post(f"{LIST}/99/copy").status_code == 404
    assert states(session) == []


def test_all_that_are_ticked_are_published_together(client, admin, make, session):
    ids = [make.challenge(state="draft").id for _ in range(2)]

    answer = client.post(f"{LIST}/selection", data={"challenge": ids, "step": "publish"})

    assert answer.status_code == 303
    assert states(session) == ["live", "live"]


def test_one_that_is_refused_keeps_all_as_they_are_and_says_why(client, admin, make, session):
    live, draft = make.challenge("Walk"), make.challenge("A thought", state="draft")

    answer = client.post(
        f"{LIST}/selection", data={"challenge": [live.id, draft.id], "step": "retire"}
    )

    assert answer.status_code == 422
    assert f'id="refused-{draft.id}"' in answer.text
    assert f'id="refused-{live.id}"' not in answer.text
    assert "It is a draft: nobody sees it anyway." in answer.text
    assert states(session) == ["live", "draft"]


def test_nothing_ticked_is_asked_again(client, admin, make, session):
    make.challenge(state="draft")

    answer = client.post(f"{LIST}/selection", data={"step": "publish"})

    assert answer.status_code == 422 and "Tick at least one" in answer.text
    assert states(session) == ["draft"]


def test_a_step_that_nobody_knows_is_refused(client, admin, make, session):
    one = make.challenge(state="draft")

    answer = client.post(f"{LIST}/selection", data={"challenge": one.id, "step": "explode"})

    assert answer.status_code == 400


def test_the_list_comes_back_as_it_was_asked_for(client, admin, make):
    one = make.challenge(state="draft")

    answer = client.post(
        f"{LIST}/selection?state=draft&q=walk", data={"challenge": one.id, "step": "publish"}
    )

    assert "state=draft" in answer.location and "q=walk" in answer.location


def test_a_file_is_read_first_and_changes_nothing(client, admin, session):
    page = brought(client, PACK)

    assert page.status_code == 200
    assert "Wave first" in page.text and "new, as a draft" in page.text
    assert states(session) == []
    assert session.scalars(select(Audit.id)).all() == []


def test_a_file_is_taken_in_as_it_was_read(client, admin, session):
    page = brought(client, PACK)

    answer = client.post(f"{FILES}/application", data={"pack": carried(page)})

    assert answer.status_code == 303
    assert states(session) == ["draft"]


def test_the_same_file_again_has_nothing_to_do(client, admin, session):
    client.post(f"{FILES}/application", data={"pack": carried(brought(client, PACK))})

    again = brought(client, PACK)

    assert "All of it is here already." in again.text
    assert 'name="pack"' not in again.text


def test_a_changed_file_says_what_changes(client, admin, session):
    client.post(f"{FILES}/application", data={"pack": carried(brought(client, PACK))})

    again = brought(client, PACK.replace("Look up", "Stand up"))

    assert ">changed<" in again.text


def test_every_line_that_needs_mending_is_named(client, admin, session):
    wrong = PACK.replace("minutes = 1", "minutes = 9").replace('"wave"', '"dragon"')

    page = brought(client, wrong)

    assert page.status_code == 422
    assert "line 4" in page.text
    assert "wave-first · minutes" in page.text and "wave-first · plate" in page.text
    assert states(session) == []


@pytest.mark.parametrize("sent", ["", "x", "AAAA", "eJwDAAAAAAE="])
def test_what_does_not_come_back_whole_is_asked_for_again(client, admin, session, sent):
    answer = client.post(f"{FILES}/application", data={"pack": sent})

    assert answer.status_code == 422
    assert states(session) == []


def test_no_file_is_asked_for_again(client, admin):
    assert client.post(FILES, data={}).status_code == 422


def test_what_is_taken_along_can_be_brought_in_again(client, admin, make):
    make.challenge("Walk along", key="walk-along")

    answer = client.get(f"{FILES}/en.toml")

    assert answer.headers["Content-Disposition"].endswith('"uplift-challenges-en.toml"')
    pack = read_pack(answer.data)
    assert [draft.texts["en"].title for draft in pack.drafts] == ["Walk along"]


def test_a_language_that_nobody_speaks_has_no_file(client, admin):
    assert client.get(f"{FILES}/xx.toml").status_code == 404


def test_a_pause_by_votes_stands_in_the_history(client, admin, make, session):
    challenge = make.challenge("Walk along")
    session.add(
        Audit(
            at=challenge.created_at,
            action="challenge.paused",
            subject_kind="challenge",
            subject_id=challenge.id,
            detail={},
        )
    )
    session.commit()

    page = client.get(f"{LIST}/{challenge.id}")

    assert page.status_code == 200 and "by votes" in page.text
