"""What students start from: the stub of every exercise, made from its solution by nbgrader's own rules."""

from __future__ import annotations

import argparse
import ast
import sys
from pathlib import Path
from typing import Any

from grader.course.contents import Course, CourseError, Exercise, find_course

_BEGIN = "BEGIN SOLUTION"


def stub_of(exercise: Exercise) -> str:
    """The stub: the solution with what stands between its BEGIN/END SOLUTION marks replaced by NotImplementedError.

    Raises CourseError if the solution is missing or lies, if it has no marks, or if the stub would be no Python.
    """
    try:
        solution = exercise.solution.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(
            f"{exercise.key} has no readable solution ({error}); write {exercise.solution}, "
            "or take the exercise out of exercises/course.toml"
        ) from error
    if _BEGIN not in solution:
        raise CourseError(
            f"{exercise.solution} has no marks; put ### {_BEGIN} and ### END SOLUTION around what students are to write"
        )
    try:
        stub = cleared(solution)
        raised = sum(map(_raises_not_implemented, ast.walk(ast.parse(stub))))
    except (RuntimeError, SyntaxError) as error:
        raise CourseError(
            f"{exercise.solution} gives no stub: {error}; look at its BEGIN and END SOLUTION marks"
        ) from error
    if raised < solution.count(_BEGIN):
        raise CourseError(
            f"{exercise.solution}: its stub does not raise NotImplementedError at each of its marks; "
            f"write ### {_BEGIN} on a line of its own, among the statements"
        )
    return stub


def cleared(solution: str) -> str:
    """The text as nbgrader would release it in a solution cell.

    Raises CourseError without nbgrader, and RuntimeError, as nbgrader does, if the marks do not match.
    """
    try:
        import nbformat
        from nbgrader.preprocessors import ClearSolutions
    except ImportError as error:
        raise CourseError(
            "stubs are made by nbgrader, which is not installed; pip install 'process-course-grader[instructor]'"
        ) from error
    make: Any = nbformat.v4
    cell = make.new_code_cell(solution, metadata={"nbgrader": {"solution": True, "grade": False, "grade_id": "stub"}})
    notebook, _ = ClearSolutions().preprocess(make.new_notebook(cells=[cell]), {})
    return str(notebook.cells[0].source)


def _raises_not_implemented(node: ast.AST) -> bool:
    return isinstance(node, ast.Raise) and node.exc is not None and "NotImplementedError" in ast.unparse(node.exc)


def write_stubs(course: Course) -> tuple[Path, ...]:
    """Write every stub that differs to exercises/UNIT/NAME.py; which ones were written."""
    written = []
    # All are made before any is written: a mistake in one solution leaves exercises/ as it was.
    for path, stub in [(exercise.stub, stub_of(exercise)) for exercise in course.exercises]:
        if _text(path) != stub:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(stub, encoding="utf-8", newline="\n")
            written.append(path)
    return tuple(written)


def is_stale(exercise: Exercise) -> bool:
    """Whether an exercise's stub differs from what its solution gives."""
    return _text(exercise.stub) != stub_of(exercise)


def stale_stubs(course: Course) -> tuple[Path, ...]:
    """The files in exercises/UNIT/ that differ from what the solutions give, are missing, or belong to no exercise."""
    differing = [exercise.stub for exercise in course.exercises if is_stale(exercise)]
    known = {exercise.stub for exercise in course.exercises}
    found = {path for unit in course.units for path in (course.root / "exercises" / unit.name).glob("*.py")}
    return tuple(differing) + tuple(sorted(found - known))


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def main(arguments: list[str] | None = None) -> int:
    """`python -m grader.course.stubs`: write the stubs; with --check, only say which differ (exit code 1)."""
    parser = argparse.ArgumentParser(prog="python -m grader.course.stubs", description=main.__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a stub differs")
    parser.add_argument("--course", type=Path, metavar="DIR", help="the folder that holds exercises/")
    options = parser.parse_args(arguments)
    try:
        course = find_course(options.course)
        paths = stale_stubs(course) if options.check else write_stubs(course)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 2
    for path in paths:
        print(f"{'differs from its solution' if options.check else 'written'}: {path.relative_to(course.root)}")
    if options.check and paths:
        print(
            "make them again: python -m grader.course.stubs (and delete what belongs to no exercise)", file=sys.stderr
        )
    return 1 if options.check and paths else 0


if __name__ == "__main__":
    sys.exit(main())
