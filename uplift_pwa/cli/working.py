"""`uplift worker`: the process that nobody looks at; it brings in nothing it does not need."""

import sys

import click

from uplift_pwa import worker as clockwork
from uplift_pwa.cli.settings import settings


@click.command()
def worker() -> None:
    """Run the clockwork: due badges, days that begin and end. Any number may run at once."""
    sys.exit(clockwork.main(settings()))


COMMANDS = (worker,)
