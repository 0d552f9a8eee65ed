from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uplift_pwa.exchange.people_columns import FIELDS
from uplift_pwa.exchange.people_file import MissingColumns, read_people, suggest_mapping
from uplift_pwa.exchange.people_values import REFUSAL_CODES, WARNING_CODES
from uplift_pwa.exchange.tables import Row, Table, read_table

FILES = Path(__file__).parents[1] / "data" / "people"
HEADER = ["Staff no", "First name", "Last name", "E-mail", "Team", "Dept", "Site", "Level"]
HEADER += ["Manager ID", "Hire date", "Language", "Status"]
ADA = ["007", "Ada", "Ito", "ada@quay.example", "Bar", "Food", "Quay", "Frontline"]
ADA += ["", "2024-02-29", "en", "Active"]


def read_file(name):
    table = read_table((FILES / name).read_bytes())
    return table, read_people(table, suggest_mapping(table.header))


def read(*lines, header=HEADER, **options):
    rows = [Row(line, line, cells) for line, cells in enumerate(lines, start=2)]
    return read_people(Table(header, rows, "utf-8", ","), suggest_mapping(header), **options)


def ada(**cells):
    return [cells.get(name, cell) for name, cell in zip(_names(), ADA, strict=True)]


def _names():
    return [
        "number", "first", "last", "email", "team", "department", "site", "level",
        "manager", "hired", "language", "status",
    ]  # fmt: skip


def codes(refusals):
    return [(refusal.line, refusal.code) for refusal in refusals]


def levels(people):
    return Counter(person.level for person in people.people)


@pytest.mark.parametrize(
    ("name", "encoding", "delimiter", "columns", "people", "levels_there"),
    [
        ("export-1-utf8-bom.csv", "utf-8", ",", 12, 312, (256, 31, 21, 4)),
        ("export-2-a-month-later.csv", "utf-8", ",", 12, 321, (254, 39, 22, 6)),
        ("export-3-german-excel.csv", "windows-1252", ";", 10, 70, (58, 8, 4, 0)),
        ("export-4-utf16-tab.txt", "utf-16-le", "\t", 12, 120, (96, 10, 11, 3)),
        ("export-5-one-name-column.csv", "utf-8", ",", 6, 60, (48, 4, 6, 2)),
    ],
)
def test_a_clean_export_is_read_whole(name, encoding, delimiter, columns, people, levels_there):
    table, read = read_file(name)

    assert (table.encoding, table.delimiter, len(table.header)) == (
        encoding,
        delimiter,
        columns,
    )
    assert sorted(suggest_mapping(table.header).values()) == sorted(table.header)
    assert (len(read.people), read.refused) == (people, [])
    keys = ("frontline", "team_lead", "manager", "executive")
    assert tuple(levels(read)[key] for key in keys) == levels_there


def test_the_messy_export_names_each_line_that_it_refuses():
    table, read = read_file("export-6-messy.csv")

    assert (table.encoding, table.delimiter) == ("utf-8", ",")
    assert len(table.rows) == 92  # 90 people, a total and a note
    assert len(read.people) == 80
    assert codes(read.refused) == [
        (5, "no_staff_number"),
        (8, "duplicate"),
        (9, "duplicate"),
        (11, "no_team"),
        (14, "formula"),
        (16, "formula"),
        (26, "unknown_level"),
        (28, "no_name"),
        (40, "too_long"),
        (44, "control_character"),
        (95, "not_a_person"),
        (96, "not_a_person"),
    ]


def test_the_messy_export_warns_of_each_value_that_it_drops():
    _, read = read_file("export-6-messy.csv")

    others = [pair for pair in codes(read.warnings) if pair[1] != "manager_not_in_file"]
    assert others == [
        (13, "team_in_two_departments"),
        (18, "rare_site"),
        (20, "bad_email"),
        (22, "manager_self"),
        (30, "unknown_language"),
        (32, "bad_date"),
        (34, "shared_email"),
        (35, "shared_email"),
        (81, "team_in_two_departments"),
    ]
    missing = {w.detail for w in read.warnings if w.code == "manager_not_in_file"}
    assert {"9999999", "0010054"} <= missing  # nobody, and the line without a number


