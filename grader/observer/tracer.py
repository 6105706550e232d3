"""The event loop: what the kernel reports about a tree of processes, and which thread may go on."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from collections.abc import Callable, Mapping

from grader.observer import proc, ptrace, vdso
from grader.observer.calls import Calls
from grader.observer.channels import Channel
from grader.observer.clock import Clock, Deadline
from grader.observer.errors import CannotTrace, ObserverFault
from grader.observer.family import Family
from grader.observer.limits import Limits
from grader.observer.lines import asking_line, own_line
from grader.observer.machine import this_machine
from grader.observer.quiet import Quiet
from grader.observer.record import ProcessDraft, Record
from grader.observer.run_state import RunState
from grader.observer.schedules import HOLD_QUANTUM_NS, Schedule
from grader.observer.signals import STOPPING
from grader.observer.state import Image, LiveProcess, Task
from grader.observer.threads import Threads
from grader.observer.turns import Turns
from grader.observer.watch import UsageWatch
from grader.python_stack.frames import ThreadLine
from grader.traces.model import Blocked, Outcome

_PATIENCE_MIN, _PATIENCE_MAX = 0.00005, 0.002
_PATIENCE_OUTSIDE = 0.02
_HOLD_SECONDS = 0.1
"""The most real time that a hold of ours lasts while something may come from outside."""
_EQUAL_NS = 50_000
"""Deadlines that differ by less are equal: every reading of a process's clock moves it by 10 ns."""
_AT_ONCE_NS = 10**6
"""Deadlines that are as good as equal, where the schedule draws their order."""
_KILLING_SECONDS = 5.0
_MOST_AT_ONCE = 100
"""How many events are handled before limits are looked at again."""


