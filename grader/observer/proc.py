"""What /proc says of a process or thread (proc(5)). Every reader gives None for what is gone."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re

from grader.observer.limits import LONGEST_COMMAND

_PR_SET_TIMERSLACK = 29
_MAPPING = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) \S+ \S+ \S+ \S+ *(.*)$", re.M)
"""A line of /proc/PID/maps: the kernel writes a newline in a path as \\012, and all other characters as they are."""
_PAGE = os.sysconf("SC_PAGE_SIZE")


def _read(path: str, most: int = -1) -> str | None:
    try:
        with open(path, encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            return file.read(most)
    except (OSError, ValueError):
        return None


def status(tid: int) -> dict[str, str]:
    """The lines of /proc/TID/status by name; empty if the thread is gone."""
    text = _read(f"/proc/{tid}/status") or ""
    return dict(line.split(":\t", 1) for line in text.split("\n") if ":\t" in line)


def inner_pid(fields: dict[str, str]) -> int | None:
    """The PID as the process itself sees it, from its status: the innermost namespace's."""
    numbers = fields.get("NSpid", fields.get("Pid", "")).split()
    return int(numbers[-1]) if numbers else None


def state(pid: int) -> str | None:
    """The state letter of a process: R, S, D, T, t, Z ..."""
    text = _read(f"/proc/{pid}/stat")
    return text.rpartition(") ")[2][:1] if text else None


def command(pid: int) -> tuple[str, ...]:
    """The program's arguments."""
    text = _read(f"/proc/{pid}/cmdline", LONGEST_COMMAND)
    return tuple(text.removesuffix("\0").split("\0")) if text else ()


def environment(pid: int) -> dict[str, str]:
    """The environment that its program was started with."""
    entries = (_read(f"/proc/{pid}/environ") or "").split("\0")
    return dict(entry.split("=", 1) for entry in entries if "=" in entry)


def descriptor(pid: int, fd: int) -> str | None:
    """What a descriptor of a process is: a path, "pipe:[INODE]", "socket:[INODE]", "anon_inode:[eventfd]"."""
    try:
        return os.readlink(f"/proc/{pid}/fd/{fd}")
    except OSError:
        return None


def descriptors(pid: int) -> dict[int, str]:
    """All open descriptors of a process."""
    try:
        names = os.listdir(f"/proc/{pid}/fd")
    except OSError:
        return {}
    found = {int(name): descriptor(pid, int(name)) for name in names}
    return {fd: target for fd, target in found.items() if target is not None}


def pidfd_target(pid: int, fd: int) -> int | None:
    """The PID (as this namespace sees it) that a pidfd of a process stands for; None for no pidfd, or if it is gone."""
    match = re.search(r"^Pid:\t(\d+)$", _read(f"/proc/{pid}/fdinfo/{fd}") or "", re.M)
    return int(match[1]) if match else None


def timer_clock(pid: int, fd: int) -> int | None:
    """The clock of a timer descriptor of a process."""
    match = re.search(r"^clockid: (\d+)$", _read(f"/proc/{pid}/fdinfo/{fd}") or "", re.M)
    return int(match[1]) if match else None


def executable(pid: int) -> str | None:
    """The path of the program that a process runs."""
    try:
        return os.readlink(f"/proc/{pid}/exe")
    except OSError:
        return None


def traced_by(tid: int) -> list[int]:
    """Whoever on this machine is traced by that thread."""
    wanted = f"\nTracerPid:\t{tid}\n"
    pids = [int(name) for name in os.listdir("/proc") if name.isdecimal()]
    return [pid for pid in pids if wanted in (_read(f"/proc/{pid}/status") or "")]


def static_data(pid: int) -> tuple[tuple[int, int], ...]:
    """The address ranges of the static data of the interpreter: its program's and libpython's, with their .bss.

    Python keeps the GIL there, and every lock that a program makes elsewhere.
    """
    text = _read(f"/proc/{pid}/maps") or ""
    exe = executable(pid)
    ranges: list[tuple[int, int]] = []
    previous_end = -1
    for found in _MAPPING.finditer(text):
        start, end, path = int(found[1], 16), int(found[2], 16), found[3]
        mapped = path == exe or "/libpython" in path
        bss = not path and start == previous_end
        if mapped or bss:
            ranges.append((start, end))
            previous_end = end
        else:
            previous_end = -1
    return tuple(ranges)


