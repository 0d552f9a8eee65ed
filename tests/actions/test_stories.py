from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import awards, completions, feed, reports, stories
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import (
    Award,
    ContentReport,
    FeedItem,
    PersonTotal,
    Reason,
    Story,
    StoryEcho,
)

LATER = NOON + timedelta(days=40)


@pytest.fixture
def ada(make):
    make.campaign()
    return make.person()


def tell(session, make, person, **more):
    """An act whose sentence stands in the feed; its completion."""
    return completions.record(
        session,
        person.id,
        make.challenge().id,
        at=NOON,
        sentence="He smiled.",
        to_team=True,
        **more,
    )


def test_a_story_stands_in_the_feed_of_the_acts_team(session, ada, make):
    told = tell(session, make, ada)

    entry = session.scalars(select(FeedItem)).one()
    assert (entry.kind, entry.subject_id, entry.team_id) == (
        "story",
        told.completion_id,
        told.team_id,
    )


@pytest.mark.parametrize("mode", ["quiet", "play"])
def test_only_somebody_in_play_has_a_story_rules_3(session, ada, make, mode):
    tell(session, make, make.person("Quin", mode=mode))

    assert len(session.scalars(select(Story)).all()) == (mode == "play")


def test_without_a_sentence_there_is_no_story(session, ada, make):
    completions.record(session, ada.id, make.challenge().id, at=NOON, to_team=True)

    assert session.scalars(select(Story)).all() == []


def test_three_stories_are_a_badge_and_a_withdrawn_one_does_not_count(session, ada, make):
    for number in range(3):
        told = tell(session, make, ada)
        if number == 2:
            stories.withdraw(session, ada.id, told.completion_id)
    awards.settle(session, at=LATER)
    before = set(session.scalars(select(Award.badge)))

    stories.tell(session, told.completion_id, at=NOON)
    awards.settle(session, at=LATER)

    assert "storyteller" not in before
    assert "storyteller" in session.scalars(select(Award.badge)).all()


def test_only_its_author_takes_a_story_back(session, ada, make):
    told = tell(session, make, ada)

    with pytest.raises(Refused, match="not_found"):
        stories.withdraw(session, make.person("Ben").id, told.completion_id)

    stories.withdraw(session, ada.id, told.completion_id)
    assert session.scalars(select(FeedItem)).all() == []


def test_that_helped_me_too_counts_once_gives_no_lift_and_can_be_taken_back(session, ada, make):
    told, ben = tell(session, make, ada), make.person("Ben")
    lift = session.scalars(select(PersonTotal.lift)).all()

    for _twice in range(2):
        stories.echo(session, ben.id, told.team_id, told.completion_id, at=NOON)
    echoes = session.scalars(select(StoryEcho.person_id)).all()
    stories.take_echo_back(session, ben.id, told.completion_id)

    assert echoes == [ben.id]
    assert session.scalars(select(StoryEcho)).all() == []
    assert session.scalars(select(PersonTotal.lift)).all() == lift


@pytest.mark.parametrize("who", ["the author", "another team", "nobody's team", "hidden"])
def test_an_echo_needs_a_story_that_one_reads(session, ada, make, who):
    told = tell(session, make, ada)
    reader = ada if who == "the author" else make.person("Ben")
    team = {"another team": make.team("Buses").id, "nobody's team": None}.get(who, told.team_id)
    if who == "hidden":
        feed.hide(session, "story", told.completion_id, at=NOON)

    with pytest.raises(Refused, match="not_found"):
        stories.echo(session, reader.id, team, told.completion_id, at=NOON)


def test_a_report_is_kept_once_a_reader_and_asks_only_who_reads_it(session, ada, make):
    told, ben = tell(session, make, ada), make.person("Ben")
    buses = make.team("Buses")

    for _twice in range(2):
        report(session, told, ben, told.team_id, why="Names a guest.")
    with pytest.raises(Refused, match="not_found"):
        report(session, told, make.person("Stan", team=buses), buses.id)

    kept = session.scalars(select(ContentReport)).one()
    assert (kept.reporter_id, kept.why) == (ben.id, "Names a guest.")


def test_what_an_admin_hides_nobody_reads_and_its_author_hears_of_it(session, ada, make):
    told, ben = tell(session, make, ada), make.person("Ben")
    report(session, told, ben, told.team_id)

    decide(session, told, ben, hide=True)

    assert session.scalars(select(FeedItem.hidden_at)).one() == NOON
    assert session.scalars(select(Story.hidden_at)).one() == NOON
    told_to = session.execute(select(Reason.owner_id).filter_by(kind="feed.story"))
    assert told_to.scalars().all() == [ada.id]
    with pytest.raises(Refused, match="not_found"):
        decide(session, told, ben, hide=False)


def test_what_an_admin_keeps_stays_and_nobody_hears_of_it(session, ada, make):
    told, ben = tell(session, make, ada), make.person("Ben")
    report(session, told, ben, told.team_id)

    decide(session, told, ben, hide=False)

    assert session.scalars(select(FeedItem.hidden_at)).one() is None
    assert session.scalars(select(Reason).filter_by(kind="feed.story")).all() == []


def test_a_story_that_is_taken_back_is_no_longer_looked_at(session, ada, make):
    told, ben = tell(session, make, ada), make.person("Ben")
    report(session, told, ben, told.team_id)

    stories.withdraw(session, ada.id, told.completion_id)

    assert session.scalars(select(ContentReport)).all() == []


def test_twenty_reports_may_wait_and_not_one_more(session, ada, make):
    ben = make.person("Ben")
    authors = [make.person(f"P{number}") for number in range(21)]
    told = [tell(session, make, author) for author in authors]

    for one in told[:20]:
        report(session, one, ben, one.team_id)

    with pytest.raises(Refused, match="enough_reports"):
        report(session, told[20], ben, told[20].team_id)


def report(session, told, reader, team_id, why=None):
    reports.report(
        session,
        "story",
        told.completion_id,
        person_id=reader.id,
        team_id=team_id,
        why=why,
        at=NOON,
    )


def decide(session, told, admin, *, hide):
    reports.decide(session, "story", told.completion_id, hide=hide, by=admin.id, at=NOON)
