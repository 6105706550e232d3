"""pool/ten_tasks: three workers share ten tasks, handing over does not block, all are waited for, no worker is left."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.calls import calls_of
from grader.checks.pool_claims import MOMENT, expect_nothing_left, main_sleeps


def calls(random):
    """Ten tasks of different lengths, and ten of which the first three take a while and the others no time."""
    long = {"seconds": [random.randint(2, 6) for _ in range(10)], "cores": random.randint(5, 6)}
    short = {"seconds": [4, 3, 3, *[0] * 7], "cores": 2}
    return {"calls": [long, short]}


SCENARIO = Scenario(given=calls)
NAMES = ("the first call", "the second call")


def each(trace):
    """Each call with its name; fail unless there are worker processes, and no task ran outside them."""
    for call, name in zip(calls_of(trace), NAMES, strict=False):
        at_home = call.at_home
        wrong_if(
            at_home and call.at_once > 1 and len(at_home) == len(call.tasks),
            "threads",
            f"in {name} the tasks ran at the same time in the main process, so as its threads; worker processes were "
            "asked for",
            at=[task.begin for task in at_home],
        )
        wrong_if(
            at_home,
            "tasks in the main process",
            f"in {name} task {at_home[0].item if at_home else 0} ran in the main process, not in a worker",
            at=[task.begin for task in at_home],
        )
        wrong_if(not call.born and not call.workers, "no pool", f"in {name} no worker process was made")
        yield call, name


def said_in(call):
    """What was said in the call, as (line, moment)."""
    return [(m.values[1], m) for m in call.trace.marks("say") if m.value == call.number]


def seconds(sleeps):
    """How long the first of the sleeps was to take."""
    number = sleeps[0].event.seconds if sleeps else 0
    return "one second" if number == 1 else f"{number:g} seconds"


@check(points=0.5, category="pid", scenario=SCENARIO)
def test_each_task_runs_once_in_a_worker(trace):
    """Each of the tasks 0 to 9 runs exactly once, in a worker process."""
    for call, name in each(trace):
        begun = [task.item for task in call.tasks]
        missing = [i for i in range(10) if i not in begun]
        # How many of them never ran depends on how soon the pool was gone, and may be another number in every run.
        wrong_if(
            missing,
            "tasks missing",
            f"in {name} not all of the ten tasks ran: task {max(missing, default=0)} never did",
        )
        twice = [i for i in begun if begun.count(i) > 1]
        wrong_if(twice, "a task twice", f"in {name} task {min(twice, default=0)} ran more than once")
        wrong_if(sorted(begun) != list(range(10)), "other tasks", f"in {name} these tasks ran: {sorted(begun)}")


@check(points=1, category="concurrency", scenario=SCENARIO)
def test_three_workers_three_at_once(trace):
    """There are exactly three workers, three tasks run at once, and the others wait until a worker is free."""
    for call, name in each(trace):
        workers = call.workers
        if len(workers) > 3:
            ends = [task.end for task in call.ended]
            first_end = min(ends, key=lambda end: end.n, default=None)
            wrong_if(
                any(worker.born.after(first_end) for worker in workers),
                "new workers for tasks",
                f"in {name} {len(workers)} processes worked on the ten tasks, some of them made after tasks had ended; "
                "one pool of three workers can run them all",
                at=workers[3].born,
            )
            wrong_if(
                len(workers) == call.given["cores"],
                "as many as cores",
                f"in {name} {len(workers)} workers shared the tasks, as many as this machine has cores",
                at=workers[3].born,
            )
            wrong_if(True, "too many workers", f"in {name} {len(workers)} workers shared the tasks", at=workers[3].born)
        born, at_once = len({*call.born, *workers}), call.at_once
        wrong_if(
            born < 3,
            "too few workers",
            f"in {name} only {born} worker{'s were' if born > 1 else ' was'} made; three were asked for",
        )
        if trace.schedule == "slow-child":
            continue
        # How many of them had a task by then is luck.
        wrong_if(not call.ended, "workers stopped", f"in {name} the workers were gone before any task had ended")
        wrong_if(
            at_once == 1,
            "serial",
            f"in {name} there were three workers, but no two tasks ever ran at the same time (often: apply, or a get "
            "inside the loop)",
        )
        wrong_if(at_once < 3, "limit not used", f"in {name} no more than {at_once} tasks ran at the same time")
        idle = call.idle_seconds(3) if len(call.ended) == 10 and not call.number else 0
        wrong_if(
            idle > 0.5,
            "idle workers",
            f"in {name} tasks were still waiting, and yet workers had nothing to do for {idle:.0f} seconds in all",
        )


@check(points=0.5, category="ordering", scenario=SCENARIO)
def test_handing_over_does_not_block(trace):
    """`say("submitted")` comes in the main process once the pool has all tasks, before any of them has ended."""
    for call, name in each(trace):
        lines = said_in(call)
        wrong_if(not lines, "never said", f"in {name} `say` was never called")
        line, submitted = lines[0]
        wrong_if(line != "submitted", "another line", f"in {name} the first line said was {line!r}", at=submitted)
        wrong_if(
            not submitted.process.is_main,
            "said in a worker",
            f"in {name} `say('submitted')` was called in a worker, not by the process that called `ten_tasks`",
            at=submitted,
        )
        wrong_if(
            call.born and all(worker.born.after(submitted) for worker in call.born),
            "said too early",
            f"in {name} 'submitted' was said before there was any worker",
            at=submitted,
        )
        sleeps = main_sleeps(trace, call.called, submitted)
        wrong_if(
            sleeps,
            "sleeps before submitted",
            f"in {name} the main process slept, or waited in vain, for {seconds(sleeps)} before it said 'submitted'",
            at=sleeps,
        )
        long = [task for task in call.ended if call.given["seconds"][task.item] and task.end.before(submitted)]
        wrong_if(
            long,
            "handing over blocks",
            f"in {name} task {long[0].item if long else 0} had already ended when 'submitted' was said",
            at=submitted,
        )


@check(points=0.5, category="join", scenario=SCENARIO)
def test_all_done_comes_after_all_ten(trace):
    """`say("all done")` comes in the main process when all ten tasks have ended, without any sleep."""
    for call, name in each(trace):
        lines = said_in(call)
        done = next((moment for line, moment in lines if line == "all done"), None)
        wrong_if(
            trace.marks("joined-too-early"),
            "no close",
            f"in {name} `join()` raised ValueError: Pool is still running",
        )
        wrong_if(done is None, "never said", f"in {name} `say('all done')` was never called")
        wrong_if(
            not done.process.is_main,
            "said in a worker",
            f"in {name} `say('all done')` was called in a worker, not by the process that called `ten_tasks`",
            at=done,
        )
        ended = [task for task in call.ended if task.end.before(done)]
        sleeps = main_sleeps(trace, lines[0][1], done)
        if len(ended) < 10:
            message = f"in {name} 'all done' was said before all ten tasks had ended"
            wrong_if(
                any(worker.signal and worker.exit and worker.exit.before(done) for worker in call.born),
                "workers stopped",
                f"{message}: the workers had been stopped before that (often: the end of a `with Pool` block, or "
                "terminate)",
                at=done,
            )
            wrong_if(
                sleeps,
                "sleep in place of join",
                f"{message}, after a sleep, or a wait that ran out, of {seconds(sleeps)}",
                at=sleeps,
            )
            at_work = any(worker.alive_at(done) for worker in call.born)
            wrong_if(at_work, "no join", f"{message}, and workers were still at work", at=done)
        wrong_if(
            sleeps,
            "sleep in place of join",
            f"in {name} the main process slept, or waited in vain, for {seconds(sleeps)} "
            "before it said 'all done'; what waits for the tasks themselves needs no sleep",
            at=sleeps,
        )
        last = max([worker.exit.t for worker in call.born if worker.exit and worker.exit.before(done)], default=0)
        last = max([last, *(task.end.t for task in ended)])
        wrong_if(
            done.t > last + MOMENT,
            "said too late",
            f"in {name} 'all done' was said {done.t - last:.0f} virtual seconds after the last task or worker ended",
            at=done,
        )
        wrong_if(
            [line for line, _ in lines] != ["submitted", "all done"],
            "another line",
            f"in {name} 'submitted' and 'all done' were to be said, once each, but this was said: "
            f"{[line for line, _ in lines]}",
        )


@check(points=0.5, category="cleanup", scenario=SCENARIO)
def test_no_worker_is_left(trace):
    """When `ten_tasks` returns, all workers have ended and have been joined."""
    for call, name in each(trace):
        expect_nothing_left(call, call.over, f"when `ten_tasks` returned from {name}")
