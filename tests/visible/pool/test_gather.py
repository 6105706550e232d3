"""pool/gather: what you can try at home."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.calls import calls_of

SCENARIO = Scenario(
    given=lambda random: {
        "calls": [
            {
                "items": ["good", "bad", "fine", "worse"],
                "seconds": [2, 1, 2, 2],
                "values": [
                    {"is": 1},
                    {"raises": "ValueError", "more": []},
                    {"is": None},
                    {"raises": "KeyError", "more": []},
                ],
                "limit": 2,
            }
        ]
    }
)


@check(category="errors", scenario=SCENARIO)
def test_results_and_errors_are_told_apart(trace):
    """Two items have a result, two have an error: the exception that their task raised."""
    (call,) = calls_of(trace)
    wrong_if(trace.marks("raised"), "the first error ends it", "`gather` itself raised the error of one task")
    returned = call.returned
    wrong_if(
        len(returned.values) != 3, "not two dicts", f"`gather` returned a {returned.values[1]}, not a pair of dicts"
    )
    results, errors = (dict(part) for part in returned.values[1:])
    raised = {task.item: task.value for task in call.ended if task.item in ("bad", "worse")}
    wrong_if(
        "fine" not in results,
        "falsy values dropped",
        "the task of “fine” returned None, but it is not among the results",
    )
    wrong_if(results != {"good": 1, "fine": None}, "other results", f"the results are {results}")
    missing = [item for item in ("bad", "worse") if item not in errors]
    wrong_if(missing, "swallowed", f"the task of {missing} raised, but it is not among the errors")
    text = [item for item in errors if isinstance(errors[item], str)]
    wrong_if(text, "text in place of the exception", f"`errors` maps {text} to a text, not to the exception itself")
    wrong_if(errors != raised, "another error", "`errors` does not have the exceptions that the tasks raised")


@check(category="concurrency", scenario=SCENARIO)
def test_tasks_run_in_workers(trace):
    """All four tasks run in worker processes, two of them at once."""
    (call,) = calls_of(trace)
    wrong_if(len(call.tasks) != 4, "items missing", f"{len(call.tasks)} of four tasks were run")
    wrong_if(call.at_home, "tasks in the main process", "a task ran in the main process")
    wrong_if(call.at_once > 2, "limit ignored", f"{call.at_once} tasks ran at once; the limit was 2")
    wrong_if(call.at_once < 2, "serial", "only one task ran at a time; the limit was 2")
