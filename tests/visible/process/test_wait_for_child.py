"""process/wait_for_child: what you may know beforehand."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"seconds": 5, "seconds_afterwards": 1})


@check(category="pid", scenario=SCENARIO)
def test_task_runs_in_a_child(trace):
    """`task` runs in a child process."""
    child, begins = next(iter(trace.workers), None), trace.marks("begin")
    wrong_if(
        not begins and child and child.signal,
        "daemon without join",
        "your child was ended before it could call `task`: main had nothing more to do, or ended it",
        at=child.exit if child and not begins else None,
    )
    begin = trace.mark("begin", "`task` was never called", "task never ran")
    wrong_if(
        begin.process.is_main and child,
        "target=task()",
        "`task` ran in the main process, and the child that was born had nothing to do",
        at=begin,
    )
    wrong_if(
        begin.process.is_main,
        "run() in place of start()",
        "`task` ran in the main process, and no process was born",
        at=begin,
    )


@check(category="join", scenario=SCENARIO, needs="test_task_runs_in_a_child")
def test_main_done_comes_last(trace):
    """“main done” is said after the child has ended."""
    said = trace.mark("say", "`say` was never called", "never said")
    child = trace.mark("begin").process
    wrong_if(
        said.before(child.exit) and trace.main.slept_between(child.born, said),
        "sleep in place of join",
        "main slept, and said “main done” while the child was still alive: nobody knows how long a child takes",
        at=said,
    )
    wrong_if(said.before(child.exit), "no join", "“main done” was said while the child was still alive", at=said)
    wrong_if(said.value != "main done", "other words", f"expected “main done”, and you said {said.value!r}", at=said)
