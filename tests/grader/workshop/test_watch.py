"""`grader watch` in a real terminal: every key, every save, narrow, without colour, and through a pipe."""

from __future__ import annotations

import os
import re
import selectors
import shutil
import signal
import subprocess
import sys
import time

import pytest
from students import Student
from terminals import DEADLINE_SECONDS, terminal

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

KEY = "process/all_at_once"
"""An exercise that asks for no prediction."""
PREDICTED = "process/wait_for_child"
FOOTER = "q quit"


def test_every_save_is_checked(student: Student) -> None:
    with terminal(student, "watch", KEY) as it:
        it.shows("Not started yet", FOOTER)
        student.hand(KEY, "def run_all(task, argslist):\n    return [0 for args in argslist]\n")
        it.shows("✗", "grader hint process/all_at_once", FOOTER, but_not="Not started")
        student.solve(KEY)
        it.shows("Done: ", "Next: process/results_back", FOOTER, but_not="✗")
        student.hand(KEY, "def run_all(task, argslist:\n")
        it.shows("cannot be run", FOOTER)
        it.press("q")
        it.shows("ended with 0")


def test_a_file_that_an_editor_replaces_is_seen(student: Student) -> None:
    with terminal(student, "watch", KEY) as it:
        it.shows("Not started yet", FOOTER)
        new = student.file(KEY).with_suffix(".tmp")
        new.write_text("def run_all(task, argslist):\n    return [1]\n")
        new.replace(student.file(KEY))
        it.shows("✗", FOOTER)


def test_next_previous_and_where_it_resumes(student: Student) -> None:
    with terminal(student, "watch", KEY) as it:
        it.shows(KEY, FOOTER)
        it.press("n")
        it.shows("process/results_back · ", FOOTER)
        it.press("p", "p")
        it.shows("process/do_not_wait · ", FOOTER)
        it.press("q")
        it.shows("You were at process/do_not_wait", "ended with 0")
    with terminal(student, "watch") as it:
        it.shows("process/do_not_wait · ", FOOTER)
        it.press("C-c")
        it.shows("ended with 0")


def test_hints_come_with_a_key_and_are_counted(student: Student) -> None:
    with terminal(student, "watch", KEY) as it:
        it.shows("Not started yet", FOOTER)
        for number in (1, 2, 3):
            it.press("h")
            it.shows(f"Hint {number} of 3: ")
        it.press("h")
        it.shows("The last hint: ")
    assert student.types("hint", KEY).stdout.count("\n") >= 4


def test_the_list_shows_where_we_are_and_goes_away_again(student: Student) -> None:
    with terminal(student, "watch", KEY) as it:
        it.shows("Not started yet", FOOTER)
        it.press("l")
        it.shows("0 of 28", "› · all_at_once", FOOTER)
        it.press("l")
        it.shows("Not started yet", FOOTER, but_not="0 of 28")


def test_the_timeline_goes_to_a_page(student: Student) -> None:
    student.solve(KEY)
    with terminal(student, "watch", KEY) as it:
        it.shows("Done: ", FOOTER)
        it.press("t")
        it.shows("Open this in a browser: .grader/check.html", FOOTER)
    assert "<svg" in (student.root / ".grader" / "check.html").read_text(encoding="utf-8")


def test_c_checks_again_and_other_keys_do_nothing(student: Student) -> None:
    student.solve(KEY)
    with terminal(student, "watch", KEY) as it:
        it.shows("Done: ", FOOTER)
        it.press("h")
        it.shows("Hint 1 of 3")
        it.press("x", "Up", "F5")
        it.press("c")
        it.shows("Done: ", FOOTER, but_not="Hint 1 of 3")


