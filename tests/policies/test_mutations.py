"""The faults of bin/mutations stay where they can be made."""

from pathlib import Path

import pytest

from tests.mutations.catalogue import MUTATIONS

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize("one", MUTATIONS, ids=lambda one: one.name)
def test_a_fault_can_still_be_made_and_its_gate_is_there(one):
    assert (PROJECT / one.file).read_text().count(one.old) == 1
    assert (PROJECT / one.gate[0]).is_file()
