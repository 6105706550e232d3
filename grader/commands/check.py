"""`grader check`: the visible checks on the student's own files, explained."""

from __future__ import annotations

import sys
from json import dumps
from pathlib import Path

from grader.commands.failure import FALLS_SHORT, MACHINE_CANNOT, Failure
from grader.course.contents import Course, CourseError, Exercise, find_course, select
from grader.workshop.checking import Checked, Checker
from grader.workshop.state import State, load, save


def run(wanted: str | None, *, json: Path | None, html: bool, plain: bool, course_folder: Path | None) -> None:
    """Check, tell what was found, remember it; exits 1 if anything falls short, 3 if nothing could be judged."""
    try:
        course = find_course(course_folder)
        exercises = select(course, wanted)
    except CourseError as error:
        raise Failure(str(error)) from error
    if json is not None and not json.absolute().parent.is_dir():
        raise Failure(f"{json}: there is no folder {json.absolute().parent} to write it to. Create it first.")
    results, plain, reason = _check(course, exercises, plain)
    state = remember(course, load(course.root), results)
    _tell(course, results, state, reason, alone=len(exercises) == 1)
    if json is not None:
        _write(json, dumps(_to_json(course, results, plain), indent=1, ensure_ascii=False))
    if html:
        from grader.workshop.page import show

        show(course, results, state)
    sys.exit(_exit_code(results))


def _check(course: Course, exercises: tuple[Exercise, ...], plain: bool) -> tuple[list[Checked], bool, str | None]:
    """The results, whether they are the plain mode's, and if so why."""
    reason: str | None = "you asked for it (--plain)"
    if not plain:
        if sys.platform == "linux":
            try:
                return _checked(course, exercises, plain=False), False, None
            except _machine_errors() as error:
                reason = str(error)
        else:
            system = {"darwin": "macOS", "win32": "Windows"}.get(sys.platform, sys.platform)
            reason = f"{system} has no interface for it; Linux has"
    return _checked(course, exercises, plain=True), True, reason


def _machine_errors() -> tuple[type[Exception], ...]:
    from grader.observer.errors import CannotTrace

    return (CannotTrace,)


def _checked(course: Course, exercises: tuple[Exercise, ...], *, plain: bool) -> list[Checked]:
    from grader.grading.verdict import GraderFault
    from grader.observer.errors import ObserverFault
    from grader.sandbox.errors import SandboxFault

    try:
        with Checker(course, plain=plain) as checker:
            results = []
            for exercise in exercises:
                if len(exercises) > 1 and sys.stderr.isatty():
                    print(f"\r\x1b[Kchecking {exercise.key}", end="", file=sys.stderr, flush=True)
                results.append(checker.check(exercise))
            if len(exercises) > 1 and sys.stderr.isatty():
                print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            return results
    except (GraderFault, ObserverFault, SandboxFault) as error:
        raise Failure(f"the check could not be made: {error}", MACHINE_CANNOT) from error


def remember(course: Course, state: State, results: list[Checked]) -> State:
    """The state with these results in it, written to its file."""
    for checked in results:
        if checked.standing in ("passed", "partly", "failed"):
            state = state.with_(checked.exercise.key, verdict=checked.standing, digest=checked.digest)
    save(course.root, state)
    return state


def _tell(course: Course, results: list[Checked], state: State, reason: str | None, *, alone: bool) -> None:
    from grader.workshop import telling

    out = telling.console()
    if reason is not None:
        from grader.workshop.plain import notice

        out.print(notice(reason))
        out.print()
    if alone:
        telling.tell(out, results[0], state)
        if results[0].standing == "passed":
            out.print()
            out.print(telling.after(out, course, state, results[0].exercise))
        return
    for checked in results:
        if checked.standing == "failed":
            telling.tell(out, checked, state)
            out.print()
    telling.summary(out, course, results, state)


def _exit_code(results: list[Checked]) -> int:
    standings = {checked.standing for checked in results}
    if standings & {"missing", "not started", "failed"}:
        return FALLS_SHORT
    judged = any(check.passed for checked in results for check in checked.checks)
    return 0 if judged else MACHINE_CANNOT


def _to_json(course: Course, results: list[Checked], plain: bool) -> dict[str, object]:
    """One object; an exercise's checks are as in `grader grade --json`."""
    names = ("name", "category", "passed", "reached", "misconception", "message", "schedule")
    return {
        "schema": 1,
        "course": course.title,
        "mode": "plain" if plain else "witness",
        "passed": all(checked.standing in ("passed", "partly") for checked in results),
        "exercises": {
            checked.exercise.key: {
                "standing": checked.standing,
                "checks": [{name: getattr(check, name) for name in names} for check in checked.checks],
            }
            for checked in results
        },
    }


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise Failure(f"{file} could not be written: {error.strerror}.") from error
