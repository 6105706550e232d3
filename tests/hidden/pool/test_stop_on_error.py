"""pool/stop_on_error: the first error comes at once and as it is, and no worker survives it."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.calls import calls_of
from grader.checks.pool_claims import (
    MOMENT,
    expect_each_item_once,
    expect_limit_kept,
    expect_limit_used,
    expect_nothing_left,
    expect_workers,
)

BROKEN = {"raises": "Lossy", "more": [7]}


def calls(random):
    """One task fails soon; none fails; two fail, the later item first; the only one fails at once; the last one fails.

    The others of the first call take ten minutes, but for one that waits for a free worker.
    """
    failing = random.randint(1, 2)
    one = {
        "items": random.sample(range(100, 1000), 6),
        "seconds": [random.randint(500, 700) for _ in range(6)],
        "values": [{"is": None}] * 6,
        "limit": random.randint(3, 4),
    }
    one["seconds"][one["limit"]] = 3
    one["seconds"][failing], one["values"][failing] = random.randint(4, 8), BROKEN
    fine = {
        "items": [one["items"][failing], None, one["items"][failing], [], 0],
        "seconds": [4, 2, 4, 1, random.randint(3, 6)],
        "values": ["exception", {"is": 1}, "secret", {"is": None}, {"is": 0}],
        "limit": 2,
    }
    two = {
        "items": [8, 9, 10],
        "seconds": [9, 3, 800],
        "values": [{"raises": "ValueError", "more": []}, {"raises": "KeyError", "more": []}, {"is": None}],
        "limit": 3,
    }
    only = {"items": [""], "seconds": [0], "values": [{"raises": "OSError", "more": ["no disk"]}], "limit": 2}
    last = {
        "items": [1, 2, 3, 4],
        "seconds": [700, 1, 1, 2],
        "values": [{"is": None}, {"is": None}, {"is": None}, {"raises": "ValueError", "more": []}],
        "limit": 2,
    }
    return {"calls": [one, fine, two, only, last]}


SCENARIO = Scenario(given=calls)
SCHEDULES = ("natural", "child-first", "parent-first", "slow-child", "slow-exit")
FIRST = "test_the_first_error_is_raised"


def failures(call):
    """The tasks of the call that raised, in the order in which they did, by the inputs."""
    kinds = {repr(item): kind for item, kind in zip(call.items, call.given["values"], strict=True)}
    return [
        task
        for task in call.ended
        if isinstance(kinds.get(repr(task.item)), dict) and "raises" in kinds[repr(task.item)]
    ]


def fails(call):
    return any(isinstance(kind, dict) and "raises" in kind for kind in call.given["values"])


def each(trace, failing):
    """The calls in which a task fails, or those in which none does, each with its name."""
    for call in calls_of(trace):
        if fails(call) == failing:
            name = call.text("first_error_stops")
            expect_workers(call, name)
            yield call, name


@check(points=1, category="errors", scenario=SCENARIO)
def test_the_first_error_is_raised(trace):
    """When a task raises, `first_error_stops` raises the same exception."""
    for call, name in each(trace, failing=True):
        failed = failures(call)
        over = call.over
        wrong_if(
            not failed,
            "stopped without an error",
            f"{name} was over before the task that was to fail had come to its error",
            at=over,
        )
        first = failed[0]
        kind = first.value["exception"][0]
        task = f"in {name} the task of item {first.item!r} raised {kind}"
        wrong_if(
            over.text.startswith("returned"), "swallowed", f"{task}, but the call came back without an error", at=over
        )
        raised = over.values[1]
        if any(raised == task.value for task in failed):
            continue  # a later one comes late, which is another check's
        wrong_if(
            raised["exception"][0] == kind,
            "other arguments",
            f"{task}, and the call raised a {kind} with other arguments",
            at=over,
        )
        wrong_if(True, "another error", f"{task}, but the call raised {raised['exception'][0]}", at=over)


@check(
    points=1,
    category="errors",
    scenario=SCENARIO,
    needs=FIRST,
    schedules=("natural", "child-first", "parent-first", "slow-child"),
)
def test_the_error_is_raised_at_once(trace):
    """The exception is raised within a second of the failure, while other tasks are still running."""
    for call, name in each(trace, failing=True):
        first, over = failures(call)[0], call.over
        late = over.t - first.end.t
        if late > MOMENT:
            message = (
                f"{name} raised the error {late:.0f} virtual seconds after the task of item {first.item!r} had failed"
            )
            running = [task for task in call.tasks if task.open_at(first.end)]
            wrong_if(
                running and all(task.end for task in running),
                "waits for the other tasks",
                f"{message}, when all the tasks that ran by then had come to their end",
                at=over,
            )
            wrong_if(
                True,
                "heard of the error late",
                f"{message}",
                at=over,
            )
        after = [task for task in call.tasks if task.begin.t > first.end.t + MOMENT or task.begin.after(over)]
        wrong_if(
            after,
            "begun after the error",
            f"in {name} another task began after the error had been raised",
            at=[task.begin for task in after],
        )


@check(points=1, category="cleanup", scenario=SCENARIO, needs=FIRST, schedules=SCHEDULES)
def test_no_worker_survives_the_error(trace):
    """When the exception reaches the caller, all workers have ended and have been joined."""
    for call, name in each(trace, failing=True):
        expect_nothing_left(call, call.over, f"when {name} raised")


@check(points=0.5, category="errors", scenario=SCENARIO, schedules=SCHEDULES)
def test_none_if_there_is_no_error(trace):
    """Without an error every item is worked on to its end, None is returned, and no worker is left."""
    for call, name in each(trace, failing=False):
        over = call.over
        wrong_if(
            over.text.startswith("raised"),
            "an error out of nothing",
            f"no task raised in {name}, but the call raised {over.values[1]['exception'][0]}"
            if over.text.startswith("raised")
            else "",
            at=over,
        )
        cut = [task for task in call.tasks if not task.end or task.end.after(over)]
        wrong_if(
            cut or (call.missing and all(task.item not in call.missing for task in call.ended)),
            "stopped without an error",
            f"no task raised in {name}, but the call came back before every item was done",
            at=over,
        )
        expect_each_item_once(call, name)
        wrong_if(
            over.values[1] is not None,
            "not None",
            f"{name} returned a {type(over.values[1]).__name__}; None was asked for",
            at=over,
        )
        expect_nothing_left(call, over, f"when {name} returned")


@check(points=0.5, category="concurrency", scenario=SCENARIO)
def test_limit_is_kept_and_made_use_of(trace):
    """At most `limit` tasks run at once, and with enough items as many do."""
    for failing in (True, False):
        for call, name in each(trace, failing):
            expect_limit_kept(call, name)
            if trace.schedule != "slow-child":
                expect_limit_used(call, name)