def test_the_messy_export_is_cleaned_where_that_is_safe():
    _, read = read_file("export-6-messy.csv")
    by_line = {person.line: person for person in read.people}

    assert by_line[37].name == "Maria José Ahmed"
    assert by_line[42].name == "Zoé Großmann"
    assert by_line[13].department == "Housekeeping"
    assert by_line[34].email is by_line[35].email is by_line[20].email is None
    assert by_line[32].hired_on is by_line[30].language is by_line[22].manager_number is None


def test_the_second_month_says_who_left_and_who_is_away():
    _, read = read_file("export-2-a-month-later.csv")

    by_status = Counter(person.status for person in read.people)
    assert by_status == {"active": 313, "leave": 5, "left": 3}


def test_the_german_export_gives_german_dates_and_marks_the_letter_that_excel_dropped():
    _, read = read_file("export-3-german-excel.csv")

    olga = read.people[0]
    assert (olga.staff_number, olga.name, olga.hired_on) == (
        "0010078",
        "Olga Khalil",
        date(2015, 12, 17),
    )
    assert codes(read.warnings) == [(63, "doubtful_letter")]


def test_one_name_column_gives_the_name_as_people_say_it():
    _, read = read_file("export-5-one-name-column.csv")

    assert [(person.name, person.given_name) for person in read.people[9:11]] == [
        ("Sana van-der-Berg", "Sana"),
        ("Björn Bakker", "Björn"),
    ]
    assert read.fields == {"staff_number", "full_name", "team", "department", "site", "level"}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param(ada(number=""), "no_staff_number", id="no number"),
        pytest.param(ada(number="1,0045E+06"), "bad_staff_number", id="a rounded number"),
        pytest.param(ada(number="x" * 33), "bad_staff_number", id="a number of 33 characters"),
        pytest.param(ada(number="=1+1"), "formula", id="a number that is a formula"),
        pytest.param(ada(first="", last=""), "no_name", id="no name"),
        pytest.param(ada(first=""), "no_name", id="no first name"),
        pytest.param(ada(first="\u202eevil"), "control_character", id="text turned round"),
        pytest.param(ada(last="I\x00to"), "control_character", id="a zero byte"),
        pytest.param(ada(email="a\u2066@b.example"), "control_character", id="in any column"),
        pytest.param(ada(first="Bj\ufffdrn"), "unreadable_letter", id="a letter gone"),
        pytest.param(ada(last="＝cmd"), "formula", id="a full-width formula"),
        pytest.param(ada(team="@SUM(A1)"), "formula", id="a team that is a formula"),
        pytest.param(ada(first="A" * 121), "too_long", id="a name of 121 letters"),
        pytest.param(ada(team=""), "no_team", id="no team"),
        pytest.param(ada(department="\u200b"), "no_department", id="an invisible department"),
        pytest.param(ada(site=" \u00a0"), "no_site", id="a site of spaces"),
        pytest.param(ada(level="Wizard"), "unknown_level", id="an unknown level"),
        pytest.param(ada()[:-1], "cells", id="a cell too few"),
        pytest.param([*ada(), "x"], "cells", id="a cell too many"),
        pytest.param(["Total", "90", *[""] * 10], "not_a_person", id="a total"),
    ],
)
def test_a_line_that_cannot_be_told_is_refused_and_stops_no_other(line, code):
    read_ = read(line, ada(number="008"))

    assert code in REFUSAL_CODES
    assert codes(read_.refused) == [(2, code)]
    assert [person.staff_number for person in read_.people] == ["008"]


