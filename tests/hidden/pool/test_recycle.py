"""pool/recycle: no worker does more than its share, none is replaced too early, the limit and the order are kept."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.pool_claims import (
    MOMENT,
    each_call,
    expect_each_item_once,
    expect_limit_kept,
    expect_limit_used,
    expect_results_in_order,
    expect_workers,
    shares,
)


def calls(random):
    """Many items for workers that may do two or three; fewer items than one may do; one each; equal items, at once."""
    count, token = random.randint(12, 14), random.randint(100, 999)
    many = {
        "items": random.sample(range(100, 1000), count),
        "seconds": [5] + [random.randint(1, 3) for _ in range(count - 1)],
        "values": ["secret"] * count,
        "limit": 2,
        "per_worker": random.randint(2, 3),
    }
    few = {"items": [7, 8, 9], "seconds": [2, 1, 1], "values": ["secret"] * 3, "limit": 2, "per_worker": 5}
    single = {"items": [token, None], "seconds": [1, 2], "values": ["secret", {"is": 0}], "limit": 2, "per_worker": 1}
    instant = {
        "items": [token, [], token, "", 0, token],
        "seconds": [0] * 6,
        "values": ["secret", {"is": None}, "secret", {"is": []}, "secret", "secret"],
        "limit": 1,
        "per_worker": 3,
    }
    return {"calls": [many, few, single, instant]}


SCENARIO = Scenario(given=calls)
AT_ALL = "test_each_item_runs_once_in_a_worker_of_a_pool"


def each(trace):
    return each_call(trace, "recycle", "per_worker")


@check(points=0.5, category="pid", scenario=SCENARIO)
def test_each_item_runs_once_in_a_worker_of_a_pool(trace, source):
    """Every item is worked on exactly once, in a worker process of a `multiprocessing.Pool`."""
    for call, name in each(trace):
        expect_each_item_once(call, name)
    last = {dotted.rpartition(".")[2] for dotted in source.names} | source.attributes
    wrong_if(
        "ProcessPoolExecutor" in last,
        "not a Pool",
        "your code makes a ProcessPoolExecutor; the workers were to be those of a `multiprocessing.Pool`",
    )
    wrong_if("Pool" not in last, "not a Pool", "your code makes no `multiprocessing.Pool`, but processes of its own")


@check(points=1, category="pid", scenario=SCENARIO, needs=AT_ALL)
def test_no_worker_does_more_than_per_worker_tasks(trace):
    """No worker process calls `task` more than `per_worker` times."""
    for call, name in each(trace):
        per_worker = call.given["per_worker"]
        over = [worker for worker, share in shares(call).items() if share > per_worker]
        if not over:
            continue
        most = max(shares(call).values())
        replaced = len(call.workers) > call.limit
        wrong_if(
            replaced and most % per_worker == 0,
            "chunks counted as tasks",
            f"in {name} a worker did {most} tasks before another took its place (often: to a Pool a whole chunk of "
            "items is one task)",
        )
        wrong_if(
            not replaced,
            "never recycled",
            f"in {name} a worker did {most} tasks, and no other ever took its place",
        )
        wrong_if(True, "replaced too late", f"in {name} a worker did {most} tasks before another took its place")


@check(points=0.5, category="pid", scenario=SCENARIO, needs=AT_ALL)
def test_workers_are_replaced_when_they_have_done_their_share(trace):
    """A worker ends when it has done `per_worker` tasks, and not before."""
    for call, name in each(trace):
        per_worker, limit, share = call.given["per_worker"], call.limit, shares(call)
        early = [worker for worker, number in share.items() if number < per_worker]
        wrong_if(
            len(early) > limit and max(share.values()) == 1,
            "a worker per task",
            f"in {name} {len(share)} processes did one task each; a worker should do {per_worker} before it ends",
        )
        wrong_if(
            len(early) > limit,
            "replaced too early",
            f"in {name} {len(early)} of {len(share)} workers did fewer than {per_worker} tasks; at the end that may "
            f"happen to {limit} of them",
        )
        done = [task for task in call.ended if share[task.process] == per_worker]
        last = {task.process: task.end for task in done}
        begins = max((task.begin.t for task in call.tasks), default=0)
        stayed = [
            worker
            for worker, end in last.items()
            if end.t + MOMENT < begins and not (worker.exit and worker.exit.t < end.t + MOMENT)
        ]
        wrong_if(
            stayed,
            "used up, but still there",
            f"in {name} a worker that had done its {per_worker} tasks did not end, although others were still at work",
        )


@check(points=1, category="concurrency", scenario=SCENARIO, needs=AT_ALL)
def test_limit_is_kept_and_made_use_of(trace):
    """At most `limit` tasks run at once, and with enough items as many do."""
    for call, name in each(trace):
        expect_workers(call, name)
        wrong_if(
            call.at_once == len(call.items) > call.limit,
            "a process per task",
            f"in {name} all {call.at_once} tasks ran at once; the limit was {call.limit}",
        )
        expect_limit_kept(call, name)
        if trace.schedule != "slow-child" and any(call.given["seconds"]):
            expect_limit_used(call, name)


@check(points=1, category="ordering", scenario=SCENARIO, needs=AT_ALL)
def test_results_come_in_order_of_the_items(trace):
    """The list that `recycle` returns has the result of each item at the item's place."""
    for call, name in each(trace):
        expect_results_in_order(call, name)
