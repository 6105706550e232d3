"""Births, new programs and deaths: what the tree of processes is at every moment."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable
from functools import partial

from grader.observer import clock_install, lines, proc, ptrace
from grader.observer.helpers import is_helper
from grader.observer.limits import SHOWN_COMMAND
from grader.observer.ptrace import Registers
from grader.observer.record import ProcessDraft
from grader.observer.run_state import RunState
from grader.observer.schedules import Decision
from grader.observer.signals import name
from grader.observer.snapshot import Ready
from grader.observer.state import Image, LiveProcess, Task
from grader.observer.threads import Threads
from grader.observer.transplant import transplant

_DYING_SECONDS = 60.0
"""Nobody who is killed needs so long, even on a starved machine, unless the kill did not reach him (the first process
of a PID namespace). A run with a wall limit ends at that limit."""
_LOOK_SECONDS = 0.0001


def _shown(arguments: tuple[str, ...]) -> str:
    command = " ".join(arguments)
    return command if len(command) <= SHOWN_COMMAND else command[:SHOWN_COMMAND] + "..."


class Family:
    """The processes and threads of one run's tree, from ptrace's event stops."""

    def __init__(self, run: RunState, threads: Threads, handle: Callable[[int, int], None]) -> None:
        self._run = run
        self._threads = threads
        self._handle = handle
        self._early: dict[int, int] = {}
        """Newborns that stopped before their maker told us of them (the two events race, ptrace(2))."""
        self._dead_early: dict[int, int] = {}
        """The same for newborns that somebody has killed."""
        self.strays: set[int] = set()
        """After the end of the run: who is still to die of whom we know nothing."""

    # --- births --------------------------------------------------------------------------------------------------

    def add_task(self, tid: int, live: LiveProcess) -> Task:
        task = Task(tid, live, proc.Thread(tid))
        self._run.tasks[tid] = live.tasks[tid] = task
        return task

    def unknown(self, tid: int, status: int) -> None:
        """An event of somebody whom we do not know yet."""
        if os.WIFEXITED(status) or os.WIFSIGNALED(status):
            self._early.pop(tid, None)
            self.strays.discard(tid)
            self._dead_early[tid] = status
        elif self._run.ended:
            self.strays.add(tid)
            os.kill(tid, signal.SIGKILL)
            ptrace.resume(tid)
        else:
            self._early[tid] = status

    @property
    def may_have_strays(self) -> bool:
        """Whether the run was ended, or somebody killed, so that a newborn may be left of whom nobody has told."""
        return bool(self._run.ended or self._early or any(d.signal == "SIGKILL" for d in self._run.record.drafts))

    def look_for_strays(self) -> None:
        """Find newborns whose maker was killed before it could tell of them, among all processes of the machine."""
        self.strays = {pid for pid in proc.traced_by(threading.get_native_id()) if pid not in self._run.lives}
        for tid in self.strays:
            with contextlib.suppress(ProcessLookupError):
                os.kill(tid, signal.SIGKILL)
                ptrace.resume(tid)

    def birth(self, maker: Task, tid: int, *, vfork: bool) -> None:
        """A thread has made a thread or a process."""
        fields = proc.status(tid)
        maker.in_vfork = vfork
        if not fields:
            self._dead_at_birth(maker, tid)
        elif int(fields["Tgid"]) != tid:
            self.add_task(tid, maker.live)
        else:
            live = self._born(tid, fields, self._kernels_parent(fields, maker), maker.live)
            live.forked_at = next(filter(self._run.is_own or lines.is_own, lines.stack(maker.live, maker)), None)
            live.vforked = vfork
            live.vfork_parent = maker if vfork else None
            if not vfork and not self._run.real_time:
                self._plan(live, maker, self._run.schedule.newborn())
        if self._too_many():
            self._run.over = "process-limit"
            return
        if maker.held is None:
            if fields and int(fields["Tgid"]) == tid and not vfork:
                self._threads.goes_on(maker, "made")
            else:
                self._threads.resume(maker)
        early = self._early.pop(tid, None)
        if early is not None:
            self._handle(tid, early)

    def _too_many(self) -> bool:
        """Whether there are more processes, or far more threads, than allowed, or have been."""
        births, most = self._run.limits.births, self._run.limits.processes
        if births is not None and len(self._run.record.drafts) > births:
            return True
        return most is not None and (len(self._run.lives) > most or len(self._run.tasks) > 4 * most)

    def _kernels_parent(self, fields: dict[str, str], maker: Task) -> ProcessDraft:
        """Which process of the tree the kernel takes for a newborn's parent: with CLONE_PARENT its maker's own."""
        parent = int(fields.get("PPid", "0"))
        if parent == maker.live.pid:
            return maker.draft
        found = self._run.record.by_outer(parent)
        return found if found is not None and not found.over else maker.draft

    def _born(self, tid: int, fields: dict[str, str], parent: ProcessDraft, like: LiveProcess | None) -> LiveProcess:
        inner = proc.inner_pid(fields) or tid
        draft = self._run.record.born(tid, inner, parent, parent.inner_pid, "child", parent.command, self._run.t())
        live = LiveProcess(
            draft, like.image if like else Image(), newborn=True, clocked=like.clocked if like else False
        )
        self._run.lives[tid] = live
        self.add_task(tid, live)
        return live

    def _dead_at_birth(self, maker: Task, tid: int) -> None:
        """Somebody has killed the newborn before it ran; its maker is told of its birth all the same."""
        status = self._dead_early.pop(tid, None)
        if status is None:
            return
        parent = maker.draft
        draft = self._run.record.born(tid, tid, parent, parent.inner_pid, "child", parent.command, self._run.t())
        self._over(draft, status)

    def _plan(self, live: LiveProcess, maker: Task | None, decision: Decision) -> None:
        """Keep what was decided about a newborn; `maker`, which must be stopped, waits where the decision says so."""
        live.decision = decision
        if decision.parent_waits and maker is not None:
            maker.held = "parent"
            live.maker = maker

    def first_stop(self, task: Task) -> None:
        """A newborn could run for the first time."""
        task.live.newborn = False
        if task.live.vforked:
            self._threads.resume(task)  # its maker is suspended until it has its own program or is gone
        else:
            self._begin(task)

    def _begin(self, task: Task) -> None:
        """What the schedule has decided about a newborn happens."""
        decision = task.live.decision
        if decision.late_ns:
            task.held = "late"
            self._run.clock.deadlines["late", task.tid] = self._run.clock.now + decision.late_ns
        elif decision.held:
            task.held = "schedule"
        else:
            self._threads.resume(task)

    def adopt_strays(self) -> bool:
        """Take in newborns whose maker was killed before it could tell of them; False if there are none."""
        for tid, status in list(self._early.items()):
            del self._early[tid]
            fields = proc.status(tid)
            if not fields:
                continue
            record = self._run.record
            parent = record.by_outer(int(fields["PPid"])) or record.drafts[0]
            live = self._born(tid, fields, parent, None)
            live.draft.orphaned = parent.over
            self._handle(tid, status)
            return True
        return False

    # --- new programs --------------------------------------------------------------------------------------------

    def vfork_done(self, task: Task) -> None:
        """The child of a vfork has its own program, or is gone. Until its exec is handled, its maker waits here."""
        task.in_vfork = False
        if any(live.vfork_parent is task for live in self._run.lives.values()):
            task.held = "parent"
        else:
            self._threads.resume(task)

    def exec(self, task: Task, former: int) -> None:
        """Another program in the same process; its other threads are gone, and `task` is the leader again."""
        live, run = task.live, self._run
        for other in [other for other in live.tasks.values() if other is not task]:
            self._drop(other)
        if former != task.tid:  # another thread called exec, and has taken the leader's id
            task.wait = task.leave = task.interrupted = task.held = None
            run.clock.forget(task.tid)
        task.exiting = False
        run.clock.forget_timers(live)
        live.forget_memory()
        live.image = Image()
        live.clocked = False
        arguments = proc.command(live.pid)
        live.draft.command = _shown(arguments)
        first, self._run.recording = not self._run.recording, True
        if first:
            run.environment = proc.environment(live.pid)
            run.outside = frozenset(proc.descriptors(live.pid).values()) - {"/dev/null"}
            run.outside -= {channel.name for channel in run.channels.values()}
        helper = live.vforked and is_helper(live, arguments, run.environment)
        if helper:
            live.draft.role = "helper"
        run.record.event(live.draft, "exec", run.t())
        maker, live.vfork_parent = live.vfork_parent, None
        go = None
        if live.vforked and not helper and not run.real_time:
            live.decision = run.schedule.newborn()
            live.maker = maker if live.decision.parent_waits else None
            go = self._begin
        elif helper and run.ready is not None:
            go = partial(self._starts_ready, run.ready, arguments)
        live.vforked = False
        if maker is not None and maker.held == "parent" and live.maker is not maker:
            self._threads.let_go(maker)
        clock_install.after_exec(run, self._threads, task, go or self._threads.resume)

    def _starts_ready(self, ready: Ready, arguments: tuple[str, ...], task: Task) -> None:
        """One of Python's own processes need not start cold."""
        transplant(self._run, ready, task, arguments, self._handle)
        if task.tid in self._run.tasks:
            self._threads.resume(task)

    # --- deaths --------------------------------------------------------------------------------------------------

    def exit(self, task: Task, status: int) -> None:
        """A thread is about to exit. With the last one, the process does."""
        task.exiting = True
        task.cpu_at_exit = task.files.cpu_ns()
        task.leave = None
        self._run.clock.forget(task.tid)
        live = task.live
        last = all(other.exiting for other in live.tasks.values())
        if self._is_slow_to_exit(live, status) and (last or self._ends_all(task)):
            task.held = "exit"
            task.before_going = partial(self._process_exits, live, status)
            self._run.clock.deadlines["exit", task.tid] = self._run.clock.now + self._run.schedule.exit_ns
            return
        if last and not _is_held_at_its_exit(live):
            self._process_exits(live, status)
        self._threads.resume(task)

    def _ends_all(self, task: Task) -> bool:
        """Whether the process exits with this thread, which is in exit_group(2), though others seem to live.

        They are killed by it. One of them that was at a stop of its own then goes on to its exit stop by itself
        (ptrace(2), "Death under ptrace"), and what we do to let it go from the first lets it go from the second: we
        may never see that one exit.
        """
        registers = Registers(self._run.machine, task.tid)
        return registers.number == self._run.machine.calls["exit_group"]

    def _is_slow_to_exit(self, live: LiveProcess, status: int) -> bool:
        """Whether a process that exits by itself is one that the schedule keeps from it for a while."""
        return (
            self._run.virtual
            and self._run.schedule.exit_ns > 0
            and live.draft.role == "child"
            and not live.vforked
            and not _is_held_at_its_exit(live)
            and not live.draft.killed
            and not live.draft.over
            and not os.WIFSIGNALED(status)
        )

    def gone(self, task: Task, status: int) -> None:
        """A thread is no more; the leader's end is reported after that of all others."""
        live = task.live
        self._drop(task)
        if task.tid != live.pid:
            return
        if not self._run.ended:
            self._process_exits(live, status)
        for other in list(live.tasks.values()):
            self._drop(other)
        live.forget_memory()
        self._run.clock.deadlines.pop(("alarm", live.pid), None)
        self._run.clock.forget_timers(live)
        self._run.lives.pop(live.pid, None)
        maker = live.vfork_parent
        if maker is not None and maker.held == "parent":
            self._threads.let_go(maker)
        parent = live.draft.parent
        if parent is None:
            live.draft.reaped = True
        elif not parent.over:
            live.draft.vanished = proc.state(live.pid) is None

    def _process_exits(self, live: LiveProcess, status: int) -> None:
        draft = live.draft
        if draft.over:
            return
        self._over(draft, status)
        self.take_last_events(draft)
        for child in draft.children:
            if not child.over:
                child.orphaned = True
            elif not child.reaped:
                child.reaped = child.vanished

    def _over(self, draft: ProcessDraft, status: int) -> None:
        run = self._run
        if os.WIFSIGNALED(status):
            draft.signal = name(os.WTERMSIG(status))
        else:
            draft.exit_code = os.WEXITSTATUS(status)
        draft.exited = run.t()
        if self._run.recording:
            run.record.event(draft, "exit", run.t(), exit_code=draft.exit_code, signal=draft.signal)
        draft.over = True

    def take_last_events(self, parent: ProcessDraft) -> None:
        """Of its children that have exited or were sent SIGKILL: what it asks the kernel next must not depend on how
        quick we are, nor on when a processor has the time for somebody's end."""
        for child in parent.children:
            if child.killed and not child.reaped and not self._run.real_time:
                self._await_end(child)
            if child.over and not child.reaped:
                self._await_gone(child)

    def _await_end(self, child: ProcessDraft) -> None:
        """Take the events of a process that is being killed until there are no more, or it takes too long to die."""
        run = self._run
        limit = run.limits.wall_seconds
        give_up = time.monotonic() + _DYING_SECONDS if limit is None else run.started + limit * run.limits.slowness
        live = run.lives.get(child.pid)
        child.killed = False
        while live is not None and live.draft is child and time.monotonic() < give_up:
            for tid in list(live.tasks):
                with contextlib.suppress(ChildProcessError):
                    found, status = os.waitpid(tid, os.WNOHANG | ptrace.WALL)
                    if found:
                        self._handle(found, status)
            live = run.lives.get(child.pid)
            if live is not None:
                signal.sigtimedwait({signal.SIGCHLD}, _LOOK_SECONDS)

    def _await_gone(self, child: ProcessDraft) -> None:
        """Take the last event of a process that has exited: only then does the kernel tell its parent, or nobody.

        Where SIGCHLD is ignored it tells nobody, and the child counts as reaped. Its parent, who is about to exit,
        must still be there for that.
        """
        live = self._run.lives.get(child.pid)
        if live is None or _is_held_at_its_exit(live):
            return
        if live.draft is child and set(live.tasks) == {child.pid}:
            with contextlib.suppress(ChildProcessError):
                status = os.waitpid(child.pid, ptrace.WALL)[1]
                if os.WIFEXITED(status) or os.WIFSIGNALED(status):
                    self.gone(live.tasks[child.pid], status)

    def _drop(self, task: Task) -> None:
        self._run.cpu_of_ended += max(task.files.cpu_ns(), task.cpu_at_exit)
        task.files.close()
        self._run.tasks.pop(task.tid, None)
        task.live.tasks.pop(task.tid, None)
        self._run.clock.forget(task.tid)


def _is_held_at_its_exit(live: LiveProcess) -> bool:
    return any(task.held == "exit" for task in live.tasks.values())
