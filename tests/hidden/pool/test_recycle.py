"""pool/recycle: no worker does more than its share, none is replaced too early, the limit and the order are kept."""

from collections import Counter

from grader.checks import Scenario, check, wrong_if
from grader.checks.claims import expect_each_item_once, expect_results_in_order


def many_items(random):
    """More than four items for each of two workers, so that a Pool's default chunks hold two items and more."""
    count = random.randint(12, 14)
    return {
        "items": random.sample(range(100, 1000), count),
        "seconds": [5] + [random.randint(1, 3) for _ in range(count - 1)],
        "factor": random.randint(2, 9),
        "limit": 2,
        "per_worker": random.randint(2, 3),
    }


SCENARIO = Scenario(given=many_items)


@check(points=0.5, category="pid", scenario=SCENARIO)
def test_each_item_runs_once_in_a_worker_of_a_pool(trace, source):
    """Every item is worked on exactly once, in a worker process of a `multiprocessing.Pool`."""
    expect_each_item_once(trace)
    wrong_if(
        source.uses("concurrent.futures.ProcessPoolExecutor", "concurrent.futures.process"),
        "not a Pool",
        "a `multiprocessing.Pool` was asked for; a ProcessPoolExecutor that replaces its workers was seen to hang",
    )


@check(points=1, category="pid", scenario=SCENARIO, needs="test_each_item_runs_once_in_a_worker_of_a_pool")
def test_no_worker_does_more_than_per_worker_tasks(trace, source):
    """No worker process calls `task` more than `per_worker` times."""
    per_worker = trace.given["per_worker"]
    most = max(Counter(task.process for task in trace.intervals()).values())
    wrong_if(
        most > per_worker and "maxtasksperchild" in source.text,
        "default chunks",
        f"a worker did {most} tasks, but {per_worker} were allowed: to a Pool a whole chunk of items is one task",
    )
    wrong_if(
        most > per_worker,
        "never recycled",
        f"a worker did {most} tasks, but {per_worker} were allowed; then a new worker should have taken its place",
    )


@check(points=0.5, category="pid", scenario=SCENARIO, needs="test_each_item_runs_once_in_a_worker_of_a_pool")
def test_no_worker_is_replaced_too_early(trace):
    """A worker is replaced only when it has done `per_worker` tasks."""
    per_worker, limit = trace.given["per_worker"], trace.given["limit"]
    shares = Counter(task.process for task in trace.intervals())
    early = [worker for worker, share in shares.items() if share < per_worker]
    wrong_if(
        len(early) > limit and max(shares.values()) == 1,
        "a pool a task",
        f"{len(shares)} processes did one task each; a worker should do {per_worker} before a new one is made",
    )
    wrong_if(
        len(early) > limit,
        "replaced too early",
        f"{len(early)} of {len(shares)} workers did less than {per_worker} tasks; at the end that may happen to "
        f"{limit} of them",
    )


@check(points=1, category="concurrency", scenario=SCENARIO, needs="test_each_item_runs_once_in_a_worker_of_a_pool")
def test_limit_is_kept_and_made_use_of(trace):
    """At most `limit` tasks run at once, and with enough items as many do."""
    limit, tasks = trace.given["limit"], trace.intervals()
    at_once = trace.most_at_once(tasks)
    wrong_if(
        at_once == len(tasks),
        "a process a task without a limit",
        f"all {at_once} tasks ran at once; the limit was {limit}",
    )
    wrong_if(at_once > limit, "limit ignored", f"{at_once} tasks ran at once; the limit was {limit}")
    wrong_if(
        at_once < limit and trace.schedule != "slow-child",
        "a pool a task" if len({task.process for task in tasks}) == len(tasks) else "serial",
        f"your tasks ran one after the other; {limit} might have run at once",
    )


@check(points=1, category="ordering", scenario=SCENARIO, needs="test_each_item_runs_once_in_a_worker_of_a_pool")
def test_results_come_in_order_of_the_items(trace):
    """The list that `recycle` returns has the result of each item at the item's place."""
    expect_results_in_order(trace, "recycle")
