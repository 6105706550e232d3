"""What you may know about stoppable: steps and cleanup in the child, and stop() waits."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"seconds": 3.5, "cleanup_seconds": 2})


@check(category="isolation", scenario=SCENARIO, schedules=("natural",))
def test_the_child_steps(trace, source):
    """The child makes steps until `stop()` is called, and not many more."""
    step = trace.mark("step-begins", "`step` was never called")
    wrong_if(step.process.is_main, "step in the parent", "`step` was called in the main process", at=step)
    shared = source.uses(*(f"multiprocessing.{name}" for name in ("Event", "Pipe", "Queue", "SimpleQueue", "Value")))
    wrong_if(
        trace.marks("endless") and not shared,
        "a plain attribute as flag",
        "the child went on stepping after `stop()` had been called: what the parent sets, the child does not see",
        at=trace.mark("asked"),
    )
    wrong_if(
        trace.marks("endless"),
        "steps go on",
        "the child went on stepping after `stop()` had been called",
        at=trace.mark("asked"),
    )


@check(category="ordering", scenario=SCENARIO, schedules=("natural", "slow-child"))
def test_the_child_cleans_up(trace):
    """`cleanup` is called in the child."""
    cleanup = trace.mark("cleanup-begins", "`cleanup` was never called")
    wrong_if(cleanup.process.is_main, "cleanup in the parent", "`cleanup` was called in the main process", at=cleanup)


@check(category="cleanup", scenario=SCENARIO, schedules=("natural", "slow-child"))
def test_stop_waits(trace):
    """When `stop()` returns, `cleanup` is done."""
    ended = trace.mark("cleanup-ends", "`cleanup` was never called, or did not come to its end")
    wrong_if(
        trace.mark("stopped").before(ended),
        "stop does not wait",
        "`stop()` returned before `cleanup` was done",
        at=trace.mark("stopped"),
    )
