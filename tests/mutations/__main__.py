"""Shows that each gate of SAFETY can fail: makes one fault at a time in a copy of the tree.

A fault is caught when its gate is green without it and red with it. Ends with 0 only when each
was caught. Not part of a run of tests: it takes a while.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.mutations.catalogue import MUTATIONS, Mutation

PROJECT = Path(__file__).parents[2]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache")
PATIENCE = 900  # seconds a gate may take
GREEN, RED = 0, 1  # what pytest ends with


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/mutations", description=__doc__)
    parser.add_argument("name", nargs="*", help=", ".join(one.name for one in MUTATIONS))
    wanted = parser.parse_args().name
    if unknown := set(wanted) - {one.name for one in MUTATIONS}:
        parser.error(f"no mutation named {', '.join(sorted(unknown))}")
    chosen = [one for one in MUTATIONS if not wanted or one.name in wanted]
    with tempfile.TemporaryDirectory(prefix="uplift-mutations-") as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(PROJECT, tree, ignore=LEFT_OUT)
        found = [_tried(tree, one) for one in chosen]
    sys.exit(0 if all(found) else 1)


def _tried(tree: Path, one: Mutation) -> bool:
    began = time.monotonic()
    before = _ended(tree, one)
    with_fault = None
    if before == GREEN:
        path = tree / one.file
        text = path.read_text()
        if text.count(one.old) != 1:
            sys.exit(f"{one.name}: {one.file} has changed, mend the catalogue")
        path.write_text(text.replace(one.old, one.new))
        with_fault = _ended(tree, one)
        path.write_text(text)
    verdict = _verdict(before, with_fault)
    seconds = time.monotonic() - began
    sys.stdout.write(
        f"{verdict:<11} {one.name:<16} {one.what}, {one.gate[0]} {seconds:.0f} s\n"
    )
    sys.stdout.flush()
    return verdict == "caught"


def _verdict(before: int | None, with_fault: int | None) -> str:
    if before != GREEN:
        return "RED BEFORE"
    return {RED: "caught", GREEN: "NOT CAUGHT"}.get(with_fault or 0, "UNCLEAR")


def _ended(tree: Path, one: Mutation) -> int:
    program = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *one.gate]
    try:
        done = subprocess.run(program, cwd=tree, capture_output=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return RED  # a gate that never ends has noticed something
    return done.returncode


if __name__ == "__main__":
    main()
