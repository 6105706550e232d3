"""Traces written by hand: a small builder, and the programs of the course as the observer sees them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from grader.traces.model import Blocked, Event, Frame, Process, Trace


class Story:
    """Builds a trace event by event; `now` is the virtual second of what comes next."""

    def __init__(self, *program: str, schedule: str = "natural") -> None:
        self.now = 0.0
        self.schedule = schedule
        self.program = program or ("demo.py",)
        self.processes: list[Process] = []
        self.events: list[Event] = []
        self.blocked: list[Blocked] = []
        self._born(None, "main", "/usr/bin/python3 " + " ".join(self.program))

    def _born(self, parent: int | None, role: Any, command: str) -> int:
        number = len(self.processes) + 1
        ppid = 11 if parent is None else self.processes[parent - 1].pid
        self.processes.append(
            Process(number, 11 + number, parent, ppid, role, command, self.now, None, None, None, False, False, "", "")
        )
        return number

    def _event(self, process: int, kind: Any, **fields: Any) -> Event:
        self.events.append(Event(len(self.events) + 1, self.now, process, kind, **fields))
        return self.events[-1]

    def _set(self, process: int, **fields: Any) -> None:
        self.processes[process - 1] = replace(self.processes[process - 1], **fields)

    def fork(self, parent: int = 1, role: str = "child", command: str | None = None) -> int:
        child = self._born(parent, role, command or self.processes[parent - 1].command)
        self._event(parent, "fork", child=child)
        return child

    def exec(self, process: int, command: str) -> Event:
        self._set(process, command=command)
        return self._event(process, "exec")

    def write(self, process: int, text: str, stream: str = "stdout") -> Event:
        field = "output" if stream == "stdout" else "errors"
        self._set(process, **{field: getattr(self.processes[process - 1], field) + text})
        return self._event(process, "write", stream=stream, text=text)

    def mark(self, process: int, text: str) -> Event:
        return self._event(process, "mark", text=text)

    def sleep(self, process: int, seconds: float) -> Event:
        return self._event(process, "sleep", seconds=seconds)

    def wait(self, process: int, on: int | None = None) -> Event:
        return self._event(process, "wait", on=on)

    def reap(self, process: int, child: int) -> Event:
        self._set(child, reaped=True)
        return self._event(process, "reap", child=child)

    def kill(self, process: int, target: int, signal: str) -> Event:
        return self._event(process, "signal", signal=signal, target=target)

    def exit(self, process: int, code: int | None = 0, signal: str | None = None) -> Event:
        self._set(process, exited=self.now, exit_code=None if signal else code, signal=signal)
        for other in self.processes:
            if other.parent == process and other.exited is None:
                self._set(other.id, orphaned=True)
        return self._event(process, "exit", exit_code=None if signal else code, signal=signal)

    def stuck(self, process: int, syscall: str, on: int | str | None, *stack: tuple[str, str, int]) -> None:
        frames = tuple(Frame(*frame) for frame in stack)
        where = f"{stack[0][1]}:{stack[0][2]}" if stack else None
        self.blocked.append(Blocked(process, syscall, on, where, frames))

    def trace(self, outcome: Any = "finished") -> Trace:
        return Trace(
            self.program,
            self.schedule,
            0,
            outcome,
            self.now,
            tuple(self.processes),
            tuple(self.events),
            tuple(self.blocked),
        )


def with_join(rounds: int = 5, schedule: str = "natural") -> Trace:
    """Process(target=work); start(); join(); print("main done")."""
    story = Story("with_join.py", schedule=schedule)
    story.write(1, "main starts the child\n")
    child = story.fork()
    story.wait(1, child)
    story.now += 100 if schedule == "slow-child" else 0
    for number in range(rounds):
        story.write(child, f"working {number}\n")
        story.sleep(child, 1.0)
        story.now += 1.000001
    story.exit(child)
    story.reap(1, child)
    story.write(1, "main done\n")
    story.exit(1)
    return story.trace()


def without_join() -> Trace:
    """The same without join: main says that it is done, and Python's own join comes at its exit."""
    story = Story("without_join.py")
    child = story.fork()
    story.write(1, "main done\n")
    story.wait(1, child)
    for number in range(5):
        story.write(child, f"working {number}\n")
        story.sleep(child, 1.0)
        story.now += 1.000001
    story.exit(child)
    story.reap(1, child)
    story.exit(1)
    return story.trace()


