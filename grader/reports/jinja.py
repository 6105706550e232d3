"""Pages from Jinja templates: the one place that sets Jinja up; all text is escaped, and made visible by filters."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from grader.reports.escaping import marked, plain


@cache
def environment(package: str) -> Environment:
    """The templates of a package. Filters: `say` for anybody's text, `marked` for a message with `code` in it."""
    found = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"say": plain, "marked": marked}
    return found


def render(package: str, template: str, /, **values: Any) -> str:
    """A template of the package with these values."""
    return environment(package).get_template(template).render(values)


@cache
def asset(package: str, name: str) -> str:
    """The text of a file beside the package's templates: a style, a script."""
    return (files(package) / "templates" / name).read_text(encoding="utf-8")
