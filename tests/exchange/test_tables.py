import contextlib
import io
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from uplift_pwa.exchange import tables
from uplift_pwa.exchange.tables import Unreadable, read_table

SMALL = "Number;Name;Team\n1;Zoë;Bar\n2;Renée;Bar\n"


def reason(data):
    with pytest.raises(Unreadable) as caught:
        read_table(data)
    return caught.value.reason_code, caught.value.detail


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(SMALL.encode(), "utf-8", id="utf-8"),
        pytest.param(SMALL.encode("utf-8-sig"), "utf-8", id="utf-8 with a mark"),
        pytest.param(SMALL.encode("utf-16"), "utf-16-le", id="utf-16 with a mark"),
        pytest.param(
            b"\xfe\xff" + SMALL.encode("utf-16-be"),
            "utf-16-be",
            id="the other utf-16 with a mark",
        ),
        pytest.param(SMALL.encode("utf-16-le"), "utf-16-le", id="utf-16 without a mark"),
        pytest.param(SMALL.encode("utf-16-be"), "utf-16-be", id="the other without a mark"),
        pytest.param(SMALL.encode("cp1252"), "windows-1252", id="windows-1252"),
        pytest.param(SMALL.encode("latin-1") + b"\x81;\x8d;x\n", "latin-1", id="latin-1"),
    ],
)
def test_every_usual_encoding_gives_the_same_names(data, encoding):
    table = read_table(data)

    assert (table.encoding, table.delimiter) == (encoding, ";")
    assert [row.cells for row in table.rows[:2]] == [["1", "Zoë", "Bar"], ["2", "Renée", "Bar"]]


def test_one_bad_byte_does_not_garble_the_other_names():
    data = "Number,Name\n1,Zoë\n2,Renée\n3,José\n4,Bj?rn\n".encode().replace(b"?", b"\xf6")

    table = read_table(data)

    assert [row.cells[1] for row in table.rows] == ["Zoë", "Renée", "José", "Bj\ufffdrn"]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_separator_is_found_even_when_cells_hold_the_others(mark):
    lines = [["No", "Name", "Place"], ["1", "Ito, Ada", "a;b"], ["2", "Roe, Ben", "c"]]
    text = "\n".join(mark.join(f'"{cell}"' for cell in line) for line in lines)

    table = read_table(text.encode())

    assert table.delimiter == mark
    assert [row.cells for row in table.rows] == lines[1:]


def test_bare_commas_in_names_do_not_outvote_semicolons():
    rows = "".join(f"{number};Ito, Ada;Bar;Quay\n" for number in range(40))

    table = read_table(f"No;Name;Team;Site\n{rows}".encode())

    assert (table.delimiter, table.rows[0].cells[1]) == (";", "Ito, Ada")


def test_excels_own_first_line_names_the_separator():
    table = read_table(b"sep=|\r\nNo|Name\r\n1|a\r\n")

    assert (table.delimiter, table.header, table.rows[0].line) == ("|", ["No", "Name"], 3)


def test_lines_are_counted_as_an_editor_counts_them():
    table = read_table(b'No,Name\r\n1,"Maria\r\nJos\xc3\xa9"\r\n\r\n,\r\n2,b\r\n')

    assert [(row.line, row.last_line, row.cells[0]) for row in table.rows] == [
        (2, 3, "1"),
        (6, 6, "2"),
    ]


def test_old_mac_line_ends_count_too():
    assert [row.line for row in read_table(b"No,Name\r1,a\r2,b\r").rows] == [2, 3]


def test_a_title_above_the_header_is_passed_over():
    table = read_table(b"Staff list 2026,,\n\nNo,Name,Team\n1,a,b\n")

    assert table.header == ["No", "Name", "Team"]
    assert [row.line for row in table.rows] == [4]


def test_columns_of_one_name_can_be_told_apart():
    table = read_table(b"No, Name ,,Name,\n1,a,b,c,\n")

    assert table.header == ["No", "Name", "#3", "Name (2)"]


def test_blank_cells_beyond_the_header_go_and_filled_ones_stay():
    table = read_table(b"No,Name\n1,a,,\n2,b,c\n3\n")

    assert [row.cells for row in table.rows] == [["1", "a"], ["2", "b", "c"], ["3"]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b"\xef\xbb\xbf \r\n", "empty", id="only a mark and a blank line"),
        pytest.param(b"PK\x03\x04" + bytes(99), "workbook", id="an xlsx workbook"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "binary", id="a picture"),
        pytest.param(b"just some words\nand more\n", "no_header", id="no columns"),
        pytest.param(b",,,\n,,,\n", "no_header", id="only separators"),
        pytest.param(b"x," * 201 + b"x\n1,2\n", "too_many_columns", id="202 columns"),
        pytest.param(b"a,b\n" + b"1,2\n" * 200_001, "too_many_rows", id="200,001 rows"),
        pytest.param(b"a,b\n" + b"1,2\n" * 1_500_000, "too_big", id="over 5 MiB"),
    ],
)
def test_what_cannot_be_read_says_why(data, code):
    assert reason(data)[0] == code


@pytest.mark.parametrize("length", [32_768, 200_000])
def test_a_cell_that_is_too_long_is_named_by_its_line(length):
    assert reason(b"a,b\n1,2\n3," + b"x" * length) == ("cell_too_long", "3")


def test_a_quotation_mark_that_is_never_closed_is_named_by_its_line():
    assert reason(b'a,b\n1,2\n3,"x\n4,y\n') == ("open_quote", "3")


def test_the_largest_file_that_is_allowed_can_be_read():
    data = b"a,b\n" + b"1,2\n" * 200_000

    assert len(read_table(data).rows) == tables.MAX_ROWS


@given(st.binary(max_size=600) | st.text(",;\t|\"\n\r'=a0 \x00é", max_size=300).map(str.encode))
@example(b"\xff\xfe\x00")
@example(b'sep="\n')
@example(b"a,b\n1,\x00\n")
@settings(max_examples=500)
def test_no_bytes_raise_anything_but_unreadable(data):
    try:
        table = read_table(data)
    except Unreadable as error:
        assert error.reason_code
    else:
        assert len(table.header) >= 2
        assert all(any(cell.strip() for cell in row.cells) for row in table.rows)


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8), min_size=3
        ).map(lambda cells: ["x", *cells[:2]]),
        min_size=1,
        max_size=20,
    )
)
def test_a_file_of_quoted_cells_reads_as_it_was_written(rows):
    quoted = [
        [cell.replace('"', '""') for cell in row] for row in [["No", "Name", "Team"], *rows]
    ]
    text = "".join(";".join(f'"{cell}"' for cell in row) + "\r\n" for row in quoted)

    assert [row.cells for row in read_table(text.encode()).rows] == rows


@pytest.mark.parametrize("unit", ['"', ",", '",', "\n", '"\n', " ", "a@", "\x00,"])
def test_time_grows_with_length_and_not_with_its_square(unit):
    def seconds(copies):
        data = io.BytesIO(b"a,b\n1,2\n" + unit.encode() * copies).getvalue()
        start = time.perf_counter()
        with contextlib.suppress(Unreadable):
            read_table(data)
        return time.perf_counter() - start

    assert seconds(400_000) < 40 * max(seconds(40_000), 0.01)
