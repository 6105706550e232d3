"""the_unit/the_exercise: the checks that students never see."""

from grader.checks import Scenario, check, wrong_if

# TO WRITE: one check per thing that the statement asks for; the points together are those in exercises/course.toml

SCENARIO = Scenario(given=lambda random: {"seconds": random.randint(5, 50)})


@check(points=1, category="pid", scenario=SCENARIO)
def test_the_task_runs_in_a_child(trace):
    """`task` runs once, in a child process."""
    begins = trace.marks("begin")
    wrong_if(not begins, "task never ran", "`task` was never called")
    wrong_if(begins[0].process.is_main, "task in the main process", "`task` ran in the main process", at=begins[0])
    wrong_if(len(begins) > 1, "task ran twice", f"`task` ran {len(begins)} times", at=begins[1:])


@check(points=1, category="join", scenario=SCENARIO, needs="test_the_task_runs_in_a_child")
def test_it_waits_for_the_child(trace):
    """`the_exercise` returns when the child has ended, and not before."""
    child, back = trace.mark("begin").process, trace.mark("returned")
    wrong_if(
        trace.main.slept_between(child.born, back),
        "sleep in place of join",
        "the main process slept while its child was alive",
        at=back,
    )
    wrong_if(back.before(child.exit), "no join", "`the_exercise` returned while the child was alive", at=back)
