"""Makes random system calls with random arguments; `fuzz_calls.py` runs it as a scenario.

Main forks one child after the other. Each child makes its calls from one to three threads, with pointers that are bad,
cross the end of a page or are taken away meanwhile, numbers that are huge, and descriptors that are odd. Main ends what
is left of a child after a virtual minute. All of it follows from the seed, except where threads and the kernel decide.
"""

import contextlib
import ctypes
import json
import mmap
import os
import random
import select
import signal
import struct
import sys
import threading
import time

PAGE = 4096
CLOCK_PAGE = 0x3F0000000000
MARK_DESCRIPTOR = 1_000_003
PATIENCE_MS = 60_000
TIMES = (0, 1, -1, 3, 10**9 - 1, 10**9, 2**31, 2**32, 2**62, 2**63 - 1, -(2**63), 999_999, 10**6, 5 * 10**8)
NUMBERS = (
    0,
    1,
    2,
    3,
    4,
    5,
    7,
    8,
    9,
    16,
    17,
    64,
    255,
    4096,
    65536,
    2**31 - 1,
    2**31,
    2**32 - 1,
    2**32,
    2**62,
    2**63,
    -1,
    -2,
    -100,
)
"""Small ones, flags, and the ends of the kernel's types."""
OBSERVED = {
    "read": 0,
    "write": 1,
    "poll": 7,
    "ioctl": 16,
    "writev": 20,
    "select": 23,
    "sched_yield": 24,
    "nanosleep": 35,
    "getitimer": 36,
    "alarm": 37,
    "setitimer": 38,
    "accept": 43,
    "sendto": 44,
    "recvfrom": 45,
    "sendmsg": 46,
    "recvmsg": 47,
    "setsockopt": 54,
    "clone": 56,
    "fork": 57,
    "vfork": 58,
    "execve": 59,
    "wait4": 61,
    "kill": 62,
    "rt_sigtimedwait": 128,
    "rt_sigqueueinfo": 129,
    "rt_sigsuspend": 130,
    "tkill": 200,
    "futex": 202,
    "io_getevents": 208,
    "restart_syscall": 219,
    "semtimedop": 220,
    "timer_create": 222,
    "timer_settime": 223,
    "timer_gettime": 224,
    "timer_delete": 226,
    "clock_nanosleep": 230,
    "epoll_wait": 232,
    "tgkill": 234,
    "mq_timedsend": 242,
    "mq_timedreceive": 243,
    "waitid": 247,
    "pselect6": 270,
    "ppoll": 271,
    "epoll_pwait": 281,
    "timerfd_create": 283,
    "timerfd_settime": 286,
    "timerfd_gettime": 287,
    "accept4": 288,
    "rt_tgsigqueueinfo": 297,
    "memfd_create": 319,
    "execveat": 322,
    "io_pgetevents": 333,
    "pidfd_send_signal": 424,
    "io_uring_setup": 425,
    "pidfd_open": 434,
    "clone3": 435,
    "epoll_pwait2": 441,
    "futex_waitv": 449,
    "futex_wait": 455,
    "mmap": 9,
    "mprotect": 10,
    "munmap": 11,
    "mremap": 25,
    "madvise": 28,
    "prctl": 157,
    "rt_sigaction": 13,
    "rt_sigprocmask": 14,
    "dup2": 33,
    "close": 3,
    "close_range": 436,
    "setpgid": 109,
    "setsid": 112,
    "socket": 41,
    "socketpair": 53,
    "pipe2": 293,
    "eventfd2": 290,
    "signalfd4": 289,
    "epoll_create1": 291,
    "epoll_ctl": 233,
    "prlimit64": 302,
    "seccomp": 317,
    "arch_prctl": 158,
    "set_tid_address": 218,
    "sched_setaffinity": 203,
    "sched_setscheduler": 144,
    "setpriority": 141,
    "kcmp": 312,
}
"""x86-64: the calls that the observer handles, and those with which a program changes what it handles."""
LAST_CALL = 470
NEVER = {162, 153}
"""sync, vhangup: they reach the machine."""

libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t] + [ctypes.c_int] * 3 + [ctypes.c_long]
libc.syscall.restype = ctypes.c_long


