"""What the hidden checks of pools ask of each call: tasks in workers, each item once, the limit, the results.

Like `claims.py` this is in no release.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from grader.checks.calls import NumberedCall, calls_of, same, without
from grader.checks.facts import Facts, Moment, ProcessFacts
from grader.checks.vocabulary import wrong_if

MOMENT = 1.0
"""Virtual seconds within which something comes "at once"."""


def each_call(trace: Facts, function: str, *more: str) -> Iterator[tuple[NumberedCall, str]]:
    """The calls of a run, each with how the student would write it, up to one that raised.

    Raises CheckFailed when it comes to a call that raised an exception: "raised N TYPE TEXT LINE".
    """
    for call in calls_of(trace):
        name = call.text(function, *more)
        raised = next((mark for mark in trace.marks("raised") if mark.value == call.number), None)
        if raised:
            _, kind, text, line = raised.values
            wrong_if(True, "an exception", f"{name} raised {kind}: {text} (line {line} of your file)", at=raised)
        yield call, name


def expect_workers(call: NumberedCall, name: str) -> None:
    """Tasks ran, and none of them in the main process."""
    at_home = call.at_home
    wrong_if(
        at_home and call.at_once > 1 and all(task.process.is_main for task in call.tasks),
        "threads",
        f"in {name} tasks ran at the same time in the main process, so as its threads; worker processes were asked for",
        at=[task.begin for task in at_home],
    )
    wrong_if(
        at_home,
        "tasks in the main process",
        f"in {name} a task ran in the main process, not in a worker",
        at=[task.begin for task in at_home],
    )
    # Whether a task that is cut off has begun may be luck.
    wrong_if(
        call.items and not any(task.end for task in call.tasks),
        "items missing",
        f"in {name} no task came to its end",
        at=call.over,
    )


def expect_each_item_once(call: NumberedCall, name: str) -> None:
    """Every item was worked on to its end in a worker, as often as it is among the items."""
    expect_workers(call, name)
    done, missing, surplus = [task.item for task in call.ended], call.missing, call.surplus
    earlier = [task.item for other in calls_of(call.trace)[: call.number] for task in other.ended]
    if missing:
        # How many of them were never done may be luck.
        last = missing[-1]
        wrong_if(
            all(item in done for item in missing),
            "equal items merged",
            f"in {name} the item {last!r} is there {_times(call.items.count(last))}, but it was worked on only "
            f"{_times(done.count(last))}",
        )
        wrong_if(
            all(item in earlier for item in missing),
            "kept from an earlier call",
            f"in {name} the item {last!r} was not worked on; an earlier call had worked on one that is equal",
        )
        wrong_if(True, "items missing", f"in {name} not every item was worked on to its end: {last!r} was not")
    for item in surplus[:1]:
        called, there = sum(task.item == item for task in call.tasks), call.items.count(item)
        wrong_if(
            True,
            "items done twice",
            f"in {name} `task` was called {_times(called)} for {item!r}, which is there {_times(there)}",
        )


def expect_limit_kept(call: NumberedCall, name: str) -> None:
    """Never more than `limit` tasks at once."""
    limit, at_once = call.limit, call.at_once
    wrong_if(
        at_once > limit and _follow_the_cores(call),
        "as many as cores",
        f"in {name} {at_once} tasks ran at once, as many as this machine has cores; the limit was {limit}",
    )
    wrong_if(at_once > limit, "limit ignored", f"in {name} {at_once} tasks ran at once; the limit was {limit}")


def expect_limit_used(call: NumberedCall, name: str) -> None:
    """As many tasks at once as the limit and the items allow."""
    most, at_once = min(call.limit, len(call.items)), call.at_once
    running = "one task ran at a time" if at_once == 1 else f"no more than {at_once} tasks ran at once"
    wrong_if(most > 1 and at_once == 1, "serial", f"in {name} only {running}; {most} could have run")
    wrong_if(
        at_once < most and _follow_the_cores(call),
        "as many as cores",
        f"in {name} {running}, as many as this machine has cores; {most} could have run",
    )
    wrong_if(at_once < most, "limit not used", f"in {name} {running}; {most} could have run")


def _follow_the_cores(call: NumberedCall) -> bool:
    """Whether every call had as many tasks at once as there were cores, or that and its limit allowed."""
    calls = [other for other in calls_of(call.trace) if other.items and "cores" in other.given]
    cores = [min(other.given["cores"], len(other.items)) for other in calls]
    at_once = [other.at_once for other in calls]
    capped = [min(number, other.limit) for number, other in zip(cores, calls, strict=True)]
    return len(calls) > 1 and at_once in (cores, capped)


def expect_every_result(call: NumberedCall, name: str) -> None:
    """The call returned what each task returned, in whatever order: also None, 0 and what is empty.

    The mark "returned N TYPE VALUES" says what came back, and "end N ITEM VALUE" what the task returned in its worker.
    """
    returned = call.returned
    results, values = returned.values[2], [task.value for task in call.ended]
    if not isinstance(results, list) or same(results, values):
        return  # the order and the type are another check's
    wrong_if(
        _promises(results),
        "promises in place of results",
        f"the list that {name} returned holds objects that promise a result, not the results",
        at=returned,
    )
    dropped = without(values, results)
    wrong_if(
        dropped and not any(dropped) and not without(results, values),
        "falsy values dropped",
        f"the list that {name} returned has {_count(len(results), 'result')} for {_count(len(call.items), 'item')}: it "
        f"lacks {_listed(dropped)}, which a task returned",
        at=returned,
    )
    wrong_if(
        len(results) != len(values),
        "other results",
        f"the list that {name} returned has {_count(len(results), 'result')} for {_count(len(call.items), 'item')}",
        at=returned,
    )
    strange = without(results, values)[0]
    wrong_if(
        True,
        "other results",
        f"the list that {name} returned has {_short(strange)} in it, which no task returned",
        at=returned,
    )


def expect_results_in_order(call: NumberedCall, name: str) -> None:
    """The call returned a list: for each item what its task returned, at the item's place."""
    returned = call.returned
    _, kind, results = returned.values
    wrong_if(kind != "list", "not a list", f"{name} returned a {kind}, not a list", at=returned)
    if _in_order(call, results):
        return
    expect_every_result(call, name)
    wrong_if(
        results == [task.value for task in call.ended],
        "order of completion",
        f"the list that {name} returned has all results, but in the order in which the tasks ended, not in that of "
        "the items",
        at=returned,
    )
    wrong_if(
        True,
        "another order",
        f"the list that {name} returned has all results, but not in order of the items",
        at=returned,
    )


