"""`grader check`: the visible checks on the student's own files, explained."""

from __future__ import annotations

import sys
from json import dumps
from pathlib import Path

from grader.commands.failure import FALLS_SHORT, MACHINE_CANNOT, Failure
from grader.course.contents import Course, CourseError, Exercise, find_course, select
from grader.observer.errors import CannotTrace
from grader.results.sentences import message
from grader.workshop.checking import Checked, Checker, CheckFault
from grader.workshop.state import StudentProgress, load, save


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
    state = _remember(course, load(course.root), results)
    if json is not None:
        _write(json, dumps(_to_json(course, results, plain), indent=1, ensure_ascii=False))
    _tell(course, results, state, reason, alone=len(exercises) == 1)
    if html:
        _open(course, results)
    sys.exit(_exit_code(results))


def _check(course: Course, exercises: tuple[Exercise, ...], plain: bool) -> tuple[list[Checked], bool, str | None]:
    """The results, whether they are the plain mode's, and if so why."""
    reason = "you asked for it (--plain)" if plain else None
    if reason is None:
        from grader.workshop.machine import no_witness

        reason = no_witness()
    if reason is None:
        try:
            return _checked(course, exercises, plain=False), False, None
        except CannotTrace as error:
            reason = str(error)
    return _checked(course, exercises, plain=True), True, reason


def _checked(course: Course, exercises: tuple[Exercise, ...], *, plain: bool) -> list[Checked]:
    progress = (plain or len(exercises) > 1) and sys.stderr.isatty()
    results = []
    try:
        with Checker(course, plain=plain) as checker:
            for exercise in exercises:
                if progress:
                    print(f"\r\x1b[Kchecking {exercise.key}", end="", file=sys.stderr, flush=True)
                results.append(checker.check(exercise))
    except CheckFault as error:
        raise Failure(f"the check could not be made: {error}.", MACHINE_CANNOT) from error
    finally:
        if progress:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    return results


def _remember(course: Course, state: StudentProgress, results: list[Checked]) -> StudentProgress:
    """The state with these results in it, written to its file."""
    for checked in results:
        if checked.standing in ("passed", "partly", "failed"):
            state = state.with_(checked.exercise.key, verdict=checked.standing, digest=checked.digest)
    save(course.root, state)
    return state


def _tell(course: Course, results: list[Checked], state: StudentProgress, reason: str | None, *, alone: bool) -> None:
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


def _open(course: Course, results: list[Checked]) -> None:
    from grader.workshop.page import show

    try:
        path, opened = show(course, results)
    except OSError as error:
        raise Failure(f"{error.filename} could not be written: {error.strerror}.") from error
    print(f"{'Opened' if opened else 'Open this in a browser'}: {path}")


def _exit_code(results: list[Checked]) -> int:
    standings = {checked.standing for checked in results}
    if standings & {"missing", "not started", "failed"}:
        return FALLS_SHORT
    judged = any(check.passed for checked in results for check in checked.checks)
    return 0 if judged else MACHINE_CANNOT


def _to_json(course: Course, results: list[Checked], plain: bool) -> dict[str, object]:
    """One object; an exercise's checks are as in `grader grade --json`."""
    names = ("name", "category", "passed", "reached", "misconception", "expected", "happened", "schedule")
    return {
        "schema": 1,
        "course": course.title,
        "mode": "plain" if plain else "witness",
        "passed": all(checked.standing in ("passed", "partly") for checked in results),
        "exercises": {
            checked.exercise.key: {
                "standing": checked.standing,
                "checks": [
                    {name: getattr(check, name) for name in names} | {"message": message(check)}
                    for check in checked.checks
                ],
            }
            for checked in results
        },
    }


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise Failure(f"{file} could not be written: {error.strerror}.") from error
