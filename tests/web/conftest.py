"""Who looks at a page."""

import pytest


@pytest.fixture
def admin(make, sign_in):
    admin = make.person("Ada Obi", role="admin")
    sign_in(admin, confirmed=True)
    return admin
