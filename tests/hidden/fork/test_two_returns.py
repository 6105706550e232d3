"""fork/two_returns: each side in its own process, the right PID, at once, waited for, returned once."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.claims import expect_os_fork_alone

SCENARIO = Scenario(given=lambda random: {"child_seconds": random.randint(3, 9)})


@check(points=1, category="pid", scenario=SCENARIO)
def test_each_side_runs_in_its_own_process(trace, source):
    """`in_child` runs in a child made by os.fork, `in_parent` runs in the parent and gets the child's PID."""
    expect_os_fork_alone(source)
    child = trace.mark("child", "`in_child` was never called")
    parent = trace.mark("parent", "`in_parent` was never called")
    wrong_if(not trace.workers, "no fork", "no process was born: both functions ran in the main process", at=child)
    wrong_if(
        child.process.is_main or not trace.main.marks("parent"),
        "branches swapped",
        f"{'`in_child` ran in the parent' if child.process.is_main else '`in_parent` ran in the child'}; fork "
        "returns 0 in the child and the child's PID in the parent",
        at=child,
    )
    wrong_if(
        len(trace.workers) > 1,
        "more than one fork",
        f"{len(trace.workers)} processes were born: every call of os.fork creates one more",
        at=trace.workers[-1].born,
    )
    parent, pid = trace.main.marks("parent")[0], trace.workers[0].pid
    wrong_if(
        parent.value == trace.main.pid,
        "wrong pid",
        f"`in_parent` got {parent.value}, the parent's own PID; your child's PID is {pid}",
        at=parent,
    )
    wrong_if(
        parent.value != pid, "wrong pid", f"`in_parent` got {parent.value}, but your child's PID is {pid}", at=parent
    )


@check(points=0.5, category="ordering", scenario=SCENARIO, needs="test_each_side_runs_in_its_own_process")
def test_parent_goes_on_at_once(trace):
    """`in_parent` is called at once, while the child is still at work."""
    parent, child_ends = trace.main.marks("parent")[0], trace.mark("child-ends", "`in_child` did not come to its end")
    wrong_if(
        parent.after(child_ends),
        "in_parent after the wait",
        "`in_parent` was called only when the child had ended: first go on, then wait",
        at=parent,
    )


@check(points=1, category="join", scenario=SCENARIO, needs="test_each_side_runs_in_its_own_process")
def test_parent_waits_for_the_child(trace):
    """`fork_once` returns only after the child has ended and has been collected."""
    child, returned = trace.main.children[0], trace.main.marks("returned")[0]
    slept = trace.main.slept_between(child.born, returned)
    wrong_if(
        returned.before(child.exit) and slept,
        "sleep in place of wait",
        f"you slept, but `fork_once` returned while the child {child.pid} was still alive: only waiting for it "
        "is certain",
        at=returned,
    )
    wrong_if(
        returned.before(child.exit),
        "no wait",
        f"`fork_once` returned while the child {child.pid} was still alive",
        at=returned,
    )
    wrong_if(
        child.zombie_at(returned),
        "sleep in place of wait" if slept else "zombie",
        f"the child {child.pid} had ended, but nobody collected it: it stayed a zombie",
        at=returned,
    )


@check(points=0.5, category="cleanup", scenario=SCENARIO, needs="test_each_side_runs_in_its_own_process")
def test_returns_once(trace):
    """Only the parent comes back from `fork_once`; the child ends inside it, with exit code 0."""
    for child in trace.workers:
        ran_on = child.marks("returned") or child.marks("parent")
        wrong_if(
            ran_on,
            "child runs on",
            f"the child {child.pid} went on after `in_child`, so the rest of the program ran twice: it must end there",
            at=ran_on,
        )
        left = child.marks("left")
        wrong_if(
            left,
            "sys.exit in the child",
            f"the child {child.pid} left `fork_once` by an exception (sys.exit raises one), so it ran the "
            "`except` and `finally` blocks of your caller",
            at=left,
        )
        wrong_if(child.signal, "child's exit code", f"the child {child.pid} was killed by {child.signal}")
        wrong_if(child.exit_code != 0, "child's exit code", f"the child ended with exit code {child.exit_code}, not 0")
