"""`from grader import check, trace` in a notebook: results and timelines in the cell's output."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.course.contents import CONTENTS, Course, CourseError, Exercise, find_course, select
from grader.notebooks.engine import EngineFault, engine

_BESIDE = "course"


@dataclass(frozen=True, repr=False)
class Display:
    """Something to look at: HTML in a notebook, text elsewhere. True where everything passed."""

    html: str
    text: str
    passed: bool

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return self.passed


def check(exercise: str | None = None, *, show: bool = True) -> Display:
    """Run the visible checks of an exercise ("UNIT/NAME"), of a unit, or of everything whose file is here.

    Where nobody can watch processes, they are judged in plain mode, as `grader check` does.

    The files are those in the current folder (or in UNIT/ or exercises/UNIT/ below it): run their cells first. Without
    `show` nothing is drawn. Raises CourseError where there is no course or no such exercise.
    """
    course = _course()
    wanted = select(course, exercise)
    here = [(one, _folder(one)) for one in wanted]
    if exercise is None:
        here = [(one, folder) for one, folder in here if folder is not None]
        if not here:
            raise CourseError(f"no exercise's file is in {Path.cwd()}; run a cell that begins with %%writefile first")
    shown = [_checked(course, one, folder) for one, folder in here]
    html = "".join(one.html for one in shown) if show else ""
    return Display(html, "\n\n".join(one.text for one in shown), all(one.passed for one in shown))


def trace(
    program: str | Path | Callable[..., Any], *arguments: Any, schedule: str = "natural", seed: int = 0
) -> Display:
    """Run a program and show what its processes did: a file's name, a program's text of several lines, or a function.

    A function is written into a program of its own, with what it uses of the notebook, and called with the arguments.
    `%%trace` in the first line of a cell makes a program of the rest.
    """
    if callable(program):
        from grader.notebooks.function_program import program_of

        program, arguments = program_of(program, arguments), ()
    text = str(program) if isinstance(program, str) and "\n" in program else ""
    path = Path.cwd() / str(program) if not text else Path()
    if not text and not path.is_file():
        raise FileNotFoundError(f"{path}: there is no such program; give a file's name, or a program's text")
    if sys.platform != "linux":
        return _failed("trace", {"reason": "only Linux lets anybody watch processes; `grader doctor` says what to do"})
    answer = _ask(
        {
            "kind": "trace",
            "program": str(path),
            "text": text,
            "arguments": [str(argument) for argument in arguments],
            "folder": str(Path.cwd()),
            "schedule": schedule,
            "seed": seed,
        }
    )
    if answer["status"] != "traced":
        return _failed("trace", answer)
    return Display(answer["html"], f"{Path(str(program)).name if not text else 'program'}: {answer['outcome']}", True)


def _course() -> Course:
    """The course beside the notebook, else the one above it."""
    if (Path(_BESIDE) / CONTENTS).is_file():
        return find_course(Path(_BESIDE))
    return find_course()


def _folder(exercise: Exercise) -> Path | None:
    for folder in (Path(), Path(exercise.unit), Path("exercises", exercise.unit)):
        if (folder / f"{exercise.name}.py").is_file():
            return folder.resolve()
    return None


def _checked(course: Course, exercise: Exercise, folder: Path | None) -> Display:
    if folder is None:
        from grader.notebooks.report import reason_html

        reason = f"There is no {exercise.name}.py in {Path.cwd()}. Run the cell that begins with %%writefile first."
        return Display(reason_html(exercise.title, "not-graded", reason, ""), f"{exercise.title}: {reason}", False)
    if sys.platform != "linux":
        return _plainly(course, exercise, folder)
    answer = _ask({"kind": "check", "course": str(course.root), "folder": str(folder), "exercises": [exercise.key]})
    found = answer["exercises"].get(exercise.key)
    if found is None:
        return _failed(exercise.title, answer)
    return Display(found["html"], f"{exercise.title}\n{found['text']}", found["passed"])


def _plainly(course: Course, exercise: Exercise, folder: Path) -> Display:
    """What can be judged on a system where there is no witness to be had."""
    from grader.gradebook.comments import report_of
    from grader.notebooks.plain import files_in, nothing_failed, plain_result
    from grader.notebooks.report import exercise_html, reason_html
    from grader.workshop.machine import no_witness
    from grader.workshop.plain import notice, why_not_here

    if (why := why_not_here(exercise)) is not None:
        return Display(reason_html(exercise.title, "not-graded", why, ""), f"{exercise.title}: {why}", False)
    result = plain_result(course, exercise, files_in(folder, exercise.unit))
    told = notice(no_witness() or "this system has no interface for it")
    text = f"{exercise.title}\n{report_of(result)}\n{told}"
    return Display(exercise_html(exercise.title, result, None, told), text, nothing_failed(result))


def _failed(title: str, answer: dict[str, Any]) -> Display:
    from grader.notebooks.report import reason_html

    reason = answer["reason"] or ""
    return Display(reason_html(title, "not-graded", reason, ""), f"{title}: {reason}", False)


def _ask(request: dict[str, Any]) -> dict[str, Any]:
    try:
        return engine().ask(request)
    except EngineFault as fault:
        return {"status": "not-graded", "reason": str(fault), "exercises": {}}
