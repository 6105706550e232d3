"""pool/stop_on_error: what you can try at home."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(
    given=lambda random: {"items": [1, 2, 3], "seconds": [300, 5, 300], "failing": 1, "token": 7, "limit": 3}
)


@check(category="errors", scenario=SCENARIO)
def test_the_error_is_raised(trace):
    """One task raises Broken, and so does `first_error_stops`."""
    wrong_if(trace.marks("returned"), "swallowed", "a task raised, but `first_error_stops` returned all the same")
    raised = trace.mark("raised")
    wrong_if(raised.value != "Broken", "another error", f"a task raised Broken, but you raised {raised.value}")
    wrong_if(raised.process.children == [], "serial", "no worker process was ever born")


@check(category="cleanup", scenario=SCENARIO, needs="test_the_error_is_raised")
def test_no_worker_survives(trace):
    """When the error is raised, no worker is left."""
    left = trace.alive_at(trace.mark("raised"))
    wrong_if(left, "workers leaked", f"{len(left)} workers were still alive")
