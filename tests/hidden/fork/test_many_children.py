"""fork/many_children: a child a job, all alive together, PIDs in order of birth, every child collected."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.claims import expect_os_fork_alone


def inputs(random):
    n = random.randint(3, 5)
    return {"n": n, "seconds": [3600 + 60 * (n - i) + random.randint(0, 30) for i in range(n)]}


SCENARIO = Scenario(given=inputs)


@check(points=1, category="pid", scenario=SCENARIO)
def test_one_child_for_each_job(trace, source):
    """n children of the parent are born by os.fork, and child i calls job(i), once."""
    n, children = trace.given["n"], trace.main.children
    grandchildren = [worker for worker in trace.workers if worker not in children]
    expect_os_fork_alone(source)
    first = trace.mark("begin", "`job` was never called")
    wrong_if(not trace.workers, "no fork", "no process was born: the jobs ran in the main process", at=first)
    wrong_if(
        grandchildren,
        "children go on looping",
        f"{len(trace.workers)} processes were born for {n} jobs, some of them by your children: a child that has "
        "done its job went on in the parent's loop",
        at=grandchildren[0].born if grandchildren else None,
    )
    wrong_if(
        len(children) != n,
        "wrong number of children",
        f"{len(children)} children were born for {n} jobs",
        at=children[-1].born,
    )
    wrong_if(
        trace.main.marks("begin"),
        "job in the parent",
        "a job ran in the main process, not in a child",
        at=trace.main.marks("begin"),
    )
    for i, child in enumerate(children):
        done = [mark.value for mark in child.marks("begin")]
        wrong_if(
            done != [i],
            "wrong job",
            f"child {i} (in order of birth) called job with {done or 'nothing'}, expected once with {i}",
            at=child.born,
        )


@check(points=1, category="concurrency", scenario=SCENARIO, needs="test_one_child_for_each_job")
def test_all_are_alive_together(trace):
    """All n children are born before the first of them is waited for."""
    last = trace.main.children[-1]
    gone = [child for child in trace.main.children if child.exit and child.exit.before(last.born)]
    wrong_if(
        gone,
        "wait inside the loop",
        f"the last child was born when {len(gone)} of the others had already ended: one job ran after the other",
        at=last.born,
    )
    wrong_if(
        trace.most_at_once(trace.intervals()) < trace.given["n"],
        "wait inside the loop",
        "the jobs did not run at the same time",
        at=last.born,
    )


@check(points=1, category="pid", scenario=SCENARIO, needs="test_one_child_for_each_job")
def test_pids_in_order_of_birth(trace):
    """`fork_many` returns the children's PIDs in the order of their births."""
    returned, pids = trace.main.marks("returned")[0], [child.pid for child in trace.main.children]
    value = returned.value
    wrong_if(not isinstance(value, list), "no list", f"`fork_many` returned {value}, not a list of PIDs", at=returned)
    wrong_if(
        0 in value,
        "0 among the PIDs",
        f"`fork_many` returned {value}: 0 is what fork returns in the child, it is nobody's PID",
        at=returned,
    )
    in_order_of_death = [child.pid for child in sorted(trace.main.children, key=lambda c: c.exit.n if c.exit else 0)]
    wrong_if(
        value == in_order_of_death != pids,
        "order of death",
        f"`fork_many` returned {value}, the order in which the children ended; they were born as {pids}",
        at=returned,
    )
    wrong_if(
        value != pids, "wrong PIDs", f"`fork_many` returned {value}, but the children's PIDs are {pids}", at=returned
    )


@check(points=1, category="cleanup", scenario=SCENARIO, needs="test_one_child_for_each_job")
def test_every_child_is_collected(trace):
    """When `fork_many` returns, every child has ended inside it and has been collected."""
    children, returned = trace.main.children, trace.main.marks("returned")[0]
    for child in children:
        wrong_if(
            child.marks("left"),
            "child runs on",
            f"the child {child.pid} came back from `fork_many` as well, so the rest of the program ran more than once",
            at=child.marks("left"),
        )
    slept = trace.main.slept_between(children[0].born, returned)
    collected = sum(child.collected is not None and child.collected.before(returned) for child in children)
    left = [child for child in children if child.alive_at(returned) or child.zombie_at(returned)]
    wrong_if(
        left and slept,
        "sleep in place of wait",
        f"you slept, but {len(left)} of {len(children)} children were still alive or not collected when "
        "`fork_many` returned",
        at=returned,
    )
    wrong_if(
        left and collected,
        "one wait for n",
        f"only {collected} of {len(children)} children were collected: every child needs a wait of its own",
        at=returned,
    )
    wrong_if(left, "no wait", "`fork_many` returned without collecting any of its children", at=returned)
