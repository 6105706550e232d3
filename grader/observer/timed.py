"""Timed waits: sleeps, polls and locks with a timeout, whose deadlines the observer owns.

From the entry of the call on, a timed wait is an endless one; when its time has come it is interrupted and given the
result that means "time is up". So no timer of the kernel's runs, and the load of the machine changes nothing.
"""

from __future__ import annotations

import errno
import struct
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from grader.observer import proc, ptrace, seccomp, vdso
from grader.observer.errors import BadMemory
from grader.observer.holds import Holds
from grader.observer.ptrace import Registers
from grader.observer.run_state import RunState
from grader.observer.state import Task, Wait
from grader.observer.system_calls import ABSOLUTE, FUTEX_COMMAND, TIMEOUT_MILLISECONDS, TIMEOUT_POINTER
from grader.observer.threads import Threads

RESTARTS = {-512, -513, -514, -516}
"""-ERESTARTSYS, -ERESTARTNOINTR, -ERESTARTNOHAND, -ERESTART_RESTARTBLOCK (linux/errno.h): interrupted by a stop."""
_ENDLESS = 2**64 - 1
_TIMER_ABSTIME = 1
_CPU_CLOCKS = (time.CLOCK_PROCESS_CPUTIME_ID, time.CLOCK_THREAD_CPUTIME_ID)
_FUTEX_WAIT, _FUTEX_LOCK_PI = 0, 6
_FUTEX_CLOCK_REALTIME = 256
_NEVER_NS = 100 * 365 * 86400 * 10**9
"""threading.TIMEOUT_MAX is 292 years: who waits so long waits for ever, and a clock that got there would overflow."""
_MOST_DESCRIPTORS = 1 << 20
_GIL_WAIT_NS = 20 * 10**6
"""A thread that waits for the GIL does so for sys.getswitchinterval() at a time, 5 ms by default."""
_POLLS = 200
"""Polls in a row after which a process that only asks and never waits is put to sleep."""
_POLLS_OF_A_SPINNER = 5
_NAP_NS = 10**6
_NAP_FRACTION = 64
_LONGEST_NAP_NS = 1000 * 10**9
_WORK_NS = 20 * 10**6
"""CPU time between two naps that only asking never takes."""


