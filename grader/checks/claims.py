"""What the hidden checks of several exercises ask of a submission, each with the misconceptions behind it.

Their messages are no student's business: a release leaves this module out, and nothing else in the package imports it.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from grader.checks.facts import Facts, Moment
from grader.checks.source import BESIDES_FORK, BESIDES_PROCESS, Source
from grader.checks.vocabulary import wrong_if


def expect_os_fork_alone(source: Source) -> None:
    """The code names no other way to create a process than os.fork."""
    wrong_if(
        source.uses(*BESIDES_FORK),
        "another technique",
        "this exercise is about os.fork: create every child with it, and with nothing else",
        at=source.line(*BESIDES_FORK),
    )


def expect_process_class_alone(source: Source) -> None:
    """The code names no other way to create a process than multiprocessing's Process."""
    wrong_if(
        source.uses(*BESIDES_PROCESS),
        "another technique",
        "the exercise is about a subclass of Process, and your code uses another way to create a process",
        at=source.line(*BESIDES_PROCESS),
    )


def own_start(trace: Facts) -> Moment | None:
    """The first mark "start-of" of an object whose `start()` does not come from multiprocessing; None without one.

    The scenario marks the file in which the function stands (`edges.file_of`).
    """
    inherited = re.compile(r"/multiprocessing/(process|dummy/__init__)\.py$")
    return next((mark for mark in trace.marks("start-of") if not inherited.search(str(mark.value))), None)


def expect_started_alone(trace: Facts, name: str, pids: Collection[int]) -> None:
    """No process was created but those of the objects that the scenario started, whose PIDs these are."""
    for child in trace.workers:
        wrong_if(
            child.pid not in pids or child not in trace.main.children,
            "another technique",
            f"the process {child.pid} was created beside what the `start()` of your {name} made",
            at=child.born,
        )
