"""pool/with_setup: once in every worker, before its first task, and no worker more than the limit."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.pool_claims import each_call, expect_each_item_once, expect_results_in_order, expect_workers


def calls(random):
    """Many items; fewer than the limit; a setup that takes no time, and one that takes long in every other worker.

    `setup` says how long it takes in a process whose PID is even, and odd.
    """
    token = random.randint(100, 999)
    many = {
        "items": random.sample(range(1000, 2000), 8),
        "seconds": [5] + [random.randint(2, 3) for _ in range(7)],
        "values": ["secret"] * 8,
        "limit": random.choice((2, 3)),
        "setup": [1, 1],
    }
    few = {"items": [token, 7], "seconds": [3, 2], "values": ["secret", {"is": None}], "limit": 4, "setup": [1, 1]}
    instant = {
        "items": [token, None, token, [], "", 0],
        "seconds": [2] * 6,
        "values": ["secret", {"is": 0}, "secret", {"is": []}, {"is": None}, "secret"],
        "limit": 3,
        "setup": [0, 0],
    }
    uneven = {
        "items": list(range(token, token + 6)),
        "seconds": [1] * 6,
        "values": ["secret"] * 6,
        "limit": 2,
        "setup": [0, 40],
    }
    return {"calls": [many, few, instant, uneven]}


SCENARIO = Scenario(given=calls)


def each(trace):
    """Each call with its name; fail if tasks ran in the main process."""
    for call, name in each_call(trace, "with_setup"):
        expect_workers(call, name)
        yield call, name


def setups(call):
    """The begins of the call's setups."""
    return [mark for mark in call.trace.marks("setup") if mark.value == call.number]


def of(worker, call, label="setup"):
    return [mark for mark in worker.marks(label) if mark.value == call.number]


def expect_no_setup_at_home(call, name):
    at_home = [mark for mark in setups(call) if mark.process.is_main]
    wrong_if(
        at_home,
        "in the parent",
        f"in {name} `setup` was called in the main process; each worker is a process of its own and needs its own",
        at=at_home,
    )


@check(points=1, category="pid", scenario=SCENARIO)
def test_setup_once_in_every_worker(trace):
    """Every worker that runs tasks has called `setup` exactly once, and the main process never."""
    for call, name in each(trace):
        expect_no_setup_at_home(call, name)
        wrong_if(not setups(call), "no setup", f"in {name} `setup` was never called")
        for worker in call.workers:
            mine = of(worker, call)
            between = len(mine) > 1 and any(
                mine[0].before(task.begin) and task.begin.before(mine[-1])
                for task in call.tasks
                if task.process == worker
            )
            wrong_if(
                between,
                "a setup per task",
                f"in {name} a worker called `setup` again after a task; once was asked for",
                at=mine[1:],
            )
            wrong_if(
                len(mine) > 1,
                "set up twice",
                f"in {name} a worker called `setup` more than once (often: setups handed over as tasks)",
                at=mine[1:],
            )
        wrong_if(
            any(not of(worker, call) for worker in call.workers),
            "a worker without setup",
            f"in {name} a worker ran tasks, but never called `setup`; another process's setup is of no use to it",
        )


@check(points=0.5, category="pid", scenario=SCENARIO, schedules=("natural",))
def test_setup_also_in_a_worker_without_items(trace, source):
    """A worker that gets no item has called `setup`, too, exactly once."""
    for call, name in each(trace):
        expect_no_setup_at_home(call, name)
        wrong_if(not setups(call), "no setup", f"in {name} `setup` was never called")
        again = [worker for worker in call.born if worker not in call.workers and len(of(worker, call)) > 1]
        wrong_if(again, "set up twice", f"in {name} a worker that got no item called `setup` more than once")
        idle = [worker for worker in call.born if worker.parent == trace.main and not of(worker, call)]
        managers = 1 if "Manager" in source.attributes | source.names else 0
        wrong_if(
            len(idle) > managers,
            "setup waits for a task"
            if not any(worker in call.workers for worker in idle)
            else "a worker without setup",
            f"in {name} a worker process never called `setup`; it should not wait for a task, which may never come",
        )


@check(points=0.5, category="ordering", scenario=SCENARIO)
def test_setup_comes_before_the_first_task(trace):
    """In every worker `setup` has ended before the first task begins."""
    for call, name in each(trace):
        expect_no_setup_at_home(call, name)
        for worker in call.workers:
            first = next(task.begin for task in call.tasks if task.process == worker)
            begun, done = of(worker, call), of(worker, call, "set-up")
            wrong_if(not setups(call), "no setup", f"in {name} `setup` was never called", at=first)
            wrong_if(not begun, "a worker without setup", f"in {name} a worker began a task without a setup", at=first)
            wrong_if(
                not done or first.before(done[0]),
                "setup too late",
                f"in {name} a worker began its first task before `setup` had ended",
                at=first,
            )


@check(points=0.5, category="concurrency", scenario=SCENARIO)
def test_no_extra_workers(trace):
    """At most `limit` processes work, each of them runs tasks while there are enough items, and several at once."""
    for call, name in each(trace):
        busy = {mark.process for mark in setups(call)} | set(call.workers)
        busy = {process for process in busy if not process.is_main}
        only_setup = [process for process in busy if process not in call.workers]
        wrong_if(
            len(busy) > call.limit and only_setup and not any(of(worker, call) for worker in call.workers),
            "processes for the setup alone",
            f"in {name} the processes that called `setup` were not those that ran tasks",
        )
        wrong_if(
            len(busy) > call.limit,
            "extra workers",
            f"in {name} more than {call.limit} processes called `setup` or ran tasks",
        )
        # Of two workers of which one takes long to set up, the other may do everything.
        even = call.given["setup"][0] == call.given["setup"][1]
        wrong_if(
            call.at_once == 1 and even and trace.schedule != "slow-child",
            "serial",
            f"in {name} only one task ran at a time",
        )


@check(points=0.5, category="ordering", scenario=SCENARIO)
def test_results_come_in_order_of_the_items(trace):
    """The list that `with_setup` returns has the result of each item at the item's place, and each was done once."""
    for call, name in each(trace):
        expect_each_item_once(call, name)
        expect_results_in_order(call, name)
