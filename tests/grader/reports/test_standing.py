"""What a blocked process is said to do: the truth, in plain words, equal lines once."""

from __future__ import annotations

import pytest
from trace_samples import Story

from grader.reports import standing
from grader.reports.terminal import StandstillPanel
from grader.traces.model import Blocked, Frame, Trace

QUEUES = "/usr/lib/python3.12/multiprocessing/queues.py"
UTIL = "/usr/lib/python3.12/multiprocessing/util.py"


def trace_of(*blocked: Blocked, children: int = 1, helper: bool = False) -> Trace:
    story = Story()
    if helper:
        story.fork(role="helper", command="python -c from multiprocessing.forkserver import main")
    for _ in range(children):
        story.fork()
    story.blocked = list(blocked)
    return story.trace("deadlock")


def told(*blocked: Blocked, **options: int) -> list[str]:
    trace = trace_of(*blocked, **options)
    return [standing.sentence(trace, stand) for stand in standing.stands(trace)]


@pytest.mark.parametrize(
    ("syscall", "on", "says"),
    [
        ("wait4", 2, "main 12 waits for child 13"),
        ("wait4", "any child", "main 12 waits for any child"),
        ("waitid", None, "main 12 waits for any child"),
        ("read", "pipe", "main 12 waits for a pipe"),
        ("flock", "file lock", "main 12 waits for a file lock"),
        ("epoll_wait", "eventfd", "main 12 waits for an eventfd"),
        ("running", None, "main 12 is computing"),
        ("clone", None, "main 12 is about to fork"),
        ("fork", None, "main 12 is about to fork"),
        ("execve", None, "main 12 is about to become another program"),
        ("exit_group", None, "main 12 is about to exit"),
        ("newborn", None, "main 12 has not begun: the schedule holds it back"),
        ("stopped", "signal", "main 12 is stopped, until it gets SIGCONT"),
        ("mmap", None, "main 12 is in the system call mmap"),
        ("333", None, "main 12 is in a system call"),
    ],
)
def test_each_kind_of_standing_still_has_its_words(syscall: str, on: int | str | None, says: str) -> None:
    assert told(Blocked(1, syscall, on, None)) == [says]


def test_where_it_stands_follows_without_a_dangling_comma() -> None:
    module = Blocked(1, "read", "pipe", "demo.py:3", (Frame("<module>", "/x/demo.py", 3),))
    assert told(module) == ["main 12 waits for a pipe at demo.py:3"]
    called = Blocked(1, "read", "pipe", "demo.py:3", (Frame("get", QUEUES, 9), Frame("<module>", "/x/demo.py", 3)))
    assert told(called) == ["main 12 waits for a pipe at demo.py:3, calling get()"]
    inside = Blocked(1, "read", "pipe", "demo.py:3", (Frame("get", QUEUES, 9), Frame("work", "/x/demo.py", 3)))
    assert told(inside) == ["main 12 waits for a pipe at demo.py:3, in work() calling get()"]


def test_an_ending_process_is_told_as_that() -> None:
    at_exit = Frame("_exit_function", UTIL, 360)
    queue = (Frame("join", "/usr/lib/python3.12/threading.py", 1), Frame("_finalize_join", QUEUES, 9), at_exit)
    assert told(Blocked(2, "futex", "lock", None, queue, unwritten=1_000_004)) == [
        "child 13 is ending, and its queue still holds 1 MB that nothing reads"
    ]
    assert told(Blocked(2, "futex", "lock", None, queue)) == [
        "child 13 is ending, and its queue still holds items that nothing reads"
    ]
    assert told(Blocked(1, "wait4", 2, None, (Frame("join", "/x/process.py", 1), at_exit))) == [
        "main 12 is ending, and first waits for child 13"
    ]
    threads = (Frame("_shutdown", "/usr/lib/python3.12/threading.py", 1),)
    assert told(Blocked(1, "futex", "lock", None, threads)) == [
        "main 12 is ending, and waits for a thread of its own to end"
    ]


def test_a_full_pipe_is_one_that_nothing_reads() -> None:
    assert told(Blocked(1, "write", "pipe", "demo.py:3", unwritten=70_000)) == [
        "main 12 waits to write 70 kB to a pipe that is full and that nothing reads at demo.py:3"
    ]


def test_equal_lines_come_once_in_the_plural() -> None:
    blocked = [Blocked(id, "futex", "lock", "demo.py:5") for id in (2, 3, 4, 5, 6)]
    assert told(*blocked[:2], children=5) == ["child 13 and child 14 wait for a lock at demo.py:5"]
    assert told(*blocked, children=5) == ["child 13, child 14 and 3 more wait for a lock at demo.py:5"]
    other = Blocked(3, "futex", "lock", "demo.py:6")
    assert len(told(blocked[0], other, children=2)) == 2
    assert standing.plural("is ending, and its queue still holds 1 MB that nothing reads") == (
        "are ending, and their queue still holds 1 MB that nothing reads"
    )


def test_pythons_own_helpers_are_left_out() -> None:
    from io import StringIO

    from rich.console import Console

    fork_server, child = Blocked(2, "select", "pipe", None), Blocked(3, "read", "pipe", None)
    trace = trace_of(fork_server, child, helper=True)
    assert [stand.processes for stand in standing.stands(trace)] == [(3,)]
    out = Console(file=StringIO(), width=100)
    out.print(StandstillPanel(trace))
    assert "helper" not in out.file.getvalue()  # type: ignore[attr-defined]
    assert "child 14 waits for a pipe" in out.file.getvalue()  # type: ignore[attr-defined]


def test_sizes_are_written_for_people() -> None:
    assert [standing.size(n) for n in (1, 999, 12_000, 1_500_000, 12_345_678, 3_000_000_000)] == [
        "1 byte", "999 bytes", "12 kB", "1.5 MB", "12 MB", "3 GB",
    ]  # fmt: skip
