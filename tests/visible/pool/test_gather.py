"""pool/gather: what you can try at home."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(
    given=lambda random: {
        "items": ["good", "bad", "fine"],
        "outcomes": [[2, "result", 1], [1, "ValueError", ["oh no"]], [2, "result", None]],
        "limit": 2,
    }
)


@check(category="errors", scenario=SCENARIO)
def test_results_and_errors_are_told_apart(trace):
    """Two items have a result, one has an error."""
    raised = trace.marks("raised")
    wrong_if(raised, "the first error ends it", "`gather` itself raised the error of one task")
    returned = trace.mark("returned")
    wrong_if(len(returned.values) != 2, "not two dicts", f"`gather` returned {returned.value}, not a pair of dicts")
    results, errors = returned.values
    wrong_if(sorted(results) != [["fine", None], ["good", 1]], "other results", f"the results are {results}")
    wrong_if(
        [item for item, _ in errors] != ["bad"],
        "swallowed",
        f"only “bad” raised, but the errors are those of {[item for item, _ in errors]}",
    )


@check(category="concurrency", scenario=SCENARIO)
def test_tasks_run_in_workers(trace):
    """All three tasks run in worker processes."""
    begins = trace.marks("begin")
    wrong_if(len(begins) != 3, "items missing", f"{len(begins)} of three tasks were run")
    wrong_if(any(begin.process.is_main for begin in begins), "serial", "a task ran in the main process")
