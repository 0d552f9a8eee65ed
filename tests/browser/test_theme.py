"""A theme chosen by hand holds, also in browsers that never heard of light-dark()."""

import pytest

from uplift_pwa.models import Person

PAPER = "getComputedStyle(document.documentElement).backgroundColor"
INK = "getComputedStyle(document.body).color"


def older(page):
    """The style sheet as a browser reads it that drops what it does not know."""
    page.route(
        "**/app.css",
        lambda route: route.fulfill(
            content_type="text/css",
            body=route.fetch().text().replace("light-dark(", "unheard-of("),
        ),
    )


@pytest.fixture
def ada(make, session):
    make.campaign()
    return make.person("Ada")


def shown(phone, session, person, theme, system, is_old):
    session.get(Person, person.id).theme = theme
    session.commit()
    page = phone(person, "/me", color_scheme=system)
    if is_old:
        older(page)
        page.reload()
    return page.evaluate(PAPER), page.evaluate(INK)


@pytest.mark.parametrize("is_old", [False, True], ids=["a browser of today", "an older one"])
def test_the_chosen_theme_is_shown_whatever_the_system_says(phone, session, ada, is_old):
    day = shown(phone, session, ada, None, "light", False)
    night = shown(phone, session, ada, None, "dark", False)
    assert day != night

    for system in ("light", "dark"):
        assert shown(phone, session, ada, "light", system, is_old) == day
        assert shown(phone, session, ada, "dark", system, is_old) == night
        usual = day if system == "light" else night
        assert shown(phone, session, ada, None, system, is_old) == usual
