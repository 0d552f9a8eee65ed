"""`uplift vapid`, `uplift push`: the keys that push services know, and how we encrypt."""

import os

import click

from uplift_pwa.cli.settings import settings
from uplift_pwa.push import reference
from uplift_pwa.push import vapid as keys
from uplift_pwa.push.encryption import MOST

SIZES = (1, 17, 330, MOST)  # bytes of text that are tried


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


@click.group()
def push() -> None:
    """What leaves for people's phones."""


@push.command()
def check() -> None:
    """Hold our encryption against pywebpush on this machine: after every update, say."""
    if not all(reference.agrees(os.urandom(size)) for size in SIZES):
        raise click.ClickException("A browser would not read what we encrypt. Send nothing.")
    click.echo("A browser reads the same from us as from pywebpush.")


COMMANDS = (vapid, push)
