"""What a blocked thread waits for, from its system call and its descriptors."""

from __future__ import annotations

import os
import re
import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from grader.observer import proc, sockets, system_calls
from grader.observer.run_state import RunState
from grader.observer.state import LiveProcess, Task
from grader.observer.system_calls import FUTEX_WAIT_REQUEUE_PI

_READERS = ("read", "recvfrom", "recvmsg", "accept", "accept4", "connect", "readv", "write", "sendto", "sendmsg")
_SIGNAL_WAITS = ("pause", "rt_sigsuspend", "rt_sigtimedwait")
_FILE_LOCKS = ("flock", "fcntl")


@dataclass(frozen=True, slots=True)
class ThreadStanding:
    """The system call that a thread sleeps in, by name, and its arguments.

    Where it does not sleep in one: "running"; "stopped" by SIGSTOP or its kin; "newborn" or "exiting", held by the
    schedule.
    """

    syscall: str
    arguments: tuple[int, ...] = ()


def standing(run: RunState, task: Task) -> ThreadStanding:
    if task.listening:
        return ThreadStanding("stopped")
    if task.held in ("schedule", "late"):
        return ThreadStanding("newborn")
    if task.held == "exit":
        return ThreadStanding("exiting")
    if task.wait is not None:
        number, *arguments = task.wait.call
        return ThreadStanding(_name(run, number), tuple(arguments))
    words = task.files.blocked_in()
    if words is None:
        return ThreadStanding("running")
    return ThreadStanding(_name(run, words[0]), words[1:])


@cache
def _names(architecture: str) -> dict[int, str]:
    return system_calls.names(architecture)


def _name(run: RunState, number: int) -> str:
    return _names(run.machine.name).get(number, str(number))


def on(run: RunState, task: Task, where: ThreadStanding) -> int | str | None:
    """What the thread waits for: the id of a process, or a word."""
    name, arguments = where.syscall, where.arguments
    if name == "stopped":
        return "signal"
    if name == "wait4":
        return _child(run, arguments[0])
    if name == "waitid":
        return _child(run, arguments[1]) if arguments[0] == 1 else None
    if name == "futex":
        return "lock"
    if name in ("nanosleep", "clock_nanosleep"):
        return "timer"
    if name in _SIGNAL_WAITS:
        return "signal"
    if name in _FILE_LOCKS:
        return "file lock"
    targets = list(_targets(task, where))
    if not targets:
        return "timer" if task.wait is not None else None
    return next((word for word in map(_word, targets) if word), None)


def unwritten(run: RunState, live: LiveProcess) -> int | None:
    """How many bytes a thread of the process cannot write because a pipe is full; None if no thread stands so."""
    for task in live.tasks.values():
        where = standing(run, task)
        if where.syscall == "write" and on(run, task, where) == "pipe":
            return where.arguments[2]
    return None


def _child(run: RunState, pid: int) -> int | str | None:
    pid = struct.unpack("i", struct.pack("I", pid & 0xFFFFFFFF))[0]
    draft = run.record.by_inner(pid) if pid > 0 else None
    return draft.id if draft else "any child"


def _word(target: str) -> str:
    kind = target.partition(":")[0]
    if kind == "anon_inode":
        return target.partition(":")[2].strip("[]")
    return kind if kind in ("pipe", "socket") else "file"


def _targets(task: Task, where: ThreadStanding) -> Iterator[str]:
    """What the descriptors that the thread waits for are."""
    pid = task.live.pid
    for fd in _descriptors(task, where):
        target = proc.descriptor(pid, fd)
        if target is not None:
            yield target