@pytest.mark.parametrize(
    ("line", "code", "field", "value"),
    [
        pytest.param(ada(email="ada at quay"), "bad_email", "email", None, id="no address"),
        pytest.param(ada(hired="31.02.2024"), "bad_date", "hired_on", None, id="no such day"),
        pytest.param(ada(hired="9999-12-31"), "bad_date", "hired_on", None, id="a filler date"),
        pytest.param(
            ada(language="Klingon"), "unknown_language", "language", None, id="no language"
        ),
        pytest.param(ada(status="Mystery"), "unknown_status", "status", "active", id="state"),
        pytest.param(ada(level=""), "no_level", "level", "frontline", id="no level"),
        pytest.param(ada(last=""), "one_name", "name", "Ada", id="one name only"),
        pytest.param(ada(last="Petrovi?"), "doubtful_letter", "given_name", "Ada", id="a ?"),
        pytest.param(ada(manager="007"), "manager_self", "manager_number", None, id="self"),
        pytest.param(
            ada(manager="99"), "manager_not_in_file", "manager_number", "99", id="elsewhere"
        ),
    ],
)
def test_a_fault_in_a_detail_keeps_the_person_and_warns(line, code, field, value):
    read_ = read(line)

    assert code in WARNING_CODES
    assert codes(read_.warnings) == [(2, code)]
    assert getattr(read_.people[0], field) == value


def test_two_people_on_one_number_are_both_refused_and_still_count_as_named():
    read_ = read(ada(), ada(number="008"), ada(first="Ben"))

    assert codes(read_.refused) == [(2, "duplicate"), (4, "duplicate")]
    assert read_.refused_numbers == {"007"}
    assert [person.staff_number for person in read_.people] == ["008"]


def test_one_person_on_two_equal_lines_is_taken_once():
    read_ = read(ada(), ada(last=" Ito\u00a0"))

    assert codes(read_.refused) == [(3, "repeated")]
    assert [person.line for person in read_.people] == [2]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0010045", "0010045"),
        (" 00\u200b42 ", "0042"),
        ('="0010045"', "0010045"),
        ("'0010045", "0010045"),
        ("HB 12/7", "HB 12/7"),
    ],
)
def test_a_staff_number_keeps_its_zeros_and_sheds_its_wrapping(written, number):
    assert read(ada(number=written)).people[0].staff_number == number


def test_joiners_stay_where_scripts_need_them():
    assert read(ada(first="नेहा\u200dक्", last="Ito\u200d")).people[0].name == "नेहा\u200dक् Ito"


def test_a_leader_may_be_their_own_manager():
    read_ = read(ada(manager="007", level="Team Lead"))

    assert (read_.people[0].manager_number, read_.warnings) == ("007", [])


def test_an_address_of_two_people_goes_to_neither():
    read_ = read(ada(), ada(number="008", email="ADA@quay.example"), ada(number="9", email=""))

    assert codes(read_.warnings) == [(2, "shared_email"), (3, "shared_email")]
    assert [person.email for person in read_.people] == [None, None, None]


@pytest.mark.parametrize(
    ("many", "known", "warned"),
    [(5, [], [(2, "rare_site")]), (4, [], []), (5, ["ATLANTIS"], [])],
)
def test_a_site_of_one_line_beside_many_is_doubted_unless_it_is_known(many, known, warned):
    rest = [ada(number=str(number), email="") for number in range(100, 100 + many)]

    read_ = read(ada(site="Atlantis"), *rest, known_sites=known)

    assert codes(read_.warnings) == warned


def test_the_department_that_fewer_people_name_for_a_team_is_doubted():
    rest = [ada(number=str(number), email="") for number in range(100, 103)]

    read_ = read(*rest, ada(department="Foood"))

    assert [(w.line, w.code, w.detail) for w in read_.warnings] == [
        (5, "team_in_two_departments", "Bar: Foood")
    ]


@pytest.mark.parametrize(
    ("written", "others", "day"),
    [
        pytest.param("2024-03-05", [], date(2024, 3, 5), id="year first"),
        pytest.param("2024-03-05T00:00:00Z", [], date(2024, 3, 5), id="with a time"),
        pytest.param("5.3.2024", ["12/31/2024"], date(2024, 3, 5), id="dots: day first"),
        pytest.param("05/03/2024", [], date(2024, 3, 5), id="slashes alone: day first"),
        pytest.param(
            "03/05/2024", ["12/31/2024"], date(2024, 3, 5), id="month first, by others"
        ),
        pytest.param("05/03/2024", ["31/12/2024"], date(2024, 3, 5), id="day first, by others"),
    ],
)
def test_the_whole_column_decides_on_day_and_month(written, others, day):
    rest = [ada(number=f"1{number}", hired=text) for number, text in enumerate(others)]

    assert read(ada(hired=written), *rest).people[0].hired_on == day


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("Teamleitung", "team_lead"),
        ("FÜHRUNGSKRAFT", "manager"),
        ("Geschäftsführung", "executive"),
        ("team_lead", "team_lead"),
        ("Jefa de equipo", "team_lead"),
        ("Mitarbeiter/in", "frontline"),
        ("موظفة", "frontline"),
        ("مشرف", "team_lead"),
        ("مدير", "manager"),
        ("الإدارة العليا", "executive"),
        ("कर्मचारी", "frontline"),
        ("टीम लीडर", "team_lead"),
        ("मैनेजर", "manager"),
        ("टॉप मैनेजमेंट", "executive"),
        ("Wizard", "executive"),
    ],
)
def test_levels_are_known_in_five_languages_and_by_the_words_of_the_house(word, level):
    read_ = read(ada(level=word), level_synonyms={"wizard": "executive"})

    assert read_.people[0].level == level


