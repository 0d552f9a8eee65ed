"""`uplift retention`: forget the traces of days that are old, or say how many would go."""

import click

from uplift_pwa import clock
from uplift_pwa.actions import retention as traces
from uplift_pwa.cli.installation import installation
from uplift_pwa.db import transaction


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say how many rows would go.")
def retention(dry_run: bool) -> None:
    """Forget what is older than the number in force; the worker does it once a day."""
    with installation() as here, here.sessions() as session:
        at = clock.now()
        found = traces.would_go(session, at=at)
        while not dry_run:
            with transaction(session):
                gone = traces.forget(session, at=at)
            if not gone:
                break
    for name, rows in found.items():
        if rows:
            click.echo(f"{name}: {rows}")
    verb = "would go" if dry_run else "are gone"
    click.echo(f"{sum(found.values())} rows {verb}", err=True)


COMMANDS = (retention,)
