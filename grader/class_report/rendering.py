"""How the report's pages are made from templates: everything escaped, every text made visible."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from grader.class_report.files import MARK
from grader.reports.page import timeline_css
from grader.reports.plain import plain

_PRINTED_WIDTH = 620
"""CSS pixels that a timeline has on paper (A4 is narrower than Letter)."""
_NAMES_WIDTH = 166


def render(template: str, **values: Any) -> str:
    """A page; text in the values may be anybody's."""
    return _templates().get_template(template).render(values, mark=MARK, style=_style(), script=_file("report.js"))


def expectation(message: str) -> tuple[str, str]:
    """A failed check's message in its two halves: what was expected, what happened instead."""
    expected, but, happened = message.partition(" But ")
    return (expected, "But " + happened) if but and happened else ("", message)


def marked(text: object) -> Markup:
    """A message: everything in it escaped, what stands between `backticks` as code."""
    return Markup(re.sub(r"`([^`\n]+)`", r"<code>\1</code>", str(escape(plain(text)))))


def number(value: float | None) -> str:
    """Points as people write them."""
    return "–" if value is None else f"{round(value, 2):g}"


def percent(part: float, whole: float) -> str:
    """A share in whole percent; 100 % and 0 % only where it is all or nothing."""
    if not whole:
        return "–"
    share = 100 * part / whole
    whole_percent = round(share)
    if whole_percent == 100 and share < 100:
        whole_percent = 99
    if whole_percent == 0 and share > 0:
        whole_percent = 1
    return f"{whole_percent} %"


def check_title(name: str) -> str:
    """A check's name as a heading."""
    words = name.removeprefix("test_").replace("_", " ").strip()
    return (words[:1].upper() + words[1:]) or name


def printed_scale(svg: str) -> str:
    """By how much a timeline is made smaller on paper, so that its end is not cut off."""
    width = re.search(r'<svg width="(\d+)', svg)
    return f"{min(1.0, _PRINTED_WIDTH / (_NAMES_WIDTH + (int(width[1]) if width else 760))):.2f}"


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("grader.class_report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "say": plain,
        "marked": marked,
        "number": number,
        "check_title": check_title,
        "expectation": expectation,
        "printed_scale": printed_scale,
    }
    environment.globals |= {"percent": percent}
    return environment


@cache
def _style() -> str:
    return timeline_css() + _file("report.css")


@cache
def _file(name: str) -> str:
    return (files("grader.class_report") / "templates" / name).read_text(encoding="utf-8")
