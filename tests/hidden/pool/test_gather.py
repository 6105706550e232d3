"""pool/gather: nothing lost, nothing swallowed, the limit kept."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.claims import expect_workers


def nine_items(random):
    """Nine items: five results, two of them nothing much, and four errors, the first after one second."""
    token, items = random.randint(1000, 9999), random.sample(range(100, 1000), 5) + random.sample("abcdefgh", 4)
    random.shuffle(items)
    first = [
        (2, "result", token),
        (1, "ValueError", [f"bad {token}"]),
        (2, "Broken", ["broken", token]),
    ]
    rest = [
        (random.randint(2, 5), "result", None),
        (random.randint(2, 5), "result", 0),
        (random.randint(2, 5), "result", f"text {token}"),
        (random.randint(2, 5), "result", [token]),
        (random.randint(2, 5), "KeyError", [f"key {token}"]),
        (random.randint(2, 5), "ValueError", []),
    ]
    random.shuffle(rest)
    return {"items": items, "outcomes": first + rest, "limit": random.choice((2, 4))}


SCENARIO = Scenario(given=nine_items)


def answer(trace):
    """The results and the errors that `gather` returned, as dicts; fail if it raised or returned something else."""
    expect_workers(trace)
    for raised in trace.marks("raised"):
        open_tasks = [task for task in trace.intervals() if not task.end or task.end.after(raised)]
        wrong_if(
            open_tasks,
            "the first error ends it",
            f"`gather` itself raised {raised.value[0]}, one task's error, before the other tasks were done",
            at=raised,
        )
        wrong_if(
            True,
            "a bare map",
            f"`gather` itself raised {raised.value[0]}: one task's error, and all results were lost",
            at=raised,
        )
    returned = trace.mark("returned")
    wrong_if(
        len(returned.values) != 2,
        "not two dicts",
        f"a pair of dicts was asked for, but `gather` returned {returned.value}",
        at=returned,
    )
    results, errors = (dict(part) for part in returned.values)
    return results, errors


@check(points=1, category="errors", scenario=SCENARIO)
def test_every_item_is_in_one_of_the_two(trace, source):
    """Every item is among the results or among the errors, in exactly one of them, and `gather` raises nothing."""
    results, errors = answer(trace)
    items = set(trace.given["items"])
    lost, twice = items - set(results) - set(errors), set(results) & set(errors)
    if lost:
        message = f"{len(lost)} of the {len(items)} items are in neither dict"
        outcomes = zip(trace.given["items"], trace.given["outcomes"], strict=True)
        returned = [outcome for item, (_, kind, outcome) in outcomes if item in lost and kind == "result"]
        wrong_if(len(errors) == 1, "the first error ends it", f"{message}: with the first error you gave up the others")
        wrong_if(
            returned and not any(returned),
            "nothing taken for an error",
            f"{message}: their tasks returned {' and '.join(map(repr, returned))}, and that is a result, too",
        )
        asked = any(word in source.text for word in (".get(", ".result(", ".exception("))
        wrong_if(
            not asked, "get never called", f"{message}: nobody asked for their results, so nobody saw their errors"
        )
        wrong_if(True, "swallowed", f"{message}; what became of them?")
    wrong_if(
        twice,
        "errors as None" if all(results[item] is None for item in twice) else "in both dicts",
        f"{len(twice)} items are in both dicts; an item has a result or an error, never both",
    )
    wrong_if(set(results) | set(errors) != items, "other items", "the dicts have keys that were not among the items")


@check(points=1, category="errors", scenario=SCENARIO)
def test_results_come_with_their_items(trace):
    """Each item whose task returned is mapped to what it returned, also None and 0."""
    results, _ = answer(trace)
    outcomes = zip(trace.given["items"], trace.given["outcomes"], strict=True)
    for item, (_, kind, value) in outcomes:
        if kind == "result" and results.get(item, "missing") != value:
            got = results.get(item, "missing")
            wrong_if(
                got == "missing" and not value,
                "nothing taken for an error",
                f"the task of item {item!r} returned {value!r}, and that is a result, too; but it is missing",
            )
            wrong_if(
                "Result object" in str(got) or "Future" in str(got),
                "get never called",
                f"item {item!r} is mapped to the promise of a result, not to the result",
            )
            wrong_if(True, "other results", f"the task of item {item!r} returned {value!r}, but `results` has {got!r}")


@check(points=1, category="errors", scenario=SCENARIO)
def test_exceptions_come_with_their_items(trace):
    """Each item whose task raised is mapped to the exception that it raised."""
    results, errors = answer(trace)
    outcomes = zip(trace.given["items"], trace.given["outcomes"], strict=True)
    for item, (_, kind, value) in outcomes:
        if kind != "result" and errors.get(item, "missing") != [kind, *value]:
            got = errors.get(item, "missing")
            wrong_if(
                got is None or results.get(item, "missing") is None,
                "errors as None",
                f"the task of item {item!r} raised {kind}, but there is only a None for it",
            )
            wrong_if(
                got == "missing",
                "swallowed" if item not in results else "errors among the results",
                f"the task of item {item!r} raised {kind}, but the item is not among the errors",
            )
            wrong_if(
                isinstance(got, str),
                "text in place of the exception",
                f"item {item!r} is mapped to the text {got!r}, not to the exception itself",
            )
            wrong_if(
                True, "another error", f"the task of item {item!r} raised {[kind, *value]}, but `errors` has {got}"
            )


@check(points=1, category="concurrency", scenario=SCENARIO)
def test_limit_is_kept_and_made_use_of(trace):
    """At most `limit` tasks run at once, and with enough items as many do; each item is worked on once."""
    expect_workers(trace)
    tasks, limit = trace.intervals(), trace.given["limit"]
    at_once, begun = trace.most_at_once(tasks), {task.value for task in tasks}
    wrong_if(at_once > limit, "limit ignored", f"{at_once} tasks ran at once; the limit was {limit}")
    wrong_if(
        at_once < limit and trace.schedule != "slow-child",
        "serial" if at_once == 1 else "limit ignored",
        f"the limit was {limit} and there were {len(trace.given['items'])} items, but no more than {at_once} "
        "ran at once",
    )
    wrong_if(
        len(tasks) > len(begun),
        "items done twice",
        f"{len(begun)} items were worked on, but `task` was called {len(tasks)} times",
    )
