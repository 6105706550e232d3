"""Reading in a process of its own: its limits, its reasons, and its cost, which grows with the input and no faster."""

import json
import os
import time
import zipfile

import pytest

from grader.checks.facts import Facts
from grader.course.exported import exported_files
from grader.course.hand_ins import HandedIn, HandInPlace
from grader.course.intake import MB
from grader.course.layouts import NoSubmission, find_hand_ins
from grader.course.notebooks import read_notebook
from grader.course.reading_process import Kept, NotRead, ReadingLimits, ReadingProcess
from grader.course.submissions import read_submission
from grader.traces.model import Event, Process, Trace

QUICK = ReadingLimits(cpu_seconds=1, seconds=30)


@pytest.fixture
def reading():
    with ReadingProcess() as process:
        yield process


@pytest.mark.parametrize(
    ("question", "limits", "reason"),
    [
        ((bytes, 2_000 * MB), QUICK, "reading it takes more than 512 MB of memory; hand in"),
        ((sum, range(10**13)), QUICK, "reading it takes more than 1 seconds of computing; hand in"),
        ((time.sleep, 1_000), ReadingLimits(seconds=1), "reading it takes more than 1 seconds; hand in"),
        ((os.abort,), QUICK, "the process that read it was ended by SIGABRT"),
        ((os._exit, 3), QUICK, "the process that read it ended with exit code 3"),
    ],
    ids=["memory", "computing", "time", "signal", "exit"],
)
def test_a_process_that_gives_no_answer_says_why_and_the_next_one_answers(reading, question, limits, reason):
    with pytest.raises(NotRead) as told:
        reading.call(*question, limits=limits)
    assert str(told.value).startswith(reason)
    assert reading.call(len, "abc") == 3


def test_a_submission_that_costs_too_much_to_read_is_unreadable_and_says_so(reading, course, tmp_path):
    (tmp_path / "fork").mkdir()
    (tmp_path / "fork" / "two_returns.py").write_text("print(1)\n")
    handed = HandedIn("ann", (HandInPlace(tmp_path),))
    assert reading.submission(handed, course) == read_submission(handed, course)
    small = reading.submission(handed, course, ReadingLimits(memory_bytes=MB))
    assert not small.files
    assert small.unreadable.startswith("reading it takes more than 1 MB of memory")


def test_a_class_in_an_archive_stays_with_the_processes_that_read(reading, course, tmp_path):
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for student in ("ann", "bob"):
            archive.writestr(f"{student}/fork/two_returns.py", f"print('{student}')\n")
    found = reading.hand_ins([path], course)
    assert [one.student for one in found.handed_in] == ["ann", "bob"]
    assert all(isinstance(place.contents, Kept) for one in found.handed_in for place in one.places)
    for one, plain in zip(found.handed_in, find_hand_ins([path], course).handed_in, strict=True):
        assert reading.submission(one, course) == read_submission(plain, course)
        assert reading.submission(one, course).files


def test_what_is_no_submission_is_told_as_without_the_process(reading, course, tmp_path):
    with pytest.raises(NoSubmission, match="does not exist"):
        reading.hand_ins([tmp_path / "nowhere"], course)


def test_what_is_carried_on_is_bounded_and_an_exercise_comes_first(course, tmp_path):
    (tmp_path / "fork").mkdir()
    (tmp_path / "fork" / "two_returns.py").write_text("print(1)\n")
    for number in range(3):
        (tmp_path / "fork" / f"data{number}.bin").write_bytes(bytes(3 * MB + number))
    found = read_submission(HandedIn("ann", (HandInPlace(tmp_path),)), course)
    assert sorted(found.files) == ["fork/data0.bin", "fork/data1.bin", "fork/two_returns.py"]
    assert "more than 8 MB" in found.problems["fork/data2.bin"]


def notebook(*sources):
    return json.dumps({"cells": [{"cell_type": "code", "source": source} for source in sources]}).encode()


def empty_lines(count):
    return lambda: read_notebook(notebook("\n" * count + "x = 1", "%%writefile a.py\n1"))


def comments(count):
    return lambda: read_notebook(notebook("# %%\n" * count + "x = 1", "%%writefile a.py\n1"))


def appended(count):
    return lambda: read_notebook(notebook(*["%%writefile -a a.py\n1"] * count))


def cells_and_files(count):
    cells = [f"def helper_{number}():\n    return {number}" for number in range(count)]
    files = [f"%%writefile f{number}.py\nhelper_{number}()" for number in range(count)]
    return lambda: read_notebook(notebook(*cells, *files))


def one_helper_for_all(count):
    helper = "def helper():\n" + "    x = 1\n" * count
    return lambda: read_notebook(notebook(helper, *[f"%%writefile f{number}.py\nhelper()" for number in range(count)]))


def blanks(count):
    text = "%%writefile a" + " " * count + "b"
    return lambda: exported_files(text)


def equal_marks(count):
    main = Process(1, 1, None, 0, "main", "python", 0.0, 1.0, 0, None, True, False, "", "")
    events = [
        Event(n=number, t=0.0, process=1, kind="mark", text=f"{'end' if number % 2 else 'begin'} 3")
        for number in range(count)
    ]
    trace = Trace(("python",), "natural", 0, "finished", 1.0, (main,), tuple(events), ())

    def work():
        intervals = Facts(trace, {}).intervals()
        assert len(intervals) == count // 2
        assert all(one.end.n == one.begin.n + 1 for one in intervals)

    return work


def cost(work):
    """The CPU time of the cheapest of three tries."""
    found = []
    for _ in range(3):
        before = time.process_time()
        work()
        found.append(time.process_time() - before)
    return min(found)


@pytest.mark.parametrize(
    ("case", "count"),
    [
        (empty_lines, 4_000), (comments, 4_000), (appended, 2_000), (cells_and_files, 150), (one_helper_for_all, 150),
        (blanks, 20_000), (equal_marks, 1_200),
    ],
)  # fmt: skip
def test_eight_times_the_input_costs_about_eight_times_as_much(case, count):
    base = max(cost(case(count)), 0.002)
    assert cost(case(8 * count)) < 24 * base, "a quadratic cost would be 64 times as much"
