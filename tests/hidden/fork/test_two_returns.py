"""fork/two_returns: each side in its own process, the right PID, at once, waited for, returned once."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.fork_calls import calls, expect_no_child_comes_back, expect_os_fork_alone, when
from grader.checks.forks import expect_not_raised, expect_waited

AT_ONCE = 0.01
RETURNS = ("return", "stop", "leaves")


def inputs(random):
    number = random.randint(3, 99)
    rest = [
        ["return", random.choice([number, "", "an exception", True]), 0, 0],
        ["return", number, 2, 50],
        ["raise", "ValueError", 0, 0],
        ["sys.exit", 0, 0, 0],
        ["sys.exit", number, 1, 0],
        ["raise", "KeyboardInterrupt", 0, 0],
        ["raise", "Escape", 0, 0],
        ["os._exit", number, 0, 0],
        ["signal", 9, 0, 0],
        ["stop", number, 0, 0],
        ["leaves", None, 0, 0],
    ]
    random.shuffle(rest)
    return {"calls": [["return", None, random.randint(3, 9), 0], *rest]}


SCENARIO = Scenario(given=inputs)
WAITED = ("natural", "child-first", "parent-first", "slow-child", "slow-exit")


def asked(trace):
    return calls(trace, trace.given["calls"])


@check(points=1, category="pid", scenario=SCENARIO)
def test_each_side_runs_in_its_own_process(trace):
    """`in_child` runs in one child made by os.fork, `in_parent` runs in the parent and gets the child's PID."""
    expect_os_fork_alone(trace)
    for call in asked(trace):
        child, parent = call.marks("child"), call.marks("parent")
        wrong_if(not child and not parent, "never called", "neither `in_child` nor `in_parent` was called")
        wrong_if(
            not call.born,
            "no fork",
            "no process was born: your functions ran in the main process, or in a thread of it",
            at=[*child, *parent],
        )
        wrong_if(not child, "never called", "`in_child` was never called", at=call.ended)
        wrong_if(not parent, "never called", "`in_parent` was never called", at=call.ended)
        in_child = [moment for moment in parent if not moment.process.is_main]
        wrong_if(
            child[0].process.is_main or len(in_child) == len(parent),
            "branches swapped",
            f"{'`in_child` ran in the parent' if child[0].process.is_main else '`in_parent` ran in the child'}; fork "
            "returns 0 in the child and the child's PID in the parent",
            at=child,
        )
        wrong_if(
            len(call.born) > 1,
            "more than one fork",
            f"{len(call.born)} processes were born in one call: every call of os.fork creates one more",
            at=call.born[-1].born,
        )
        wrong_if(len(child) > 1, "called twice", f"`in_child` was called {len(child)} times in one call", at=child[-1:])
        mine = call.marks("parent", by=call.caller)
        wrong_if(len(mine) > 1, "called twice", f"`in_parent` was called {len(mine)} times in one call", at=mine[-1:])
        pid = call.child.pid
        wrong_if(
            mine[0].value == call.caller.pid,
            "wrong pid",
            f"`in_parent` got {mine[0].value}, the parent's own PID; your child's PID is {pid}",
            at=mine,
        )
        wrong_if(
            mine[0].value != pid,
            "wrong pid",
            f"`in_parent` got {mine[0].value!r}; your child's PID is {pid}",
            at=mine,
        )


@check(points=0.5, category="ordering", scenario=SCENARIO, needs="test_each_side_runs_in_its_own_process")
def test_parent_goes_on_at_once(trace):
    """`in_parent` is called at once after the fork, while the child is still at work."""
    for call in asked(trace):
        parent = call.marks("parent", by=call.caller)[0]
        pause = parent.t - call.child.born.t
        waited = [m for m in call.caller.events("wait") if m.after(call.child.born) and m.before(parent)]
        wrong_if(
            pause >= AT_ONCE and waited,
            "in_parent after the wait",
            "you waited for the child first, and called `in_parent` only then: first go on, then wait",
            at=parent,
        )
        wrong_if(
            pause >= AT_ONCE,
            "in_parent late",
            f"`in_parent` was called {pause:g} simulated seconds after the fork, not at once",
            at=parent,
        )
        wrong_if(
            waited,
            "in_parent after the wait",
            "you waited for the child before you called `in_parent`: first go on, then wait",
            at=waited,
        )


@check(
    points=1,
    category="join",
    scenario=SCENARIO,
    schedules=WAITED,
    needs="test_each_side_runs_in_its_own_process",
)
def test_parent_waits_for_the_child(trace):
    """`fork_once` returns when the child has ended and has been collected, within a second of its end."""
    for call in asked(trace):
        expect_waited(call, "fork_once", since=(call.marks("parent-ends", by=call.caller) or [None])[0])


@check(points=0.5, category="cleanup", scenario=SCENARIO, needs="test_each_side_runs_in_its_own_process")
def test_returns_once(trace):
    """Only the parent comes back from `fork_once`, and always; the child ends inside it, with exit code 0."""
    for call in asked(trace):
        child, clause = call.child, when(call, "in_child")
        wrong_if(
            call.marks("parent", by=child),
            "child runs on",
            f"the child {child.pid} called `in_parent`, too: it must end after `in_child`",
            at=call.marks("parent", by=child),
        )
        expect_no_child_comes_back(call, "fork_once", clause, callable_ended=call.how in RETURNS)
        expect_not_raised(call, "fork_once", f"in the parent {clause}")
        if call.how in RETURNS:
            wrong_if(child.signal, "child's exit code", f"the child {child.pid} was killed by {child.signal} {clause}")
            wrong_if(
                child.exit_code != 0,
                "child's exit code",
                f"the child ended with exit code {child.exit_code}, not 0, {clause}",
                at=child.exit,
            )
