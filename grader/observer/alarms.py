"""Alarms and interval timers (alarm(2), setitimer(2)): SIGALRM at a virtual time."""

from __future__ import annotations

import contextlib
import os
import signal
import struct
from collections.abc import Callable

from grader.observer.ptrace import Registers
from grader.observer.run_state import RunState
from grader.observer.state import Task
from grader.observer.threads import Threads


class Alarms:
    """The real-time alarm of each process of one run's tree. A fork inherits none, an exec keeps it."""

    def __init__(self, run: RunState, threads: Threads) -> None:
        self._run = run
        self._threads = threads
        self._clock = run.clock
        self.handlers: dict[str, Callable[[Task, Registers], None]] = {
            "alarm": self._alarm,
            "setitimer": self._setitimer,
            "getitimer": self._getitimer,
        }

    def ring(self, pid: int) -> None:
        """A process's alarm goes off."""
        live = self._run.lives[pid]
        if live.alarm_interval:
            self._clock.deadlines["alarm", pid] = self._clock.now + live.alarm_interval
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGALRM)

    def _alarm(self, task: Task, registers: Registers) -> None:
        seconds = registers.argument(0) & 0xFFFFFFFF
        left, _ = self._set(task, seconds * 10**9, 0)
        self._threads.skip(task, registers, -(-left // 10**9))

    def _setitimer(self, task: Task, registers: Registers) -> None:
        if registers.signed(0) != signal.ITIMER_REAL:
            self._threads.resume(task)
            return
        old = registers.argument(2)
        seconds = micro = interval_seconds = interval_micro = 0
        if registers.argument(1):
            raw = task.live.read(registers.argument(1), 32)
            interval_seconds, interval_micro, seconds, micro = struct.unpack("4q", raw)
        if not (0 <= micro < 10**6 and 0 <= interval_micro < 10**6 and seconds >= 0 and interval_seconds >= 0):
            self._threads.resume(task)  # the kernel will say EINVAL
            return
        left = self._set(task, seconds * 10**9 + micro * 1000, interval_seconds * 10**9 + interval_micro * 1000)
        if old:
            task.live.write(old, _itimerval(*left))
        self._threads.skip(task, registers, 0)

    def _getitimer(self, task: Task, registers: Registers) -> None:
        if registers.signed(0) != signal.ITIMER_REAL:
            self._threads.resume(task)
            return
        task.live.write(registers.argument(1), _itimerval(*self._left(task)))
        self._threads.skip(task, registers, 0)

    def _left(self, task: Task) -> tuple[int, int]:
        at = self._clock.deadlines.get(("alarm", task.live.pid))
        return (0 if at is None else max(at - self._clock.local(task), 1000)), task.live.alarm_interval

    def _set(self, task: Task, nanoseconds: int, interval: int) -> tuple[int, int]:
        left = self._left(task)
        self._clock.deadlines.pop(("alarm", task.live.pid), None)
        if nanoseconds:
            self._clock.deadlines["alarm", task.live.pid] = self._clock.local(task) + nanoseconds
        task.live.alarm_interval = interval if nanoseconds else 0
        return left


def _itimerval(left: int, interval: int) -> bytes:
    """struct itimerval (getitimer(2))."""
    seconds, nanoseconds = divmod(left, 10**9)
    interval_seconds, interval_nanoseconds = divmod(interval, 10**9)
    return struct.pack("4q", interval_seconds, interval_nanoseconds // 1000, seconds, nanoseconds // 1000)
