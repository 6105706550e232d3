"""The notebook of a unit: the handout, and for each exercise its statement, solution, visible checks and test cell."""

from __future__ import annotations

import ast
import hashlib
import inspect
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from grader.course.contents import Course, CourseError, Exercise, Unit
from grader.gradebook.known import marker
from grader.gradebook.store import grade_cell, solution_cell

_OURS = "process_grader"
_HOW = """How to work here: run the cell below once. Then, for each exercise, write your solution into its cell and run
it (that writes the file named in its first line), and run the cell below it, which checks the file and shows what your
processes did. `trace("two_returns.py")` shows the processes of any program, `trace(function)` those of a function, and
a cell that begins with `%%trace` is a program of its own. `check()` checks all exercises at once. The test cells are
for grading: your instructor's run puts your points and a report there."""


def notebook_of(course: Course, unit: Unit) -> NotebookNode:
    """The notebook with its solutions, as nbgrader's source/ wants it.

    Raises CourseError where the handout or a solution is missing.
    """
    handout = course.root / "exercises" / unit.name / "README.md"
    text = _read(handout, f"the handout of {unit.name}") if handout.is_file() else f"# {unit.title}"
    first = unit.exercises[0].name if unit.exercises else "my_program"
    cells = [
        _markdown("handout", text.strip()),
        _markdown("how", _HOW.replace("two_returns", first) + _book(course, unit)),
        _code("import", "from grader import check, trace"),
    ]
    for number, exercise in enumerate(unit.exercises, 1):
        cells += _exercise(number, exercise)
    make: Any = nbformat.v4
    notebook: NotebookNode = make.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook.metadata["language_info"] = {"name": "python"}
    notebook.metadata[_OURS] = {"cells": sorted(cell.id for cell in cells)}
    for cell in cells:
        cell.metadata[_OURS] = fingerprint(cell)
    return notebook


def _book(course: Course, unit: Unit) -> str:
    if not course.book:
        return ""
    return f" [This unit in the book]({course.book.rstrip('/')}/{unit.name}.html): every program to step through."


def _exercise(number: int, exercise: Exercise) -> list[NotebookNode]:
    solution = _read(exercise.solution, f"the solution of {exercise.key}")
    points = f"{exercise.points:g} point{'' if exercise.points == 1 else 's'}"
    return [
        _markdown(f"{exercise.name}-task", f"## {number}. {exercise.title} ({points})\n\n{statement(solution)}"),
        _code(
            f"{exercise.name}-solution",
            f"%%writefile {exercise.name}.py\n{solution.rstrip()}",
            {"grade": False, "grade_id": solution_cell(exercise), "locked": False, "solution": True},
        ),
        _code(f"{exercise.name}-check", f'check("{exercise.key}")'),
        _code(
            f"{exercise.name}-test",
            f"{marker(exercise.key)}\n"
            f"# {points}. The grader's own checks are not in this notebook: here they leave their result.\n"
            "from grader import check\n\n"
            f'assert check("{exercise.key}", show=False), "{exercise.name}: the cell above says what is missing"',
            {
                "grade": True,
                "grade_id": grade_cell(exercise),
                "locked": True,
                "solution": False,
                "points": exercise.points,
            },
        ),
    ]


def statement(solution: str) -> str:
    """What is to be done, from the solution's own docstring: that of its longest-documented function or class."""
    try:
        tree = ast.parse(solution)
    except SyntaxError as error:
        raise CourseError(f"a solution is no Python: {error}; correct it in solutions/") from error
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    documented = [node for node in tree.body if isinstance(node, kinds) and ast.get_docstring(node)]
    if not documented:
        return inspect.cleandoc(ast.get_docstring(tree) or "")
    node = max(documented, key=lambda node: len(ast.get_docstring(node) or ""))
    kind = "class" if isinstance(node, ast.ClassDef) else "function"
    return f"Write the {kind} `{node.name}`.\n\n{ast.get_docstring(node)}"


def fingerprint(cell: NotebookNode) -> str:
    """By what a cell that nobody has changed since it was generated is known."""
    nbgrader = cell.metadata.get("nbgrader", {})
    content = (cell.cell_type, cell.source, str(nbgrader.get("grade_id")), str(nbgrader.get("points")))
    return hashlib.sha256("\n".join(content).encode("utf-8", "backslashreplace")).hexdigest()[:16]


def merged(new: NotebookNode, old: NotebookNode) -> tuple[NotebookNode, list[str]]:
    """The old notebook with our cells made new, and the names of those that were left because somebody changed them.

    Cells that an instructor added stay where they are; ones of ours that an instructor deleted stay deleted.
    """
    fresh = {cell.id: cell for cell in new.cells}
    once = set(old.metadata.get(_OURS, {}).get("cells", []))
    left: list[str] = []
    cells: list[NotebookNode] = []
    for cell in old.cells:
        mark = cell.metadata.get(_OURS)
        changed = mark is not None and mark != fingerprint(cell)
        replacement = fresh.get(cell.get("id"))
        if mark is None or changed:
            cells.append(cell)
            if changed and replacement is not None and replacement.metadata[_OURS] != mark:
                left.append(str(cell.id))
        elif replacement is not None:
            cells.append(replacement)
    there = {cell.get("id") for cell in cells}
    at = 0
    for cell in new.cells:
        if cell.id in there:
            at = next(number for number, one in enumerate(cells) if one.get("id") == cell.id) + 1
        elif cell.id not in once:
            cells.insert(at, cell)
            at += 1
    metadata = {**old.metadata, _OURS: {"cells": sorted(once | set(fresh))}}
    make: Any = nbformat.v4
    return make.new_notebook(cells=cells, metadata=metadata), left


def _markdown(id: str, text: str) -> NotebookNode:
    make: Any = nbformat.v4
    cell: NotebookNode = make.new_markdown_cell(text, id=id[:64])
    return cell


def _code(id: str, text: str, nbgrader: dict[str, Any] | None = None) -> NotebookNode:
    make: Any = nbformat.v4
    metadata = {} if nbgrader is None else {"nbgrader": {**nbgrader, "schema_version": 3, "task": False}}
    cell: NotebookNode = make.new_code_cell(text, id=id[:64], metadata=metadata)
    return cell


def _read(path: Any, what: str) -> str:
    try:
        return str(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{what} cannot be read ({error}); write {path}") from error
