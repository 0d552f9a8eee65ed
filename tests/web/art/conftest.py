"""What the tests of drawings read from the style sheets."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[3] / "static" / "css"


@pytest.fixture(scope="session")
def css():
    return CSS


@pytest.fixture(scope="session")
def inks(css):
    return set(re.findall(r"\.(p-[a-z]+)", (css / "scene.css").read_text()))
