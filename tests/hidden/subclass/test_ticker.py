"""subclass/ticker: the child ticks, the name counts, and the object survives the journey to a spawned child."""

import ast

from grader.checks import Scenario, check, wrong_if
from grader.checks.claims import expect_started_alone, own_start

UNDER_FORK = Scenario(
    stdout="pipe",
    given=lambda random: {
        "tickers": [
            [
                "fork",
                [
                    ["named", random.randint(3, 7), f"clock-{random.randint(100, 999)}"],
                    ["nameless", 1],
                    ["named None", 0, None],
                    ["second", random.randint(3, 7), f"Uhr №{random.randint(100, 999)} "],
                ],
            ]
        ]
    },
)
ELSEWHERE = Scenario(
    given=lambda random: {
        "tickers": [
            ["spawn", [["spawned", random.randint(2, 5), f"clock-{random.randint(100, 999)}"]]],
            ["forkserver", [["served", random.randint(2, 5), f"clock-{random.randint(100, 999)}"]]],
        ]
    }
)
SCHEDULES = ("natural", "slow-child")


def cases(trace):
    """(which, start method, n, name or None) of every Ticker."""
    return [
        (which, method, n, name[0] if name else None)
        for method, those in trace.given["tickers"]
        for which, n, *name in those
    ]


def of(trace, label, which):
    """The mark with that label of that Ticker, None without one."""
    return next((mark for mark in trace.marks(label) if mark.value == which), None)


def child_of(trace, which):
    """The process that `start()` of that Ticker made, None without one."""
    started = of(trace, "started", which)
    return next((child for child in trace.main.children if started and child.pid == started.values[1]), None)


def written(n, name):
    """How such a Ticker was created, in words."""
    return f"a Ticker of {n} {f'with name={name!r}' if name else 'without a name'}"


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


def no_exception(trace, which, method):
    """Nothing was raised on the way to the started Ticker."""
    raised = of(trace, "raised", which)
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
        of(trace, "starting", which) and "pickle" in f"{kind} {text}".lower(),
        "an attribute that cannot be pickled",
        f"under {method} your Ticker could not be sent to its process: it carries something that cannot be pickled, "
        f"such as a lambda, a generator, an open file or a lock of a thread ({kind}: {text})",
        at=raised,
    )
    wrong_if(
        "name must be a string" in text,
        "no name is not None",
        f"creating a Ticker without a name raised {kind}: {text}",
        at=raised,
    )
    wrong_if(True, "exception", f"creating and starting a Ticker raised {kind}: {text}", at=raised)


def not_in_main(trace):
    """No tick was made in the main process."""
    for tick in trace.main.marks("tick"):
        wrong_if(
            tick.before(of(trace, "starting", cases(trace)[0][0])),
            "work done in __init__",
            f"tick({tick.value}) was called in the main process while the Ticker was being created: that is "
            "where the constructor runs",
            at=tick,
        )
        wrong_if(True, "run called", f"tick({tick.value}) was called in the main process and not in the child", at=tick)
    pids = [mark.values[1] for mark in trace.marks("started")]
    for tick in trace.marks("tick"):
        wrong_if(
            pids and tick.process.pid not in pids,
            "another technique",
            f"tick({tick.value}) was called in the process {tick.process.pid}, which `start()` of your Tickers did not "
            "make",
            at=tick,
        )


def nothing_before_start(trace):
    """No process was created before the first `start()`."""
    starting = next(iter(trace.marks("starting")), None)
    early = next((child for child in trace.workers if child.born.before(starting)), None)
    wrong_if(
        early,
        "started in __init__",
        "a process was created while the Tickers were being created, before `start()` was called",
        at=early and early.born,
    )


def the_child_ticks(trace, which, method, n, name):
    no_exception(trace, which, method)
    child, words = child_of(trace, which), written(n, name)
    wrong_if(child is None, "no process", f"`start()` of {words} did not create a process, or one that is not its own")
    ticks = [tick.value for tick in child.marks("tick")]
    failed = "".join(f" (it ended with “{line}”)" for line in child.errors.splitlines()[-1:])
    wrong_if(n and not ticks, "no tick", f"the child of {words} never called `tick`{failed}")
    wrong_if(
        ticks != list(range(n)),
        "wrong ticks",
        f"{words} called `tick` with {ticks}, not with {list(range(n))}{failed}",
    )
    printed = [line for line in child.output.splitlines() if line.startswith("tick ")]
    wrong_if(
        child.exit_code == 0 and len(printed) < n,
        "output lost",
        f"the child of {words} called `tick` {n} times, and what it printed was not written: "
        f"{len(printed)} of {n} lines came out (often: `os._exit`, which leaves Python's buffer unwritten)",
        at=child.exit,
    )
    wrong_if(
        child.exit_code != 0,
        "the child failed",
        f"the child of {words} ended with {child.signal or f'exit code {child.exit_code}'}, not with exit code "
        f"0{failed}",
        at=child.exit,
    )


