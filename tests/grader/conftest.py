"""What every test relies on, in whatever way the tests were started."""

import os
import signal
import sys

import pytest

# nbgrader's import without the check of IRIs: see nbgrader/without_iris.py.
sys.modules.setdefault("rfc3987_syntax", None)
# A machine may be set so that no bytecode is kept. Then each of the hundreds of `python -m grader` compiles the grader.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


@pytest.fixture(autouse=True, scope="session")
def interrupts():
    """A shell's background jobs ignore SIGINT, and so would all that the tests start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers(config):
    """One process more than there are cores: a test in three waits for a browser, a server or a real second."""
    return len(os.sched_getaffinity(0)) + 1


def pytest_collection_modifyitems(items):
    """Files with slow tests come first, so that none of these is left for the end, when the other cores are idle."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)
