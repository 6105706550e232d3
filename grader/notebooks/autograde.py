"""Autograding for nbgrader: exercises are graded by watching their processes, and no student's code runs in a kernel.

Put `GradeProcesses` in the place of nbgrader's Execute, `SaveGrades` in that of SaveAutoGrades, and `LatePenalties` in
that of AssignLatePenalties:

    c.Autograde.autograde_preprocessors = PREPROCESSORS

Notebooks without an exercise of ours are executed as nbgrader does.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode, from_dict
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import AssignLatePenalties, Execute, NbGraderPreprocessor, SaveAutoGrades
from traitlets import Enum, Unicode

from grader.course.contents import Course, CourseError, find_course
from grader.course.lateness import unit_lateness
from grader.course.timestamps import handed_in_at
from grader.gradebook.comments import as_comment
from grader.gradebook.known import KnownCell, exercise_cells, known_here
from grader.gradebook.store import in_points
from grader.notebooks.engine import EngineFault, engine
from grader.notebooks.repair import with_missing
from grader.reports.escaping import plain

PREPROCESSORS = [
    "grader.notebooks.autograde.GradeProcesses",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "grader.notebooks.autograde.SaveGrades",
    "grader.notebooks.autograde.LatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
"""What `c.Autograde.autograde_preprocessors` is to be."""

_MOST_TEXT = 20_000
_FOUND = "process_grader"
"""Where the resources of a conversion carry what was found, from one preprocessor to the next."""


class NotGraded(Exception):
    """The grader or the machine failed: nobody's zero. For the instructor: what happened and what to do."""


