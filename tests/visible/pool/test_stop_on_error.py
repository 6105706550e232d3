"""pool/stop_on_error: what you can try at home."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.calls import calls_of

SCENARIO = Scenario(
    given=lambda random: {
        "calls": [
            {
                "items": [1, 2, 3],
                "seconds": [300, 5, 300],
                "values": [{"is": None}, {"raises": "ValueError", "more": []}, {"is": None}],
                "limit": 3,
            }
        ]
    }
)


@check(category="errors", scenario=SCENARIO)
def test_the_error_is_raised_at_once(trace):
    """One task raises ValueError, and so does `first_error_stops`, while the other tasks are still running."""
    (call,) = calls_of(trace)
    wrong_if(not trace.workers, "tasks in the main process", "no worker process was made")
    wrong_if(trace.marks("returned"), "swallowed", "a task raised, but `first_error_stops` returned all the same")
    raised = trace.mark("raised")
    kind = raised.values[1]["exception"][0]
    wrong_if(kind != "ValueError", "another error", f"a task raised ValueError, but `first_error_stops` raised {kind}")
    over = [task.item for task in call.ended if task.item != 2 and task.end.before(raised)]
    wrong_if(over, "heard of the error late", "the error came only after another task, too, had ended")


@check(category="cleanup", scenario=SCENARIO, needs="test_the_error_is_raised_at_once")
def test_no_worker_survives(trace):
    """When the error is raised, no worker is left."""
    (call,) = calls_of(trace)
    wrong_if(call.left(call.over), "workers leaked", "worker processes were still alive when the error was raised")
    wrong_if(call.uncollected(call.over), "not joined", "workers had ended, but nothing had joined them")
