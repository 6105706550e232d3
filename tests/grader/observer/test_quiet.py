"""The proof that all threads were blocked at one instant: what counts as blocked, and what spoils the proof."""

from types import SimpleNamespace

import pytest

from grader.observer import blocked
from grader.observer.quiet import Quiet, all_blocked


class Files:
    """What /proc says of a thread, in the order in which it is asked; the last answer stays."""

    def __init__(self, states="S", runs=(5,), off=True, proved=None):
        self._states, self._runs = list(states), list(runs)
        self._off, self._proved = off, proved
        self.looks = 0

    def state(self):
        return self._states.pop(0) if len(self._states) > 1 else self._states[0]

    def times_run(self):
        return self._runs.pop(0) if len(self._runs) > 1 else self._runs[0]

    def off_processor(self):
        self.looks += 1
        return self._off

    def proved_at(self, runs):
        return self._proved == runs

    def prove(self, runs):
        self._proved = runs


def thread(held=None, listening=False, in_vfork=False, of=1, tid=7, **files):
    live = SimpleNamespace(tasks=dict.fromkeys(range(tid, tid + of)))
    return SimpleNamespace(tid=tid, live=live, files=Files(**files), held=held, listening=listening, in_vfork=in_vfork)


@pytest.mark.parametrize(
    ("one", "blocked"),
    [
        (thread(), True),
        (thread(states="R"), False),
        (thread(states="D"), False),
        (thread(states="D", in_vfork=True), True),
        (thread(states="R", in_vfork=True), False),
        (thread(states="Z"), False),
        (thread(states="Z", of=2), True),
        (thread(states="X", of=2), False),
        (thread(off=False), False),
        (thread(runs=(5, 6)), False),
        (thread(runs=(6, 5)), False),
    ],
)
def test_a_thread_is_blocked_that_sleeps_and_was_not_run_between_the_looks(one, blocked):
    assert all_blocked([one]) is blocked


@pytest.mark.parametrize(("state", "blocked"), [("t", True), ("T", True), ("R", False), ("S", False), ("X", False)])
@pytest.mark.parametrize("why", [{"held": "schedule"}, {"listening": True}])
def test_a_thread_that_is_held_or_stopped_is_blocked_while_no_event_of_it_is_to_come(why, state, blocked):
    assert all_blocked([thread(states=state, off=False, **why)]) is blocked


def test_one_thread_that_runs_spoils_the_proof_wherever_it_stands():
    for place in range(3):
        threads = [thread(), thread(), thread()]
        threads[place] = thread(states="R")
        assert not all_blocked(threads)


def test_a_held_thread_does_not_end_the_look_at_the_others():
    assert not all_blocked([thread(held="nap", states="t"), thread(states="R")])
    assert not all_blocked([thread(held="nap", states="t"), thread(off=False)])


def test_a_thread_that_has_not_run_since_its_proof_needs_no_first_look():
    proved = thread(proved=5, off=False)
    assert all_blocked([proved]) and proved.files.looks == 0
    assert not all_blocked([thread(proved=4, off=False)])


def test_only_a_whole_proof_is_kept():
    one, other = thread(), thread()
    assert all_blocked([one, other]) and one.files.proved_at(5) and other.files.proved_at(5)
    unproved = thread(states="R")
    assert not all_blocked([unproved]) and not unproved.files.proved_at(5)


def test_the_thread_let_go_last_is_asked_first():
    latest, other = thread(off=False), thread(off=False)
    assert not all_blocked([other, latest], latest=latest)
    assert (latest.files.looks, other.files.looks) == (1, 0)


@pytest.mark.parametrize("why", [{"held": "turn"}, {"of": 0}])
def test_it_is_not_asked_first_where_it_cannot_run(why):
    latest = thread(off=False, states="t", **why)
    assert all_blocked([thread()], latest=latest) and latest.files.looks == 0


def test_without_threads_all_are_blocked():
    assert all_blocked([])
    assert all_blocked([thread()], latest=thread())


def quiet_of(*threads, closed=False):
    return Quiet(SimpleNamespace(tasks=dict(enumerate(threads)), latest=None, closed=closed, lives={}))


def test_the_time_since_all_are_blocked_begins_anew_only_after_a_move():
    quiet = quiet_of(thread())
    quiet.since = -1.0
    assert quiet.everybody() and quiet.since > 0
    quiet.since = -1.0
    assert quiet.everybody() and quiet.since == -1.0
    quiet.moved()
    assert quiet.everybody() and quiet.since > 0


def test_no_time_begins_while_a_thread_runs():
    quiet = quiet_of(thread(states="R"))
    quiet.since = -1.0
    assert not quiet.everybody() and quiet.since == -1.0


def test_a_signal_from_outside_wakes_a_thread_that_is_awake_in_a_run_that_is_open(monkeypatch):
    monkeypatch.setattr(blocked, "for_signal", lambda run, task: True)
    assert quiet_of(thread()).waits_for_signal()
    assert not quiet_of(thread(), closed=True).waits_for_signal()
    assert not quiet_of(thread(held="schedule")).waits_for_signal()
    assert not quiet_of(thread(listening=True)).waits_for_signal()


@pytest.mark.parametrize(
    ("asks", "question"),
    [("outside", "waits_for_outside"), ("timed", "may_wake_by_itself"), ("for_signal", "waits_for_signal")],
)
def test_one_thread_among_several_is_enough(monkeypatch, asks, question):
    woken = thread()
    monkeypatch.setattr(blocked, asks, lambda run, task: task is woken)
    assert getattr(quiet_of(thread(), woken), question)()
    assert not getattr(quiet_of(thread()), question)()
