"""Challenge files: what is read, what is refused and why, and writing read back."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uplift_pwa.exchange.challenge_file import (
    MAX_BYTES,
    ChallengeDraft,
    ChallengeText,
    Pack,
    combine,
    read_pack,
    write_pack,
)
from uplift_pwa.exchange.challenge_problems import BadPack, Reason
from uplift_pwa.exchange.challenge_words import HELPS, PLATES, SECTORS

HEAD = 'language = "en"\npack = "ours"\n'
ONE = """
[[challenge]]
key = "say-hello"
helps = "customer"
minutes = 2
plate = "bell"
sectors = ["hotels"]
title = "Say hello"
what = "Look up and say good morning."
better = "They feel seen."
quiet = "Oil the door."
"""
SAY_HELLO = ChallengeDraft(
    key="say-hello",
    helps="customer",
    minutes=2,
    plate="bell",
    sectors=("hotels",),
    texts={
        "en": ChallengeText(
            "Say hello", "Look up and say good morning.", "They feel seen.", "Oil the door."
        )
    },
)


def problems(data):
    with pytest.raises(BadPack) as refused:
        read_pack(data if isinstance(data, bytes) else data.encode())
    return refused.value.problems


def found(data):
    return [(problem.line, problem.field, problem.reason) for problem in problems(data)]


def with_line(line):
    """The one challenge with this line in the place of the one that has the same name."""
    name = line.split(" = ")[0]
    kept = [row for row in ONE.splitlines() if not row.startswith(name)]
    return HEAD + "\n".join([*kept, line])


def test_a_challenge_is_read_with_its_text_under_the_file_s_language():
    pack = read_pack((HEAD + ONE).encode())

    assert pack == Pack("en", "ours", (SAY_HELLO,))


def test_dates_and_weekdays_are_optional_and_read_when_there():
    dates = "from = 2026-03-02\nuntil = 2026-03-06\nweekdays = [1, 5]\n"

    (draft,) = read_pack((HEAD + ONE + dates).encode()).drafts

    assert draft.from_on == date(2026, 3, 2)
    assert draft.until_on == date(2026, 3, 6)
    assert draft.weekdays == frozenset({1, 5})


def test_how_often_and_at_which_hour_are_optional_and_read_when_there():
    rounds = 'from = 2026-03-02\nevery = "2-weeks"\nhour = 14\n'

    (draft,) = read_pack((HEAD + ONE + rounds).encode()).drafts

    assert (draft.every, draft.hour) == ("2-weeks", 14)


@pytest.mark.parametrize(
    ("hour", "reason"), [("24", Reason.OUT_OF_RANGE), ("true", Reason.WRONG_TYPE)]
)
def test_an_hour_is_one_of_a_day(hour, reason):
    text = HEAD + ONE + f"from = 2026-03-02\nhour = {hour}\n"

    assert found(text) == [(4, "hour", reason)]


def test_a_part_of_the_month_needs_no_first_day():
    (draft,) = read_pack((HEAD + ONE + 'every = "month-last"\nhour = 9\n').encode()).drafts

    assert (draft.from_on, draft.every) == (None, "month-last")


def test_a_byte_order_mark_windows_line_ends_and_outer_blanks_are_accepted():
    text = (HEAD + ONE).replace('"Say hello"', '"  Say hello "').replace("\n", "\r\n")

    assert read_pack(b"\xef\xbb\xbf" + text.encode()).drafts == (SAY_HELLO,)


@pytest.mark.parametrize(
    ("line", "field", "reason"),
    [
        pytest.param('key = "Say Hello"', "key", Reason.BAD_SLUG, id="key with a blank"),
        pytest.param('key = ""', "key", Reason.BAD_SLUG, id="empty key"),
        pytest.param(f'key = "{"a" * 65}"', "key", Reason.BAD_SLUG, id="very long key"),
        pytest.param("key = 7", "key", Reason.WRONG_TYPE, id="key is a number"),
        pytest.param('helps = "boss"', "helps", Reason.UNKNOWN_VALUE, id="helps nobody known"),
        pytest.param('plate = "unicorn"', "plate", Reason.UNKNOWN_VALUE, id="no such drawing"),
        pytest.param("plate = []", "plate", Reason.WRONG_TYPE, id="plate is a list"),
        pytest.param("minutes = 0", "minutes", Reason.OUT_OF_RANGE, id="no minutes"),
        pytest.param("minutes = 6", "minutes", Reason.OUT_OF_RANGE, id="six minutes"),
        pytest.param("minutes = 2.5", "minutes", Reason.WRONG_TYPE, id="part of a minute"),
        pytest.param("minutes = true", "minutes", Reason.WRONG_TYPE, id="minutes is yes"),
        pytest.param("sectors = []", "sectors", Reason.MISSING_FIELD, id="no sector"),
        pytest.param(
            'sectors = ["moon"]', "sectors", Reason.UNKNOWN_VALUE, id="no such sector"
        ),
        pytest.param('sectors = "shops"', "sectors", Reason.WRONG_TYPE, id="bare sector"),
        pytest.param("sectors = [[1]]", "sectors", Reason.WRONG_TYPE, id="sector is a list"),
        pytest.param(f'title = "{"x" * 49}"', "title", Reason.TOO_LONG, id="long title"),
        pytest.param(f'what = "{"x" * 281}"', "what", Reason.TOO_LONG, id="long what"),
        pytest.param(f'better = "{"x" * 141}"', "better", Reason.TOO_LONG, id="long better"),
        pytest.param(f'quiet = "{"x" * 201}"', "quiet", Reason.TOO_LONG, id="long quiet"),
        pytest.param('title = " "', "title", Reason.MISSING_FIELD, id="blank title"),
        pytest.param("what = 1", "what", Reason.WRONG_TYPE, id="what is a number"),
        pytest.param(r'what = "a\u0000b"', "what", Reason.CONTROL_CHARACTERS, id="NUL"),
        pytest.param(r'what = "a\nb"', "what", Reason.CONTROL_CHARACTERS, id="line break"),
        pytest.param(
            r'title = "a\u202Eb"', "title", Reason.CONTROL_CHARACTERS, id="turned text"
        ),
        pytest.param('points = "10"', "points", Reason.UNKNOWN_FIELD, id="unknown field"),
        pytest.param("weekdays = [0]", "weekdays", Reason.OUT_OF_RANGE, id="no such weekday"),
        pytest.param('weekdays = ["Mon"]', "weekdays", Reason.WRONG_TYPE, id="weekday word"),
        pytest.param("weekdays = 1", "weekdays", Reason.WRONG_TYPE, id="bare weekday"),
        pytest.param('every = "moon"', "every", Reason.UNKNOWN_VALUE, id="how often"),
        pytest.param("every = 2", "every", Reason.WRONG_TYPE, id="how often as a number"),
        pytest.param('every = "2-weeks"', "from", Reason.MISSING_FIELD, id="weeks of when"),
        pytest.param("hour = 9", "from", Reason.MISSING_FIELD, id="hour of which day"),
        pytest.param('from = "monday"', "from", Reason.WRONG_TYPE, id="from is a word"),
        pytest.param(
            "until = 2026-03-02T10:00:00", "until", Reason.WRONG_TYPE, id="until noon"
        ),
    ],
)
def test_a_field_that_cannot_be_used_is_named_with_its_line_and_reason(line, field, reason):
    assert found(with_line(line)) == [(4, field, reason)]


@pytest.mark.parametrize(
    "field", ["key", "helps", "minutes", "plate", "sectors", "title", "what", "better", "quiet"]
)
def test_a_field_that_is_not_there_is_named(field):
    text = "\n".join(row for row in ONE.splitlines() if not row.startswith(field))

    assert found(HEAD + text) == [(4, field, Reason.MISSING_FIELD)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("[[challenge", [(1, "", Reason.BAD_TOML)], id="not TOML"),
        pytest.param("\n\na = [" + "[" * 2000, [(0, "", Reason.BAD_TOML)], id="very deep"),
        pytest.param("\n" + "a." * 2000, [(2, "", Reason.BAD_TOML)], id="very long line"),
        pytest.param(
            "",
            [
                (0, "language", Reason.MISSING_FIELD),
                (0, "pack", Reason.MISSING_FIELD),
                (0, "challenge", Reason.MISSING_FIELD),
            ],
            id="empty",
        ),
        pytest.param(
            'language = "English!"\npack = 1\nchallenge = 1\nx = 1',
            [
                (0, "x", Reason.UNKNOWN_FIELD),
                (0, "language", Reason.BAD_SLUG),
                (0, "pack", Reason.WRONG_TYPE),
                (0, "challenge", Reason.WRONG_TYPE),
            ],
            id="nothing right at the top",
        ),
        pytest.param(
            HEAD + "challenge = [1]",
            [(0, "challenge", Reason.WRONG_TYPE)],
            id="a challenge is a number",
        ),
        pytest.param(
            HEAD + "[[challenge]]\n" * 2001,
            [(0, "challenge", Reason.TOO_MANY)],
            id="thousands of challenges",
        ),
    ],
)
def test_a_file_of_the_wrong_shape_says_what_is_wrong(text, expected):
    assert found(text) == expected


def test_until_before_from_is_refused():
    dates = "from = 2026-03-06\nuntil = 2026-03-02\n"

    assert found(HEAD + ONE + dates) == [(4, "until", Reason.DATES_REVERSED)]


def test_the_second_use_of_a_key_is_refused_and_named():
    (problem,) = problems(HEAD + ONE + ONE)

    assert (problem.line, problem.reason) == (15, Reason.DUPLICATE_KEY)
    assert problem.key == problem.detail == "say-hello"


def test_every_problem_of_every_challenge_is_listed_at_once():
    first = ONE.replace("minutes = 2", "minutes = 9").replace('"bell"', '"gong"')
    second = ONE.replace("say-hello", "say-bye").replace('title = "Say hello"', 'titel = "Bye"')

    assert found(HEAD + first + second) == [
        (4, "plate", Reason.UNKNOWN_VALUE),
        (4, "minutes", Reason.OUT_OF_RANGE),
        (15, "titel", Reason.UNKNOWN_FIELD),
        (15, "title", Reason.MISSING_FIELD),
    ]


def test_bytes_that_are_not_utf_8_are_refused_with_their_line():
    assert found(HEAD.encode() + b'x = "caf\xe9"') == [(3, "", Reason.NOT_UTF8)]


def test_a_file_over_two_mebibytes_is_refused_unread():
    assert found(b"#" * (MAX_BYTES + 1)) == [(0, "", Reason.TOO_BIG)]


@pytest.mark.parametrize("language", ["en", "hi", "pt-BR", "zh-Hans-CN"])
def test_a_language_is_named_as_browsers_name_it(language):
    assert read_pack(write_pack(language, [])).language == language


def test_drafts_without_the_language_stay_out_of_its_file():
    pack = read_pack(write_pack("es", [SAY_HELLO]))

    assert pack == Pack("es", "own", ())


def test_files_of_two_languages_combine_into_one_draft():
    spanish = ChallengeText("Saluda", "Levanta la vista.", "Se siente visto.", "Abre.")
    other = read_pack(write_pack("es", [_with_texts({"es": spanish})]))

    drafts = combine([read_pack((HEAD + ONE).encode()), other])

    assert drafts == [_with_texts({**SAY_HELLO.texts, "es": spanish})]


def _with_texts(texts):
    return ChallengeDraft("say-hello", "customer", 2, "bell", ("hotels",), texts)


def words(longest):
    """Any text a person may write: no control or line characters, no blanks outside."""
    letters = st.characters(
        exclude_categories=("Cs", "Cc", "Zl", "Zp"),
        exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    )
    return st.text(letters, min_size=1, max_size=longest).map(str.strip).filter(bool)


texts = st.builds(ChallengeText, words(48), words(280), words(140), words(200))
spans = st.lists(st.dates(), min_size=2, max_size=2).map(sorted)


@st.composite
def drafts(draw):
    from_on, until_on = draw(spans)
    return ChallengeDraft(
        key=draw(st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True)),
        helps=draw(st.sampled_from(sorted(HELPS))),
        minutes=draw(st.integers(1, 5)),
        plate=draw(st.sampled_from(sorted(PLATES))),
        sectors=tuple(draw(st.lists(st.sampled_from(sorted(SECTORS)), min_size=1))),
        texts={"hi": draw(texts)},
        from_on=draw(st.sampled_from([None, from_on])),
        until_on=draw(st.sampled_from([None, until_on])),
        weekdays=draw(st.frozensets(st.integers(1, 7))),
        every=draw(st.sampled_from(["", "month-first", "month-last"])),
    )


@given(st.lists(drafts(), max_size=4, unique_by=lambda draft: draft.key))
def test_reading_what_was_written_gives_the_same(written):
    pack = read_pack(write_pack("hi", written, "ours"))

    assert pack == Pack("hi", "ours", tuple(written))


@given(st.one_of(st.binary(), st.text().map(str.encode), st.text().map(lambda t: HEAD + t)))
def test_whatever_comes_in_is_read_or_refused_never_anything_else(data):
    try:
        pack = read_pack(data if isinstance(data, bytes) else data.encode())
    except BadPack as refused:
        assert refused.problems
    else:
        assert pack.drafts == ()


def test_joiners_and_direction_marks_of_hindi_and_arabic_are_text_not_control():
    text = "क्\u200dष \u200f"

    assert all(unicodedata.category(mark) == "Cf" for mark in "\u200d\u200f")
    title = ONE.replace("Say hello", text)
    assert read_pack((HEAD + title).encode()).drafts[0].texts["en"].title == text
