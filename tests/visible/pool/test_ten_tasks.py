"""pool/ten_tasks: what you can try at home."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"seconds": [3] * 10, "cores": 6})


@check(category="concurrency", scenario=SCENARIO)
def test_ten_tasks_run_in_three_workers(trace):
    """Ten tasks run, in three processes that are not the main one."""
    too_early = next(iter(trace.marks("joined-too-early")), None)
    wrong_if(too_early, "no close", "`join()` raised ValueError: Pool is still running", at=too_early)
    begins = trace.marks("begin")
    at_home = next((m for m in begins if m.process.is_main), None)
    wrong_if(
        at_home and trace.workers,
        "no pool",
        f"a task ran in the main process, and {len(trace.workers)} workers had nothing to do: `task(i)` calls it right "
        "there, while a pool wants `task` and `(i,)`, to call it in a worker",
        at=at_home,
    )
    wrong_if(at_home, "no pool", "a task ran in the main process, not in a worker", at=at_home)
    wrong_if(not begins and not trace.workers, "no pool", "no worker process was born, and no task was ever run")
    returned = trace.mark("returned", "`ten_tasks` never came back")
    wrong_if(
        len(begins) < 10 and not trace.alive_at(returned),
        "a bare with",
        f"only {len(begins)} of the ten tasks had begun when the workers were ended: leaving a `with` block of a Pool "
        "ends its workers, and so does `terminate()`",
        at=next((worker.exit for worker in trace.workers if worker.exit), None),
    )
    wrong_if(len(begins) != 10, "tasks missing", f"{len(begins)} tasks began, not ten")
    extra = trace.workers[3].born if len(trace.workers) > 3 else None
    wrong_if(extra, "Pool(10)", f"{len(trace.workers)} workers were born, not three", at=extra)
    wrong_if(len(trace.workers) < 3, "Pool(2)", f"{len(trace.workers)} workers were born, not three")


@check(category="ordering", scenario=SCENARIO, needs="test_ten_tasks_run_in_three_workers")
def test_submitted_then_all_done(trace, source):
    """“submitted” is said before a task has ended, “all done” after all have."""
    said = [m.value for m in trace.marks("say")]
    wrong_if(said != ["submitted", "all done"], "another line", f"these lines were said: {said}")
    submitted, done = trace.marks("say")
    ends = trace.marks("end")
    early = sum(m.before(submitted) for m in ends)
    wrong_if(
        early,
        "get inside the loop" if ".get(" in source.text else "apply",
        f"{early} of the ten tasks had already ended when “submitted” was said: handing over waited for them",
        at=submitted,
    )
    in_time = sum(m.before(done) for m in ends)
    wrong_if(in_time < 10, "no join", f"only {in_time} of the ten tasks had ended when “all done” was said", at=done)


@check(category="cleanup", scenario=SCENARIO, needs="test_ten_tasks_run_in_three_workers")
def test_no_worker_is_left(trace):
    """When `ten_tasks` returns, all workers have ended."""
    returned = trace.mark("returned")
    alive = len(trace.alive_at(returned))
    wrong_if(alive, "no close", f"{alive} workers were still alive when `ten_tasks` had returned", at=returned)
