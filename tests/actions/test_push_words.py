from datetime import time, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import announcing, push_words
from uplift_pwa.actions.push_words import Words
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Audit, Occurrence, Schedule, ScheduleWords
from uplift_pwa.push import schedule

OURS = Words("We start", "At six, at every site.")


@pytest.fixture
def launch(session, make):
    announcing.launch(
        session, make.campaign(launch_on=NOON.date() + timedelta(days=3)), at=NOON
    )
    session.commit()
    return session.scalars(select(Schedule)).one()


def write(session, planned, at=time(6), **words):
    push_words.write(session, planned.id, words, at, by=None, at=NOON)
    session.commit()


def kept(session):
    rows = select(ScheduleWords.locale, ScheduleWords.title, ScheduleWords.body)
    return session.execute(rows).tuples().all()


def test_words_are_kept_by_language_with_their_hour_and_who_wrote_them(session, launch):
    write(session, launch, time(9), en=OURS, es=Words())

    assert kept(session) == [("en", "We start", "At six, at every site.")]
    assert launch.local_time == time(9)
    noted = session.scalars(select(Audit).filter_by(action="push.worded")).one()
    assert noted.detail["words"] == {"en": ["We start", "At six, at every site."]}


def test_words_written_again_replace_the_first(session, launch):
    write(session, launch, en=OURS, es=OURS)
    write(session, launch, es=Words("Empezamos", "A las seis."))

    assert kept(session) == [("es", "Empezamos", "A las seis.")]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(Words("We start", ""), "push_words", id="no text"),
        pytest.param(Words("", "At six."), "push_words", id="no title"),
        pytest.param(Words("x" * 61, "At six."), "push_words", id="a long title"),
        pytest.param(Words("We start", "x" * 161), "push_words", id="a long text"),
        pytest.param(Words("We start", "says ada king."), "push_name", id="a person's name"),
    ],
)
def test_what_does_not_belong_on_a_locked_screen_is_refused(session, make, launch, words, code):
    make.person("Ada King")

    with pytest.raises(Refused, match=code):
        push_words.write(session, launch.id, {"en": words}, time(6), by=None, at=NOON)


def test_a_given_name_alone_may_be_any_word(session, make, launch):
    make.person("Hope")

    write(session, launch, en=Words("We start", "With hope."))

    assert len(kept(session)) == 1


def test_nobody_hears_of_the_start_before_it(session, launch):
    with pytest.raises(Refused, match="push_hour"):
        push_words.write(session, launch.id, {}, time(5), by=None, at=NOON)


def test_what_has_lit_up_somewhere_stays(session, launch):
    session.add(
        Occurrence(
            schedule_id=launch.id,
            zone="Asia/Tokyo",
            local_date=launch.local_on,
            at=NOON,
            skipped=False,
        )
    )
    session.commit()

    with pytest.raises(Refused, match="push_said"):
        push_words.write(session, launch.id, {"en": OURS}, time(6), by=None, at=NOON)


def test_what_was_called_off_is_not_there(session, launch):
    schedule.call_off(session, "launch", launch.subject_id, at=NOON)

    with pytest.raises(Refused, match="not_found"):
        push_words.write(session, launch.id, {"en": OURS}, time(6), by=None, at=NOON)
