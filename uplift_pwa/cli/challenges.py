"""`uplift challenges import|export`: challenges in and out of files."""

from pathlib import Path

import click

from uplift_pwa import clock
from uplift_pwa.actions import challenges as packs
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.cli.installation import FILE, installation
from uplift_pwa.db import transaction
from uplift_pwa.exchange.challenge_file import Pack, read_pack, write_pack
from uplift_pwa.exchange.challenge_problems import BadPack


@click.group()
def challenges() -> None:
    """Challenges, in and out of files."""


@challenges.command("import")
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--publish", is_flag=True, help="Put them live as well.")
def import_(files: tuple[Path, ...], publish: bool) -> None:
    """Take in the challenges of FILES; the same files again change nothing."""
    read = [_read(file) for file in files]
    lines = []
    with installation() as here, here.sessions() as session:
        try:
            with transaction(session):
                for pack in read:
                    did = packs.import_pack(
                        session, pack, by=None, at=clock.now(), publish=publish
                    )
                    lines.append(
                        f"{pack.name} ({pack.language}): {did.created} new, "
                        f"{did.revised} revised, {did.unchanged} unchanged, "
                        f"{did.published} published"
                    )
        except Refused as refusal:
            raise click.ClickException(f"nothing is written: {refusal.code}") from refusal
    click.echo("\n".join(lines))


@challenges.command("export")
@click.option("--language", default="en", show_default=True)
def export(language: str) -> None:
    """Print every challenge that has words in a language, as a file to import."""
    with installation() as here, here.sessions() as session:
        pack = packs.export_pack(session, language)
        click.echo(write_pack(pack.language, pack.drafts, pack.name), nl=False)


def _read(file: Path) -> Pack:
    try:
        return read_pack(file.read_bytes())
    except BadPack as bad:
        faults = [
            f"  line {one.line}: {one.key} {one.field} {one.reason} {one.detail}".rstrip()
            for one in bad.problems
        ]
        raise click.ClickException("\n".join([f"{file.name} is not taken", *faults])) from bad


COMMANDS = (challenges,)
