"""pool/limited: results in order, never more than the limit at once, no worker idle while items wait."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.pool_claims import (
    each_call,
    expect_each_item_once,
    expect_every_result,
    expect_kept,
    expect_limit_kept,
    expect_limit_used,
    expect_results_in_order,
)

SECRET = "secret"


def heart(random):
    """Twelve items for two workers, the first and the last but one much longer; ten for five; three for one.

    Some items are in more than one call, and the machine has more cores than the limit once, and fewer once.
    """
    uneven = {
        "items": random.sample(range(100, 1000), 12),
        "seconds": [7] + [random.randint(1, 3) for _ in range(9)] + [30, 1],
        "values": [SECRET] * 12,
        "limit": 2,
        "cores": 7,
    }
    roomy = {
        "items": [*uneven["items"][3:6], *random.sample(range(1000, 2000), 7)],
        "seconds": [2] * 10,
        "values": [SECRET] * 10,
        "limit": 5,
        "cores": random.randint(3, 4),
    }
    alone = {
        "items": random.sample(range(100, 1000), 3),
        "seconds": [1, 2, 1],
        "values": [SECRET] * 3,
        "limit": 1,
        "cores": 7,
    }
    return {"calls": [uneven, roomy, alone]}


def edges(random):
    """Items and results that are equal, empty or None; no time at all; one item; none."""
    token = random.randint(100, 999)
    odd = {
        "items": [token, None, 0, token, "", [], token, {"a": 1}],
        "seconds": [3, 1, 2, 3, 1, 1, 3, 1],
        "values": [SECRET, {"is": None}, SECRET, SECRET, {"is": 0}, {"is": ""}, SECRET, {"is": []}],
        "limit": 3,
        "cores": 2,
    }
    instant = {
        "items": list(range(token + 1, token + 10)),
        "seconds": [0] * 9,
        "values": [SECRET] * 9,
        "limit": 2,
        "cores": 1,
    }
    one = {"items": [token], "seconds": [1], "values": [{"is": None}], "limit": 4, "cores": 7}
    none = {"items": [], "seconds": [], "values": [], "limit": 2, "cores": 7}
    return {"calls": [odd, instant, one, none]}


HEART, EDGES = Scenario(given=heart), Scenario(given=edges)
FEW = ("natural", "parent-first")


@check(points=0.5, category="pid", scenario=HEART)
def test_each_item_runs_once_in_a_worker(trace):
    """Every item is worked on exactly once, in a worker process."""
    for call, name in each_call(trace, "run_limited"):
        expect_each_item_once(call, name)


@check(points=0.5, category="ordering", scenario=HEART, needs="test_each_item_runs_once_in_a_worker")
def test_results_come_in_order_of_the_items(trace):
    """The list that `run_limited` returns has the result of each item at the item's place."""
    for call, name in each_call(trace, "run_limited"):
        expect_results_in_order(call, name)


@check(points=0.5, category="concurrency", scenario=HEART, needs="test_each_item_runs_once_in_a_worker")
def test_never_more_than_limit_at_once(trace):
    """At no moment more than `limit` tasks run."""
    for call, name in each_call(trace, "run_limited"):
        expect_limit_kept(call, name)


@check(
    points=0.5,
    category="concurrency",
    scenario=HEART,
    schedules=("natural", "parent-first"),
    needs="test_each_item_runs_once_in_a_worker",
)
def test_no_worker_is_idle_while_items_wait(trace):
    """As long as an item is waiting, `limit` tasks are running."""
    for call, name in each_call(trace, "run_limited"):
        expect_limit_used(call, name)
        # A task that begins while more than so many run leaves no worker idle; that is another fault.
        idle = call.idle_seconds(call.limit) if call.at_once <= call.limit else 0
        wrong_if(
            idle > 0.5,
            "idle workers",
            f"in {name} items were still waiting, and yet workers had nothing to do for {idle:.0f} seconds in all",
        )


@check(points=1, category="isolation", scenario=EDGES, schedules=FEW)
def test_items_and_results_may_be_anything(trace):
    """Items that are equal, None or empty are worked on, too, and a result that is None, 0 or empty is a result."""
    for call, name in each_call(trace, "run_limited"):
        expect_each_item_once(call, name)
        expect_every_result(call, name)
        expect_kept(call, name)
