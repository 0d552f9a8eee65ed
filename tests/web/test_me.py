import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import completions, stories, thanks
from uplift_pwa.models import Person, PersonWeek, WeeklyPattern


def test_own_lift_is_there_for_oneself_alone(client, sign_in, make, session):
    make.campaign()
    ada, ben = make.person("Ada"), make.person("Ben")
    completions.record(session, ada.id, make.challenge().id, at=NOON)
    session.commit()

    sign_in(ada)
    mine = client.get("/me").text
    sign_in(ben)
    his = client.get("/me").text

    assert ">10</span>" in mine and "from 1 act" in mine
    assert ">10</span>" not in his and "Ada" not in his


@pytest.mark.parametrize("mode", ["boss", "", None])
def test_a_mode_that_is_none_is_refused(client, sign_in, make, mode):
    sign_in(make.person())

    assert client.post("/me/mode", data={"mode": mode} if mode else {}).status_code == 422


def test_the_week_can_be_changed_from_tomorrow(client, sign_in, make, session):
    ada = make.person()
    sign_in(ada)
    answers = {"weekdays": ["5", "6"], "starts": "20:00", "ends": "04:00"}

    reply = client.post("/me/week", data=answers)

    assert reply.location == "/me"
    session.rollback()
    newest = session.scalars(
        select(WeeklyPattern).order_by(WeeklyPattern.from_on.desc())
    ).first()
    assert (newest.weekdays, str(newest.from_on)) == (0b1100000, "2026-03-03")


def test_a_broken_week_is_said_and_nothing_kept(client, sign_in, make, session):
    sign_in(make.person())

    reply = client.post("/me/week", data={"weekdays": ["5"], "starts": "later", "ends": ""})

    assert reply.status_code == 422 and 'class="error"' in reply.text
    assert len(session.scalars(select(WeeklyPattern)).all()) == 1


def test_the_edition_is_chosen_by_hand(client, sign_in, make, session):
    ada = make.person()
    sign_in(ada)

    client.post("/me/preferences", data={"theme": "dark"})

    assert 'data-theme="dark"' in client.get("/me").text
    assert client.post("/me/preferences", data={"theme": "pink"}).status_code == 422
    assert client.post("/me/preferences", data={"language": "tlh"}).status_code == 422
    client.post("/me/preferences", data={"theme": ""})
    session.expire_all()
    session.rollback()
    assert session.get(Person, ada.id).theme is None


def test_fields_that_no_form_has_change_nothing(client, sign_in, make, session):
    ada = make.person()
    sign_in(ada)

    client.post(
        "/me/preferences",
        data={"theme": "dark", "role": "admin", "person_id": "1", "team_id": "9", "lift": "99"},
    )

    session.expire_all()
    session.rollback()
    assert session.get(Person, ada.id).role == "staff"


def weeks_of(session, person, kept):
    """Final weeks before the one under way: True is a kept one."""
    for back, one in zip(range(len(kept), 0, -1), kept, strict=True):
        monday = NOON.date() - timedelta(weeks=back)
        session.add(
            PersonWeek(
                person_id=person.id,
                monday=monday,
                working_days=5,
                active_days=3 if one else 0,
                kept=one,
                final_at=NOON,
            )
        )
    session.commit()


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        pytest.param([], "A good week begins your run.", id="RULES 5: the first week"),
        pytest.param([True] * 6, "weeks in rhythm.", id="RULES 5: the run"),
        pytest.param(
            [True] * 6 + [False],
            "Welcome back: one good week picks up your run of 6.",
            id="RULES 5: a week away",
        ),
        pytest.param([True, False, False], "A good week begins your run.", id="two away"),
    ],
)
def test_the_run_of_weeks_is_said_warmly(client, sign_in, make, session, kept, said):
    make.campaign()
    ada = make.person()
    weeks_of(session, ada, kept)
    sign_in(ada)

    page = client.get("/me").text

    assert said in page and "3 more days with an act make this a good week." in page
    assert not re.search(r"\b(lost|lose|broken|failed|penalty|missed)\b", page)


def test_a_kept_week_picks_up_the_run_at_once(client, sign_in, make, session):
    make.campaign()
    ada = make.person(weekdays=0b0000001)  # one shift, on Mondays
    weeks_of(session, ada, [True] * 4 + [False])
    completions.record(session, ada.id, make.challenge().id, at=NOON)
    session.commit()
    sign_in(ada)

    page = client.get("/me").text

    assert ">5</span>" in page and "you picked your run up again" in page


def test_marks_say_how_far_one_is(client, sign_in, make, session):
    make.campaign()
    ada, ben = make.person("Ada"), make.person("Ben")
    thanks.give(session, ada.id, "person", ben.id, reason="For the lift.", at=NOON)
    done = completions.record(session, ada.id, make.challenge().id, at=NOON, sentence="Warm.")
    stories.tell(session, done.completion_id, at=NOON)
    weeks_of(session, ada, [True] * 2)
    sign_in(ada)

    page = client.get("/me").text

    assert "1 of 10 people" in page and "1 of 3 stories" in page and "2 of 4 weeks" in page
    assert "Today: 17" in page


def test_me_reads_four_times_at_most(client, sign_in, make, session, queries):
    make.campaign()
    ada = make.person()
    weeks_of(session, ada, [True] * 20)
    sign_in(ada)
    queries.clear()

    client.get("/me")

    assert len([one for one in queries if one.startswith("SELECT")]) <= 4
