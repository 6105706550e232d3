"""The vocabulary of checks: what a hidden or visible test is written in. Checks see traces and nothing else."""

from grader.checks.facts import Facts, Interval, Moment, Person
from grader.checks.source import Source
from grader.checks.vocabulary import SCHEDULES, CheckFailed, Scenario, check, wrong_if

__all__ = [
    "SCHEDULES",
    "CheckFailed",
    "Facts",
    "Interval",
    "Moment",
    "Person",
    "Scenario",
    "Source",
    "check",
    "wrong_if",
]
