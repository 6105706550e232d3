"""The reference of the vocabulary of checks, made from its docstrings: `python -m grader.authoring.vocabulary`."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import grader.checks as vocabulary
from grader.observer.inside import witness

PAGE = Path(__file__).with_name("VOCABULARY.md")
_HEAD = """# The vocabulary of checks

All that a check and a scenario can use. This page is made from the docstrings
(`python -m grader.authoring.vocabulary`); a test fails where the two differ. [A course of your own](OWN_COURSE.md)
shows it in use.

## In a scenario: `from witness import given, mark`
"""
_CHECKS = "## In a file of checks: `from grader.checks import ...`\n"


def reference() -> str:
    """The page as it must be."""
    parts = [_HEAD]
    for name in ("given", "mark"):
        parts += _entry(name, getattr(witness, name))
    parts.append(_CHECKS)
    for name in sorted(vocabulary.__all__, key=str.casefold):
        parts += _entry(name, getattr(vocabulary, name))
    return "\n".join(parts)


def _entry(name: str, value: Any) -> Iterator[str]:
    if isinstance(value, tuple):
        yield f"### `{name}`\n\n{', '.join(f'`{one}`' for one in value)}\n"
        return
    yield f"### `{name}{_signature(value)}`\n\n{_said(value)}\n"
    if inspect.isclass(value):
        yield from (f"- `{member}`{told}" for member, told in _members(value))
        yield ""


def _members(kind: type) -> Iterator[tuple[str, str]]:
    """The public attributes and methods of a class, in their order, each with what its docstring says."""
    fields = inspect.get_annotations(kind)
    members = {name: value for name, value in vars(kind).items() if not name.startswith("_")}
    for name in fields:
        if not name.startswith("_") and name not in members:
            yield name, ""
    for name, value in members.items():
        if isinstance(value, property | cached_property):
            function = value.fget if isinstance(value, property) else value.func
            yield name, _told(function)
        elif inspect.isfunction(value):
            yield f"{name}{_signature(value)}", _told(value)
        elif name in fields:
            yield name, ""


def _told(value: Any) -> str:
    said = " ".join(_said(value).split())
    return f": {said}" if said else ""


def _said(value: Any) -> str:
    return inspect.cleandoc(value.__doc__ or "")


def _signature(value: Any) -> str:
    """The names of the parameters, and which have a default: `check(*, category, points=0)`."""
    if inspect.isclass(value) and issubclass(value, BaseException):
        return ""
    parameters = [one for one in inspect.signature(value).parameters.values() if one.name != "self"]
    plain = [one.replace(annotation=one.empty) for one in parameters]
    short = [one.replace(default=...) if _is_long(one.default) else one for one in plain]
    return str(inspect.Signature(short)).replace("Ellipsis", "...")


def _is_long(default: object) -> bool:
    return default is not inspect.Parameter.empty and not isinstance(default, str | int | float | tuple | None)


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
