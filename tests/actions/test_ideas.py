import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import awards, ideas
from uplift_pwa.actions.ideas import Proposal
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Audit, Award, Challenge, ChallengeText, Idea, IdeaVoice
from uplift_pwa.queries import ideas as query
from uplift_pwa.rules.settings import DEFAULTS

WAVE = Proposal("Wave to the bus", "Wave at the driver when it leaves.", "colleague")


@pytest.fixture
def people(make):
    make.campaign()
    return [make.person(name) for name in ("Ada", "Ben", "Cleo", "Dora", "Emil", "Fay")]


def propose(session, person, **more):
    given = {"title": WAVE.title, "text": WAVE.text, "helps": WAVE.helps} | more
    return ideas.propose(session, person.id, Proposal(**given), at=NOON)


def test_me_too_counts_once_a_person_and_the_author_is_the_first_rules_9(session, people):
    idea_id = propose(session, people[0])

    for person in (people[0], people[1], people[1]):
        ideas.share(session, idea_id, person.id)

    assert session.get(Idea, idea_id).voices == 2
    assert len(session.scalars(select(IdeaVoice)).all()) == 2


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"title": ""}, "empty"),
        ({"text": ""}, "empty"),
        ({"helps": "boss"}, "empty"),
        ({"title": "x" * 81}, "too_long"),
        ({"text": "x" * 241}, "too_long"),
    ],
)
def test_an_idea_says_whom_it_helps_and_what_to_do(session, people, more, code):
    with pytest.raises(Refused, match=code):
        propose(session, people[0], **more)


def test_an_adopted_idea_is_a_draft_and_its_authors_badge_rules_9_11(session, people, make):
    idea_id, adi = propose(session, people[0]), make.person("Adi", role="admin")

    number = ideas.adopt(
        session, idea_id, language="en", credit="An idea of Ada.", by=adi.id, at=NOON
    )

    challenge = session.get(Challenge, number)
    words = session.scalars(select(ChallengeText).filter_by(challenge_id=number)).one()
    assert (challenge.state, challenge.helps) == ("draft", "colleague")
    assert words.title == WAVE.title
    assert words.what == f"{WAVE.text} An idea of Ada."
    assert "idea.adopted" in session.scalars(select(Audit.action)).all()
    with pytest.raises(Refused, match="not_found"):
        ideas.adopt(session, idea_id, language="en", credit="", by=adi.id, at=NOON)
    awards.settle(session, at=NOON.replace(hour=13))
    assert session.scalars(select(Award.badge)).all() == ["path-finder"]


def test_a_declined_idea_keeps_its_reason_for_the_author(session, people, make):
    idea_id, adi = propose(session, people[0]), make.person("Adi", role="admin")
    for text, code in (("", "empty"), ("x" * 241, "too_long")):
        with pytest.raises(Refused, match=code):
            ideas.decline(session, idea_id, text, by=adi.id, at=NOON)

    ideas.decline(session, idea_id, "We do it already.", by=adi.id, at=NOON)

    shown = query.page(session, people[0].id, NOON.date()).rows[0]
    assert (shown.answer, shown.is_own, shown.adopted_on) == ("We do it already.", True, None)
    with pytest.raises(Refused, match="not_found"):
        ideas.share(session, idea_id, people[1].id)


def test_what_five_share_comes_first_on_the_desk_rules_9(session, people):
    shared = propose(session, people[0], title="Shared")
    newer = propose(session, people[0], title="Newer")
    for person in people[1:5]:
        ideas.share(session, shared, person.id)

    page = query.inbox(session, DEFAULTS)

    assert [row.id for row in page.rows] == [shared, newer]
    assert page.waiting == 1
    assert [row.shared(DEFAULTS) for row in page.rows] == [5, None]


def test_the_authors_name_stands_only_where_they_wish(session, people):
    quiet, named = propose(session, people[0]), propose(session, people[0], named=True)

    rows = {row.id: row.author for row in query.page(session, people[1].id, NOON.date()).rows}

    assert rows == {quiet: None, named: "Ada"}
    assert query.credited(session, quiet) is None
    assert query.credited(session, named) == "Ada"