def _descriptors(task: Task, where: ThreadStanding) -> list[int]:
    name, arguments = where.syscall, where.arguments
    try:
        if name in _READERS:
            return [arguments[0] & 0xFFFFFFFF]
        if name in ("poll", "ppoll"):
            count = min(arguments[1], 4096)
            raw = task.live.read(arguments[0], 8 * count) if count else b""
            return [struct.unpack_from("i", raw, 8 * index)[0] for index in range(count)]
        if name in ("select", "pselect6"):
            count = min(arguments[0], 1024)
            found = []
            for address in filter(None, arguments[1:4]):
                bits = int.from_bytes(task.live.read(address, (count + 63) // 64 * 8), "little")
                found += [fd for fd in range(count) if bits >> fd & 1]
            return found
        if name.startswith("epoll"):
            with open(f"/proc/{task.live.pid}/fdinfo/{arguments[0]}") as file:
                return [int(fd) for fd in re.findall(r"^tfd:\s+(\d+)", file.read(), re.M)]
    except (OSError, ValueError):
        return []
    return []


def timed(run: RunState, task: Task) -> bool:
    """Whether the kernel will wake the thread after a time (real time only)."""
    where = standing(run, task)
    name, arguments = where.syscall, where.arguments
    if name in ("running", "nanosleep", "clock_nanosleep", "restart_syscall"):
        return True
    if name == "futex":
        return arguments[1] & system_calls.FUTEX_COMMAND in system_calls.FUTEX_COMMANDS_THAT_WAIT and arguments[3] != 0
    if name in system_calls.TIMEOUT_MILLISECONDS:
        return arguments[system_calls.TIMEOUT_MILLISECONDS[name]] & 0xFFFFFFFF < 0x80000000
    pointer = system_calls.TIMEOUT_POINTER.get(name)
    return pointer is not None and arguments[pointer] != 0


def for_signal(run: RunState, task: Task) -> bool:
    """Whether the thread waits for a signal."""
    return standing(run, task).syscall in _SIGNAL_WAITS


def outside(run: RunState, task: Task) -> bool:
    """Whether something outside the tree may wake the thread: a person, another program, a timer that is not ours.

    In a sandbox (`closed`) only a timer can.
    """
    where = standing(run, task)
    targets = list(_targets(task, where))
    if where.syscall in _READERS and not run.kernels_timeouts.isdisjoint(targets):
        return True
    if run.kernels_timers and "anon_inode:[timerfd]" in targets:
        return True
    if where.syscall == "futex" and where.arguments[1] & system_calls.FUTEX_COMMAND == FUTEX_WAIT_REQUEUE_PI:
        return where.arguments[3] != 0
    if run.closed:
        return False
    if where.syscall in _FILE_LOCKS:
        return _lock_held_outside(run, task)
    if where.syscall == "openat":
        return True
    return any(target in run.outside or _is_outside(run, target) for target in targets)


def _is_outside(run: RunState, target: str) -> bool:
    if target.startswith("/"):
        try:
            mode = os.stat(target).st_mode
        except OSError:
            return False
        return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)
    if target.startswith("anon_inode:"):
        return "inotify" in target or "signalfd" in target
    if target.startswith("socket:"):
        return _socket_outside(run, target[8:-1])
    return False


def _socket_outside(run: RunState, inode: str) -> bool:
    """Whether a socket waits for a process outside the tree."""
    mine = {t[8:-1] for pid in run.lives for t in proc.descriptors(pid).values() if t.startswith("socket:")}
    others = sockets.internet_peers(inode)
    if others is None:
        others = sockets.unix_peers(int(inode))
        if sockets.NOT_YET_ACCEPTED in others:  # whose listener it is cannot be told: the tree's, if it has one
            return not mine & sockets.unix_listeners()
        return any(other not in mine for other in others)
    return not any(other in mine for other in others)


def _lock_held_outside(run: RunState, task: Task) -> bool:
    """Whether the lock that the thread waits for is held outside the tree (proc_locks(5))."""
    try:
        with open("/proc/locks") as file:
            rows = [line.split() for line in file]
    except OSError:
        return True
    waiting = {row[0] for row in rows if row[1] == "->" and row[5] == str(task.live.pid)}
    holders = {int(row[4]) for row in rows if row[1] != "->" and row[0] in waiting}
    return bool(holders - set(run.lives)) or not holders
