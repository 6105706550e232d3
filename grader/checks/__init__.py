"""The vocabulary of checks: what a hidden or visible test is written in. Checks see traces and nothing else."""

from grader.checks.facts import Facts, Interval, Moment, ProcessFacts
from grader.checks.source import BESIDES_FORK, BESIDES_PROCESS, THREADS, Source
from grader.checks.vocabulary import SCHEDULES, CheckFailed, Scenario, check, wrong_if

__all__ = [
    "BESIDES_FORK",
    "BESIDES_PROCESS",
    "SCHEDULES",
    "THREADS",
    "CheckFailed",
    "Facts",
    "Interval",
    "Moment",
    "ProcessFacts",
    "Scenario",
    "Source",
    "check",
    "wrong_if",
]