def sleep_in_place_of_join() -> Trace:
    """The classic mistake under slow-child: main slept one second, the child comes 100 seconds late."""
    story = Story("hopeful.py", schedule="slow-child")
    story.write(1, "start\n")
    child = story.fork()
    story.sleep(1, 1.0)
    story.now = 1.000001
    story.write(1, "main done\n")
    story.exit(1, 0)
    story.now = 100.0
    story.write(child, "child works\n")
    story.sleep(child, 0.5)
    story.now = 100.500002
    story.exit(child)
    return story.trace()


def pool(workers: int = 3, tasks: int = 10) -> Trace:
    """Pool(workers): tasks of one virtual second each, by apply_async, close, join."""
    story = Story("ten_tasks.py")
    crew = [story.fork() for _ in range(workers)]
    task = 0
    while task < tasks:
        busy = crew[: tasks - task]
        for worker in busy:
            story.mark(worker, f"begin {task}")
            story.write(worker, f"task {task} in {10 + worker}\n")
            story.sleep(worker, 1.0)
            task += 1
        story.now += 1.000001
        for offset, worker in enumerate(busy):
            story.mark(worker, f"end {task - len(busy) + offset}")
    for worker in crew:
        story.exit(worker)
    for worker in crew:
        story.wait(1, worker)
        story.reap(1, worker)
    story.write(1, "all tasks done\n")
    story.exit(1)
    return story.trace()


def deadlock() -> Trace:
    """Main joins a child that waits on an empty queue."""
    story = Story("dead.py")
    story.write(1, "waiting for the child\n")
    child = story.fork()
    story.wait(1, child)
    story.write(child, "waiting for an order\n")
    story.stuck(1, "wait4", child, ("main", "dead.py", 9), ("<module>", "dead.py", 13))
    story.stuck(child, "read", "pipe", ("work", "dead.py", 5), ("run", "process.py", 108))
    return story.trace("deadlock")


def circle() -> Trace:
    """Three processes, each waiting for the next, after some work."""
    story = Story("circle.py")
    first, second = story.fork(), story.fork()
    for process in (1, first, second):
        story.sleep(process, 2.0)
    story.now = 2.000004
    story.wait(1, first)
    story.stuck(1, "wait4", first, ("main", "circle.py", 20))
    story.stuck(first, "futex", second, ("left", "circle.py", 7))
    story.stuck(second, "futex", "lock", ("right", "circle.py", 13))
    return story.trace("deadlock")


def zombies_and_orphans() -> Trace:
    """A child that nobody collects, a child killed by a signal, a grandchild that outlives its parent."""
    story = Story("messy.py")
    quick, killed, middle = story.fork(), story.fork(), story.fork()
    grandchild = story.fork(middle)
    story.exit(quick, 3)
    story.exit(middle)
    story.wait(1, middle)
    story.reap(1, middle)
    story.sleep(killed, 60)
    story.sleep(1, 2)
    story.now = 2.000003
    story.kill(1, killed, "SIGTERM")
    story.exit(killed, signal="SIGTERM")
    story.wait(1, killed)
    story.reap(1, killed)
    story.write(1, "Traceback: something went wrong\n", "stderr")
    story.exit(1, 1)
    story.now = 5.0
    story.write(grandchild, "still here\n")
    story.exit(grandchild)
    return story.trace()


