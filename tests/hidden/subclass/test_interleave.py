"""subclass/interleave: each side ticks in its own process, both at the same time, and then join."""

from grader.checks import THREADS, Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"n": random.randint(3, 6), "last_seconds": random.randint(300, 900)})
TOGETHER = ("natural", "child-first", "parent-first")


@check(points=1, category="pid", scenario=SCENARIO, schedules=TOGETHER)
def test_each_side_ticks_in_its_own_process(trace, source):
    """The child calls every `child_tick`, the parent every `parent_tick`, both in order."""
    n = trace.given["n"]
    for tick in trace.main.marks("child-begins"):
        wrong_if(
            source.uses(*THREADS),
            "threads in place of a process",
            f"child_tick({tick.value}) ran in a thread of the main process",
            at=tick,
        )
        wrong_if(
            True,
            "run in place of start",
            f"child_tick({tick.value}) ran in the main process: only `start()` makes a process, `run()` is an "
            "ordinary call",
            at=tick,
        )
    ticks = trace.marks("child-begins")
    wrong_if(not ticks, "no tick in a child", "no process ever called `child_tick`")
    for tick in trace.marks("parent-begins"):
        wrong_if(
            not tick.process.is_main,
            "sides mixed up",
            f"parent_tick({tick.value}) ran in the child process {tick.process.pid}",
            at=tick,
        )
    for tick in ticks:
        wrong_if(
            tick.process != ticks[0].process,
            "a process a tick",
            f"child_tick({ticks[0].value}) and child_tick({tick.value}) ran in different processes",
            at=tick,
        )
    for side in "child", "parent":
        values = [tick.value for tick in trace.marks(f"{side}-begins")]
        wrong_if(
            values != list(range(n)),
            "wrong ticks",
            f"`{side}_tick` was called with {values}, not with {list(range(n))}",
        )


@check(
    points=2,
    category="concurrency",
    scenario=SCENARIO,
    schedules=TOGETHER,
    needs="test_each_side_ticks_in_its_own_process",
)
def test_both_tick_at_the_same_time(trace):
    """Tick i of the child and tick i of the parent overlap, for every i."""
    childs = trace.intervals("child-begins", "child-ends")
    parents = trace.intervals("parent-begins", "parent-ends")
    gone = childs[0].process.exit
    wrong_if(
        parents[0].begin.after(gone),
        "join first",
        "the first tick of the parent came when the child was gone: you waited for the child before the parent's "
        "own ticks",
        at=parents[0].begin,
    )
    wrong_if(
        parents[-1].end.before(childs[0].begin),
        "parent first",
        "the first tick of the child came after the last one of the parent",
        at=childs[0].begin,
    )
    for child, parent in zip(childs, parents, strict=True):
        wrong_if(
            parent.begin.after(child.end) or child.begin.after(parent.end),
            "by turns",
            f"child_tick({child.value}) and parent_tick({parent.value}) did not overlap: one side waited for the other",
            at=max(parent.begin, child.begin, key=lambda moment: moment.n),
        )


@check(
    points=1, category="join", scenario=SCENARIO, schedules=TOGETHER, needs="test_each_side_ticks_in_its_own_process"
)
def test_waits_for_the_child_at_the_end(trace):
    """`interleave` returns when the child has ended and has been collected."""
    child, returned = trace.marks("child-begins")[0].process, trace.mark("returned")
    wrong_if(
        returned.before(child.exit),
        "no join at the end",
        f"`interleave` returned while the child {child.pid} was still at its last tick",
        at=returned,
    )
    wrong_if(
        child.zombie_at(returned),
        "zombie",
        f"the child {child.pid} had ended, but nobody collected it: it stayed a zombie",
        at=returned,
    )
