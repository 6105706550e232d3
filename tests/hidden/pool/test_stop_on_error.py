"""pool/stop_on_error: the first error comes at once and as it is, and nobody survives it."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.claims import expect_workers


def one_fails(random):
    """Six items for three or four workers; one of the first fails after some seconds, the others take ten minutes."""
    failing = random.randint(1, 2)
    seconds = [random.randint(500, 700) for _ in range(6)]
    seconds[failing] = random.randint(4, 8)
    return {
        "items": random.sample(range(100, 1000), 6),
        "seconds": seconds,
        "failing": failing,
        "token": random.randint(1000, 9999),
        "limit": random.randint(3, 4),
    }


def none_fails(random):
    """Five items for two workers, of which none fails."""
    return {
        "items": random.sample(range(100, 1000), 5),
        "seconds": [random.randint(2, 6) for _ in range(5)],
        "failing": None,
        "token": 0,
        "limit": 2,
    }


FAILS, FINE = Scenario(given=one_fails), Scenario(given=none_fails)


def failed(trace):
    """The moment when the failing task came to its error."""
    item = trace.given["items"][trace.given["failing"]]
    return next((end for end in trace.marks("end") if end.value == item), None)


@check(points=1, category="errors", scenario=FAILS)
def test_the_first_error_is_raised(trace):
    """When a task raises, `first_error_stops` raises the same exception."""
    expect_workers(trace)
    item, token = trace.given["items"][trace.given["failing"]], trace.given["token"]
    for returned in trace.marks("returned"):
        wrong_if(
            True,
            "swallowed",
            f"a task raised Broken('broken', {item}, {token}), but `first_error_stops` returned {returned.value}",
            at=returned,
        )
    raised = trace.mark("raised")
    kind, arguments = raised.values
    wrong_if(
        [kind, arguments] != ["Broken", ["broken", item, token]],
        "another error",
        f"a task raised Broken('broken', {item}, {token}), but `first_error_stops` raised {kind} with the "
        f"arguments {arguments}",
        at=raised,
    )


@check(points=1, category="errors", scenario=FAILS, needs="test_the_first_error_is_raised")
def test_the_error_is_raised_at_once(trace):
    """The exception is raised as soon as the task has failed, while other tasks are still running."""
    raised, fails = trace.mark("raised"), failed(trace)
    others = [task for task in trace.intervals() if task.value != fails.value and task.begin.before(fails)]
    busy = [task for task in others if not (task.end and task.end.before(fails))]
    wrong_if(
        not busy and trace.schedule != "slow-child",
        "serial",
        "when the task failed, no other task was running: yours ran one after the other",
        at=fails,
    )
    late = raised.t - fails.t
    if late > 10:
        message = f"the error was raised {late:.0f} seconds after the task had failed"
        cut = [task for task in trace.intervals() if not task.end]
        wrong_if(not cut, "close and join", f"{message}: you waited until all the other tasks had ended", at=raised)
        wrong_if(
            True,
            "errors in order of the items",
            f"{message}: you waited for the results of the items before it, one after the other",
            at=raised,
        )


@check(points=1, category="cleanup", scenario=FAILS, needs="test_the_first_error_is_raised")
def test_no_worker_survives_the_error(trace):
    """When the exception reaches the caller, all workers have ended and have been joined."""
    raised = trace.mark("raised")
    alive, zombies = trace.alive_at(raised), trace.zombies_at(raised)
    wrong_if(
        alive and not trace.main.events("signal"),
        "workers leaked",
        f"{len(alive)} processes were still alive when `first_error_stops` raised; their tasks went on",
        at=raised,
    )
    # Who has been sent a signal ends when it gets to run: whether that was before or after is luck.
    wrong_if(
        alive or zombies,
        "workers leaked",
        "`first_error_stops` raised before its processes had ended and had been joined: they were still alive, "
        "or zombies",
        at=raised,
    )


@check(points=0.5, category="errors", scenario=FINE)
def test_none_if_there_is_no_error(trace):
    """Without an error every item is worked on to its end, None is returned, and no worker is left."""
    expect_workers(trace)
    for raised in trace.marks("raised"):
        wrong_if(True, "another error", f"no task raised, but `first_error_stops` raised {raised.value}", at=raised)
    returned = trace.mark("returned")
    items = trace.given["items"]
    done = [task.value for task in trace.intervals() if task.end and task.end.before(returned)]
    missing = [item for item in items if item not in done]
    wrong_if(
        missing,
        "stopped without an error",
        f"no task raised, but {len(missing)} of the {len(items)} items were not done when `first_error_stops` returned",
        at=returned,
    )
    wrong_if(
        len(trace.marks("begin")) > len(items),
        "items done twice",
        f"there were {len(items)} items, but `task` was called {len(trace.marks('begin'))} times",
    )
    wrong_if(returned.value is not None, "other results", f"None was asked for, but {returned.value} was returned")
    left = trace.alive_at(returned) + trace.zombies_at(returned)
    wrong_if(left, "workers leaked", f"{len(left)} processes were left when `first_error_stops` returned", at=returned)


@check(points=0.5, category="concurrency", scenario=FINE)
def test_limit_is_kept_and_made_use_of(trace):
    """At most `limit` tasks run at once, and with enough items as many do."""
    expect_workers(trace)
    limit, at_once = trace.given["limit"], trace.most_at_once(trace.intervals())
    wrong_if(at_once > limit, "limit ignored", f"{at_once} tasks ran at once; the limit was {limit}")
    wrong_if(
        at_once < limit and trace.schedule != "slow-child",
        "serial",
        f"{limit} tasks might have run at once, but yours ran one after the other",
    )
