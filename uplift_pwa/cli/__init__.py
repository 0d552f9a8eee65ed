"""`uplift …`: what an operator does at a terminal, each command one action in a transaction."""

import logging
from importlib import import_module

import click

PLACES = {
    "backup": "backing",
    "campaign": "installing",
    "cards": "cards",
    "challenges": "challenges",
    "demo": "playing",
    "init": "installing",
    "migrate": "installing",
    "people": "people",
    "push": "pushing",
    "restore": "backing",
    "retention": "forgetting",
    "roster": "rosters",
    "serve": "running",
    "simulate": "playing",
    "vapid": "pushing",
    "verify": "running",
    "worker": "working",
}


class Commands(click.Group):
    """Brings in the module of a command when it is asked for.

    A worker runs for months, and what only the others need would be 14 MiB of it.
    """

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(PLACES)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in PLACES:
            return None
        commands: tuple[click.Command, ...]
        commands = import_module(f"{__name__}.{PLACES[name]}").COMMANDS
        return next(one for one in commands if one.name == name)


@click.group(cls=Commands)
def main() -> None:
    """A service culture, lifted by everybody at once."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
