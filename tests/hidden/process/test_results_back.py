"""process/results_back: every item in a process of its own, values in order, large ones too, exceptions raised."""

from hashlib import sha256

from grader.checks import Scenario, check, wrong_if

WORDS = ["ash", "beech", "cedar", "elm", "fir", "maple", "oak", "pine", "yew"]


def slowest_first(random):
    words, seconds = random.sample(WORDS, 4), sorted(random.sample(range(5, 60), 4), reverse=True)
    return {"items": [[word, random.randint(2, 9), s] for word, s in zip(words, seconds, strict=True)]}


def large(random):
    words, seconds = random.sample(WORDS, 3), random.sample(range(1, 9), 3)
    return {"items": [[word, random.randint(300_000, 400_000), s] for word, s in zip(words, seconds, strict=True)]}


def two_fail(random):
    outcomes = random.sample([(True, 7), (True, 12), (False, 3), (False, 40)], 4)
    return {"items": [[word, *outcome] for word, outcome in zip(random.sample(WORDS, 4), outcomes, strict=True)]}


SCENARIO = Scenario(given=slowest_first)
LARGE = Scenario(program="results_back_large", given=large)
ERRORS = Scenario(program="results_back_errors", given=two_fail)


def require_processes(trace):
    """Every item once, each in a child process."""
    begins = trace.marks("begin")
    wrong_if(not begins, "func never ran", "`func` was never called, neither by you nor by a child of yours")
    in_main = next((begin for begin in begins if begin.process.is_main), None)
    wrong_if(in_main, "func in the main process", "`func` ran in the main process, not in a child", at=in_main)
    words, expected = sorted(begin.value for begin in begins), sorted(item[0] for item in trace.given["items"])
    wrong_if(words != expected, "not every item once", f"expected one call each for {expected}, and there were {words}")


def require_nobody_left(trace, moment):
    children = [begin.process for begin in trace.marks("begin")]
    alive = [child for child in children if child.alive_at(moment)]
    wrong_if(alive, "children left", "`collect` was over while children of its own were still alive", at=moment)
    zombies = [child for child in children if child.zombie_at(moment)]
    wrong_if(
        zombies,
        "zombies left",
        f"{len(zombies)} children had ended, but nobody had waited for them: they were zombies",
        at=moment,
    )


@check(points=0.5, category="pid", scenario=SCENARIO)
def test_every_item_has_its_own_process(trace):
    """`func` runs once for every item, each time in another child process."""
    require_processes(trace)
    begins = trace.marks("begin")
    processes = {begin.process.id for begin in begins}
    wrong_if(
        len(processes) < len(begins),
        "one process for several items",
        f"{len(begins)} calls ran in {len(processes)} processes; expected a process each",
    )


@check(points=1, category="isolation", scenario=SCENARIO, needs="test_every_item_has_its_own_process")
def test_values_come_back_in_order(trace, source):
    """`collect` returns the values of `func`, in the order of the items."""
    returned = trace.mark("returned")
    values = returned.value
    expected = [word * times for word, times, _ in trace.given["items"]]
    told = f"expected {expected}, and you returned {values}"
    missing = not isinstance(values, list) or len(values) < len(expected) or None in values
    early = any(begin.process.exit is None or begin.process.exit.after(returned) for begin in trace.marks("begin"))
    wrong_if(
        missing and any(name.endswith(".empty") for name in source.names),
        "polling empty()",
        told + ": that a queue is empty says only that nothing has arrived yet",
        at=returned,
    )
    wrong_if(missing and early, "not waited for", told + ", while children were still at work", at=returned)
    wrong_if(
        missing,
        "a global list",
        told + ": what a child computes or changes stays in its own memory until it is sent",
        at=returned,
    )
    wrong_if(
        values != expected and sorted(map(str, values)) == sorted(expected),
        "order of arrival",
        told + ": the right values, but in another order than the items",
        at=returned,
    )
    wrong_if(values != expected, "wrong values", told, at=returned)


@check(points=0.5, category="join", scenario=SCENARIO, needs="test_every_item_has_its_own_process")
def test_nobody_is_left(trace):
    """When `collect` returns, every child has ended and has been waited for."""
    require_nobody_left(trace, trace.mark("returned"))


@check(
    points=1,
    category="join",
    scenario=LARGE,
    schedules=("natural", "child-first"),
    stuck=(
        "join before the queue is drained",
        "you waited for a child that was waiting for you: it cannot end before somebody has received its large "
        "result, so receive first, then join",
    ),
)
def test_large_values_arrive(trace):
    """Values of a megabyte arrive as well as small ones."""
    require_processes(trace)
    returned = trace.mark("returned")
    texts = [word * times for word, times, _ in trace.given["items"]]
    expected = [[len(text), sha256(text.encode()).hexdigest()] for text in texts]
    wrong_if(
        not isinstance(returned.value, list) or sorted(map(str, returned.value)) != sorted(map(str, expected)),
        "large values lost",
        "the large values did not come back as `func` returned them",
        at=returned,
    )


@check(
    points=1,
    category="errors",
    scenario=ERRORS,
    schedules=("natural", "slow-child"),
    stuck=(
        "exception lost",
        "`func` raised an exception in a child, and `collect` never came back: nobody told the main process, "
        "which waited for a value that could not come",
    ),
)
def test_an_exception_is_raised_in_main(trace):
    """An exception of `func` is raised by `collect` in the main process, and no child is left then either."""
    begins = trace.marks("begin")
    wrong_if(not begins, "func never ran", "`func` was never called, neither by you nor by a child of yours")
    wrong_if(
        any(begin.process.is_main for begin in begins),
        "func in the main process",
        "`func` ran in the main process, not in a child",
    )
    for returned in trace.marks("returned"):
        wrong_if(
            True,
            "exception lost",
            "`func` raised LookupError in two of the children, and `collect` returned "
            f"{returned.value} as if nothing had happened",
            at=returned,
        )
    raised = trace.mark("raised")
    kind, arguments = raised.values
    expected = [[repr(word), repr(seconds)] for word, fails, seconds in trace.given["items"] if fails]
    one, other = (f"LookupError({', '.join(arguments)})" for arguments in expected)
    wrong_if(
        kind != "LookupError" or arguments not in expected,
        "another exception",
        f"`func` raised {one} and {other} in two children, and `collect` raised {kind}({', '.join(arguments)})",
        at=raised,
    )
    require_nobody_left(trace, raised)
