"""subclass/ticker: the child ticks, the name counts, and the object survives the journey to a spawned child."""

import ast

from grader.checks import Scenario, check, wrong_if
from grader.checks.claims import expect_process_class_alone


def given(method):
    return lambda random: {"method": method, "n": random.randint(3, 7), "name": f"clock-{random.randint(100, 999)}"}


UNDER_FORK = Scenario(given=given("fork"))
UNDER_SPAWN = Scenario(given=given("spawn"))


def of(trace, label, which="named"):
    """The mark with that label of the Ticker "named" or "nameless", None without one."""
    return next((mark for mark in trace.marks(label) if mark.value == which), None)


def child_of(trace):
    """The process that `start()` of the named Ticker made, None without one."""
    started = of(trace, "started")
    return next((child for child in trace.main.children if started and child.pid == started.values[1]), None)


def sets_name_before_super(source):
    """Whether a constructor assigns self.name above the call of the base class's constructor."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef) and node.name == "__init__":
            names = [
                n.lineno
                for n in ast.walk(node)
                if isinstance(n, ast.Attribute) and n.attr == "name" and isinstance(n.ctx, ast.Store)
            ]
            bases = [n.lineno for n in ast.walk(node) if isinstance(n, ast.Attribute) and n.attr == "__init__"]
            if names and bases and min(names) < min(bases):
                return True
    return False


def no_exception(trace):
    """Nothing was raised on the way to the started Ticker."""
    raised = of(trace, "raised")
    if not raised:
        return
    kind, text = raised.values[1:]
    wrong_if(
        "twice" in text,
        "started in __init__",
        "creating a Ticker started it already, so `start()` had nothing left to start",
        at=raised,
    )
    wrong_if(
        any(name in text for name in ("'_name'", "'_closed'", "'_config'")),
        "no super().__init__",
        f"the constructor of Process was never called ({kind}: {text})",
        at=raised,
    )
    wrong_if(
        of(trace, "created"),
        "an attribute that cannot be pickled",
        f"under {trace.given['method']} your Ticker could not be sent to its process: an attribute of it "
        f"cannot be pickled, such as a lambda, a generator, an open file or a lock of a thread ({kind}: {text})",
        at=raised,
    )
    wrong_if(True, "exception", f"creating and starting a Ticker raised {kind}: {text}", at=raised)


def the_child_ticks(trace):
    no_exception(trace)
    created, n = of(trace, "created"), trace.given["n"]
    for tick in trace.main.marks("tick"):
        wrong_if(
            tick.before(created),
            "work done in __init__",
            f"tick({tick.value}) was called in the main process while the Ticker was being created: that is "
            "where the constructor runs",
            at=tick,
        )
        wrong_if(True, "run called", f"tick({tick.value}) was called in the main process and not in the child", at=tick)
    child = child_of(trace)
    wrong_if(child is None, "another technique", "`start()` did not create a process, or one that is not the Ticker")
    ticks = [tick.value for tick in child.marks("tick")]
    failed = "".join(f" (it ended with “{line}”)" for line in child.errors.splitlines()[-1:])
    wrong_if(not ticks, "no tick", f"the child {child.pid} never called `tick`{failed}")
    wrong_if(
        ticks != list(range(n)),
        "wrong ticks",
        f"a Ticker of {n} called `tick` with {ticks}, not with {list(range(n))}{failed}",
    )
    wrong_if(
        child.exit_code != 0,
        "the child failed",
        f"the child made its ticks, but its exit code was {child.exit_code}, not 0{failed}",
    )


@check(points=1, category="isolation", scenario=UNDER_FORK)
def test_the_child_ticks(trace, source):
    """`tick(0)` to `tick(n - 1)` are called in the child, in order, each once; what they change stays there."""
    expect_process_class_alone(source)
    the_child_ticks(trace)


@check(points=1, category="pid", scenario=UNDER_FORK)
def test_the_name_counts(trace, source):
    """The given name is the name of the process, in the parent and in the child; without one, it is Process's own."""
    no_exception(trace)
    early = sets_name_before_super(source)
    named, name = of(trace, "created"), trace.given["name"]
    wrong_if(
        early and named.values[1] != name,
        "self.name set before super",
        f"a Ticker with name={name!r} is called {named.values[1]!r}: the constructor of Process gave it a name of "
        "its own, over the one that you had set",
        at=named,
    )
    wrong_if(
        named.values[1] != name,
        "name dropped",
        f"a Ticker with name={name!r} is called {named.values[1]!r} in the parent",
        at=named,
    )
    child = child_of(trace)
    tick = child and next(iter(child.marks("tick")), None)
    wrong_if(not tick, "no tick", "the child never called `tick`, so nobody asked for its name there")
    wrong_if(
        tick.values[1] != name,
        "name dropped",
        f"a Ticker with name={name!r} is called {tick.values[1]!r} in the child",
        at=tick,
    )
    nameless, raised = of(trace, "created", "nameless"), of(trace, "raised", "nameless")
    wrong_if(
        not nameless,
        "self.name set before super" if early else "no name is not None",
        f"creating a Ticker without a name raised {': '.join(raised.values[1:]) if raised else ''}",
        at=raised,
    )
    wrong_if(
        not str(nameless.values[1]).startswith("Ticker-"),
        "no name is not None",
        f"a Ticker without a name is called {nameless.values[1]!r}, not as Process calls it (Ticker-1 ...)",
        at=nameless,
    )


@check(points=1, category="isolation", scenario=UNDER_SPAWN, schedules=("natural", "slow-child"))
def test_works_under_spawn(trace):
    """Under spawn the Ticker travels to the child pickled, and there it does the same."""
    the_child_ticks(trace)
