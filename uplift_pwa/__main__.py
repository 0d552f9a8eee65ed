"""`python -m uplift_pwa` is `uplift`."""

from uplift_pwa.cli import main

if __name__ == "__main__":
    main(prog_name="uplift")
