"""Messages are put together from parts, whatever the parts hold, and one cause is told once."""

from dataclasses import replace

import pytest

from grader.results.causes import causes
from grader.results.model import CheckResult
from grader.results.sentences import also_fails, counted, message

FAILED = CheckResult("test_it_waits", "join", False, True, 0, 1, "no join", "It waits.", "main went on")


@pytest.mark.parametrize(
    ("check", "said"),
    [
        (FAILED, "It waits. But main went on."),
        (replace(FAILED, happened="why?"), "It waits. But why?"),
        # The word is no border: nothing is ever read back out of a message.
        (replace(FAILED, expected="It waits. But not long."), "It waits. But not long. But main went on."),
        (replace(FAILED, schedule="child-first"), "It waits. But main went on."),
        (
            replace(FAILED, schedule="child-first", schedule_matters=True),
            "It waits. But main went on (when the child gets to run first).",
        ),
        (
            replace(FAILED, reached=False, needs="test_there_are_two_processes"),
            "It waits. Skipped: it needs “there are two processes” to pass first.",
        ),
        (
            replace(FAILED, reached=False, unjudged="only a witness knows"),
            "It waits. Not judged: only a witness knows.",
        ),
        (replace(FAILED, passed=True, points=1, happened=None), "It waits."),
    ],
)
def test_a_message_follows_from_the_parts(check, said):
    assert message(check) == said


def test_one_cause_is_told_once_and_names_the_other_checks():
    other = replace(FAILED, name="test_order", happened="main printed first", trace=None)
    passed = replace(FAILED, name="test_fine", passed=True, points=1)
    another = replace(FAILED, name="test_clean", misconception="zombies left")
    first, second = causes([FAILED, passed, other, another])
    assert (first.told, first.others) == (FAILED, (other,))
    assert (second.told, second.others) == (another, ())
    assert also_fails(first.others) == "(This check fails for the same reason: “order”.)"
    assert also_fails(second.others) == ""


def test_names_that_say_little_share_a_cause_only_if_the_same_happened():
    crash = replace(FAILED, misconception="an exception", happened="your code raised KeyError: 17 (x.py, line 3)")
    same = replace(crash, name="test_b", happened="your code raised KeyError: 23 (x.py, line 3)")
    different = replace(crash, name="test_c", happened="your code raised IndexError")
    assert [cause.checks for cause in causes([crash, same, different])] == [(crash, same), (different,)]


def test_numbers_have_their_noun_in_the_right_number():
    assert [counted(n, "process", "processes") for n in (0, 1, 2)] == ["0 processes", "1 process", "2 processes"]
    assert counted(1000, "second") == "1,000 seconds"