def no_other_process(trace):
    itself = own_start(trace)
    wrong_if(
        itself,
        "start overridden",
        "your class has a `start()` of its own, which the exercise does not allow: what the child does stands in "
        "`run()`",
        at=itself,
    )
    expect_started_alone(trace, "Tickers", [mark.values[1] for mark in trace.marks("started")])


@check(points=1, category="isolation", scenario=UNDER_FORK, schedules=SCHEDULES)
def test_the_child_ticks(trace):
    """`tick(0)` to `tick(n - 1)` are called in the child that the inherited `start()` makes, in order, each once."""
    not_in_main(trace)
    for which, method, n, name in cases(trace):
        if name or not of(trace, "raised", which):  # a Ticker that no name makes fail is test_the_name_counts's
            the_child_ticks(trace, which, method, n, name)
    nothing_before_start(trace)
    no_other_process(trace)


def the_name_counts(trace, source, which, name):
    named, child = of(trace, "created", which), child_of(trace, which)
    wrong_if(
        named.values[1] != name and sets_name_before_super(source),
        "self.name set before super",
        f"a Ticker with name={name!r} is called {named.values[1]!r}: the constructor of Process gave it a name of "
        "its own, over the one that you had set",
        at=named,
    )
    for where, mark in (("parent", named), ("child", next(iter(child.marks("tick")), None) if child else None)):
        wrong_if(not mark, "no tick", "the child never called `tick`, so its name was never asked for there")
        wrong_if(
            mark.values[1] != name,
            "name dropped",
            f"a Ticker with name={name!r} is called {mark.values[1]!r} in the {where}",
            at=mark,
        )


def the_invented_name_stays(trace, source, which):
    nameless, raised = of(trace, "created", which), of(trace, "raised", which)
    wrong_if(
        not nameless,
        "self.name set before super" if sets_name_before_super(source) else "no name is not None",
        f"creating a Ticker without a name raised {': '.join(raised.values[1:]) if raised else ''}",
        at=raised,
    )
    ticks = [tick for child in [child_of(trace, which)] if child for tick in child.marks("tick")]
    for where, mark in (("parent", nameless), *(("child", tick) for tick in ticks[:1])):
        wrong_if(
            not str(mark.values[1]).startswith("Ticker-"),
            "no name is not None",
            f"a Ticker without a name is called {mark.values[1]!r} in the {where}, not as Process calls it "
            "(Ticker-1 ...)",
            at=mark,
        )
    invented = "Ticker-" + ":".join(map(str, nameless.values[2]))
    wrong_if(
        nameless.values[1] != invented,
        "no name is not None",
        f"a Ticker without a name is called {nameless.values[1]!r}, and Process had invented {invented!r}",
        at=nameless,
    )
    wrong_if(
        any(tick.values[1] != nameless.values[1] for tick in ticks),
        "name dropped",
        f"a Ticker without a name is called {nameless.values[1]!r} in the parent, and "
        f"{ticks[0].values[1] if ticks else ''!r} in the child",
        at=ticks[:1],
    )


@check(points=1, category="pid", scenario=UNDER_FORK, schedules=SCHEDULES)
def test_the_name_counts(trace, source):
    """The given name is the name of the process, in the parent and in the child; without one, it is Process's own."""
    for which, method, _, name in cases(trace):
        if name is None:
            the_invented_name_stays(trace, source, which)
        else:
            no_exception(trace, which, method)
            the_name_counts(trace, source, which, name)
    invented = [of(trace, "created", which) for which, _, _, name in cases(trace) if name is None]
    wrong_if(
        len({mark.values[1] for mark in invented}) < len(invented),
        "no name is not None",
        f"two Tickers without a name are both called {invented[0].values[1]!r}: Process invents a different one for "
        "each",
        at=invented[-1],
    )


@check(points=1, category="isolation", scenario=ELSEWHERE, schedules=("natural",))
def test_works_under_spawn(trace):
    """Under spawn and forkserver the Ticker travels to the child pickled, and there it does the same."""
    not_in_main(trace)
    for which, method, n, name in cases(trace):
        the_child_ticks(trace, which, method, n, name)
        child = child_of(trace, which)
        forked = trace.trace.process(child.record.parent).role == "main" and not child.events("exec")
        wrong_if(
            forked,
            "fork whatever is chosen",
            f"the program chose {method}, and your Ticker was forked all the same: the class does not leave the choice "
            "to the program",
            at=child.born,
        )
        names = {tick.values[1] for tick in child.marks("tick")}
        created = of(trace, "created", which)
        wrong_if(
            created.values[1] == name and names != {name},
            "name lost on the way",
            f"under {method} the Ticker is called {created.values[1]!r} in the parent and {', '.join(sorted(names))} "
            "in the child",
            at=created,
        )
