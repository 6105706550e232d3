"""Values, exceptions and surroundings at the edges, from which the scenarios of every unit draw.

Nothing here is an expected value: students can read this file.
"""

import contextlib
import glob
import multiprocessing
import os
import secrets
import signal
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing import util
from multiprocessing.process import BaseProcess
from typing import Any

from witness import mark

FALSY: tuple[Any, ...] = (None, 0, "", False, 0.0, b"", (), [], {})
"""Values that are easily taken for "there is none"."""


class Escape(BaseException):
    """An exception that `except Exception` does not catch, as KeyboardInterrupt and SystemExit are."""


class Lossy(Exception):
    """An exception with two arguments, of which its message shows one."""

    def __init__(self, message: str, detail: int = 0) -> None:
        super().__init__(message, detail)

    def __str__(self) -> str:
        return str(self.args[0])


def secret(label: str = "secret") -> str:
    """A value that only the process that drew it knows; its mark says which process that was."""
    value = secrets.token_hex(8)
    mark(label, value)
    return value


def line_in(error: BaseException, file: str) -> int | None:
    """The number of the innermost line of that file through which an exception came; None if it came through none."""
    found = None
    step = error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == file:
            found = step.tb_lineno
        step = step.tb_next
    return found


class Empty(Exception):
    """An exception that is false, as an empty list is."""

    def __len__(self) -> int:
        return 0


def raises(error: BaseException) -> Callable[..., None]:
    """A function of any arguments that raises `error`."""

    def function(*arguments: Any) -> None:
        raise error

    return function


def file_of(method: Any) -> str:
    """The file in which the function stands that an object's attribute is: it tells an inherited one from one's own."""
    code = getattr(getattr(method, "__func__", method), "__code__", None)
    return getattr(code, "co_filename", repr(method))


def pid_of(process: BaseProcess) -> int | None:
    """The PID of the process that Process itself made for this object, whatever the object's own `pid` says."""
    pid: int | None = vars(BaseProcess)["ident"].fget(process)
    return pid


@contextlib.contextmanager
def other_children(living: int = 0, ended: int = 0, stopped: int = 0) -> Iterator[tuple[int, ...]]:
    """Children that the caller has made itself, by os.fork, and that are none of the student's business.

    The mark "others" holds their PIDs: first the living, then the ended (zombies), then the stopped ones. Those that
    are still there when the block ends are killed and collected; the mark "others-left" holds the PIDs of those that
    were still there or zombies then.
    """
    kinds = ["living"] * living + ["ended"] * ended + ["stopped"] * stopped
    pids = tuple(_other(kind) for kind in kinds)
    mark("others", list(pids))
    try:
        yield pids
    finally:
        left = []
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)
                left.append(pid)
        mark("others-left", left)


def _other(kind: str) -> int:
    """The PID of a new child that lives on, has ended, or is stopped when this returns."""
    pid = os.fork()
    if pid == 0:
        with contextlib.suppress(BaseException):
            if kind == "stopped":
                os.kill(os.getpid(), signal.SIGSTOP)
            while kind != "ended":
                signal.pause()  # not a sleep: a deadlock must stay one
        os._exit(0)
    if kind == "ended":
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    if kind == "stopped":
        os.waitid(os.P_PID, pid, os.WSTOPPED | os.WNOWAIT)
    return pid


@contextlib.contextmanager
def older_processes(count: int) -> Iterator[None]:
    """Objects of Process that the caller has started itself, and that work for longer than everything else.

    The mark "older" holds their PIDs, "older-may-end" comes when they are no longer needed.
    """
    context = multiprocessing.get_context("fork")
    older = [context.Process(target=time.sleep, args=(200_000,), daemon=True) for _ in range(count)]
    for process in older:
        process.start()
    mark("older", [process.pid for process in older])
    try:
        yield
    finally:
        mark("older-may-end")
        for process in older:
            with contextlib.suppress(OSError, ValueError):
                process.kill()
                process.join()


def outlast(seconds: float, patience: float) -> None:
    """Sleep for so long, and for `patience` seconds more if all other processes really wait meanwhile.

    One that asks again and again is not kept asking so long: it would do so millions of times. (The server of a Manager
    looks about once a second, too.)
    """
    time.sleep(seconds / 2)
    before = _turns()
    time.sleep(seconds / 2)
    if _turns() == before:
        time.sleep(patience)


def _turns() -> list[str]:
    """How often each other process has given way so far: the same twice if all were blocked meanwhile."""
    turns = []
    for file in sorted(glob.glob("/proc/[0-9]*/task/[0-9]*/status")):
        if int(file.split("/")[2]) != os.getpid():
            with contextlib.suppress(OSError), open(file, encoding="ascii", errors="replace") as status:
                turns += [file, *(line for line in status if "ctxt_switches" in line)]
    return turns


_leaving: list[bool] = []


def leave_slowly(seconds: float) -> None:
    """Let this process, a child, take so long to exit once its work is done, as one with much to tidy up does."""
    if not _leaving:
        _leaving.append(True)
        util.Finalize(None, time.sleep, args=(seconds,), exitpriority=10)


_CALLERS = {
    ("concurrent.futures.process", "_process_worker"): "executor",
    ("multiprocessing.pool", "worker"): "pool",
    ("multiprocessing.process", "_bootstrap"): "Process",
    ("multiprocessing.process", "run"): "Process.run",
    ("threading", "_bootstrap_inner"): "thread",
}


def origin() -> list[str]:
    """What in the standard library has called the function that asks, innermost first, as its stack shows.

    "Process" is a process of multiprocessing's that has been started; "Process.run" alone is its method, called like
    any other. In a child, nothing of these means os.fork. It is a claim: the student's code could forge it.
    """
    found: list[str] = []
    frame = sys._getframe(1)
    while frame is not None:
        caller = _CALLERS.get((frame.f_globals.get("__name__", ""), frame.f_code.co_name))
        if caller == "Process" and found[-1:] == ["Process.run"]:
            found.pop()
        if caller:
            found.append(caller)
        frame = frame.f_back
    return found


def attempt(name: Any, function: Callable[..., Any], *arguments: Any) -> Any:
    """Call the student's function once under that name, and return what it returns, or None if it raises.

    Marks "call" with the name, then "returned" with the name, the value's type and the value, or "raised" with the
    name, the exception's type, its text and the student's line.
    """
    mark("call", name)
    try:
        value = function(*arguments)
    except NotImplementedError:
        raise
    except Exception as error:
        file = function.__code__.co_filename if hasattr(function, "__code__") else ""
        line = f"{os.path.basename(file)}, line {line_in(error, file)}"
        mark("raised", name, type(error).__name__, str(error)[:300], line)
        return None
    mark("returned", name, type(value).__name__, value)
    return value
