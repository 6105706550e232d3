"""pool/as_done: each result at once, in order of completion; nothing left after the end or an early close."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.claims import expect_each_item_once


def five_items(random):
    """Five items for two workers: the first ends after the next three, the last long after all others."""
    items = random.sample(range(100, 1000), 5)
    low, middle, high = sorted(items[1:4])
    items[1:4] = middle, low, high  # down and up: so that no order of values is the order of completion
    return {
        "items": items,
        "seconds": [20 + random.randint(0, 2), *(random.randint(3, 5) for _ in range(3)), 20],
        "factor": random.randint(2, 9),
        "limit": 2,
    }


def one_soon(random):
    """Five items for three workers, of which one is done soon."""
    return {
        "items": random.sample(range(100, 1000), 5),
        "seconds": [40, 3, 50, 60, 70],
        "factor": random.randint(2, 9),
        "limit": 3,
    }


ALL, CLOSED = Scenario(given=five_items), Scenario("as_done_closed", given=one_soon)


@check(points=0.5, category="pid", scenario=ALL)
def test_each_item_runs_once_in_a_worker(trace):
    """Every item is worked on exactly once, in a worker process."""
    expect_each_item_once(trace)


@check(points=0.5, category="ordering", scenario=ALL, needs="test_each_item_runs_once_in_a_worker")
def test_every_result_comes_once(trace):
    """The iterator yields the result of each item, once."""
    got = [moment.value for moment in trace.marks("got")]
    expected = [item * trace.given["factor"] for item in trace.given["items"]]
    wrong_if(
        sorted(map(repr, got)) != sorted(map(repr, expected)),
        "other results",
        f"the results are {sorted(expected)} in some order, but your iterator yielded {got}",
    )


@check(points=1, category="ordering", scenario=ALL, needs="test_every_result_comes_once")
def test_results_come_as_they_complete(trace):
    """Each result is yielded when its task has ended, before another task ends."""
    factor, tasks, got = trace.given["factor"], trace.intervals(), trace.marks("got")
    values = [moment.value for moment in got]
    ends = {task.value * factor: task.end for task in tasks}
    late = [
        moment
        for moment in got
        if any(end.t > ends[moment.value].t + 0.5 and end.before(moment) for end in ends.values())
    ]
    if late:
        collected = all(end.before(got[0]) for end in ends.values())
        in_order = values == [item * factor for item in trace.given["items"]]
        message = f"the result {late[0].value} came only after other tasks had ended, too"
        wrong_if(
            collected and in_order, "map", f"{message}: all results came together, in order of the items", at=late[0]
        )
        wrong_if(
            collected and values in (sorted(values), sorted(values, reverse=True)),
            "sorted",
            f"{message}: nothing can be sorted before everything is there",
            at=late[0],
        )
        wrong_if(
            collected, "everything collected first", f"{message}: no result came before all tasks had ended", at=late[0]
        )
        wrong_if(
            in_order,
            "imap",
            f"{message}: results in order of the items must wait for the slowest of those before them",
            at=late[0],
        )
        wrong_if(True, "late", f"{message}; a result should come as soon as it is there", at=late[0])


@check(points=0.5, category="concurrency", scenario=ALL, needs="test_each_item_runs_once_in_a_worker")
def test_limit_is_kept_and_made_use_of(trace):
    """At most `limit` tasks run at once, and with enough items as many do."""
    limit, at_once = trace.given["limit"], trace.most_at_once(trace.intervals())
    wrong_if(at_once > limit, "limit ignored", f"{at_once} tasks ran at once; the limit was {limit}")
    wrong_if(
        at_once < limit and trace.schedule != "slow-child",
        "serial",
        f"only {at_once} task ran at a time; {limit} might have",
    )


@check(points=0.5, category="cleanup", scenario=ALL, needs="test_each_item_runs_once_in_a_worker")
def test_nothing_is_left_at_the_end(trace):
    """When the iterator is exhausted, all workers have ended and have been joined."""
    exhausted = trace.mark("exhausted")
    left = len(trace.alive_at(exhausted)) + len(trace.zombies_at(exhausted))
    wrong_if(left, "workers leaked", f"{left} processes were left when the iterator was exhausted", at=exhausted)


@check(points=1, category="cleanup", scenario=CLOSED)
def test_nothing_is_left_after_an_early_close(trace):
    """When the iterator is closed early, while tasks are still running, no process is left."""
    tasks = trace.intervals()
    got = trace.mark("got", "the iterator yielded nothing", "other results")
    wrong_if(any(task.process.is_main for task in tasks), "serial", "your tasks ran in the main process")
    wrong_if(not trace.workers, "serial", "no worker process was ever born")
    running = [task for task in tasks if task.begin.before(got) and not (task.end and task.end.before(got))]
    wrong_if(
        not running and trace.schedule != "slow-child",
        "everything collected first",
        "when the first result came, no task was running any more: there was nothing left to close",
        at=got,
    )
    wrong_if(
        not trace.marks("closed"),
        "no close method",
        "what `as_done` returned cannot be closed; a generator has a `close()`, a list or a Pool's own iterator "
        "has none",
    )
    closed = trace.mark("closed")
    left = len(trace.alive_at(closed)) + len(trace.zombies_at(closed))
    wrong_if(
        left,
        "workers leaked",
        f"{left} processes were left after `close()`: closing a generator raises GeneratorExit at its `yield`, "
        "and only a `with` or a `finally` around it can clean up",
        at=closed,
    )
