"""A program that says that it is done without having made its calls does not pass for want of calls."""

import pytest

from grader.checks.facts import CheckFailed, expect_calls


def test_fewer_calls_than_the_scenario_makes_are_a_failure():
    with pytest.raises(CheckFailed, match="only 2 of its 3 calls") as failed:
        expect_calls(2, 3)
    assert failed.value.misconception == "never called"


def test_all_calls_are_none():
    expect_calls(3, 3)
    expect_calls(0, 0)
