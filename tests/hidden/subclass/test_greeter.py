"""subclass/greeter: the child prints the line, with its own numbers, and not before it was started."""

import re

from grader.checks import THREADS, Scenario, check, wrong_if
from grader.checks.claims import expect_started_alone, own_start

SCENARIO = Scenario(
    stdout="pipe",
    given=lambda random: {
        "names": ["", f"Ada {random.randint(10, 99)} ", f"Zoë %s {{0}} {random.randint(10, 99)}"],
        "later": [f"Grace{random.randint(10, 99)}"],
    },
)
SCHEDULES = ("natural", "parent-first", "slow-child")


def everyone(trace):
    return [*trace.given["names"], *trace.given["later"]]


def greetings(trace, who):
    """(process that printed it, PID, PPID) of every greeting of that name."""
    line = re.compile(rf"^hello {re.escape(who)} from (\d+), child of (\d+)$", re.MULTILINE)
    return [
        (person, int(pid), int(ppid))
        for person in [trace.main, *trace.workers]
        for pid, ppid in line.findall(person.output)
    ]


def started(trace, who):
    """The PID of the Greeter of that name after its `start()`."""
    return next((mark.values[1] for mark in trace.marks("started") if mark.value == who), None)


def no_exception(trace):
    for raised in trace.marks("raised"):
        kind, text = raised.values
        wrong_if(
            "_closed" in text or "_config" in text or "_popen" in text,
            "no super().__init__",
            "a Greeter cannot be started: the constructor of Process was never called "
            f"(`start()` raised {kind}: {text})",
            at=raised,
        )
        wrong_if(
            "twice" in text,
            "started in __init__",
            "creating a Greeter started it already, so `start()` had nothing left to start",
            at=raised,
        )
        wrong_if(True, "exception", f"creating and starting a Greeter raised {kind}: {text}", at=raised)


def not_printed_by_main(trace, source, who):
    if not any(person.is_main for person, _, _ in greetings(trace, who)):
        return
    here = f"the main process printed the greeting of {who!r}"
    wrong_if(
        source.uses(*THREADS) and not trace.workers,
        "threads in place of a process",
        f"{here}, and no child process was created: a thread is not a process, it has no PID of its own",
    )
    wrong_if(
        own_start(trace),
        "start overridden",
        f"{here}: `start()` runs in the main process, and your class has one of its own. The child does what "
        "stands in `run()`",
        at=own_start(trace),
    )
    wrong_if(True, "run called", f"{here}: the code of `run()` was called there, as an ordinary method")


def printed_by_a_child(trace, source, who):
    not_printed_by_main(trace, source, who)
    found, everything = greetings(trace, who), "".join(person.output for person in [trace.main, *trace.workers])
    for child in trace.main.children:
        wrong_if(
            not found and child.pid == started(trace, who) and child.errors and child.exit_code,
            "the child failed",
            f"no process printed the greeting of {who!r}; the child {child.pid} ended with exit code "
            f"{child.exit_code} and “{child.errors.strip()[-200:]}”",
        )
    wrong_if(
        not found,
        "never printed",
        f"no process printed “hello {who} from PID, child of PPID”; all that was printed to stdout is {everything!r}",
    )
    expected = started(trace, who)
    for person, _, _ in found:
        wrong_if(
            person.pid in [started(trace, other) for other in everyone(trace) if other != who],
            "one process for all",
            f"the process {person.pid} printed the greeting of {who!r}, and it is the child of another Greeter: each "
            "of them is a process of its own",
        )
        wrong_if(
            person.pid != expected or person not in trace.main.children,
            "another technique",
            f"the process {person.pid} printed the greeting of {who!r}, but the Greeter that was started is process "
            f"{expected}",
        )


@check(points=1, category="pid", scenario=SCENARIO, schedules=SCHEDULES)
def test_the_child_says_hello(trace, source):
    """Each greeting is printed by a child process of its own, which the inherited `start()` made."""
    no_exception(trace)
    for who in everyone(trace):
        printed_by_a_child(trace, source, who)
    itself = own_start(trace)
    wrong_if(
        itself,
        "start overridden",
        "your class has a `start()` of its own, which the exercise does not allow: what the child does stands in "
        "`run()`",
        at=itself,
    )
    expect_started_alone(trace, "Greeters", [mark.values[1] for mark in trace.marks("started")])


@check(points=1, category="pid", scenario=SCENARIO, needs="test_the_child_says_hello", schedules=SCHEDULES)
def test_pid_and_parent_are_right(trace):
    """PID and PPID in the line are those of the process that prints it, also under forkserver."""
    for who in everyone(trace):
        child, pid, ppid = greetings(trace, who)[0]
        right = f"the process that printed it is {child.pid}, its parent {child.ppid}"
        wrong_if(
            (pid, ppid) == (child.ppid, child.pid),
            "the two swapped",
            f"the line said “from {pid}, child of {ppid}”: it is the other way round, {right}",
        )
        wrong_if(
            trace.main.pid != child.ppid and ppid == trace.main.pid and pid == child.pid,
            "the starter taken for the parent",
            f"the line said “child of {ppid}”: that process called `start()`, and under forkserver it is not the "
            f"parent: {right} (`os.getppid()` tells it)",
        )
        wrong_if(
            pid == trace.main.pid,
            "PID taken in __init__",
            f"the line said “from {pid}”: that is the main process, where the constructor runs; {right}",
        )
        wrong_if(
            (pid, ppid) != (child.pid, child.ppid),
            "wrong pid",
            f"the line said “from {pid}, child of {ppid}”, and {right}",
        )


@check(points=1, category="ordering", scenario=SCENARIO, schedules=SCHEDULES)
def test_nothing_happens_before_start(trace, source):
    """Creating a Greeter starts no process and prints no greeting; a started one prints its line exactly once."""
    no_exception(trace)
    starting = trace.mark("starting")
    early = next((child for child in trace.workers if child.born.before(starting)), None)
    wrong_if(
        early,
        "started in __init__",
        "a process was created while the Greeters were being created, before `start()` was called",
        at=early and early.born,
    )
    for write in trace.of_kind("write"):
        wrong_if(
            write.before(starting) and any(f"hello {who} from" in write.text for who in everyone(trace)),
            "run called",
            f"{write.text!r} was printed while the Greeters were being created, before `start()` was called",
            at=write,
        )
    wrong_if(
        not trace.workers,
        "start overridden" if own_start(trace) else "no process",
        "`start()` did not start any process",
    )
    for who in everyone(trace):
        found = greetings(trace, who)
        wrong_if(not found, "never printed", f"the greeting of {who!r} was not printed")
        wrong_if(len(found) > 1, "printed twice", f"the greeting of {who!r} was printed {len(found)} times, not once")
