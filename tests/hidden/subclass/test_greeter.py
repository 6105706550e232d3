"""subclass/greeter: the child prints the line, with its own numbers, and not before it was started."""

import re

from grader.checks import THREADS, Scenario, check, wrong_if
from grader.checks.claims import expect_process_class_alone

SCENARIO = Scenario(given=lambda random: {"names": [f"{name}{random.randint(10, 99)}" for name in ("Ada", "Grace")]})


def greetings(trace, who):
    """(who wrote it, PID, PPID) of every greeting of that name."""
    line = re.compile(rf"^hello {re.escape(who)} from (\d+), child of (\d+)$", re.MULTILINE)
    return [
        (person, int(pid), int(ppid))
        for person in [trace.main, *trace.workers]
        for pid, ppid in line.findall(person.output)
    ]


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


@check(points=1, category="pid", scenario=SCENARIO)
def test_the_child_says_hello(trace, source):
    """Each greeting is printed by a child process of its own, which `start()` made."""
    no_exception(trace)
    expect_process_class_alone(source)
    for who in trace.given["names"]:
        found = greetings(trace, who)
        by_main = any(person.is_main for person, _, _ in found)
        wrong_if(
            by_main and source.uses(*THREADS),
            "threads in place of a process",
            f"the main process printed the greeting of {who}: a thread is not a process, it has no PID of its own",
        )
        wrong_if(
            by_main and "def start" in source.text,
            "start overridden",
            f"the main process printed the greeting of {who}: `start()` is what creates the child, and your class "
            "replaces it. What the child does belongs into `run()`",
        )
        wrong_if(
            by_main,
            "run called",
            f"the main process printed the greeting of {who}: something called the code of `run()` there, as an "
            "ordinary method",
        )
        for child in trace.main.children:
            wrong_if(
                not found and child.errors,
                "the child failed",
                f"nobody printed the greeting of {who}; the child {child.pid} ended with "
                f"“{child.errors.strip()[-200:]}”",
            )
        wrong_if(
            not found,
            "never printed",
            f"nobody printed “hello {who} from PID, child of PPID”; stdout was "
            f"{''.join(person.output for person in [trace.main, *trace.workers])!r}",
        )
    authors = [person for who in trace.given["names"] for person, _, _ in greetings(trace, who)]
    wrong_if(
        len({person.id for person in authors}) < len(trace.given["names"]),
        "one process for all",
        "one process printed the greetings of both Greeters: each of them is a process of its own",
    )
    started = [mark.value for mark in trace.marks("started")]
    wrong_if(
        any(person not in trace.main.children or person.pid not in started for person in authors),
        "another technique",
        "the greeting came from a process that is not the Greeter that was started",
    )


@check(points=1, category="pid", scenario=SCENARIO, needs="test_the_child_says_hello")
def test_pid_and_parent_are_right(trace):
    """PID and PPID in the line are those of the process that prints it."""
    for who in trace.given["names"]:
        child, pid, ppid = greetings(trace, who)[0]
        right = f"the process that printed it is {child.pid}, its parent {child.ppid}"
        wrong_if(
            (pid, ppid) == (child.ppid, child.pid),
            "the two swapped",
            f"“from {pid}, child of {ppid}”: it is the other way round, {right}",
        )
        wrong_if(
            trace.main.pid != child.ppid and ppid == trace.main.pid and pid == child.pid,
            "the starter taken for the parent",
            f"“child of {ppid}”: that process called `start()`, but {right} (`os.getppid()` tells it)",
        )
        wrong_if(
            pid == trace.main.pid,
            "PID taken in __init__",
            f"“from {pid}”: that is the main process, where the constructor runs; {right}",
        )
        wrong_if((pid, ppid) != (child.pid, child.ppid), "wrong pid", f"“from {pid}, child of {ppid}”, but {right}")


@check(points=1, category="ordering", scenario=SCENARIO)
def test_nothing_happens_before_start(trace, source):
    """Creating a Greeter starts and prints nothing; a started one prints its line exactly once."""
    no_exception(trace)
    created = trace.mark("created")
    wrong_if(
        trace.workers and trace.workers[0].born.before(created),
        "started in __init__",
        "a process was born while the Greeters were being created, before anybody called `start()`",
    )
    lines = [f"hello {who} from" for who in trace.given["names"]]
    for write in trace.of_kind("write"):
        wrong_if(
            write.before(created) and any(line in write.text for line in lines),
            "run called",
            f"{write.text!r} was printed while the Greeters were being created, before anybody called `start()`",
            at=write,
        )
    wrong_if(
        not trace.workers,
        "start overridden" if "def start" in source.text else "no process",
        "no process was born: `start()` did not start anything",
    )
    for who in trace.given["names"]:
        found = greetings(trace, who)
        wrong_if(
            len(found) != 1,
            "never printed" if not found else "printed twice",
            f"the greeting of {who} was printed {len(found)} times, not once",
        )
