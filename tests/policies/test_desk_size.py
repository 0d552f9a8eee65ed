"""No page of the desk reads more because the organisation is larger, whichever page it is."""

import shutil

import pytest
from sqlalchemy import select

from tests.factories import NOON
from tests.organisation import Size, build
from tests.organisation.desk import DOWNLOADS, Work, admin, cost, counted, pages, watch
from uplift_pwa import clock, create_app
from uplift_pwa.db import make_engine, make_session_factory
from uplift_pwa.models import Base
from uplift_pwa.queries import audit_log, headcounts

# Both fill every page, also where a list is narrowed to a site or a name.
SMALL = Size(people=1_000, teams=200, challenges=450)
LARGE = Size(people=4_000, teams=800, challenges=900)
MOST_ROWS = 500  # of all SELECTs of a page together


class House:
    """An organisation and what each page of its desk has cost, by address."""

    def __init__(self, size, path, config):
        work = Work()
        engine = make_engine(f"sqlite:///{path}", connect_args={"factory": counted(work)})
        sessions = make_session_factory(engine)
        with sessions() as session:
            build(session, size)
            self.filled = {
                name
                for name, table in Base.metadata.tables.items()
                if session.execute(select(table).limit(1)).first()
            }
            app = create_app(config, sessions)
            client = admin(app, session)
        watch(engine, work)
        self.pages, self.tables = {}, set()
        for endpoint, address in pages(app):
            self.pages[address] = (endpoint, cost(client, sessions, work, address))
            self.tables |= work.tables
        engine.dispose()


@pytest.fixture(scope="module")
def houses(sqlite_template, tmp_path_factory, config):
    at = pytest.MonkeyPatch()
    at.setattr(clock, "now", lambda: NOON)
    at.setattr(headcounts, "LIVE_UP_TO", 2_000)  # the large one reads what was counted for it
    at.setattr(audit_log, "LOOKED_THROUGH", 500)
    folder = tmp_path_factory.mktemp("houses")
    found = []
    for size in (SMALL, LARGE):
        path = folder / f"{size.people}.db"
        shutil.copyfile(sqlite_template, path)
        found.append(House(size, path, config))
    yield found
    at.undo()


def test_every_page_of_the_desk_opens_in_a_large_house(houses):
    for house in houses:
        shut = {path: cost for path, (_, cost) in house.pages.items() if cost.status != 200}

        assert shut.keys() <= {"/desk"}  # that one leads on


def test_a_page_reads_no_more_rows_of_four_times_as_many_people(houses):
    small, large = (house.pages for house in houses)

    grown = [
        f"{path}: {cost} of {SMALL.people}, {large[path][1]} of {LARGE.people}"
        for path, (endpoint, cost) in small.items()
        if endpoint not in DOWNLOADS and not cost.covers(large[path][1])
    ]

    assert not grown, "\n".join(grown)


def test_a_page_takes_four_selects_and_few_rows(houses):
    greedy = [
        f"{path}: {cost}"
        for house in houses
        for path, (endpoint, cost) in house.pages.items()
        if endpoint not in DOWNLOADS and (cost.selects > 4 or cost.rows > MOST_ROWS)
    ]

    assert not greedy, "\n".join(greedy)


def test_whatever_the_desk_reads_has_rows_to_read(houses):
    """An empty table would hide a page that reads all of it."""
    read = houses[1].tables & Base.metadata.tables.keys()

    empty = sorted(read - houses[1].filled)

    assert not empty, ", ".join(empty)
