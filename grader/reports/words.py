"""How a trace is said in words: names, seconds, sentences, and text that is safe to show."""

from __future__ import annotations

import math
import unicodedata

from grader.traces.model import Event, Process, Trace

# Text of a program may carry what would move the cursor, reorder the line (bidi) or be no character at all.
_UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"
_ASCII = str.maketrans(
    {
        "…": "...",
        "“": '"',
        "”": '"',
        "’": "'",
        "–": "-",
        "·": "-",
        "→": "->",
        "←": "<-",
        "│": "|",
        "×": "x",
        "⏎": "\\n",
        "¶": "\\n",
    }
)


def printable(text: str) -> str:
    """The text with everything that is not plainly visible spelled out ("\\x1b", "\\u202e", "\\udc80")."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character in _JOINERS or unicodedata.category(character) not in _UNSAFE:
        return character
    return character.encode("unicode_escape").decode("ascii")


def ascii_only(text: str) -> str:
    """The text for a terminal without Unicode: our own typography simplified, the rest as escapes."""
    return text.translate(_ASCII).encode("ascii", "backslashreplace").decode("ascii")


def shorten(text: str, length: int) -> str:
    """At most `length` characters, with an ellipsis where something was cut."""
    return text if len(text) <= length else text[: max(length - 1, 0)] + "…"


def seconds(value: float | None) -> str:
    """Virtual seconds as people write them: "0 s", "0.25 s", "31,536,000 s"; microseconds of a longer time dropped."""
    if value is None or math.isnan(value):
        return "? s"
    if math.isinf(value):
        return "forever"
    text = f"{value:,.3f}" if abs(value) >= 0.001 or abs(value) < 1e-5 else f"{value:.6f}"
    text = text.rstrip("0").rstrip(".")
    return ("0" if text in ("-0", "") else text) + " s"


def name(trace: Trace, id: int | None) -> str:
    """What a process is called in pictures and sentences: its role and its PID, "child 13"."""
    if id is None or not 1 <= id <= len(trace.processes):
        return "nobody known"
    process = trace.process(id)
    reused = [other.id for other in trace.processes if other.pid == process.pid and other.role == process.role]
    ordinal = f" (#{reused.index(id) + 1})" if len(reused) > 1 else ""
    return f"{process.role} {process.pid}{ordinal}"


def status(process: Process) -> str:
    """How it ended: "exit 0", "SIGTERM", "still alive"."""
    if process.signal is not None:
        return process.signal
    if process.exit_code is not None:
        return f"exit {process.exit_code}"
    return "still alive" if process.exited is None else "ended"


def left_zombie(process: Process) -> bool:
    """Whether it ended and nobody ever collected it while its parent lived. Python's own helpers are not told about."""
    return process.exited is not None and not process.reaped and not process.orphaned and process.role == "child"


def left_orphan(process: Process) -> bool:
    """Whether it outlived its parent. Python's own helpers often do, by design."""
    return process.orphaned and process.role == "child"


def flags(process: Process) -> list[str]:
    """What is remarkable about its end: "zombie" (never reaped), "orphan"."""
    return ["zombie"] * left_zombie(process) + ["orphan"] * left_orphan(process)


def command(process: Process, length: int = 60) -> str:
    """Its command line, on one line, the interpreter's path left out."""
    words = printable(process.command.replace("\n", " ")).split(" ")
    words[0] = words[0].rsplit("/", 1)[-1]
    return shorten(" ".join(words), length)


def program(trace: Trace) -> str:
    """The command line of the run, the path of the interpreter left out."""
    first, *rest = trace.program or ("",)
    return printable(" ".join([first.rsplit("/", 1)[-1] if rest else first, *rest]))


def quote(text: str | None, length: int = 60) -> str:
    """What was written, in quotes, on one line."""
    return "“" + shorten(printable((text or "").removesuffix("\n").replace("\n", "⏎")), length) + "”"


def describe(trace: Trace, event: Event, length: int = 60) -> str:
    """One event as a sentence: "child 13 wrote “hello”"."""
    who = name(trace, event.process)
    match event.kind:
        case "fork":
            return f"{who} gave birth to {name(trace, event.child)}"
        case "exec":
            return f"{who} became another program (exec)"
        case "write":
            return f"{who} wrote {quote(event.text, length)}" + (" to stderr" if event.stream == "stderr" else "")
        case "mark":
            return f"{who} marked {quote(event.text, length)}"
        case "sleep":
            return f"{who} sleeps {seconds(event.seconds)}"
        case "wait":
            return f"{who} waits for {'any child' if event.on is None else name(trace, event.on)}"
        case "reap":
            return f"{who} collected {name(trace, event.child)}"
        case "signal":
            return f"{who} sent {event.signal} to {name(trace, event.target)}"
        case "exit":
            return (
                f"{who} was ended by {event.signal}"
                if event.signal
                else f"{who} ended with exit code {event.exit_code}"
            )


def point_kind(event: Event) -> str:
    """Which sign an event gets: its kind, the stream of a write, "crash" for an end that is not exit code 0."""
    if event.kind == "write":
        return event.stream or "stdout"
    return "crash" if event.kind == "exit" and event.exit_code != 0 else event.kind


OUTCOMES = {
    "finished": "finished",
    "deadlock": "deadlock",
    "cpu-limit": "ended: too much computing",
    "wall-limit": "ended: too long",
    "time-limit": "ended: too much virtual time",
    "waits-for-ever": "ended: waits for ever",
    "output-limit": "ended: too much output",
    "process-limit": "ended: too many processes",
    "memory-limit": "ended: too much memory",
}
