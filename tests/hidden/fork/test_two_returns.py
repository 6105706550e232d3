"""fork/two_returns: each side in its own process, the right PID, waited for, returned once."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"child_seconds": random.randint(3, 9)})


@check(points=1, category="pid", scenario=SCENARIO)
def test_each_side_runs_in_its_own_process(trace):
    """`in_child` runs in the child, `in_parent` in the parent, and gets the child's PID."""
    child, parent = trace.mark("child"), trace.mark("parent")
    wrong_if(not trace.workers, "no fork", "no process was born: both functions ran in the main process", at=child)
    wrong_if(child.process.is_main, "branches swapped",
             "`in_child` ran in the parent; fork returns 0 in the child and the child's PID in the parent", at=child)
    wrong_if(parent.value != trace.main.children[0].pid, "wrong pid",
             f"`in_parent` got {parent.value}, but your child's PID is {trace.main.children[0].pid}", at=parent)


@check(points=1, category="join", scenario=SCENARIO, needs="test_each_side_runs_in_its_own_process")
def test_parent_waits_for_the_child(trace):
    """`fork_once` returns only after the child has ended and has been collected."""
    child, returned = trace.main.children[0], trace.main.marks("returned")[0]
    slept = trace.main.slept_between(child.born, returned)
    wrong_if(returned.before(child.exit) and slept, "sleep in place of wait",
             f"you slept, but `fork_once` returned while the child {child.pid} was still alive: only waiting for it "
             "is certain", at=returned)
    wrong_if(returned.before(child.exit), "no wait",
             f"`fork_once` returned while the child {child.pid} was still alive", at=returned)
    wrong_if(child.zombie_at(returned), "sleep in place of wait" if slept else "zombie",
             f"the child {child.pid} had ended, but nobody collected it: it stayed a zombie", at=returned)


@check(points=1, category="cleanup", scenario=SCENARIO, needs="test_each_side_runs_in_its_own_process")
def test_returns_once(trace):
    """Only the parent returns from `fork_once`; the child ends inside it."""
    for child in trace.workers:
        wrong_if(child.marks("returned"), "child runs on",
                 f"the child {child.pid} returned from `fork_once` as well, so the rest of the program ran twice",
                 at=(child.marks("returned") or [None])[0])
        wrong_if(child.exit_code != 0, "child's exit code", f"the child ended with exit code {child.exit_code}, not 0")
