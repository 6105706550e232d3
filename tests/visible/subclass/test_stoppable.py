"""What you may know about stoppable: steps and cleanup in the child, and stop() waits."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"seconds": 3.5, "step_seconds": 1, "cleanup_seconds": 2})


@check(category="isolation", scenario=SCENARIO, schedules=("natural",))
def test_the_child_steps(trace):
    """The child makes steps until `stop()` is called, and not many more."""
    step = trace.mark("step-begins", "`step` was never called")
    wrong_if(step.process.is_main, "run called", "`step` was called in the main process", at=step)
    wrong_if(
        trace.marks("endless"),
        "a plain attribute as flag",
        "the child went on stepping after `stop()` had been called (often: what the parent sets is the parent's)",
        at=trace.mark("asked"),
    )
    early = next(mark for mark in trace.marks("asked") if mark.value == "last")
    for child in trace.main.children:
        if child.pid == next(mark.values[1] for mark in trace.marks("started") if mark.value == "last"):
            ended = next(iter(child.marks("cleanup-begins")), child.exit)
            wrong_if(ended and ended.before(early), "stops the others, too", "a Stoppable ended unasked", at=ended)


@check(category="ordering", scenario=SCENARIO, schedules=("natural", "slow-child"))
def test_the_child_cleans_up(trace):
    """`cleanup` is called in the child."""
    cleanup = trace.mark("cleanup-begins", "`cleanup` was never called")
    wrong_if(cleanup.process.is_main, "cleanup in the parent", "`cleanup` was called in the main process", at=cleanup)


@check(category="cleanup", scenario=SCENARIO, schedules=("natural", "slow-child"))
def test_stop_waits(trace):
    """When `stop()` returns, `cleanup` is done."""
    ended = trace.mark("cleanup-ends", "`cleanup` was never called, or did not come to its end", "no cleanup")
    wrong_if(
        trace.mark("stopped").before(ended),
        "stop does not wait",
        "`stop()` returned before `cleanup` was done",
        at=trace.mark("stopped"),
    )
