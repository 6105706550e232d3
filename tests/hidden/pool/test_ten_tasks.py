"""pool/ten_tasks: three workers share ten tasks, handing over does not block, all are waited for, nobody is left."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(
    given=lambda random: {
        "seconds": [random.randint(2, 6) for _ in range(10)],
        "cores": random.randint(5, 6),
    }
)


def expect_workers(trace):
    """Fail unless there are worker processes and no task ran outside them."""
    tasks = trace.intervals()
    at_home = [task for task in tasks if task.process.is_main]
    if at_home:
        wrong_if(
            trace.most_at_once(at_home) > 1,
            "threads",
            "your tasks ran at the same time, but as threads of the main process; worker processes were asked for",
            at=at_home[0].begin,
        )
        wrong_if(
            True, "no pool", f"task {at_home[0].value} ran in the main process, not in a worker", at=at_home[0].begin
        )
    wrong_if(not trace.workers, "no pool", "no worker process was ever born")


def what_blocks(source):
    if ".apply(" in source.text:
        return "apply"
    if ".map(" in source.text:
        return "a blocking map"
    if any(f".{wait}(" in source.text for wait in ("get", "wait", "result")):
        return "get inside the loop"
    return "handing over blocks"


@check(points=0.5, category="pid", scenario=SCENARIO)
def test_each_task_runs_once_in_a_worker(trace):
    """Each of the tasks 0 to 9 runs exactly once, in a worker process."""
    expect_workers(trace)
    begun = sorted(task.value for task in trace.intervals())
    missing = [i for i in range(10) if i not in begun]
    # How many of them never ran depends on how soon the pool was gone, and may be another number in every run.
    wrong_if(missing, "tasks missing", f"not all of the ten tasks ran: task {max(missing, default=0)} never did")
    wrong_if(begun != list(range(10)), "other tasks", f"ten tasks were to run, 0 to 9, but these ran: {begun}")


@check(points=1, category="concurrency", scenario=SCENARIO)
def test_three_workers_three_at_once(trace, source):
    """There are exactly three workers, and three tasks run at once while there are enough of them."""
    expect_workers(trace)
    tasks = trace.intervals()
    workers = sorted({task.process for task in tasks}, key=lambda worker: worker.id)
    at_once = trace.most_at_once(tasks)
    if len(workers) > 3:
        first_end = next(iter(trace.marks("end")), None)
        wrong_if(
            any(worker.born.after(first_end) for worker in workers),
            "a pool a task",
            f"{len(workers)} processes worked on ten tasks, born one after the other; one pool of three workers "
            "can run them all",
            at=workers[3].born,
        )
        wrong_if(
            len(workers) == trace.given["cores"],
            "Pool()",
            f"{len(workers)} workers shared the tasks, as many as this machine has cores; three were asked for",
            at=workers[3].born,
        )
        wrong_if(True, "Pool(10)", f"{len(workers)} workers shared the tasks; three were asked for", at=workers[3].born)
    born = len(trace.workers)
    wrong_if(born < 3, "Pool(2)", f"only {born} worker{'s were' if born > 1 else ' was'} born; three were asked for")
    wrong_if(at_once > 3, "threads", f"{at_once} tasks ran at once in three workers")
    if trace.schedule == "slow-child":
        return
    # How many of them had a task by then is luck.
    wrong_if(not trace.marks("end"), "workers gone", "the workers were gone before any task had come to its end")
    wrong_if(
        at_once < 3,
        what_blocks(source),
        f"there were three workers, but never more than {at_once} of them had a task at the same time",
    )


@check(points=0.5, category="ordering", scenario=SCENARIO)
def test_handing_over_does_not_block(trace, source):
    """`say("submitted")` comes in the main process once the pool has all tasks, before any of them has ended."""
    expect_workers(trace)
    submitted = trace.mark("say", "`say` was never called", "never said")
    wrong_if(
        submitted.value != "submitted",
        "another line",
        f"the first line said was {submitted.value!r}, not 'submitted'",
        at=submitted,
    )
    wrong_if(
        not submitted.process.is_main,
        "said in a worker",
        "`say('submitted')` was called in a worker, not by the process that called `ten_tasks`",
        at=submitted,
    )
    ended = [task.value for task in trace.intervals() if task.end and task.end.before(submitted)]
    wrong_if(
        ended,
        what_blocks(source),
        f"when 'submitted' was said, {len(ended)} of the ten tasks had already ended: handing over waited for them",
        at=submitted,
    )
    wrong_if(
        all(worker.born.after(submitted) for worker in trace.workers),
        "said too early",
        "'submitted' was said before there was any worker",
        at=submitted,
    )


@check(points=0.5, category="join", scenario=SCENARIO)
def test_all_done_comes_after_all_ten(trace, source):
    """`say("all done")` comes in the main process after all ten tasks have ended."""
    expect_workers(trace)
    said = trace.marks("say")
    done = next((line for line in said if line.value == "all done"), None)
    wrong_if(
        trace.marks("joined-too-early"),
        "no close",
        "`pool.join()` raised ValueError: Pool is still running; a pool must be closed before it can be joined",
    )
    wrong_if(done is None, "never said", "`say('all done')` was never called")
    wrong_if(
        not done.process.is_main,
        "said in a worker",
        "`say('all done')` was called in a worker, not by the process that called `ten_tasks`",
        at=done,
    )
    ended = {task.value for task in trace.intervals() if task.end and task.end.before(done)}
    message = f"'all done' was said when only {len(ended)} of the ten tasks had ended"
    if len(ended) < 10:
        gone = not any(worker.alive_at(done) for worker in trace.workers)
        wrong_if(
            gone and ".terminate(" in source.text,
            "terminate",
            f"{message}: terminate stops the workers in the middle of their tasks",
            at=done,
        )
        wrong_if(
            gone,
            "a bare with",
            f"{message}: leaving the `with` block of a Pool terminates its workers, finished or not",
            at=done,
        )
        wrong_if(
            trace.main.slept_between(said[0], done),
            "sleep in place of join",
            f"{message}: you slept, but only joining the pool is certain",
            at=done,
        )
        wrong_if(True, "no join", f"{message}: nobody waited for the others", at=done)
    wrong_if(
        [line.value for line in said] != ["submitted", "all done"],
        "another line",
        f"'submitted' and 'all done' were to be said, once each, but this was said: {[m.value for m in said]}",
    )


@check(points=0.5, category="cleanup", scenario=SCENARIO)
def test_no_worker_is_left(trace, source):
    """When `ten_tasks` returns, all workers have ended and have been joined."""
    expect_workers(trace)
    returned = trace.mark("returned")
    alive, zombies = trace.alive_at(returned), trace.zombies_at(returned)
    told_to_end = any(word in source.text for word in ("close(", "terminate(", "shutdown(", "with "))
    wrong_if(
        alive and not told_to_end,
        "no close",
        f"{len(alive)} workers were still alive when `ten_tasks` returned: nobody told them that no more tasks "
        "would come",
        at=returned,
    )
    wrong_if(alive, "no join", f"{len(alive)} workers were still alive when `ten_tasks` returned", at=returned)
    wrong_if(
        zombies,
        "no join",
        f"{len(zombies)} workers had ended, but nobody collected them: they stayed zombies",
        at=returned,
    )