class Tracer:
    """Watches one tree of processes from its first process to its last.

    All calls must come from the thread that seized the first process (ptrace(2)). `closed` says that nothing outside
    the tree can wake a process in it (a sandbox). `real_time` leaves clocks and schedules alone. Raises CannotTrace
    where clocks cannot be virtual.
    """

    def __init__(
        self,
        record: Record,
        schedule: Schedule,
        limits: Limits,
        channels: Mapping[str, Channel],
        *,
        closed: bool,
        real_time: bool = False,
        terminal: bool = True,
        on_output: Callable[[str, bytes], None] | None = None,
        is_own: Callable[[ThreadLine], bool] | None = None,
    ) -> None:
        machine = this_machine()
        if not real_time and not vdso.has_clock(machine):
            raise CannotTrace(
                "this machine's clocks cannot be made virtual (its vDSO is missing or of an unknown kind). "
                "`grader trace --real-time` works."
            )
        self.state = RunState(
            record,
            schedule,
            limits,
            channels,
            machine,
            Clock(machine),
            closed=closed,
            real_time=real_time,
            terminal=terminal,
            is_own=is_own,
        )
        self.outcome: Outcome = "finished"
        self.blocked: tuple[Blocked, ...] = ()
        self.stops = 0
        self._handling: Task | None = None
        if is_own is not None:
            record.line_of = self._line_of
        self._watch = UsageWatch(self.state)
        self._threads = Threads(self.state)
        self._on_output = on_output
        self._streams = {channel.fileno(): stream for stream, channel in channels.items()}
        self._poll = select.poll()
        for descriptor in self._streams:
            self._poll.register(descriptor, select.POLLIN)
        self._family = Family(self.state, self._threads, self.handle)
        self._calls = Calls(self.state, self._threads, self._family.take_last_events)
        self._quiet = Quiet(self.state)
        self._turns = Turns(self.state, self._threads)

    # --- the run -------------------------------------------------------------------------------------------------

    def adopt(self, pid: int, command: str, *, before_exec: bool) -> LiveProcess:
        """Attach to the first process. With `before_exec`, what it does until its exec is not the program's.

        Raises OSError where the machine forbids tracing.
        """
        ptrace.seize(pid)
        fields = proc.status(pid)
        parent = proc.inner_pid(proc.status(int(fields.get("PPid", "0")))) or 0
        draft = self.state.record.born(pid, proc.inner_pid(fields) or pid, None, parent, "main", command, 0.0)
        live = self.state.lives[pid] = LiveProcess(draft, Image())
        self._family.add_task(pid, live)
        self.state.recording = not before_exec
        self.state.environment = proc.environment(pid)
        return live

    def run(self) -> None:
        """Watch until every process is gone. However it ends, none survives it.

        Raises ObserverFault where the observer itself fails.
        """
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        proc.set_timer_slack(1)
        try:
            self._watch_to_the_end()
        except (BrokenPipeError, CannotTrace):
            raise
        except Exception as error:
            raise ObserverFault(f"the observer failed: {type(error).__name__}: {error}") from error
        finally:
            self._kill_and_wait()
            proc.set_timer_slack(0)
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            for live in list(self.state.lives.values()):
                live.forget_memory()
            self._calls.timers.close()

    def _watch_to_the_end(self) -> None:
        patience = _PATIENCE_MIN
        while self.state.tasks:
            if self._collect() or self.drain():
                patience = _PATIENCE_MIN
                limit = None if self.state.ended else self._watch.over(may_move=True)
                if limit is not None:  # a process that makes events without end must not keep us from looking
                    self.end(limit)
                continue
            if not self.state.tasks:
                break
            waiting = self._step()
            if waiting is None:
                patience = _PATIENCE_MIN
                continue
            signal.sigtimedwait({signal.SIGCHLD}, min(patience, waiting))
            patience = min(patience * 2, _PATIENCE_MAX if waiting < 1 else _PATIENCE_OUTSIDE)
        self.drain()

    def end(self, outcome: Outcome) -> None:
        """End the run here: say where every process stood, then kill all of them."""
        if not self.state.ended:
            self.outcome = outcome
            self.blocked = self._quiet.explain()
            self.drain()
            self.state.ended = True
        self._kill_all()

    def _kill_all(self) -> None:
        """Kill every process; SIGKILL does not wake a thread that we hold at its exit stop (PTRACE_EVENT_EXIT)."""
        for live in self.state.lives.values():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(live.pid, signal.SIGKILL)
        for task in self.state.tasks.values():
            if task.held == "exit":
                task.held = None
                self._threads.resume(task)

    def _kill_and_wait(self) -> None:
        """Leave nothing behind, not even a zombie."""
        if not self._family.may_have_strays and not self.state.tasks:
            return
        self.state.ended = True
        self._kill_all()
        for task in list(self.state.tasks.values()):
            self._threads.resume(task)  # SIGKILL does not wake a thread stopped at its own exit (PTRACE_EVENT_EXIT)
        give_up = time.monotonic() + _KILLING_SECONDS
        while time.monotonic() < give_up:
            self._kill_all()
            if not self.state.tasks:
                self._family.look_for_strays()
                if not self._family.strays:
                    break
            if not self._collect():
                signal.sigtimedwait({signal.SIGCHLD}, 0.001)

    def _step(self) -> float | None:
        """Move the run on; None if something changed, else how many seconds it is worth waiting for an event."""
        if self.state.ended:
            self._kill_all()
            return 0.01
        held = self._turns.held()
        limit = self._watch.over(may_move=bool(self.state.clock.deadlines or held))
        if limit is not None:
            self.end(limit)
            return None
        if not self._quiet.everybody():
            self._while_busy(held)
            return 0.5
        if self._collect() or self.drain() or self._family.adopt_strays():
            return None
        self._watch.quiet()
        if held:
            at = self.state.clock.earliest()
            if self.state.schedule.takes_turns and at is not None and at <= self.state.clock.now + _EQUAL_NS:
                self._move_to(at)  # it can go on, too
            else:
                self._turns.let_one_go(held)
            return None
        return self._wait_for_something()

    def _wait_for_something(self) -> float | None:
        """Every thread is blocked: what can wake one?"""
        at = self.state.clock.earliest()
        if self._quiet.waits_for_outside():
            if at is None:
                return 1.0
            most = _HOLD_SECONDS if self.state.clock.is_held_at(at) else float("inf")
            remaining = min((at - self.state.clock.now) / 1e9, most) - (time.monotonic() - self._quiet.since)
            if remaining > 0:
                return remaining
            self._quiet.moved()
        if at is not None:
            self._move_to(at)
            return None
        if self._quiet.waits_for_signal() or (self.state.real_time and self._quiet.may_wake_by_itself()):
            return 1.0
        if self.state.closed or self._quiet.everybody():  # what was outside may have gone after waking a thread
            self.end("deadlock")
        return None

    def _while_busy(self, held: list[Task]) -> None:
        """A thread runs: one that waits for a newborn may go once that is blocked, and none computes for ever."""
        self._quiet.moved()
        for task in held:
            if task.held == "parent" and self._turns.newborn_blocked(task):
                self._threads.let_go(task)
                return
        if not self.state.computed_ns:
            return
        if held:
            if self._watch.computes_for(HOLD_QUANTUM_NS * self.state.limits.slowness):
                self._turns.let_one_go(held, most_overtaken=True)
        elif self.state.virtual and self._watch.computes_for(
            self.state.limits.computing_seconds * self.state.limits.slowness * 1e9
        ):
            at = self._watch.time_passes()
            if at is not None:
                self._move_to(at)

    # --- the clock -----------------------------------------------------------------------------------------------

    def _move_to(self, at: int) -> None:
        """The clock goes to `at`, and one of the threads whose deadline that is goes on."""
        limit = self.state.limits.virtual_seconds
        if limit is not None and at > limit * 1e9:
            self.end("time-limit")
            return
        due = self.state.clock.due(at, _AT_ONCE_NS if self.state.schedule.name == "random" else _EQUAL_NS)
        self.state.changed()
        if not due:
            self.state.clock.move(at, self.state.lives.values())
            return
        due.sort(key=self._seniority)
        kind, number = key = due[self.state.schedule.pick(len(due))]
        self.state.clock.move(self.state.clock.deadlines.pop(key), self.state.lives.values())
        if kind in ("alarm", "timer"):
            self._calls.ring(kind, number)
            return
        task = self.state.tasks[number]
        if kind == "wait":
            assert task.wait is not None
            task.wait.expired = True
            with contextlib.suppress(ProcessLookupError):
                ptrace.interrupt(task.tid)
        else:
            self._threads.let_go(task)

    def _seniority(self, key: Deadline) -> tuple[int, int]:
        """Equal deadlines come in the order of births, whichever thread was the first to be put on a processor."""
        kind, number = key
        if kind == "timer":
            return 0, number
        return (self.state.lives[number] if kind == "alarm" else self.state.tasks[number].live).draft.id, number

    # --- output --------------------------------------------------------------------------------------------------

    def drain(self) -> int:
        """Record what has been written; the number of bytes."""
        count = 0
        for descriptor, _ in self._poll.poll(0):
            stream = self._streams[descriptor]
            for pid, data in self.state.channels[stream].read():
                count += len(data)
                if self._on_output is not None:
                    self._on_output(stream, data)
                live = self.state.lives.get(pid)
                draft = live.draft if live else self.state.record.by_outer(pid)
                if draft is not None and not self.state.ended and self.state.recording:
                    self.state.record.wrote(draft, stream, data, self.state.t())
        return count

    # --- events --------------------------------------------------------------------------------------------------

    def _collect(self) -> int:
        """Handle every event that the kernel has for us; how many there were."""
        count = 0
        while count < _MOST_AT_ONCE:
            try:
                tid, status = os.waitpid(-1, os.WNOHANG | ptrace.WALL | ptrace.WNOTHREAD)
            except ChildProcessError:
                self.state.tasks.clear()
                return count
            if tid == 0:
                return count
            count += 1
            self.stops += 1
            self.drain()
            self.handle(tid, status)
        return count

    def handle(self, tid: int, status: int) -> None:
        """One event of waitpid(2)'s. A thread that is killed meanwhile has an event of its own to come."""
        task = self._handling = self.state.tasks.get(tid)
        with contextlib.suppress(ProcessLookupError):
            if task is None:
                self._family.unknown(tid, status)
            elif os.WIFEXITED(status) or os.WIFSIGNALED(status):
                self._family.gone(task, status)
            elif self.state.ended:
                self._kill_all()
                self._threads.resume(task)
            else:
                task.listening = False
                self._stopped(task, status >> 16, os.WSTOPSIG(status))
                if self.state.over is not None:
                    self.end(self.state.over)

    def _line_of(self, draft: ProcessDraft) -> ThreadLine | None:
        """The line of its own that a process is at, by the thread whose event is being handled, if it is one of its."""
        live = self.state.lives.get(draft.pid)
        if live is None or live.draft is not draft:
            return None
        task, is_own = self._handling, self.state.is_own
        if draft.role == "helper":
            return asking_line(self.state.lives.values(), is_own) if is_own is not None else None
        if task is None or task.live is not live:
            task = live.tasks.get(live.pid)
        return own_line(live, task, is_own) if task is not None and is_own is not None else None

    def _stopped(self, task: Task, event: int, number: int) -> None:
        family = self._family
        match event:
            case ptrace.EVENT_SECCOMP:
                self._calls.enter(task)
            case ptrace.EVENT_FORK | ptrace.EVENT_VFORK | ptrace.EVENT_CLONE:
                family.birth(task, ptrace.event_message(task.tid), vfork=event == ptrace.EVENT_VFORK)
            case ptrace.EVENT_VFORK_DONE:
                family.vfork_done(task)
            case ptrace.EVENT_EXEC:
                family.exec(task, ptrace.event_message(task.tid))
            case ptrace.EVENT_EXIT:
                family.exit(task, ptrace.event_message(task.tid))
            case ptrace.EVENT_STOP:
                self._event_stop(task, number)
            case _ if number == ptrace.SYSCALL_STOP:
                self._calls.stop(task)
            case _:
                self._calls.arrives(task, number)
                self._threads.resume(task, ptrace.CONT, number)

    def _event_stop(self, task: Task, number: int) -> None:
        if task.live.newborn and task.tid == task.live.pid:
            self._family.first_stop(task)
        elif number in STOPPING:
            task.listening = True
            ptrace.resume(task.tid, ptrace.LISTEN)
        elif task.held is None:
            self._calls.answered(task)
