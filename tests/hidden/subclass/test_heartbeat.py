"""subclass/heartbeat: a beat every second, and a main process that ends when it ends, with nobody left."""

import ast
import itertools

from grader.checks import Scenario, check, wrong_if
from grader.checks.claims import expect_started_alone

ON_TIME = ("natural", "parent-first")


def given(ending, *seconds):
    return lambda random: {"seconds": random.randint(*seconds) + 0.5, "ending": ending}


LONG = Scenario(given=given("return", 310, 390))
EXIT = Scenario(given=given("exit", 4, 9))
EXCEPTION = Scenario(given=given("exception", 4, 9))


def no_exception(trace):
    for raised in trace.marks("raised"):
        kind, text = raised.values
        wrong_if(
            "already started" in text,
            "daemon set after start",
            f"{kind}: {text}. Whether a process is a daemon must be settled before its `start()`",
            at=raised,
        )
        wrong_if(
            any(name in text for name in ("'_closed'", "'_config'", "'_popen'")),
            "no super().__init__",
            f"the constructor of Process had not been called by then ({kind}: {text})",
            at=raised,
        )
        wrong_if(True, "exception", f"creating and starting a Heartbeat raised {kind}: {text}", at=raised)


def sets_daemon_late(source):
    """Whether the text of start() or run() assigns to the attribute daemon."""
    return any(
        isinstance(node, ast.Attribute) and node.attr == "daemon" and isinstance(node.ctx, ast.Store)
        for function in ast.walk(source.tree)
        if isinstance(function, ast.FunctionDef) and function.name in ("start", "run")
        for node in ast.walk(function)
    )


def beats_in(trace):
    """The beats of child processes before the scenario's end."""
    return [beat for beat in trace.marks("beat") if not beat.process.is_main and beat.before(trace.mark("main-ends"))]


def it_beats_until_the_end(trace):
    """Nothing can be said about the end where there is no heartbeat by then."""
    no_exception(trace)
    beats = beats_in(trace)
    wrong_if(not beats, "no beat", "no child process ever called `beat` before the main process came to its end")
    wrong_if(
        not beats[-1].process.alive_at(trace.mark("main-ends")),
        "no beat any more",
        "the process that called `beat` was gone before the main process came to its end",
    )


def main_ends_at_once(trace, source):
    """Between the end of main's code and the end of its process, no time goes by."""
    ends = trace.mark("main-ends")
    late = trace.main.exit.t - ends.t
    ended = f"the main process needed {late:.2g} more seconds for its end"
    wrong_if(
        late > 0.01 and trace.mark("started").values[1],
        "joined at exit",
        f"{ended}, although its Heartbeat is a daemon: something waited for it (often: a join in `atexit`, or a "
        "handler of SIGTERM in the child)",
        at=ends,
    )
    wrong_if(
        late > 0.01 and sets_daemon_late(source),
        "daemon set after start",
        f"{ended}: after `start()` the Heartbeat was no daemon in the main process, where Python looks",
        at=ends,
    )
    wrong_if(late > 0.01, "not a daemon", f"{ended}: Python waits there for every child that is not a daemon", at=ends)


def it_beats_every_second(trace, child):
    beats = [beat for beat in child.marks("beat") if beat.before(trace.mark("main-ends"))]
    seconds = trace.given["seconds"]
    wrong_if(not beats, "no beat", f"the child {child.pid} never called `beat` in the {seconds} seconds of the program")
    first = beats[0].t - child.born.t
    wrong_if(
        first > 0.1,
        "sleeps before the first beat",
        f"the first beat came {first:.1f} seconds after the process was created, not at once",
        at=beats[0],
    )
    for beat, following in itertools.pairwise(beats):
        wrong_if(
            not 0.95 < following.t - beat.t < 1.05,
            "not every second",
            f"between two beats there were {following.t - beat.t:.2f} seconds",
            at=following,
        )
    lasted = trace.mark("main-ends").t - beats[0].t
    wrong_if(
        trace.mark("main-ends").t - beats[-1].t > 1.05,
        "no beat any more",
        f"the last beat, number {len(beats)}, was {trace.mark('main-ends').t - beats[-1].t:.1f} seconds before the "
        "main process ended",
        at=beats[-1],
    )
    wrong_if(
        abs(lasted - len(beats) + 0.5) > 0.01 * lasted + 1,
        "not every second",
        f"there were {len(beats)} beats in {lasted:.1f} seconds",
        at=beats[-1],
    )


@check(points=1.5, category="concurrency", scenario=LONG, schedules=("natural",))
def test_it_beats_at_once_and_every_second(trace):
    """The child that `start()` makes calls `beat` as soon as it runs, and then every second until the program ends."""
    no_exception(trace)
    for beat in trace.main.marks("beat"):
        wrong_if(
            True, "beat in the main process", "`beat` was called in the main process and not in the child", at=beat
        )
    for starting, started in zip(trace.marks("starting"), trace.marks("started"), strict=True):
        wrong_if(
            started.t - starting.t > 0.1,
            "start waits",
            f"`start()` returned after {started.t - starting.t:.1f} seconds; it is to return at once",
            at=started,
        )
    pids = [started.value for started in trace.marks("started")]
    for beat in beats_in(trace):
        wrong_if(
            beat.process.pid not in pids,
            "another technique",
            f"`beat` was called in the process {beat.process.pid}, which `start()` of your Heartbeats did not make",
            at=beat,
        )
    for child in trace.main.children:
        if child.pid in pids:
            it_beats_every_second(trace, child)
    wrong_if(not beats_in(trace), "no beat", "no child process ever called `beat`")


@check(points=1.5, category="join", scenario=EXIT, schedules=ON_TIME)
def test_main_is_not_held_up(trace, source):
    """When the main process comes to its end, the program is over at once."""
    it_beats_until_the_end(trace)
    main_ends_at_once(trace, source)


@check(points=1, category="cleanup", scenario=EXCEPTION, schedules=("natural",))
def test_nothing_outlives_main(trace, source):
    """When the main process is gone, so is the Heartbeat, and there was no process beside it."""
    it_beats_until_the_end(trace)
    for child in trace.workers:
        wrong_if(
            child.alive_at(trace.main.exit) and child not in trace.main.children,
            "double fork",
            f"the process {child.pid}, a child of your child, lived on after the main process: Python ends its "
            "own daemons, and knows nothing of theirs",
            at=trace.main.exit,
        )
        wrong_if(
            child.alive_at(trace.main.exit),
            "outlives main",
            f"the process {child.pid} lived on after the main process",
            at=trace.main.exit,
        )
    expect_started_alone(trace, "Heartbeats", [started.value for started in trace.marks("started")])
    if trace.marks("endless"):
        main_ends_at_once(trace, source)
