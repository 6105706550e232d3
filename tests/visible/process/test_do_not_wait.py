"""process/do_not_wait: what you may know beforehand."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"seconds": 5, "seconds_afterwards": 1})


@check(category="pid", scenario=SCENARIO)
def test_task_runs_in_a_child(trace):
    """`task` runs in a child process."""
    begin = trace.mark("begin", "`task` was never called", "task never ran")
    wrong_if(begin.process.is_main, "runs in the parent", "`task` ran in the main process, not in a child", at=begin)


@check(category="ordering", scenario=SCENARIO, needs="test_task_runs_in_a_child")
def test_main_does_not_wait(trace):
    """“main goes on” is said, and `say_then_child` returns, while the child is at work."""
    said = trace.mark("say", "`say` was never called", "never said")
    child = trace.mark("begin").process
    wrong_if(said.after(child.exit), "joins", "“main goes on” was said when the child had ended", at=said)
    returned = trace.mark("returned")
    wrong_if(returned.after(child.exit), "joins", "`say_then_child` returned when the child had ended", at=returned)
    wrong_if(
        returned.value != child.pid, "no process returned", "you did not return the child's Process object", at=returned
    )
