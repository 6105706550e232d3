"""process/wait_for_child: what you may know beforehand."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"seconds": 5, "seconds_afterwards": 1})


@check(category="pid", scenario=SCENARIO)
def test_task_runs_in_a_child(trace):
    """`task` runs in a child process."""
    begin = trace.mark("begin", "`task` was never called", "task never ran")
    wrong_if(
        begin.process.is_main, "task in the main process", "`task` ran in the main process, not in a child", at=begin
    )


@check(category="join", scenario=SCENARIO, needs="test_task_runs_in_a_child")
def test_main_done_comes_last(trace):
    """“main done” is said after the child has ended."""
    said = trace.mark("say", "`say` was never called", "never said")
    child = trace.mark("begin").process
    wrong_if(said.before(child.exit), "no join", "“main done” was said while the child was still alive", at=said)
    wrong_if(said.value != "main done", "other words", f"expected “main done”, and you said {said.value!r}", at=said)
