"""Scores for the gradebooks of Canvas and Moodle: a column a unit, as CSV that they import."""

from __future__ import annotations

from grader.exports.source import Export, Graded, of_unit, unit_of
from grader.reports.escaping import plain
from grader.reports.spreadsheet import Cell, to_csv
from grader.results.sentences import message

_FEEDBACK = 3000
_MOODLE = ("Identifier", "Full name", "First name", "Surname", "Username", "ID number", "Email address")
"""The columns by which Moodle knows a user, in its own files' words."""


def canvas(export: Export) -> str:
    """A file for Canvas: Grades, Import. Canvas finds students by its ID, else by their SIS id or login.

    Its second line has the points possible, in brackets of blanks as Canvas itself writes them.
    """
    units = export.units
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *units]
    possible: list[Cell] = ["    Points Possible", None, None, None, None, *units.values()]

    def line(student: Graded) -> list[Cell]:
        scores: list[Cell] = [of_unit(student, unit) for unit in units]
        name = export.of(student, "student", "name", "full name") or student.student
        ids = [export.of(student, "id"), export.of(student, "sis user id", "sid")]
        login = export.of(student, "sis login id", "username", "email") or student.student
        return [name, ids[0] or None, ids[1] or None, login, export.of(student, "section") or None, *scores]

    return to_csv([_title(name) for name in header], [possible, *map(line, export.students)])


def moodle(export: Export) -> str:
    """A file for Moodle: Grades, Import, CSV. Map "username" to the user, each unit to its grade item and feedback."""
    units = export.units
    columns = [one for one in _MOODLE if any(export.of(student, one.casefold()) for student in export.students)]
    header = [*columns] or ["username"]
    for unit in units:
        header += [unit, f"{unit} feedback"]

    def line(student: Graded) -> list[Cell]:
        cells: list[Cell] = [export.of(student, one.casefold()) for one in columns] or [student.student]
        for unit in units:
            cells += [of_unit(student, unit), _feedback(student, unit)]
        return cells

    return to_csv([_title(name) for name in header], map(line, export.students))


def blackboard(export: Export) -> str:
    """A file for Blackboard: Grade Center, Work Offline, Upload. It finds students by their user names."""
    header = ["Last Name", "First Name", "Username", "Student ID", *export.units]

    def line(student: Graded) -> list[Cell]:
        names = [export.of(student, column) for column in ("last name", "first name", "username", "student id")]
        names[2] = names[2] or student.student
        return [*names, *(of_unit(student, unit) for unit in export.units)]

    return to_csv([_title(name) for name in header], map(line, export.students))


def brightspace(export: Export) -> str:
    """A file for Brightspace: Grades, Import. It finds students by OrgDefinedId or user name; each line ends in #."""
    header = ["OrgDefinedId", "Username", *(f"{unit} Points Grade" for unit in export.units), "End-of-Line Indicator"]

    def line(student: Graded) -> list[Cell]:
        ids: list[Cell] = [export.of(student, "orgdefinedid"), export.of(student, "username") or student.student]
        return [*ids, *(of_unit(student, unit) for unit in export.units), "#"]

    return to_csv([_title(name) for name in header], map(line, export.students))


def _title(name: str) -> str:
    return plain(name, 200)


def _feedback(student: Graded, unit: str) -> str:
    """What a student reads beside the score. Moodle may take it for HTML, and would swallow "<module>"."""
    if student.problem is not None and not student.marks:
        return _no_tags(student.problem)
    lines = []
    for key, mark in student.marks.items():
        if unit_of(key) != unit:
            continue
        wrong = [message(check) for check in mark.checks if not check.passed]
        score = "not graded" if mark.score is None else f"{mark.score:g} of {mark.max_score:g}"
        lines.append(f"{key}: {score}" + "".join(f"\n· {message}" for message in wrong))
        if not mark.checks and mark.comment:
            lines.append(mark.comment)
    if lost := student.late.get(unit):
        lines.append(f"{unit} was handed in late: {lost:g} points less.")
    return _no_tags("\n".join(lines))


def _no_tags(text: str) -> str:
    return plain(text, _FEEDBACK).replace("<", "‹").replace(">", "›")
