"""A person's copy holds every column that names them, or says why it does not."""

from tests.factories import NOON
from uplift_pwa.actions import cards, completions, thanks
from uplift_pwa.models import Base
from uplift_pwa.queries import own_data
from uplift_pwa.queries.own_data import LEFT_OUT, PARTS, SHUT


def naming_columns():
    """Every column of every table that points at a person."""
    return {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.name == "person_id"
        or any(key.target_fullname == "person.id" for key in column.foreign_keys)
    }


def test_every_column_that_names_a_person_is_looked_up_or_has_a_reason():
    looked_up = {column for part in PARTS for column in part.columns}

    assert looked_up & LEFT_OUT.keys() == set()
    assert naming_columns() - looked_up - LEFT_OUT.keys() == set()
    assert LEFT_OUT.keys() - naming_columns() == set()


def test_each_part_has_a_name_of_its_own():
    names = [part.name for part in PARTS]

    assert len(names) == len(set(names))


def test_it_holds_what_one_did_and_got_and_nothing_of_anybody_else(session, make):
    make.campaign()
    ada, ben = make.person("Ada"), make.person("Ben")
    challenge = make.challenge().id
    completions.record(session, ada.id, challenge, at=NOON, sentence="She smiled.")
    completions.record(session, ben.id, challenge, at=NOON, sentence="He waved.")
    thanks.give(session, ben.id, "person", ada.id, reason="For the keys.", at=NOON)

    found = dict(own_data.everything(session, ada.id))

    assert [row["name"] for row in found["person"]] == ["Ada"]
    assert [row["text"] for row in found["sentence_of_own_acts"]] == ["She smiled."]
    assert [row["reason"] for row in found["thanks_received"]] == ["For the keys."]
    assert found["thanks_given"] == []
    assert "He waved." not in str(found)


def test_secrets_are_named_and_not_shown(session, make):
    ada = make.person("Ada")
    cards.issue(session, ada.id, at=NOON, pepper=b"pepper")

    card = dict(own_data.everything(session, ada.id))["access_card"][0]

    assert card["code_digest"] == SHUT
