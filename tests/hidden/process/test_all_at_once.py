"""process/all_at_once: a process for every tuple, all alive together, all waited for, exit codes in order."""

from grader.checks import Scenario, check, wrong_if

SIGKILL = 9


def argslist(random):
    """Tuples of name, seconds, exit code: who is started later ends earlier."""
    names = random.sample(["ant", "bee", "cat", "dog", "eel", "fox"], 4)
    seconds = sorted(random.sample(range(5, 60), 4), reverse=True)
    codes = random.sample([0, random.randint(1, 99), random.randint(100, 250), -SIGKILL], 4)
    return {"argslist": [list(args) for args in zip(names, seconds, codes, strict=True)]}


SCENARIO = Scenario(given=argslist)


@check(points=1, category="pid", scenario=SCENARIO)
def test_every_tuple_has_its_own_process(trace):
    """`task` runs once for every tuple, each time in another child process."""
    begins = trace.marks("begin")
    wrong_if(not begins, "task never ran", "`task` was never called, neither by you nor by a child of yours")
    in_main = next((begin for begin in begins if begin.process.is_main), None)
    wrong_if(in_main, "a loop without processes", "`task` ran in the main process, not in a child", at=in_main)
    names, expected = sorted(begin.value for begin in begins), sorted(name for name, _, _ in trace.given["argslist"])
    wrong_if(names != expected, "not every tuple once", f"expected a task each for {expected}, and there were {names}")
    processes = {begin.process.id for begin in begins}
    wrong_if(
        len(processes) < len(begins),
        "one process for several tuples",
        f"{len(begins)} tasks ran in {len(processes)} processes; expected a process each",
    )


@check(points=1, category="concurrency", scenario=SCENARIO, needs="test_every_tuple_has_its_own_process")
def test_all_are_alive_together(trace):
    """All children are alive at the same time."""
    tasks = trace.intervals()
    at_once = trace.most_at_once(tasks)
    first, second = tasks[:2]
    wrong_if(
        at_once == 1,
        "join inside the start loop",
        f"there was one task at a time: {second.value!r} was started only when {first.value!r} had ended",
        at=second.begin,
    )
    wrong_if(
        at_once < len(tasks),
        "not all at once",
        f"at most {at_once} tasks were at work at the same time; expected all {len(tasks)}",
    )


@check(points=1, category="ordering", scenario=SCENARIO, needs="test_every_tuple_has_its_own_process")
def test_exit_codes_are_in_order(trace):
    """`run_all` returns the children's exit codes, in the order of the tuples."""
    returned = trace.mark("returned")
    codes, expected = returned.value, [code for _, _, code in trace.given["argslist"]]
    told = f"expected {expected}, and you returned {codes}"
    wrong_if(codes is None, "nothing returned", told, at=returned)
    wrong_if(
        isinstance(codes, list) and None in codes,
        "exit code read before the end",
        told + ": the exit code of a child that still runs is None",
        at=returned,
    )
    arrival = [code for _, _, code in sorted(trace.given["argslist"], key=lambda args: args[1])]
    wrong_if(
        codes == arrival, "codes in order of arrival", told + ": that is the order in which they ended", at=returned
    )
    wrong_if(codes != expected, "wrong exit codes", told, at=returned)


@check(points=1, category="join", scenario=SCENARIO, needs="test_every_tuple_has_its_own_process")
def test_everyone_is_waited_for(trace):
    """When `run_all` returns, every child has ended and has been waited for."""
    returned = trace.mark("returned")
    children = [begin.process for begin in trace.marks("begin")]
    alive = [child for child in children if child.alive_at(returned)]
    wrong_if(
        len(alive) == len(children),
        "no join",
        f"`run_all` returned while all {len(children)} children were alive: nobody waited for them",
        at=returned,
    )
    wrong_if(
        alive,
        "only the last joined",
        f"`run_all` returned while {len(alive)} of {len(children)} children were alive: every one is to be joined",
        at=returned,
    )
    zombies = [child for child in children if child.zombie_at(returned)]
    wrong_if(
        zombies,
        "zombies left",
        f"{len(zombies)} children had ended, but nobody had waited for them: they were zombies",
        at=returned,
    )
