"""What the hidden checks of several exercises ask of a submission, each with the misconceptions behind it.

Their messages are no student's business: a release leaves this module out, and nothing else in the package imports it.
"""

from __future__ import annotations

from grader.checks.source import BESIDES_FORK, BESIDES_PROCESS, Source
from grader.checks.vocabulary import wrong_if


def expect_os_fork_alone(source: Source) -> None:
    """The code names no other way to create a process than os.fork."""
    wrong_if(
        source.uses(*BESIDES_FORK),
        "another technique",
        "this exercise is about os.fork: create every child with it, and with nothing else",
    )


def expect_process_class_alone(source: Source) -> None:
    """The code names no other way to create a process than multiprocessing's Process."""
    wrong_if(
        source.uses(*BESIDES_PROCESS),
        "another technique",
        "the exercise is about a subclass of Process, and your code uses another way to create a process",
    )
