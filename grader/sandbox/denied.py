"""System calls that no scenario needs and that a stranger's program must not have."""

from __future__ import annotations

import errno

from grader.observer.machine import Machine
from grader.observer.seccomp import Denied

_X86 = {
    "ptrace": 101, "mount": 165, "umount2": 166, "swapon": 167, "swapoff": 168, "reboot": 169, "pivot_root": 155,
    "chroot": 161, "init_module": 175, "delete_module": 176, "finit_module": 313, "kexec_load": 246,
    "kexec_file_load": 320, "add_key": 248, "request_key": 249, "keyctl": 250, "unshare": 272, "setns": 308,
    "perf_event_open": 298, "bpf": 321, "userfaultfd": 323, "io_uring_setup": 425, "io_uring_enter": 426,
    "io_uring_register": 427, "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432,
    "fspick": 433, "mount_setattr": 442, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312,
    "open_by_handle_at": 304, "name_to_handle_at": 303, "acct": 163, "quotactl": 179, "syslog": 103, "personality": 135,
    "process_madvise": 440, "pidfd_getfd": 438, "shmget": 29, "msgget": 68, "semget": 64, "mq_open": 240,
    "inotify_init": 253, "inotify_init1": 294, "fanotify_init": 300, "timerfd_create": 283, "timer_create": 222,
}  # fmt: skip
_ARM = {
    "ptrace": 117, "mount": 40, "umount2": 39, "swapon": 224, "swapoff": 225, "reboot": 142, "pivot_root": 41,
    "chroot": 51, "init_module": 105, "delete_module": 106, "finit_module": 273, "kexec_load": 104,
    "kexec_file_load": 294, "add_key": 217, "request_key": 218, "keyctl": 219, "unshare": 97, "setns": 268,
    "perf_event_open": 241, "bpf": 280, "userfaultfd": 282, "io_uring_setup": 425, "io_uring_enter": 426,
    "io_uring_register": 427, "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432,
    "fspick": 433, "mount_setattr": 442, "process_vm_readv": 270, "process_vm_writev": 271, "kcmp": 272,
    "open_by_handle_at": 265, "name_to_handle_at": 264, "acct": 89, "quotactl": 60, "syslog": 116, "personality": 92,
    "process_madvise": 440, "pidfd_getfd": 438, "shmget": 194, "msgget": 186, "semget": 190, "mq_open": 180,
    "inotify_init1": 26, "fanotify_init": 262, "timerfd_create": 85, "timer_create": 107,
}  # fmt: skip
_PRLIMIT = {"x86_64": 302, "aarch64": 261}
"""prlimit64 of another process: the warm interpreter has the same user. Its first argument is a PID, 0 for itself."""
_PRCTL = {"x86_64": 157, "aarch64": 167}
_FORBIDDEN_OPTIONS = (4, 22, 0x59616D61)
"""PR_SET_DUMPABLE: the observer could not look any more. PR_SET_SECCOMP: see seccomp. PR_SET_PTRACER."""
_SECCOMP = {"x86_64": 317, "aarch64": 277}
"""A filter of the program's own that answers SECCOMP_RET_USER_NOTIF goes before ours: its calls, let go by a thread of
its own, would never stop for the observer (seccomp(2): the stricter answer counts, and that one counts as stricter)."""
_SETSOCKOPT = {"x86_64": 54, "aarch64": 208}
_TIMEOUT_OPTIONS = (20, 21, 66, 67)
"""SO_RCVTIMEO, SO_SNDTIMEO and their new numbers (socket(7)): waits whose deadlines are the kernel's, not ours."""
_FCNTL = {"x86_64": 72, "aarch64": 25}
_FORBIDDEN_COMMANDS = (1024, 1026)
"""F_SETLEASE: a lease on a file that all sandboxes share, a scenario, stops whoever opens it there (fcntl(2)).
F_NOTIFY: tells what others open."""


def denied_calls(machine: Machine) -> dict[int, Denied]:
    """What is refused inside the sandbox, by number: tracing, namespaces, mounts, keys, io_uring, IPC that outlives."""
    numbers = {"x86_64": _X86, "aarch64": _ARM}[machine.name].values()
    refused = {number: Denied(errno.EPERM) for number in numbers}
    refused[_PRLIMIT[machine.name]] = Denied(errno.EPERM, argument=0)
    refused[_SECCOMP[machine.name]] = Denied(errno.EPERM)
    refused[_PRCTL[machine.name]] = Denied(errno.EPERM, argument=0, values=_FORBIDDEN_OPTIONS)
    refused[_FCNTL[machine.name]] = Denied(errno.EPERM, argument=1, values=_FORBIDDEN_COMMANDS)
    refused[_SETSOCKOPT[machine.name]] = Denied(errno.ENOPROTOOPT, argument=2, values=_TIMEOUT_OPTIONS)
    return refused