def test_a_level_that_this_organisation_does_not_have_is_refused():
    read_ = read(ada(level="Executive"), known_levels=["frontline", "manager"])

    assert codes(read_.refused) == [(2, "unknown_level")]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Terminated", "left"),
        ("On Leave", "leave"),
        ("Elternzeit", "leave"),
        ("على رأس العمل", "active"),
        ("متقاعد", "left"),
        ("اجازة مرضية", "leave"),
        ("कार्यरत", "active"),
        ("इस्तीफा", "left"),
        ("छुट्टी पर", "leave"),
        ("", "active"),
    ],
)
def test_states_are_known_by_their_usual_words(word, status):
    assert read(ada(status=word)).people[0].status == status


@pytest.mark.parametrize(
    ("word", "code"),
    [("es-MX", "es"), ("en_GB", "en"), ("Deutsch", "de"), ("العربية", "ar"), ("-", None)],
)
def test_languages_are_known_by_code_and_by_name(word, code):
    read_ = read(ada(language=word))

    assert (read_.people[0].language, read_.warnings) == (code, [])


@pytest.mark.parametrize(
    ("header", "mapping"),
    [
        pytest.param(
            ["PERSONAL-NR", "Name", "Vorname"],
            {"staff_number": "PERSONAL-NR", "last_name": "Name", "first_name": "Vorname"},
            id="German: a name beside a first name is the last name",
        ),
        pytest.param(
            ["n.º de empleado", "Apellidos", "NOMBRE DE PILA", "Centro de trabajo"],
            {
                "staff_number": "n.º de empleado",
                "first_name": "NOMBRE DE PILA",
                "last_name": "Apellidos",
                "site": "Centro de trabajo",
            },
            id="Spanish",
        ),
        pytest.param(["colour", "", "#3"], {}, id="nothing known"),
    ],
)
def test_headers_are_recognised(header, mapping):
    assert suggest_mapping(header) == mapping


def test_every_field_has_a_column_of_its_own_name():
    headers = [field.replace("_", " ") for field in FIELDS if field != "full_name"]

    assert set(suggest_mapping(headers)) == set(FIELDS) - {"full_name"}


@pytest.mark.parametrize(
    ("without", "fields"),
    [
        ({"Staff no"}, ("staff_number",)),
        ({"Team", "Site"}, ("team", "site")),
        ({"First name"}, ("first_name",)),
        ({"First name", "Last name"}, ("full_name",)),
    ],
)
def test_a_mapping_without_a_needed_column_says_which(without, fields):
    header = [name for name in HEADER if name not in without]

    with pytest.raises(MissingColumns) as caught:
        read(ADA[: len(header)], header=header)

    assert caught.value.fields == fields


@given(st.lists(st.lists(st.text(max_size=12), max_size=14), max_size=8))
def test_any_cells_give_people_or_refused_lines_and_never_an_error(lines):
    read_ = read(*lines)

    taken = [person.line for person in read_.people]
    assert sorted(taken + [refusal.line for refusal in read_.refused]) == [
        line for line, _ in enumerate(lines, start=2)
    ]
    assert {refusal.code for refusal in read_.refused} <= set(REFUSAL_CODES)
    assert {warning.code for warning in read_.warnings} <= set(WARNING_CODES)
