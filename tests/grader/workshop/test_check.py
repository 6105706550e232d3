"""`grader check`: what is wrong is told once, in the student's words, with the run that showed it."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from no_ptrace import no_ptrace
from students import Student

CRASHES = """
from multiprocessing import Process

def helper():
    return {}["no such key"]

def run_then_say(task, say):
    helper()
"""
DEADLOCKS = """
from multiprocessing import Process, Queue

def wait_for(queue, task):
    queue.get()
    task()

def run_then_say(task, say):
    queue = Queue()
    child = Process(target=wait_for, args=(queue, task))
    child.start()
    child.join()
    say("main done")
"""
SHORT_IN_REAL_TIME = [
    "fork/own_copy",
    "fork/exit_status",
    "process/do_not_wait",
    "process/relations",
    "subclass/ticker",
    "subclass/call",
    "subclass/stoppable",
    "pool/ten_tasks",
    "pool/limited",
    "pool/gather",
    "pool/recycle",
    "pool/stop_on_error",
]


def test_a_right_solution_is_done_and_the_next_is_named(student: Student) -> None:
    student.solve("process/wait_for_child")
    done = student.types("check", "process/wait_for_child")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Done: " in done.stdout
    assert "Next: process/do_not_wait" in done.stdout
    assert "✗" not in done.stdout


def test_a_failure_says_what_was_expected_and_what_happened(student: Student) -> None:
    student.wrong("process/wait_for_child", "no_join")
    done = student.types("check", "process/wait_for_child")
    assert done.returncode == 1
    assert "✗ “main done” is said when the child has ended, also if its task has failed." in done.stdout
    assert "But: “main done” was said while the child was still alive." in done.stdout
    assert "This is called: no join." in done.stdout
    assert "More: grader explain 'no join'" in done.stdout
    assert "Hint: grader hint process/wait_for_child  (3 of 3 left)" in done.stdout


def test_the_timeline_of_that_run_marks_the_guilty_moment(student: Student) -> None:
    student.wrong("process/wait_for_child", "no_join")
    lines = student.types("check", "process/wait_for_child").stdout.splitlines()
    here = next(line for line in lines if line.strip() == "▼")
    main = next(line for line in lines if line.strip().startswith("main ") and "◆" in line)
    assert main[here.index("▼")] == "◆"
    assert any("▼ Here: main" in line and "main done" in line for line in lines)


def test_the_stub_is_not_a_failure_but_not_started(student: Student) -> None:
    done = student.types("check", "fork/two_returns")
    assert done.returncode == 1
    assert "Not started yet" in done.stdout
    assert "✗" not in done.stdout


def test_an_exception_of_the_students_function_is_told_with_its_line(student: Student) -> None:
    student.hand("process/wait_for_child", CRASHES)
    out = student.types("check", "process/wait_for_child").stdout
    assert "`run_then_say` raised KeyError: 'no such key' (wait_for_child.py, line 5)." in out
    assert "Traceback" not in out


def test_a_crash_shows_the_students_lines_and_nobody_elses(student: Student) -> None:
    student.hand("process/deadline", CRASHES.replace("run_then_say(task, say)", "run_with_deadline(task, seconds)"))
    out = student.types("check", "process/deadline").stdout
    assert "KeyError: 'no such key'" in out
    assert "exercises/process/deadline.py:8 in run_with_deadline" in out
    assert "exercises/process/deadline.py:5 in helper" in out
    assert 'return {}["no such key"]' in out
    assert "warm.py" not in out
    assert "Traceback" not in out


def test_a_deadlock_shows_who_waits_where_for_whom(student: Student) -> None:
    student.hand("process/wait_for_child", DEADLOCKS)
    out = student.types("check", "process/wait_for_child").stdout
    assert "A deadlock: every process waits, and none of them can go on." in out
    main = re.search(r"main \d+ waits for (child \d+) at exercises/process/wait_for_child.py:12 in run_then_say", out)
    assert main is not None, out
    assert f"{main[1]} waits for" in out
    assert "exercises/process/wait_for_child.py:5 in wait_for" in out
    assert "child.join()" in out
    assert "queue.get()" in out


def test_several_failures_with_one_cause_are_told_once(student: Student) -> None:
    student.hand("subclass/call", "def broken(:\n")
    out = student.types("check", "subclass/call").stdout
    assert out.count("cannot be run") == 1
    assert out.count("✗") == 1
    assert "(These checks fail for the same reason: “" in " ".join(out.split())
    assert "line 1" in out


def test_what_depends_on_a_failure_is_not_one_more(student: Student) -> None:
    student.wrong("process/wait_for_child", "run_for_start")
    out = student.types("check", "process/wait_for_child").stdout
    assert out.count("✗") == 1
    assert (
        "· “main done” is said when the child has ended, also if its task has failed. "
        "Skipped: it needs “task runs in a child” to pass first." in out
    )


def test_a_whole_unit_ends_in_a_summary(student: Student) -> None:
    student.solve("process/wait_for_child")
    student.wrong("process/do_not_wait", "joins")
    done = student.types("check", "process")
    assert done.returncode == 1
    assert "✓ process/wait_for_child  passed" in done.stdout
    assert "✗ process/do_not_wait     failed" in done.stdout
    assert "1 of 7 done" in done.stdout
    assert "Next: process/do_not_wait" in done.stdout


def test_json_is_for_programs(student: Student) -> None:
    student.wrong("process/wait_for_child", "no_join")
    student.types("check", "process", "--json", "out.json")
    data = json.loads((student.root / "out.json").read_text(encoding="utf-8"))
    assert (data["schema"], data["mode"], data["passed"]) == (1, "witness", False)
    assert data["exercises"]["process/do_not_wait"] == {"standing": "not started", "checks": []}
    found = data["exercises"]["process/wait_for_child"]
    assert found["standing"] == "failed"
    assert [check["passed"] for check in found["checks"]] == [True, False]
    assert found["checks"][1]["misconception"] == "no join"
    assert found["checks"][1]["schedule"] == "natural"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("check", "process/wait_for_chid"), "did you mean process/wait_for_child?"),
        (("check", "nothing"), "`grader status` lists them all"),
        (("check", "--json", "no/such/folder/x.json"), "Create it first"),
        (("hint", "process"), "name one exercise of it"),
        (("check", "--course", "/nowhere"), "no course in /nowhere"),
    ],
)
def test_wrong_usage_exits_2_and_says_what_to_do(student: Student, words: tuple[str, ...], says: str) -> None:
    done = student.types(*words)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_gone_can_be_had_again(student: Student) -> None:
    student.file("fork/two_returns").unlink()
    done = student.types("check", "fork/two_returns")
    assert done.returncode == 1
    assert "grader reset fork/two_returns" in done.stdout


def test_a_broken_check_is_nobodys_fault(student: Student) -> None:
    student.solve("fork/two_returns")
    (student.root / "tests" / "visible" / "fork" / "test_two_returns.py").write_text("import no_such_module\n")
    done = student.types("check", "fork/two_returns")
    assert done.returncode == 3
    assert "the course is at fault, not you" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_students_own_module_is_carried_along(student: Student) -> None:
    student.file("process/my_helpers").write_text("def started(process):\n    process.start()\n    return process\n")
    student.hand(
        "process/wait_for_child",
        "from multiprocessing import Process\nfrom my_helpers import started\n\n"
        "def run_then_say(task, say):\n    started(Process(target=task)).join()\n    say('main done')\n",
    )
    assert student.types("check", "process/wait_for_child").returncode == 0


@pytest.mark.parametrize("columns", ["40", "60", "200"])
def test_no_line_is_cut_or_too_wide_on_a_narrow_screen(student: Student, columns: str) -> None:
    student.wrong("process/wait_for_child", "no_join")
    out = student.types("check", "process/wait_for_child", COLUMNS=columns).stdout
    assert "\x1b" not in out
    pictures = [line for line in out.splitlines() if "━" in line or "─" in line]
    assert pictures
    assert all(len(line) <= int(columns) for line in pictures)
    assert "But: “main done” was said while the child was still alive." in out


def test_a_terminal_without_unicode_gets_ascii(student: Student) -> None:
    student.wrong("process/wait_for_child", "no_join")
    out = student.types("check", "process/wait_for_child", PYTHONIOENCODING="ascii").stdout
    assert out.isascii()
    assert 'x "main done" is said when the child has ended, also if its task has failed.' in out


def test_a_reader_that_goes_away_is_no_error(student: Student) -> None:
    done = subprocess.run(
        f"{sys.executable} -m grader check process | head -1", shell=True, cwd=student.root, text=True,
        env=student.environment(), capture_output=True, check=False, timeout=300,
    )  # fmt: skip
    assert "Traceback" not in done.stderr


def test_a_check_leaves_nothing_behind(student: Student) -> None:
    student.solve("fork/two_returns")
    before = {path for path in student.root.rglob("*") if path.is_file()}
    student.types("check", "fork/two_returns")
    after = {path for path in student.root.rglob("*") if path.is_file()}
    assert {path.name for path in after - before} == {"state.json"}


def test_plain_mode_judges_what_needs_no_witness(student: Student) -> None:
    student.wrong("process/wait_for_child", "run_for_start")
    done = student.types("check", "process/wait_for_child", "--plain")
    assert done.returncode == 1
    assert "Plain mode: the processes are not watched" in done.stdout
    assert "✗ `task` runs once, in a child process." in done.stdout


def test_plain_mode_says_what_it_could_not_judge(student: Student) -> None:
    student.solve("process/wait_for_child")
    done = student.types("check", "process/wait_for_child", "--plain", "--json", "out.json")
    assert done.returncode == 0, done.stdout
    assert "✓ `task` runs once, in a child process." in done.stdout
    assert "Not judged: only a witness knows when a process started." in done.stdout
    assert "dev container" in done.stdout
    data = json.loads((student.root / "out.json").read_text(encoding="utf-8"))
    assert data["mode"] == "plain"
    assert data["exercises"]["process/wait_for_child"]["standing"] == "partly"


@pytest.mark.slow
@pytest.mark.parametrize("key", SHORT_IN_REAL_TIME)
def test_plain_mode_never_fails_a_solution(student: Student, key: str) -> None:
    student.solve(key)
    done = student.types("check", key, "--plain", "--json", "out.json")
    data = json.loads((student.root / "out.json").read_text(encoding="utf-8"))
    assert data["exercises"][key]["standing"] in ("passed", "partly"), done.stdout


def test_where_ptrace_is_forbidden_check_goes_on_in_plain_mode(student: Student) -> None:
    student.wrong("process/wait_for_child", "run_for_start")
    done = subprocess.run(
        [sys.executable, "-m", "grader", "check", "process/wait_for_child"], cwd=student.root, text=True,
        env=student.environment(), capture_output=True, preexec_fn=no_ptrace, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "does not let one process watch another" in done.stdout
    assert "✗ `task` runs once, in a child process." in done.stdout
    doctor = subprocess.run(
        [sys.executable, "-m", "grader", "doctor"], cwd=student.root, text=True,
        env=student.environment(), capture_output=True, preexec_fn=no_ptrace, check=False, timeout=300,
    )  # fmt: skip
    assert doctor.returncode == 3
    assert "✗ watching processes (ptrace)" in doctor.stdout


def test_doctor_says_what_this_machine_can_do(student: Student) -> None:
    done = student.types("doctor")
    assert done.returncode in (0, 3)
    for ability in ("system", "Python of the grader", "watching processes (ptrace)", "isolation"):
        assert ability in done.stdout


def test_a_call_at_the_files_end_is_told_as_code_that_runs_at_import(student: Student) -> None:
    key = "process/all_at_once"
    broken = "def run_all(task, argslist):\n    raise ValueError(argslist)\n\n\nrun_all(print, [1])\n"
    student.hand(key, broken)
    told = student.types("check", key).stdout
    assert 'Line 5 runs when your file is imported: what you try out belongs under if __name__ == "__main__":' in told
    student.hand(key, broken.removesuffix("run_all(print, [1])\n"))
    told = student.types("check", key).stdout
    assert "✗" in told and "runs when your file is imported" not in told
    student.hand(key, "import no_such_module\n")
    assert "runs when your file is imported" not in student.types("check", key).stdout
