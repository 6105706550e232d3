"""The system calls that the observer or the sandbox knows of: their numbers, and where their timeouts are.

The one table (syscalls(2)): what stops, what is denied and in what a blocked thread waits is derived from it.
"""

from __future__ import annotations

from collections.abc import Mapping

_ARCHITECTURES = ("x86_64", "aarch64")

NUMBERS: Mapping[str, tuple[int | None, int | None]] = {
    "accept": (43, 202),
    "accept4": (288, 242),
    "acct": (163, 89),
    "add_key": (248, 217),
    "alarm": (37, None),
    "bpf": (321, 280),
    "brk": (12, 214),
    "chroot": (161, 51),
    "clock_nanosleep": (230, 115),
    "clone": (56, 220),
    "clone3": (435, 435),
    "close": (3, 57),
    "connect": (42, 203),
    "delete_module": (176, 106),
    "epoll_pwait": (281, 22),
    "epoll_pwait2": (441, 441),
    "epoll_wait": (232, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    "exit": (60, 93),
    "exit_group": (231, 94),
    "fanotify_init": (300, 262),
    "fcntl": (72, 25),
    "finit_module": (313, 273),
    "flock": (73, 32),
    "fork": (57, None),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "fspick": (433, 433),
    "futex": (202, 98),
    "futex_wait": (455, 455),
    "futex_waitv": (449, 449),
    "get_robust_list": (274, 100),
    "getitimer": (36, 102),
    "init_module": (175, 105),
    "inotify_init": (253, None),
    "inotify_init1": (294, 26),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "io_getevents": (208, 4),
    "io_pgetevents": (333, 292),
    "ioctl": (16, 29),
    "ioprio_set": (251, 30),
    "kcmp": (312, 272),
    "kexec_file_load": (320, 294),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "kill": (62, 129),
    "mmap": (9, 222),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "mq_open": (240, 180),
    "mq_timedreceive": (243, 183),
    "mq_timedsend": (242, 182),
    "msgget": (68, 186),
    "name_to_handle_at": (303, 264),
    "nanosleep": (35, 101),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "openat": (257, 56),
    "pause": (34, None),
    "perf_event_open": (298, 241),
    "personality": (135, 92),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "pivot_root": (155, 41),
    "poll": (7, None),
    "ppoll": (271, 73),
    "prctl": (157, 167),
    "prlimit64": (302, 261),
    "process_madvise": (440, 440),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pselect6": (270, 72),
    "ptrace": (101, 117),
    "quotactl": (179, 60),
    "read": (0, 63),
    "readv": (19, 65),
    "reboot": (169, 142),
    "recvfrom": (45, 207),
    "recvmsg": (47, 212),
    "request_key": (249, 218),
    "restart_syscall": (219, 128),
    "rseq": (334, 293),
    "rt_sigqueueinfo": (129, 138),
    "rt_sigsuspend": (130, 133),
    "rt_sigtimedwait": (128, 137),
    "rt_tgsigqueueinfo": (297, 240),
    "sched_setaffinity": (203, 122),
    "sched_setattr": (314, 274),
    "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119),
    "sched_yield": (24, 124),
    "seccomp": (317, 277),
    "select": (23, None),
    "semget": (64, 190),
    "semtimedop": (220, 192),
    "sendmsg": (46, 211),
    "sendto": (44, 206),
    "set_robust_list": (273, 99),
    "set_tid_address": (218, 96),
    "setitimer": (38, 103),
    "setns": (308, 268),
    "setpriority": (141, 140),
    "setsockopt": (54, 208),
    "shmget": (29, 194),
    "socket": (41, 198),
    "socketpair": (53, 199),
    "swapoff": (168, 225),
    "swapon": (167, 224),
    "syslog": (103, 116),
    "tgkill": (234, 131),
    "timer_create": (222, 107),
    "timer_delete": (226, 111),
    "timer_gettime": (224, 108),
    "timer_settime": (223, 110),
    "timerfd_create": (283, 85),
    "timerfd_gettime": (287, 87),
    "timerfd_settime": (286, 86),
    "tkill": (200, 130),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
    "vfork": (58, None),
    "wait4": (61, 260),
    "waitid": (247, 95),
    "write": (1, 64),
    "writev": (20, 66),
}
"""By name, on x86-64 and on aarch64; None where the architecture does not have it."""

TIMEOUT_POINTER = {
    "ppoll": 2, "pselect6": 4, "select": 4, "epoll_pwait2": 3, "rt_sigtimedwait": 2, "semtimedop": 3,
    "io_getevents": 4, "io_pgetevents": 4, "mq_timedreceive": 4, "mq_timedsend": 4, "futex_waitv": 3, "futex_wait": 4,
}  # fmt: skip
"""Which argument points to a timeout; a null pointer is none."""
ABSOLUTE: Mapping[str, int | None] = {"mq_timedreceive": None, "mq_timedsend": None, "futex_waitv": 4, "futex_wait": 5}
"""The calls whose timeout is a point in time, and which argument says of which clock; None is CLOCK_REALTIME."""
TIMERS = (
    "timer_create", "timer_settime", "timer_gettime", "timer_delete", "timerfd_settime", "timerfd_gettime",
)  # fmt: skip
"""The calls that make and set timers; those of descriptors are made by timerfd_create."""
KERNELS_OWN = ("setsockopt", "FUTEX_WAIT_REQUEUE_PI")
"""What sets a timeout that is not ours: the time that passes there is real. Of setsockopt, the TIMEOUT_OPTIONS."""
TIMEOUT_OPTIONS = (20, 21, 66, 67)
"""SO_RCVTIMEO, SO_SNDTIMEO and their new numbers (socket(7)): waits whose deadlines are the kernel's, not ours."""
UNSEEN = ("io_uring_setup", "io_uring_enter", "io_uring_register")
"""Refused everywhere: what a program does there, no filter and no tracer sees (io_uring(7))."""
TIMEOUT_MILLISECONDS = {"poll": 2, "epoll_wait": 3, "epoll_pwait": 3}
"""Which argument is a timeout; a negative one is none."""
FUTEX_COMMAND = 0x7F
FUTEX_COMMANDS_THAT_WAIT = (0, 6, 9, 13)
"""FUTEX_WAIT, LOCK_PI, WAIT_BITSET, LOCK_PI2 (futex(2)): their fourth argument points to a timeout."""
FUTEX_WAIT_REQUEUE_PI = 11
"""The one futex command that waits, with a timeout there, and cannot be made again after an interruption."""


def numbers(architecture: str) -> dict[str, int]:
    """The numbers by name on one architecture."""
    index = _ARCHITECTURES.index(architecture)
    return {name: found for name, row in NUMBERS.items() if (found := row[index]) is not None}


def names(architecture: str) -> dict[int, str]:
    """The names by number on one architecture."""
    return {number: name for name, number in numbers(architecture).items()}
