"""The files that a submission's notebooks write, also exported ones, put in the notebooks' place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from grader.course.contents import Course
from grader.course.exported import exported_files, text_of_form
from grader.course.intake import HandInLimits, Intake, printable
from grader.course.names import is_notebook, taken_apart
from grader.course.notebooks import Notebook, read_notebook
from grader.course.placing import is_stub
from grader.course.recognise import exercise_named, is_ours, unit_named

_FORM = "onlinetext.html"
"""What Moodle calls the text that was typed into its page."""
_ELSEWHERE = re.compile(r"^(?:[A-Za-z]:|[\\/~])|\.\.[\\/]")
_SAYS_NO_UNIT = frozenset(("content", "working", "drive", "mydrive", "home", "root"))


@dataclass
class Books:
    """The units of the notebooks that could be read, and of those that could not, with the reason (None: one that does
    not say its unit); the exercises' files that two notebooks write differently; what is to be said."""

    legible: set[str | None] = field(default_factory=set)
    illegible: dict[str | None, str] = field(default_factory=dict)
    differing: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def take_notebooks(files: dict[str, bytes], problems: dict[str, str], course: Course, limits: HandInLimits) -> Books:
    """Put what notebooks write in the notebooks' place."""
    books = Books()
    _read_forms(files, books)
    writer = _Writer(files, problems, course, books)
    notebooks = {path: files[path] for path in sorted(files) if is_notebook(path)}
    found = {path: read_notebook(content) for path, content in notebooks.items()}
    for path, notebook in _exported(files, course).items():
        found[path] = notebook
        books.notes.append(f"{printable(path)} was read as an exported notebook")
    for path in found:
        del files[path]
    # A notebook that has its unit's own name goes before its copies ("fork (1).ipynb", "fork-Copy1.ipynb").
    for path in sorted(found, key=lambda path: (PurePosixPath(path).stem not in writer.units, path)):
        notebook = found[path]
        unit = _unit_of(path, notebook.files, course)
        if notebook.problem:
            problems[path] = notebook.problem
            books.illegible[unit] = f"nothing in it can be read: {path} {notebook.problem}"
        else:
            books.legible.add(unit)
        _take(path, notebook, unit, writer, limits)
    for target, first in writer.written.items():
        files[target] = first[1]
    return books


def _take(path: str, notebook: Notebook, unit: str | None, writer: _Writer, limits: HandInLimits) -> None:
    admitted = Intake(limits, problems=writer.problems)
    for name, content in notebook.files.items():
        known = _from_elsewhere(name, unit, writer.course)
        if known is not None:
            writer.books.notes.append(f"{printable(path)}: %%writefile {printable(name)} was taken for {known}")
        if not (target := known or admitted.admit(name)):
            continue
        if target.partition("/")[0] not in writer.units:
            if unit is None:
                writer.problems[path] = (
                    f"writes {printable(name)}, and nothing says for which unit; name the notebook after its unit "
                    f"({', '.join(sorted(writer.units))}), or write %%writefile UNIT/{printable(name)}"
                )
                continue
            target = f"{unit}/{target}"
        if admitted.fits(target, len(content)):
            writer.write(path, target, content)


@dataclass
class _Writer:
    """What the notebooks so far have written, by the file's path: the notebook's path, and the content."""

    files: dict[str, bytes]
    problems: dict[str, str]
    course: Course
    books: Books
    written: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    @property
    def units(self) -> frozenset[str]:
        return frozenset(unit.name for unit in self.course.units)

    def write(self, path: str, target: str, content: bytes) -> None:
        """Let a notebook's cell count, unless another goes before it."""
        before = self.written.get(target)
        if before is None:
            if self._counts(target, content):
                self.written[target] = (path, content)
            return
        first, its_content = before
        if its_content.strip() == content.strip() or self._is_stub(target, content):
            return
        if self._is_stub(target, its_content):
            self.written[target] = (path, content)
            self.books.notes.append(f"{target} was taken from {printable(path)}: in {printable(first)} it is untouched")
        elif PurePosixPath(first).stem in self.units and PurePosixPath(path).stem not in self.units:
            self.problems[path] = f"writes {target}, which {first} writes, too, and that one counts; keep one"
            self.books.notes.append(f"{target} in {printable(path)} was left out: {printable(first)} counts")
        else:
            self.books.differing[target] = (
                f"{target}: the notebooks {printable(first)} and {printable(path)} differ there, and nothing says "
                "which one counts; keep one"
            )

    def _is_stub(self, target: str, content: bytes) -> bool:
        exercise = self.course.exercise(target.removesuffix(".py"))
        return exercise is not None and is_stub(content, exercise)

    def _counts(self, target: str, content: bytes) -> bool:
        """Whether a notebook's cell goes before the file of the same path: yes, unless the cell is still the stub."""
        if target not in self.files or self.files[target].strip() == content.strip():
            return True
        if self._is_stub(target, content):
            return False
        if not self._is_stub(target, self.files[target]):
            self.problems[target] = "is there as a file and, different, in a notebook's cell; the cell counts"
            self.books.notes.append(f"{target} is there as a file and, different, in a notebook; the notebook counts")
        return True


def _from_elsewhere(name: str, unit: str | None, course: Course) -> str | None:
    """The exercise's file that a cell writes on another machine: /content/two_returns.py (Colab), a path with .."""
    if not _ELSEWHERE.search(name):
        return None
    path = name.replace("\\", "/")
    folders = [part for part in path.split("/") if part.casefold() not in _SAYS_NO_UNIT]
    named = exercise_named("/".join([unit or "", *folders]), course)
    return named[0].file if named else None


def _exported(files: Mapping[str, bytes], course: Course) -> dict[str, Notebook]:
    """Notebooks that were saved as .py (or pasted into a form), by their paths."""
    found: dict[str, Notebook] = {}
    for path in sorted(files):
        if not path.casefold().endswith((".py", ".txt")) or is_ours(path) or exercise_named(path, course):
            continue
        written = exported_files(files[path].decode("utf-8", "replace").removeprefix("\ufeff"))
        if written:
            found[path] = Notebook({name: text.encode("utf-8", "surrogatepass") for name, text in written.items()})
    return found


def _read_forms(files: dict[str, bytes], books: Books) -> None:
    for path in [path for path in files if path.rpartition("/")[2] == _FORM]:
        content = files.pop(path)
        if text := text_of_form(content).strip():
            files[path.removesuffix(".html") + ".txt"] = (text + "\n").encode("utf-8", "replace")


def _unit_of(path: str, names: Iterable[str], course: Course) -> str | None:
    """The unit that a notebook is for: by its own name, by its folders', or by the exercises that it writes."""
    place = PurePosixPath(path)
    stem = taken_apart(place.name).stem
    for name in (place.stem, stem, place.parent.name):
        if course.unit(name):
            return name
    files = {PurePosixPath(name.replace("\\", "/")).name for name in names}
    guesses = {exercise.unit for exercise in course.exercises if f"{exercise.name}.py" in files}
    if len(guesses) == 1:
        return guesses.pop()
    near = [unit_named(name, course) for name in (stem, *reversed(place.parts[:-1]))]
    near += [unit.name for unit in course.units if f"_{unit.name}_" in f"_{stem}_"]
    return next(filter(None, near), None)
