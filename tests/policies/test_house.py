"""The rules of the house that hold for every file of the package, so nobody has to remember."""

import ast
import subprocess
import sys
from pathlib import Path

import uplift_pwa

PACKAGE = Path(uplift_pwa.__file__).parent
PROJECT = PACKAGE.parent
FILES = sorted(PACKAGE.rglob("*.py"))
CLOCKS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
}


def test_only_the_transaction_commits():
    assert files_that(call("commit")) == {"db.py"}


def test_only_one_file_makes_completions():
    assert files_that(makes("Completion")) == {"actions/completions.py"}


def test_only_the_clock_knows_the_time():
    assert files_that(asks_the_time) == {"clock.py"}


def test_only_the_web_and_the_command_line_know_flask():
    knowers = files_that(imports("flask"))

    assert {name for name in knowers if not name.startswith("web/")} <= {
        "__init__.py",
        "cli.py",
    }


def test_queries_never_write():
    writers = files_that(writes)

    assert {name for name in writers if name.startswith("queries/")} == set()


def test_data_flows_one_way():
    linter = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run([linter, "--no-cache"], cwd=PROJECT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_file_says_what_it_is_for_and_stays_short():
    without = {name(path) for path in FILES if ast.get_docstring(tree(path)) is None}
    long = {name(path) for path in FILES if len(path.read_text().splitlines()) > 300}

    assert (without, long) == (set(), set())


def test_the_locked_requirements_name_no_address():
    for lock in sorted((PROJECT / "requirements").glob("*.txt")):
        text = lock.read_text()
        named = [mark for mark in ("://", "--index-url", "--find-links", " @ ") if mark in text]

        assert named == [], lock.name
        assert "--hash=sha256:" in text, lock.name


def name(path):
    return path.relative_to(PACKAGE).as_posix()


def tree(path):
    return ast.parse(path.read_text())


def files_that(offend):
    return {name(path) for path in FILES if any(offend(node) for node in ast.walk(tree(path)))}


def called(node):
    """The dotted name that `node` calls: `session.commit`, `Completion`, or an empty text."""
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


def call(method):
    return lambda node: called(node).endswith("." + method)


def makes(model):
    def make(node):
        if not isinstance(node, ast.Call):
            return False
        callee = called(node).split(".")[-1]
        into = ast.unparse(node.args[0]).split(".")[-1] if node.args else ""
        return callee == model or (callee.endswith("insert") and into == model)

    return make


def asks_the_time(node):
    dotted = called(node).split(".")
    return ".".join(dotted[-2:]) in CLOCKS


def imports(module):
    def imported(node):
        if isinstance(node, ast.Import):
            return any(alias.name.split(".")[0] == module for alias in node.names)
        return isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == module

    return imported


def writes(node):
    owner, _, method = called(node).rpartition(".")
    on_session = owner.split(".")[-1] == "session"
    return (
        method in {"insert", "update", "delete"}
        and not owner
        or (on_session and method in {"add", "add_all", "delete", "flush", "merge"})
    )
