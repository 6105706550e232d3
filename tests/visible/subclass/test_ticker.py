"""What you may know about ticker: which process ticks, under fork and under spawn, and by which name."""

from grader.checks import Scenario, check, wrong_if

UNDER_FORK = Scenario(given=lambda random: {"tickers": [["fork", [["named", 3, "clock"], ["nameless", 2]]]]})
UNDER_SPAWN = Scenario(given=lambda random: {"tickers": [["spawn", [["named", 3, "clock"]]]]})


def no_exception(trace, *, named_only=False):
    for raised in trace.marks("raised"):
        which, kind, text = raised.values
        said = f"a Ticker raised {kind}: {text}"
        if which == "nameless" and named_only:
            continue
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


def ticks_in_a_child(trace):
    no_exception(trace, named_only=True)
    wrong_if(trace.main.marks("tick"), "run called", "the main process called `tick`: that is the child's task")
    wrong_if(not trace.workers, "no process", "no process was created")
    for started in trace.marks("started"):
        which, pid = started.values
        n = 3 if which == "named" else 2
        ticks = [tick.value for child in trace.workers if child.pid == pid for tick in child.marks("tick")]
        wrong_if(not ticks, "no tick", f"the child of a Ticker of {n} never called `tick`")
        wrong_if(
            ticks != list(range(n)),
            "wrong ticks",
            f"a Ticker of {n} called `tick` with {ticks}, not with {list(range(n))}",
        )


@check(category="isolation", scenario=UNDER_FORK, schedules=("natural", "slow-child"))
def test_the_child_ticks(trace):
    """Under fork, the child of a Ticker of 3 calls `tick(0)`, `tick(1)`, `tick(2)`."""
    ticks_in_a_child(trace)


@check(category="isolation", scenario=UNDER_SPAWN, schedules=("natural",))
def test_works_under_spawn(trace):
    """Under spawn, too."""
    ticks_in_a_child(trace)


@check(category="pid", scenario=UNDER_FORK, schedules=("natural",))
def test_the_name_counts(trace):
    """A Ticker with name="clock" is called “clock”, in the parent and in the child; without a name, Ticker-1 or so."""
    no_exception(trace)
    for created in trace.marks("created"):
        which, name = created.values
        wrong_if(which == "named" and name != "clock", "name dropped", f"it is called {name!r}", at=created)
        wrong_if(
            which == "nameless" and not str(name).startswith("Ticker-"),
            "no name is not None",
            f"the one without a name is called {name!r}",
            at=created,
        )
    tick = trace.mark("tick", "the child never called `tick`", "no tick")
    wrong_if(
        tick.values[1] not in [created.values[1] for created in trace.marks("created")],
        "name dropped",
        f"in the child it is called {tick.values[1]!r}",
        at=tick,
    )
