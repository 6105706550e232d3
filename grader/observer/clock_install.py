"""How a process gets the virtual clock: a warm fork, and every new program before its first instruction."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable
from functools import partial

from grader.observer import proc, ptrace, vdso
from grader.observer.errors import BadMemory
from grader.observer.machine import ClockCode
from grader.observer.ptrace import Registers
from grader.observer.run_state import RunState
from grader.observer.state import LiveProcess, Task
from grader.observer.threads import Threads

_AT_SYSINFO_EHDR = 33


def install(run: RunState, live: LiveProcess) -> None:
    """Give the virtual clock to a process that has done `mapping` itself: a warm fork, which waits for us.

    Raises OSError if it is gone.
    """
    base, code = proc.auxiliary(live.pid, _AT_SYSINFO_EHDR), run.machine.clock
    if base is None or code is None:
        return
    _write_code(live, code)
    for offset, jump in vdso.patch(code).jumps:
        live.write(base + offset, jump)
    run.clock.start(live)


def after_exec(run: RunState, threads: Threads, task: Task, go: Callable[[Task], None]) -> None:
    """Give a new program the virtual clock before its first instruction; then `go`.

    It stops as its exec ends, and is made to map the pages by a system call that it does not know of: the vDSO, which
    is rewritten first, has the instruction. Its registers are put back as exec left them.
    """
    if not run.virtual:
        go(task)
        return
    task.leave = partial(_exec_ends, run, threads, task, go)
    threads.resume(task, ptrace.SYSCALL)


def _exec_ends(run: RunState, threads: Threads, task: Task, go: Callable[[Task], None], registers: Registers) -> None:
    base = proc.auxiliary(task.live.pid, _AT_SYSINFO_EHDR)
    code = run.machine.clock
    if base is None or code is None:
        go(task)
        return
    saved = registers.copy()
    patch = vdso.patch(code)
    try:
        for offset, jump in patch.jumps:
            task.live.write(base + offset, jump)
    except BadMemory:
        _without_clock(threads, task)
        return
    registers.call(base + patch.syscall, run.machine.calls["mmap"], vdso.mapping(run.machine))
    registers.write()
    task.leave = partial(_map_begins, run, threads, task, go, saved)
    threads.resume(task, ptrace.SYSCALL)


def _map_begins(
    run: RunState, threads: Threads, task: Task, go: Callable[[Task], None], saved: bytes, registers: Registers
) -> None:
    task.leave = partial(_map_ends, run, threads, task, go, saved)
    threads.resume(task, ptrace.SYSCALL)


def _map_ends(
    run: RunState, threads: Threads, task: Task, go: Callable[[Task], None], saved: bytes, registers: Registers
) -> None:
    code = run.machine.clock
    assert code is not None
    mapped = registers.result == code.page
    registers.restore(saved)
    registers.write()
    try:
        if mapped:
            _write_code(task.live, code)
            run.clock.start(task.live)
    except BadMemory:
        mapped = False
    if mapped:
        go(task)
    else:
        _without_clock(threads, task)


def _write_code(live: LiveProcess, code: ClockCode) -> None:
    live.write(code.page + vdso.CODE_OFFSET, code.code)


def _without_clock(threads: Threads, task: Task) -> None:
    """A program that has something of its own at the clock's place cannot be run: it is killed, as one that the kernel
    cannot load is (execve(2))."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(task.live.pid, signal.SIGKILL)
    threads.resume(task)
