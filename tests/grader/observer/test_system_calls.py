"""The one table of system calls, and what is derived from it."""

import platform

import pytest

from grader.observer import seccomp, system_calls
from grader.observer.calls import Calls
from grader.observer.clock import Clock
from grader.observer.limits import GRADING
from grader.observer.machine import _ARM, _X86
from grader.observer.record import Record
from grader.observer.run_state import RunState
from grader.observer.schedules import Schedule
from grader.observer.threads import Threads
from grader.sandbox.denied import denied_calls


@pytest.mark.parametrize("machine", [_X86, _ARM], ids=lambda machine: machine.name)
def test_every_call_that_stops_has_a_handler(machine):
    run = RunState(
        Record((), "natural", 0),
        Schedule("natural"),
        GRADING,
        {},
        machine,
        Clock(machine),
        closed=True,
        real_time=False,
        terminal=False,
    )
    handled = Calls(run, Threads(run), lambda draft: None).handled
    assert seccomp.stopping(machine) <= handled
    assert {name for name in handled if name in machine.calls} <= seccomp.stopping(machine)


@pytest.mark.parametrize("machine", [_X86, _ARM], ids=lambda machine: machine.name)
def test_a_number_has_one_name(machine):
    numbers = system_calls.numbers(machine.name)
    assert len(set(numbers.values())) == len(numbers)
    assert len(denied_calls(machine)) > 50


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the numbers of x86-64")
def test_the_numbers_are_the_kernels():
    assert {name: system_calls.numbers("x86_64")[name] for name in ("read", "futex", "wait4", "timerfd_create")} == {
        "read": 0,
        "futex": 202,
        "wait4": 61,
        "timerfd_create": 283,
    }
