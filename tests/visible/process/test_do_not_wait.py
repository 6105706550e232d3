"""process/do_not_wait: what you may know beforehand."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.named_calls import calls

SCENARIO = Scenario(given=lambda random: {"tasks": {"first": [9, 0], "second": [5, 0]}})


@check(category="pid", scenario=SCENARIO)
def test_task_runs_in_a_child(trace):
    """In every call, `task` runs in a child process."""
    for call in calls(trace):
        begins = call.marks("begin")
        wrong_if(call.raised, "an exception", f"`say_then_child` raised {call.raised}", at=call.over)
        wrong_if(not begins, "task never ran", f"in the {call.name} call, `task` was never called", at=call.over)
        wrong_if(begins[0].process.is_main, "task in the main process", "`task` ran in the main process", at=begins[0])


@check(category="ordering", scenario=SCENARIO, needs="test_task_runs_in_a_child")
def test_main_does_not_wait(trace):
    """“main goes on” is said, and the child's process is returned, while the child is at work."""
    for call in calls(trace):
        child = call.marks("begin")[0].process
        wrong_if(not call.marks("say"), "never said", "`say` was never called", at=call.over)
        wrong_if(
            call.over.after(child.exit), "joins", "`say_then_child` returned when the child had ended", at=call.over
        )
        slept = [sleep for sleep in trace.main.sleeps if call.holds(sleep)]
        wrong_if(slept, "sleeps", "main slept", at=slept)
        pids = [process.values[1] for process in call.marks("process")]
        wrong_if(not pids, "no process returned", "you did not return a Process object", at=call.over)
        wrong_if(
            pids != [child.pid],
            "another process returned",
            f"the returned process has the PID {pids[0]}, and the child {child.pid}",
            at=call.over,
        )
