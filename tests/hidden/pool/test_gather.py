"""pool/gather: nothing lost, nothing swallowed, the limit kept."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.calls import calls_of
from grader.checks.pool_claims import expect_each_item_once, expect_limit_kept, expect_limit_used, expect_workers


def calls(random):
    """Results, some of them nothing much or an exception that is returned, and errors; only errors; no items."""
    token = random.randint(1000, 9999)
    first = [
        (2, "secret"),
        (1, {"raises": "ValueError", "more": []}),
        (2, {"raises": "Lossy", "more": [token]}),
    ]
    rest = [
        (0, {"is": None}),
        (random.randint(2, 5), {"is": 0}),
        (random.randint(2, 5), {"is": f"text {token}"}),
        (random.randint(2, 5), "exception"),
        (random.randint(2, 5), {"raises": "KeyError", "more": []}),
        (0, {"raises": "OSError", "more": [f"code {token}"]}),
    ]
    random.shuffle(rest)
    names = [None, "", 0, *random.sample(range(100, 1000), 3), *random.sample("abcdefgh", 3)]
    random.shuffle(names)
    many = {"items": names, "limit": random.choice((2, 4))}
    many["seconds"], many["values"] = map(list, zip(*first, *rest, strict=True))
    errors = {
        "items": names[:4],
        "seconds": [3, 1, 1, 1],
        "values": [{"raises": "ValueError", "more": []}] * 4,
        "limit": 3,
    }
    none = {"items": [], "seconds": [], "values": [], "limit": 2}
    return {"calls": [many, errors, none]}


SCENARIO = Scenario(given=calls)


def answers(trace):
    """Each call, its name, and the two dicts; fail if `gather` raised, returned something else, or had no workers."""
    for call in calls_of(trace):
        name = call.text("gather")
        expect_workers(call, name)
        for raised in [mark for mark in trace.marks("raised") if mark.value == call.number]:
            _, kind, text, line, what = raised.values
            own = any(task.value == what for task in call.tasks)
            wrong_if(not own, "an exception", f"{name} raised {kind}: {text} (line {line} of your file)", at=raised)
            wrong_if(
                any(task.open_at(raised) for task in call.tasks) or call.missing,
                "the first error ends it",
                f"{name} itself raised {kind}, one task's error, before the other tasks were done",
                at=raised,
            )
            wrong_if(
                True,
                "one error for all",
                f"{name} itself raised {kind}, one task's error, and gave no results (often: a bare map)",
                at=raised,
            )
        returned = call.returned
        wrong_if(
            len(returned.values) != 3,
            "not two dicts",
            f"a pair of dicts was asked for; {name} returned a {returned.values[1]}",
            at=returned,
        )
        results, errors = ({repr(item): value for item, value in part} for part in returned.values[1:])
        yield call, name, results, errors


def raised_by(call, item):
    """Whether the task of the item raised, by the inputs."""
    kind = call.given["values"][call.items.index(item)]
    return isinstance(kind, dict) and "raises" in kind


def values_of(call, item):
    """What the task of the item returned or raised, as its worker said, once for each time that it ended."""
    return [task.value for task in call.ended if task.item == item]


@check(points=1, category="errors", scenario=SCENARIO)
def test_every_item_is_in_one_of_the_two(trace):
    """Every item is among the results or among the errors, in exactly one of them, and `gather` raises nothing."""
    for call, name, results, errors in answers(trace):
        items = [repr(item) for item in call.items]
        other = [item for item in {*results, *errors} if item not in items]
        wrong_if(
            other and all(item in map(repr, trace.given["calls"][0]["items"]) for item in other),
            "kept from an earlier call",
            f"the dicts of {name} have keys that were not among its items, but among those of an earlier call",
        )
        wrong_if(other, "other items", f"the dicts of {name} have keys that were not among the items: {other}")
        lost = [item for item in call.items if repr(item) not in results and repr(item) not in errors]
        twice = [item for item in items if item in results and item in errors]
        failed, good = [i for i in lost if raised_by(call, i)], [i for i in lost if not raised_by(call, i)]
        wrong_if(
            len(errors) == 1 and failed and good,
            "the first error ends it",
            f"the dicts of {name} hold one error, and {len(lost)} of the {len(items)} items are in neither",
        )
        for item in lost:
            wrong_if(
                not values_of(call, item),
                "items missing",
                f"in {name} the task of item {item!r} did not come to its end, and the item is in neither dict",
            )
        wrong_if(
            good and not any(values_of(call, item)[0] for item in good),
            "falsy values dropped",
            f"in {name} a task returned {values_of(call, good[0])[0] if good else None!r}, and its item is in neither "
            "dict",
        )
        wrong_if(
            failed and not good and not errors,
            "swallowed",
            f"the errors that {name} returned are empty; {len(failed)} tasks raised, and their items are in neither "
            "dict (often: a result that is never asked for)",
        )
        wrong_if(lost, "swallowed", f"of {name} the item {lost[-1] if lost else None!r} is in neither dict")
        wrong_if(
            twice,
            "in both dicts",
            f"of {name} {len(twice)} items are in both dicts; an item has a result or an error, never both",
        )


@check(points=1, category="errors", scenario=SCENARIO)
def test_results_come_with_their_items(trace):
    """Each item whose task returned is mapped to what it returned, also None, 0 and an exception."""
    for call, name, results, errors in answers(trace):
        for item in call.items:
            values, got = values_of(call, item), results.get(repr(item), "missing")
            if raised_by(call, item) or got in values:
                continue
            task = f"in {name} the task of item {item!r}"
            wrong_if(not values, "items missing", f"{task} did not come to its end")
            wrong_if(
                isinstance(values[0], dict) and errors.get(repr(item)) in values,
                "returned exception taken for raised",
                f"{task} returned an exception and did not raise it, but the item is among the errors",
            )
            wrong_if(
                got == "missing" and not values[0],
                "falsy values dropped",
                f"{task} returned {values[0]!r}, but the item is not among the results",
            )
            wrong_if(
                "Result object" in str(got) or "Future" in str(got),
                "promises in place of results",
                f"in {name} item {item!r} is mapped to an object that promises a result, not to the result",
            )
            wrong_if(got == "missing", "results lost", f"{task} returned, but the item is not among the results")
            wrong_if(True, "other results", f"{task} returned something else than what `results` has for it")


@check(points=1, category="errors", scenario=SCENARIO)
def test_exceptions_come_with_their_items(trace):
    """Each item whose task raised is mapped to the exception that it raised."""
    for call, name, results, errors in answers(trace):
        for item in call.items:
            values, got = values_of(call, item), errors.get(repr(item), "missing")
            if not raised_by(call, item) or got in values:
                continue
            wrong_if(not values, "items missing", f"in {name} the task of item {item!r} did not come to its end")
            kind = values[0]["exception"][0]
            task = f"in {name} the task of item {item!r} raised {kind}"
            wrong_if(
                got is None or results.get(repr(item), "missing") is None,
                "errors as None",
                f"{task}; there is only a None for it",
            )
            wrong_if(
                got == "missing" and repr(item) in results,
                "errors among the results",
                f"{task}; the item is among the results",
            )
            wrong_if(got == "missing", "swallowed", f"{task}; the item is not among the errors")
            wrong_if(
                isinstance(got, str),
                "text in place of the exception",
                f"{task}; `errors` maps it to a text, not to the exception itself",
            )
            other = got["exception"][0] if isinstance(got, dict) and "exception" in got else type(got).__name__
            wrong_if(other == kind, "other arguments", f"{task}; `errors` maps it to a {kind} with other arguments")
            wrong_if(True, "another error", f"{task}; `errors` maps it to a {other}")


@check(points=1, category="concurrency", scenario=SCENARIO)
def test_limit_is_kept_and_made_use_of(trace):
    """At most `limit` tasks run at once, and with enough items as many do; each item is worked on once."""
    for call in calls_of(trace):
        name = call.text("gather")
        expect_workers(call, name)
        expect_limit_kept(call, name)
        if trace.schedule != "slow-child" and call.over and call.over.text.startswith("returned"):
            expect_limit_used(call, name)
        if not call.missing:
            expect_each_item_once(call, name)