def auxiliary(pid: int, key: int) -> int | None:
    """A value of the auxiliary vector (getauxval(3)) of a process."""
    try:
        with open(f"/proc/{pid}/auxv", "rb") as file:
            words = memoryview(file.read()).cast("Q")
    except OSError:
        return None
    return next((words[i + 1] for i in range(0, len(words) - 1, 2) if words[i] == key), None)


def memory_exceeds(pids: list[int], limit: int) -> bool:
    """Whether processes use more memory together: their proportional shares of everything mapped (PSS).

    What the kernel counts anyway, pages in memory whether shared or not, is never less, and a hundred times as fast.
    """
    files = _in_memory_files(pids)
    if files + sum(_resident(pid) for pid in pids) <= limit:
        return False
    return files + sum(_proportional(pid) for pid in pids) > limit


def _in_memory_files(pids: list[int]) -> int:
    """Bytes of the files in memory (memfd_create(2)) that processes have open, each file once."""
    found = {}
    for pid in pids:
        for fd, target in descriptors(pid).items():
            if target.startswith("/memfd:"):
                with contextlib.suppress(OSError):
                    file = os.stat(f"/proc/{pid}/fd/{fd}")
                    found[file.st_ino] = file.st_blocks * 512
    return sum(found.values())


def _resident(pid: int) -> int:
    fields = (_read(f"/proc/{pid}/statm") or "").split()
    return int(fields[1]) * _PAGE if fields else 0


def _proportional(pid: int) -> int:
    match = re.search(r"^Pss:\s+(\d+) kB$", _read(f"/proc/{pid}/smaps_rollup") or "", re.M)
    return int(match[1]) * 1024 if match else 0


def set_timer_slack(nanoseconds: int) -> None:
    """How late this thread may be woken from a timed wait, 50 microseconds by default; 0 for the default (prctl(2))."""
    ctypes.CDLL(None).prctl(_PR_SET_TIMERSLACK, ctypes.c_ulong(nanoseconds), 0, 0, 0)


class Thread:
    """The files of one thread that are read again and again, opened once."""

    __slots__ = ("_proved", "_schedstat", "_stat", "_syscall")

    def __init__(self, tid: int) -> None:
        self._stat = os.open(f"/proc/{tid}/stat", os.O_RDONLY | os.O_CLOEXEC)
        self._schedstat = os.open(f"/proc/{tid}/schedstat", os.O_RDONLY | os.O_CLOEXEC)
        self._syscall = os.open(f"/proc/{tid}/syscall", os.O_RDONLY | os.O_CLOEXEC)
        self._proved = -2

    def state(self) -> str:
        """The state letter, "X" if the thread is gone."""
        try:
            text = os.pread(self._stat, 128, 0)
        except ProcessLookupError:
            return "X"
        return text[text.rindex(b") ") + 2 :][:1].decode()

    def times_run(self) -> int:
        """How often it has been put on a processor (sched-stats.rst: timeslices run on this cpu); -1 if it is gone."""
        try:
            return int(os.pread(self._schedstat, 128, 0).split()[2])
        except ProcessLookupError:
            return -1

    def off_processor(self) -> bool:
        """Whether it is not running.

        The kernel waits until a thread that is about to sleep is really off the processor before it answers
        (task_current_syscall); its state letter alone says S too early.
        """
        try:
            return not os.pread(self._syscall, 8, 0).startswith(b"running")
        except OSError:
            return False

    def proved_at(self, times_run: int) -> bool:
        """Whether it has not run since `prove`."""
        return self._proved == times_run

    def prove(self, times_run: int) -> None:
        """It was seen asleep, having been put on a processor so many times."""
        self._proved = times_run

    def cpu_ns(self) -> int:
        """CPU time used, in nanoseconds."""
        try:
            return int(os.pread(self._schedstat, 128, 0).split()[0])
        except ProcessLookupError:
            return 0

    def blocked_in(self) -> tuple[int, ...] | None:
        """The number and arguments of the system call that it sleeps in; None while it runs."""
        try:
            words = os.pread(self._syscall, 256, 0).split()
        except OSError:
            return None
        if not words or words[0] == b"running":
            return None
        return (int(words[0]), *(int(word, 16) for word in words[1:7]))

    def close(self) -> None:
        for fd in (self._stat, self._schedstat, self._syscall):
            os.close(fd)
