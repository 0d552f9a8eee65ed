import pytest

from uplift_pwa.config import NOBODY, Unsafe, from_environment

PRODUCTION = {"UPLIFT_HOSTS": "up.harbour.io", "UPLIFT_CONTACT": "mailto:it@harbour.io"}


@pytest.fixture
def read(tmp_path):
    return lambda **told: from_environment({"UPLIFT_DATA": str(tmp_path), **told})


@pytest.mark.parametrize(
    "contact",
    [
        "mailto:it@harbour.io",
        "https://harbour.io/contact",
        "mailto:desk@it.harbour.co.uk",
    ],
)
def test_production_takes_a_contact_that_can_be_reached(read, contact):
    assert read(**PRODUCTION | {"UPLIFT_CONTACT": contact}).contact == contact


@pytest.mark.parametrize(
    "contact",
    [
        "",
        "it@harbour.io",
        "mailto:it@localhost",
        "mailto:it@uplift.invalid",
        "mailto:it@example.org",
        "https://up.example",
        "https://localhost",
        "https://127.0.0.1",
        "http://harbour.io",
        "mailto:@harbour.io",
    ],
)
def test_production_refuses_a_contact_that_nobody_answers(read, contact):
    with pytest.raises(Unsafe, match="UPLIFT_CONTACT"):
        read(**PRODUCTION | {"UPLIFT_CONTACT": contact})


def test_development_needs_no_contact(read):
    assert read(UPLIFT_PLAIN_HTTP="1").contact == NOBODY


def test_only_development_may_send_push_to_this_machine(read):
    assert read(UPLIFT_PLAIN_HTTP="1", UPLIFT_PUSH_LOOPBACK="1").push_to_loopback
    with pytest.raises(Unsafe, match="UPLIFT_PUSH_LOOPBACK"):
        read(**PRODUCTION, UPLIFT_PUSH_LOOPBACK="1")
