from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import challenges
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.exchange.challenge_file import (
    ChallengeDraft,
    ChallengeText,
    Pack,
    read_pack,
    write_pack,
)
from uplift_pwa.models import Audit, Challenge, ChallengeAudience
from uplift_pwa.models import ChallengeText as Words
from uplift_pwa.queries.audiences import Audience

LATER = NOON + timedelta(days=1)
WALK = ChallengeText(
    "Walk a guest to the lift", "Leave the desk.", "They arrive calm.", "Walk it alone."
)
SPANISH = ChallengeText("Acompaña", "Deja el mostrador.", "Llegan bien.", "Camina.")


def draft(key="walk", texts=None, **changes):
    return ChallengeDraft(
        **{
            "key": key,
            "helps": "customer",
            "minutes": 3,
            "plate": "bell",
            "sectors": ("everywhere",),
            "texts": texts or {"en": WALK},
        }
        | changes
    )


@pytest.fixture
def ada(make):
    return make.person(role="admin").id


@pytest.fixture
def create(session, ada):
    def create(a_draft=None, **options):
        return challenges.create(session, a_draft or draft(), by=ada, at=NOON, **options)

    return create


@pytest.fixture
def live(session, create, ada):
    challenge_id = create()
    challenges.publish(session, challenge_id, by=ada, at=NOON)
    return challenge_id


def stored(session, challenge_id):
    session.expire_all()
    return session.get_one(Challenge, challenge_id)


def words(session, challenge_id):
    rows = session.execute(
        select(Words.version, Words.locale, Words.title)
        .filter_by(challenge_id=challenge_id)
        .order_by(Words.version, Words.locale)
    )
    return [tuple(row) for row in rows]


def audience(session, challenge_id):
    rows = session.execute(
        select(ChallengeAudience.kind, ChallengeAudience.target_id)
        .filter_by(challenge_id=challenge_id)
        .order_by(ChallengeAudience.kind, ChallengeAudience.target_id)
    )
    return [tuple(row) for row in rows]


def noted(session):
    return session.scalars(select(Audit.action).order_by(Audit.id)).all()


def retitled(title):
    return draft(texts={"en": ChallengeText(title, WALK.what, WALK.better, WALK.quiet)})


def test_a_new_challenge_is_a_draft_for_everybody(session, create, ada):
    challenge_id = create()

    found = stored(session, challenge_id)
    assert (found.key, found.state, found.version, found.language) == ("walk", "draft", 1, "en")
    assert (found.weekdays, found.created_by_id, found.created_at) == (0b1111111, ada, NOON)
    assert words(session, challenge_id) == [(1, "en", WALK.title)]
    assert audience(session, challenge_id) == []
    assert noted(session) == ["challenge.created"]


def test_a_draft_without_a_key_gets_one_that_a_pack_may_carry(session, create):
    german = create(draft("", texts={"de": ChallengeText("Gäste grüßen!", "", "", "")}))
    arabic = create(draft("", texts={"ar": ChallengeText("قل صباح الخير", "", "", "")}))

    assert stored(session, german).key.startswith("gaste-gruen-")
    assert stored(session, arabic).key.startswith("challenge-")


def test_weekdays_and_audience_are_kept_as_the_pool_reads_them(session, create):
    challenge_id = create(
        draft(weekdays=frozenset({1, 7})),
        audience=Audience(site=frozenset({2, 1}), team=frozenset({9})),
    )

    assert stored(session, challenge_id).weekdays == 0b1000001
    assert audience(session, challenge_id) == [("site", 1), ("site", 2), ("team", 9)]


def test_revising_a_draft_rewrites_it_in_place(session, create, ada):
    challenge_id = create(audience=Audience(site=frozenset({1})))

    challenges.revise(
        session,
        challenge_id,
        retitled("Go along"),
        by=ada,
        at=LATER,
        audience=Audience(level=frozenset({3})),
    )

    assert words(session, challenge_id) == [(1, "en", "Go along")]
    assert audience(session, challenge_id) == [("level", 3)]
    assert noted(session) == ["challenge.created", "challenge.revised"]


def test_revising_a_live_challenge_keeps_the_words_people_have_read(session, live, ada):
    challenges.revise(session, live, retitled("Go along"), by=ada, at=LATER)

    assert stored(session, live).version == 2
    assert words(session, live) == [(1, "en", WALK.title), (2, "en", "Go along")]


@pytest.mark.parametrize("change", [{"minutes": 5}, {"plate": "cup"}, {"helps": "team"}])
def test_another_picture_of_a_live_card_is_another_version(session, live, ada, change):
    challenges.revise(session, live, draft(**change), by=ada, at=LATER)

    assert stored(session, live).version == 2


def test_another_schedule_of_a_live_challenge_is_the_same_version(session, live, ada):
    challenges.revise(session, live, draft(until_on=date(2026, 4, 1)), by=ada, at=LATER)

    found = stored(session, live)
    assert (found.version, found.until_on) == (1, date(2026, 4, 1))


def test_a_revision_keeps_the_other_languages(session, create, ada):
    challenge_id = create(draft(texts={"en": WALK, "es": SPANISH}))
    challenges.publish(session, challenge_id, by=ada, at=NOON)

    challenges.revise(session, challenge_id, retitled("Go along"), by=ada, at=LATER)

    assert words(session, challenge_id)[2:] == [(2, "en", "Go along"), (2, "es", "Acompaña")]


