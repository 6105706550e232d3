"""How a process that sleeps, waits or stood still when its run was ended is told in words, truly and once."""

from __future__ import annotations

import re
from dataclasses import dataclass

from grader.reports import words
from grader.reports.layout import Segment
from grader.traces.model import Blocked, Frame, Trace

_BUSY = {
    "running": "is computing",
    "newborn": "has not begun: the schedule holds it back",
    "exiting": "is about to exit",
    "exit_group": "is about to exit",
    "exit": "is about to exit",
    "stopped": "is stopped, until it gets SIGCONT",
    "clone": "is about to fork",
    "clone3": "is about to fork",
    "fork": "is about to fork",
    "vfork": "is about to start another program",
    "execve": "is about to become another program",
    "execveat": "is about to become another program",
    "sched_yield": "is computing",
}
"""What a process does that waits for nothing, by the system call that it is in."""
_THINGS = {
    "any child": "any child",
    "pipe": "a pipe",
    "socket": "a socket",
    "lock": "a lock",
    "file lock": "a file lock",
    "signal": "a signal",
    "file": "a file",
    "timer": "the end of a sleep",
}
_WRITES = ("write", "writev", "sendto", "sendmsg")
_ENDING = re.compile(r"multiprocessing/util\.py$")
_QUEUES = re.compile(r"multiprocessing/queues\.py$")
_THREADING = re.compile(r"threading\.py$")


@dataclass(frozen=True, slots=True)
class StoodAlike:
    """Processes that stood alike when the run was ended, and what is said of them; `blocked` is the first of them."""

    processes: tuple[int, ...]
    blocked: Blocked
    predicate: str
    where: str
    calling: str


def headline(trace: Trace) -> str:
    """How a run that did not finish was ended, as a sentence."""
    if trace.outcome == "deadlock":
        return "Deadlock: every process waits, and none can go on."
    return f"The run was {words.OUTCOMES[trace.outcome]}."


def stands(trace: Trace) -> list[StoodAlike]:
    """Where every process of the program's stood when the run was ended; those that stood alike are told once.

    Python's own helpers are left out: they wait for work as long as the program lives.
    """
    found: dict[tuple[str, ...], list[Blocked]] = {}
    for blocked in trace.blocked:
        if trace.process(blocked.process).role != "helper":
            key = predicate(trace, blocked), words.printable(blocked.where or ""), calls(blocked)
            found.setdefault(key, []).append(blocked)
    return [StoodAlike(tuple(b.process for b in alike), alike[0], *key) for key, alike in found.items()]


def names(trace: Trace, stand: StoodAlike) -> str:
    """The processes of a stand: "child 13", "child 13 and child 14", "child 13, child 14 and 6 more"."""
    said = [words.name(trace, id) for id in stand.processes]
    if len(said) > 3:
        said = [*said[:2], f"{len(said) - 2} more"]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def sentence(trace: Trace, stand: StoodAlike) -> str:
    """A stand as a sentence: "child 13 waits for a pipe at dead.py:5, in work() calling get()"."""
    return f"{names(trace, stand)} {about(stand)}"


def doing(stand: StoodAlike) -> str:
    """What the processes of a stand do; of several in the plural."""
    return plural(stand.predicate) if len(stand.processes) > 1 else stand.predicate


def about(stand: StoodAlike) -> str:
    """The sentence without the names: what they do, at which line."""
    return doing(stand) + (f" at {stand.where}" if stand.where else "") + stand.calling


_PLURAL = {"is": "are", "has": "have", "waits": "wait", "its": "their", "it": "they", "joins": "join", "gets": "get"}


def plural(predicate: str) -> str:
    """A predicate as it is said of several processes."""
    return re.sub(r"\b(is|has|waits|joins|its|it|gets)\b", lambda found: _PLURAL[found[0]], predicate)


def predicate(trace: Trace, blocked: Blocked) -> str:
    """What one process did when the run was ended: "waits for child 13", "is computing"."""
    waits = _busy(blocked) or f"waits for {thing(trace, blocked)}"
    ending = _ending(blocked)
    if ending is None or _busy(blocked):
        return waits
    if ending == "queue":
        held = size(blocked.unwritten) if blocked.unwritten else "items"
        return f"is ending, and its queue still holds {held} that nothing reads"
    if ending == "thread":
        return "is ending, and waits for a thread of its own to end"
    return f"is ending, and first {waits}"


def _busy(blocked: Blocked) -> str | None:
    if blocked.syscall in _BUSY:
        return _BUSY[blocked.syscall]
    if blocked.on == "pipe" and blocked.syscall in _WRITES:
        what = f" {size(blocked.unwritten)}" if blocked.unwritten else ""
        return f"waits to write{what} to a pipe that is full and that nothing reads"
    if blocked.on is None and blocked.syscall not in ("wait4", "waitid"):
        name = "a system call" if blocked.syscall.isdecimal() else f"the system call {words.printable(blocked.syscall)}"
        return f"is in {name}"
    return None


def thing(trace: Trace, blocked: Blocked) -> str:
    """What a blocked process waits for: "child 13", "a pipe"."""
    if isinstance(blocked.on, int):
        return words.name(trace, blocked.on)
    if blocked.on is None:
        return "any child"
    word = words.printable(blocked.on)
    return _THINGS.get(word) or ("an " if word[:1] in "aeiou" else "a ") + word


def _ending(blocked: Blocked) -> str | None:
    """What Python does at the end of a process that stands there: "queue", "thread", "joins"; None elsewhere."""
    for frame in blocked.stack:
        if _QUEUES.search(frame.file) and frame.function == "_finalize_join":
            return "queue"
        if _THREADING.search(frame.file) and frame.function == "_shutdown":
            return "thread"
        if _ENDING.search(frame.file) and frame.function == "_exit_function":
            return "joins"
    return None


def size(count: int) -> str:
    """A number of bytes as people write it: "1 MB", "12 kB", "300 bytes"."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 1000)):
        if count >= factor:
            return f"{count / factor:.2g} {unit}" if count < 10 * factor else f"{count / factor:,.0f} {unit}"
    return "1 byte" if count == 1 else f"{count} bytes"


def calls(blocked: Blocked) -> str:
    """How it came to stand there: ", in work() calling get()"; empty where no stack could be read."""
    stack = blocked.stack
    own = next((n for n, frame in enumerate(stack) if blocked.where and _at(frame).endswith(blocked.where)), None)
    if own is None:
        return ""
    calling = f" calling {words.printable(stack[own - 1].function)}()" if own else ""
    function = stack[own].function
    if function == "<module>":
        return f",{calling}" if calling else ""
    return f", in {words.printable(function)}(){calling}"


def _at(frame: Frame) -> str:
    return f"{frame.file}:{frame.line}"


def segment_labels(trace: Trace, segment: Segment) -> list[str]:
    """What may be written into a segment, longest first."""
    match segment.kind:
        case "sleep":
            asked = words.seconds(segment.event.seconds if segment.event else segment.end_t - segment.start_t)
            return [f"sleeps {asked}", asked]
        case "wait":
            whom = "any child" if segment.on is None else words.name(trace, segment.on)
            return [f"waits for {whom}", f"→ {whom}", "waits"]
        case "blocked" if segment.why is not None:
            what = predicate(trace, segment.why)
            where = words.printable(segment.why.where or "")
            full = [f"{what} · {where}"] if where else []
            return [*full, what, "stuck"]
        case "zombie":
            return ["zombie: not collected", "zombie"] if segment.event is None else ["zombie"]
        case "held":
            return ["held back by the schedule", "held back"]
    return []