class GradeProcesses(NbGraderPreprocessor):  # type: ignore[misc]
    """Grades the exercises of a notebook from what was handed in, whatever has become of the notebook."""

    course = Unicode("", help="The folder that holds the course's exercises/ (and its hidden tests)").tag(config=True)
    isolation = Enum(
        ["bubblewrap", "landlock", "none"],
        "bubblewrap",
        help='Where submissions run; "landlock" protects less (grader/sandbox/SECURITY.md), "none" is without a '
        "sandbox, with all that you may do: only for code that you trust",
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Put each exercise's score and report into its test cell; a notebook that is not ours is executed."""
        place = resources["nbgrader"]
        known = known_here(self.parent.parent, place)
        cells = exercise_cells(known)
        if not cells:
            return self._as_nbgrader_does(nb, resources)
        try:
            course = self._course(cells)
            answer = engine().ask(self._request(course, cells, place), self._ahead(course, cells, place))
            if answer["status"] == "not-graded":
                raise NotGraded(answer["reason"])
        except (NotGraded, EngineFault, CourseError) as error:
            self._refuse(known, place, f"not graded: {error}")
            raise NotGraded(
                f"{place['student']}, {place['assignment']}: not graded, and no score was written: {error}"
            ) from error
        if answer["status"] == "unreadable" and not self._saves_itself():
            self._refuse(known, place, f"unreadable: {answer['reason']}")
            raise NotGraded(
                f"{place['student']}, {place['assignment']}: cannot be read, and no score was written: "
                f"{answer['reason']}"
            )
        points = {cell.name: cell.points or 0.0 for cell in known}
        scores = {name: _scaled(answer["exercises"][key], points[name]) for name, key in cells.items()}
        for text in dict.fromkeys(answer["exercises"][cells[name]]["text"] for name in scores if scores[name] is None):
            self.log.warning("%s, %s waits for a person, %s", place["student"], place["assignment"], text)
        nb = with_missing(nb, known)
        self._fill(nb, cells, scores, answer)
        nb.metadata["process_grader"] = {"course": course.title, "version": answer["version"]}
        comments = {
            key.partition("/")[2]: as_comment(answer["exercises"][key]["text"], answer["version"])
            for key in cells.values()
        }
        resources[_FOUND] = {
            "scores": scores,
            "comments": comments,
            "penalty": None if course.late is None else self._penalty(course, cells, scores, place),
        }
        return nb, resources

    def _as_nbgrader_does(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        execute = Execute(parent=self.parent)
        return execute(nb, resources)  # type: ignore[no-any-return]

    def _course(self, cells: dict[str, str]) -> Course:
        try:
            course = find_course(Path(self.course).expanduser() if self.course else None)
        except CourseError as error:
            raise CourseError(f"{error} (in nbgrader_config.py: c.GradeProcesses.course)") from error
        for name, key in cells.items():
            if course.exercise(key) is None:
                raise CourseError(
                    f"the cell {name} is the exercise {key}, which the course in {course.root} does not have; "
                    "correct the cell's first line, or c.GradeProcesses.course"
                )
        return course

    def _request(self, course: Course, cells: dict[str, str], place: dict[str, str]) -> dict[str, Any]:
        keys = list(dict.fromkeys(cells.values()))
        units = {key.partition("/")[0] for key in keys}
        return {
            "kind": "grade",
            "course": str(course.root),
            "place": str(self._submitted(place).absolute()),
            "unit": units.pop() if len(units) == 1 else None,
            "student": place["student"],
            "exercises": keys,
            "isolation": self.isolation,
        }

    def _submitted(self, place: dict[str, str]) -> Path:
        coursedir = self.parent.parent.coursedir
        return Path(coursedir.format_path(coursedir.submitted_directory, place["student"], place["assignment"]))

    def _penalty(
        self, course: Course, cells: dict[str, str], scores: dict[str, float | None], place: dict[str, str]
    ) -> float:
        """The points that being late costs by the course's rule."""
        at = handed_in_at(self._submitted(place))
        penalty = 0.0
        for unit in course.units:
            late = unit_lateness(unit, at, course)
            if late is not None:
                mine = [scores[name] or 0.0 for name, key in cells.items() if key.startswith(f"{unit.name}/")]
                penalty += late.part * math.fsum(mine)
                if mine:
                    self.log.warning("%s: %s", place["student"], late.reason)
        return penalty

    def _ahead(self, course: Course, cells: dict[str, str], place: dict[str, str]) -> Iterator[dict[str, Any]]:
        """What nbgrader will ask for next: the same notebook of the students that come after this one."""
        autograde = self.parent.parent
        coursedir = autograde.coursedir
        for folder in sorted(getattr(autograde, "assignments", ())):
            student = Path(folder).parent.name
            where = (student, place["assignment"])
            # Where an instructor has laid out the folders in another way, nothing is graded ahead.
            if folder != coursedir.format_path(coursedir.submitted_directory, *where) or student <= place["student"]:
                continue
            if autograde.force or not Path(coursedir.format_path(coursedir.autograded_directory, *where)).exists():
                yield self._request(course, cells, {**place, "student": student})

    def _saves_itself(self) -> bool:
        """Whether scores are saved by us; nbgrader's own way takes any cell without a number for full marks."""
        return any(isinstance(one, SaveGrades) for one in self.parent._preprocessors)

    def _refuse(self, known: tuple[KnownCell, ...], place: dict[str, str], reason: str) -> None:
        """No score, also not the zero that nbgrader gave beforehand for a notebook that it did not find."""
        cells = exercise_cells(known)
        with Gradebook(place["db_url"]) as gradebook:
            comments = {key.partition("/")[2]: reason for key in cells.values()}
            _save(gradebook, place, dict.fromkeys(cells), comments)

    def _fill(
        self, nb: NotebookNode, cells: dict[str, str], scores: dict[str, float | None], answer: dict[str, Any]
    ) -> None:
        for cell in nb.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            if name not in cells or cell.cell_type != "code":
                continue
            found = answer["exercises"][cells[name]]
            shown = {"text/html": found["html"], "text/plain": plain(found["text"], _MOST_TEXT)}
            # The report first: nbgrader takes the first result with a number, and this is none.
            cell.outputs = [from_dict({"output_type": "display_data", "metadata": {}, "data": shown})]  # type: ignore[no-untyped-call]
            cell.execution_count = None
            if (score := scores[name]) is not None:
                data = {"text/plain": repr(score)}
                result = {"output_type": "execute_result", "metadata": {}, "data": data, "execution_count": 1}
                cell.outputs.append(from_dict(result))  # type: ignore[no-untyped-call]
                cell.execution_count = 1


class SaveGrades(SaveAutoGrades):  # type: ignore[misc]
    """Saves our scores and comments as they are, and nbgrader's own as nbgrader does."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Save; what an instructor entered by hand is never touched."""
        self._ours = resources.get(_FOUND)
        self._saved = False
        return super().preprocess(nb, resources)  # type: ignore[no-any-return]

    def _save_ours(self, resources: Any) -> None:
        """All at once, at the first of our cells."""
        if not self._saved:
            _save(self.gradebook, resources["nbgrader"], self._ours["scores"], self._ours["comments"])
            self._saved = True

    def _add_score(self, cell: NotebookNode, resources: Any) -> None:
        if self._ours is None:
            super()._add_score(cell, resources)
        elif cell.metadata["nbgrader"]["grade_id"] in self._ours["scores"]:
            self._save_ours(resources)
        elif cell.cell_type == "code" and not cell.metadata["nbgrader"].get("solution"):
            # A test of the instructor's own, which nobody ran: nbgrader would take it for full marks.
            _save(self.gradebook, resources["nbgrader"], {cell.metadata["nbgrader"]["grade_id"]: None}, {})
        else:
            super()._add_score(cell, resources)

    def _add_comment(self, cell: NotebookNode, resources: Any) -> None:
        if self._ours is None or cell.metadata["nbgrader"]["grade_id"] not in self._ours["comments"]:
            super()._add_comment(cell, resources)


class LatePenalties(AssignLatePenalties):  # type: ignore[misc]
    """What being late costs: by the course's rule where it has one, else as nbgrader's own plugin says."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Save it where nbgrader keeps it."""
        ours = resources.get(_FOUND)
        if ours is None or ours["penalty"] is None:
            return super().preprocess(nb, resources)  # type: ignore[no-any-return]
        place = resources["nbgrader"]
        with Gradebook(place["db_url"]) as gradebook:
            where = (place["notebook"], place["assignment"], place["student"])
            gradebook.find_submission_notebook(*where).late_submission_penalty = ours["penalty"] or None
            gradebook.db.commit()
        return nb, resources


def _save(gradebook: Any, place: dict[str, str], scores: dict[str, float | None], comments: dict[str, str]) -> None:
    """Write scores by the names of their cells, and comments by those of the solutions' cells, all at once."""
    where = (place["notebook"], place["assignment"], place["student"])
    for name, score in scores.items():
        grade = gradebook.find_grade(name, *where)
        grade.auto_score = score
        # A score that a person gave is for that person to look at again, as nbgrader has it.
        grade.needs_manual_grade = score is None or grade.manual_score is not None
    for name, text in comments.items():
        try:
            gradebook.find_comment(name, *where).auto_comment = text
        except MissingEntry:
            continue
    gradebook.db.commit()


def _scaled(found: dict[str, Any], points: float) -> float | None:
    """The score in the points that the instructor gives for the cell, which may be others than the course's."""
    if found["score"] is None:
        return None
    return float(in_points(found["score"], found["max_score"], points))