def test_a_revision_in_another_language_replaces_the_first_one(session, create, ada):
    challenge_id = create()

    challenges.revise(session, challenge_id, draft(texts={"es": SPANISH}), by=ada, at=LATER)

    assert words(session, challenge_id) == [(1, "es", "Acompaña")]
    assert stored(session, challenge_id).language == "es"


def test_publishing_is_from_now_and_twice_is_once(session, create, ada):
    challenge_id = create()

    challenges.publish(session, challenge_id, by=ada, at=NOON)
    challenges.publish(session, challenge_id, by=ada, at=LATER)

    found = stored(session, challenge_id)
    assert (found.state, found.published_at) == ("live", NOON)
    assert noted(session) == ["challenge.created", "challenge.published"]


@pytest.mark.parametrize("missing", ["title", "what", "better", "quiet"])
def test_an_unfinished_challenge_is_not_published(session, create, ada, missing):
    text = {"title": "Walk", "what": "Go.", "better": "Calm.", "quiet": "Alone."}
    challenge_id = create(draft(texts={"en": ChallengeText(**text | {missing: ""})}))

    with pytest.raises(Refused, match="challenge_unfinished"):
        challenges.publish(session, challenge_id, by=ada, at=NOON)

    assert stored(session, challenge_id).state == "draft"


def test_a_live_challenge_cannot_miss_words(session, live, ada):
    with pytest.raises(Refused, match="challenge_unfinished"):
        challenges.revise(session, live, retitled(""), by=ada, at=LATER)


@pytest.mark.parametrize(
    ("until", "is_over"),
    [
        pytest.param(date(2026, 2, 28), True, id="over everywhere"),
        pytest.param(date(2026, 3, 1), False, id="still that day somewhere"),
    ],
)
def test_what_is_over_is_not_published(session, create, ada, until, is_over):
    challenge_id = create(draft(until_on=until))

    try:
        challenges.publish(session, challenge_id, by=ada, at=NOON)
        refused = False
    except Refused as refusal:
        refused = refusal.code == "challenge_over"

    assert refused is is_over


def test_a_retired_challenge_comes_back_from_now(session, live, ada):
    challenges.retire(session, live, by=ada, at=NOON)
    challenges.retire(session, live, by=ada, at=LATER)
    retired = stored(session, live)
    assert (retired.state, retired.retired_at) == ("retired", NOON)

    challenges.publish(session, live, by=ada, at=LATER)

    found = stored(session, live)
    assert (found.state, found.published_at, found.retired_at) == ("live", LATER, None)


def test_a_draft_cannot_be_retired(session, create, ada):
    challenge_id = create()

    with pytest.raises(Refused, match="challenge_is_draft"):
        challenges.retire(session, challenge_id, by=ada, at=NOON)


@pytest.mark.parametrize("act", [challenges.publish, challenges.retire])
def test_what_is_not_there_is_not_found(session, ada, act):
    with pytest.raises(Refused, match="not_found"):
        act(session, 99, by=ada, at=NOON)


def take(session, *drafts, language="en", publish=False, at=NOON):
    pack = Pack(language, "starter", drafts)
    return challenges.import_pack(session, pack, by=None, at=at, publish=publish)


def test_a_pack_comes_in_once(session):
    first = take(session, draft("a"), draft("b"), publish=True)
    again = take(session, draft("a"), draft("b"), publish=True, at=LATER)

    assert (first.created, first.published) == (2, 2)
    assert (again.created, again.revised, again.unchanged, again.published) == (0, 0, 2, 0)
    assert session.scalars(select(Challenge.published_at)).all() == [NOON, NOON]
    assert noted(session).count("challenges.imported") == 1


def test_a_pack_that_names_every_day_comes_in_once_as_well(session):
    named = draft("a", weekdays=frozenset(range(1, 8)), sectors=("hotels",))
    take(session, named)

    assert take(session, named).unchanged == 1


def test_a_pack_in_a_second_language_adds_its_words_and_nothing_else(session):
    take(session, draft("a"), publish=True)

    done = take(session, draft("a", texts={"es": SPANISH}, minutes=5), language="es")

    challenge = session.scalars(select(Challenge)).one()
    assert (done.revised, challenge.version, challenge.minutes) == (1, 1, 3)
    assert challenge.language == "en"
    assert words(session, challenge.id) == [(1, "en", WALK.title), (1, "es", "Acompaña")]


def test_a_changed_pack_in_the_first_language_revises(session):
    take(session, draft("a"), publish=True)

    done = take(session, draft("a", minutes=5))

    challenge = session.scalars(select(Challenge)).one()
    assert (done.revised, challenge.version, challenge.minutes) == (1, 2, 5)


def test_an_import_leaves_an_audience_alone(session, create):
    challenge_id = create(audience=Audience(site=frozenset({1})))

    take(session, draft(minutes=5))

    assert audience(session, challenge_id) == [("site", 1)]


def test_what_goes_out_comes_back_as_no_change(session):
    monday = date(2026, 3, 9)
    take(session, draft("a", weekdays=frozenset({1, 2}), every="month-last"))
    take(session, draft("b", from_on=monday, every="2-weeks", hour=14))

    sent = challenges.export_pack(session, "en")
    back = read_pack(write_pack("en", sent.drafts, sent.name))

    assert [one.key for one in back.drafts] == ["a", "b"]
    assert take(session, *back.drafts).unchanged == 2


def test_only_challenges_with_words_in_the_language_go_out(session):
    take(session, draft("a"), draft("b"))
    take(session, draft("b", texts={"es": SPANISH}), language="es")

    sent = challenges.export_pack(session, "es")

    assert [(one.key, one.texts) for one in sent.drafts] == [("b", {"es": SPANISH})]
