"""The settings of the installation that UPLIFT_* names, or what is wrong with them."""

import click

from uplift_pwa import config
from uplift_pwa.config import Config, Unsafe


def settings() -> Config:
    try:
        return config.from_environment()
    except Unsafe as unsafe:
        raise click.ClickException(str(unsafe)) from unsafe
