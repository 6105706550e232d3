"""pool/with_setup: once in every worker, before its first task, and no worker more than the limit."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.claims import expect_results_in_order, expect_workers


def inputs(random, items, limit):
    return {
        "items": random.sample(range(100, 1000), items),
        "seconds": [5] + [random.randint(2, 3) for _ in range(items - 1)],
        "factor": random.randint(2, 9),
        "limit": limit,
    }


MANY = Scenario(given=lambda random: inputs(random, items=8, limit=random.choice((2, 3))))
FEW = Scenario(given=lambda random: inputs(random, items=2, limit=4))


def workers_of(trace):
    """The processes that ran tasks; fail unless there are some and all are workers."""
    expect_workers(trace)
    return sorted({task.process for task in trace.intervals()}, key=lambda worker: worker.id)


def expect_no_setup_at_home(trace):
    at_home = trace.main.marks("setup")
    wrong_if(
        at_home,
        "in the parent",
        "`setup` was called in the main process; each worker is a process of its own and needs its own",
        at=at_home,
    )


@check(points=1, category="pid", scenario=MANY)
def test_setup_once_in_every_worker(trace):
    """Every worker that runs tasks has called `setup` exactly once."""
    workers = workers_of(trace)
    expect_no_setup_at_home(trace)
    often = [worker for worker in workers if len(worker.marks("setup")) > 1]
    never = [worker for worker in workers if not worker.marks("setup")]
    if often:
        setups = often[0].marks("setup")
        wrong_if(
            True,
            "setup a task",
            "a worker called `setup` again for a further task; once was asked for",
            at=setups[1],
        )
    if never:
        wrong_if(
            trace.marks("setup"),
            "a global flag",
            "a worker ran tasks, but never called `setup`; another process's setup is of no use to it",
        )
        wrong_if(True, "no setup", "`setup` was never called")


@check(points=0.5, category="pid", scenario=FEW, schedules=("natural",))
def test_setup_also_in_a_worker_without_items(trace, source):
    """A worker that gets no item has called `setup`, too, exactly once."""
    workers_of(trace)
    expect_no_setup_at_home(trace)
    wrong_if(not trace.marks("setup"), "no setup", "`setup` was never called")
    idle = [worker for worker in trace.workers if worker.parent.is_main and not worker.marks("setup")]
    managers = 1 if "Manager" in source.text else 0
    wrong_if(
        len(idle) > managers,
        "a global flag",
        f"{len(idle)} of {len(trace.workers)} workers never called `setup`: it should not wait for the first "
        "task, which may never come",
    )
    wrong_if(
        any(len(worker.marks("setup")) > 1 for worker in trace.workers),
        "setup a task",
        "a worker called `setup` more than once",
    )


@check(points=0.5, category="ordering", scenario=MANY)
def test_setup_comes_before_the_first_task(trace):
    """In every worker `setup` has ended before the first task begins."""
    workers = workers_of(trace)
    expect_no_setup_at_home(trace)
    for worker in workers:
        first, done = worker.marks("begin")[0], worker.marks("set-up")
        wrong_if(
            not done,
            "a global flag" if trace.marks("setup") else "no setup",
            "a worker began its first task without a setup",
            at=first,
        )
        wrong_if(
            first.before(done[0]), "setup too late", "a worker began its first task before `setup` had ended", at=first
        )


@check(points=0.5, category="concurrency", scenario=MANY)
def test_no_extra_workers(trace):
    """At most `limit` processes work, and each of them runs tasks while there are enough items."""
    workers = workers_of(trace)
    limit, busy = trace.given["limit"], {moment.process for moment in trace.marks("setup")} | set(workers)
    busy = {person for person in busy if not person.is_main}
    wrong_if(
        len(busy) > limit,
        "extra workers",
        f"more than {limit} processes ran `setup` or tasks; there were to be at most {limit} workers",
    )
    at_once = trace.most_at_once(trace.intervals())
    wrong_if(
        at_once == 1 and trace.schedule != "slow-child",
        "serial",
        f"{limit} tasks might have run at once, but yours ran one after the other",
    )


@check(points=0.5, category="ordering", scenario=MANY)
def test_results_come_in_order_of_the_items(trace):
    """The list that `with_setup` returns has the result of each item at the item's place."""
    workers_of(trace)
    expect_results_in_order(trace, "with_setup")
    begun, items = trace.marks("begin"), trace.given["items"]
    wrong_if(
        len(begun) > len(items),
        "items done twice",
        f"there were {len(items)} items, but `task` was called {len(begun)} times",
    )
