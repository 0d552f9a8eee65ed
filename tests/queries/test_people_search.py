import pytest

from tests.factories import Make
from uplift_pwa.actions import people_search as kept
from uplift_pwa.models import Person
from uplift_pwa.queries import people_search

NAMES = (
    "John Smith", "Joan Smithers", "Johanna Schmidt", "Hans Müller", "Hanna Muller",
    "Zofia Kowalska", "Katarzyna Wiśniewska", "Mohammed Al-Masri", "Mahmoud Haddad",
    "محمد المصري", "أحمد حسن", "فاطمة الزهراء", "अनिल कुमार", "सुनीता शर्मा", "हिन्दी देवी",
    "김민준", "田中太郎", "Nguyễn Thị Lan", "Giuseppe Esposito", "Niamh O’Brien",
    "Ana de la Cruz", "Yılmaz Öztürk", "Алексей Фёдоров", "Αλέξανδρος Παπαδόπουλος",
    "Oluwaseun Adeyemi", "Siobhán Kelly", "Jean-Luc Fontaine", "Priya Chatterjee",
)  # fmt: skip


@pytest.fixture
def house(session):
    """Everybody of `NAMES` among others whose names are like theirs."""
    make = Make(session)
    given = ("Jon", "Hana", "Maria", "Peter", "Aisha", "Sunil")
    family = ("Smit", "Miller", "Kowal", "Hassan", "Kumar", "Brien", "Lang", "Cruse")
    for name in (*NAMES, *(f"{one} {other}" for one in given for other in family)):
        make.person(name)
    kept.catch_up(session)
    session.commit()
    return make


def names_of(session, text, **more):
    return [one.name for one in people_search.find(session, text, **more)]


def test_a_misspelt_name_is_among_the_first_five(session, house):
    asked = [
        ("Jonh Smyth", "John Smith"),
        ("smith john", "John Smith"),
        ("Jo Sm", "John Smith"),
        ("Hans Mueller", "Hans Müller"),
        ("muler hans", "Hans Müller"),
        ("Kovalska", "Zofia Kowalska"),
        ("Katazyna Wisniewska", "Katarzyna Wiśniewska"),
        ("Mohamad Almasri", "Mohammed Al-Masri"),
        ("Muhammad al masri", "Mohammed Al-Masri"),
        ("محمّد المصرى", "محمد المصري"),
        ("احمد", "أحمد حسن"),
        ("فاطمه", "فاطمة الزهراء"),
        ("अनील", "अनिल कुमार"),
        ("हिंदी", "हिन्दी देवी"),
        ("김민", "김민준"),
        ("田中", "田中太郎"),
        ("nguyen lan", "Nguyễn Thị Lan"),
        ("Guiseppe Exposito", "Giuseppe Esposito"),
        ("obrien", "Niamh O’Brien"),
        ("neamh o'brian", "Niamh O’Brien"),
        ("delacruz", "Ana de la Cruz"),
        ("yilmaz ozturk", "Yılmaz Öztürk"),
        ("федоров алексеи", "Алексей Фёдоров"),
        ("Παπαδοπουλοσ", "Αλέξανδρος Παπαδόπουλος"),
        ("Oluwasuen", "Oluwaseun Adeyemi"),
        ("siobahn", "Siobhán Kelly"),
        ("jeanluc", "Jean-Luc Fontaine"),
        ("Pryia Chaterjee", "Priya Chatterjee"),
    ]

    missed = [(text, name) for text, name in asked if name not in names_of(session, text)[:5]]

    assert missed == []


def test_the_right_spelling_comes_first(session, house):
    assert names_of(session, "hanna muller")[0] == "Hanna Muller"
    assert names_of(session, "john smith")[0] == "John Smith"


def test_of_two_marias_the_one_of_ones_team_comes_first(session, make):
    otters, buses = make.team("Otters"), make.team("Buses")
    far = make.site("Airport")
    ada = make.person("Ada", team=otters)
    for team, site in ((buses, far), (buses, None), (otters, None)):
        make.person("Maria Silva", team=team, site=site)
    kept.catch_up(session)

    found = people_search.find(session, "maria", asker=ada.id)

    assert [(one.team, one.site) for one in found] == [
        ("Otters", "Harbour"),
        ("Buses", "Harbour"),
        ("Buses", "Airport"),
    ]


def test_nobody_finds_themselves_or_somebody_who_is_not_here(session, make):
    ada, left = make.person("Ada Ek"), make.person("Ada Ow", status="left")
    kept.note(session, [ada.id, left.id])

    assert names_of(session, "ada") == ["Ada Ek"]
    assert names_of(session, "ada", asker=ada.id) == []


def test_a_new_name_replaces_the_earlier_one(session, make):
    ada = make.person("Ada Ek")
    kept.note(session, [ada.id])
    session.get(Person, ada.id).name = "Ada Berg"
    session.flush()

    kept.note(session, [ada.id])

    assert names_of(session, "berg") == ["Ada Berg"]
    assert names_of(session, "ek") == []


def test_a_name_that_many_have_is_meant_as_it_is_typed(session, make, monkeypatch):
    monkeypatch.setattr(people_search, "COMMON", 2)
    for name in ("Maria Silva", "Maria Sousa", "Marja Soini"):
        make.person(name)
    kept.catch_up(session)

    assert names_of(session, "maria") == ["Maria Silva", "Maria Sousa"]
    assert names_of(session, "marja") == ["Marja Soini", "Maria Silva", "Maria Sousa"]
    assert names_of(session, "maria soini")[0] == "Marja Soini"


def test_of_more_than_are_looked_at_those_of_ones_team_are(session, make, monkeypatch):
    monkeypatch.setattr(people_search, "LOOKED_AT", 1)
    otters, buses = make.team("Otters"), make.team("Buses")
    make.person("Maria Silva", team=buses)
    make.person("Maria Sousa", team=otters)
    ada = make.person("Ada", team=otters)
    kept.catch_up(session)

    assert names_of(session, "maria", asker=ada.id) == ["Maria Sousa"]


@pytest.mark.parametrize("text", ["", " ", "%", "a", "_%'\";--", "\x00", "🚀", "؟"])
def test_too_little_text_finds_nobody(session, house, text):
    assert names_of(session, text) == []


def test_a_search_costs_two_selects_and_answers_at_most_so_many(session, house, queries):
    queries.clear()

    found = people_search.find(session, "a m s hanna", limit=3)

    assert len(found) == 3
    assert len(queries) == 2
