"""Scores as the summary of a GitHub Actions step: Markdown in which nobody's text is markup."""

from __future__ import annotations

from collections.abc import Iterator

from grader.exports.source import Export, Graded
from grader.exports.verdicts import verdicts
from grader.reports.escaping import one_line

MOST_SUMMARY_BYTES = 1_000_000
"""GitHub drops the summary of a step that is larger than 1 MiB."""
_MESSAGE = 500
_LEFT_OUT = "\n_More lines do not fit into a summary; the results have them all._\n"


def github(export: Export) -> str:
    """The summary: one student's checks, or a line a student; written to the file that GITHUB_STEP_SUMMARY names."""
    lines = _one(export.students[0]) if len(export.students) == 1 else _class(export)
    text = [f"## {markdown(export.title)}\n"]
    size = len(text[0].encode())
    for line in lines:
        size += len(line.encode()) + 1
        if size > MOST_SUMMARY_BYTES - len(_LEFT_OUT):
            text.append(_LEFT_OUT)
            break
        text.append(line)
    return "\n".join(text) + "\n"


def _class(export: Export) -> Iterator[str]:
    graded = [student for student in export.students if student.score is not None]
    yield f"{len(graded)} of {len(export.students)} submissions graded\n"
    yield "| student | points | of |"
    yield "| :-- | --: | --: |"
    for student in export.students:
        score = "" if student.score is None else f"{student.score:g}"
        why = "" if student.problem is None else f"<br>{markdown(student.problem)}"
        yield f"| <code>{markdown(student.student)}</code>{why} | {score} | {student.max_score:g} |"


def _one(student: Graded) -> Iterator[str]:
    if student.problem is not None:
        yield f"**Not graded**: {markdown(student.problem)}"
    if student.score is not None:
        yield f"**{student.score:g} of {student.max_score:g} points**\n"
    found = list(verdicts(student))
    if not found:
        return
    yield "| | exercise | check | points |"
    yield "| :-: | :-- | :-- | --: |"
    for verdict in found:
        sign = {"passed": "✅", "failed": "❌", "skipped": "➖", "ungraded": "❔"}[verdict.state]
        name = markdown(verdict.name.removeprefix("test_").replace("_", " "))
        said = "" if verdict.state == "passed" or not verdict.message else f"<br>{markdown(verdict.message)}"
        points = "" if verdict.score is None else f"{verdict.score:g} of {verdict.max_score:g}"
        yield f"| {sign} | <code>{markdown(verdict.exercise)}</code> | {name}{said} | {points} |"


def markdown(text: str) -> str:
    """The text as Markdown that shows just that: every sign with a meaning is a character reference.

    The invisible joiner after "@" keeps GitHub from taking a name for a mention.
    """
    line = one_line(text, _MESSAGE)
    return "".join(_reference(character) for character in line)


def _reference(character: str) -> str:
    if character == "@":
        return "&#64;&#8288;"
    if character.isascii() and not character.isalnum() and character != " ":
        return f"&#{ord(character)};"
    return character
