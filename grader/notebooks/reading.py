"""How nbgrader reads what was handed in: notebooks in any state, also under another name."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbgrader.converters.base import NbGraderException

from grader.gradebook.known import TEST_CELL_MARK, exercise_cells, known_here
from grader.notebooks.repair import repaired


class ReadsAnything(NotebookExporter):
    """Reads a notebook with exercises of ours whatever its state; every other notebook as nbgrader does."""

    def from_filename(self, filename: str, resources: Any | None = None, **kw: Any) -> tuple[Any, Any]:
        """Convert a notebook; one with our exercises is put in order first."""
        place = (resources or {}).get("nbgrader")
        if place is None or not getattr(self.parent, "_sanitizing", False):
            return super().from_filename(filename, resources=resources, **kw)
        known = known_here(self.parent, place)
        if not exercise_cells(known):
            return super().from_filename(filename, resources=resources, **kw)
        resources = dict(resources or {})
        resources["metadata"] = {"name": place["notebook"], "path": os.path.dirname(filename)}
        return self.from_notebook_node(  # type: ignore[no-untyped-call, no-any-return]
            repaired(_content(Path(filename)), known), resources=resources, **kw
        )


def _content(path: Path) -> bytes | None:
    # A link or a pipe is not followed; the grader's own reader says so, in words.
    if path.is_symlink() or not path.is_file():
        return None
    try:
        return path.read_bytes()
    except OSError:
        return None


def add_renamed(assignment: str, student: str, notebooks: list[str]) -> None:
    """nbgrader's pre_convert_hook: a notebook under another name stands for the one that has the assignment's name.

    nbgrader takes up notebooks by their names only. What is in the folder, the grader's own reader finds.
    """
    source = Path("source", assignment, f"{assignment}.ipynb")
    if not notebooks or TEST_CELL_MARK.encode() not in (_content(source) or b""):
        return
    expected = os.path.join(os.path.dirname(notebooks[0]), f"{assignment}.ipynb")
    if expected not in notebooks:
        notebooks.append(expected)


def take_up_every_folder() -> None:
    """Call this in nbgrader_config.py: what was handed in without a notebook (files, an archive, a notebook in a
    folder) is graded, too. nbgrader passes over a folder that has no notebook directly in it."""
    from nbgrader.converters import Autograde

    if not getattr(Autograde.init_notebooks, "takes_every_folder", False):
        Autograde.init_notebooks = _with_every_folder(Autograde.init_notebooks)


def _with_every_folder(nbgraders_own: Callable[[Any], None]) -> Callable[[Any], None]:
    def init_notebooks(self: Any) -> None:
        raised: Exception | None = None
        try:
            nbgraders_own(self)
        except NbGraderException as error:
            raised = error
        assignment = self.coursedir.assignment_id
        source = Path(self.coursedir.format_path(self.coursedir.source_directory, ".", assignment))
        if TEST_CELL_MARK.encode() in (_content(source / f"{assignment}.ipynb") or b""):
            for folder in glob.glob(self._format_source(assignment, self.coursedir.student_id)):
                if folder not in self.assignments and os.path.isdir(folder) and os.listdir(folder):
                    self.assignments[folder] = [os.path.join(folder, f"{assignment}.ipynb")]
        if raised is not None and not self.assignments:
            raise raised

    init_notebooks.takes_every_folder = True  # type: ignore[attr-defined]
    return init_notebooks