def test_the_prediction_comes_first_and_stands_beside_what_happened(student: Student) -> None:
    student.wrong(PREDICTED, "no_join")
    with terminal(student, "watch", PREDICTED) as it:
        question = it.shows("Before the first run", "Your order: …", FOOTER)
        assert "✗" not in question
        number = {meaning: digit for digit, meaning in re.findall(r"^  (\d) (.+?)$", question, re.M)}
        first = number["the task begins"]
        it.press(first)
        it.shows("Your order: the task begins")
        it.press("BSpace")
        it.shows("Your order: …")
        it.press(first, number["the task ends"], number["main says “main done”"])
        screen = it.shows("Predicted, and what happened", "slow-child", FOOTER)
        assert re.search(r"you said +the task begins → the task ends → main says “main done”", screen)
        assert re.search(r"parent-first +main says “main done” → the task begins → the task ends +otherwise", screen)
        student.solve(PREDICTED)
        screen = it.shows("Done: ", "as you said", FOOTER, but_not="otherwise")
        for schedule in ("natural", "child-first", "parent-first", "slow-child"):
            assert re.search(
                rf"{schedule} +the task begins → the task ends → main says “main done” +as you said", screen
            )
    with terminal(student, "watch", PREDICTED) as it:
        it.shows("Predicted, and what happened", "Done: ", FOOTER)


def test_the_prediction_can_be_skipped(student: Student) -> None:
    student.wrong(PREDICTED, "no_join")
    with terminal(student, "watch", PREDICTED) as it:
        it.shows("Before the first run", FOOTER)
        it.press("s")
        it.shows("✗", FOOTER, but_not="Predicted")


def test_a_narrow_terminal_is_enough_and_follows_its_size(student: Student) -> None:
    student.hand(KEY, "def run_all(task, argslist):\n    return [0 for args in argslist]\n")
    with terminal(student, "watch", KEY, width=40, height=50) as it:
        screen = it.shows("✗", "quit")
        assert all(len(line) <= 40 for line in screen.splitlines())
        it.tmux("resize-window", "-t", "0", "-x", "100", "-y", "50")
        it.shows("h hint   n next   p previous   l list   t timeline in the browser   c check again   q quit\n")


def test_without_colour_there_is_none(student: Student) -> None:
    student.hand(KEY, "def run_all(task, argslist):\n    return [0 for args in argslist]\n")
    with terminal(student, "watch", KEY) as it:
        it.shows("✗", FOOTER)
        assert re.search(r"\x1b\[[0-9;]*3[0-9]", it.screen(colours=True))
    with terminal(student, "watch", KEY, NO_COLOR="1") as it:
        it.shows("✗", FOOTER)
        assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", it.screen(colours=True))


def test_the_terminal_is_as_before_when_it_ends(student: Student) -> None:
    with terminal(student, "watch", KEY) as it:
        it.shows("Not started yet", FOOTER)
        it.press("q")
        it.shows("ended with 0")
        # The shell's cat echoes again what is typed, and line by line.
        it.press("h", "i", "Enter")
        it.shows("hi\nhi")


LONG = "process/wait_for_child"
"""A failing check of it has more to say than a small screen holds."""


@pytest.mark.parametrize(("width", "height"), [(60, 20), (100, 24)])
def test_the_verdict_comes_first_and_the_screen_holds_what_fits(student: Student, width: int, height: int) -> None:
    student.wrong(LONG, "no_join")
    with terminal(student, "watch", LONG, width=width, height=height) as it:
        it.shows("Before the first run", "quit")
        it.press("s")
        screen = it.shows("✗", "But: ", "This is called: no join", "more lines: space", "quit")
        lines = screen.splitlines()
        assert len(lines) == height and all(len(line) <= width for line in lines)
        assert lines[0].startswith(f"{LONG} · ")
        assert screen.index("✗") < screen.index("✓")
        seen = screen
        for _ in range(6):
            if "the end; b: back" in seen:
                break
            it.press("Space")
            seen = it.shows("b: back", "quit", but_not="\0")
        assert "the end; b: back" in it.shows("the end; b: back", "◆ is a note of the program")
        it.press("b", "b", "b", "b")
        it.shows(f"{LONG} · ", "more lines: space", but_not="b: back")
        it.press("Down")
        it.shows("more lines: space, b: back", but_not=f"{LONG} · ")
        it.press("Up")
        it.shows(f"{LONG} · ", but_not="b: back")
        it.press("End")
        it.shows("the end; b: back")
        it.press("Home")
        it.shows(f"{LONG} · ", but_not="b: back")


