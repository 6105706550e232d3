"""What the scenarios of unit fork share: births and their makers, ways to end, calls from which a child may come back.

Nothing here is an expected value: students can read this file.
"""

import contextlib
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from edges import Escape
from witness import mark

LONG = 300_000
"""Seconds that another child of the caller lives: longer than everything else in a scenario."""
LEFT_BEHIND = 400
"""Seconds that a process lives which a child has left behind."""
_SIGNALS = ("SIGCHLD", "SIGALRM", "SIGTERM", "SIGINT", "SIGHUP", "SIGPIPE", "SIGUSR1", "SIGUSR2")
_RAISED: dict[str, Callable[[], BaseException]] = {
    "ValueError": lambda: ValueError("raised on purpose"),
    "KeyboardInterrupt": KeyboardInterrupt,
    "Escape": Escape,
}
_MAIN = os.getpid()


_foreign: list[str] = []
"""The modules of Python's own that have called os.fork in this process."""


def _says_which_code_forks() -> None:
    module = str(sys._getframe(1).f_globals.get("__name__"))
    mark("os.fork", module)
    if module.partition(".")[0] in sys.stdlib_module_names - {"__main__"}:
        _foreign.append(module)


def _says_if_on_a_terminal_of_its_own() -> None:
    if os.getsid(0) == os.getpid():
        mark("os.forkpty")


os.register_at_fork(before=_says_which_code_forks, after_in_child=_says_if_on_a_terminal_of_its_own)


def end(how: str, value: Any) -> Any:
    """End a function of the scenario in that way; what would end the main process returns there."""
    if how == "return":
        return ValueError("returned, not raised") if value == "an exception" else value
    if os.getpid() != _MAIN:
        if how == "raise":
            raise _RAISED[value]()
        if how == "sys.exit":
            sys.exit(value)
        if how == "os._exit":
            os._exit(value)
        if how == "signal":
            os.kill(os.getpid(), value)
        if how == "stop":
            _stop()
            return value
        if how == "leaves":
            _leave_a_process_behind()
            return value
    return None


def _stop() -> None:
    """Stop this process; it goes on after some seconds."""
    mark("stops")
    stopped = os.getpid()
    if os.fork() == 0:
        with contextlib.suppress(BaseException):
            time.sleep(5)
            os.kill(stopped, signal.SIGCONT)
        os._exit(0)
    os.kill(stopped, signal.SIGSTOP)
    mark("goes-on")


def _leave_a_process_behind() -> None:
    """Create a process that lives on after this one, with all its open files."""
    if os.fork() == 0:
        with contextlib.suppress(BaseException):
            time.sleep(LEFT_BEHIND)
        os._exit(0)


@contextlib.contextmanager
def another_child() -> Iterator[None]:
    """A child of the caller's own lives on meanwhile; the mark "another" holds its PID."""
    owner = os.getpid()
    pid = os.fork()
    if pid == 0:
        with contextlib.suppress(BaseException):
            time.sleep(LONG)
        os._exit(0)
    mark("another", pid)
    try:
        yield
    finally:
        if os.getpid() == owner:
            time.sleep(1)  # what was sent to it has arrived by now
            mark("another-may-end")
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def call(function: Callable[..., Any], *arguments: Any, said: Callable[[Any], list[Any]] = lambda value: []) -> None:
    """Call the student's function and mark how it ends: "returned" with what `said` makes of the value, or "raised".

    A child that comes back is marked "left", and ends here: it must not make the next call, too. When another technique
    than os.fork has been used there are no more calls: those might never come back.
    """
    if _foreign:
        return
    caller, before = os.getpid(), handlers()
    mark("call")
    try:
        value = function(*arguments)
    except BaseException as error:
        if os.getpid() != caller:
            _leave(type(error).__name__)
        if isinstance(error, NotImplementedError | SystemExit):
            raise
        mark("raised", f"{type(error).__name__}: {error}"[:200], _line_of_the_student(error))
        return
    if os.getpid() != caller:
        _leave(None)
    expect_handlers(before)
    mark("returned", *said(value))


def handlers() -> dict[str, Any]:
    """What this process does at each signal, and which are blocked."""
    found: dict[str, Any] = {name: signal.getsignal(getattr(signal, name)) for name in _SIGNALS}
    return found | {"blocked signals": signal.pthread_sigmask(signal.SIG_BLOCK, ())}


def expect_handlers(before: dict[str, Any]) -> None:
    """Mark what has changed since then, and set it back."""
    now = handlers()
    changed = [name for name in before if now[name] != before[name]]
    if not changed:
        return
    mark("handlers-changed", changed)
    for name in changed:
        if name in _SIGNALS:
            signal.signal(getattr(signal, name), before[name])
        else:
            signal.pthread_sigmask(signal.SIG_SETMASK, before[name])


def _leave(by: str | None) -> NoReturn:
    """End a child that has come back, as Python would: what it printed comes out."""
    mark("left", by)
    with contextlib.suppress(Exception):
        sys.stdout.flush()
    os._exit(0)


def _line_of_the_student(error: BaseException) -> str | None:
    here = (__file__, os.path.dirname(os.__file__), "<")
    lines = [f for f in traceback.extract_tb(error.__traceback__) if not f.filename.startswith(here)]
    return f"{os.path.basename(lines[-1].filename)}, line {lines[-1].lineno}" if lines else None
