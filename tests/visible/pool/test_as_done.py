"""pool/as_done: what you can try at home."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.calls import calls_of

SCENARIO = Scenario(
    given=lambda random: {
        "calls": [
            {
                "items": ["c", "a", "b"],
                "seconds": [9, 3, 6],
                "values": ["secret", {"is": 0}, "secret"],
                "limit": 3,
            }
        ]
    }
)


@check(category="ordering", scenario=SCENARIO)
def test_the_first_to_end_is_the_first_to_come(trace):
    """The results come in the order in which the tasks end, and each before the next task ends."""
    (call,) = calls_of(trace)
    wrong_if(trace.marks("raised"), "an exception", "`as_done` raised an exception")
    wrong_if(call.at_home, "tasks in the main process", "a task ran in the main process, not in a worker")
    got, ended = trace.marks("got"), call.ended
    wrong_if(len(got) != 3, "results lost", f"the iterator yielded {len(got)} results for three items")
    collected = all(task.end.before(got[0]) for task in ended)
    wrong_if(collected, "everything collected first", "no result came before all tasks had ended")
    wrong_if(
        [moment.values[1] for moment in got] != [task.value for task in ended],
        "results in order of the items",
        "the results did not come in the order in which the tasks ended",
    )


@check(category="cleanup", scenario=SCENARIO)
def test_nothing_is_left(trace):
    """At the end no worker is left."""
    (call,) = calls_of(trace)
    wrong_if(not trace.workers, "tasks in the main process", "no worker process was made")
    wrong_if(call.left(call.over), "workers leaked", "workers were still alive when the iterator was exhausted")
