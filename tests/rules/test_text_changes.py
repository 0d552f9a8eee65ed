import pytest

from uplift_pwa.rules.text_changes import Piece, changes


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        pytest.param("", "", [], id="nothing"),
        pytest.param("Walk along", "Walk  along", [("Walk along", "same")], id="spaces"),
        pytest.param("", "Walk", [("Walk", "new")], id="all new"),
        pytest.param("Walk", "", [("Walk", "gone")], id="all gone"),
        pytest.param(
            "Walk one guest along",
            "Walk a guest along",
            [("Walk", "same"), ("one", "gone"), ("a", "new"), ("guest along", "same")],
            id="gone before new",
        ),
    ],
)
def test_changes(before, after, pieces):
    assert changes(before, after) == [Piece(*piece) for piece in pieces]


def test_both_texts_can_be_read_out_of_the_pieces():
    before, after = "Set out three keys and a note.", "Set out the keys, then a note for Ada."

    found = changes(before, after)

    assert " ".join(one.words for one in found if one.kind != "new") == before
    assert " ".join(one.words for one in found if one.kind != "gone") == after
