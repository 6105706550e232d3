"""The vocabulary of checks: what a hidden or visible test is written in. Checks see traces and nothing else."""

from grader.checks.claims import (
    expect_each_item_once,
    expect_os_fork_alone,
    expect_process_class_alone,
    expect_results_in_order,
    expect_workers,
)
from grader.checks.facts import Facts, Interval, Moment, Person
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
    "Person",
    "Scenario",
    "Source",
    "check",
    "expect_each_item_once",
    "expect_os_fork_alone",
    "expect_process_class_alone",
    "expect_results_in_order",
    "expect_workers",
    "wrong_if",
]
