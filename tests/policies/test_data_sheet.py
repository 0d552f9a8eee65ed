"""The data sheet says of every field about a person why it is kept, who sees it, how long."""

from collections import Counter

import pytest

from uplift_pwa.actions import retention
from uplift_pwa.models import Base
from uplift_pwa.rules.data_sheet import AREAS, PARTLY, WITHOUT_PEOPLE, Kept, Who
from uplift_pwa.web import data_sheet_words

TABLES = {table.name: table for table in Base.metadata.sorted_tables}
ENTRIES = [one for area in AREAS for one in area.entries]
FIXED = {Kept.DAY: 1, Kept.TWO_DAYS: 2, Kept.MONTH: 30}


def said():
    return Counter((one.table, field) for one in ENTRIES for field in one.fields)


def naming(table):
    """The columns that point at a person."""
    return {
        column.name
        for column in TABLES[table].columns
        if column.name in ("person_id", "owner_id")
        or any(key.target_fullname == "person.id" for key in column.foreign_keys)
    }


def test_every_table_is_on_the_sheet_or_holds_nothing_about_a_person():
    on_it = {one.table for one in ENTRIES}

    assert on_it | WITHOUT_PEOPLE == set(TABLES)
    assert on_it & WITHOUT_PEOPLE == set()


@pytest.mark.parametrize("table", sorted({one.table for one in ENTRIES} - PARTLY))
def test_every_column_of_a_table_about_people_has_an_entry(table):
    columns = {column.name for column in TABLES[table].columns}

    assert columns - {field for name, field in said() if name == table} == set()


@pytest.mark.parametrize("table", sorted(PARTLY | WITHOUT_PEOPLE))
def test_whatever_names_a_person_has_an_entry(table):
    assert naming(table) - {field for name, field in said() if name == table} == set()


def test_every_entry_names_columns_that_there_are_and_each_once():
    columns = {
        (name, column.name) for name, table in TABLES.items() for column in table.columns
    }

    assert set(said()) - columns == set()
    assert [field for field, times in said().items() if times > 1] == []


def test_what_the_clockwork_forgets_is_what_the_sheet_promises():
    promised = {one.table for one in ENTRIES if one.kept is Kept.TRACE}
    forgotten = {one.name for one in retention.TRACES if one.kept is None}

    assert promised <= forgotten
    assert forgotten - promised <= WITHOUT_PEOPLE | {"access_card"}


def test_fixed_times_are_those_of_the_clockwork():
    kept = {one.name: one.kept for one in retention.TRACES if one.kept is not None}
    promised = {one.table: FIXED[one.kept] for one in ENTRIES if one.kept in FIXED}

    assert {table: kept[table].days for table in promised} == promised


def test_every_answer_of_the_sheet_has_words(app):
    with app.test_request_context():
        assert set(data_sheet_words.seen_by()) == set(Who)
        assert set(data_sheet_words.how_long(365)) == set(Kept)


def test_every_purpose_is_a_sentence():
    assert [one.purpose for one in ENTRIES if not one.purpose.endswith(".")] == []
