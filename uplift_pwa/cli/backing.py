"""`uplift backup`, `uplift restore`: a copy of everything, and the way back from it."""

from pathlib import Path

import click
from sqlalchemy import select

from uplift_pwa import backups, clock, restores
from uplift_pwa.actions import audit, cards
from uplift_pwa.cli.installation import FILE, installation
from uplift_pwa.cli.installing import address
from uplift_pwa.cli.settings import settings
from uplift_pwa.db import transaction
from uplift_pwa.models import Person
from uplift_pwa.queries.backups import MADE

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=FOLDER)
def backup(folder: Path) -> None:
    """Write an archive of everything into FOLDER, while people go on using it."""
    with installation() as here, here.sessions() as session:
        at = clock.now()
        try:
            made = backups.make(here.config, session.get_bind().engine, folder, at=at)
        except backups.Unusable as why:
            raise click.ClickException(str(why)) from why
        with transaction(session):
            detail: dict[str, object] = {"rows": made.rows, "size": made.size}
            audit.note(session, MADE, "installation", None, by=None, at=at, detail=detail)
    click.echo(f"{made.archive}: {made.rows} rows, {made.size} bytes")
    click.echo(f"{made.seal}: keep it apart from the archive")


@click.command()
@click.argument("archive", type=FILE)
@click.option("--seal", type=FILE, help="The seal's key of the same copy.")
@click.option("--replace", is_flag=True, help="Even where there are people already.")
@click.option("--moved", is_flag=True, help="Nothing happened since: nobody is signed out.")
@click.option("--base", default=None, help="The address under which people open uplift.")
def restore(
    archive: Path, seal: Path | None, replace: bool, moved: bool, base: str | None
) -> None:
    """Bring everything back from ARCHIVE. Stop the server and the workers first."""
    config, at = settings(), clock.now()
    try:
        manifest = restores.restore(
            config, archive, seal=seal, replace=replace, moved=moved, at=at
        )
    except backups.Unusable as why:
        raise click.ClickException(str(why)) from why
    click.echo(f"as it was at {manifest.made_at}: {sum(manifest.rows.values())} rows")
    if not moved:
        _let_admins_in(base)


def _let_admins_in(base: str | None) -> None:
    """Everybody is signed out: whoever looks after the desk gets a link that works once."""
    with installation() as here, here.sessions() as session:
        admins = select(Person.id, Person.name).filter_by(role="admin", status="active")
        found = session.execute(admins.order_by(Person.name)).all()
        with transaction(session):
            for person_id, name in found:
                code = cards.issue(
                    session, person_id, at=clock.now(), pepper=here.config.pepper
                )
                click.echo(f"{name}\t{address(here.config, base)}/sign-in#{code}")


COMMANDS = (backup, restore)
