"""`uplift serve` and `verify`: the pages, and whether every counter is true."""

import os
import shutil
import sys
from pathlib import Path

import click

from uplift_pwa.actions import verify as counters
from uplift_pwa.cli.installation import installation
from uplift_pwa.cli.settings import settings
from uplift_pwa.db import transaction


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, default=8000, show_default=True, envvar="PORT")
@click.option("--workers", type=int, default=os.cpu_count() or 1, show_default=True)
def serve(host: str, port: int, workers: int) -> None:
    """Serve the pages: a worker for each core, with one blocking thread each."""
    from granian import Granian
    from granian.constants import Interfaces

    told = settings()
    if told.metrics_token:
        _share_counts(told.data / "metrics")
    server = Granian(
        "uplift_pwa.wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        respawn_failed_workers=True,
    )
    server.serve()


def _share_counts(folder: Path) -> None:
    """Let every process count into one folder; what an earlier start left there is over."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)  # read by the processes it starts


@click.command()
@click.option("--repair", is_flag=True, help="Write the true values.")
def verify(repair: bool) -> None:
    """Compare every counter with the facts it was counted from; exits 1 where they differ."""
    with installation() as here, here.sessions() as session:
        if repair:
            with transaction(session):
                found = counters.repair(session)
        else:
            found = counters.differences(session)
    for one in found:
        click.echo(f"{one.table} {one.key} {one.column}: {one.stored}, true is {one.true}")
    click.echo(f"{len(found)} differences{', mended' if repair and found else ''}", err=True)
    sys.exit(1 if found and not repair else 0)


COMMANDS = (serve, verify)
