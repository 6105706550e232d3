"""What you may know about greeter: who prints, and when."""

import re

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"names": ["Ada", "Grace"], "later": []})


@check(category="pid", scenario=SCENARIO)
def test_a_child_prints_each_greeting(trace):
    """Two Greeters are two processes, and each of them prints its own line."""
    for raised in trace.marks("raised"):
        said = f"creating and starting a Greeter raised {': '.join(raised.values)}"
        wrong_if(
            raised.value == "AttributeError" and "'_" in raised.text,
            "no super().__init__",
            f"{said}; that is an attribute of Process, and its own constructor sets it",
            at=raised,
        )
        wrong_if(
            "twice" in raised.text,
            "started in __init__",
            f"{said}: it had been started when it was made",
            at=raised,
        )
        wrong_if(
            "no setter" in raised.text,
            "exception",
            f"{said}: Process has attributes of its own (`pid`, `name`, `daemon`, ...); give yours another name",
            at=raised,
        )
        wrong_if(True, "exception", said, at=raised)
    for who in trace.given["names"]:
        hello = f"hello {who} from "
        wrong_if(
            hello in trace.main.output, "run called", f"the main process printed “{hello}...”: that is the child's task"
        )
        wrong_if(
            not any(hello in child.output for child in trace.workers),
            "never printed",
            f"no child process printed a line that begins with “{hello}”",
        )
        wrong_if(
            sum(child.output.count(hello) for child in trace.workers) > 1,
            "printed twice",
            f"a line that begins with “{hello}” was printed more than once",
        )


@check(category="pid", scenario=SCENARIO, needs="test_a_child_prints_each_greeting")
def test_each_line_has_the_pid_of_its_printer(trace):
    """After “from” comes the PID of the process that prints."""
    for child in trace.workers:
        for who, number, rest in re.findall(r"hello (\w+) from (\d*)(.*)", child.output):
            printed = f"the process {child.pid} printed “hello {who} from {number}{rest}”"
            wrong_if(
                re.search(rf"child of {child.pid}\b", rest),
                "the two swapped",
                f"{printed}: {child.pid} is the child itself, and {number} its parent",
            )
            wrong_if(
                number == str(trace.main.pid),
                "PID taken in __init__",
                f"{printed}: {number} is the main process, so it was asked there and not in the child",
            )
            wrong_if(number != str(child.pid), "wrong pid", printed)
            wrong_if(
                not rest.startswith(","),
                "never printed",
                f"{printed}: the PID is right, and after it the words are not those of the docstring",
            )


@check(category="ordering", scenario=SCENARIO)
def test_creating_is_not_starting(trace):
    """Creating a Greeter does not start it."""
    starting = trace.mark("starting", "creating the Greeters failed", "exception")
    early = next((child.born for child in trace.workers if child.born.before(starting)), None)
    wrong_if(early, "started in __init__", "a process was created before `start()` was called", at=early)
