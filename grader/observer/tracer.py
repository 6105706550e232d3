"""The event loop: what the kernel reports about a tree of processes, and who may go on."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable, Mapping

from grader.observer import births, proc, ptrace, vdso
from grader.observer.calls import Calls
from grader.observer.channels import Channel
from grader.observer.limits import Limits
from grader.observer.machine import this_machine
from grader.observer.quiet import Quiet
from grader.observer.record import Draft, Record
from grader.observer.schedules import HOLD_QUANTUM_NS, Schedule
from grader.observer.state import Image, Live, Task
from grader.observer.trace import Blocked, Outcome

_SPIN_QUANTUM_NS = 250 * 10**6
"""CPU time that a program may use before the clock moves on although somebody still computes: it may be a spinner."""
_STANDSTILL_NS = 1500 * 10**6
"""CPU time without any event or any movement of the clock after which a run with a CPU limit is called a loop."""
_PATIENCE_MIN, _PATIENCE_MAX = 0.00005, 0.002
_STOPPING = {signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU}
_MEMORY_EVERY_SECONDS = 0.05


class Tracer:
    """Watches one tree of processes from its first process to its last.

    All calls must come from the thread that seized the first process (ptrace(2)). `closed` says that nothing outside
    the tree can wake anybody in it (a sandbox). `real_time` leaves clocks and schedules alone.
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
    ) -> None:
        self.record = record
        self.schedule = schedule
        self.limits = limits
        self.channels = channels
        self.closed = closed
        self.real_time = real_time
        self.terminal = terminal
        self.machine = this_machine()
        self.virtual = not real_time and vdso.has_clock(self.machine)
        self.now = 0
        self.started = time.monotonic()
        self.epoch = vdso.Epoch(time.time_ns(), time.monotonic_ns())
        self.tasks: dict[int, Task] = {}
        self.lives: dict[int, Live] = {}
        self.deadlines: dict[tuple[str, int], int] = {}
        self.outcome: Outcome = "finished"
        self.blocked: tuple[Blocked, ...] = ()
        self.ended = False
        self.stops = 0
        self.outside: frozenset[str] = frozenset()
        self._on_output = on_output
        self._recording = True
        self._early: dict[int, int] = {}
        self._strangers: dict[int, int] = {}
        self._cpu_of_dead = 0
        self._cpu_mark = 0
        self._progress = (0, 0)
        self._next_memory_look = 0.0
        self._calls = Calls(self)
        self._quiet = Quiet(self)

    # --- the run -------------------------------------------------------------------------------------------------

    def t(self) -> float:
        """Seconds since the start: virtual ones, or real ones in real time."""
        return round((time.monotonic() - self.started) if self.real_time else self.now / 1e9, 4)

    def adopt(self, pid: int, command: str, *, before_exec: bool) -> Live:
        """Attach to the first process. With `before_exec`, what it does until its exec is not the program's.

        Raises OSError where the machine forbids tracing.
        """
        ptrace.seize(pid)
        fields = proc.status(pid)
        parent = proc.inner_pid(proc.status(int(fields.get("PPid", "0")))) or 0
        draft = self.record.born(pid, proc.inner_pid(fields) or pid, None, parent, "main", command, 0.0)
        live = Live(draft, Image())
        self.lives[pid] = live
        self._add_task(pid, live)
        self._recording = not before_exec
        return live

    def run(self) -> None:
        """Watch until every process is gone."""
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        patience = _PATIENCE_MIN
        try:
            while self.tasks:
                if self._collect() or self.drain():
                    patience = _PATIENCE_MIN
                    continue
                if not self.tasks:
                    break
                waiting = self._step()
                if waiting is None:
                    patience = _PATIENCE_MIN
                    continue
                signal.sigtimedwait({signal.SIGCHLD}, min(patience, waiting))
                patience = min(patience * 2, _PATIENCE_MAX if waiting < 1 else 0.02)
            self.drain()
        finally:
            self._kill_all()
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            for live in list(self.lives.values()):
                live.forget_memory()

    def end(self, outcome: Outcome) -> None:
        """End the run here: say where everybody stood, then kill everything."""
        if not self.ended:
            self.outcome = outcome
            self.blocked = self._quiet.explain()
            self.drain()
            self.ended = True
        self._kill_all()

    def _kill_all(self) -> None:
        for live in self.lives.values():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(live.pid, signal.SIGKILL)

    def _step(self) -> float | None:
        """Move the run on; None if something changed, else how many seconds it is worth waiting for an event."""
        if self.ended:
            self._kill_all()
            return 0.01
        if self._over_limit():
            return None
        if not self._quiet.everybody(self.tasks.values()):
            return self._while_busy()
        if self.drain():
            return None
        self._cpu_mark = self.cpu_ns()
        if self._release_one():
            return None
        if self.real_time:
            if self._quiet.may_wake_by_itself():
                return 1.0
        elif self.deadlines:
            at = min(self.deadlines.values())
            if not self._quiet.waits_for_outside():
                self._move_to(at)
                return None
            remaining = (at - self.now) / 1e9 - (time.monotonic() - self._quiet.since)
            if remaining <= 0:
                self._quiet.moved()
                self._move_to(at)
                return None
            return remaining
        elif self._quiet.waits_for_outside():
            return 1.0
        if self._adopt_strays():
            return None
        self.end("deadlock")
        return None

    def _while_busy(self) -> float:
        self._quiet.moved()
        waiting = [task for task in self.tasks.values() if task.held == "parent"]
        for task in waiting:
            if self._newborn_blocked(task):
                self.let_go(task)
        held = any(task.held == "schedule" for task in self.tasks.values())
        if held or self.deadlines or self.limits.cpu_seconds is not None:
            used = self.cpu_ns()
            if self.stops != self._progress[0]:
                self._progress = (self.stops, used)
            if held and used - self._cpu_mark > HOLD_QUANTUM_NS:
                self._cpu_mark = used
                self._release_one()
            elif self.deadlines and used - self._cpu_mark > _SPIN_QUANTUM_NS and not self.real_time:
                self._cpu_mark = used
                self._move_to(min(self.deadlines.values()))
        return 0.5

    def _newborn_blocked(self, maker: Task) -> bool:
        newborns = [live for live in self.lives.values() if live.maker is maker]
        return all(self._quiet.everybody(live.tasks.values()) for live in newborns)

    def _release_one(self) -> bool:
        """Let go of somebody whom the schedule holds; False if nobody is held."""
        parents = [task for task in self.tasks.values() if task.held == "parent"]
        if parents:
            self.let_go(parents[0])
            return True
        held = [task for task in self.tasks.values() if task.held == "schedule"]
        if held:
            self.let_go(held[self.schedule.pick(len(held))])
        return bool(held)

    def let_go(self, task: Task) -> None:
        """A held thread goes on."""
        if task.held == "parent":
            for live in self.lives.values():
                if live.maker is task:
                    live.maker = None
        task.held = None
        self.deadlines.pop(("late", task.tid), None)
        self.deadlines.pop(("nap", task.tid), None)
        self.resume(task, ptrace.SYSCALL if task.leave else ptrace.CONT)

    # --- the clock -----------------------------------------------------------------------------------------------

    def _move_to(self, at: int) -> None:
        """The clock goes to the earliest deadline, and whoever it belongs to goes on."""
        limit = self.limits.virtual_seconds
        if limit is not None and at > limit * 1e9:
            self.end("time-limit")
            return
        self.now = max(self.now, at)
        self._write_clocks()
        window = 10**6 if self.schedule.name == "random" else 0
        due = [key for key, deadline in self.deadlines.items() if deadline <= at + window]
        kind, number = due[self.schedule.pick(len(due))]
        del self.deadlines[kind, number]
        if kind == "alarm":
            self._calls.ring(number)
            return
        task = self.tasks[number]
        if kind == "wait":
            assert task.wait is not None
            task.wait.expired = True
            with contextlib.suppress(ProcessLookupError):
                ptrace.interrupt(task.tid)
        else:
            self.let_go(task)

    def _write_clocks(self) -> None:
        if not self.virtual:
            return
        now = self.now.to_bytes(8, "little")
        for live in self.lives.values():
            if live.clocked:
                with contextlib.suppress(OSError):
                    live.write(vdso.PAGE, now)

    def start_clock(self, live: Live) -> None:
        """Its clock page is mapped: fill it."""
        live.write(vdso.PAGE, self.epoch.page(self.now))
        live.clocked = True

    # --- limits --------------------------------------------------------------------------------------------------

    def cpu_ns(self) -> int:
        """CPU time of the whole tree so far."""
        return self._cpu_of_dead + sum(task.files.cpu_ns() for task in self.tasks.values())

    def _over_limit(self) -> bool:
        limits = self.limits
        if limits.output_bytes is not None and self.record.output_bytes > limits.output_bytes:
            self.end("output-limit")
        elif limits.wall_seconds is not None and time.monotonic() - self.started > limits.wall_seconds:
            self.end("wall-limit")
        elif limits.cpu_seconds is not None and self._loops(limits.cpu_seconds):
            self.end("cpu-limit")
        elif limits.memory_bytes is not None and time.monotonic() > self._next_memory_look:
            self._next_memory_look = time.monotonic() + _MEMORY_EVERY_SECONDS
            if time.monotonic() - self.started > _MEMORY_EVERY_SECONDS:
                used = sum(proc.memory_bytes(pid) for pid in self.lives)
                if used > limits.memory_bytes:
                    self.end("memory-limit")
        return self.ended

    def _loops(self, cpu_seconds: float) -> bool:
        used = self.cpu_ns()
        stops, mark = self._progress
        return used > cpu_seconds * 1e9 or (stops == self.stops and used - mark > _STANDSTILL_NS)

    def _too_many(self) -> bool:
        limit = self.limits.processes
        return limit is not None and (len(self.lives) > limit or len(self.tasks) > 4 * limit)

    # --- output --------------------------------------------------------------------------------------------------

    def drain(self) -> int:
        """Record what has been written; the number of bytes."""
        count = 0
        for stream, channel in self.channels.items():
            for pid, data in channel.read():
                count += len(data)
                if self._on_output is not None:
                    self._on_output(stream, data)
                draft = self._writer(pid)
                if draft is not None and not self.ended and self._recording:
                    self.record.wrote(draft, stream, data, self.t())
        return count

    def _writer(self, pid: int) -> Draft | None:
        live = self.lives.get(pid)
        if live is not None:
            return live.draft
        return next((draft for draft in reversed(self.record.drafts) if draft.pid == pid), None)

    # --- events --------------------------------------------------------------------------------------------------

    def _collect(self) -> int:
        """Handle every event that the kernel has for us; how many there were."""
        count = 0
        while True:
            try:
                tid, status = os.waitpid(-1, os.WNOHANG | ptrace.WALL | ptrace.WNOTHREAD)
            except ChildProcessError:
                self.tasks.clear()
                return count
            if tid == 0:
                return count
            count += 1
            self.stops += 1
            self.drain()
            with contextlib.suppress(ProcessLookupError):
                self._handle(tid, status)

    def _handle(self, tid: int, status: int) -> None:
        task = self.tasks.get(tid)
        if os.WIFEXITED(status) or os.WIFSIGNALED(status):
            if task is None:
                self._strangers[tid] = status
            else:
                self._gone(task, status)
            return
        if task is None:
            self._early[tid] = status
            return
        event, number = status >> 16, os.WSTOPSIG(status)
        task.listening = False
        if self.ended:
            os.kill(task.live.pid, signal.SIGKILL)
            if event == ptrace.EVENT_EXIT:
                self.resume(task)
            return
        match event:
            case ptrace.EVENT_SECCOMP:
                self._calls.enter(task)
            case ptrace.EVENT_FORK | ptrace.EVENT_VFORK | ptrace.EVENT_CLONE:
                self._birth(task, ptrace.event_message(tid), vfork=event == ptrace.EVENT_VFORK)
            case ptrace.EVENT_VFORK_DONE:
                self._vfork_done(task)
            case ptrace.EVENT_EXEC:
                self._exec(task, ptrace.event_message(tid))
            case ptrace.EVENT_EXIT:
                self._exit(task, ptrace.event_message(tid))
            case ptrace.EVENT_STOP:
                self._event_stop(task, number)
            case _ if number == ptrace.SYSCALL_STOP:
                self._calls.stop(task)
            case _:
                self._calls.signalled(task, number)
                self.resume(task, ptrace.CONT, number)

    def resume(self, task: Task, request: int = ptrace.CONT, number: int = 0) -> None:
        ptrace.resume(task.tid, request, number)

    def _event_stop(self, task: Task, number: int) -> None:
        if task.live.newborn and task.tid == task.live.pid:
            self._first_stop(task)
        elif number in _STOPPING:
            task.listening = True
            ptrace.resume(task.tid, ptrace.LISTEN)
        elif task.held is None:
            self._calls.answered(task)

    def _add_task(self, tid: int, live: Live) -> Task:
        task = Task(tid, live, proc.Thread(tid))
        self.tasks[tid] = live.tasks[tid] = task
        return task

    def _birth(self, maker: Task, tid: int, *, vfork: bool) -> None:
        fields = proc.status(tid)
        if not fields:
            self.resume(maker)
            return
        if int(fields["Tgid"]) != tid:
            self._add_task(tid, maker.live)
        else:
            parent = maker.live.draft
            inner = proc.inner_pid(fields) or tid
            draft = self.record.born(tid, inner, parent, parent.inner_pid, "child", parent.command, self.t())
            live = Live(draft, maker.live.image, newborn=True, vforked=vfork, clocked=maker.live.clocked)
            live.vfork_parent = maker if vfork else None
            self.lives[tid] = live
            self._add_task(tid, live)
            maker.in_vfork = vfork
            if not vfork and not self.real_time:
                decision = self.schedule.newborn()
                births.plan(live, maker, decision)
        if self._too_many():
            self.end("process-limit")
            return
        if maker.held is None:
            self.resume(maker)
        early = self._early.pop(tid, None)
        if early is not None:
            self._handle(tid, early)

    def _first_stop(self, task: Task) -> None:
        """A newborn could run for the first time."""
        live = task.live
        live.newborn = False
        if live.vforked:
            self.resume(task)
        else:
            self._begin(task)

    def _begin(self, task: Task) -> None:
        """What the schedule has decided about a newborn happens."""
        decision = task.live.decision
        if decision.late_ns:
            task.held = "late"
            self.deadlines["late", task.tid] = self.now + decision.late_ns
        elif decision.held:
            task.held = "schedule"
        else:
            self.resume(task)

    def _vfork_done(self, task: Task) -> None:
        """The child of a vfork has its own program, or is gone. Until its exec is handled, its maker waits here."""
        task.in_vfork = False
        if any(live.vfork_parent is task for live in self.lives.values()):
            task.held = "parent"
        else:
            self.resume(task)

    def _exec(self, task: Task, former: int) -> None:
        """Another program in the same process; its other threads are gone, and `task` is the leader again."""
        live = task.live
        for other in [other for other in live.tasks.values() if other is not task]:
            self._drop(other)
        if former != task.tid:
            task.wait, task.leave = None, None
        live.forget_memory()
        live.image = Image()
        live.clocked = False
        arguments = proc.command(live.pid)
        live.draft.command = " ".join(arguments)
        first = not self._recording
        self._recording = True
        helper = births.is_helper(live, arguments) if live.vforked else False
        if helper:
            live.draft.role = "helper"
        self.record.event(live.draft, "exec", self.t())
        if first:
            self.outside = frozenset(proc.descriptors(live.pid).values()) - {"/dev/null"}
            self.outside -= {channel.name for channel in self.channels.values()}
        go = None
        maker, live.vfork_parent = live.vfork_parent, None
        if live.vforked and not helper and not self.real_time:
            live.decision = self.schedule.newborn()
            if live.decision.parent_waits:
                live.maker = maker
            go = self._begin
        live.vforked = False
        if maker is not None and maker.held == "parent" and live.maker is not maker:
            self.let_go(maker)
        self._calls.after_exec(task, go or self.resume)

    def _exit(self, task: Task, status: int) -> None:
        """A thread is about to exit; the leader's is the process's (unless the thread group goes on without it)."""
        if task.tid == task.live.pid:
            self._record_exit(task.live, status)
        self.resume(task)

    def _record_exit(self, live: Live, status: int) -> None:
        draft = live.draft
        if draft.over:
            return
        draft.over, draft.exited = True, self.t()
        if os.WIFSIGNALED(status):
            draft.signal = births.signal_name(os.WTERMSIG(status))
        else:
            draft.exit_code = os.WEXITSTATUS(status)
        if not self._recording:
            return
        self.record.event(draft, "exit", self.t(), exit_code=draft.exit_code, signal=draft.signal)
        for child in draft.children:
            if not child.over:
                child.orphaned = True
            elif not child.reaped:
                self._await_gone(child.pid)
                child.reaped = proc.state(child.pid) != "Z"

    def _await_gone(self, pid: int) -> None:
        """Take the last event of a process that has exited, so that the kernel can tell its parent."""
        live = self.lives.get(pid)
        if live is not None and set(live.tasks) == {pid}:
            with contextlib.suppress(ChildProcessError):
                self._handle(pid, os.waitpid(pid, ptrace.WALL)[1])

    def _gone(self, task: Task, status: int) -> None:
        live = task.live
        self._drop(task)
        if task.tid != live.pid:
            return
        if not self.ended:
            self._record_exit(live, status)
        for other in list(live.tasks.values()):
            self._drop(other)
        live.forget_memory()
        self.deadlines.pop(("alarm", live.pid), None)
        self.lives.pop(live.pid, None)
        maker = live.vfork_parent
        if maker is not None and maker.held == "parent":
            self.let_go(maker)
        if live.draft.parent is None:
            live.draft.reaped = True

    def _drop(self, task: Task) -> None:
        self._cpu_of_dead += task.files.cpu_ns()
        task.files.close()
        self.tasks.pop(task.tid, None)
        task.live.tasks.pop(task.tid, None)
        for kind in ("wait", "nap", "late"):
            self.deadlines.pop((kind, task.tid), None)

    def _adopt_strays(self) -> bool:
        """Newborns whose parent was killed before it could report them."""
        for tid, status in list(self._early.items()):
            fields = proc.status(tid)
            del self._early[tid]
            if not fields:
                continue
            parent = next((d for d in reversed(self.record.drafts) if d.pid == int(fields["PPid"])), None)
            parent = parent or self.record.drafts[0]
            inner = proc.inner_pid(fields) or tid
            draft = self.record.born(tid, inner, parent, parent.inner_pid, "child", parent.command, self.t())
            draft.orphaned = parent.over
            self.lives[tid] = Live(draft, Image(), newborn=True)
            self._add_task(tid, self.lives[tid])
            self._handle(tid, status)
            return True
        return False
