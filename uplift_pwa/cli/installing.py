"""`uplift init` and `uplift migrate`: the database, and the first to sign in."""

from datetime import datetime

import click
from sqlalchemy import exists, select

from uplift_pwa import clock
from uplift_pwa.actions import cards, founding
from uplift_pwa.cli.installation import installation, zone
from uplift_pwa.config import Config
from uplift_pwa.db import transaction
from uplift_pwa.models import Person


@click.command()
@click.option("--name", prompt="Your name", help="Of the first admin.")
@click.option("--site", prompt="Your site", help="Where the first admin works.")
@click.option("--zone", prompt="Its time zone", callback=zone, help="Like Europe/Lisbon.")
@click.option("--base", default=None, help="The address under which people open uplift.")
def init(name: str, site: str, zone: str, base: str | None) -> None:
    """Make the database and the first admin; print the link that signs them in once."""
    if not (name.strip() and site.strip()):
        raise click.ClickException("a name and a site, please")
    with installation(migrated=True) as here, here.sessions() as session:
        if session.scalar(select(exists().where(Person.role == "admin"))):
            raise click.ClickException("somebody looks after the desk already")
        now = clock.now()
        with transaction(session):
            admin_id = founding.found(
                session, name.strip(), site=site.strip(), zone=zone, at=now
            )
            code = cards.issue(session, admin_id, at=now, pepper=here.config.pepper)
        click.echo(f"{address(here.config, base)}/sign-in#{code}")


@click.command()
@click.option("--goal", type=click.IntRange(1, 100_000_000), required=True, help="In acts.")
@click.option("--launch", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The day.")
@click.option("--organisation", required=True, help="As people call it.")
@click.option("--name", default="First orbit", show_default=True)
def campaign(goal: int, launch: datetime, organisation: str, name: str) -> None:
    """Begin a campaign: one goal, launched at six in the morning at every site."""
    with installation() as here, here.sessions() as session, transaction(session):
        founding.campaign(session, name, organisation, goal, launch.date(), at=clock.now())
    click.echo(f"{name}: {goal} acts, launched on {launch.date()}")


@click.command()
def migrate() -> None:
    """Bring the database to the newest shape."""
    with installation(migrated=True):
        pass


def address(config: Config, given: str | None) -> str:
    """Where people open uplift: as it was given, else the first host that is trusted."""
    if given:
        return given.rstrip("/")
    hosts = config.trusted_hosts
    return f"https://{hosts[0]}" if hosts else "http://127.0.0.1:8000"


COMMANDS = (init, migrate, campaign)
