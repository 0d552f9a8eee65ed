from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa import languages
from uplift_pwa.actions import organisation
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Audit, Campaign, LaunchPlan, Organisation
from uplift_pwa.queries import road_kinds, tongues
from uplift_pwa.rules.roadblocks import KINDS

ALL = languages.offered()


@pytest.fixture
def boss(make):
    return make.person("Boss", role="admin").id


@pytest.fixture
def by(boss):
    return {"by": boss, "at": NOON}


def planned(name):
    return LaunchPlan(name="First orbit", organisation=name, pack=[], made_at=NOON)


def noted(session):
    return [
        (one.action, one.detail) for one in session.scalars(select(Audit).order_by(Audit.id))
    ]


def test_a_new_name_reaches_the_newest_campaign_and_the_plan(session, make, by):
    old = make.campaign(launch_on=date(2025, 1, 1))
    now = make.campaign()
    session.add(planned("Harbour Group"))
    session.flush()

    organisation.rename(session, "  Harbour   & Sons ", **by)

    assert session.scalar(select(LaunchPlan.organisation)) == "Harbour & Sons"
    assert session.get_one(Campaign, now.id).organisation == "Harbour & Sons"
    assert session.get_one(Campaign, old.id).organisation == "Harbour Group"
    assert noted(session) == [
        ("organisation.renamed", {"before": "Harbour Group", "after": "Harbour & Sons"})
    ]


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\u202eb"])
def test_a_name_that_is_none_is_refused(session, make, by, name):
    make.campaign()

    with pytest.raises(Refused, match="launch_name"):
        organisation.rename(session, name, **by)


def test_without_a_plan_there_is_no_name_to_change(session, by):
    with pytest.raises(Refused, match="not_found"):
        organisation.rename(session, "Harbour", **by)


def test_the_same_name_again_is_no_change(session, make, by):
    make.campaign()

    organisation.rename(session, "Harbour Group", **by)

    assert noted(session) == []


def test_every_language_is_on_offer_until_somebody_chooses(session):
    assert tongues.known(session) == tongues.Tongues(ALL, "en")


def test_languages_are_offered_as_chosen_and_from_now_on(session, by):
    tongues.known(session)

    organisation.speak(session, ["es", "xx", "ar"], "ar", **by)

    assert tongues.known(session) == tongues.Tongues(("ar", "es"), "ar")
    assert noted(session) == [
        ("organisation.languages", {"languages": ["ar", "es"], "usual": "ar"})
    ]


def test_languages_come_along_with_another_select(session, by):
    organisation.speak(session, ["es", "ar"], "es", **by)
    brought = session.scalar(select(tongues.along(session)))
    tongues.learn(session, brought)

    assert brought is not None
    assert tongues.known(session) == tongues.Tongues(("ar", "es"), "es")
    assert session.scalar(select(tongues.along(session))) is None


def test_where_nothing_is_chosen_all_languages_come_along(session):
    tongues.learn(session, session.scalar(select(tongues.along(session))))

    assert tongues.known(session).offered == ALL


@pytest.mark.parametrize(
    ("offered", "usual", "why"),
    [
        pytest.param([], "en", "languages_none", id="none"),
        pytest.param(["xx"], "xx", "languages_none", id="no such language"),
        pytest.param(["es"], "en", "language_usual", id="the usual one is not among them"),
        pytest.param(["es"], "", "language_usual", id="no usual one"),
    ],
)
def test_there_is_always_a_language(session, by, offered, usual, why):
    with pytest.raises(Refused, match=why):
        organisation.speak(session, offered, usual, **by)

    assert session.scalars(select(Organisation)).all() == []


def test_the_same_languages_again_are_no_change(session, by):
    organisation.speak(session, ALL, "en", **by)

    assert noted(session) == []


def test_whoever_chose_a_language_that_is_gone_gets_the_usual_one():
    here = tongues.tongues(["es", "ar"], "es")

    assert [here.of(one) for one in ("ar", "hi", None)] == ["ar", "es", "es"]


def test_a_catalogue_that_is_gone_leaves_nobody_without_words():
    assert tongues.tongues(["tlh"], "tlh") == tongues.Tongues(ALL, "en")


def test_roadblocks_are_offered_in_the_order_that_was_chosen(session, by):
    organisation.sort_roadblocks(session, ["tool", "other", "xx", "time", "tool"], **by)
    later = {"by": by["by"], "at": NOON + timedelta(hours=1)}
    organisation.sort_roadblocks(session, ["tool", "time"], **later)

    assert road_kinds.offered(session) == ("tool", "time", "other")
    assert noted(session) == [("organisation.roadblocks", {"kinds": ["tool", "time"]})]


def test_the_usual_roadblocks_hold_until_somebody_chooses(session, by):
    assert road_kinds.offered(session) == KINDS


@pytest.mark.parametrize("kinds", [[], ["other"], ["xx"]])
def test_a_report_has_more_to_choose_than_something_else(session, by, kinds):
    with pytest.raises(Refused, match="kinds_few"):
        organisation.sort_roadblocks(session, kinds, **by)


def test_choosing_roadblocks_leaves_the_languages_as_they_are(session, by):
    organisation.speak(session, ["es"], "es", **by)
    organisation.sort_roadblocks(session, ["tool"], **by)

    assert tongues.fresh(session).offered == ("es",)
