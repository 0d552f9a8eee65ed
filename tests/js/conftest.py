"""Node's tests among pytest's: each *.test.mjs is one test, so one summary covers all."""

import shutil
import subprocess

import pytest


def pytest_collect_file(file_path, parent):
    if file_path.name.endswith(".test.mjs"):
        return NodeFile.from_parent(parent, path=file_path)
    return None


class NodeFile(pytest.File):
    def collect(self):
        yield NodeTests.from_parent(self, name="node")


class NodeTests(pytest.Item):
    def runtest(self):
        node = shutil.which("node")
        if node is None:
            raise NodeError("node is missing (apt-get install nodejs)")
        done = subprocess.run(
            [node, "--test", "--test-reporter=spec", str(self.path)],
            capture_output=True,
            text=True,
            cwd=self.config.rootpath,
            timeout=120,
        )
        if done.returncode:
            raise NodeError(done.stdout + done.stderr)

    def repr_failure(self, excinfo):
        if isinstance(excinfo.value, NodeError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self):
        return self.path, 0, f"node --test {self.path.name}"


class NodeError(Exception):
    """What node said when a test failed."""
