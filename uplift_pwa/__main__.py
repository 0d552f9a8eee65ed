"""`python -m uplift_pwa` is `uplift`."""

from uplift_pwa.cli import main

main(prog_name="uplift")
