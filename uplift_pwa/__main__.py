"""`python -m uplift_pwa` is `uplift`: the commands, and the clockwork's process beside them."""

import sys

from uplift_pwa import worker as clockwork
from uplift_pwa.cli import main
from uplift_pwa.cli.installation import settings


@main.command()
def worker() -> None:
    """Run the clockwork: due badges, days that have ended. Any number may run at once."""
    sys.exit(clockwork.main(settings()))


if __name__ == "__main__":
    main(prog_name="uplift")
