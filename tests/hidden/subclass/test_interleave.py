"""subclass/interleave: each side ticks in its own process, both at the same time, and then join."""

from dataclasses import dataclass
from typing import Any

from grader.checks import THREADS, Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"calls": [[random.randint(3, 6), random.randint(5, 9)], [1, 3]]})
TOGETHER = ("natural", "parent-first")
ENDING = Scenario(given=lambda random: {"calls": [[2, random.randint(65, 90)]]})
"""The last tick outlasts every patience, and may be polled every 10 ms all the same."""


@dataclass(frozen=True)
class Call:
    """One call of `interleave`: its n, and the marks and processes between its beginning and its return."""

    n: int
    calling: Any
    returned: Any
    marks: dict[str, list[Any]]
    born: list[Any]

    @property
    def child(self):
        return self.marks["child-begins"][0].process

    def intervals(self, trace, side):
        begins = self.marks[f"{side}-begins"]
        return [i for i in trace.intervals(f"{side}-begins", f"{side}-ends") if i.begin in begins]


def calls(trace):
    others = trace.mark("others").value
    found = []
    for (n, _), calling, returned in zip(
        trace.given["calls"], trace.marks("calling"), trace.marks("returned"), strict=True
    ):
        here = {
            label: [mark for mark in trace.marks(label) if mark.after(calling) and mark.before(returned)]
            for label in ("child-begins", "child-ends", "parent-begins", "parent-ends")
        }
        born = [
            child
            for child in trace.workers
            if child.pid not in others and child.born.after(calling) and child.born.before(returned)
        ]
        found.append(Call(n, calling, returned, here, born))
    return found


def the_sides_are_right(call, source):
    for tick in call.marks["child-begins"]:
        if tick.process.is_main:
            wrong_if(
                source.uses(*THREADS) and not call.born,
                "threads in place of a process",
                f"child_tick({tick.value}) ran in the main process, and no process was created: a thread is no process",
                at=tick,
            )
            wrong_if(
                True,
                "run in place of start",
                f"child_tick({tick.value}) ran in the main process: only `start()` makes a process, `run()` is an "
                "ordinary call, and so is `target=f()`",
                at=tick,
            )
    ticks = call.marks["child-begins"]
    wrong_if(not ticks, "no tick in a child", "no process called `child_tick` before `interleave` returned")
    for tick in call.marks["parent-begins"]:
        wrong_if(
            not tick.process.is_main,
            "sides mixed up",
            f"parent_tick({tick.value}) ran in the child process {tick.process.pid}",
            at=tick,
        )
    for tick in ticks:
        wrong_if(
            tick.process != call.child,
            "a process a tick",
            f"child_tick({ticks[0].value}) and child_tick({tick.value}) ran in different processes",
            at=tick,
        )
    for side in "child", "parent":
        values = [tick.value for tick in call.marks[f"{side}-begins"]]
        # When the child's last tick is still to come, that is for the check of the end to say.
        due = values if side == "child" and call.child.alive_at(call.returned) else list(range(call.n))
        wrong_if(
            values != due or values != list(range(len(values))),
            "wrong ticks",
            f"`{side}_tick` was called with {values}, not with {list(range(call.n))}",
        )
    wrong_if(
        len(call.born) > 1,
        "more than one child",
        f"`interleave` created {len(call.born)} processes; one child was to be created",
        at=call.born[-1:] and call.born[-1].born,
    )


@check(points=1, category="pid", scenario=SCENARIO, schedules=TOGETHER)
def test_each_side_ticks_in_its_own_process(trace, source):
    """The one child calls every `child_tick`, the parent every `parent_tick`, both in order."""
    for call in calls(trace):
        the_sides_are_right(call, source)


@check(
    points=2,
    category="concurrency",
    scenario=SCENARIO,
    schedules=TOGETHER,
    needs="test_each_side_ticks_in_its_own_process",
)
def test_both_tick_at_the_same_time(trace):
    """Tick i of the child and tick i of the parent overlap, for every i."""
    for call in calls(trace):
        childs, parents = call.intervals(trace, "child"), call.intervals(trace, "parent")
        wrong_if(
            parents[0].begin.after(call.child.exit),
            "join first",
            "the first tick of the parent came after the child's end: you waited for the child before the parent's "
            "own ticks",
            at=parents[0].begin,
        )
        wrong_if(
            parents[-1].end.before(childs[0].begin),
            "parent first",
            "the first tick of the child came after the last one of the parent",
            at=childs[0].begin,
        )
        for child, parent in zip(childs, parents, strict=False):
            wrong_if(
                parent.begin.after(child.end) or child.begin.after(parent.end),
                "by turns",
                f"child_tick({child.value}) and parent_tick({parent.value}) did not overlap: one side waited for the "
                "other",
                at=max(parent.begin, child.begin, key=lambda moment: moment.n),
            )


def waits_for_the_child(call):
    child, returned = call.child, call.returned
    ended = {tick.value for tick in call.marks["child-ends"]}
    wrong_if(
        child.signal and call.n - 1 not in ended and child.exit.before(returned),
        "the child is killed",
        f"the child {child.pid} was ended by {child.signal} before its last tick was through",
        at=child.exit,
    )
    wrong_if(
        call.n - 1 in ended and (returned.before(child.exit) or child.zombie_at(returned)),
        "zombie",
        f"`interleave` returned when the child {child.pid} had done its last tick, and did not collect it: it was "
        "still on its way to its end, or a zombie",
        at=returned,
    )
    slept = [sleep for sleep in child.facts.main.sleeps if sleep.after(call.marks["parent-ends"][-1])]
    slept = [sleep for sleep in slept if sleep.before(returned)]
    wrong_if(
        returned.before(child.exit),
        "no join at the end",
        f"`interleave` returned while the child {child.pid} was still at its ticks"
        + (f" (it slept, or waited in vain, for {slept[0].event.seconds:g} seconds)" if slept else ""),
        at=returned,
    )
    wrong_if(
        child.signal or child.exit_code,
        "the child is killed",
        f"the child {child.pid} ended with {child.signal or f'exit code {child.exit_code}'} and not by itself",
        at=child.exit,
    )
    due = max(child.exit, call.marks["parent-ends"][-1], key=lambda moment: moment.n)
    late = returned.t - due.t
    wrong_if(
        late > 1.1 + 0.03 * (returned.t - call.calling.t),
        "returns too late",
        f"`interleave` returned {late:.1f} seconds after the end of both sides: something other than the child's end "
        "was waited for",
        at=returned,
    )


@check(
    points=1,
    category="join",
    scenario=ENDING,
    schedules=("natural", "slow-exit"),
    needs="test_each_side_ticks_in_its_own_process",
)
def test_waits_for_the_child_at_the_end(trace):
    """`interleave` returns when the child has ended by itself and has been collected, and not later."""
    for call in calls(trace):
        wrong_if(not call.marks["child-begins"], "no tick in a child", "no process called `child_tick`")
        waits_for_the_child(call)
