"""fork/many_children: a child per job, all alive together, PIDs in order of birth, every child collected."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.fork_calls import calls, expect_no_child_comes_back, expect_os_fork_alone
from grader.checks.forks import expect_not_at_a_stop, expect_not_raised, expect_waited

LONG = 20


def inputs(random):
    n = random.randint(3, 5)
    ends = [["raise", "ValueError"], ["sys.exit", 0], ["raise", "Escape"], ["return", "an exception"]]
    ends += [["raise", "KeyboardInterrupt"], ["signal", 9], ["os._exit", 3], ["stop", 0], ["leaves", ""]]
    random.shuffle(ends)
    waits = random.sample(range(10), len(ends))
    odd = [[*how, LONG + 2 * i + wait] for i, (how, wait) in enumerate(zip(ends, waits, strict=True))]
    last_first = [["return", None, LONG + 3 * (n - i) + random.randint(0, 2)] for i in range(n)]
    quick = [["return", random.choice([0, 7, ""]), 0] for _ in range(random.randint(2, 3))]
    return {"calls": [last_first, odd, quick, [], [["return", 1, 2]], quick]}


def thirty(random):
    """Instant jobs, more than a program that lets only some live at once would allow, then one that takes time."""
    jobs = [["return", i, 0] for i in range(random.randint(33, 40))]
    return {"calls": [[*jobs, ["return", None, 2]]]}


SCENARIO, THIRTY = Scenario(given=inputs), Scenario(given=thirty)
RETURNS = ("return", "stop", "leaves")
WAITED = ("natural", "child-first", "parent-first", "slow-child", "slow-exit")


def asked(trace):
    """Each call with its jobs."""
    return list(zip(calls(trace), trace.given["calls"], strict=False))


def jobs_of(n):
    return f"{n} jobs" if n != 1 else "one job"


def born(n):
    return f"{n} children were born" if n != 1 else "one child was born"


@check(points=1, category="pid", scenario=SCENARIO)
def test_one_child_for_each_job(trace):
    """n children of the parent are born by os.fork, and child i calls job(i), once."""
    expect_os_fork_alone(trace)
    for call, jobs in asked(trace):
        n, begun = len(jobs), call.marks("begin")
        wrong_if(n and not begun, "never called", "`job` was never called", at=call.ended)
        wrong_if(n and not call.born, "no fork", "no process was born: the jobs ran in the main process", at=begun)
        grandchildren = [p for p in call.born if p not in call.children]
        wrong_if(
            grandchildren,
            "children go on looping",
            f"a child of yours created process {grandchildren[0].pid if grandchildren else 0} itself: a child that has "
            "done its job must end, not go on in the parent's loop",
            at=grandchildren[0].born if grandchildren else None,
        )
        wrong_if(
            len(call.children) != n,
            "wrong number of children",
            f"{born(len(call.children))} for {jobs_of(n)}",
            at=call.children[-1].born if call.children else call.ended,
        )
        at_home = call.marks("begin", by=call.caller)
        wrong_if(at_home, "job in the parent", "a job ran in the main process, not in a child", at=at_home)
        for i, child in enumerate(call.children):
            done = [mark.value for mark in call.marks("begin", by=child)]
            told = " and ".join(f"job({value})" for value in done) or "no job"
            wrong_if(
                done != [i],
                "wrong job",
                f"of {jobs_of(n)}, child {i} in the order of births called {told}, not job({i}) once",
                at=child.born,
            )


@check(points=0.5, category="concurrency", scenario=SCENARIO, needs="test_one_child_for_each_job")
def test_all_are_alive_together(trace):
    """All n children are born before the first of them is waited for; children with long jobs live at the same time."""
    expect_all_before_the_first_wait(trace)


@check(
    points=0.5,
    category="concurrency",
    scenario=THIRTY,
    schedules=("natural",),
    needs="test_all_are_alive_together",
)
def test_more_than_thirty_children(trace):
    """More than thirty children are born before the first is waited for, and collected soon after their ends."""
    expect_all_before_the_first_wait(trace)
    for call, _ in asked(trace):
        expect_waited(call, "fork_many")


def expect_all_before_the_first_wait(trace):
    """In no call was a child waited for before the last one was born."""
    for call, jobs in asked(trace):
        if len(call.children) < 2:
            continue
        last = call.children[-1]
        waits = [m for m in (*call.caller.events("wait"), *call.caller.events("reap")) if m.before(last.born)]
        waits = [m for m in waits if m.after(call.children[0].born)]
        wrong_if(
            waits,
            "wait inside the loop",
            f"you waited for a child before the last of the {len(jobs)} was born: a job that takes long would hold up "
            "those of the children that are not born yet",
            at=waits,
        )
        gone = [child for child in call.children if child.exit and child.exit.before(last.born)]
        wrong_if(
            gone and all(seconds >= LONG for _, _, seconds in jobs),
            "not at the same time",
            f"when the last child was born, {len(gone)} of the others had ended already",
            at=last.born,
        )


@check(points=1, category="pid", scenario=SCENARIO, needs="test_one_child_for_each_job")
def test_pids_in_order_of_birth(trace):
    """`fork_many` returns the list of the children's PIDs in the order of their births."""
    for call, jobs in asked(trace):
        expect_not_raised(call, "fork_many", f"for {jobs_of(len(jobs))}")
        (value, kind), returned = call.ended.values, call.ended
        pids = [child.pid for child in call.children]
        wrong_if(kind != "list", "no list", f"`fork_many` returned {value}, not a list of PIDs", at=returned)
        wrong_if(
            0 in value,
            "0 among the PIDs",
            f"`fork_many` returned {value}: 0 is what fork returns in the child, it is no child's PID",
            at=returned,
        )
        by_end = [child.pid for child in sorted(call.children, key=lambda c: c.exit.n if c.exit else 0)]
        wrong_if(
            value == by_end != pids,
            "order of death",
            f"`fork_many` returned {value}, the order in which the children ended; they were born as {pids}",
            at=returned,
        )
        wrong_if(
            value != pids,
            "wrong PIDs",
            f"`fork_many` returned {value}; the children's PIDs are {pids}",
            at=returned,
        )


@check(points=1, category="cleanup", scenario=SCENARIO, schedules=WAITED, needs="test_one_child_for_each_job")
def test_every_child_is_collected(trace):
    """When `fork_many` returns, every child has ended inside it and has been collected, the last a moment ago."""
    for call, jobs in asked(trace):
        for child, (how, _, _) in zip(call.children, jobs, strict=False):
            by_itself = how in RETURNS
            alone = type(call)(call.trace, call.caller, call.began, call.ended, children=[child])
            if child.marks("left"):
                expect_no_child_comes_back(alone, "fork_many", "after its job", callable_ended=by_itself)
        expect_not_at_a_stop(call, "fork_many")
        collected = [c for c in call.children if c.collected is not None and c.collected.before(call.ended)]
        left = [c for c in call.children if c.alive_at(call.ended) or c.zombie_at(call.ended)]
        wrong_if(
            left and collected and not call.caller.slept_between(call.children[0].born, call.ended),
            "one wait for n",
            f"`fork_many` collected some of its children; process {left[0].pid if left else 0} was still alive or "
            "a zombie: every child needs a wait of its own",
            at=call.ended,
        )
        expect_waited(call, "fork_many")
