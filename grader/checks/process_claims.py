"""What the hidden checks of unit process ask of a task and its process, each with the misconceptions behind it.

Their messages are no student's business: a release leaves this module out. The scenarios' mark "begin" has the name of
the call as its first value and `origin()` of the module edges as its last.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from signal import Signals

from grader.checks.facts import Facts, Moment, ProcessFacts
from grader.checks.named_calls import NamedCall
from grader.checks.source import Source
from grader.checks.vocabulary import wrong_if

A_MOMENT = 0.001
"""Virtual seconds in which a process that has been woken goes on."""
_TECHNIQUES = {"pool": "a pool", "executor": "an executor of concurrent.futures", "thread": "a thread"}
_TIMED_WAITS = {"join", "wait", "select", "poll", "get", "recv", "acquire", "result"}


def expect_no_task_in_main(begins: Sequence[Moment], born: Sequence[ProcessFacts], task: str = "task") -> None:
    """None of the tasks that began was called in the main process."""
    in_main = next((begin for begin in begins if begin.process.is_main), None)
    callers = in_main.values[-1] if in_main else []
    in_children = [begin for begin in begins if not begin.process.is_main]
    wrong_if(
        in_main and "thread" in callers,
        "a thread in place of a process",
        f"`{task}` ran in a thread of the main process: no process was started for it",
        at=in_main,
    )
    wrong_if(
        in_main and born and not in_children and "Process.run" not in callers,
        "target=task()",
        f"`{task}` ran in the main process, and a child had nothing to do (often: parentheses in `target={task}()`, "
        "which call the function at once)",
        at=in_main,
    )
    wrong_if(
        in_main and "Process.run" in callers,
        "run() in place of start()",
        "`run()` was called in the main process, like any method, and that starts no process",
        at=in_main,
    )
    wrong_if(
        in_main, "task in the main process", f"`{task}` was called in the main process, not in a child", at=in_main
    )


def expect_made_by_process(begin: Moment, task: str = "task") -> None:
    """A `Process` that the student started made the process in which a task began."""
    callers = begin.values[-1]
    wrong_if(
        "Process" not in callers or {"pool", "executor"} & set(callers),
        "another technique",
        f"the process that ran `{task}` was made by {technique(callers)}, and not by a `Process` that you started",
        at=begin,
    )


def technique(callers: Sequence[str]) -> str:
    """What made a process, by what its stack showed, in words."""
    return next((_TECHNIQUES[caller] for caller in callers if caller in _TECHNIQUES), "os.fork")


def expect_return(call: NamedCall, function: str, which: str = "") -> None:
    """The student's function did not raise an exception."""
    wrong_if(call.raised, "an exception", f"`{function}` raised {call.raised}{which}", at=call.over)


def expect_older_left_alone(trace: Facts) -> None:
    """The processes that the caller had started itself lived on until the scenario ended them."""
    over = next(iter(trace.marks("older-may-end")), None)
    pids = [pid for mark in trace.main.marks("older") for pid in mark.value]
    for older in [child for child in trace.main.children if child.pid in pids]:
        ended = older.exit is not None and older.exit.before(over)
        wrong_if(
            ended and older.signal,
            "another's child ended",
            f"you ended a child that your caller had started, process {older.pid}, by {older.signal}",
            at=older.exit,
        )
        wrong_if(
            ended,
            "waits for another child",
            f"you waited until an older child of your caller, process {older.pid}, had ended",
            at=older.exit,
        )


def exit_code(child: ProcessFacts) -> int | None:
    """The exit code as Process.exitcode says it, from what the kernel saw; None if the child lived to the end."""
    return -Signals[child.signal].value if child.signal else child.exit_code


def naps(process: ProcessFacts, source: Source, start: Moment, end: Moment) -> list[Moment]:
    """Its sleeps that began between two moments; in the trace, a timed wait that ran out is a sleep, too.

    Which it was, only the source says: where it calls no sleep, or has timed waits as well, these are no naps.
    """
    if not any(name.endswith("sleep") for name in source.names) or any(map(_timed_wait, ast.walk(source.tree))):
        return []
    return [sleep for sleep in process.sleeps if sleep.after(start) and sleep.before(end)]


def _timed_wait(node: ast.AST) -> bool:
    """Whether it is a call such as `join(10)` or `wait(things, timeout=10)`."""
    if not isinstance(node, ast.Call) or getattr(node.func, "attr", getattr(node.func, "id", "")) not in _TIMED_WAITS:
        return False
    times = [arg for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, int | float)]
    return bool(times) or any(keyword.arg == "timeout" for keyword in node.keywords)
