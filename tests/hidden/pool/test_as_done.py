"""pool/as_done: each result at once, in order of completion; nothing left after the end or an early close."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.calls import calls_of, same, without
from grader.checks.pool_claims import (
    MOMENT,
    each_call,
    expect_each_item_once,
    expect_limit_kept,
    expect_limit_used,
    expect_nothing_left,
    expect_workers,
)

SECRET = "secret"


def all_of_them(random):
    """Five items for two workers, the first and the last slow; equal and empty ones; no time; none."""
    token = random.randint(100, 999)
    five = {
        "items": random.sample(range(100, 1000), 5),
        "seconds": [20 + random.randint(0, 2), *(random.randint(3, 5) for _ in range(3)), 20],
        "values": [SECRET] * 5,
        "limit": 2,
    }
    odd = {
        "items": [token, None, token, [], "", {"a": 0}],
        "seconds": [3, 1, 3, 6, 2, 9],
        "values": [SECRET, {"is": None}, SECRET, {"is": 0}, {"is": ""}, {"is": []}],
        "limit": 3,
    }
    instant = {"items": [token, 1, 2, token], "seconds": [0] * 4, "values": [SECRET] * 4, "limit": 1}
    none = {"items": [], "seconds": [], "values": [], "limit": 2}
    return {"calls": [five, odd, instant, none]}


def closed(random):
    """Five items, closed when one is done; four, of which two are done while the caller pauses; two never asked for."""
    token = random.randint(100, 999)
    soon = {
        "items": list(range(token, token + 5)),
        "seconds": [40, 3, 50, 60, 70],
        "values": [SECRET] * 5,
        "limit": 3,
    }
    pause = {
        "items": list(range(token + 5, token + 9)),
        "seconds": [900, 6, 9, 17],
        "values": [SECRET] * 4,
        "limit": 4,
    }
    never = {"items": [token, 7], "seconds": [5, 6], "values": [SECRET] * 2, "limit": 2}
    return {"calls": [soon, pause, never]}


ALL, CLOSED = Scenario(given=all_of_them), Scenario("as_done_closed", given=closed)
AT_ALL = "test_each_item_runs_once_in_a_worker"


def got_of(call):
    """The results that the iterator of the call yielded."""
    return [moment for moment in call.trace.marks("got") if moment.value == call.number]


@check(points=0.5, category="pid", scenario=ALL)
def test_each_item_runs_once_in_a_worker(trace):
    """Every item is worked on exactly once, in a worker process."""
    for call, name in each_call(trace, "as_done"):
        expect_each_item_once(call, name)


@check(points=0.5, category="ordering", scenario=ALL, needs=AT_ALL)
def test_every_result_comes_once(trace):
    """The iterator yields the result of each item, once."""
    for call, name in each_call(trace, "as_done"):
        got, values = [moment.values[1] for moment in got_of(call)], [task.value for task in call.ended]
        dropped = without(values, got)
        wrong_if(
            dropped and not any(dropped) and not without(got, values),
            "falsy values dropped",
            f"the iterator of {name} yielded {len(got)} results for {len(call.items)} items; {dropped[:1]} was missing",
        )
        wrong_if(
            len(got) != len(values),
            "results lost" if len(got) < len(values) else "results doubled",
            f"the iterator of {name} yielded {len(got)} results for {len(call.items)} items",
        )
        wrong_if(not same(got, values), "other results", f"the iterator of {name} yielded what no task returned")


@check(points=1, category="ordering", scenario=ALL, needs="test_every_result_comes_once")
def test_results_come_as_they_complete(trace):
    """Each result is yielded when its task has ended, before another task ends."""
    for call, name in each_call(trace, "as_done"):
        got = got_of(call)
        tasks = list(call.ended)
        of = []
        for moment in got:
            own = [task for task in tasks if task.value == moment.values[1]]
            # Of equal results the one that has been there longest.
            tasks.remove(own[0])
            of.append(own[0])
        late = [i for i, (moment, task) in enumerate(zip(got, of, strict=True)) if moment.t > task.end.t + MOMENT]
        if not late:
            continue
        i = late[0]
        seconds = f"{got[i].t - of[i].end.t:.0f} virtual seconds"
        message = f"the iterator of {name} yielded the result of item {of[i].item!r} {seconds} after its task had ended"
        collected = all(task.end.before(got[0]) for task in call.ended)
        in_order = [task.item for task in of] == call.items
        wrong_if(
            collected,
            "everything collected first",
            f"{message}; no result came before all tasks had ended",
            at=got[i],
        )
        wrong_if(
            in_order,
            "results in order of the items",
            f"{message}; all results came in order of the items, each after the slowest of those before it",
            at=got[i],
        )
        wrong_if(True, "results late", message, at=got[i])


@check(points=0.5, category="concurrency", scenario=ALL, needs=AT_ALL)
def test_limit_is_kept_and_made_use_of(trace):
    """At most `limit` tasks run at once, and with enough items as many do."""
    for call, name in each_call(trace, "as_done"):
        expect_limit_kept(call, name)
        if trace.schedule != "slow-child" and any(call.given["seconds"]):
            expect_limit_used(call, name)


@check(points=0.5, category="cleanup", scenario=ALL, needs=AT_ALL)
def test_nothing_is_left_at_the_end(trace):
    """When the iterator is exhausted, all workers have ended and have been joined."""
    for call, name in each_call(trace, "as_done"):
        expect_nothing_left(call, call.over, f"when the iterator of {name} was exhausted")


@check(points=1, category="cleanup", scenario=CLOSED, schedules=("natural", "parent-first", "slow-child", "slow-exit"))
def test_nothing_is_left_after_an_early_close(trace):
    """When the iterator is closed early, no process of it is left, and another iterator goes on."""
    soon, other, never = calls_of(trace)
    name = soon.text("as_done")
    wrong_if(not got_of(soon), "results lost", f"the iterator of {name} yielded nothing")
    expect_workers(soon, name)
    first = got_of(soon)[0]
    running = [task for task in soon.tasks if task.open_at(first)]
    wrong_if(
        not running and trace.schedule in ("natural", "parent-first"),
        "everything collected first",
        f"when the iterator of {name} yielded its first result, no task was running any more",
        at=first,
    )
    wrong_if(
        trace.marks("no-close"),
        "no close method",
        f"what {name} returned cannot be closed: it has no `close()` (a generator has one; a list or a Pool's own "
        "iterator has none)",
    )
    for call in (soon, other, never):
        called = call.text("as_done")
        if call is other:
            asked = [moment for moment in trace.marks("asked") if moment.value == call.number]
            got = got_of(call)
            after = [moment for moment in got if moment.after(soon.over)]
            wrong_if(
                not after,
                "closes another one",
                f"after the iterator of {name} had been closed, that of {called} yielded nothing any more",
                at=soon.over,
            )
            wrong_if(
                len(got) < 3, "results lost", f"the iterator of {called} yielded {len(got)} of 3 results asked for"
            )
            for question, answer in zip(asked[1:], got[1:], strict=True):
                wrong_if(
                    trace.schedule in ("natural", "parent-first") and answer.t > question.t + MOMENT,
                    "results late",
                    f"a task of {called} had ended while the caller paused, but its result came "
                    f"{answer.t - question.t:.0f} virtual seconds after it was asked for",
                    at=answer,
                )
        expect_nothing_left(call, call.over, f"when the iterator of {called} had been closed")
