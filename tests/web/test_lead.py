import pytest

from tests.factories import NOON
from uplift_pwa.actions import completions, opening


@pytest.mark.parametrize("size", range(1, 13))
def test_a_leaders_page_names_nobody_and_no_figure_under_five(
    client, sign_in, make, session, size
):
    make.campaign()
    walk = make.challenge()
    members = [make.person(f"Member{number} Unseen") for number in range(size)]
    lea = make.person("Lea Boss", team=make.team("Leaders"), leads=[make.team()])
    opening.days(session, at=NOON)
    completions.record(session, members[0].id, walk.id, at=NOON)
    session.commit()
    sign_in(lea, confirmed=True)

    page = client.get("/lead", follow_redirects=True).text

    for member in members:
        assert "Member" not in page and f"/{member.id}/" not in page
        assert member.staff_number not in page
    assert ("of 5 on shift" in page) == (size == 5)
    assert ("on shift have lifted" in page) == (size >= 5)


def test_a_leader_of_two_teams_sees_both_and_no_third(client, sign_in, make):
    otters, buses = make.team("Otters"), make.team("Buses")
    strangers = make.team("Strangers")
    sign_in(make.person("Lea", leads=[otters, buses]), confirmed=True)

    page = client.get(f"/lead/{otters.id}").text

    assert "Buses" in page and "Strangers" not in page
    assert client.get(f"/lead/{strangers.id}").status_code == 404


def test_every_member_sees_what_the_leader_sees(client, sign_in, make, session):
    make.campaign()
    for name in "ABCDEF":
        make.person(name)
    opening.days(session, at=NOON)
    session.commit()
    ada, lea = make.person("Ada"), make.person("Lea", leads=[make.team()])
    sign_in(ada)
    mine = client.get("/me/leader-view").text
    sign_in(lea, confirmed=True)
    theirs = client.get(f"/lead/{make.team().id}").text

    assert "This is your leader’s page" in mine
    body = theirs[theirs.index('class="house') : theirs.index("What you never see")]
    assert body in mine
