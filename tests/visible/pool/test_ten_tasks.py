"""pool/ten_tasks: what you can try at home."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"seconds": [3] * 10, "cores": 6})


@check(category="concurrency", scenario=SCENARIO)
def test_ten_tasks_run_in_three_workers(trace):
    """Ten tasks run, in three processes that are not the main one."""
    begins = trace.marks("begin")
    wrong_if(not begins, "no pool", "no task was ever run")
    wrong_if(any(m.process.is_main for m in begins), "no pool", "a task ran in the main process, not in a worker")
    wrong_if(len(begins) != 10, "tasks missing", f"{len(begins)} tasks began, not ten")
    wrong_if(len(trace.workers) != 3, "Pool(10)", f"{len(trace.workers)} workers were born, not three")


@check(category="ordering", scenario=SCENARIO)
def test_submitted_then_all_done(trace):
    """“submitted” is said before a task has ended, “all done” after all have."""
    said = [m.value for m in trace.marks("say")]
    wrong_if(said != ["submitted", "all done"], "another line", f"these lines were said: {said}")
    submitted, done = trace.marks("say")
    wrong_if(any(m.before(submitted) for m in trace.marks("end")), "apply",
             "a task had already ended when “submitted” was said")
    wrong_if(any(m.after(done) for m in trace.marks("end")) or len(trace.marks("end")) < 10, "no join",
             "“all done” was said before all ten tasks had ended")
