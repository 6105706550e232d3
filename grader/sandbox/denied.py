"""System calls that no scenario needs and that a stranger's program must not have."""

from __future__ import annotations

import errno

from grader.observer.machine import Machine
from grader.observer.seccomp import Denied
from grader.observer.system_calls import TIMEOUT_OPTIONS

_REFUSED = (
    "ptrace", "mount", "umount2", "swapon", "swapoff", "reboot", "pivot_root", "chroot", "init_module",
    "delete_module", "finit_module", "kexec_load", "kexec_file_load", "add_key", "request_key", "keyctl",
    "unshare", "setns", "perf_event_open", "bpf", "userfaultfd", "io_uring_setup", "io_uring_enter",
    "io_uring_register", "open_tree", "move_mount", "fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr",
    "process_vm_readv", "process_vm_writev", "kcmp", "open_by_handle_at", "name_to_handle_at", "acct",
    "quotactl", "syslog", "personality", "process_madvise", "pidfd_getfd", "shmget", "msgget", "semget",
    "mq_open", "inotify_init", "inotify_init1", "fanotify_init", "timerfd_create", "timer_create",
)  # fmt: skip
"""By the names of `grader/observer/system_calls.py`."""
_FORBIDDEN_OPTIONS = (4, 22, 0x59616D61)
"""Of prctl. PR_SET_DUMPABLE: the observer could not look any more. PR_SET_SECCOMP: see there. PR_SET_PTRACER."""
_FORBIDDEN_COMMANDS = (1024, 1026)
"""F_SETLEASE: a lease on a file that all sandboxes share, a scenario, stops any process that opens it there (fcntl(2)).
F_NOTIFY: tells what others open."""
_CONDITIONAL = {
    "prlimit64": Denied(errno.EPERM, argument=0),
    "seccomp": Denied(errno.EPERM),
    "prctl": Denied(errno.EPERM, argument=0, values=_FORBIDDEN_OPTIONS),
    "fcntl": Denied(errno.EPERM, argument=1, values=_FORBIDDEN_COMMANDS),
    "setsockopt": Denied(errno.ENOPROTOOPT, argument=2, values=TIMEOUT_OPTIONS),
}
"""prlimit64 of another process: the warm interpreter has the same user. Its first argument is a PID, 0 for itself.

seccomp: a filter of the program's own that answers SECCOMP_RET_USER_NOTIF goes before ours: its calls, let go by a
thread of its own, would never stop for the observer (seccomp(2): the stricter answer counts: that one)."""


def denied_calls(machine: Machine) -> dict[int, Denied]:
    """What is refused inside the sandbox, by number: tracing, namespaces, mounts, keys, io_uring, IPC that outlives."""
    refused = {name: Denied(errno.EPERM) for name in _REFUSED} | _CONDITIONAL
    return {machine.calls[name]: refusal for name, refusal in refused.items() if name in machine.calls}
