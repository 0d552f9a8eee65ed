"""`uplift simulate` and `uplift demo`: organisations that do not exist, played up to now."""

import sys
from typing import Any

import click
from sqlalchemy import exists, func, select

from uplift_pwa import clock
from uplift_pwa.actions.roadblocks import Keys
from uplift_pwa.cli.installation import Installation, installation
from uplift_pwa.models import Person
from uplift_pwa.queries.demo import ADMIN_NUMBER
from uplift_pwa.simulation import organisation, player
from uplift_pwa.simulation.shape import PROFILES, Shape

DEMO = Shape(visitors=True)
BAR = 30  # characters


@click.command()
@click.option("--people", type=int, default=300, show_default=True)
@click.option("--teams", type=int, default=40, show_default=True)
@click.option("--sites", type=int, default=4, show_default=True)
@click.option("--weeks", type=int, default=6, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--profile", type=click.Choice(PROFILES), default="booster", show_default=True)
def simulate(**asked: Any) -> None:
    """Play an organisation of any size into an empty database, the same for the same seed.

    The profile says how it goes: launched well, dipped for good, boosted again, or resisted.
    """
    try:
        shape = Shape(**asked)
    except ValueError as fault:
        raise click.ClickException(str(fault)) from fault
    with installation(migrated=True) as here:
        if _anybody(here):
            raise click.ClickException("there are people here: name an empty UPLIFT_DATA")
        _play(here, shape)


@click.command()
def demo() -> None:
    """Play the demo organisation, or the days that have passed since it was last played."""
    with installation(migrated=True) as here:
        if not here.config.demo:
            raise click.ClickException("UPLIFT_DEMO=1 says that this installation is a demo")
        if _anybody(here) and not _is_demo(here):
            raise click.ClickException("other people are here: name another UPLIFT_DATA")
        _play(here, DEMO)


def _anybody(here: Installation) -> bool:
    with here.sessions() as session:
        return bool(session.scalar(select(func.count()).select_from(Person)))


def _is_demo(here: Installation) -> bool:
    with here.sessions() as session:
        admin = exists().where(Person.staff_number == ADMIN_NUMBER)
        return bool(session.scalar(select(admin)))


def _play(here: Installation, shape: Shape) -> None:
    played = player.play(
        here.sessions,
        organisation.build(shape),
        until=clock.now(),
        keys=Keys(here.config.seal, here.config.pepper),
        progress=_progress,
    )
    click.echo(f"{played.arrivals} people came aboard, {played.acts} acts.", err=True)


def _progress(done: int, days: int) -> None:
    if sys.stderr.isatty():
        bar = "█" * (BAR * done // days)
        click.echo(f"\rPlaying {bar:·<{BAR}} day {done} of {days}", err=True, nl=done == days)
    elif done == days or done % 7 == 0:
        click.echo(f"Playing day {done} of {days}", err=True)


COMMANDS = (simulate, demo)
