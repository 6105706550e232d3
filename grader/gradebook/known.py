"""What the gradebook knows of a notebook: its cells, and which of them are exercises of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

TEST_CELL_MARK = "# grader: "
_EXERCISE = re.compile(r"^#[ \t]*grader:[ \t]*([a-z]\w*/[a-z]\w*)[ \t]*$", re.M)


def marker(key: str) -> str:
    """The first line of a test cell: the exercise whose points it has. Any notebook may hold such a cell."""
    return TEST_CELL_MARK + key


@dataclass(frozen=True)
class KnownCell:
    """A cell as nbgrader registered it when the assignment was generated; no student can change that."""

    name: str
    cell_type: str
    source: str
    locked: bool
    checksum: str | None
    grade: bool
    solution: bool
    task: bool
    points: float | None

    @property
    def exercise(self) -> str | None:
        """The exercise ("UNIT/NAME") whose score the cell has; None where it is none of ours."""
        found = _EXERCISE.match(self.source) if self.grade and not self.solution else None
        return found[1] if found else None

    def metadata(self) -> dict[str, Any]:
        """What belongs under "nbgrader" in the cell's metadata."""
        fields: dict[str, Any] = {
            "grade": self.grade,
            "grade_id": self.name,
            "locked": self.locked,
            "schema_version": 3,
            "solution": self.solution,
            "task": self.task,
            "cell_type": self.cell_type,
        }
        if self.points is not None:
            fields["points"] = self.points
        if self.checksum is not None:
            fields["checksum"] = self.checksum
        return fields


def known_cells(gradebook: Any, notebook: str, assignment: str) -> tuple[KnownCell, ...]:
    """The notebook's cells that nbgrader keeps, in their order; none for a notebook that it does not know."""
    from nbgrader.api import MissingEntry

    try:
        found = gradebook.find_notebook(notebook, assignment)
    except MissingEntry:
        return ()
    points = {cell.name: float(cell.max_score) for cell in (*found.grade_cells, *found.task_cells)}
    grades = {cell.name for cell in found.grade_cells}
    solutions = {cell.name for cell in found.solution_cells}
    tasks = {cell.name for cell in found.task_cells}
    return tuple(
        KnownCell(
            name=cell.name,
            cell_type=cell.cell_type,
            source=cell.source or "",
            locked=bool(cell.locked),
            checksum=cell.checksum,
            grade=cell.name in grades,
            solution=cell.name in solutions,
            task=cell.name in tasks,
            points=points.get(cell.name),
        )
        for cell in found.source_cells
    )


_OF_CONVERTERS: WeakKeyDictionary[Any, dict[tuple[str, str], tuple[KnownCell, ...]]] = WeakKeyDictionary()


def known_here(converter: Any, place: Mapping[str, str]) -> tuple[KnownCell, ...]:
    """The same while nbgrader converts: looked up once for all students of one conversion."""
    from nbgrader.api import Gradebook

    found = _OF_CONVERTERS.setdefault(converter, {})
    where = (place["notebook"], place["assignment"])
    if where not in found:
        with Gradebook(place["db_url"]) as gradebook:
            found[where] = known_cells(gradebook, *where)
    return found[where]


def exercise_cells(known: tuple[KnownCell, ...]) -> dict[str, str]:
    """The exercises of a notebook, by the names of the cells that have their points; empty for a notebook not ours."""
    return {cell.name: cell.exercise for cell in known if cell.exercise is not None}
