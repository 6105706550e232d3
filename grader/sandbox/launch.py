"""Start a sandbox so that it dies with us at every moment, also half built.

bubblewrap's own --die-with-parent holds once the sandbox stands. Before that its inner process waits for its outer one,
and would wait for ever if both the grader and the outer one were killed. So every process of it is attached to, with
PTRACE_O_EXITKILL (ptrace(2)), from before its first instruction until it has said that it stands.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import time
from collections.abc import Mapping, Sequence

from grader.observer import ptrace

_LOOK_EVERY_SECONDS = 0.0005
_CANNOT_EXECUTE = 127


def launch(
    argv: Sequence[str],
    environment: Mapping[str, str],
    *,
    control: socket.socket,
    inherited: int,
    stderr: int,
    seconds: float,
) -> int:
    """Start `argv` in a session of its own and return its PID when a first message has come on `control`.

    It inherits the descriptor `inherited`, and `stderr`; nothing else. Raises OSError if it cannot be attached to,
    TimeoutError if it does not answer, ChildProcessError if it ends before.
    """
    go_read, go_write = os.pipe()
    pid = os.fork()
    if pid == 0:
        _become(argv, environment, inherited, stderr, go_read)
    os.close(go_read)
    attached = {pid}
    try:
        try:
            ptrace.seize(pid)
        finally:
            os.write(go_write, b"!")
            os.close(go_write)
        _until_it_stands(pid, attached, control, seconds)
    except BaseException:
        kill(pid)
        raise
    for tid in attached:
        _detach(tid)
    return pid


def _become(argv: Sequence[str], environment: Mapping[str, str], inherited: int, stderr: int, go_read: int) -> None:
    try:
        os.setsid()
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        for number in (signal.SIGINT, signal.SIGPIPE, signal.SIGXFSZ):
            signal.signal(number, signal.SIG_DFL)
        os.read(go_read, 1)
        null = os.open(os.devnull, os.O_RDWR)
        for fd, target in ((null, 0), (null, 1), (stderr, 2)):
            os.dup2(fd, target)
        os.set_inheritable(inherited, True)
        os.chdir("/")
        os.execve(argv[0], list(argv), environment)
    except BaseException as error:
        os.write(2, f"{argv[0]}: {error}".encode())
    finally:
        os._exit(_CANNOT_EXECUTE)


def _until_it_stands(pid: int, attached: set[int], control: socket.socket, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not select.select([control], [], [], _LOOK_EVERY_SECONDS)[0]:
        if time.monotonic() > end:
            raise TimeoutError(f"no answer in {seconds:g} seconds")
        _serve_events(pid, attached)
    if not control.recv(64):
        raise ChildProcessError("it ended before it stood")


def _serve_events(pid: int, attached: set[int]) -> None:
    """Let everybody go on who has stopped for us, and count whom we are attached to."""
    while True:
        tid, status = os.waitpid(-1, os.WNOHANG | ptrace.WALL | ptrace.WNOTHREAD)
        if tid == 0:
            return
        if not os.WIFSTOPPED(status):
            attached.discard(tid)
            if tid == pid:
                raise ChildProcessError(f"it ended with {os.waitstatus_to_exitcode(status)}")
            continue
        attached.add(tid)
        delivered = os.WSTOPSIG(status) if status >> 16 == 0 else 0
        with contextlib.suppress(ProcessLookupError):
            ptrace.resume(tid, ptrace.CONT, delivered)


def _detach(tid: int) -> None:
    with contextlib.suppress(ProcessLookupError, ChildProcessError):
        ptrace.interrupt(tid)
        _, status = os.waitpid(tid, ptrace.WALL)
        delivered = os.WSTOPSIG(status) if os.WIFSTOPPED(status) and status >> 16 == 0 else 0
        ptrace.resume(tid, ptrace.DETACH, delivered)


def kill(pid: int) -> None:
    """End what was launched, and collect it."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, ptrace.WALL)
