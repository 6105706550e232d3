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
    )


def expect_process_class_alone(source: Source) -> None:
    """The code names no other way to create a process than multiprocessing's Process."""
    wrong_if(
        source.uses(*BESIDES_PROCESS),
        "another technique",
        "the exercise is about a subclass of Process, and your code uses another way to create a process",
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


def expect_workers(trace: Facts) -> None:
    """Tasks ran, and none of them in the main process."""
    tasks = trace.intervals()
    at_home = [task for task in tasks if task.process.is_main]
    wrong_if(not tasks, "items missing", "no task was ever run")
    wrong_if(
        trace.most_at_once(at_home) > 1,
        "threads",
        "your tasks ran at the same time, but as threads of the main process; worker processes were asked for",
    )
    wrong_if(at_home, "serial", "your tasks ran in the main process, one after the other")


def expect_each_item_once(trace: Facts) -> None:
    """Every one of the given `items` was worked on to its end in a worker, and none of them twice."""
    tasks, items = trace.intervals(), trace.given["items"]
    done = [task.value for task in tasks if task.end]
    # Who leaves his workers is rid of them before or after they begin: luck.
    wrong_if(not done, "items missing", "no task was ever done")
    expect_workers(trace)
    missing = [item for item in items if item not in done]
    wrong_if(missing, "items missing", f"{len(missing)} of the {len(items)} items were never done")
    wrong_if(
        len(tasks) > len(items),
        "items done twice",
        f"there were {len(items)} items, but `task` was called {len(tasks)} times",
    )


def expect_results_in_order(trace: Facts, function: str) -> None:
    """The student's function returned a list: each of the given `items` times the given `factor`, at its place.

    The scenario's mark "returned" says the type's name and the value.
    """
    returned = trace.mark("returned")
    kind, results = returned.values
    expected = [item * trace.given["factor"] for item in trace.given["items"]]
    if results != expected:
        shuffled = isinstance(results, list) and sorted(map(repr, results)) == sorted(map(repr, expected))
        wrong_if(
            shuffled,
            "order of completion",
            f"all results are there, but in the order in which the tasks ended: {results}, not {expected}",
            at=returned,
        )
        wrong_if(
            "Result" in repr(results) or "Future" in repr(results),
            "get never called",
            "the list holds the promises of results; nobody asked them for their values",
            at=returned,
        )
        wrong_if(True, "other results", f"expected {expected}, but got {results}", at=returned)
    wrong_if(kind != "list", "not a list", f"a list was asked for, but `{function}` returned a {kind}", at=returned)
