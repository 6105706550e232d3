"""process/all_at_once: a process for every tuple, all alive together, all waited for, exit codes in order."""

from signal import Signals

from grader.checks import Scenario, check, wrong_if
from grader.checks.named_calls import calls
from grader.checks.process_claims import expect_no_task_in_main, expect_older_left_alone, expect_return

SCHEDULES = ("natural", "slow-child")
LONGEST_PAUSE = 1.1


def argslists(random):
    """Lists of tuples: name, seconds, how the task ends, with which value."""
    seconds = sorted(random.sample(range(5, 60), 4), reverse=True)
    ends = [
        ("returns", 0),
        ("exits", random.randint(2, 99)),
        ("exits", random.randint(100, 250)),
        ("killed", "SIGKILL"),
    ]
    ends = random.sample(ends, len(ends))
    first = [[f"first {name}", s, *end] for name, s, end in zip("abcd", seconds, ends, strict=True)]
    twin = ["edges twin", 3, "exits", random.randint(2, 99)]
    edges = [
        twin,
        ["edges returns-7", 2, "returns", 7],
        ["edges none", 1, "exits", None],
        ["edges text", 1, "exits", "no file"],
        twin,
        ["edges raises", 1, "raises", "error"],
        ["edges interrupt", 1, "raises", "interrupt"],
        ["edges term", 2, "killed", "SIGTERM"],
        ["edges lingers", 1, "lingers", random.randint(30, 60)],
    ]
    one = [["one a", 1, "exits", random.randint(2, 99)]]
    many = [[f"many {i}", 5, "exits", (i + random.randint(0, 1)) % 256] for i in range(random.randint(17, 20))]
    edges = [*random.sample(edges, len(edges)), []]
    again = [["again a", *one[0][1:]]]
    return {"calls": {"first": first, "edges": edges, "one": one, "none": [], "many": many, "again": again}}


SCENARIO = Scenario(given=argslists)
WHICH = {
    "first": "",
    "edges": " (ten tuples, two of them equal, one of them empty)",
    "one": " (one tuple)",
    "none": " (no tuple)",
    "many": " (many tuples)",
    "again": " (a later call with a tuple equal to an earlier one)",
}


def code_of(arguments):
    """The exit code that Process.exitcode says after the task of that tuple."""
    how, value = arguments[2:] if arguments else ("returns", 0)
    if how == "killed":
        return -Signals[value].value
    if how == "raises" or (how == "exits" and isinstance(value, str)):
        return 1
    return value or 0 if how == "exits" else 0


@check(points=1, category="pid", scenario=SCENARIO, schedules=SCHEDULES)
def test_every_tuple_has_its_own_process(trace):
    """`task` runs once for every tuple, each time in another child process."""
    for call in calls(trace):
        argslist, begins = trace.given["calls"][call.name], call.marks("begin")
        wrong_if(
            argslist and not begins,
            "task never ran",
            f"`task` was never called{WHICH[call.name]}, neither by you nor by a child of yours",
        )
        expect_no_task_in_main(begins, call.born)
        expected = sorted(args[0] if args else "edges ()" for args in argslist)
        wrong_if(
            sorted(begin.values[1] for begin in begins) != expected,
            "not every tuple once",
            f"for {len(expected)} tuples{WHICH[call.name]}, `task` ran {len(begins)} times, or with other arguments",
        )
        processes = {begin.process.id for begin in begins}
        wrong_if(
            len(processes) < len(begins),
            "one process for several tuples",
            f"{len(begins)} tasks ran in {len(processes)} processes{WHICH[call.name]}; expected a process each",
        )
        wrong_if(
            any({"thread"} & set(begin.values[2][:1]) for begin in begins),
            "a thread in place of a process",
            "a child ran `task` in a thread",
        )


