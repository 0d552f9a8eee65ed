"""Where there is no Firefox: what is marked `firefox` is left out, and the run says so.

A plugin of pytest. With CI set nothing may be left out.
"""

import os

import pytest

from tests.browser.firefox import missing


def pytest_configure(config):
    config.addinivalue_line("markers", "firefox: drives stock Firefox; slow")
    if os.environ.get("CI") and (reason := missing()):
        raise pytest.UsageError(f"CI shows both browsers: {reason}")


def pytest_report_header():
    if reason := missing():
        return f"browsers: CHROMIUM ONLY, nothing is shown for Firefox: {reason}"
    return "browsers: Chromium and Firefox"


def pytest_collection_modifyitems(config, items):
    if not missing():
        return
    left_out = [item for item in items if item.get_closest_marker("firefox")]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)
