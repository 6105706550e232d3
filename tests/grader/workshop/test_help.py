"""Hints one after the other, a fresh start that loses nothing, a solution for those who have their own, the status."""

from __future__ import annotations

from students import ROOT, Student

KEY = "process/wait_for_child"


def test_hints_come_one_at_a_time_and_are_remembered(student: Student) -> None:
    first = student.types("hint", KEY).stdout
    assert first.startswith("1. ")
    assert "(2 more)" in first
    second = student.types("hint", KEY).stdout
    assert second.startswith(first.splitlines()[0])
    assert "\n2. " in second
    assert "(that was the last one)" in student.types("hint", KEY).stdout
    assert "You have had all 3 hints" in student.types("hint", KEY).stdout


def test_a_damaged_state_is_no_obstacle(student: Student) -> None:
    (student.root / ".grader" / "state.json").write_text("{ damaged")
    assert student.types("hint", KEY).stdout.startswith("1. ")
    assert student.types("status").returncode == 0


def test_reset_brings_the_stub_back_and_keeps_the_old_file(student: Student) -> None:
    stub = student.file(KEY).read_text(encoding="utf-8")
    for text in ("first = 1\n", "second = 2\n"):
        student.hand(KEY, text)
        done = student.types("reset", KEY)
        assert done.returncode == 0
        assert student.file(KEY).read_text(encoding="utf-8") == stub
    kept = student.root / ".grader" / "kept" / "process"
    assert (kept / "wait_for_child-1.py").read_text() == "first = 1\n"
    assert (kept / "wait_for_child-2.py").read_text() == "second = 2\n"
    assert student.types("reset", KEY).returncode == 0
    assert len(list(kept.iterdir())) == 2


def test_a_solution_is_shown_only_where_the_course_allows_it_and_after_full_marks(student: Student) -> None:
    done = student.types("solution", KEY)
    assert (done.returncode, "does not give its solutions out" in done.stderr) == (1, True)
    contents = student.root / "exercises" / "course.toml"
    contents.write_text("solutions = true\n" + contents.read_text(encoding="utf-8"), encoding="utf-8")
    done = student.types("solution", KEY)
    assert (done.returncode, "first make it your own" in done.stderr) == (1, True)
    student.solve(KEY)
    student.types("check", KEY)
    done = student.types("solution", KEY)
    assert (done.returncode, "is not in this folder" in done.stderr) == (1, True)
    target = student.root / "solutions" / f"{KEY}.py"
    target.parent.mkdir(parents=True)
    target.write_text((ROOT / "solutions" / f"{KEY}.py").read_text(encoding="utf-8"), encoding="utf-8")
    done = student.types("solution", KEY)
    assert done.returncode == 0
    assert "def run_then_say" in done.stdout
    assert "BEGIN SOLUTION" not in done.stdout
    student.file(KEY).write_text("changed = True\n")
    assert student.types("solution", KEY).returncode == 1


def test_status_shows_what_is_done_what_changed_and_what_is_next(student: Student) -> None:
    before = student.types("status").stdout
    assert "0 of 28 · 0 of 100 points" in before
    assert "Next: exercises/fork/two_returns.py" in before
    student.solve("fork/two_returns")
    assert "to check" in student.types("status").stdout
    student.types("check", "fork/two_returns")
    after = student.types("status").stdout
    assert "1 of 28 · 3 of 100 points" in after
    assert "Next: exercises/fork/own_copy.py" in after
    student.file("fork/two_returns").write_text("changed = True\n")
    assert "0 of 28" in student.types("status").stdout


def test_status_fits_a_narrow_screen_and_any_terminal(student: Student) -> None:
    out = student.types("status", PYTHONIOENCODING="ascii", COLUMNS="50").stdout
    assert out.isascii()
    assert "two_returns" in out
