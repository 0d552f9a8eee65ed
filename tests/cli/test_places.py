import subprocess
import sys
from importlib import import_module
from pathlib import Path

from uplift_pwa import cli

# What a process that ticks and sends for months has no use for.
NEEDLESS = (
    "flask",
    "jinja2",
    "alembic",
    "pywebpush",
    "requests",
    "aiohttp",
    "uplift_pwa.simulation",
)


def test_every_command_is_found_by_its_name():
    folder = Path(cli.__file__).parent
    modules = {
        path.stem: import_module(f"uplift_pwa.cli.{path.stem}")
        for path in folder.glob("[a-z]*.py")
    }

    told = {
        command.name: place
        for place, module in modules.items()
        for command in getattr(module, "COMMANDS", ())
    }

    assert told == cli.PLACES


def test_a_worker_brings_in_only_what_it_needs():
    program = f"""
import sys
from uplift_pwa.cli import main
main.get_command(None, "worker")
print([one for one in {NEEDLESS} if one in sys.modules])
"""

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert (done.stdout.strip(), done.stderr) == ("[]", "")
