"""A run in the terminal: it fits, it is safe, and it says who waited for whom."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
import trace_samples as samples
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from test_trace_layout import calmly, stories
from trace_samples import Story

from grader.reports.terminal import show
from grader.traces.model import Event, Trace


def screen(
    trace: Trace, width: int = 100, *, encoding: str = "utf-8", colour: bool = False, guilty: Event | None = None
) -> str:
    """What a terminal of that width, encoding and colour gets."""
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, newline="")
    console = Console(
        file=file,
        width=width,
        force_terminal=colour,
        color_system="truecolor" if colour else None,
        legacy_windows=False,
    )
    show(trace, console, guilty)
    file.flush()
    return raw.getvalue().decode(encoding)


def without_colour(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def row(text: str, name: str) -> str:
    """The row of the timeline of that process."""
    return next(line for line in text.partition("Timeline")[2].splitlines() if name in line)


@pytest.mark.parametrize("name", samples.ALL)
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
@pytest.mark.parametrize("width", [24, 60, 80, 200])
def test_every_line_fits(name: str, width: int, encoding: str) -> None:
    for line in screen(samples.ALL[name](), width, encoding=encoding).splitlines():
        assert cell_len(line) <= width


@pytest.mark.parametrize("name", ["pool", "hostile", "crowd", "messy", "slow_child"])
def test_without_unicode_everything_is_ascii(name: str) -> None:
    trace = samples.ALL[name]()
    assert screen(trace, encoding="latin-1").isascii()
    assert not screen(trace).isascii()


def test_nothing_that_a_program_writes_reaches_the_terminal_raw() -> None:
    text = screen(samples.hostile(), colour=True)
    assert "\x1b[2J" not in text
    assert not set(without_colour(text)) & {*map(chr, range(32)), "\x7f", "\u202e", "\u2066"} - {"\n"}
    assert "\\x1b[2J" in text
    assert "[red]markup[/red]" in text


def test_without_colour_the_text_is_the_same() -> None:
    trace = samples.zombies_and_orphans()
    assert without_colour(screen(trace, colour=True)) == screen(trace)
    assert "\x1b" not in screen(trace)


def test_the_tree_tells_how_each_process_ended() -> None:
    text = screen(samples.zombies_and_orphans())
    tree = text.partition("Timeline")[0]
    assert re.search(r"child 13 +exit 3 zombie", tree)
    assert re.search(r"child 14 +SIGTERM ", tree)
    assert re.search(r"child 15 +exit 0 ", tree)
    assert re.search(r"└─ child 16 +exit 0 orphan", tree)


def test_a_helper_that_outlives_main_is_no_orphan() -> None:
    text = screen(samples.spawned())
    assert "helper 13" in text
    assert "orphan" not in text


def test_a_wait_says_for_whom_and_ends_with_the_reap() -> None:
    assert re.search(r"╌waits for child 13╌+▲", row(screen(samples.with_join()), "main 12"))
    assert "waits for" not in screen(samples.sleep_in_place_of_join())
    assert "▲" not in screen(samples.sleep_in_place_of_join())


def test_the_axis_is_labelled_with_virtual_seconds() -> None:
    for label in ("0 s", "1 s", "2 s", "3 s", "4 s", "5 s"):
        assert f" {label} " in screen(samples.with_join())
    assert "31,536,000 s" in screen(samples.a_year(), 60)


def test_held_back_is_told_under_slow_child_only() -> None:
    assert "held back by the schedule" in screen(samples.with_join(schedule="slow-child"))
    assert "held back" not in screen(samples.with_join())


def test_a_deadlock_is_told_in_plain_words() -> None:
    text = screen(samples.deadlock())
    assert "main 12 waits for child 13 at dead.py:9, in main()" in text
    assert "child 13 waits for a pipe at dead.py:5, in work()" in text
    assert "Deadlock" not in screen(samples.with_join())


def test_a_deadlock_names_the_call_that_does_not_return() -> None:
    story = Story("queue.py")
    story.stuck(1, "read", "pipe", ("_recv", "/lib/connection.py", 3), ("Queue.get", "/lib/queues.py", 9))
    story.blocked[0] = story.blocked[0].__class__(
        1,
        "read",
        "pipe",
        "mine.py:4",
        (*story.blocked[0].stack, type(story.blocked[0].stack[0])("work", "/x/mine.py", 4)),
    )
    assert "waits for a pipe at mine.py:4, in work() calling Queue.get()" in screen(story.trace("deadlock"))


def test_the_guilty_moment_is_marked() -> None:
    trace = samples.without_join()
    guilty = next(event for event in trace.events if event.kind == "write")
    marked = screen(trace, guilty=guilty)
    column = next(line for line in marked.splitlines() if "▼" in line).index("▼")
    assert row(marked, "main 12")[column] == "●"
    assert "Here: main 12 wrote “main done”, at 0 s (event 2)." in marked
    assert re.search(r"main done +← here", marked)
    assert not {"▼", "←"} & set(screen(trace))


def test_output_stands_beside_its_author() -> None:
    lines = [
        line.rstrip() for line in screen(samples.with_join(2)).partition("Output by author")[2].splitlines() if line
    ]
    assert lines == [
        "main 12  │ main starts the child",
        "child 13 │ working 0",
        "         │ working 1",
        "main 12  │ main done",
    ]


def test_stderr_is_set_apart() -> None:
    assert "main 12  ! Traceback: something went wrong" in screen(samples.zombies_and_orphans())


def test_long_output_and_many_processes_are_left_out_and_counted() -> None:
    assert "2960 lines left out" in screen(samples.chatty())
    assert "left out" not in screen(samples.with_join())
    assert "… and 51 more processes" in screen(samples.crowd(90))


def test_pieces_of_a_line_are_put_together() -> None:
    story = Story()
    child = story.fork()
    for piece in ("one", " ", "line", "\n"):
        story.write(1, piece)
    story.write(1, "torn")
    story.write(child, "apart\n")
    story.write(1, "\n")
    text = screen(story.trace())
    assert row(text, "main 12").count("●") == 3
    assert [line.rstrip() for line in text.partition("Output by author")[2].splitlines() if line] == [
        "main 12  │ one line",
        "         │ torn",
        "child 13 │ apart",
        "main 12  │ ⏎",
    ]


@calmly
@given(stories(), st.integers(24, 160), st.sampled_from(["utf-8", "latin-1"]))
def test_any_run_fits_any_terminal(trace: Trace, width: int, encoding: str) -> None:
    guilty = trace.events[len(trace.events) // 2] if trace.events else None
    for line in screen(trace, width, encoding=encoding, guilty=guilty).split("\n"):
        assert cell_len(line) <= width
        assert line.isprintable()


def test_lines_of_the_program_stand_beside_births_and_output_where_there_is_room() -> None:
    trace = samples.with_join(1)
    told = {"fork": "demo.py:4", "write": "demo.py:7"}
    known = replace(trace, events=tuple(replace(event, where=told.get(event.kind)) for event in trace.events))
    rows = screen(known, width=80).splitlines()
    assert any("child 13" in row and "exit 0  demo.py:4" in row for row in rows)
    assert any("working 0" in row and row.rstrip().endswith("demo.py:7") for row in rows)
    assert "demo.py:" not in screen(trace, width=80)
    assert all(len(row) <= 30 for row in screen(known, width=30).splitlines())
