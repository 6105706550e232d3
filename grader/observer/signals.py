"""Which process sends which signal to which (kill(2) and its kin)."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable
from functools import partial
from typing import Any

from grader.observer import proc, ptrace
from grader.observer.ptrace import Registers
from grader.observer.record import ProcessDraft
from grader.observer.run_state import RunState
from grader.observer.state import LiveProcess, Task
from grader.observer.threads import Threads

STOPPING = {signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU}

_IGNORED_BY_DEFAULT = {signal.SIGCHLD, signal.SIGURG, signal.SIGWINCH, signal.SIGCONT}
_RESTART_WITHOUT_HANDLER = -514
"""-ERESTARTNOHAND (linux/errno.h): made again, unless a handler runs."""


def name(number: int) -> str:
    """ "SIGTERM"; for a real-time signal without a name "SIGRTMIN+3"."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"SIGRTMIN+{number - signal.SIGRTMIN}"


class Signals:
    """The system calls that send signals, for one run."""

    def __init__(self, run: RunState, threads: Threads) -> None:
        self._run = run
        self._threads = threads
        self.handlers: dict[str, Callable[[Task, Registers], None]] = {
            "kill": partial(self._kill, 0, 1),
            "tkill": partial(self._kill, 0, 1),
            "tgkill": partial(self._kill, 0, 2),
            "rt_sigqueueinfo": partial(self._kill, 0, 1),
            "rt_tgsigqueueinfo": partial(self._kill, 0, 2),
            "pidfd_send_signal": self._by_pidfd,
        }

    def arrives(self, task: Task, number: int) -> None:
        """A signal is about to be delivered: if it has a handler, an interrupted wait is over, and SIGCHLD is news."""
        self._spare(task, number)
        news = number == signal.SIGCHLD and task.live.signalled
        if task.interrupted is not None or task.restarting is not None or news:
            caught = int(proc.status(task.tid).get("SigCgt", "0"), 16)
            if caught >> (number - 1) & 1:
                task.interrupted = task.restarting = None
                task.live.signalled.clear()

    def _spare(self, task: Task, number: int) -> None:
        """A signal that the program ignores does not interrupt a call of its.

        The kernel drops such a signal where it is sent; of a traced process it wakes the thread, to tell us
        (sig_ignored in kernel/signal.c). A call that is not restarted by itself, as epoll_wait, would give EINTR. On
        aarch64 the kernel has decided about a restart before it tells us.
        """
        if self._run.machine.own_number:
            return
        registers = Registers(self._run.machine, task.tid)
        if registers.number >= 0 and registers.result == -errno.EINTR and _is_ignored(task, number):
            registers.result = _RESTART_WITHOUT_HANDLER
            registers.write()

    def _kill(self, who: int, what: int, task: Task, registers: Registers) -> None:
        target, number = registers.signed(who), registers.signed(what)
        self._sends(task, number, self._targets(task, target))

    def _targets(self, task: Task, target: int) -> list[ProcessDraft]:
        record, lives = self._run.record, list(self._run.lives.values())
        if target > 0:
            draft = record.by_inner(target)
            return [draft] if draft else []
        if target == -1:
            return [live.draft for live in lives if live is not task.live]
        leader = record.by_inner(-target) if target else None
        group = _group_of(task.live) if target == 0 else leader.pid if leader else None
        return [live.draft for live in lives if group is not None and _group_of(live) == group]

    def _by_pidfd(self, task: Task, registers: Registers) -> None:
        draft = self._run.record.by_outer(proc.pidfd_target(task.live.pid, registers.signed(0)) or 0)
        self._sends(task, registers.signed(1), [draft] if draft else [])

    def _sends(self, task: Task, number: int, drafts: list[ProcessDraft]) -> None:
        """Record the signals now, for they may end the sender itself; whether the kernel refuses them shows later."""
        if not 0 <= number <= signal.SIGRTMAX:
            self._threads.resume(task)  # the kernel will say EINVAL
            return
        record, now = self._run.record, self._run.t()
        sent = [
            record.event(task.draft, "signal", now, signal=name(number), target=draft.id) for draft in drafts if number
        ]
        task.leave = partial(self._sent, task, number, drafts, sent)
        self._threads.resume(task, ptrace.SYSCALL)

    def _sent(
        self, task: Task, number: int, drafts: list[ProcessDraft], sent: list[dict[str, Any]], registers: Registers
    ) -> None:
        if registers.result < 0:
            self._run.record.refused(sent)
            self._threads.resume(task)
            return
        for draft in drafts if number else ():
            if number == signal.SIGKILL:
                draft.killed = True
                self._hurry(draft)
            if draft.parent is task.draft and not draft.over:
                task.live.signalled.setdefault(draft.id, False)
        if number or not drafts:
            self._threads.resume(task)
        else:
            self._threads.goes_on(task, "asked")  # it is still there

    def _hurry(self, draft: ProcessDraft) -> None:
        """A process that was slow to exit exits now."""
        live = self._run.lives.get(draft.pid)
        for task in list(live.tasks.values()) if live is not None and live.draft is draft else ():
            if task.held == "exit":
                self._threads.let_go(task)


def _is_ignored(task: Task, number: int) -> bool:
    fields, bit = proc.status(task.tid), 1 << (number - 1)
    if int(fields.get("SigCgt", "0"), 16) & bit:
        return False
    return number in _IGNORED_BY_DEFAULT or bool(int(fields.get("SigIgn", "0"), 16) & bit)


def _group_of(live: LiveProcess) -> int | None:
    """The process group, as the observer sees it; None if the process is gone."""
    try:
        return os.getpgid(live.pid)
    except ProcessLookupError:
        return None
