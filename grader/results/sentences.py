"""Sentences for people, put together from the parts of a result: the one place where a message is made."""

from __future__ import annotations

from collections.abc import Sequence

from grader.results.model import CheckResult

WHEN = {
    "child-first": "when the child gets to run first",
    "parent-first": "when the parent gets to run first",
    "slow-child": "when a new process is slow to start",
    "slow-exit": "when a process is slow to exit",
    "slow-parent": "when a process that waits or asks is slow to go on",
    "random": "under a random schedule",
    "priority": "under a random order of turns",
}
"""What a schedule does, for a reader who does not know its name; `natural` does nothing."""


def title(name: str) -> str:
    """A check's name as words: "test_two_processes" is "two processes"."""
    return name.removeprefix("test_").replace("_", " ").strip() or name


def heading(name: str) -> str:
    """The same with a capital letter."""
    words = title(name)
    return words[:1].upper() + words[1:]


def message(check: CheckResult) -> str:
    """The whole message in plain text: what was expected and, if it does not hold, what happened instead."""
    return " ".join(filter(None, (check.expected, instead(check))))


def instead(check: CheckResult) -> str:
    """What is said after the expectation of a check that does not hold, as a sentence; nothing if it holds."""
    if check.passed:
        return ""
    if not check.reached:
        return skipped(check)
    return " ".join(filter(None, (f"But {sentence(observed(check))}", at_lines(check)))) if check.happened else ""


def observed(check: CheckResult) -> str:
    """What happened, as a clause: with the schedule, if others pass."""
    happened = (check.happened or "").rstrip()
    when = WHEN.get(check.schedule or "") if check.schedule_matters else None
    return f"{happened} ({when})" if when else happened


def at_lines(check: CheckResult) -> str:
    """The student's lines that show what was observed, each with its text; nothing where none is known."""
    lines = [f"line {line.number}: `{line.text}`" for line in check.lines]
    return f"Look at {', and at '.join(lines)}." if lines else ""


def skipped(check: CheckResult) -> str:
    """Why a check was not judged; nothing is known against the program by it."""
    if check.needs is not None:
        return f"Skipped: it needs “{title(check.needs)}” to pass first."
    return f"Not judged: {sentence(check.unjudged)}" if check.unjudged else "Skipped."


def also_fails(others: Sequence[CheckResult]) -> str:
    """The other checks that fail for the cause that was just told, as a bracket; nothing without them."""
    if not others:
        return ""
    names = ", ".join(f"“{title(check.name)}”" for check in others)
    return f"({'This check fails' if len(others) == 1 else 'These checks fail'} for the same reason: {names}.)"


def sentence(clause: str) -> str:
    """A clause as the end of a sentence: with its full stop."""
    return clause if clause.endswith((".", "!", "?")) else clause + "."


def capital(text: str) -> str:
    """The same with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "1 process", "2 processes"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
