"""fork/own_copy: the change happens in a child, the parent's list stays as it was, the child has been collected."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.fork_calls import calls, expect_no_child_comes_back, expect_os_fork_alone, when
from grader.checks.forks import expect_not_raised, expect_waited


def inputs(random):
    number = random.randint(100, 999)
    lists = [[], [number], [number, number, 7], [None, 0, "", False], ["a", [number]]]
    ends = [["return", random.choice([number, "", "an exception"])], ["raise", "ValueError"], ["sys.exit", 0]]
    ends += [["raise", "KeyboardInterrupt"], ["raise", "Escape"], ["sys.exit", 3], ["os._exit", 4], ["signal", 15]]
    ends += [["stop", None], ["leaves", ""]]
    random.shuffle(ends)
    rest = [[*how, lists[i % len(lists)], random.randint(1000, 1999), i % 2] for i, how in enumerate(ends)]
    first = [*random.sample(range(100, 1000), 5)]
    return {"calls": [["return", None, first, random.randint(1000, 1999), random.randint(3, 9)], *rest]}


SCENARIO = Scenario(given=inputs)
RETURNS = ("return", "stop", "leaves")
WAITED = ("natural", "child-first", "parent-first", "slow-child", "slow-exit")


def asked(trace):
    """Each call with the list that it was given and what the child was to append."""
    told = trace.given["calls"]
    return [(call, told[n][2], told[n][3]) for n, call in enumerate(calls(trace, told))]


@check(points=1, category="pid", scenario=SCENARIO)
def test_the_change_runs_in_one_child(trace):
    """`change(data)` is called once, in one child made by os.fork and not in the parent."""
    expect_os_fork_alone(trace)
    for call, data, _ in asked(trace):
        change = call.marks("change")
        wrong_if(not change, "never called", "`change` was never called", at=call.ended)
        in_parent = call.marks("change", by=call.caller)
        got_copy = in_parent and not in_parent[0].values[1]
        wrong_if(
            not call.born and got_copy,
            "a copy without any fork",
            "no process was born: `change` got a copy of the list, in the main process",
            at=change,
        )
        wrong_if(not call.born, "no fork", "no process was born: `change` ran in the main process", at=change)
        wrong_if(
            in_parent and in_parent[0].before(call.born[0].born),
            "change before the fork",
            "`change` ran before os.fork, so it ran in the parent",
            at=in_parent,
        )
        wrong_if(
            in_parent, "change in the parent", "`change` ran in the parent; only the child may call it", at=in_parent
        )
        wrong_if(
            len(call.born) > 1,
            "more than one fork",
            f"{len(call.born)} processes were born in one call: every call of os.fork creates one more",
            at=call.born[-1].born,
        )
        wrong_if(
            len(change) > 1,
            "called twice",
            f"the child called `change` {len(change)} times in one call",
            at=change[-1:],
        )
        got, _ = change[0].values
        wrong_if(got != data, "another list", f"`change` got {got}; `data` was {data}", at=change)


@check(points=1, category="isolation", scenario=SCENARIO, needs="test_the_change_runs_in_one_child")
def test_the_parents_list_comes_back(trace):
    """`parent_view` returns the parent's own list, the same object, unchanged; it is never copied."""
    for call, data, extra in asked(trace):
        expect_not_raised(call, "parent_view", f"in the parent {when(call, 'change')}")
        value, same = call.ended.values
        wrong_if(
            value == [*reversed(data), extra],
            "the child's list comes back",
            f"`parent_view` returned {value}, the list of the child; the parent still sees {data}",
            at=call.ended,
        )
        wrong_if(
            value != data,
            "another list",
            f"`parent_view` returned {value}; the parent's list is {data}",
            at=call.ended,
        )
        wrong_if(
            not same,
            "another list",
            f"`parent_view` returned a list that equals {data}, but is not the object that it was given",
            at=call.ended,
        )
        copied = call.marks("copied")
        wrong_if(
            copied,
            "list copied",
            f"`data` was copied ({copied[0].value if copied else ''}): fork has made the child's copy already",
            at=copied,
        )
        same = call.marks("change")[0].values[1]
        wrong_if(not same, "list copied", "`change` got a copy of `data`, not `data` itself", at=call.ended)


@check(points=1, category="cleanup", scenario=SCENARIO, schedules=WAITED, needs="test_the_change_runs_in_one_child")
def test_the_child_is_gone(trace):
    """When `parent_view` returns, the child has ended inside it and has been collected, at most a second ago."""
    for call, _, _ in asked(trace):
        expect_no_child_comes_back(call, "parent_view", when(call, "change"), callable_ended=call.how in RETURNS)
        expect_waited(call, "parent_view")
