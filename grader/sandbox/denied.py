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
    "sched_setattr", "sched_setparam", "sched_setscheduler", "setpriority", "ioprio_set",
)  # fmt: skip
"""By the names of `grader/observer/system_calls.py`. Scheduling and priorities: a run that makes itself idle on a busy
machine, or slows process 1, would look as if the machine were at fault."""
_FORBIDDEN_OPTIONS = (4, 22, 0x59616D61)
"""Of prctl. PR_SET_DUMPABLE: the observer could not look any more. PR_SET_SECCOMP: see there. PR_SET_PTRACER."""
_FORBIDDEN_COMMANDS = (1024, 1026)
"""F_SETLEASE: a lease on a file that all sandboxes share, a scenario, stops any process that opens it there (fcntl(2)).
F_NOTIFY: tells what others open."""
_OF_OTHERS = Denied(errno.EPERM, argument=0)
"""Where the first argument is a PID, 0 for itself: the warm interpreter has the same user, and no capability is needed
to change it (prlimit(2), sched_setaffinity(2))."""
_AF_UNIX, _AF_INET, _AF_INET6 = 1, 2, 10
_FAMILIES = Denied(errno.EAFNOSUPPORT, argument=0, besides=(_AF_UNIX, _AF_INET, _AF_INET6))
"""Other families reach beyond the network namespace (AF_VSOCK: the machine's host), or are the kernel's own, little
tried code (address_families(7)). The answer is that of a kernel without them."""
_CONDITIONAL = {
    "prlimit64": (_OF_OTHERS,),
    "sched_setaffinity": (_OF_OTHERS,),
    "socket": (_FAMILIES,),
    "socketpair": (_FAMILIES,),
    "seccomp": (Denied(errno.EPERM),),
    "prctl": (Denied(errno.EPERM, argument=0, values=_FORBIDDEN_OPTIONS),),
    "fcntl": (Denied(errno.EPERM, argument=1, values=_FORBIDDEN_COMMANDS),),
    "setsockopt": (Denied(errno.ENOPROTOOPT, argument=2, values=TIMEOUT_OPTIONS),),
}
"""seccomp: a filter of the program's own that answers SECCOMP_RET_USER_NOTIF goes before ours: its calls, let go by a
thread of its own, would never stop for the observer (seccomp(2): the stricter answer counts: that one)."""


def denied_calls(machine: Machine) -> dict[int, tuple[Denied, ...]]:
    """What is refused inside the sandbox, by number: tracing, namespaces, mounts, keys, io_uring, IPC that outlives."""
    refused = {name: (Denied(errno.EPERM),) for name in _REFUSED} | _CONDITIONAL
    return {machine.calls[name]: refusals for name, refusals in refused.items() if name in machine.calls}
