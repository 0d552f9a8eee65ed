"""Leaves out what only the tests' environment has, so that memory is an installation's.

A tool of the tests brings rich, and structlog takes it in where it finds it.
"""

import sys

sys.modules["rich"] = None  # type: ignore[assignment]
