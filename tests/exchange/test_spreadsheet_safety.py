import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uplift_pwa.exchange.spreadsheet_safety import is_formula, plain_cell, safe_cell, write_csv

TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@\t\r\n'\"＝ "))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("=1+1", id="equals"),
        pytest.param("+49 30 1234", id="plus"),
        pytest.param("-1", id="minus"),
        pytest.param("@SUM(A1:A9)", id="at"),
        pytest.param("\t=1", id="tab"),
        pytest.param("\rcmd", id="carriage return"),
        pytest.param("  =1", id="after spaces"),
        pytest.param("\u00a0=1", id="after a space that does not break"),
        pytest.param("\u200b=1", id="after an invisible character"),
        pytest.param('"=1', id="after a quotation mark"),
        pytest.param("' =1", id="after an apostrophe and a space"),
        pytest.param("＝1", id="full-width equals"),
        pytest.param("＠x", id="full-width at"),
    ],
)
def test_a_cell_that_could_be_run_gets_an_apostrophe(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "Ada", "'t Hart", "Floors 5-9", "a=b", "0010045", "·", "  "]
)
def test_an_ordinary_cell_stays_as_it_is(text):
    assert safe_cell(text) == text


@given(TEXT)
def test_every_text_comes_back_as_it_was(text):
    safe = safe_cell(text)

    assert safe.startswith("'") or not is_formula(safe)
    assert plain_cell(safe) == text


@given(st.lists(st.lists(TEXT, min_size=2, max_size=2), max_size=5))
def test_a_written_file_reads_back_cell_by_cell(rows):
    written = write_csv(["Name", "=Team"], rows)

    read = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert [[plain_cell(cell) for cell in row] for row in read] == [["Name", "=Team"], *rows]


def test_a_written_file_has_a_mark_and_quotes_around_every_cell():
    assert write_csv(["Name"], [["Zoë"], ["=1"]]) == (
        b'\xef\xbb\xbf"Name"\r\n"Zo\xc3\xab"\r\n"\'=1"\r\n'
    )
