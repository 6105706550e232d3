"""The report as it grows: one page per student at once, everything about the class at the end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from grader.class_report import files
from grader.class_report.class_pages import write_class_pages
from grader.class_report.feedback_page import feedback_page
from grader.class_report.handing_back import INDEX
from grader.class_report.lookalikes import LookAlikes, available
from grader.class_report.student_page import student_page, timelines
from grader.class_report.summary import summarise
from grader.class_report.tables import write_tables
from grader.course.contents import Course
from grader.course.misconceptions import read_registry
from grader.course.reading_process import ReadingProcess
from grader.grading.record_file import RecordFile
from grader.results.json_form import submission_to_json
from grader.results.model import SubmissionResult

STUDENT_PAGES, FEEDBACK_PAGES = "students", "feedback"
"""The folders of one page per student: for instructors, and to hand back."""


class ClassReport:
    """The report in a folder, which is made if it is not there.

    Results come one after another and are not kept in memory. One without traces, as kept results are, gets the
    timelines of the page that it has already, if that page says the same. What students wrote is compared in
    the `reading` process, where there is one.
    """

    def __init__(self, directory: Path, course: Course, reading: ReadingProcess | None = None) -> None:
        self._directory = directory
        self._course = course
        self._registry = read_registry(course)
        self._records = RecordFile()
        self._look_alikes = LookAlikes(course, reading) if available() else None

    def add(self, result: SubmissionResult, handed_in: Mapping[str, bytes] | None = None) -> None:
        """Write the student's pages, with lines of what was `handed_in`; a second result replaces the first."""
        name = files.page_name(result.student)
        path = self._directory / STUDENT_PAGES / name
        found = timelines(result, files.read(path))
        files.write(path, student_page(self._course, result, found))
        back = feedback_page(self._course, result, found, self._registry, handed_in or {})
        files.write(self._directory / FEEDBACK_PAGES / name, back)
        sizes = {f"{key} {number}": len(svg) for (key, number), svg in found.items()}
        self._records.put(
            result.student, {"result": submission_to_json(result), "page": f"{STUDENT_PAGES}/{name}", "runs": sizes}
        )

    def compare(self, student: str, files: Mapping[str, bytes]) -> None:
        """Look for likenesses between a student's files, by path, and everybody else's, if the extra is installed."""
        if self._look_alikes is not None:
            self._look_alikes.add(student, files)

    def finish(self) -> None:
        """Write what is about the class: index.html, one page per exercise and per misconception, and the tables."""
        summary = summarise(self._course, self._records)
        pairs = None if self._look_alikes is None else self._look_alikes.pairs()
        write_class_pages(self._directory, summary, pairs)
        write_tables(self._directory, summary, self._records, pairs)
        index = [
            {
                "student": student.name,
                "page": student.page.rpartition("/")[2],
                "score": student.score,
                "max_score": student.max_score,
                "status": student.status,
            }
            for student in summary.students
        ]
        files.write(self._directory / INDEX, json.dumps(index, indent=1))
        pages = {student.page.rpartition("/")[2] for student in summary.students}
        for folder in (STUDENT_PAGES, FEEDBACK_PAGES):
            files.remove_others(self._directory / folder, pages)