class Timed:
    """The timed system calls, for one run."""

    def __init__(self, run: RunState, threads: Threads) -> None:
        self._run = run
        self._threads = threads
        self._clock = run.clock
        self._number = run.machine.calls
        self._holds = Holds(run.clock)
        self.handlers: dict[str, Callable[[Task, Registers], None]] = {
            "nanosleep": self._nanosleep,
            "clock_nanosleep": self._clock_nanosleep,
            "futex": self._futex,
            **{name: partial(self._milliseconds, index) for name, index in TIMEOUT_MILLISECONDS.items()},
            **{name: partial(self._timespec, index) for name, index in TIMEOUT_POINTER.items() if name not in ABSOLUTE},
            **{name: partial(self._absolute, TIMEOUT_POINTER[name], clock) for name, clock in ABSOLUTE.items()},
            "restart_syscall": self._restart,
            "sched_yield": self._yield,
            **dict.fromkeys(seccomp.READS, self._read),
        }

    # --- owning a wait -------------------------------------------------------------------------------------------

    def _own(
        self,
        task: Task,
        registers: Registers,
        deadline: int,
        expire: Callable[[Registers], None],
        change: Callable[[Registers], None],
        *,
        call: tuple[int, ...] | None = None,
        sleep: bool = False,
        rest: int = 0,
    ) -> None:
        """Make a timed wait endless (`change`) and remember when to end it.

        `sleep` says that it waits for nothing but time; `rest` is where the program wants the time that is left of an
        interrupted sleep; `call` is what it is called if not by its registers.
        """
        saved = registers.copy()
        call = call or (registers.number, *(registers.argument(index) for index in range(6)))
        earlier, task.interrupted = task.interrupted, None
        task.waits()
        if earlier is not None and earlier.call == call:
            task.wait = replace(earlier, expire=expire)
            deadline = earlier.deadline
        else:
            seconds = round((deadline - self._clock.local(task)) / 1e9, 5)
            record, now = self._run.record, self._run.t()
            self._holds.cut_short(task.tid, seconds)
            if sleep:
                record.event(task.draft, "sleep", now, seconds=seconds)
            task.wait = Wait(deadline, expire, call, now, record.place, seconds, sleep)
        change(registers)
        registers.write()
        if deadline < _NEVER_NS:
            self._clock.deadlines["wait", task.tid] = deadline
        task.leave = partial(self._woken, task, saved, rest)
        self._threads.resume(task, ptrace.SYSCALL)

    def _woken(self, task: Task, saved: bytes, rest: int, registers: Registers) -> None:
        """An owned wait has ended: woken, interrupted by a signal, or its time is up.

        The program must find its argument registers as it left them. A call whose time is up gets the number -1, or
        the kernel would make it again (arch_do_signal_or_restart).
        """
        wait, task.wait = task.wait, None
        assert wait is not None
        self._clock.deadlines.pop(("wait", task.tid), None)
        result = registers.result
        registers.restore(saved)
        registers.result = result
        broken_off = result in RESTARTS or result == -errno.EINTR
        if wait.expired and broken_off:
            registers.number = -1
            registers.result = 0
            try:
                wait.expire(registers)
            except BadMemory:
                registers.result = -errno.EFAULT
            if not wait.sleep and wait.seconds > 0:
                self._run.record.belated(wait.place, task.draft, "sleep", wait.began, seconds=wait.seconds)
        elif broken_off:
            task.interrupted = wait
            if rest:
                left = min(max(wait.deadline - self._clock.now, 0), _NEVER_NS)
                try:
                    task.live.write(rest, struct.pack("qq", *divmod(left, 10**9)))
                except BadMemory:
                    registers.result = -errno.EFAULT
        registers.write()
        if broken_off and not wait.expired:
            self._threads.resume(task)
        else:
            self._threads.goes_on(task, "woken")

    def _skip(self, task: Task, registers: Registers) -> None:
        """The call is not made, and succeeds; the thread is not let go."""
        registers.number = -1
        registers.result = 0
        registers.write()

    # --- asking again and again ----------------------------------------------------------------------------------

    def polled(self, task: Task) -> bool:
        """Count a question that does not wait; True if the process now naps, to be resumed later."""
        if not self._run.virtual:
            return False
        task.polls += 1
        if task.polls <= (_POLLS if task.spinning_since is None else _POLLS_OF_A_SPINNER):
            return False
        self._nap(task)
        return True

    def _nap(self, task: Task) -> None:
        """Hold a thread for a while, as it only asks or looks at the clock.

        The naps of one that goes on grow with the time that it has been at it, so that a hundred seconds of busy
        waiting cost some hundred naps, and it sees what it waits for at most 2 % late. Who computes much in between
        naps for as long as that takes: it may be at work until a certain time.
        """
        now, used = self._clock.now, task.files.cpu_ns()
        if task.spinning_since is None:
            task.spinning_since = now
        worked = used - task.cpu_at_nap
        longer = min((now - task.spinning_since) // _NAP_FRACTION, _LONGEST_NAP_NS)
        step = max(_NAP_NS, longer, worked if worked > _WORK_NS else 0)
        task.cpu_at_nap = used
        task.polls = 0
        task.held = "nap"
        self._clock.deadlines["nap", task.tid] = now + step

    def _ask(self, task: Task) -> None:
        """A wait of no time at all: a question."""
        task.live.signalled.clear()
        turns = self._run.schedule.takes_turns
        if turns:
            task.leave = partial(self._answered, task)
        if not self.polled(task):
            self._threads.resume(task, ptrace.SYSCALL if turns else ptrace.CONT)

    def _answered(self, task: Task, registers: Registers) -> None:
        """A question has been answered: "not yet" is 0, or for a signal EAGAIN."""
        if registers.result in (0, -errno.EAGAIN):
            self._threads.goes_on(task, "asked")
        else:
            self._threads.resume(task)

    def _yield(self, task: Task, registers: Registers) -> None:
        self._ask(task)

    # --- waits without a time, where processes wait for their turn -----------------------------------------------

    def _untimed(self, task: Task) -> None:
        """See the end of a wait that nothing but its event ends."""
        task.leave = partial(self._came, task)
        self._threads.resume(task, ptrace.SYSCALL)

    def _came(self, task: Task, registers: Registers) -> None:
        if registers.result in RESTARTS:
            self._threads.resume(task)
        else:
            self._threads.goes_on(task, "woken")

    def _read(self, task: Task, registers: Registers) -> None:
        target = proc.descriptor(task.live.pid, registers.signed(0))
        if target is not None and target.startswith(("pipe:", "socket:")):
            self._untimed(task)
        else:
            self._threads.resume(task)

    # --- sleeps --------------------------------------------------------------------------------------------------

    def _nanosleep(self, task: Task, registers: Registers) -> None:
        if registers.argument(2) & 0xFFFFFFFF == vdso.NAP_MAGIC and self._run.virtual:
            self._skip(task, registers)
            self._nap(task)
            return
        nanoseconds = _timespec(task.live.read(registers.argument(0), 16))
        self._sleep(task, registers, nanoseconds, None, registers.argument(1))

    def _clock_nanosleep(self, task: Task, registers: Registers) -> None:
        clock = registers.signed(0)
        if clock in _CPU_CLOCKS:
            self._threads.resume(task)
            return
        nanoseconds = _timespec(task.live.read(registers.argument(2), 16))
        absolute = registers.argument(1) & _TIMER_ABSTIME
        self._sleep(task, registers, nanoseconds, clock if absolute else None, registers.argument(3))

    def _sleep(
        self, task: Task, registers: Registers, nanoseconds: int | None, absolute_clock: int | None, rest: int
    ) -> None:
        if nanoseconds is None:
            self._threads.resume(task)  # the kernel will say EINVAL
            return
        if not self._run.virtual:
            self._sleep_in_real_time(task, nanoseconds, absolute_clock)
            return
        local = self._clock.local(task)
        if absolute_clock is None:
            deadline = local + nanoseconds
        else:
            rest = 0
            deadline = self._clock.since_start(nanoseconds, realtime=absolute_clock == time.CLOCK_REALTIME)
        if deadline <= local:
            self._skip(task, registers)
            task.live.signalled.clear()
            if not self.polled(task):
                self._threads.goes_on(task, "asked")
            return
        self._own(task, registers, deadline, lambda registers: None, self._pause, sleep=True, rest=rest)

    def _sleep_in_real_time(self, task: Task, nanoseconds: int, absolute_clock: int | None) -> None:
        call = (nanoseconds, -1 if absolute_clock is None else absolute_clock)
        if absolute_clock is not None:
            nanoseconds -= time.clock_gettime_ns(absolute_clock)
        again = absolute_clock is not None and task.restarting == call
        if nanoseconds > 0 and not again:
            self._run.record.event(task.draft, "sleep", self._run.t(), seconds=round(nanoseconds / 1e9, 3))
        task.restarting = call
        self._threads.resume(task)

    def _pause(self, registers: Registers) -> None:
        """ppoll(2) of nothing, without a timeout: only a signal ends it."""
        registers.number = self._number["ppoll"]
        for index in range(5):
            registers.set_argument(index, 0)

    # --- locks ---------------------------------------------------------------------------------------------------

    def _futex(self, task: Task, registers: Registers) -> None:
        operation = registers.signed(1)
        address = registers.argument(3)
        if address == 0:
            if task.live.holds_gil_lock(registers.argument(0)):
                self._threads.resume(task)
            else:
                self._untimed(task)
            return
        timeout = task.live.read(address, 16)
        if timeout == task.gil_deadline:  # the C library waits again for the same deadline
            self._threads.resume(task)
            return
        nanoseconds = _timespec(timeout)
        if nanoseconds is None:
            self._threads.resume(task)  # the kernel will say EINVAL
            return
        realtime = bool(operation & _FUTEX_CLOCK_REALTIME) or operation & FUTEX_COMMAND == _FUTEX_LOCK_PI
        relative = operation & FUTEX_COMMAND == _FUTEX_WAIT
        local = self._clock.local(task)
        deadline = local + nanoseconds if relative else self._clock.since_start(nanoseconds, realtime=realtime)
        if deadline - local <= _GIL_WAIT_NS and task.live.holds_gil_lock(registers.argument(0)):
            if not relative:
                clock = time.CLOCK_REALTIME if realtime else time.CLOCK_MONOTONIC
                real = time.clock_gettime_ns(clock) + max(deadline - local, 0)
                task.gil_deadline = struct.pack("qq", *divmod(real, 10**9))
                task.live.write(address, task.gil_deadline)
            self._threads.resume(task)
            return
        self._own(task, registers, max(deadline, local), _timed_out, lambda r: r.set_argument(3, 0))

    # --- descriptors and signals ---------------------------------------------------------------------------------

    def _milliseconds(self, index: int, task: Task, registers: Registers) -> None:
        """poll and its kin: a timeout in milliseconds."""
        timeout = registers.signed(index)
        if timeout <= 0:
            (self._untimed if timeout else self._ask)(task)
            return
        nothing = registers.number == self._number.get("poll") and registers.argument(1) == 0
        deadline = self._clock.local(task) + timeout * 10**6
        self._own(task, registers, deadline, lambda r: None, lambda r: r.set_argument(index, _ENDLESS), sleep=nothing)

    def _timespec(self, index: int, task: Task, registers: Registers) -> None:
        """ppoll, select and their kin, sigtimedwait: a pointer to the timeout."""
        number = registers.number
        if registers.argument(index) == 0:
            self._untimed(task)
            return
        is_select = number == self._number.get("select")
        timeout = _timespec(task.live.read(registers.argument(index), 16), microseconds=is_select)
        if timeout is None:
            self._threads.resume(task)  # the kernel will say EINVAL
            return
        if timeout == 0:
            self._ask(task)
            return
        expire: Callable[[Registers], None] = lambda registers: None  # noqa: E731
        nothing = False
        if is_select or number == self._number["pselect6"]:
            expire = partial(self._clear_sets, task)
            nothing = not any(registers.argument(n) for n in (1, 2, 3))
        elif number in (self._number["rt_sigtimedwait"], self._number["semtimedop"]):
            expire = _try_again
        deadline = self._clock.local(task) + timeout
        self._own(task, registers, deadline, expire, lambda r: r.set_argument(index, 0), sleep=nothing)

    def _absolute(self, index: int, clock: int | None, task: Task, registers: Registers) -> None:
        """A pointer to the point in time at which to give up, of the clock that an argument names."""
        if registers.argument(index) == 0:
            self._untimed(task)
            return
        nanoseconds = _timespec(task.live.read(registers.argument(index), 16))
        which = time.CLOCK_REALTIME if clock is None else registers.signed(clock)
        if nanoseconds is None or which not in (time.CLOCK_REALTIME, time.CLOCK_MONOTONIC):
            self._threads.resume(task)  # the kernel will say EINVAL
            return
        deadline = self._clock.since_start(nanoseconds, realtime=which == time.CLOCK_REALTIME)
        local = self._clock.local(task)
        self._own(task, registers, max(deadline, local), _timed_out, lambda r: r.set_argument(index, 0))

    def _clear_sets(self, task: Task, registers: Registers) -> None:
        """When a select's time is up, its descriptor sets are empty (select(2))."""
        length = (min(max(registers.signed(0), 0), _MOST_DESCRIPTORS) + 63) // 64 * 8
        for index in (1, 2, 3):
            if registers.argument(index):
                task.live.write(registers.argument(index), bytes(length))

    def _restart(self, task: Task, registers: Registers) -> None:
        """The kernel goes on with a poll that a stop interrupted; its deadline lives on."""
        if task.interrupted is None:
            self._threads.resume(task)
            return
        wait = task.interrupted
        self._own(task, registers, wait.deadline, lambda registers: None, lambda registers: None, call=wait.call)


def _timespec(data: bytes, *, microseconds: bool = False) -> int | None:
    """Nanoseconds in a struct timespec, or timeval; None for one that the kernel refuses.

    select(2) takes more than a million microseconds for what they are.
    """
    seconds, fraction = struct.unpack("qq", data)
    if seconds < 0 or fraction < 0 or (fraction >= 10**9 and not microseconds):
        return None
    return min(int(seconds) * 10**9 + int(fraction) * (1000 if microseconds else 1), 2 * _NEVER_NS)


def _timed_out(registers: Registers) -> None:
    registers.result = -errno.ETIMEDOUT


def _try_again(registers: Registers) -> None:
    registers.result = -errno.EAGAIN
