"""pool/limited: what you can try at home."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(
    given=lambda random: {
        "items": [1, 2, 3, 4, 5, 6],
        "seconds": [4, 1, 1, 1, 1, 1],
        "factor": 10,
        "limit": 2,
        "cores": 7,
    }
)


@check(category="ordering", scenario=SCENARIO)
def test_results_in_order(trace):
    """The results come as a list, in order of the items."""
    kind, results = trace.mark("returned").values
    wrong_if(kind != "list", "not a list", f"`run_limited` returned a {kind}")
    wrong_if(
        results != [10, 20, 30, 40, 50, 60], "other results", f"expected [10, 20, 30, 40, 50, 60], but got {results}"
    )


@check(category="concurrency", scenario=SCENARIO)
def test_two_workers_for_a_limit_of_two(trace):
    """With a limit of two, two tasks run at once, in worker processes."""
    tasks = trace.intervals()
    wrong_if(not tasks, "items missing", "no task was ever run")
    wrong_if(any(task.process.is_main for task in tasks), "serial", "a task ran in the main process, not in a worker")
    at_once = trace.most_at_once(tasks)
    wrong_if(at_once > 2, "limit ignored", f"{at_once} tasks ran at once; the limit was 2")
