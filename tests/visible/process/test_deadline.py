"""process/deadline: what you may know beforehand."""

from grader.checks import Scenario, check, wrong_if

SCHEDULES = ("natural", "child-first", "parent-first")
SCENARIO = Scenario(
    given=lambda random: {
        "tasks": [["failing", 1, 7, 4], ["slow", 600, 0, 1.5], ["stubborn", 600, 0, 3]],
        "clean_up_seconds": 2,
    }
)


def returned_from(trace, name):
    returned = next(moment for moment in trace.marks("returned") if moment.value == name)
    begin = next((moment for moment in trace.marks("begin") if moment.value == name), None)
    wrong_if(begin is None, "task never ran", "the task was never called", at=returned)
    wrong_if(begin.process.is_main, "task in the main process", "the task ran in the main process", at=begin)
    return returned, begin.process


@check(category="join", scenario=SCENARIO, schedules=SCHEDULES)
def test_who_ends_in_time_is_done(trace):
    """A task that ends in time with exit code 7 gives ("done", 7)."""
    returned, _ = returned_from(trace, "failing")
    wrong_if(returned.values[1] != ["done", 7], "other words", f"you returned {returned.values[1]}", at=returned)


@check(category="errors", scenario=SCENARIO, schedules=SCHEDULES)
def test_who_is_late_is_killed(trace):
    """A task that is late gives "killed", also one that ignores SIGTERM, and its process is gone."""
    for name in ("slow", "stubborn"):
        returned, child = returned_from(trace, name)
        wrong_if(
            child.alive_at(returned),
            "only stops waiting",
            f"you returned while the {name} child was alive",
            at=returned,
        )
        wrong_if(child.marks("end"), "no deadline", f"the {name} child worked on to its own end", at=child.exit)
        wrong_if(returned.values[1][:1] != ["killed"], "other words", f"you returned {returned.values[1]}", at=returned)