@check(
    points=1,
    category="concurrency",
    scenario=SCENARIO,
    schedules=SCHEDULES,
    needs="test_every_tuple_has_its_own_process",
)
def test_all_are_alive_together(trace):
    """All children are alive and at work together: the last is started, and begins, before any has ended."""
    for call in calls(trace):
        children = sorted((begin.process for begin in call.marks("begin")), key=lambda child: child.born.n)
        wrong_if(
            len(children) > 1 and children[1].born.after(children[0].exit),
            "join inside the start loop",
            "the second child was started when the first had ended",
            at=children[1:2] and children[1].born,
        )
        before = [child for child in children if children[-1].born.after(child.exit)]
        wrong_if(
            before,
            "not all at once",
            f"the last of {len(children)} children was started when {len(before)} had ended{WHICH[call.name]}",
            at=children[-1:] and children[-1].born,
        )
        begins, ends = call.marks("begin"), call.marks("end")
        wrong_if(
            ends and begins[-1].after(ends[0]),
            "not all at once",
            f"all {len(children)} children were started, and a task began only when another task had ended"
            f"{WHICH[call.name]}",
            at=begins[-1:],
        )


@check(
    points=1,
    category="ordering",
    scenario=SCENARIO,
    schedules=SCHEDULES,
    needs="test_every_tuple_has_its_own_process",
)
def test_exit_codes_are_in_order(trace):
    """`run_all` returns a list of the children's exit codes, in the order of the tuples."""
    for call in calls(trace):
        expect_return(call, "run_all", WHICH[call.name])
        argslist = trace.given["calls"][call.name]
        codes, expected = call.value, [code_of(args) for args in argslist]
        told = f"expected {expected}{WHICH[call.name]}, and you returned {codes}"
        wrong_if(call.kind == "NoneType", "nothing returned", told, at=call.over)
        wrong_if(
            isinstance(codes, list) and None in codes,
            "exit code read before the end",
            told + ": the exit code of a child that still runs is None",
            at=call.over,
        )
        arrival = [code_of(args) for args in sorted(argslist, key=lambda args: args[1] if args else 1)]
        wrong_if(
            codes != expected and codes == arrival and call.name == "first",
            "codes in order of arrival",
            told + ": that is the order in which they ended",
            at=call.over,
        )
        wrong_if(codes != expected, "wrong exit codes", told, at=call.over)
        wrong_if(
            call.kind != "list", "not a list", f"a list was asked for, and you returned a {call.kind}", at=call.over
        )


@check(
    points=1,
    category="join",
    scenario=SCENARIO,
    schedules=SCHEDULES,
    needs="test_every_tuple_has_its_own_process",
)
def test_everyone_is_waited_for(trace):
    """`run_all` returns when every child has ended and has been waited for, and leaves other children alone."""
    expect_older_left_alone(trace)
    for call in calls(trace):
        children = [begin.process for begin in call.marks("begin")]
        alive = [child for child in children if child.alive_at(call.over)]
        some = f"{len(alive)} of {len(children)} children were"
        wrong_if(
            alive and len(alive) == len(children),
            "no join",
            f"`run_all` returned while all {len(children)} children were alive",
            at=call.over,
        )
        wrong_if(alive, "only some joined", f"`run_all` returned while {some} alive{WHICH[call.name]}", at=call.over)
        wrong_if(
            any(child.zombie_at(call.over) for child in children),
            "zombies left",
            "children had ended, but nothing had waited for them: they were zombies",
            at=call.over,
        )
        last = max((child.exit.t for child in children), default=call.begin.t)
        wrong_if(
            call.over.t - last > LONGEST_PAUSE,
            "sleep in place of join",
            f"`run_all` returned {call.over.t - last:,.0f} seconds after the last child had ended",
            at=call.over,
        )
    others, left = trace.mark("others").value, trace.mark("others-left").value
    wrong_if(
        set(others) - set(left),
        "another's child collected",
        "you collected a child that your caller had started, so it will never hear of that child's end",
    )
