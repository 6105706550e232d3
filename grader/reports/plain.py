"""Anybody's text as lines that every reader takes: no control character, nothing that is no character, not endless."""

from __future__ import annotations

from grader.reports.words import printable, shorten

LONGEST = 4000


def plain(text: object, longest: int = LONGEST) -> str:
    """The text, line by line, with what is invisible spelled out; the end is cut off where nobody would read it."""
    lines = shorten(str(text), longest).splitlines()
    return "\n".join(printable(line.replace("\t", "    ")) for line in lines)


def one_line(text: object, longest: int = LONGEST) -> str:
    """The text on one line, without blanks at its ends or two in a row."""
    return " ".join(plain(text, longest).split())
