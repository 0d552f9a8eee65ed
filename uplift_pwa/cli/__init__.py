"""`uplift …`: what an operator does at a terminal, each command one action in a transaction."""

import logging

import click

from uplift_pwa.cli import (
    backing,
    cards,
    challenges,
    forgetting,
    installing,
    people,
    playing,
    pushing,
    rosters,
    running,
)


@click.group()
def main() -> None:
    """A service culture, lifted by everybody at once."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)


for _module in (
    installing,
    backing,
    people,
    cards,
    rosters,
    challenges,
    playing,
    running,
    pushing,
    forgetting,
):
    for _command in _module.COMMANDS:
        main.add_command(_command)
