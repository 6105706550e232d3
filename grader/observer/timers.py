"""POSIX timers and timer descriptors (timer_create(2), timerfd_create(2)): they go off at a virtual time.

The kernel makes each timer, and never arms it: the deadline is the observer's. When it has come, the observer sends the
signal that the kernel would send, or lets the descriptor become readable.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from socket import SOL_SOCKET

from grader.observer import proc, ptrace
from grader.observer.ptrace import Registers
from grader.observer.run_state import RunState
from grader.observer.state import LiveProcess, Task
from grader.observer.threads import Threads

_CLOCKS = {0: True, 1: False, 7: False, 8: True, 9: False, 11: True}
"""The clocks whose timers are ours (clock_gettime(2)), and if they tell the time of day. Others count CPU time."""
_ABSOLUTE = 1
"""TIMER_ABSTIME, and TFD_TIMER_ABSTIME."""
_CANCEL_ON_SET = 2
_SIGNAL, _THREAD_ID = 0, 4
"""sigev_notify (sigevent(3type)). Others send nothing."""
_SI_TIMER = -2
_AT_ONCE = struct.pack("4q", 0, 0, 0, 1)
_DISARMED = bytes(32)
TIMERFD = "anon_inode:[timerfd]"

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass
class _Timer:
    """One timer: nanoseconds between its expirations after the first, and what happens at one.

    `ours` is our copy of a descriptor; a POSIX timer belongs to the process `live` and sends it `info`.
    """

    realtime: bool
    interval: int = 0
    ours: int | None = None
    live: LiveProcess | None = None
    number: int = 0
    thread: int | None = None
    info: bytes = b""


class Timers:
    """The timers of one run's tree. A fork inherits descriptors and no POSIX timer; an exec likewise."""

    def __init__(self, run: RunState, threads: Threads) -> None:
        self._run = run
        self._threads = threads
        self._clock = run.clock
        self._keys = count(1)
        self._timers: dict[int, _Timer] = {}
        self.handlers: dict[str, Callable[[Task, Registers], None]] = {
            "timer_create": self._create,
            "timer_settime": self._set,
            "timer_gettime": self._get,
            "timer_delete": self._delete,
            "timerfd_settime": self._set_descriptor,
            "timerfd_gettime": self._get_descriptor,
            "setsockopt": self._socket_timeout,
        }

    def ring(self, key: int) -> None:
        """A timer goes off."""
        timer = self._timers[key]
        if timer.ours is not None and not self._is_open(timer.ours):
            self._forget(key)
            return
        if timer.interval:
            self._clock.deadlines["timer", key] = self._clock.now + timer.interval
        if timer.ours is not None:
            _arm(self._run.machine.calls, timer.ours, _AT_ONCE)
        elif timer.number and timer.live is not None:
            self._send(timer, timer.live)

    def close(self) -> None:
        """The run is over."""
        for key in list(self._timers):
            self._forget(key)

    def _forget(self, key: int) -> None:
        timer = self._timers.pop(key, None)
        self._clock.deadlines.pop(("timer", key), None)
        if timer is not None and timer.ours is not None:
            os.close(timer.ours)

    # --- POSIX timers --------------------------------------------------------------------------------------------

    def _create(self, task: Task, registers: Registers) -> None:
        clock = registers.signed(0)
        if clock not in _CLOCKS:
            self._threads.resume(task)  # of CPU time; or the kernel will say EINVAL
            return
        event = task.live.read(registers.argument(1), 24) if registers.argument(1) else None
        task.leave = partial(self._created, task, _CLOCKS[clock], event, registers.argument(2))
        self._threads.resume(task, ptrace.SYSCALL)

    def _created(self, task: Task, realtime: bool, event: bytes | None, place: int, registers: Registers) -> None:
        if registers.result == 0:
            identity = struct.unpack("i", task.live.read(place, 4))[0]
            value, number, notify, thread = struct.unpack("8siii4x", event or bytes(24))
            if event is None:
                value, number, notify = struct.pack("q", identity), int(signal.SIGALRM), _SIGNAL
            timer = _Timer(realtime, live=task.live, info=struct.pack("iiiiii8s", number, 0, _SI_TIMER, 0, 0, 0, value))
            timer.number = number if notify in (_SIGNAL, _THREAD_ID) else 0
            timer.thread = thread if notify == _THREAD_ID else None
            task.live.timers[identity] = key = next(self._keys)
            self._timers[key] = timer
        self._threads.resume(task)

    def _set(self, task: Task, registers: Registers) -> None:
        key = task.live.timers.get(registers.signed(0))
        if key is None:
            self._threads.resume(task)
            return
        self._settime(task, registers, key)

    def _get(self, task: Task, registers: Registers) -> None:
        key = task.live.timers.get(registers.signed(0))
        self._gettime(task, registers, key)

    def _delete(self, task: Task, registers: Registers) -> None:
        key = task.live.timers.pop(registers.signed(0), None)
        if key is not None:
            self._forget(key)
        self._threads.resume(task)

    def _send(self, timer: _Timer, live: LiveProcess) -> None:
        """Queue the signal with what the kernel says of a timer's (sigaction(2), SI_TIMER)."""
        info = ctypes.create_string_buffer(timer.info, 128)
        calls = self._run.machine.calls
        if timer.thread is None:
            _libc.syscall(calls["rt_sigqueueinfo"], live.pid, timer.number, info)
            return
        for tid in live.tasks:
            if timer.thread == (proc.inner_pid(proc.status(tid)) or tid):
                _libc.syscall(calls["rt_tgsigqueueinfo"], live.pid, tid, timer.number, info)

    # --- descriptors ---------------------------------------------------------------------------------------------

    def _set_descriptor(self, task: Task, registers: Registers) -> None:
        pid, fd = task.live.pid, registers.signed(0)
        if proc.descriptor(pid, fd) != TIMERFD or registers.argument(1) & ~(_ABSOLUTE | _CANCEL_ON_SET):
            self._threads.resume(task)
            return
        key = self._key(pid, fd)
        if key is None:
            ours, clock = _copy(self._run.machine.calls, pid, fd), proc.timer_clock(pid, fd)
            if ours is None or clock not in _CLOCKS:
                self._run.kernels_timers = True
                self._threads.resume(task)
                return
            key = next(self._keys)
            self._timers[key] = _Timer(_CLOCKS[clock], ours=ours)
        self._settime(task, registers, key)

    def _get_descriptor(self, task: Task, registers: Registers) -> None:
        self._gettime(task, registers, self._key(task.live.pid, registers.signed(0)))

    def _key(self, pid: int, fd: int) -> int | None:
        """Which timer a descriptor of a process is, if it is one of ours."""
        return next(
            (key for key, timer in self._timers.items() if timer.ours is not None and self._same(pid, fd, timer.ours)),
            None,
        )

    def _same(self, pid: int, fd: int, ours: int) -> bool:
        return int(_libc.syscall(self._run.machine.calls["kcmp"], pid, os.getpid(), 0, fd, ours)) == 0

    def _is_open(self, ours: int) -> bool:
        """Return whether any process has the descriptor still open."""
        return any(
            self._same(pid, fd, ours)
            for pid in self._run.lives
            for fd, target in proc.descriptors(pid).items()
            if target == TIMERFD
        )

    def _socket_timeout(self, task: Task, registers: Registers) -> None:
        """SO_RCVTIMEO and SO_SNDTIMEO: the kernel's own, but no wait with one is a deadlock."""
        target = proc.descriptor(task.live.pid, registers.signed(0))
        if target is not None and registers.signed(1) == SOL_SOCKET:
            forever = not any(task.live.read(registers.argument(3), 16))
            (self._run.kernels_timeouts.discard if forever else self._run.kernels_timeouts.add)(target)
        self._threads.resume(task)

    # --- both ----------------------------------------------------------------------------------------------------

    def _settime(self, task: Task, registers: Registers, key: int) -> None:
        timer = self._timers[key]
        times = struct.unpack("4q", task.live.read(registers.argument(2), 32))
        if not all(seconds >= 0 and 0 <= rest < 10**9 for seconds, rest in (times[:2], times[2:])):
            self._threads.resume(task)  # the kernel will say EINVAL
            return
        interval, value = times[0] * 10**9 + times[1], times[2] * 10**9 + times[3]
        if registers.argument(3):
            task.live.write(registers.argument(3), self._left(task, key))
        timer.interval = interval if value else 0
        self._clock.deadlines.pop(("timer", key), None)
        if timer.ours is not None:
            _arm(self._run.machine.calls, timer.ours, _DISARMED)
        if value:
            local = self._clock.local(task)
            absolute = registers.argument(1) & _ABSOLUTE
            at = self._clock.since_start(value, realtime=timer.realtime) if absolute else local + value
            self._clock.deadlines["timer", key] = max(at, self._clock.now)
            if at <= local:
                self._clock.deadlines.pop(("timer", key))
                self.ring(key)
        self._threads.skip(task, registers, 0)

    def _gettime(self, task: Task, registers: Registers, key: int | None) -> None:
        if key is None:
            self._threads.resume(task)
            return
        task.live.write(registers.argument(1), self._left(task, key))
        self._threads.skip(task, registers, 0)

    def _left(self, task: Task, key: int) -> bytes:
        """struct itimerspec (timer_settime(2)): the interval, and how long until the next expiration."""
        at = self._clock.deadlines.get(("timer", key))
        left = 0 if at is None else max(at - self._clock.local(task), 1)
        return struct.pack("4q", *divmod(self._timers[key].interval, 10**9), *divmod(left, 10**9))


def _copy(calls: dict[str, int], pid: int, fd: int) -> int | None:
    """Our own copy of a descriptor of a process (pidfd_getfd(2)); None where the machine does not let us."""
    with contextlib.suppress(OSError):
        process = os.pidfd_open(pid)
        try:
            copy = int(_libc.syscall(calls["pidfd_getfd"], process, fd, 0))
        finally:
            os.close(process)
        return copy if copy >= 0 else None
    return None


def _arm(calls: dict[str, int], descriptor: int, value: bytes) -> None:
    _libc.syscall(calls["timerfd_settime"], descriptor, 0, ctypes.create_string_buffer(value, 32), None)
