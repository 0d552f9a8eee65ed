import pytest
from sqlalchemy import MetaData, select

from tests.browser import launches
from uplift_pwa.models import Person

PAGE = "/desk/launch/rehearsal"


@pytest.fixture
def held(make, sign_in):
    admin = launches.held(make)
    make.session.commit()
    sign_in(admin, confirmed=True)
    return admin


def rows(session):
    """Everything the database holds."""
    session.rollback()
    known = MetaData()
    known.reflect(session.connection())
    return {name: session.execute(table.select()).all() for name, table in known.tables.items()}


def test_it_says_that_it_is_invented_and_what_the_first_hour_would_be(client, held):
    page = client.get(PAGE).text

    assert "All of this is invented." in page
    assert ">Tuesday 10 March, 6:00" in page.replace("\u202f", " ")
    assert "acts in the first hour" in page


def test_it_names_the_unit_in_which_nobody_has_claimed_a_card(client, held):
    page = client.get(PAGE).text

    thin = page[page.index("Where it would be thin") : page.index("The first seven days")]
    assert "Buses" in thin and "Kitchen" not in thin


def test_it_leaves_every_row_of_the_database_as_it_is(client, session, held):
    client.get("/desk/launch")  # what any visit leaves: when somebody was seen
    before = rows(session)

    client.get(PAGE)

    assert rows(session) == before
    assert before["launch_cell"]


def test_it_names_no_person(client, session, held):
    names = session.scalars(select(Person.name).where(Person.id != held.id)).all()

    page = client.get(PAGE).text

    assert not [name for name in set(names) if name in page and name != "Chief"]


def test_without_a_plan_there_is_nothing_to_rehearse(client, make, sign_in):
    sign_in(make.person("Adi", role="admin"), confirmed=True)

    assert client.get(PAGE).status_code == 404


def test_before_anybody_is_here_it_says_what_comes_first(client, session, make, sign_in):
    admin = launches.planned_alone(make)
    session.commit()
    sign_in(admin, confirmed=True)

    assert "Nobody is here yet" in client.get(PAGE).text


def test_it_reads_the_counted_board_and_nobody_s_row(client, held, queries):
    client.get(PAGE)
    queries.clear()

    client.get(PAGE)

    reads = [one for one in queries if one.startswith("SELECT")]
    assert len(reads) <= 4
    assert not [one for one in reads if "FROM membership" in one]


def test_the_board_leads_to_it(client, held):
    assert f'href="{PAGE}"' in client.get("/desk/launch").text
