"""Run a program under the observer and get its trace."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence

from grader.observer import seccomp
from grader.observer.channels import Channel
from grader.observer.errors import CannotTrace
from grader.observer.limits import TRACING, Limits
from grader.observer.lines import is_own
from grader.observer.machine import this_machine
from grader.observer.record import Record
from grader.observer.schedules import Name, Schedule
from grader.observer.tracer import Tracer
from grader.traces.model import Trace

_CANNOT_EXECUTE = 127


def observe(
    argv: Sequence[str],
    *,
    environment: Mapping[str, str],
    schedule: Name = "natural",
    seed: int = 0,
    limits: Limits = TRACING,
    real_time: bool = False,
    terminal: bool = True,
    on_output: Callable[[str, bytes], None] | None = None,
    with_lines: bool = True,
) -> Trace:
    """Run a program of one's own, with this process's stdin, and watch it to its end.

    `argv[0]` is the path of an executable. `on_output` gets each chunk of "stdout" or "stderr" as it comes.
    `with_lines` tells for each event at which line of the program it happened.
    Raises CannotTrace where the machine forbids it, FileNotFoundError where there is no such program.
    """
    if not os.access(argv[0], os.X_OK):
        raise FileNotFoundError(argv[0])
    channels = {"stdout": Channel(), "stderr": Channel()}
    record = Record(tuple(argv), schedule, seed)
    tracer = Tracer(
        record,
        Schedule(schedule, seed),
        limits.here(),
        channels,
        closed=False,
        real_time=real_time,
        terminal=terminal,
        on_output=on_output,
        is_own=is_own if with_lines else None,
    )
    filter_ = seccomp.program(this_machine(), timed=tracer.state.virtual, untimed=tracer.state.schedule.takes_turns)
    go_read, go_write = os.pipe()
    pid = os.fork()
    if pid == 0:
        _become(argv, environment, channels, filter_, go_read)
    os.close(go_read)
    try:
        with _foreground(pid):
            _adopt(tracer, pid, argv, go_write)
            tracer.run()
    finally:
        for channel in channels.values():
            channel.close()
    return record.finish(tracer.outcome, tracer.state.t(), tracer.blocked)


def _adopt(tracer: Tracer, pid: int, argv: Sequence[str], go_write: int) -> None:
    try:
        tracer.adopt(pid, " ".join(argv), before_exec=True)
    except OSError as error:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        raise CannotTrace(
            f"this machine does not let one process watch another (ptrace: {error.strerror}). In a container, allow "
            "the SYS_PTRACE capability; `grader doctor` says more."
        ) from error
    finally:
        with contextlib.suppress(BrokenPipeError):
            os.write(go_write, b"!")
        os.close(go_write)


def _become(
    argv: Sequence[str],
    environment: Mapping[str, str],
    channels: Mapping[str, Channel],
    filter_: bytes,
    go_read: int,
) -> None:
    """In the child: wait until we are watched, then become the program."""
    try:
        os.setpgid(0, 0)
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        for number in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        os.read(go_read, 1)
        os.dup2(channels["stdout"].theirs.fileno(), 1)
        os.dup2(channels["stderr"].theirs.fileno(), 2)
        os.closerange(3, 1024)
        seccomp.install(filter_)
        os.execve(argv[0], list(argv), environment)
    except BaseException as error:
        os.write(2, f"{argv[0]}: {error}\n".encode())
    finally:
        os._exit(_CANNOT_EXECUTE)


@contextlib.contextmanager
def _foreground(pid: int):  # type: ignore[no-untyped-def]
    """While the program runs, the terminal is its own: it may read from it, and Ctrl-C is for it."""
    with contextlib.suppress(OSError):
        os.setpgid(pid, pid)
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_CLOEXEC) if sys.stdin.isatty() else None
    except (OSError, ValueError, AttributeError):
        terminal = None
    ignored = signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    try:
        if terminal is not None:
            os.tcsetpgrp(terminal, pid)
        yield
    finally:
        if terminal is not None:
            os.tcsetpgrp(terminal, os.getpgrp())
            os.close(terminal)
        signal.signal(signal.SIGTTOU, ignored)
