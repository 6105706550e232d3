"""The book: the course as a web site, made by Sphinx from the handouts, the runs of their programs, and the cards."""

from __future__ import annotations

import re
import shutil
import sys
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from grader.book.chapters import LiveTimeline, cards_page, chapter
from grader.book.programs import HandoutProgram, drawn_alone, programs_of
from grader.book.runs import watched
from grader.course.contents import Course, CourseError
from grader.course.misconceptions import read_registry
from grader.reports.page import page
from grader.reports.timeline import timeline_css, timeline_svg
from grader.traces.model import Trace

EXAMPLE = """import os
import time

print("before the fork", flush=True)
pid = os.fork()
if pid == 0:
    time.sleep(2)
    print("child: done", flush=True)
    os._exit(3)
print("parent: goes on", flush=True)
os.waitpid(pid, 0)
print("parent: has collected the child", flush=True)
"""
"""The program of the page that says how to read a timeline."""


class CannotBuild(CourseError):
    """The book cannot be made: what is missing and what to do."""


def build(course: Course, folder: Path) -> Path:
    """Build the book into the folder, which is emptied first; its first page.

    Raises CannotBuild without Sphinx, or where Sphinx finds a mistake.
    """
    try:
        from sphinx.cmd.build import build_main
    except ImportError:
        raise CannotBuild("the book needs Sphinx: pip install 'process-course-grader[book]'") from None
    with TemporaryDirectory(prefix="grader-book-") as name:
        source = Path(name)
        write_sources(course, source)
        shutil.rmtree(folder, ignore_errors=True)
        wrong = build_main(["-q", "-W", "--keep-going", "-b", "html", str(source), str(folder)])
    if wrong:
        raise CannotBuild("Sphinx has found mistakes, see above")
    for left in (".doctrees", ".buildinfo", "objects.inv"):
        path = folder / left
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    return folder / "index.html"


def write_sources(course: Course, source: Path) -> None:
    """Write what Sphinx reads: a page per unit, the cards, how to read a timeline, style and settings."""
    static = source / "_static"
    runs = static / "runs"
    runs.mkdir(parents=True)
    registry = read_registry(course)
    cards = list(registry.cards.values())
    for unit in course.units:
        handout = (course.root / "exercises" / unit.name / "README.md").read_text(encoding="utf-8")
        programs = programs_of(unit.name, handout) + drawn_alone(unit.name, handout)
        live = {program.name: _live(program, runs) for program in programs}
        (source / f"{unit.name}.md").write_text(chapter(unit.name, handout, live, cards), encoding="utf-8")
    titles = {unit.name: unit.title for unit in course.units}
    page_of_cards = cards_page(cards, lambda unit: titles.get(unit, "In every unit"))
    (source / "cards.md").write_text(page_of_cards, encoding="utf-8")
    example = HandoutProgram("reading", "reading.py", 1, EXAMPLE, True, ())
    template = _template("reading.md").replace("@PROGRAM@", EXAMPLE)
    shown = _live(example, runs)
    reading = template.replace("@TIMELINE@", _one_block(shown.timeline)).replace("@PAGE@", f"_static/runs/{shown.page}")
    (source / "reading.md").write_text(reading, encoding="utf-8")
    units = "\n".join(unit.name for unit in course.units)
    index = _template("index.md").replace("@TITLE@", course.title).replace("@UNITS@", units)
    (source / "index.md").write_text(index, encoding="utf-8")
    (source / "conf.py").write_text(_template("conf.py").replace("@TITLE@", course.title), encoding="utf-8")
    (static / "book.css").write_text(_template("book.css") + themed(timeline_css()), encoding="utf-8")


def themed(css: str) -> str:
    """The timeline's style with its dark colours where a reader has chosen the dark theme, and not the light one."""
    dark = re.search(r"@media \(prefers-color-scheme: dark\) \{(.*?)\n\}", css, re.S)
    if dark is None:
        return css
    inside = re.sub(r"^\s*\.ptl\b", "body[data-theme=dark] .ptl", dark[1], flags=re.M)
    auto = re.sub(r"^\s*\.ptl\b", "body:not([data-theme=light]) .ptl", dark[1], flags=re.M)
    automatic = f"@media (prefers-color-scheme: dark) {{{auto}\n}}"
    return css.replace(dark[0], f"{automatic}\n{inside}\n")


def _live(program: HandoutProgram, runs: Path) -> LiveTimeline:
    trace = _run(program)
    name = f"{program.unit}-{program.name.removesuffix('.py')}.html"
    (runs / name).write_text(
        page(trace, title=f"{program.unit}: {program.name}", sources={program.name: program.text}), encoding="utf-8"
    )
    return LiveTimeline(timeline_svg(trace, style=False), name)


def _run(program: HandoutProgram) -> Trace:
    """The run as the handout shows it first; what a shell adds (a pipe, arguments) is in the handout's own words."""
    command = program.outputs[0].command if program.outputs else ("python", program.name)
    words = [word for word in command if word not in ("|", "cat")]
    piped = "|" in command
    words = words[2:] if words[:2] == ["grader", "trace"] else words[1:]
    with TemporaryDirectory(prefix="grader-run-") as name:
        folder = Path(name)
        (folder / program.name).write_text(program.text, encoding="utf-8")
        return watched([sys.executable, *words], folder, terminal=not piped)


def _one_block(text: str) -> str:
    return re.sub(r"\n\s*\n+", "\n", text)


def _template(name: str) -> str:
    return (files("grader.book") / "templates" / name).read_text(encoding="utf-8")
