"""What you may know about ticker: who ticks, under fork and under spawn, and by which name."""

from grader.checks import Scenario, check, wrong_if

UNDER_FORK = Scenario(given=lambda random: {"method": "fork", "n": 3, "name": "clock"})
UNDER_SPAWN = Scenario(given=lambda random: {"method": "spawn", "n": 3, "name": "clock"})


def ticks_in_a_child(trace):
    for raised in trace.marks("raised"):
        which, kind, text = raised.values
        said = f"a Ticker raised {kind}: {text}"
        wrong_if(
            "pickle" in text or kind == "PicklingError",
            "an attribute that cannot be pickled",
            f"{said}; under spawn the Ticker travels pickled, with all its attributes",
            at=raised,
        )
        wrong_if(
            which == "nameless" and "name" in text,
            "no name is not None",
            f"{said}; that was one without a name, which keeps the name that Process invents",
            at=raised,
        )
        wrong_if(True, "exception", said, at=raised)
    wrong_if(trace.main.marks("tick"), "work in the parent", "the main process called `tick`: that is the child's task")
    for child in trace.workers:
        ticks = [tick.value for tick in child.marks("tick")]
        wrong_if(ticks != [0, 1, 2], "wrong ticks", f"a Ticker of 3 called `tick` with {ticks}, not with [0, 1, 2]")
    wrong_if(not trace.workers, "no process", "no process was born")


@check(category="isolation", scenario=UNDER_FORK)
def test_the_child_ticks(trace):
    """Under fork, the child calls `tick(0)`, `tick(1)`, `tick(2)`."""
    ticks_in_a_child(trace)


@check(category="isolation", scenario=UNDER_SPAWN, schedules=("natural",))
def test_works_under_spawn(trace):
    """Under spawn, too."""
    ticks_in_a_child(trace)


@check(category="pid", scenario=UNDER_FORK)
def test_the_name_counts(trace):
    """A Ticker with name="clock" is called “clock”."""
    created = trace.mark("created", "creating a Ticker failed", "exception")
    wrong_if(created.values[1] != "clock", "name", f"it is called {created.values[1]!r}", at=created)
