"""Births, new programs and deaths: what the tree of processes is at every moment."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from typing import TYPE_CHECKING

from grader.observer import proc, ptrace, vdso
from grader.observer.helpers import is_helper
from grader.observer.limits import SHOWN_COMMAND
from grader.observer.record import Draft
from grader.observer.schedules import Decision
from grader.observer.signals import name
from grader.observer.state import Image, Live, Task

if TYPE_CHECKING:
    from grader.observer.tracer import Tracer


_DYING_SECONDS = 60.0
"""Nobody who is killed needs so long, even on a starved machine, unless the kill did not reach him (the first process
of a PID namespace). A run with a wall limit ends at that limit."""
_LOOK_SECONDS = 0.0001


def _shown(arguments: tuple[str, ...]) -> str:
    command = " ".join(arguments)
    return command if len(command) <= SHOWN_COMMAND else command[:SHOWN_COMMAND] + "..."


class Family:
    """The processes and threads of one tracer's tree, from ptrace's event stops."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer
        self._early: dict[int, int] = {}
        """Newborns that stopped before their maker told us of them (the two events race, ptrace(2))."""
        self._dead_early: dict[int, int] = {}
        """The same for newborns that somebody has killed."""
        self.strays: set[int] = set()
        """After the end of the run: who is still to die of whom we know nothing."""
        self.recording = True

    # --- births --------------------------------------------------------------------------------------------------

    def add_task(self, tid: int, live: Live) -> Task:
        task = Task(tid, live, proc.Thread(tid))
        self._tracer.tasks[tid] = live.tasks[tid] = task
        return task

    def unknown(self, tid: int, status: int) -> None:
        """An event of somebody whom we do not know yet."""
        if os.WIFEXITED(status) or os.WIFSIGNALED(status):
            self._early.pop(tid, None)
            self.strays.discard(tid)
            self._dead_early[tid] = status
        elif self._tracer.ended:
            self.strays.add(tid)
            os.kill(tid, signal.SIGKILL)
            ptrace.resume(tid)
        else:
            self._early[tid] = status

    @property
    def may_have_strays(self) -> bool:
        """Whether the run was ended, or somebody killed, so that a newborn may be left of whom nobody has told."""
        return bool(self._tracer.ended or self._early or any(d.signal == "SIGKILL" for d in self._tracer.record.drafts))

    def look_for_strays(self) -> None:
        """Find newborns whose maker was killed before it could tell of them, among all processes of the machine."""
        self.strays = {pid for pid in proc.traced_by(threading.get_native_id()) if pid not in self._tracer.lives}
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
            live.forked_at = self._tracer.record.line_of(maker.draft)
            live.vforked = vfork
            live.vfork_parent = maker if vfork else None
            if not vfork and not self._tracer.real_time:
                self._plan(live, maker, self._tracer.schedule.newborn())
        if self._tracer.watch.too_many():
            self._tracer.end("process-limit")
            return
        if maker.held is None:
            if fields and int(fields["Tgid"]) == tid and not vfork:
                self._tracer.goes_on(maker, "made")
            else:
                self._tracer.resume(maker)
        early = self._early.pop(tid, None)
        if early is not None:
            self._tracer.handle(tid, early)

    def _kernels_parent(self, fields: dict[str, str], maker: Task) -> Draft:
        """Which process of the tree the kernel takes for a newborn's parent: with CLONE_PARENT its maker's own."""
        parent = int(fields.get("PPid", "0"))
        if parent == maker.live.pid:
            return maker.draft
        found = self._tracer.record.by_outer(parent)
        return found if found is not None and not found.over else maker.draft

    def _born(self, tid: int, fields: dict[str, str], parent: Draft, like: Live | None) -> Live:
        inner = proc.inner_pid(fields) or tid
        draft = self._tracer.record.born(
            tid, inner, parent, parent.inner_pid, "child", parent.command, self._tracer.t()
        )
        live = Live(draft, like.image if like else Image(), newborn=True, clocked=like.clocked if like else False)
        self._tracer.lives[tid] = live
        self.add_task(tid, live)
        return live

    def _dead_at_birth(self, maker: Task, tid: int) -> None:
        """Somebody has killed the newborn before it ran; its maker is told of its birth all the same."""
        status = self._dead_early.pop(tid, None)
        if status is None:
            return
        parent = maker.draft
        draft = self._tracer.record.born(tid, tid, parent, parent.inner_pid, "child", parent.command, self._tracer.t())
        self._over(draft, status)

    def _plan(self, live: Live, maker: Task | None, decision: Decision) -> None:
        """Keep what was decided about a newborn; `maker`, which must be stopped, waits where the decision says so."""
        live.decision = decision
        if decision.parent_waits and maker is not None:
            maker.held = "parent"
            live.maker = maker

    def first_stop(self, task: Task) -> None:
        """A newborn could run for the first time."""
        task.live.newborn = False
        if task.live.vforked:
            self._tracer.resume(task)  # its maker is suspended until it has its own program or is gone
        else:
            self._begin(task)

    def _begin(self, task: Task) -> None:
        """What the schedule has decided about a newborn happens."""
        decision = task.live.decision
        if decision.late_ns:
            task.held = "late"
            self._tracer.clock.deadlines["late", task.tid] = self._tracer.clock.now + decision.late_ns
        elif decision.held:
            task.held = "schedule"
        else:
            self._tracer.resume(task)

    def adopt_strays(self) -> bool:
        """Take in newborns whose maker was killed before it could tell of them; False if there are none."""
        for tid, status in list(self._early.items()):
            del self._early[tid]
            fields = proc.status(tid)
            if not fields:
                continue
            record = self._tracer.record
            parent = record.by_outer(int(fields["PPid"])) or record.drafts[0]
            live = self._born(tid, fields, parent, None)
            live.draft.orphaned = parent.over
            self._tracer.handle(tid, status)
            return True
        return False

    # --- new programs --------------------------------------------------------------------------------------------

    def vfork_done(self, task: Task) -> None:
        """The child of a vfork has its own program, or is gone. Until its exec is handled, its maker waits here."""
        task.in_vfork = False
        if any(live.vfork_parent is task for live in self._tracer.lives.values()):
            task.held = "parent"
        else:
            self._tracer.resume(task)

    def exec(self, task: Task, former: int) -> None:
        """Another program in the same process; its other threads are gone, and `task` is the leader again."""
        live, tracer = task.live, self._tracer
        for other in [other for other in live.tasks.values() if other is not task]:
            self._drop(other)
        if former != task.tid:  # another thread called exec, and has taken the leader's id
            task.wait = task.leave = task.interrupted = task.held = None
            tracer.clock.forget(task.tid)
        task.exiting = False
        live.forget_memory()
        live.image = Image()
        live.clocked = False
        arguments = proc.command(live.pid)
        live.draft.command = _shown(arguments)
        first, self.recording = not self.recording, True
        if first:
            tracer.environment = proc.environment(live.pid)
            tracer.outside = frozenset(proc.descriptors(live.pid).values()) - {"/dev/null"}
            tracer.outside -= {channel.name for channel in tracer.channels.values()}
        helper = live.vforked and is_helper(live, arguments, tracer.environment)
        if helper:
            live.draft.role = "helper"
        tracer.record.event(live.draft, "exec", tracer.t())
        maker, live.vfork_parent = live.vfork_parent, None
        go = None
        if live.vforked and not helper and not tracer.real_time:
            live.decision = tracer.schedule.newborn()
            live.maker = maker if live.decision.parent_waits else None
            go = self._begin
        live.vforked = False
        if maker is not None and maker.held == "parent" and live.maker is not maker:
            tracer.let_go(maker)
        vdso.after_exec(tracer, task, go or tracer.resume)

    # --- deaths --------------------------------------------------------------------------------------------------

    def exit(self, task: Task, status: int) -> None:
        """A thread is about to exit. With the last one, the process does."""
        task.exiting = True
        task.cpu_at_exit = task.files.cpu_ns()
        live = task.live
        if all(other.exiting for other in live.tasks.values()):
            if self._is_slow_to_exit(live, status):
                task.held = "exit"
                task.leave = None
                task.exit_status = status
                self._tracer.clock.deadlines["exit", task.tid] = self._tracer.clock.now + self._tracer.schedule.exit_ns
                return
            self._process_exits(live, status)
        self._tracer.resume(task)

    def _is_slow_to_exit(self, live: Live, status: int) -> bool:
        """Whether a process that exits by itself is one that the schedule keeps from it for a while."""
        return (
            self._tracer.virtual
            and self._tracer.schedule.exit_ns > 0
            and live.draft.role == "child"
            and not live.vforked
            and not live.draft.killed
            and not live.draft.over
            and not os.WIFSIGNALED(status)
        )

    def exits_at_last(self, task: Task) -> None:
        """The time of a process that was slow to exit has come, or it is killed (which the kernel does not tell a
        thread that is stopped at its own exit)."""
        self._process_exits(task.live, task.exit_status)

    def gone(self, task: Task, status: int) -> None:
        """A thread is no more; the leader's end is reported after that of all others."""
        live = task.live
        self._drop(task)
        if task.tid != live.pid:
            return
        if not self._tracer.ended:
            self._process_exits(live, status)
        for other in list(live.tasks.values()):
            self._drop(other)
        live.forget_memory()
        self._tracer.clock.deadlines.pop(("alarm", live.pid), None)
        self._tracer.lives.pop(live.pid, None)
        maker = live.vfork_parent
        if maker is not None and maker.held == "parent":
            self._tracer.let_go(maker)
        parent = live.draft.parent
        if parent is None:
            live.draft.reaped = True
        elif not parent.over:
            live.draft.vanished = proc.state(live.pid) is None

    def _process_exits(self, live: Live, status: int) -> None:
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

    def _over(self, draft: Draft, status: int) -> None:
        tracer = self._tracer
        if os.WIFSIGNALED(status):
            draft.signal = name(os.WTERMSIG(status))
        else:
            draft.exit_code = os.WEXITSTATUS(status)
        draft.exited = tracer.t()
        if self.recording:
            tracer.record.event(draft, "exit", tracer.t(), exit_code=draft.exit_code, signal=draft.signal)
        draft.over = True

    def take_last_events(self, parent: Draft) -> None:
        """Of its children that have exited or were sent SIGKILL: what it asks the kernel next must not depend on how
        quick we are, nor on when a processor has the time for somebody's end."""
        for child in parent.children:
            if child.killed and not child.reaped and not self._tracer.real_time:
                self._await_end(child)
            if child.over and not child.reaped:
                self._await_gone(child)

    def _await_end(self, child: Draft) -> None:
        """Take the events of a process that is being killed until there are no more, or it takes too long to die."""
        tracer = self._tracer
        limit = tracer.limits.wall_seconds
        give_up = (
            time.monotonic() + _DYING_SECONDS if limit is None else tracer.started + limit * tracer.limits.slowness
        )
        live = tracer.lives.get(child.pid)
        child.killed = False
        while live is not None and live.draft is child and time.monotonic() < give_up:
            for tid in list(live.tasks):
                with contextlib.suppress(ChildProcessError):
                    found, status = os.waitpid(tid, os.WNOHANG | ptrace.WALL)
                    if found:
                        tracer.handle(found, status)
            live = tracer.lives.get(child.pid)
            if live is not None:
                signal.sigtimedwait({signal.SIGCHLD}, _LOOK_SECONDS)

    def _await_gone(self, child: Draft) -> None:
        """Take the last event of a process that has exited: only then does the kernel tell its parent, or nobody.

        Where SIGCHLD is ignored it tells nobody, and the child counts as reaped. Its parent, who is about to exit,
        must still be there for that.
        """
        live = self._tracer.lives.get(child.pid)
        if live is not None and live.draft is child and set(live.tasks) == {child.pid}:
            with contextlib.suppress(ChildProcessError):
                status = os.waitpid(child.pid, ptrace.WALL)[1]
                if os.WIFEXITED(status) or os.WIFSIGNALED(status):
                    self.gone(live.tasks[child.pid], status)

    def _drop(self, task: Task) -> None:
        self._tracer.watch.gone(max(task.files.cpu_ns(), task.cpu_at_exit))
        task.files.close()
        self._tracer.tasks.pop(task.tid, None)
        task.live.tasks.pop(task.tid, None)
        self._tracer.clock.forget(task.tid)
