from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uplift_pwa.rules.scoring import Deeds, Situation, complete, lift, undo


@pytest.mark.parametrize(
    ("deeds", "worth"),
    [
        pytest.param(Deeds(), 0, id="RULES 4: nothing is worth nothing"),
        pytest.param(Deeds(completions=1), 10, id="RULES 4: a completed challenge"),
        pytest.param(Deeds(completions=1, sentences=1), 15, id="RULES 4: with a sentence"),
        pytest.param(Deeds(confirmed=1), 10, id="RULES 4: confirmed by the person helped"),
        pytest.param(Deeds(thanks_sent=3), 6, id="RULES 4: three thanks"),
        pytest.param(Deeds(thanks_sent=4), 6, id="RULES 4: a fourth thanks is free"),
        pytest.param(Deeds(thanks_received=1), 5, id="RULES 4: thanks received"),
        pytest.param(Deeds(roadblocks=1), 3, id="RULES 4: a roadblock reported"),
        pytest.param(Deeds(roadblocks=2), 3, id="RULES 4: the second roadblock is free"),
        pytest.param(Deeds(comeback=1), 5, id="RULES 4: first day back"),
        pytest.param(Deeds(completions=3, sentences=2), 40, id="RULES 4: exactly the cap"),
        pytest.param(Deeds(completions=3, sentences=3), 40, id="RULES 4: never over the cap"),
    ],
)
def test_lift(deeds, worth):
    assert lift(deeds) == worth


@pytest.mark.parametrize(
    ("situation", "gained", "on_shift", "done", "now_kept"),
    [
        pytest.param(
            Situation(on_shift=5, done=2),
            10,
            5,
            3,
            True,
            id="RULES 6: the third of five keeps it",
        ),
        pytest.param(
            Situation(on_shift=5, done=1),
            10,
            5,
            2,
            False,
            id="RULES 6: two of five are not 60 %",
        ),
        pytest.param(
            Situation(on_shift=4, done=2, was_expected=False),
            10,
            5,
            3,
            True,
            id="RULES 1: a completion makes its day a working day",
        ),
        pytest.param(
            Situation(Deeds(completions=1), on_shift=5, done=2, first_of_day=False),
            10,
            5,
            2,
            False,
            id="RULES 6: the second act of a person moves no window",
        ),
        pytest.param(
            Situation(on_shift=5, done=2, counts_for_team=False),
            10,
            5,
            2,
            False,
            id="RULES 2: a late act counts for person and goal only",
        ),
        pytest.param(
            Situation(
                Deeds(completions=2, sentences=2), with_sentence=True, on_shift=3, done=1
            ),
            10,
            3,
            2,
            True,
            id="RULES 4: the last lift of the day is what the cap leaves",
        ),
        pytest.param(
            Situation(on_shift=2, done=1),
            10,
            2,
            2,
            False,
            id="RULES 6: two people carry the day",
        ),
    ],
)
def test_complete(situation, gained, on_shift, done, now_kept):
    outcome = complete(situation)

    assert (outcome.lift_gained, outcome.on_shift, outcome.done) == (gained, on_shift, done)
    assert (outcome.acts, outcome.now_kept) == (1, now_kept)


counts = st.integers(0, 4)
situations = st.builds(
    Situation,
    st.builds(Deeds, counts, counts, counts, counts, counts, counts, st.integers(0, 1)),
    st.booleans(),
    st.integers(0, 40),
    st.integers(0, 40),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


@given(situations)
def test_record_then_undo_gives_exactly_what_was_before(situation):
    recorded = complete(situation)
    before = situation.deeds_before
    after = replace(
        situation,
        deeds_before=replace(
            before,
            completions=before.completions + 1,
            sentences=before.sentences + situation.with_sentence,
        ),
        on_shift=recorded.on_shift,
        done=recorded.done,
    )

    undone = undo(after)

    assert undone.lift_gained == -recorded.lift_gained
    assert (undone.on_shift, undone.done) == (situation.on_shift, situation.done)
    assert undone.acts == -recorded.acts
    assert (undone.was_kept, undone.now_kept) == (recorded.now_kept, recorded.was_kept)


@given(situations)
def test_a_completion_never_costs_anything(situation):
    outcome = complete(replace(situation, done=min(situation.done, situation.on_shift)))

    assert outcome.lift_gained >= 0
    assert outcome.now_kept or not outcome.was_kept
