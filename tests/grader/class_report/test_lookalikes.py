"""Submissions that look alike: a copy is found under other names, chance likenesses and what everybody has are not."""

from __future__ import annotations

import csv
from array import array
from pathlib import Path

import class_samples
import pytest

from grader.class_report import ClassReport
from grader.class_report.lookalikes import LookAlikes, _in_exercise
from grader.course.contents import find_course
from grader.grading import samples

COURSE = find_course(Path(__file__).parents[3])
EXERCISE = COURSE.exercise("fork/reap_ready")
TEXTS = {sample.name: sample.text for sample in samples.of(EXERCISE) if sample.kind == "right"}
COPIED = TEXTS["recursive"]
RENAMED = b"# all my own work\n" + COPIED.replace(b"pid", b"child_number").replace(b"    ", b"  ")


def pairs(**texts: bytes) -> list[tuple[str, str]]:
    found = LookAlikes(COURSE)
    for student, text in texts.items():
        found.add(student, {EXERCISE.file: text, "fork/notes.py": b"import os\n" * 100})
    return [(pair.one, pair.other) for pair in found.pairs()]


def test_a_copy_under_other_names_is_found() -> None:
    assert RENAMED != COPIED
    others = {f"student{number}": text for number, text in enumerate(TEXTS.values()) if text != COPIED}
    assert pairs(**others, mallory=RENAMED, alice=COPIED) == [("alice", "mallory")]


def test_solutions_of_several_people_are_not_alike() -> None:
    assert pairs(**{f"student{number}": text for number, text in enumerate(TEXTS.values())}) == []


def test_what_many_have_or_what_the_stub_says_is_no_likeness() -> None:
    assert pairs(**{f"student{number}": COPIED for number in range(9)}) == []
    assert pairs(alice=EXERCISE.stub.read_bytes(), mallory=EXERCISE.stub.read_bytes()) == []


@pytest.mark.parametrize("text", [b"", b"\xff\xfe\x00", b"def oops(:\n" * 200, b"x" * 100_000])
def test_nobody_s_text_breaks_it(text: bytes) -> None:
    pairs(alice=text, mallory=b"", bob=COPIED)


def test_a_second_submission_replaces_the_first() -> None:
    found = LookAlikes(COURSE)
    for student, text in [("alice", COPIED), ("mallory", RENAMED), ("mallory", TEXTS["solution"])]:
        found.add(student, {EXERCISE.file: text})
    assert found.pairs() == []


def test_the_report_shows_them(tmp_path: Path) -> None:
    report = ClassReport(tmp_path, COURSE)
    for student, text in [("alice", COPIED), ("mallory", RENAMED)]:
        report.add(class_samples.right(student))
        report.compare(student, {EXERCISE.file: text})
    report.finish()
    page = (tmp_path / "index.html").read_text()
    assert "mallory" in page.partition('id="alike"')[2].partition("</section>")[0]
    row = next(csv.DictReader((tmp_path / "lookalikes.csv").open()))
    assert (row["student"], row["other"], row["exercise"]) == ("alice", "mallory", EXERCISE.key)


def test_without_the_extra_the_report_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.class_report.report.available", lambda: False)
    report = ClassReport(tmp_path, COURSE)
    report.add(class_samples.right("alice"))
    report.compare("alice", {EXERCISE.file: COPIED})
    report.finish()
    assert "process-course-grader[lookalikes]" in (tmp_path / "index.html").read_text()


def test_a_course_without_stubs_has_likenesses_too(tmp_path: Path) -> None:
    report = ClassReport(tmp_path, class_samples.COURSE)
    for student in "alice", "mallory":
        report.add(class_samples.right(student))
        report.compare(student, {"fork/two_returns.py": COPIED})
    report.finish()
    assert (tmp_path / "lookalikes.csv").read_text().count("mallory") == 1


@pytest.mark.parametrize(("own", "share"), [(5, 0.8), (6, None), (0, 1.0)])
def test_two_are_alike_from_four_fifths_of_what_is_rare(own: int, share: float | None) -> None:
    """Twenty fingerprints are shared; the other student has one hundred more, and the smaller file decides."""
    found = {"alice": array("q", range(20 + own)), "bob": array("q", [*range(20), *range(1000, 1100)])}
    pairs = {names: share for names, share, _ in _in_exercise(class_samples.COURSE.exercises[0], found)}
    assert pairs == ({} if share is None else {("alice", "bob"): pytest.approx(share)})


def test_of_less_than_twenty_shared_fingerprints_nothing_follows() -> None:
    found = {"alice": array("q", range(19)), "bob": array("q", range(19))}
    assert not list(_in_exercise(class_samples.COURSE.exercises[0], found))
