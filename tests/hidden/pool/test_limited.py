"""pool/limited: results in order, never more than the limit at once, nobody idle while items wait."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.claims import expect_each_item_once, expect_results_in_order


def uneven(random):
    """Twelve items for two workers; the first takes longer than its neighbours, the last but one longer than all."""
    return {
        "items": random.sample(range(100, 1000), 12),
        "seconds": [7] + [random.randint(1, 3) for _ in range(9)] + [30, 1],
        "factor": random.randint(2, 9),
        "limit": 2,
        "cores": 7,
    }


def roomy(random):
    """More than enough items for four or five workers."""
    limit = random.randint(4, 5)
    return {
        "items": random.sample(range(100, 1000), 2 * limit),
        "seconds": [2] * (2 * limit),
        "factor": random.randint(2, 9),
        "limit": limit,
        "cores": 7,
    }


UNEVEN, ROOMY = Scenario(given=uneven), Scenario(given=roomy)


def wrong_limit(at_once, trace):
    """What the student wrote in place of the limit, from how many tasks ran at once."""
    if at_once == 1:
        return "serial"
    if at_once == 3:
        return "3 hard-coded"
    return "Pool()" if at_once == trace.given["cores"] else "limit ignored"


@check(points=0.5, category="pid", scenario=UNEVEN)
def test_each_item_runs_once_in_a_worker(trace):
    """Every item is worked on exactly once, in a worker process."""
    expect_each_item_once(trace)


@check(points=1, category="ordering", scenario=UNEVEN, needs="test_each_item_runs_once_in_a_worker")
def test_results_come_in_order_of_the_items(trace):
    """The list that `run_limited` returns has the result of each item at the item's place."""
    expect_results_in_order(trace, "run_limited")


@check(points=0.5, category="concurrency", scenario=UNEVEN, needs="test_each_item_runs_once_in_a_worker")
def test_never_more_than_limit_at_once(trace):
    """At no moment more than `limit` tasks run."""
    limit, at_once = trace.given["limit"], trace.most_at_once(trace.intervals())
    wrong_if(
        at_once == 1 and trace.schedule != "slow-child",
        "serial",
        f"{limit} tasks might have run at once, but yours ran one after the other",
    )
    wrong_if(at_once > limit, wrong_limit(at_once, trace), f"{at_once} tasks ran at once; the limit was {limit}")


@check(
    points=0.5,
    category="concurrency",
    scenario=UNEVEN,
    schedules=("natural",),
    needs="test_each_item_runs_once_in_a_worker",
)
def test_no_worker_is_idle_while_items_wait(trace):
    """As long as an item is waiting, `limit` tasks are running."""
    tasks, limit = trace.intervals(), trace.given["limit"]
    first, last = min(task.begin.t for task in tasks), max(task.begin.t for task in tasks)
    worked = sum(min(task.end.t, last) - task.begin.t for task in tasks)
    idle = limit * (last - first) - worked
    wrong_if(
        idle > 0.5 and trace.most_at_once(tasks) == 1,
        "serial",
        f"{limit} tasks might have run at once, but yours ran one after the other",
    )
    wrong_if(
        idle > 0.5,
        "chunks that leave workers idle",
        f"workers were idle for {idle:.0f} seconds while items were waiting: an item that is dealt out in a "
        "chunk waits for the items before it, even if another worker is free",
    )


@check(
    points=0.5,
    category="concurrency",
    scenario=ROOMY,
    schedules=("natural",),
    needs="test_each_item_runs_once_in_a_worker",
)
def test_limit_is_made_use_of(trace):
    """With enough items, exactly `limit` tasks run at once."""
    limit, at_once = trace.given["limit"], trace.most_at_once(trace.intervals())
    wrong_if(
        at_once != limit,
        wrong_limit(at_once, trace),
        f"the limit was {limit} and there were {len(trace.given['items'])} items, but {at_once} tasks ran at once",
    )