def expect_kept(call: NumberedCall, name: str) -> None:
    """What the call had returned was still the same when all calls were over: the mark "kept N VALUES"."""
    kept = next((mark for mark in call.trace.marks("kept") if mark.value == call.number), None)
    wrong_if(
        kept and kept.values[1] != call.returned.values[2],
        "answer changed later",
        f"the list that {name} had returned was another one after a later call",
        at=kept,
    )


def main_sleeps(trace: Facts, start: Moment | None, end: Moment | None) -> list[Moment]:
    """The sleeps of the main process between two moments; giving way for no time (`time.sleep(0)`) is none."""
    return [
        moment
        for moment in trace.main.sleeps
        if (start is None or moment.after(start)) and moment.before(end) and (moment.event.seconds or 0) > 0
    ]


def expect_nothing_left(call: NumberedCall, moment: Moment, when: str) -> None:
    """At the moment all processes of the call had ended and had been collected."""
    alive, zombies = call.left(moment), call.uncollected(moment)
    told_to_end = {event.event.target for event in call.trace.main.events("signal") if event.before(moment)}
    # A process that has just been sent a signal ends when it gets to run: before or after the moment, that is luck.
    stopped = [worker for worker in alive + zombies if worker.id in told_to_end]
    wrong_if(
        stopped,
        "stopped, not joined",
        f"{when}, processes that you had stopped were still alive or zombies: nothing had waited for their end",
        at=moment,
    )
    wrong_if(alive, "workers leaked", f"{when}, worker processes were still alive", at=moment)
    wrong_if(zombies, "not joined", f"{when}, worker processes had ended, but were zombies: nothing had joined them",
             at=moment)  # fmt: skip


def shares(call: NumberedCall) -> Counter[ProcessFacts]:
    """How many tasks each process did."""
    return Counter(task.process for task in call.tasks)


def _in_order(call: NumberedCall, results: Any) -> bool:
    if not isinstance(results, list) or len(results) != len(call.items):
        return False
    given = [[task.item, task.value] for task in call.ended]
    return same(given, [[item, result] for item, result in zip(call.items, results, strict=True)])


def _promises(results: Any) -> bool:
    text = json.dumps(results)
    return any(kind in text for kind in ("ApplyResult object", "AsyncResult object", "MapResult object", "<Future at"))


def _count(number: int, thing: str) -> str:
    return f"{'one' if number == 1 else number} {thing}{'' if number == 1 else 's'}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _times(number: int) -> str:
    return {0: "not at all", 1: "once", 2: "twice"}.get(number, f"{number} times")


def _listed(values: list[Any]) -> str:
    return " and ".join(dict.fromkeys(_short(value) for value in values))
