"""Anybody's text, made harmless for each medium: plain lines, one line, HTML; `words.printable` is the terminal's."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from grader.reports.words import printable, shorten

LONGEST = 4000
_CODE = re.compile(r"`([^`\n]+)`")


def plain(text: object, longest: int = LONGEST) -> str:
    """The text, line by line, with what is invisible spelled out; the end is cut off where nobody would read it."""
    lines = shorten(str(text), longest).splitlines()
    return "\n".join(printable(line.replace("\t", "    ")) for line in lines)


def one_line(text: object, longest: int = LONGEST) -> str:
    """The text on one line, without blanks at its ends or two in a row."""
    return " ".join(plain(text, longest).split())


def marked(text: object) -> Markup:
    """A message as HTML: everything in it escaped, what stands between `backticks` as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(plain(text)))))
