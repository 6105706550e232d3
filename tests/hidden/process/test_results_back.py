"""process/results_back: every item in a process of its own, values in order, large ones too, exceptions raised."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.named_calls import calls
from grader.checks.process_claims import expect_no_task_in_main, expect_return

WORDS = ["ash", "beech", "cedar", "elm", "fir", "maple", "oak", "pine", "yew"]
SCHEDULES = ("natural", "slow-child")
FALSY = 9
"""How many falsy values the scenario knows."""


def lists_of_items(random):
    """Of each item: the call, a word, how many seconds it takes, what it gives."""
    words, seconds = random.sample(WORDS, 4), sorted(random.sample(range(5, 60), 4), reverse=True)
    ordinary = list(zip(words, seconds, strict=True))
    edges = [
        *(["edges", "falsy", 0, which] for which in random.sample(range(FALSY), 3)),
        ["edges", "none", 0, 0],
        ["edges", "raised?", 0, "exception"],
        ["edges", "twin", 0, "same"],
        ["edges", "twin", 0, "same"],
    ]
    return {
        "calls": {
            "first": [["first", word, s, "secret"] for word, s in ordinary],
            "edges": random.sample(edges, len(edges)),
            "one": [["one", "lonely", 2, "lingers"]],
            "none": [],
            "again": [["again", word, s, "secret"] for word, s in ordinary],
            "once more": [["once more", words[0], seconds[0], "secret"]],
            "many": [["many", f"{random.choice(WORDS)}-{i}", 0, "secret"] for i in range(random.randint(18, 20))],
        }
    }


def large(random):
    return {
        "calls": {
            "large": [
                ["large", word, seconds, "large"]
                for word, seconds in zip(random.sample(WORDS, 3), (9, 5, 2), strict=True)
            ]
        }
    }


def failing(random):
    outcomes = random.sample([("lookup", 7), ("lookup", 12), ("", 3), ("", 40)], 4)
    words = random.sample(WORDS, 4)
    return {
        "calls": {
            "two": [["two", word, *outcome] for word, outcome in zip(words, outcomes, strict=True)],
            "last": [["last", words[0], "", 0], ["last", words[1], "lossy", random.randint(2, 9)]],
            "bare": [["bare", words[0], "bare", 0]],
        }
    }


SCENARIO = Scenario(given=lists_of_items)
LARGE = Scenario(given=large)
ERRORS = Scenario(program="results_back_errors", given=failing)
WHICH = {
    "first": "",
    "edges": " (items that take no time and give falsy, equal and other unusual values)",
    "one": " (one item)",
    "none": " (no item)",
    "again": " (a later call with the items of the first one)",
    "once more": " (a later call with an item of the first one)",
    "many": " (many items)",
    "large": "",
    "two": "",
    "last": " (the last of two items fails)",
    "bare": " (the exception has no arguments)",
}


def require_processes(trace, call):
    """Every item once, each in a child process."""
    begins, items = call.marks("begin"), trace.given["calls"][call.name]
    wrong_if(
        items and not begins,
        "func never ran",
        f"`func` was never called{WHICH[call.name]}, neither by you nor by a child of yours",
    )
    expect_no_task_in_main(begins, call.born, "func")
    words, expected = sorted(begin.values[1] for begin in begins), sorted(item[1] for item in items)
    wrong_if(
        words != expected,
        "not every item once",
        f"`func` was to be called for {expected}, and it was called for {words}{WHICH[call.name]}",
    )


def require_nobody_left(call):
    children = [begin.process for begin in call.marks("begin")]
    alive = [child for child in children if child.alive_at(call.over)]
    wrong_if(
        alive, "children left", f"`collect` was over while children were still alive{WHICH[call.name]}", at=call.over
    )
    wrong_if(
        any(child.zombie_at(call.over) for child in children),
        "zombies left",
        f"children had ended, but nothing had waited for them: they were zombies{WHICH[call.name]}",
        at=call.over,
    )


@check(points=0.5, category="pid", scenario=SCENARIO, schedules=SCHEDULES)
def test_every_item_has_its_own_process(trace):
    """`func` runs once for every item, each time in another child process."""
    for call in calls(trace):
        require_processes(trace, call)
        begins = call.marks("begin")
        processes = {begin.process.id for begin in begins}
        wrong_if(
            len(processes) < len(begins),
            "one process for several items",
            f"{len(begins)} calls ran in fewer processes{WHICH[call.name]}; expected a process each",
        )


@check(
    points=1,
    category="isolation",
    scenario=SCENARIO,
    schedules=SCHEDULES,
    needs="test_every_item_has_its_own_process",
)
def test_values_come_back_in_order(trace, source):
    """`collect` returns a list of the values of `func`, in the order of the items."""
    for call in calls(trace):
        expect_return(call, "collect", WHICH[call.name])
        expected, values = values_of(trace, call), call.value
        told = f"expected {expected}{WHICH[call.name]}, and you returned {values}"
        missing = not isinstance(values, list) or len(values) < len(expected) or values.count("NoneType None") > 2
        early = any(begin.process.alive_at(call.over) for begin in call.marks("begin"))
        ordinary = call.name == "first"
        wrong_if(
            ordinary and missing and any(name.endswith(".empty") for name in source.names),
            "polling empty()",
            told + ": that a queue is empty says only that nothing has arrived yet",
            at=call.over,
        )
        wrong_if(ordinary and missing and early, "not waited for", told + ", while children were at work", at=call.over)
        wrong_if(
            ordinary and missing,
            "a global list",
            told + ": what a child computes or changes stays in its own memory until it is sent",
            at=call.over,
        )
        wrong_if(
            values != expected and ordinary and sorted(map(str, values)) == sorted(map(str, expected)),
            "order of arrival",
            told + ": the right values, but in another order than the items",
            at=call.over,
        )
        wrong_if(values != expected, "wrong values", told, at=call.over)


def values_of(trace, call):
    """The values that `func` returned in the children, in the order of the items; equal items have equal values."""
    ends = {}
    for end in call.marks("end"):
        ends.setdefault(end.values[1], []).append(end.values[2])
    falsy = [name(which) for _, word, _, which in trace.given["calls"][call.name] if word == "falsy"]
    found = []
    for _, word, _, _ in trace.given["calls"][call.name]:
        found.append(falsy.pop(0) if word == "falsy" else ends[word].pop(0))
    return found


def name(which):
    """The falsy value of that number, as the scenario shows it."""
    value = (None, 0, "", False, 0.0, b"", (), [], {})[which]
    return f"{type(value).__name__} {value!r}"


@check(
    points=0.5,
    category="join",
    scenario=SCENARIO,
    schedules=SCHEDULES,
    needs="test_every_item_has_its_own_process",
)
def test_nobody_is_left(trace):
    """When `collect` returns, every child has ended and has been waited for."""
    for call in calls(trace):
        require_nobody_left(call)


@check(
    points=1,
    category="join",
    scenario=LARGE,
    schedules=("natural", "child-first"),
    stuck=(
        "join before the queue is drained",
        "you waited for a child that was waiting for you: it cannot end before its large result has been received",
    ),
)
def test_large_values_arrive(trace):
    """Values of more than a megabyte arrive as well as small ones, in the order of the items."""
    for call in calls(trace):
        require_processes(trace, call)
        expect_return(call, "collect")
        ends = {end.values[1]: str(end.values[2]) for end in call.marks("end")}
        expected = [ends[word] for _, word, _, _ in trace.given["calls"][call.name]]
        values = [str(value) for value in call.value] if isinstance(call.value, list) else []
        wrong_if(
            values != expected and sorted(values) == sorted(expected),
            "order of arrival",
            "the large values did not come back in the order of the items",
            at=call.over,
        )
        wrong_if(
            not isinstance(call.value, list)
            or sorted(map(str, call.value)) != sorted(str(end.values[2]) for end in call.marks("end")),
            "large values lost",
            "the large values did not come back as `func` returned them",
            at=call.over,
        )


@check(
    points=1,
    category="errors",
    scenario=ERRORS,
    schedules=("natural", "slow-child"),
    stuck=("exception lost", "`func` raised an exception in a child, and `collect` never came back"),
)
def test_an_exception_is_raised_in_main(trace):
    """An exception of `func` is raised by `collect` in the main process, and no child is left then either."""
    for call in calls(trace):
        begins, items = call.marks("begin"), trace.given["calls"][call.name]
        wrong_if(not begins, "func never ran", "`func` was never called, neither by you nor by a child of yours")
        expect_no_task_in_main(begins, call.born, "func")
        expected = [exception_of(item) for item in items if item[2]]
        possible = " or ".join(f"{kind}({', '.join(arguments)})" for kind, arguments in expected)
        wrong_if(
            not call.raised,
            "exception lost",
            f"`func` raised {possible}{WHICH[call.name]}, and `collect` returned as if nothing had happened",
            at=call.over,
        )
        kind, arguments = call.over.values[1:]
        wrong_if(
            (kind, arguments) not in expected,
            "another exception",
            f"`func` raised {possible}{WHICH[call.name]}, and `collect` raised {kind}({', '.join(arguments)})",
            at=call.over,
        )
        require_nobody_left(call)


def exception_of(item):
    _, word, fails, seconds = item
    kind = {"lookup": "LookupError", "lossy": "Lossy", "bare": "AssertionError"}[fails]
    return kind, [] if fails == "bare" else [repr(word), repr(seconds)]