def test_a_screen_that_holds_all_of_it_shows_all_of_it(student: Student) -> None:
    student.wrong(LONG, "no_join")
    with terminal(student, "watch", LONG, width=100, height=30) as it:
        it.shows("Before the first run", "quit")
        it.press("s")
        screen = it.shows("But: ", "The run that showed it", "◆ is a note of the program", FOOTER)
        assert len(screen.splitlines()) == 30 and "space" not in screen
        it.press("Space")
        it.press("h")
        it.shows("Hint 1 of 3: ", f"{LONG} · ", FOOTER)


def test_a_hint_is_seen_wherever_the_text_is(student: Student) -> None:
    student.wrong(LONG, "no_join")
    with terminal(student, "watch", LONG, width=60, height=20) as it:
        it.shows("Before the first run", "quit")
        it.press("s")
        it.shows("more lines: space", "quit")
        it.press("Space", "h")
        it.shows("Hint 1 of 3: ", "quit")


def test_the_list_scrolls_to_where_we_are_and_a_key_leads_back(student: Student) -> None:
    with terminal(student, "watch", "pool/limited", width=60, height=20) as it:
        it.shows("Not started yet", "quit")
        it.press("l")
        screen = it.shows("› · limited", "l back", "b: back")
        assert "os.fork: one process" not in screen
        it.press("Home")
        it.shows("0 of 28", "more lines: space", but_not="› · limited")
        it.press("Escape")
        it.shows("Not started yet", but_not="0 of 28")


def test_the_terminals_own_screen_is_as_before_when_it_ends(student: Student) -> None:
    with terminal(student, "watch", KEY, width=60, height=20) as it:
        it.shows("Not started yet", "quit")
        assert it.tmux("display-message", "-p", "#{alternate_on}").strip() == "1"
        it.press("q")
        screen = it.shows("ended with 0", "You were at")
        assert it.tmux("display-message", "-p", "#{alternate_on}").strip() == "0"
        assert "Not started yet" not in screen
        assert it.tmux("display-message", "-p", "#{cursor_flag}").strip() == "1"


def test_a_terminal_that_cannot_move_its_cursor_gets_all_of_it_line_by_line(student: Student) -> None:
    student.wrong(LONG, "no_join")
    with terminal(student, "watch", LONG, width=100, height=60, TERM="dumb") as it:
        it.shows("Before the first run", "quit")
        it.press("s")
        screen = it.shows("This is called: no join", "◆ is a note of the program", "q quit")
        assert "Before the first run" in screen and "more line" not in screen
        assert it.tmux("display-message", "-p", "#{alternate_on}").strip() == "0"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_through_a_pipe_it_writes_plain_lines_until_it_is_ended(student: Student, number: int) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", "watch", KEY], cwd=student.root, env=student.environment(),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        seen = _until(process, b"Not started yet")
        student.solve(KEY)
        seen += _until(process, b"Next: process/results_back")
        process.send_signal(number)
        out, err = process.communicate(timeout=DEADLINE_SECONDS)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0, err
    assert b"\x1b" not in seen + out
    assert b"Checking process/all_at_once" in seen
    assert b"goes on there" in out


def test_a_pipe_can_press_keys(student: Student) -> None:
    done = student.types("watch", KEY, input="hq")
    assert done.returncode == 0
    assert "Hint 1 of 3" in done.stdout


def test_plain_mode_says_so_on_every_screen(student: Student) -> None:
    student.solve(PREDICTED)
    with terminal(student, "watch", PREDICTED, "--plain") as it:
        it.shows("Before the first run", FOOTER)
        it.press("s")
        it.shows("Plain mode: nobody watches the processes", "Right as far as this machine can judge", FOOTER)


def _until(process: subprocess.Popen[bytes], wanted: bytes) -> bytes:
    """What the process has written, once it holds `wanted`."""
    assert process.stdout is not None
    seen = b""
    end = time.monotonic() + DEADLINE_SECONDS
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while wanted not in seen:
            if not selector.select(max(end - time.monotonic(), 0)):
                raise AssertionError(f"never written: {wanted!r}; but {seen!r}")
            read = os.read(process.stdout.fileno(), 65536)
            if not read:
                raise AssertionError(f"ended without {wanted!r}: {seen!r}")
            seen += read
    return seen
