"""The command line as a student meets it: short names, help without what is not theirs, versions, completion."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from students import Student

AS_STUDENT = (
    "import sys, grader.version as v; v.for_students = lambda: True; "
    "from grader.commands.app import main; sys.argv[0] = 'grader'; main()"
)


def as_student(student: Student, *words: str) -> str:
    """What the command prints as packed for students."""
    done = subprocess.run(
        [sys.executable, "-c", AS_STUDENT, *words], cwd=student.root, env=student.environment(), capture_output=True,
        text=True, check=False, timeout=120,
    )  # fmt: skip
    return done.stdout


def test_a_unique_name_is_enough(student: Student) -> None:
    student.solve("fork/two_returns")
    done = student.types("check", "two_returns")
    assert done.returncode == 0 and done.stdout.startswith("fork/two_returns")
    assert student.types("hint", "wait_for_child").stdout.startswith("1. ")
    unknown = student.types("check", "two_return")
    assert unknown.returncode == 2 and "did you mean two_returns?" in unknown.stderr


def test_a_name_that_two_units_have_is_asked_about(student: Student) -> None:
    contents = student.root / "exercises" / "course.toml"
    text = contents.read_text(encoding="utf-8")
    contents.write_text(text.replace('name = "own_copy"', 'name = "deadline"'), encoding="utf-8")
    done = student.types("check", "deadline")
    assert done.returncode == 2 and "did you mean fork/deadline or process/deadline?" in done.stderr


def test_a_hint_without_a_name_is_for_the_next_exercise(student: Student) -> None:
    first = student.types("hint").stdout
    assert first.startswith("fork/two_returns") and "\n1. " in first
    student.solve("fork/two_returns")
    student.types("check", "two_returns")
    assert student.types("hint").stdout.startswith("fork/own_copy")


def test_a_students_help_and_doctor_leave_out_what_instructors_use(student: Student) -> None:
    whole, theirs = student.types("--help").stdout, as_student(student, "--help")
    assert "For instructors" in whole and "verify" in whole
    assert "For instructors" not in theirs and "verify" not in theirs and "check" in theirs
    whole, theirs = student.types("doctor").stdout, as_student(student, "doctor")
    assert "gradebook" in whole and "isolation" in whole
    assert "gradebook" not in theirs and "isolation" not in theirs and "a fork was watched" in theirs


def test_solution_is_offered_where_the_course_gives_one(student: Student) -> None:
    assert " solution " not in student.types("--help").stdout
    contents = student.root / "exercises" / "course.toml"
    contents.write_text("solutions = true\n" + contents.read_text(encoding="utf-8"), encoding="utf-8")
    assert " solution " in student.types("--help").stdout


def test_version_and_completion(student: Student) -> None:
    from grader.version import __version__

    assert student.types("--version").stdout == f"grader {__version__}\n"
    asked = {"_GRADER_COMPLETE": "complete_bash", "COMP_WORDS": "grader check own", "COMP_CWORD": "2"}
    assert student.types(**asked).stdout.split() == ["own_copy"]
    asked = {"_GRADER_COMPLETE": "complete_bash", "COMP_WORDS": "grader he", "COMP_CWORD": "1"}
    assert student.types(**asked).stdout.split() == []
    shell = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}  # else it is the shell that runs these tests
    assert "_GRADER_COMPLETE" in student.types("--show-completion", "bash", **shell).stdout


def test_an_option_after_the_program_is_noticed_and_the_program_gets_it(tmp_path: Path) -> None:
    program = tmp_path / "shows.py"
    program.write_text("import sys\nprint(sys.argv[1:])\n")
    words = [sys.executable, "-m", "grader", "trace", str(program)]
    late = subprocess.run([*words, "--html", "x.html"], cwd=tmp_path, env=os.environ, capture_output=True, text=True)
    assert "['--html', 'x.html']" in late.stdout and not (tmp_path / "x.html").exists()
    assert "--html stands after the program's name" in late.stderr and "put it first" in late.stderr
    own = subprocess.run([*words, "--output", "x"], cwd=tmp_path, env=os.environ, capture_output=True, text=True)
    assert own.stderr == ""
