"""A course of one's own: the page that leads to it holds, the templates work, and what is unfinished is said."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from pages import blocks, follow

pytest.importorskip("nbgrader", reason="stubs are made by nbgrader's rules")

from grader.authoring.new_course import make_course
from grader.authoring.new_exercise import TEMPLATES, New, add_exercise, split_name
from grader.commands import release
from grader.commands.failure import Failure
from grader.course.contents import CONTENTS, CourseError, read_course
from grader.course.misconceptions import read_registry
from grader.course.named import names, without_card
from grader.course.stubs import stale_stubs
from grader.course.unfinished import unfinished
from grader.grading.coverage import coverage, faults
from grader.grading.samples import of
from grader.grading.verify import judge_sample, wrong_with_text

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "grader" / "authoring" / "OWN_COURSE.md"


@pytest.mark.slow
def test_the_page_leads_from_an_empty_folder_to_a_released_course_and_a_graded_class(tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "grader").write_text(f'#!/bin/sh\nexec {sys.executable} -m grader "$@"\n')
    (tmp_path / "bin" / "grader").chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    assert list(follow(PAGE, tmp_path, environment)) == []
    assert (tmp_path / "report" / "index.html").is_file()
    assert "2 units with 2 exercises." in (tmp_path / "students" / "README.md").read_text()


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with an exercise of each template."""
    folder = tmp_path_factory.mktemp("authors") / "course"
    course = make_course(folder, 'A "quoted" title')
    for kind in TEMPLATES:
        add_exercise(course, New("kinds", f"of_{kind}", kind))
        course = read_course(folder)
    return course


def test_a_new_course_is_finished_and_a_new_exercise_says_what_is_to_write(course):
    assert course.title == 'A "quoted" title'
    assert unfinished(course.exercises[0]) == []
    for exercise in course.exercises[1:]:
        told = unfinished(exercise)
        assert {line.partition(":")[0] for line in told} > {
            f"solutions/{exercise.file}",
            f"tests/hidden/kinds/test_{exercise.name}.py",
            f"tests/visible/kinds/test_{exercise.name}.py",
            f"tests/scenarios/{exercise.file}",
            "exercises/course.toml",
            "exercises/kinds/README.md",
        }
        # Those of the exercises beside it are not among them.
        assert sum(line.startswith("exercises/course.toml") for line in told) == 2
        assert sum(line.startswith("exercises/kinds/README.md") for line in told) == 1


def test_new_exercises_lack_nothing_but_the_authors_work(course):
    assert stale_stubs(course) == ()
    registry = read_registry(course)
    assert registry.problems == ()
    assert without_card(names(course), registry) == []
    for exercise in course.exercises:
        assert faults(coverage(exercise, of(exercise)), of(exercise)) == []
        assert wrong_with_text(exercise, []) == []


@pytest.mark.parametrize("kind", ["threads", "asyncio", "subprocess"])
def test_samples_of_a_template_get_their_verdicts(course, kind):
    exercise = course.exercise(f"kinds/of_{kind}")
    made = ("untouched stub", "wrong signature", "debugging print") if kind == "asyncio" else ()
    samples = [sample for sample in of(exercise) if sample.kind in ("right", "wrong") or sample.name in made]
    assert len(samples) >= 7 + len(made)
    for sample in samples:
        assert judge_sample(course, sample, "bubblewrap", "a seed").wrong == (), sample.name


def test_an_async_solution_is_taken_for_what_it_is(course):
    made = {sample.name: sample.text.decode() for sample in of(course.exercise("kinds/of_asyncio"))}
    assert made["endless loop"].startswith("async def of_asyncio(*args, **kwargs):")
    assert "print('debugging: in of_asyncio')" in made["debugging print"]


def test_what_is_unfinished_is_not_released(course, tmp_path):
    with pytest.raises(Failure, match=r"exercises/kinds/of_threads\.py.*still say what is to write"):
        release.run(tmp_path / "students", course.root)
    assert not (tmp_path / "students").exists()


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("kinds/of_threads", "there is an exercise kinds/of_threads already"),
        ("kinds/json", "would hide Python's own module"),
        ("kinds/Upper", "is no module name"),
        ("kinds", "write UNIT/NAME"),
        ("a/b/c", "write UNIT/NAME"),
        ("kinds/taken", "is there already; move it away"),
    ],
)
def test_a_name_that_cannot_be_used_changes_nothing(course, tmp_path, wanted, said):
    folder = shutil.copytree(course.root, tmp_path / "copy")
    (folder / "solutions" / "kinds" / "taken.py").write_text("mine")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(CourseError, match=said):
        unit, name = split_name(wanted)
        add_exercise(read_course(folder), New(unit, name))
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(CourseError, match="is not empty"):
        make_course(tmp_path, "A")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_an_exercise_goes_to_the_end_of_its_unit(course, tmp_path):
    copy = read_course(shutil.copytree(course.root, tmp_path / "copy"))
    add_exercise(copy, New("first_steps", "second"))
    keys = [exercise.key for exercise in read_course(copy.root).exercises]
    assert keys == ["first_steps/run_and_wait", "first_steps/second", *(f"kinds/of_{kind}" for kind in TEMPLATES)]


def test_the_page_shows_the_files_that_it_is_about():
    shown = {block.path for block in blocks(PAGE) if block.path}
    assert {"solutions/signals/stop_child.py", CONTENTS.as_posix(), "exercises/signals/README.md"} <= shown
