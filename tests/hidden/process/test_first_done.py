"""process/first_done: the index of the first to end, however it ends, and the losers stopped and waited for."""

from grader.checks import Scenario, check, wrong_if


def race(random, fate):
    """Seconds and fate of every runner; a failure comes from the first or the last that is started."""
    winner = random.choice([1, 2] if fate == "ends" else [0, 3])
    seconds = random.sample(range(40, 80), 4)
    seconds[winner] = random.randint(5, 15)
    return [[s, fate if index == winner else "ends"] for index, s in enumerate(seconds)]


def many(random):
    """Eleven runners, of which the last is the first to end, and its neighbour is the next."""
    return [
        *([60 + 11 * i + random.randint(0, 1), "ends"] for i in range(9)),
        [14, "ends"],
        [random.randint(1, 3), "ends"],
    ]


def races(random):
    fates = {"work done": "ends", "failure": random.choice(["raises", "killed"])}
    return {
        "races": {name: race(random, fate) for name, fate in fates.items()}
        | {"one task only": [[random.randint(5, 15), "ends"]], "many tasks": many(random)},
        "clean_up_seconds": random.randint(1, 3),
    }


SCENARIO = Scenario(given=races)


def run_of(trace, name):
    """The children by index, and the moment at which first_done returned, of the race of that name."""
    raised = next((moment for moment in trace.main.marks("raised") if moment.value == name), None)
    wrong_if(raised, "an exception", f"`first_done` raised {raised and raised.values[1]}", at=raised)
    begins = [begin for begin in trace.marks("begin") if begin.value == name]
    wrong_if(not begins, "tasks never ran", "no task was ever called, neither by you nor by a child of yours")
    in_main = next((begin for begin in begins if begin.process.is_main), None)
    wrong_if(in_main, "a task in the main process", "a task ran in the main process, not in a child", at=in_main)
    children = {begin.values[1]: begin.process for begin in begins}
    count = len(trace.given["races"][name])
    wrong_if(
        len(begins) != count or len({child.id for child in children.values()}) != count,
        "not every task once",
        f"expected {count} tasks in {count} processes of their own, and there were {len(begins)} in "
        f"{len({begin.process.id for begin in begins})}",
        at=begins[-1],
    )
    return children, next(moment for moment in trace.main.marks("returned") if moment.value == name)


def require_index(trace, name, how):
    children, returned = run_of(trace, name)
    index, seconds = returned.values[1], [runner[0] for runner in trace.given["races"][name]]
    first = seconds.index(min(seconds))
    told = f"task {first} was the first to end ({how}), and you returned {index}"
    by_themselves = [index for index, child in children.items() if child.marks("end")]
    wrong_if(
        index != first and how == "by a failure" and index == seconds.index(sorted(seconds)[1]),
        "only a good end counts",
        told + ", the first that did its work to the end",
        at=returned,
    )
    wrong_if(
        index != first and len(by_themselves) > 1,
        "joins in order",
        told + ": you waited for others before you asked about it",
        at=returned,
    )
    wrong_if(index != first, "index by start", told, at=returned)


@check(points=1.5, category="join", scenario=SCENARIO)
def test_the_first_to_end_is_found(trace, source):
    """`first_done` returns the index of the task whose process ended first."""
    require_index(trace, "work done", "with its work done")
    require_index(trace, "one task only", "with its work done")
    require_index(trace, "many tasks", "with its work done")
    children, returned = run_of(trace, "work done")
    first_end = min(child.exit.n for child in children.values() if child.exit)
    start = next(moment for moment in trace.main.marks("start") if moment.value == "work done")
    moments = [moment for kind in ("sleep", "wait") for moment in trace.main.events(kind)]
    waited = [moment for moment in moments if moment.after(start) and moment.n < first_end]
    wrong_if(
        not waited and source.busy_waits,
        "a busy loop",
        "you asked all the time, without any pause, whether somebody had ended: that takes a processor away from "
        "those who work; let the operating system wake you",
        at=returned,
    )


@check(points=1, category="errors", scenario=SCENARIO, needs="test_the_first_to_end_is_found")
def test_a_failure_is_an_end(trace):
    """Who ends first by an exception or by a signal is the first as well."""
    require_index(trace, "failure", "by a failure")


@check(points=1.5, category="cleanup", scenario=SCENARIO)
def test_the_losers_are_gone(trace):
    """When `first_done` returns, the others have been stopped, have ended, and have been waited for."""
    for name in trace.given["races"]:
        children, returned = run_of(trace, name)
        alive = [child for child in children.values() if child.alive_at(returned)]
        sent = {moment.event.target for moment in trace.main.events("signal")}
        untold = [child for child in alive if child.id not in sent]
        wrong_if(
            untold,
            "losers left running",
            f"`first_done` returned while {len(untold)} other processes worked on: nobody had stopped them",
            at=returned,
        )
        wrong_if(
            alive,
            "no join after the kill",
            f"you told the others to end, and returned while {len(alive)} of them were still alive: that takes "
            "time, so wait for them",
            at=returned,
        )
        zombies = [child for child in children.values() if child.zombie_at(returned)]
        wrong_if(
            zombies,
            "zombies left",
            f"{len(zombies)} processes had ended, but nobody had waited for them: they were zombies",
            at=returned,
        )
    another, over = trace.mark("another"), trace.main.marks("returned")[-1]
    killed = [child for child in trace.workers if child.pid == another.value and over.after(child.exit)]
    wrong_if(
        killed,
        "another's child ended",
        "you ended a child that you had not started: your caller had",
        at=killed and killed[0].exit,
    )
    wrong_if(
        set(trace.mark("others").value) - set(trace.mark("others-left").value),
        "another's child collected",
        "you collected a child that your caller had started, so it will never hear of that child's end",
    )
    for name in trace.given["races"]:
        children, returned = run_of(trace, name)
        finished = [child for child in children.values() if child.marks("end")]
        wrong_if(
            len(finished) > 1,
            "losers run on",
            f"{len(finished)} of {len(children)} tasks did their work to the end; once the first had ended, the "
            "others were to be stopped",
            at=returned,
        )
