"""What every test relies on, whoever started them."""

import signal

import pytest


@pytest.fixture(autouse=True, scope="session")
def interrupts():
    """A shell's background jobs ignore SIGINT, and so would all that the tests start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
