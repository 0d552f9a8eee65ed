"""`uplift vapid`: the keys by which push services know this installation."""

import click

from uplift_pwa.cli.settings import settings
from uplift_pwa.push import vapid as keys


@click.group()
def vapid() -> None:
    """The keys of push, kept in the data folder: they belong into its backup."""


@vapid.command()
def show() -> None:
    """Print the public key that browsers subscribe with; made if there is none yet."""
    configured = settings()
    click.echo(keys.Keyring(configured.data, configured.contact).current)


@vapid.command()
def rotate() -> None:
    """Make a new key for new subscriptions; the others keep the one they were made with."""
    click.echo(keys.rotate(settings().data))


COMMANDS = (vapid,)
