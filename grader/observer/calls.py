"""What each system call that stops for the observer means: at its entry, and when it ends.

The observer owns every deadline from the entry of the call on. A timed wait becomes an endless one; when its time has
come it is interrupted and given the result that means "time is up".
"""

from __future__ import annotations

import errno
import os
import signal
import struct
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from grader.observer import births, proc, ptrace, vdso
from grader.observer.inside.witness import MARK_DESCRIPTOR
from grader.observer.ptrace import Registers
from grader.observer.record import Draft
from grader.observer.seccomp import TCGETS2
from grader.observer.state import Task, Wait

if TYPE_CHECKING:
    from grader.observer.tracer import Tracer

_RESTARTS = {-512, -513, -514, -516}
"""-ERESTARTSYS, -ERESTARTNOINTR, -ERESTARTNOHAND, -ERESTART_RESTARTBLOCK (linux/errno.h): interrupted by a stop."""
_ENDLESS = 2**64 - 1
_TIMER_ABSTIME = 1
_CPU_CLOCKS = (2, 3)
_FUTEX_WAIT, _FUTEX_LOCK_PI = 0, 6
_FUTEX_CLOCK_REALTIME = 256
_WNOHANG, _WNOWAIT = 1, 0x01000000
_P_PID, _P_PIDFD = 1, 3
_SI_PID_OFFSET = 16
"""si_pid in siginfo_t on 64-bit machines (sigaction(2))."""
_TERMIOS_BYTES = {True: 44, False: 36}
"""struct termios2 and struct termios (ioctl_tty(2))."""
_LONGEST_MARK = 1 << 16
_GIL_WAIT_NS = 20 * 10**6
"""A thread that waits for the GIL does so for sys.getswitchinterval() at a time, 5 ms by default."""
_POLLS = 200
"""Polls in a row after which a process that only asks and never waits is put to sleep."""
_POLLS_OF_A_SPINNER = 5
_NAP_NS = 10**6
_NAP_FRACTION = 64


