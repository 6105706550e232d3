"""Start a sandbox so that it dies with us at every moment, also half built.

bubblewrap's own --die-with-parent holds once the sandbox stands. Before that its inner process waits for its outer one,
and would wait for ever if both the grader and the outer one were killed. So every process of it is attached to, with
PTRACE_O_EXITKILL (ptrace(2)), from before its first instruction until it has said that it stands.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
import socket
import time
from collections.abc import Mapping, Sequence

from grader.observer import ptrace

_LOOK_EVERY_SECONDS = 0.0005
_CANNOT_EXECUTE = 127
_ADDR_NO_RANDOMIZE = 0x0040000


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
    pid = _start(argv, environment, inherited, stderr)
    attached = {pid}
    try:
        _until_it_stands(pid, attached, control, seconds)
    except BaseException:
        kill(pid)
        raise
    for tid in attached:
        _detach(tid)
    return pid


def launch_until_trap(
    argv: Sequence[str], environment: Mapping[str, str], attached: set[int], *, stderr: int, seconds: float
) -> int:
    """Start `argv` and return the PID of its process that has stopped with SIGTRAP.

    All that it starts is attached to, put into `attached`, and left to `end_traced`. Raises as `launch` does.
    """
    pid = _start(argv, environment, None, stderr)
    attached.add(pid)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        stands = _serve_events(pid, attached)
        if stands is not None:
            return stands
        time.sleep(_LOOK_EVERY_SECONDS)
    raise TimeoutError(f"no answer in {seconds:g} seconds")


def end_traced(attached: set[int]) -> None:
    """End what `launch_until_trap` has started."""
    for tid in attached:
        with contextlib.suppress(ProcessLookupError):
            os.kill(tid, signal.SIGKILL)
            ptrace.resume(tid)
    while attached:
        try:
            tid, status = os.waitpid(-1, ptrace.WALL | ptrace.WNOTHREAD)
        except ChildProcessError:
            return
        if not os.WIFSTOPPED(status):
            attached.discard(tid)
            continue
        with contextlib.suppress(ProcessLookupError):  # it stops once more as it exits
            ptrace.resume(tid)


def _start(argv: Sequence[str], environment: Mapping[str, str], inherited: int | None, stderr: int) -> int:
    """Fork, attach to the child, and let it become `argv`."""
    go_read, go_write = os.pipe()
    pid = os.fork()
    if pid == 0:
        _become(argv, environment, inherited, stderr, go_read)
    os.close(go_read)
    try:
        ptrace.seize(pid)
    except BaseException:
        kill(pid)
        raise
    finally:
        with contextlib.suppress(BrokenPipeError):  # it is dead where attaching has failed: that is what is told
            os.write(go_write, b"!")
        os.close(go_write)
    return pid


def _become(
    argv: Sequence[str], environment: Mapping[str, str], inherited: int | None, stderr: int, go_read: int
) -> None:
    try:
        # Every start of one program finds itself at the same addresses (personality(2)); some machines refuse.
        ctypes.CDLL(None).personality(_ADDR_NO_RANDOMIZE)
        os.setsid()
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:  # nohup and make ignore some
            signal.signal(number, signal.SIG_DFL)
        os.read(go_read, 1)
        null = os.open(os.devnull, os.O_RDWR)
        for fd, target in ((null, 0), (null, 1), (stderr, 2)):
            os.dup2(fd, target)
        if inherited is not None:
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


def _serve_events(pid: int, attached: set[int]) -> int | None:
    """Let every process go on that has stopped for us, and count those that we are attached to.

    One that has stopped with SIGTRAP stays stopped: its PID is returned.
    """
    while True:
        tid, status = os.waitpid(-1, os.WNOHANG | ptrace.WALL | ptrace.WNOTHREAD)
        if tid == 0:
            return None
        if not os.WIFSTOPPED(status):
            attached.discard(tid)
            if tid == pid:
                raise ChildProcessError(f"it ended with {os.waitstatus_to_exitcode(status)}")
            continue
        attached.add(tid)
        delivered = os.WSTOPSIG(status) if status >> 16 == 0 else 0
        if delivered == signal.SIGTRAP:
            return tid
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
