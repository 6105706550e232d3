"""A helper of Python's that has just been started goes on as one that has started already: no cold start.

What the kernel knows of it stays: its PID, parent, descriptors, environment, arguments, signals, program. Its memory
becomes that of a snapshot, in which an interpreter of the same program has made itself ready to run the text of its
`-c`. Only for processes that are proved to be helpers (helpers.py), which start in the same way every time; if anything
that decides how an interpreter starts differs, the helper starts cold.
"""

from __future__ import annotations

import os
import signal
import struct
import time
from collections.abc import Callable

from grader.observer import proc, ptrace, snapshot
from grader.observer.machine import Machine
from grader.observer.ptrace import Registers
from grader.observer.run_state import RunState
from grader.observer.snapshot import Area, Ready, Snapshot
from grader.observer.state import LiveProcess, Task

_CALLS = 0x800
"""Where in the clock's page of code, which has room, the code that makes system calls stands (`makes_calls.S`)."""
_TABLE_BELOW = 48 << 10
"""How far below the stack's end the table of system calls is written; the kernel gives a new program 128 KB there."""
_ANY, _LAST_FILE = 2**64 - 2, 2**64 - 2
_AT_FDCWD = 2**64 - 100
_O_CLOEXEC = 0o2000000
_FIXED_PRIVATE, _FIXED_SHARED, _ANONYMOUS = 0x10 | 0x02, 0x10 | 0x01, 0x20
_NO_FILE = 2**64 - 1
_RIGHTS = {"r": 1, "w": 2, "x": 4}
_NO_CALL = -1
_END = 2**64 - 1
_SECONDS = 60.0
"""Real time in which a helper makes some dozen system calls, also on a machine that is loaded many times over."""
_LOOK_SECONDS = 0.0002


def transplant(
    run: RunState, ready: Ready, task: Task, arguments: tuple[str, ...], handle: Callable[[int, int], None]
) -> None:
    """Give a process that stands before its first instruction the memory and registers of the snapshot, if it fits.

    Raises OSError if it cannot go on after that.
    """
    live, machine = task.live, run.machine
    if ready.broken or machine.makes_calls is None or machine.clock is None or not live.clocked:
        return
    registers = Registers(machine, task.tid)
    present = snapshot.areas(live.pid)
    if not _fits(ready.of, live, registers, arguments, present):
        return
    table_at = registers.stack_pointer // 4096 * 4096 - _TABLE_BELOW
    calls, paths = _table(ready, machine, present, table_at)
    live.write(table_at, b"".join(struct.pack("8Q", *call) for call in calls) + paths)
    code_at = machine.clock.page + 4096 + _CALLS
    live.write(code_at, machine.makes_calls)
    registers.run(code_at, table_at)
    registers.write()
    if not _until_trap(task, handle):
        return
    if Registers(machine, task.tid).table != table_at + 64 * (len(calls) - 1):
        ready.broken = True
        raise OSError("a system call failed while a helper was made ready")
    for address, data in ready.contents():
        live.write(address, data)
    live.write(ready.of.threads[1], struct.pack("i", live.draft.inner_pid))
    registers.restore(bytes.fromhex(ready.of.registers))
    registers.number = _NO_CALL
    registers.write()


def _fits(
    of: Snapshot, live: LiveProcess, registers: Registers, arguments: tuple[str, ...], present: list[Area]
) -> bool:
    """Return whether a cold start of this process would come to where the snapshot is."""
    stack = next((area for area in present if area.path == "[stack]"), None)
    starts = {area.path: area.start for area in reversed(present) if area.path}
    ours = {area.path: area.start for area in reversed(of.areas) if area.path}
    return (
        arguments[: len(of.beginning)] == of.beginning
        and stack is not None
        and stack.start <= of.lowest - _TABLE_BELOW
        and registers.stack_pointer >= of.highest
        and proc.executable(live.pid) == of.program
        and all(ours.get(path, start) == start for path, start in starts.items() if not path.startswith("["))
        and starts.get("[vdso]") == of.vdso
        and snapshot.ignored(proc.status(live.pid)) == of.ignored
        and snapshot.deciding(proc.environment(live.pid)) == of.environment
    )


def _table(ready: Ready, machine: Machine, present: list[Area], at: int) -> tuple[list[tuple[int, ...]], bytes]:
    """Return the system calls that map everything, and the paths of the files, which follow them at `at`."""
    of, calls = ready.of, machine.calls
    there = set(present)
    missing = [area for area in of.areas if area not in there]
    groups = {area.path: [other for other in missing if other.path == area.path] for area in missing if area.path}
    groups[ready.inside] = list(of.heaps)
    of_none = [area for area in missing if not area.path]
    robust, tid, rseq, size, signature = of.threads
    threads = [(calls["set_robust_list"], robust, 24, 0, 0, 0, 0, 0), (calls["set_tid_address"], tid, *[0] * 5, _ANY)]
    if rseq:
        threads.append((calls["rseq"], rseq, size, 0, signature, 0, 0, 0))
    count = 2 + sum(2 + len(group) for group in groups.values()) + len(of_none) + len(threads)
    entries: list[tuple[int, ...]] = [(calls["brk"], of.break_, *[0] * 5, of.break_)]
    paths = b""
    for path, group in groups.items():
        entries.append((calls["openat"], _AT_FDCWD, at + 64 * count + len(paths), _O_CLOEXEC, 0, 0, 0, _ANY))
        entries += [_map(calls["mmap"], area, _LAST_FILE) for area in group]
        entries.append((calls["close"], _LAST_FILE, *[0] * 6))
        paths += os.fsencode(path) + b"\0"
    entries += [_map(calls["mmap"], area, _NO_FILE) for area in of_none]
    entries += [*threads, (_END, *[0] * 7)]
    return entries, paths


def _map(number: int, area: Area, file: int) -> tuple[int, ...]:
    rights = sum(bit for letter, bit in _RIGHTS.items() if letter in area.rights)
    flags = _FIXED_SHARED if area.rights[3] == "s" else _FIXED_PRIVATE
    if file == _NO_FILE:
        flags |= _ANONYMOUS
    return (number, area.start, area.end - area.start, rights, flags, file, area.offset, area.start)


def _until_trap(task: Task, handle: Callable[[int, int], None]) -> bool:
    """Let it go until it has made its calls; False if it is gone before that."""
    give_up = time.monotonic() + _SECONDS
    ptrace.resume(task.tid)
    while task.tid in task.live.tasks:
        tid, status = os.waitpid(task.tid, os.WNOHANG | ptrace.WALL)
        if not tid:
            signal.sigtimedwait({signal.SIGCHLD}, _LOOK_SECONDS)
            if time.monotonic() > give_up:
                os.kill(task.tid, signal.SIGKILL)
        elif os.WIFSTOPPED(status) and status >> 16 == 0 and os.WSTOPSIG(status) == signal.SIGTRAP:
            return True
        else:
            handle(tid, status)
    return False
