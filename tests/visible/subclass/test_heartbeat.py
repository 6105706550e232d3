"""What you may know about heartbeat: it beats, and the program ends."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"seconds": 3.5, "ending": "return"})


@check(category="concurrency", scenario=SCENARIO, schedules=("natural",))
def test_it_beats(trace):
    """In 3.5 seconds the child calls `beat` four times."""
    for raised in trace.marks("raised"):
        said = f"making and starting a Heartbeat raised {': '.join(raised.values)}"
        wrong_if(
            raised.value == "AttributeError" and "'_" in raised.text,
            "no super().__init__",
            f"{said}; that is an attribute of Process, which its constructor sets: call it first",
            at=raised,
        )
        wrong_if(True, "exception", said, at=raised)
    beats = [beat for beat in trace.marks("beat") if beat.before(trace.mark("main-ends"))]
    wrong_if(not beats, "no beat", "`beat` was never called")
    wrong_if(beats[0].process.is_main, "beat in the main process", "`beat` was called in the main process", at=beats[0])
    first = [beat for beat in beats if beat.process == beats[0].process]
    wrong_if(len(first) != 4, "not every second", f"`beat` was called {len(first)} times in 3.5 seconds")


@check(category="join", scenario=SCENARIO, schedules=("natural",))
def test_the_program_ends(trace):
    """When the main process is done, the program ends, and the Heartbeat with it."""
    beat = trace.mark("beat", "`beat` was never called")
    wrong_if(
        trace.marks("endless"),
        "not a daemon",
        "the Heartbeat went on after the end of the program",
        at=trace.mark("main-ends"),
    )
    wrong_if(
        not beat.process.alive_at(trace.mark("main-ends")),
        "no beat any more",
        "the Heartbeat was gone before the main process came to its end",
    )
    late = trace.main.exit.t - trace.mark("main-ends").t
    wrong_if(late > 0.1, "joined at exit", f"the main process needed {late:.2g} more seconds for its end")
