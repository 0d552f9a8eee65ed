import pytest
from click.testing import CliRunner

from uplift_pwa.__main__ import main


@pytest.fixture
def uplift(tmp_path):
    told = {"UPLIFT_DATA": str(tmp_path), "UPLIFT_PLAIN_HTTP": "1"}
    return lambda *words: CliRunner().invoke(main, words, env=told).output.strip()


def test_a_key_is_made_shown_and_rotated(uplift, tmp_path):
    first = uplift("vapid", "show")

    assert uplift("vapid", "show") == first
    second = uplift("vapid", "rotate")
    assert second != first
    assert uplift("vapid", "show") == second
    assert len(list((tmp_path / "vapid").iterdir())) == 2
