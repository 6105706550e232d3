"""pool/ten_tasks: what you can try at home."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"calls": [{"seconds": [3] * 10, "cores": 6}]})


@check(category="concurrency", scenario=SCENARIO)
def test_ten_tasks_run_in_three_workers(trace):
    """Ten tasks run, in three processes that are not the main one."""
    too_early = next(iter(trace.marks("joined-too-early")), None)
    wrong_if(too_early, "no close", "`join()` raised ValueError: Pool is still running", at=too_early)
    begins = trace.marks("begin")
    at_home = next((m for m in begins if m.process.is_main), None)
    wrong_if(
        at_home and trace.workers,
        "tasks in the main process",
        f"a task ran in the main process, and {len(trace.workers)} workers had nothing to do: `task(i)` calls it right "
        "there, while a pool wants `task` and `(i,)`, to call it in a worker",
        at=at_home,
    )
    wrong_if(at_home, "tasks in the main process", "a task ran in the main process, not in a worker", at=at_home)
    wrong_if(not begins and not trace.workers, "no pool", "no worker process was made, and no task was ever run")
    returned = trace.mark("returned", "`ten_tasks` never came back")
    wrong_if(
        len(begins) < 10 and not trace.alive_at(returned),
        "workers stopped",
        f"only {len(begins)} of the ten tasks had begun when the workers were ended (often: the end of a `with Pool` "
        "block, or terminate)",
        at=next((worker.exit for worker in trace.workers if worker.exit), None),
    )
    wrong_if(len(begins) != 10, "tasks missing", f"{len(begins)} tasks began, not ten")
    extra = trace.workers[3].born if len(trace.workers) > 3 else None
    wrong_if(extra, "too many workers", f"{len(trace.workers)} workers were made, not three", at=extra)
    wrong_if(len(trace.workers) < 3, "too few workers", f"{len(trace.workers)} workers were made, not three")


@check(category="ordering", scenario=SCENARIO, needs="test_ten_tasks_run_in_three_workers")
def test_submitted_then_all_done(trace):
    """“submitted” is said before a task has ended, “all done” after all have."""
    said = [m.values[1] for m in trace.marks("say")]
    wrong_if(said != ["submitted", "all done"], "another line", f"these lines were said: {said}")
    submitted, done = trace.marks("say")
    ends = trace.marks("end")
    early = sum(m.before(submitted) for m in ends)
    wrong_if(
        early,
        "handing over blocks",
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
    wrong_if(alive, "workers leaked", f"{alive} workers were still alive when `ten_tasks` had returned", at=returned)
