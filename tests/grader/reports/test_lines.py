"""Which pieces of a line are one write: those that one process wrote in a row, within a thousandth of a second."""

import pytest

from grader.reports.lines import legible
from grader.traces.model import Event, Process, Trace

MAIN = Process(1, 101, None, 100, "main", "python x.py", 0.0, 1.0, 0, None, True, False, "", "")


def drawn(*writes: tuple[float, str]) -> list[str | None]:
    events = tuple(Event(n, t, 1, "write", stream="stdout", text=text) for n, (t, text) in enumerate(writes, 1))
    trace = Trace(("x.py",), "natural", 0, "finished", 1.0, (MAIN,), events, ())
    return [event.text for event in legible(trace)[0].events]


@pytest.mark.parametrize(("later", "texts"), [(0.0, ["hello\n"]), (0.0009, ["hello\n"]), (0.001, ["hel", "lo\n"])])
def test_pieces_are_one_write_only_within_a_thousandth_of_a_second(later: float, texts: list[str]) -> None:
    assert drawn((0.0, "hel"), (later, "lo\n")) == texts


def test_the_time_counts_from_the_piece_with_which_the_line_began() -> None:
    assert drawn((0.0, "a"), (0.0006, "b"), (0.0012, "c\n")) == ["ab", "c\n"]


def test_what_follows_a_whole_line_is_a_write_of_its_own() -> None:
    assert drawn((0.0, "one\n"), (0.0, "two\n")) == ["one\n", "two\n"]
