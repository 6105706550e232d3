"""What is said of a predicted order: one that can happen is never called wrong."""

from __future__ import annotations

from grader.workshop.predict import _order, verdict

SAID = {"a": "the task begins", "b": "main goes on", "c": "it returns"}


def test_an_order_that_can_happen_is_not_wrong_and_what_is_undecided_is_named() -> None:
    runs = [("a", "b", "c"), ("b", "a", "c")]
    for order in runs:
        told = verdict(order, runs, SAID)
        assert told.startswith("This order can happen; nothing in the program decides between")
        assert "“the task begins”" in told and "“main goes on”" in told


def test_what_each_run_contradicts_is_told_as_what_was_seen() -> None:
    runs = [("a", "b", "c"), ("b", "a", "c")]
    assert verdict(("c", "a", "b"), runs, SAID) == "In every run here: first “the task begins”, then “it returns”."


def test_the_one_order_of_every_run() -> None:
    assert verdict(("a", "b"), [("a", "b")], SAID) == "This is the order of every run here."


def test_differences_are_highlighted() -> None:
    drawn = _order(("b", "a", "c"), SAID, ("a", "b", "c"))
    bold = [drawn.plain[span.start : span.end] for span in drawn.spans if "yellow" in str(span.style)]
    assert bold == ["main goes on", "the task begins"]
    assert not _order(("a", "b", "c"), SAID, ("a", "b", "c")).spans
