"""How the report's pages are made from templates: everything escaped, every text made visible."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment

from grader.class_report.files import REPORT_MARK
from grader.reports.jinja import asset, environment
from grader.reports.stepper import stepper_css, stepper_js
from grader.results.sentences import heading, instead

_HERE = "grader.class_report"
_PRINTED_WIDTH = 620
"""CSS pixels that a timeline has on paper (A4 is narrower than Letter)."""
_NAMES_WIDTH = 166


def render(template: str, **values: Any) -> str:
    """A page; text in the values may be anybody's."""
    style = stepper_css() + asset(_HERE, "report.css")
    return (
        _templates()
        .get_template(template)
        .render(values, mark=REPORT_MARK, style=style, script=asset(_HERE, "report.js"), stepping=stepper_js())
    )


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


def printed_scale(svg: str) -> str:
    """By how much a timeline is made smaller on paper, so that its end is not cut off."""
    width = re.search(r'<svg width="(\d+)', svg)
    return f"{min(1.0, _PRINTED_WIDTH / (_NAMES_WIDTH + (int(width[1]) if width else 760))):.2f}"


@cache
def _templates() -> Environment:
    templates = environment(_HERE)
    templates.filters |= {
        "number": number,
        "check_title": heading,
        "instead": instead,
        "printed_scale": printed_scale,
    }
    templates.globals |= {"percent": percent}
    return templates