class Calls:
    """The meaning of system calls, for one tracer."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer
        calls = tracer.machine.calls
        handlers: dict[str, Callable[[Task, Registers], None]] = {
            "write": self._write,
            "writev": self._other_write,
            "sendto": self._other_write,
            "sendmsg": self._other_write,
            "ioctl": self._ioctl,
            "wait4": self._wait,
            "waitid": self._wait,
            "nanosleep": self._nanosleep,
            "clock_nanosleep": self._clock_nanosleep,
            "futex": self._futex,
            "poll": partial(self._milliseconds, 2),
            "epoll_wait": partial(self._milliseconds, 3),
            "epoll_pwait": partial(self._milliseconds, 3),
            "ppoll": partial(self._timespec, 2),
            "epoll_pwait2": partial(self._timespec, 3),
            "pselect6": partial(self._timespec, 4),
            "select": partial(self._timespec, 4),
            "rt_sigtimedwait": partial(self._timespec, 2),
            "restart_syscall": self._restart,
            "sched_yield": self._yield,
            "alarm": self._alarm,
            "setitimer": self._setitimer,
            "getitimer": self._getitimer,
            "kill": partial(self._kill, 0, 1),
            "tkill": partial(self._kill, 0, 1),
            "tgkill": partial(self._kill, 0, 2),
            "rt_sigqueueinfo": partial(self._kill, 0, 1),
            "rt_tgsigqueueinfo": partial(self._kill, 0, 2),
            "pidfd_send_signal": self._pidfd_kill,
        }
        self._handlers = {calls[name]: handler for name, handler in handlers.items() if name in calls}
        self._number = calls

    # --- stops ---------------------------------------------------------------------------------------------------

    def enter(self, task: Task) -> None:
        """A call that the filter stops is about to begin."""
        registers = Registers(self._tracer.machine, task.tid)
        try:
            self._handlers[registers.number](task, registers)
        except (OSError, struct.error):
            self._pass(task)  # a bad pointer: the kernel will say EFAULT

    def stop(self, task: Task) -> None:
        """A call whose end we wanted to see has ended."""
        leave, task.leave = task.leave, None
        if leave is None:
            self._pass(task)
        else:
            leave(Registers(self._tracer.machine, task.tid))

    def answered(self, task: Task) -> None:
        """It stopped for an interrupt outside of a call, or goes on after a group stop."""
        self._tracer.resume(task, ptrace.SYSCALL if task.leave else ptrace.CONT)

    def signalled(self, task: Task, number: int) -> None:
        """A signal is about to be delivered: if it has a handler, an interrupted wait is over."""
        if task.interrupted is not None:
            caught = int(proc.status(task.tid).get("SigCgt", "0"), 16)
            if caught >> (number - 1) & 1:
                task.interrupted = None

    def _pass(self, task: Task) -> None:
        self._tracer.resume(task)

    def _skip(self, task: Task, registers: Registers, result: int) -> None:
        """The call is not made; the program sees `result`."""
        registers.number = -1
        registers.result = result
        registers.write()
        self._pass(task)

    # --- output and marks ----------------------------------------------------------------------------------------

    def _write(self, task: Task, registers: Registers) -> None:
        if registers.signed(0) != MARK_DESCRIPTOR:
            self._other_write(task, registers)
            return
        length = registers.argument(2)
        text = task.live.read(registers.argument(1), min(length, _LONGEST_MARK))
        self._tracer.record.event(
            task.draft, "mark", self._tracer.t(), text=text.decode("utf-8", errors="backslashreplace")
        )
        task.polls, task.spinning_since = 0, None
        self._skip(task, registers, length)

    def _other_write(self, task: Task, registers: Registers) -> None:
        self._tracer.record.new_write(task.draft)
        self._pass(task)

    def _ioctl(self, task: Task, registers: Registers) -> None:
        """Is this a terminal? Our stdout says yes, so that Python buffers it by lines."""
        fd, request, address = registers.signed(0), registers.argument(1) & 0xFFFFFFFF, registers.argument(2)
        stdout = self._tracer.channels["stdout"].name
        if self._tracer.terminal and proc.descriptor(task.live.pid, fd) == stdout:
            task.live.write(address, bytes(_TERMIOS_BYTES[request == TCGETS2]))
            self._skip(task, registers, 0)
        else:
            self._pass(task)

    # --- waiting for children ------------------------------------------------------------------------------------

    def _wait(self, task: Task, registers: Registers) -> None:
        by_id = registers.number == self._number["waitid"]
        options = registers.argument(3 if by_id else 2)
        if not options & _WNOHANG:
            self._tracer.record.event(
                task.draft, "wait", self._tracer.t(), on=self._waited_for(task, registers, by_id=by_id)
            )
            task.polls, task.spinning_since = 0, None
        info = registers.argument(2) if by_id else None
        collects = not (by_id and options & _WNOWAIT)
        task.leave = partial(self._waited, task, info, collects)
        if not (options & _WNOHANG and self._polled(task)):
            self._tracer.resume(task, ptrace.SYSCALL)

    def _waited_for(self, task: Task, registers: Registers, *, by_id: bool) -> int | None:
        if not by_id:
            pid = registers.signed(0)
        elif registers.argument(0) == _P_PID:
            pid = registers.signed(1)
        elif registers.argument(0) == _P_PIDFD:
            outer = proc.pidfd_target(task.live.pid, registers.signed(1))
            live = self._tracer.lives.get(outer or 0)
            return live.draft.id if live else None
        else:
            return None
        draft = self._tracer.record.by_inner(pid) if pid > 0 else None
        return draft.id if draft else None

    def _waited(self, task: Task, info: int | None, collects: bool, registers: Registers) -> None:
        if collects and registers.result >= 0:
            child = self._collected(task, info, registers.result)
            if child is not None and child.over and not child.reaped:
                child.reaped = True
                task.polls, task.spinning_since = 0, None
                self._tracer.record.event(task.draft, "reap", self._tracer.t(), child=child.id)
        self._pass(task)

    def _collected(self, task: Task, info: int | None, result: int) -> Draft | None:
        """Whom a wait call that succeeded collected; waitid may have been told to tell nobody."""
        if info is None:
            return self._tracer.record.by_inner(result) if result else None
        if info:
            pid = struct.unpack("i", task.live.read(info + _SI_PID_OFFSET, 4))[0]
            return self._tracer.record.by_inner(pid) if pid else None
        unseen = [child for child in task.draft.children if child.over and not child.reaped]
        return next((child for child in unseen if proc.state(child.pid) is None), None)

    def _polled(self, task: Task) -> bool:
        """Count a question that does not wait; True if the process now naps, to be resumed later.

        The naps of one that goes on asking grow with the time that it has been at it, so that a hundred seconds of
        busy waiting cost some hundred naps, and it sees what it waits for at most 2 % late.
        """
        tracer = self._tracer
        if not tracer.virtual:
            return False
        task.polls += 1
        if task.polls <= (_POLLS if task.spinning_since is None else _POLLS_OF_A_SPINNER):
            return False
        self._nap(task)
        return True

    def _nap(self, task: Task) -> None:
        now = self._tracer.now
        if task.spinning_since is None:
            task.spinning_since = now
        task.polls = 0
        task.held = "nap"
        step = max(_NAP_NS, (now - task.spinning_since) // _NAP_FRACTION)
        self._tracer.deadlines["nap", task.tid] = now + step

    # --- time ----------------------------------------------------------------------------------------------------

    def _local_now(self, task: Task) -> int:
        """The virtual time as this process knows it: what its clock told it last may be microseconds ahead."""
        if not task.live.clocked:
            return self._tracer.now
        return max(self._tracer.now, int.from_bytes(task.live.read(vdso.PAGE + 8, 8), "little"))

    def _absolute(self, nanoseconds: int, *, realtime: bool) -> int:
        epoch = self._tracer.epoch
        return nanoseconds - (epoch.realtime if realtime else epoch.monotonic)

    def _own(
        self,
        task: Task,
        registers: Registers,
        deadline: int,
        expire: Callable[[Registers], None],
        change: Callable[[Registers], None],
        *,
        sleep: bool = False,
    ) -> None:
        """Make a timed wait endless (`change`) and remember when to end it."""
        tracer = self._tracer
        saved = registers.copy()
        call = (registers.number, *(registers.argument(index) for index in range(6)))
        resumed = task.interrupted is not None and task.interrupted[1] == call
        if resumed:
            assert task.interrupted is not None
            deadline = task.interrupted[0]
        task.interrupted = None
        task.polls, task.spinning_since = 0, None
        if sleep and not resumed:
            seconds = round((deadline - self._local_now(task)) / 1e9, 5)
            tracer.record.event(task.draft, "sleep", tracer.t(), seconds=seconds)
        change(registers)
        registers.write()
        task.wait = Wait(deadline, expire, call)
        tracer.deadlines["wait", task.tid] = deadline
        task.leave = partial(self._woken, task, saved)
        tracer.resume(task, ptrace.SYSCALL)

    def _woken(self, task: Task, saved: bytes, registers: Registers) -> None:
        """An owned wait has ended: woken, interrupted by a signal, or its time is up."""
        wait, task.wait = task.wait, None
        assert wait is not None
        self._tracer.deadlines.pop(("wait", task.tid), None)
        result = registers.result
        registers.restore(saved)
        registers.result = result
        if wait.expired and (result in _RESTARTS or result == -errno.EINTR):
            registers.number = -1
            registers.result = 0
            wait.expire(registers)
        elif result in _RESTARTS:
            task.interrupted = (wait.deadline, wait.call)
        registers.write()
        self._pass(task)

    def _nanosleep(self, task: Task, registers: Registers) -> None:
        if registers.argument(2) & 0xFFFFFFFF == vdso.NAP_MAGIC and self._tracer.virtual:
            self._nap(task)
            registers.number = -1
            registers.result = 0
            registers.write()
            return
        self._sleep(task, registers, ptrace.timespec(task.live.read(registers.argument(0), 16)), None)

    def _clock_nanosleep(self, task: Task, registers: Registers) -> None:
        clock = registers.signed(0)
        if clock in _CPU_CLOCKS:
            self._pass(task)
            return
        nanoseconds = ptrace.timespec(task.live.read(registers.argument(2), 16))
        self._sleep(task, registers, nanoseconds, clock if registers.argument(1) & _TIMER_ABSTIME else None)

    def _sleep(self, task: Task, registers: Registers, nanoseconds: int, absolute_clock: int | None) -> None:
        tracer = self._tracer
        if not tracer.virtual:
            if absolute_clock is not None:
                nanoseconds -= time.clock_gettime_ns(absolute_clock)
            if nanoseconds > 0:
                tracer.record.event(task.draft, "sleep", tracer.t(), seconds=round(nanoseconds / 1e9, 2))
            self._pass(task)
            return
        local = self._local_now(task)
        if absolute_clock is None:
            deadline = local + nanoseconds
        else:
            deadline = self._absolute(nanoseconds, realtime=absolute_clock == time.CLOCK_REALTIME)
        if deadline <= local:
            registers.number = -1
            registers.result = 0
            registers.write()
            if not self._polled(task):
                self._pass(task)
            return
        self._own(task, registers, deadline, lambda registers: None, self._sleep_for_ever, sleep=True)

    def _sleep_for_ever(self, registers: Registers) -> None:
        """ppoll(2) of nothing, without a timeout: only a signal ends it."""
        registers.number = self._number["ppoll"]
        for index in range(5):
            registers.set_argument(index, 0)

    def _futex(self, task: Task, registers: Registers) -> None:
        operation = registers.signed(1)
        address = registers.argument(3)
        nanoseconds = ptrace.timespec(task.live.read(address, 16))
        realtime = bool(operation & _FUTEX_CLOCK_REALTIME) or operation & 0x7F == _FUTEX_LOCK_PI
        relative = operation & 0x7F == _FUTEX_WAIT
        local = self._local_now(task)
        deadline = local + nanoseconds if relative else self._absolute(nanoseconds, realtime=realtime)
        if deadline - local <= _GIL_WAIT_NS and task.live.holds_gil_lock(registers.argument(0)):
            if not relative:
                clock = time.CLOCK_REALTIME if realtime else time.CLOCK_MONOTONIC
                real = time.clock_gettime_ns(clock) + max(deadline - local, 0)
                task.live.write(address, struct.pack("qq", *divmod(real, 10**9)))
            self._pass(task)
            return

        def time_is_up(registers: Registers) -> None:
            registers.result = -errno.ETIMEDOUT

        self._own(task, registers, max(deadline, local), time_is_up, lambda r: r.set_argument(3, 0))

    def _milliseconds(self, index: int, task: Task, registers: Registers) -> None:
        """poll and its kin: a timeout in milliseconds."""
        timeout = registers.signed(index)
        if timeout == 0:
            if not self._polled(task):
                self._pass(task)
            return
        nothing = registers.number == self._number.get("poll") and registers.argument(1) == 0
        deadline = self._local_now(task) + timeout * 10**6
        self._own(
            task, registers, deadline, lambda r: None, lambda r: r.set_argument(index, _ENDLESS), sleep=nothing
        )

    def _timespec(self, index: int, task: Task, registers: Registers) -> None:
        """ppoll, select and their kin, sigtimedwait: a pointer to the timeout."""
        number = registers.number
        raw = task.live.read(registers.argument(index), 16)
        is_select = number == self._number.get("select")
        seconds, fraction = struct.unpack("qq", raw)
        timeout = seconds * 10**9 + fraction * (1000 if is_select else 1)
        if timeout == 0:
            if not self._polled(task):
                self._pass(task)
            return
        expire: Callable[[Registers], None] = lambda registers: None  # noqa: E731
        nothing = False
        if is_select or number == self._number["pselect6"]:
            expire = partial(self._clear_sets, task)
            nothing = not any(registers.argument(n) for n in (1, 2, 3))
        elif number == self._number["rt_sigtimedwait"]:
            expire = _try_again
        deadline = self._local_now(task) + timeout
        self._own(task, registers, deadline, expire, lambda r: r.set_argument(index, 0), sleep=nothing)

    def _clear_sets(self, task: Task, registers: Registers) -> None:
        """When a select's time is up, its descriptor sets are empty (select(2))."""
        length = (registers.signed(0) + 63) // 64 * 8
        for index in (1, 2, 3):
            if registers.argument(index):
                task.live.write(registers.argument(index), bytes(length))

    def _restart(self, task: Task, registers: Registers) -> None:
        """The kernel goes on with a poll that a stop interrupted; its deadline lives on."""
        if task.interrupted is None:
            self._pass(task)
            return
        deadline = task.interrupted[0]
        self._own(task, registers, deadline, lambda registers: None, lambda registers: None)

    def _yield(self, task: Task, registers: Registers) -> None:
        if not self._polled(task):
            self._pass(task)

    # --- alarms --------------------------------------------------------------------------------------------------

    def _alarm(self, task: Task, registers: Registers) -> None:
        seconds = registers.argument(0) & 0xFFFFFFFF
        left, _ = self._set_alarm(task, seconds * 10**9, 0)
        self._skip(task, registers, -(-left // 10**9))

    def _setitimer(self, task: Task, registers: Registers) -> None:
        if registers.signed(0) != signal.ITIMER_REAL:
            self._pass(task)
            return
        old = registers.argument(2)
        seconds = micro = interval_seconds = interval_micro = 0
        if registers.argument(1):
            raw = task.live.read(registers.argument(1), 32)
            interval_seconds, interval_micro, seconds, micro = struct.unpack("4q", raw)
        left = self._set_alarm(
            task, seconds * 10**9 + micro * 1000, interval_seconds * 10**9 + interval_micro * 1000
        )
        if old:
            task.live.write(old, _itimerval(*left))
        self._skip(task, registers, 0)

    def _getitimer(self, task: Task, registers: Registers) -> None:
        if registers.signed(0) != signal.ITIMER_REAL:
            self._pass(task)
            return
        task.live.write(registers.argument(1), _itimerval(*self._alarm_left(task)))
        self._skip(task, registers, 0)

    def _alarm_left(self, task: Task) -> tuple[int, int]:
        at = self._tracer.deadlines.get(("alarm", task.live.pid))
        return (0 if at is None else max(at - self._tracer.now, 1000)), task.live.alarm_interval

    def _set_alarm(self, task: Task, nanoseconds: int, interval: int) -> tuple[int, int]:
        left = self._alarm_left(task)
        key = ("alarm", task.live.pid)
        self._tracer.deadlines.pop(key, None)
        if nanoseconds:
            self._tracer.deadlines[key] = self._local_now(task) + nanoseconds
        task.live.alarm_interval = interval
        return left

    def ring(self, pid: int) -> None:
        """A process's alarm goes off."""
        live = self._tracer.lives[pid]
        if live.alarm_interval:
            self._tracer.deadlines["alarm", pid] = self._tracer.now + live.alarm_interval
        os.kill(pid, signal.SIGALRM)

    # --- signals -------------------------------------------------------------------------------------------------

    def _kill(self, who: int, what: int, task: Task, registers: Registers) -> None:
        target, number = registers.signed(who), registers.signed(what)
        if target > 0:
            draft = self._tracer.record.by_inner(target)
            self._sent(task, number, [draft] if draft else [])
        else:
            group = births.group_of(task.live) if target == 0 else None
            lives = list(self._tracer.lives.values())
            if target == -1:
                lives.remove(task.live)
            elif target < 0:
                leader = self._tracer.record.by_inner(-target)
                group = leader.pid if leader else None
            if target != -1:
                lives = [live for live in lives if births.group_of(live) == group]
            self._sent(task, number, [live.draft for live in lives])
        self._pass(task)

    def _pidfd_kill(self, task: Task, registers: Registers) -> None:
        live = self._tracer.lives.get(proc.pidfd_target(task.live.pid, registers.signed(0)) or 0)
        self._sent(task, registers.signed(1), [live.draft] if live else [])
        self._pass(task)

    def _sent(self, task: Task, number: int, drafts: list[Draft]) -> None:
        if number <= 0:
            return
        for draft in drafts:
            self._tracer.record.event(
                task.draft, "signal", self._tracer.t(), signal=births.signal_name(number), target=draft.id
            )

    # --- after an exec -------------------------------------------------------------------------------------------

    def after_exec(self, task: Task, go: Callable[[Task], None]) -> None:
        """Give a new program the virtual clock before its first instruction: map the page, rewrite the vDSO."""
        if not self._tracer.virtual:
            go(task)
            return
        task.leave = partial(self._exec_ends, task, go)
        self._tracer.resume(task, ptrace.SYSCALL)

    def _exec_ends(self, task: Task, go: Callable[[Task], None], registers: Registers) -> None:
        saved = registers.copy()
        registers.pc = vdso.rewrite(self._tracer.machine, task.live.pid, task.live.memory)
        registers.result = self._number["mmap"]
        for index, value in enumerate((vdso.PAGE, vdso.PAGE_BYTES, *vdso.MAP_ARGUMENTS, _ENDLESS, 0)):
            registers.set_argument(index, value)
        registers.write()
        task.leave = partial(self._map_begins, task, go, saved)
        self._tracer.resume(task, ptrace.SYSCALL)

    def _map_begins(self, task: Task, go: Callable[[Task], None], saved: bytes, registers: Registers) -> None:
        task.leave = partial(self._map_ends, task, go, saved)
        self._tracer.resume(task, ptrace.SYSCALL)

    def _map_ends(self, task: Task, go: Callable[[Task], None], saved: bytes, registers: Registers) -> None:
        registers.restore(saved)
        registers.write()
        self._tracer.start_clock(task.live)
        go(task)


def _try_again(registers: Registers) -> None:
    registers.result = -errno.EAGAIN


def _itimerval(left: int, interval: int) -> bytes:
    """struct itimerval (getitimer(2))."""
    seconds, nanoseconds = divmod(left, 10**9)
    interval_seconds, interval_nanoseconds = divmod(interval, 10**9)
    return struct.pack("4q", interval_seconds, interval_nanoseconds // 1000, seconds, nanoseconds // 1000)
