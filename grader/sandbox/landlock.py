"""The next best walls, where user namespaces are forbidden: Landlock and the seccomp filter, without namespaces.

What they do not do is in SECURITY.md beside this file: above all there is one /dev/shm for all runs.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import os
from collections.abc import Sequence

from grader.observer.machine import Machine
from grader.observer.seccomp import Denied
from grader.sandbox.bubblewrap import PythonInstallation, usual_programs
from grader.sandbox.denied import denied_calls

_CREATE_RULESET = 444
_VERSION = 1
_NEEDED = 6
"""From this version on (Linux 6.12) signals and abstract sockets are kept inside, too, or kill(-1) reaches all."""
_SOCKET = {"x86_64": 41, "aarch64": 198}
_ONLY_UNIX = Denied(errno.EPERM, argument=0, besides=(1,))
"""All address families but AF_UNIX: Landlock knows of TCP only."""
_CHMOD = {"x86_64": (90, 91, 268, 452), "aarch64": (52, 53, 452)}
"""Not done, but answered as if it were: multiprocessing's fork server makes its socket private in this way, too."""
_METADATA = {
    "x86_64": (92, 93, 94, 260, 132, 235, 261, 280, 188, 189, 190, 197, 198, 199, 463, 466),
    "aarch64": (54, 55, 88, 5, 6, 7, 14, 15, 16, 463, 466),
}
"""chown, utime, setxattr, removexattr and their kin: what Landlock does not govern."""


@functools.cache
def probe() -> str | None:
    """Why Landlock does not do on this machine; None if it does."""
    libc = ctypes.CDLL(None, use_errno=True)
    version = int(libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION))
    if version < 0:
        return f"Landlock is not there ({os.strerror(ctypes.get_errno())})"
    if version < _NEEDED:
        return f"its Landlock is of version {version}; {_NEEDED} (Linux 6.12) is needed to keep signals inside"
    return None


def readable(interpreter: PythonInstallation, more: Sequence[str]) -> list[str]:
    """What a run may read: the interpreter, its libraries, a few usual programs, and what is named."""
    prefix = [interpreter.prefix] if interpreter.prefix != "/usr" else []
    libraries = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache"]
    programs = usual_programs().values()
    return [*prefix, interpreter.program, *programs, *libraries, "/dev/urandom", "/dev/zero", *more]


def writable(private: str) -> list[str]:
    """Where a run may write. Named semaphores are in /dev/shm whatever one does (sem_overview(7))."""
    return [private, "/dev/null", "/dev/shm"]


def denied(machine: Machine) -> dict[int, tuple[Denied, ...]]:
    """What is refused in addition to what no sandbox allows."""
    refused = denied_calls(machine)
    refused[_SOCKET[machine.name]] = (_ONLY_UNIX,)
    refused |= {number: (Denied(errno.EPERM),) for number in _METADATA[machine.name]}
    refused |= {number: (Denied(0),) for number in _CHMOD[machine.name]}
    return refused
