"""Measures what the design promises, as ratios within one run, and writes them as JSON."""

import argparse
import json
import sys

from tests.bench import completion, desk, kills, nudges, phones, push, search

MEASURES = {
    "completion": completion.measure,
    "search": search.measure,
    "desk": desk.measure,
    "push": push.measure,
    "kills": kills.measure,
    "nudges": nudges.measure,
    "phones": phones.measure,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("measure", nargs="*", help=", ".join(MEASURES))
    wanted = parser.parse_args().measure or list(MEASURES)
    if unknown := set(wanted) - set(MEASURES):
        parser.error(f"no measure named {', '.join(sorted(unknown))}")
    figures = {name: MEASURES[name]() for name in wanted}
    json.dump(figures, sys.stdout, indent=2)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
