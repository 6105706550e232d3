"""What every test relies on, in whatever way the tests were started."""

import os
import signal
import sys

import pytest
from hypothesis import settings

# nbgrader's import without the check of IRIs: see nbgrader/without_iris.py.
sys.modules.setdefault("rfc3987_syntax", None)
# A machine may be set so that no bytecode is kept. Then each of the hundreds of `python -m grader` compiles the grader.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A busy machine is no fault of an example that took longer than a fifth of a second.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(autouse=True, scope="session")
def interrupts():
    """A shell's background jobs ignore SIGINT, and so would all that the tests start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items):
    """Files with slow tests come first, so that none of these is left for the end, when the other cores are idle."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)
