"""process/wait_for_child: what you may know beforehand."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.named_calls import calls

SCENARIO = Scenario(
    given=lambda random: {
        "tasks": {"plain": [5, "returns", 2], "failing": [3, "raises", 0]},
        "seconds_afterwards": 4,
        "method": None,
    }
)


@check(category="pid", scenario=SCENARIO)
def test_task_runs_in_a_child(trace):
    """`task` runs once, in a child process."""
    for call in calls(trace):
        begins = call.marks("begin")
        wrong_if(call.raised, "an exception", f"`run_then_say` raised {call.raised}", at=call.over)
        wrong_if(not begins, "task never ran", f"the {call.name} task was never called", at=call.over)
        wrong_if(len(begins) > 1, "task ran twice", f"the {call.name} task ran {len(begins)} times", at=begins[1:])
        wrong_if(
            begins[0].process.is_main,
            "task in the main process",
            "`task` ran in the main process (often: target=task() calls it, and target=task hands it over)",
            at=begins[0],
        )


@check(category="join", scenario=SCENARIO, needs="test_task_runs_in_a_child")
def test_main_done_comes_last(trace):
    """“main done” is said when the child has ended, also if its task has failed."""
    for call in calls(trace):
        said = next(iter(call.marks("say")), None)
        wrong_if(said is None, "never said", f"with the {call.name} task, `say` was never called", at=call.over)
        child = call.marks("begin")[0].process
        wrong_if(
            trace.main.slept_between(child.born, said),
            "sleep in place of join",
            "main slept while the child was alive: nobody knows how long a child takes",
            at=said,
        )
        wrong_if(said.before(child.exit), "no join", "“main done” was said while the child was still alive", at=said)
        wrong_if(said.values[1] != "main done", "other words", f"you said {said.values[1]!r}, not “main done”", at=said)
