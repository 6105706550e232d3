"""What the system calls that stop for the observer mean: which handler has which, output, marks, waits for children."""

from __future__ import annotations

import errno
import struct
from collections.abc import Callable
from functools import partial

from grader.observer import proc, ptrace
from grader.observer.alarms import Alarms
from grader.observer.errors import BadMemory
from grader.observer.inside.witness import MARK_DESCRIPTOR
from grader.observer.limits import LONGEST_MARK
from grader.observer.ptrace import Registers
from grader.observer.record import ProcessDraft
from grader.observer.run_state import RunState
from grader.observer.seccomp import TCGETS2
from grader.observer.signals import Signals
from grader.observer.state import Task
from grader.observer.threads import Threads
from grader.observer.timed import RESTARTS, Timed
from grader.observer.timers import Timers

_WNOHANG, _WNOWAIT = 1, 0x01000000
_P_PID, _P_PIDFD = 1, 3
_SI_PID_OFFSET = 16
"""si_pid in siginfo_t on 64-bit machines (sigaction(2))."""
_TERMIOS_BYTES = {True: 44, False: 36}
"""struct termios2 and struct termios (ioctl_tty(2))."""


class Calls:
    """The meaning of system calls, for one run. `before_poll` is called where a process asks for its dead."""

    def __init__(self, run: RunState, threads: Threads, before_poll: Callable[[ProcessDraft], None]) -> None:
        self._run = run
        self._threads = threads
        self._before_poll = before_poll
        self._timed = Timed(run, threads)
        self._signals = Signals(run, threads)
        self._alarms = Alarms(run, threads)
        self.timers = Timers(run, threads)
        self.arrives = self._signals.arrives
        self._number = run.machine.calls
        handlers: dict[str, Callable[[Task, Registers], None]] = {
            "write": self._write,
            "writev": self._other_write,
            "sendto": self._other_write,
            "sendmsg": self._other_write,
            "ioctl": self._ioctl,
            "wait4": self._wait,
            "waitid": self._wait,
            **self._timed.handlers,
            **self._signals.handlers,
            **self._alarms.handlers,
            **self.timers.handlers,
        }
        self.handled = frozenset(handlers)
        """The names of the calls that have a handler."""
        self._handlers = {self._number[name]: handler for name, handler in handlers.items() if name in self._number}

    def ring(self, kind: str, number: int) -> None:
        """An alarm or a timer goes off."""
        (self._alarms if kind == "alarm" else self.timers).ring(number)

    def enter(self, task: Task) -> None:
        """A call that the filter stops is about to begin."""
        registers = Registers(self._run.machine, task.tid)
        handler = self._handlers.get(registers.number)
        try:
            if handler is not None:
                handler(task, registers)
                return
        except BadMemory:
            task.leave = None
        self._threads.resume(task)  # after a bad pointer, the kernel will say EFAULT

    def stop(self, task: Task) -> None:
        """A call whose end we wanted to see has ended."""
        leave, task.leave = task.leave, None
        if leave is None:
            self._threads.resume(task)
        else:
            try:
                leave(Registers(self._run.machine, task.tid))
            except BadMemory:  # what was there when the call began has been taken away meanwhile
                registers = Registers(self._run.machine, task.tid)
                registers.result = -errno.EFAULT
                registers.write()
                self._threads.resume(task)

    def answered(self, task: Task) -> None:
        """It stopped for an interrupt outside of a call, or goes on after a group stop."""
        self._threads.resume(task, ptrace.SYSCALL if task.leave else ptrace.CONT)

    # --- output and marks ----------------------------------------------------------------------------------------

    def _write(self, task: Task, registers: Registers) -> None:
        if registers.signed(0) != MARK_DESCRIPTOR:
            self._other_write(task, registers)
            return
        length = min(registers.argument(2), LONGEST_MARK)
        text = task.live.read(registers.argument(1), length)
        self._run.record.event(task.draft, "mark", self._run.t(), text=text.decode("utf-8", errors="backslashreplace"))
        self._threads.answer(registers, length)
        self._threads.goes_on(task, "wrote")

    def _other_write(self, task: Task, registers: Registers) -> None:
        self._run.record.new_write(task.draft)
        self._threads.goes_on(task, "wrote")

    def _ioctl(self, task: Task, registers: Registers) -> None:
        """Is this a terminal? Our stdout says yes, so that Python buffers it by lines."""
        fd, request, address = registers.signed(0), registers.argument(1) & 0xFFFFFFFF, registers.argument(2)
        stdout = self._run.channels["stdout"].name
        if self._run.terminal and proc.descriptor(task.live.pid, fd) == stdout:
            task.live.write(address, bytes(_TERMIOS_BYTES[request == TCGETS2]))
            self._threads.skip(task, registers, 0)
        else:
            self._threads.resume(task)

    # --- waiting for children ------------------------------------------------------------------------------------

    def _wait(self, task: Task, registers: Registers) -> None:
        by_id = registers.number == self._number["waitid"]
        options = registers.argument(3 if by_id else 2)
        asks = bool(options & _WNOHANG)
        if asks and not by_id and self._too_early(task, registers.signed(0)):
            self._threads.answer(registers, 0)
            self._threads.goes_on(task, "asked")
            return
        call = (registers.number, *(registers.argument(index) for index in range(4)))
        if not asks:
            if task.restarting != call:
                on = self._waited_for(task, registers, by_id=by_id)
                self._run.record.event(task.draft, "wait", self._run.t(), on=on)
            task.waits()
        else:
            self._before_poll(task.draft)
        task.restarting = None
        info = registers.argument(2) if by_id else None
        collects = not (by_id and options & _WNOWAIT)
        task.leave = partial(self._waited, task, call, info, collects, asks)
        if not (asks and self._timed.polled(task)):
            self._threads.resume(task, ptrace.SYSCALL)

    def _too_early(self, task: Task, pid: int) -> bool:
        """Whether a process asks for a child that it has just sent a signal, for the first time since, and without
        having waited for anything: the signal has only been sent.

        Whether the child is dead by then would depend on how quick we are, and the load of the machine; to be told
        that it is not is always possible (signals are pending until they are delivered, signal(7)), and what a right
        program must cope with.
        """
        draft = self._run.record.by_inner(pid) if pid > 0 and self._run.virtual else None
        if draft is None or task.live.signalled.get(draft.id, True):
            return False
        task.live.signalled[draft.id] = True
        return True

    def _waited_for(self, task: Task, registers: Registers, *, by_id: bool) -> int | None:
        if not by_id:
            pid = registers.signed(0)
        elif registers.argument(0) == _P_PID:
            pid = registers.signed(1)
        elif registers.argument(0) == _P_PIDFD:
            outer = proc.pidfd_target(task.live.pid, registers.signed(1))
            draft = self._run.record.by_outer(outer or 0)
            return draft.id if draft else None
        else:
            return None
        draft = self._run.record.by_inner(pid) if pid > 0 else None
        return draft.id if draft else None

    def _waited(
        self, task: Task, call: tuple[int, ...], info: int | None, collects: bool, asks: bool, registers: Registers
    ) -> None:
        child = None
        if registers.result in RESTARTS:
            task.restarting = call
            self._threads.resume(task)
            return
        if collects and registers.result >= 0:
            child = self._collected(task, info, registers.result)
            if child is not None and child.over and not child.reaped:
                child.reaped = True
                task.waits()
                self._run.record.event(task.draft, "reap", self._run.t(), child=child.id)
        if asks and (child is not None or registers.result < 0):
            self._threads.resume(task)
        else:
            self._threads.goes_on(task, "asked" if asks else "woken")

    def _collected(self, task: Task, info: int | None, result: int) -> ProcessDraft | None:
        """The child that a successful wait call collected; waitid may have been told to report none."""
        if info is None:
            return self._run.record.by_inner(result) if result else None
        if info:
            try:
                pid = struct.unpack("i", task.live.read(info + _SI_PID_OFFSET, 4))[0]
            except BadMemory:  # the kernel has written it, and another thread has taken it away since
                return None
            return self._run.record.by_inner(pid) if pid else None
        unseen = [child for child in task.draft.children if child.over and not child.reaped]
        return next((child for child in unseen if proc.state(child.pid) is None), None)