class Caller:
    """One thread's random calls. `area` is two pages of which the second comes and goes."""

    def __init__(self, draw, area, count):
        self.draw = draw
        self.area = area
        self.count = count
        self.made = mmap.mmap(-1, PAGE)

    def pointer(self):
        draw, area = self.draw, self.area
        return draw.choice(
            (
                area,
                area + 64,
                area + 256,
                area + 1,
                area + 7,
                area + PAGE - 8,
                area + PAGE - 1,
                area + PAGE,
                area + PAGE + 128,
                0,
                0,
                1,
                PAGE,
                2**47 - PAGE,
                2**63,
                -1,
                -PAGE,
                0xFFFFFFFFFF600000,
                CLOCK_PAGE,
                CLOCK_PAGE + 8,
                CLOCK_PAGE + PAGE,
            )
        )

    def number(self):
        draw = self.draw
        kind = draw.randrange(8)
        if kind < 3:
            return self.pointer()
        if kind < 5:
            return draw.choice(NUMBERS)
        if kind == 5:
            return draw.choice((os.getpid(), os.getppid(), threading.get_native_id(), 1, 0, -1, -os.getpid(), 10**6))
        if kind == 6:
            return draw.choice((*range(12), 511, MARK_DESCRIPTOR))
        return draw.getrandbits(64) >> draw.randrange(64)

    def scribble(self):
        """Write numbers where pointers lead."""
        for place in (0, 64, 256, PAGE - 32):
            words = (self.draw.choice(TIMES if self.draw.random() < 0.7 else NUMBERS) % 2**64 for _ in range(4))
            ctypes.memmove(self.area + place, struct.pack("4Q", *words), 32)

    def once(self):
        draw = self.draw
        if draw.random() < 0.5:
            self.scribble()
        if draw.random() < 0.1:
            libc.mmap(self.area + PAGE, PAGE, draw.choice((0, 1, 3)), 0x32, -1, 0)
        number = draw.choice(list(OBSERVED.values())) if draw.random() < 0.8 else draw.randrange(LAST_CALL)
        if number in NEVER:
            return
        arguments = [self.number() for _ in range(6)]
        if draw.random() < 0.5:  # a good pointer more often than by chance
            arguments[draw.randrange(5)] = self.area + 64
        libc.syscall(number, *(ctypes.c_long(((value + 2**63) % 2**64) - 2**63) for value in arguments))

    def run(self):
        for _ in range(self.count):
            self.made_one()
            self.once()

    def made_one(self):
        COUNTER[0] += 1


COUNTER = memoryview(mmap.mmap(-1, PAGE)).cast("q")


def child(draw, calls):
    signal.alarm(50)
    for number in range(1, 32):
        if draw.random() < 0.1 and number not in (signal.SIGKILL, signal.SIGSTOP):
            signal.signal(number, draw.choice((signal.SIG_IGN, signal.SIG_DFL, lambda *_: None)))
    area = libc.mmap(None, 4 * PAGE, 3, 0x22, -1, 0)
    os.pipe(), os.memfd_create("fuzz"), select.epoll()
    threads = draw.choice((0, 0, 0, 1, 2))
    callers = [Caller(random.Random(draw.random()), area, calls // (threads + 1)) for _ in range(threads + 1)]
    for caller in callers[1:]:
        threading.Thread(target=caller.run, daemon=True).start()
    callers[0].run()
    time.sleep(draw.choice((0, 1)))


def end_the_others():
    """Kill everything but this process and the sandbox's own."""
    for name in os.listdir("/proc"):
        if name.isdecimal() and int(name) not in (1, os.getpid()):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(int(name), signal.SIGKILL)
    while True:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                return
        except ChildProcessError:
            return


def main(seed, children, calls):
    for number in range(children):
        pid = os.fork()
        if pid == 0:
            try:
                child(random.Random(f"{seed}/{number}"), calls)
            finally:
                os._exit(0)
        descriptor = os.pidfd_open(pid)
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        poll.poll(PATIENCE_MS)
        os.close(descriptor)
        end_the_others()
        print("calls", COUNTER[0], flush=True)


if __name__ == "__main__":
    main(**json.loads(sys.argv[1]))
