"""fork/own_copy: the change happens in a child, the parent's list stays as it was, the child is gone."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.claims import expect_os_fork_alone


def inputs(random):
    numbers = random.sample(range(100, 1000), 6)
    return {"data": numbers[:5], "extra": numbers[5], "seconds": random.randint(3, 9)}


SCENARIO = Scenario(given=inputs)


@check(points=1, category="pid", scenario=SCENARIO)
def test_the_change_runs_in_one_child(trace, source):
    """`change(data)` is called once, in one child made by os.fork, and not in the parent."""
    expect_os_fork_alone(source)
    change, returned = trace.mark("change", "`change` was never called"), trace.main.marks("returned")[0]
    in_parent = (trace.main.marks("change") or [None])[0]
    wrong_if(
        not trace.workers and returned.value == trace.given["data"],
        "a copy without any fork",
        "no process was born: `change` got a copy of the list, in the main process",
        at=change,
    )
    wrong_if(
        not trace.workers, "change in the parent", "no process was born: `change` ran in the main process", at=change
    )
    wrong_if(
        in_parent and in_parent.before(trace.workers[0].born),
        "change before the fork",
        "`change` ran before os.fork, so it ran in the parent",
        at=in_parent,
    )
    wrong_if(
        in_parent, "change in the parent", "`change` ran in the parent, too; only the child may call it", at=in_parent
    )
    wrong_if(
        len(trace.workers) > 1,
        "more than one fork",
        f"{len(trace.workers)} processes were born: every call of os.fork creates one more",
        at=trace.workers[-1].born,
    )
    wrong_if(len(trace.marks("change")) > 1, "called twice", "the child called `change` more than once", at=change)
    wrong_if(
        change.value != trace.given["data"],
        "another list",
        f"`change` got {change.value}, but `data` was {trace.given['data']}",
        at=change,
    )


@check(points=1, category="isolation", scenario=SCENARIO, needs="test_the_change_runs_in_one_child")
def test_the_parents_list_comes_back(trace):
    """`parent_view` returns the parent's own list, the same object, unchanged."""
    returned = trace.main.marks("returned")[0]
    value, same = returned.values
    changed = [*reversed(trace.given["data"]), trace.given["extra"]]
    wrong_if(
        value == changed,
        "the child's list comes back",
        f"`parent_view` returned {value}, the list of the child; the parent still sees {trace.given['data']}",
        at=returned,
    )
    wrong_if(
        value != trace.given["data"],
        "another list",
        f"`parent_view` returned {value}, but the parent's list is {trace.given['data']}",
        at=returned,
    )
    wrong_if(
        not same,
        "another list",
        "what `parent_view` returned is a copy, not the list object that it was given",
        at=returned,
    )


@check(points=1, category="cleanup", scenario=SCENARIO, needs="test_the_change_runs_in_one_child")
def test_the_child_is_gone(trace):
    """When `parent_view` returns, the child has ended inside it and has been collected."""
    child, returned = trace.workers[0], trace.main.marks("returned")[0]
    slept = trace.main.slept_between(child.born, returned)
    wrong_if(
        child.marks("left"),
        "child runs on",
        f"the child {child.pid} came back from `parent_view` as well, so the rest of the program ran twice",
        at=child.marks("left"),
    )
    wrong_if(
        returned.before(child.exit) and slept,
        "sleep in place of wait",
        f"you slept, but `parent_view` returned while the child {child.pid} was still alive: only waiting for it "
        "is certain",
        at=returned,
    )
    wrong_if(
        returned.before(child.exit),
        "child leaks",
        f"`parent_view` returned while the child {child.pid} was still alive",
        at=returned,
    )
    wrong_if(
        child.zombie_at(returned),
        "sleep in place of wait" if slept else "child leaks",
        f"the child {child.pid} had ended, but nobody collected it: it stayed a zombie",
        at=returned,
    )