def spawned() -> Trace:
    """Python's resource tracker as helper, and a spawned child."""
    story = Story("spawn.py")
    tracker = story.fork(role="helper")
    story.exec(tracker, "/usr/bin/python3 -c from multiprocessing.resource_tracker import main;main(4)")
    child = story.fork()
    story.exec(child, "/usr/bin/python3 -c from multiprocessing.spawn import spawn_main; spawn_main(7, 8)")
    story.wait(1, child)
    story.write(child, "hello from a spawned child\n")
    story.exit(child)
    story.reap(1, child)
    story.exit(1)
    story.exit(tracker)
    return story.trace()


def crowd(children: int = 40) -> Trace:
    """Many children at once, reaped in order."""
    story = Story("crowd.py")
    ids = [story.fork() for _ in range(children)]
    for number, child in enumerate(ids):
        story.write(child, f"child {number} here\n")
        story.sleep(child, 1 + number % 3)
    for second in (1, 2, 3):
        story.now = second + 1e-6
        for number, child in enumerate(ids):
            if 1 + number % 3 == second:
                story.exit(child)
    for child in ids:
        story.wait(1, child)
        story.reap(1, child)
    story.write(1, "all in\n")
    story.exit(1)
    return story.trace()


def chatty(lines: int = 3000) -> Trace:
    """A parent that polls and a child that writes far too much."""
    story = Story("chatty.py")
    child = story.fork()
    for number in range(lines):
        story.write(child, f"line {number} of a very long story\n")
        if number % 10 == 0:
            story.sleep(1, 0.01)
            story.now += 0.01
    story.exit(child)
    story.wait(1, child)
    story.reap(1, child)
    story.exit(1)
    return story.trace()


def a_year() -> Trace:
    """Six events in 31,536,000 virtual seconds."""
    story = Story("year.py")
    child = story.fork()
    story.wait(1, child)
    story.sleep(child, 31_536_000.0)
    story.now = 31_536_000.000001
    story.exit(child, 0)
    story.reap(1, child)
    story.exit(1)
    return story.trace()


def empty() -> Trace:
    """A run that was ended before anything happened."""
    return Story("nothing.py").trace("wall-limit")


HOSTILE = (
    "<script>alert(1)</script>\x1b[2J\x1b]0;owned\x07\u202eevil\u2066 \udc80\ud800 \x00 ]]> </svg> "
    "\"quoted' & [red]markup[/red]\r"
)


def hostile() -> Trace:
    """A program that tries to break out of the report, in every text of the trace."""
    story = Story(HOSTILE)
    child = story.fork(command=HOSTILE)
    story.write(1, HOSTILE + "\n")
    story.write(child, HOSTILE, "stderr")
    story.mark(child, HOSTILE)
    story.wait(1, child)
    story.stuck(1, HOSTILE, HOSTILE, (HOSTILE, HOSTILE, 4))
    story.stuck(child, "read", HOSTILE, (HOSTILE, HOSTILE, 5))
    return story.trace("deadlock")


def long_text() -> Trace:
    """One endless line, and many words."""
    story = Story("long.py", "--with", "a" * 300)
    child = story.fork(command="/opt/" + "very/" * 40 + "python3 long.py")
    story.write(child, "x" * 5000 + "\n")
    story.write(1, "a line of many words, " * 100 + "\n")
    story.exit(child)
    story.wait(1, child)
    story.reap(1, child)
    story.exit(1)
    return story.trace()


ALL = {
    "with_join": with_join,
    "slow_child": lambda: with_join(schedule="slow-child"),
    "without_join": without_join,
    "hopeful": sleep_in_place_of_join,
    "pool": pool,
    "deadlock": deadlock,
    "circle": circle,
    "messy": zombies_and_orphans,
    "spawned": spawned,
    "crowd": crowd,
    "chatty": chatty,
    "year": a_year,
    "empty": empty,
    "hostile": hostile,
    "long_text": long_text,
}
