"""What you may know about interleave: whose ticks are whose, and that both sides tick at once."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"calls": [[3, 20]]})
TOGETHER = ("natural", "parent-first")


@check(category="pid", scenario=SCENARIO, schedules=TOGETHER)
def test_each_side_ticks_in_its_own_process(trace):
    """`child_tick` is called in a child, `parent_tick` in the parent."""
    child, parent = trace.mark("child-begins"), trace.mark("parent-begins")
    wrong_if(child.process.is_main, "no tick in a child", "`child_tick` was called in the main process", at=child)
    wrong_if(not parent.process.is_main, "sides mixed up", "`parent_tick` was called in a child", at=parent)
    for tick in trace.marks("child-begins"):
        wrong_if(tick.process != child.process, "a process a tick", "one child was to do all the ticks", at=tick)


@check(category="concurrency", scenario=SCENARIO, schedules=TOGETHER)
def test_both_tick_at_the_same_time(trace):
    """The first ticks of both sides overlap."""
    intervals = trace.intervals("child-begins", "child-ends")[:1] + trace.intervals("parent-begins", "parent-ends")[:1]
    wrong_if(
        trace.most_at_once(intervals) != 2,
        "one after the other",
        "tick 0 of one side began only when tick 0 of the other side had ended",
    )


@check(category="join", scenario=SCENARIO, schedules=("natural",))
def test_waits_for_the_child_at_the_end(trace):
    """`interleave` returns after the child's end, and has collected it."""
    last = [tick for tick in trace.marks("child-ends") if tick.value == 2]
    returned = trace.mark("returned")
    wrong_if(
        not last or returned.before(last[0]),
        "no join at the end",
        "`interleave` returned before the child's last tick had ended",
    )
    wrong_if(
        not last[0].process.exit or returned.before(last[0].process.exit) or last[0].process.zombie_at(returned),
        "zombie",
        "`interleave` returned, and the child had not exited or was not collected",
    )
