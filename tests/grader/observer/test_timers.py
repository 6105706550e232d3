"""Timers, and calls with a timeout of their own, keep to virtual time; what is not ours says so."""

import re
from pathlib import Path

import pytest
from observed import finished, lines

from grader.observer import seccomp, system_calls
from grader.observer.machine import _ARM, _X86
from grader.sandbox.denied import denied_calls

C = """
    import atexit, ctypes, errno, os, select, signal, struct, subprocess, sys, threading, time
    from grader.observer.machine import this_machine

    libc = ctypes.CDLL(None, use_errno=True)
    calls = this_machine().calls

    def call(name, *arguments):
        made = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
        result = libc.syscall(ctypes.c_long(calls[name]), *made)
        return errno.errorcode[ctypes.get_errno()] if result < 0 else result

    def timer(clock, number, notify, thread=0):
        place = ctypes.create_string_buffer(8)
        call("timer_create", clock, struct.pack("qiii4x", 77, number, notify, thread) + bytes(40), place)
        return struct.unpack_from("i", place)[0]

    def queue():
        name = b"observer-test-%d" % os.getpid()
        opened = call("mq_open", name, os.O_CREAT | os.O_RDWR, 0o600, None)
        libc.mq_unlink(b"/" + name)
        return opened

    def semaphores():
        made = call("semget", 0, 1, 0o1600)
        atexit.register(libc.semctl, made, 0, 0)
        return made

    def spec(seconds, interval=0):
        return struct.pack("4q", interval, 0, int(seconds), int(seconds % 1 * 10**9))

    start = time.monotonic()

    def now():
        return round(time.monotonic() - start, 2)

    """
HERE = {"PYTHONPATH": str(Path(__file__).parents[3])}


@pytest.fixture
def timed(watch):
    """Run a program of the C library's calls; the lines that it prints."""

    def run(source, schedule="natural", **options):
        text = "\n".join(line[4:] for line in C.splitlines()) + "\n" + source
        return watch(text, schedule, environment=HERE, **options)

    return run


@pytest.mark.parametrize(("program", "code"), [("timeout 2 sleep 10", 124), ("timeout 20 sleep 10", 0)])
def test_timeout_of_the_coreutils(timed, program, code):
    trace = finished(timed(f"print(subprocess.run({program.split()}).returncode, now())"))
    assert lines(trace) == [f"{code} {2.0 if code else 10.0}"]


WAYS = {
    "a signal": "0, signal.SIGUSR1, 0",
    "a signal with a place in a queue": "1, signal.SIGRTMIN, 0",
    "a thread's signal": "1, signal.SIGUSR1, 4, threading.get_native_id()",
}


@pytest.mark.parametrize("way", WAYS)
def test_a_posix_timer_sends_its_signal_with_its_value(timed, way):
    source = f"""
which = timer({WAYS[way]})
number = signal.SIGRTMIN if "RTMIN" in {WAYS[way]!r} else signal.SIGUSR1
signal.pthread_sigmask(signal.SIG_BLOCK, [number])
call("timer_settime", which, 0, spec(3600, 60), None)
for _ in range(3):
    info = signal.sigwaitinfo([number])
    print(info.si_code, now())
left = ctypes.create_string_buffer(32)
call("timer_gettime", which, left)
print(round(struct.unpack("4q", left)[2] + 0.5), struct.unpack("4q", left)[0])
call("timer_delete", which)
print(signal.sigtimedwait([number], 500), now())
"""
    assert lines(finished(timed(source))) == ["-2 3600.0", "-2 3660.0", "-2 3720.0", "60 60", "None 4220.0"]


@pytest.mark.parametrize("ends", ["an exec", "an exit", "nothing"])
def test_a_posix_timer_ends_with_its_program(timed, ends):
    source = f"""
if os.fork() == 0:
    call("timer_settime", timer(0, signal.SIGTERM, 0), 0, spec(50), None)
    if {ends!r} == "an exec":
        os.execvp("sleep", ["sleep", "100"])
    if {ends!r} == "nothing":
        time.sleep(100)
    os._exit(0)
print(os.waitstatus_to_exitcode(os.wait()[1]), now())
"""
    assert lines(finished(timed(source))) == [{"an exec": "0 100.0", "an exit": "0 0.0", "nothing": "-15 50.0"}[ends]]


def test_a_timer_that_is_gone_is_no_hope(timed):
    """A read that nothing can end is a deadlock, at the time at which the timer's process exited."""
    source = """
if os.fork() == 0:
    call("timer_settime", timer(0, signal.SIGTERM, 0), 0, spec(50), None)
    os._exit(0)
os.wait()
os.read(os.pipe()[0], 1)
"""
    trace = timed(source)
    assert (trace.outcome, trace.virtual_seconds) == ("deadlock", 0.0)


WAITS = {
    "read": "os.read(fd, 8)",
    "poll": "(poll.poll(), os.read(fd, 8))[1]",
    "epoll": "(epoll.poll(), os.read(fd, 8))[1]",
    "select": "(select.select([fd], [], []), os.read(fd, 8))[1]",
}


@pytest.mark.parametrize("wait", WAITS)
@pytest.mark.parametrize("absolute", [0, 1])
def test_a_timer_descriptor_becomes_readable(timed, wait, absolute):
    source = f"""
fd = call("timerfd_create", 1, 0)
poll, epoll = select.poll(), select.epoll()
poll.register(fd)
epoll.register(fd)
call("timerfd_settime", fd, {absolute}, spec(3600 + {absolute} * time.monotonic(), 100), None)
for _ in range(2):
    print(struct.unpack("q", {WAITS[wait]})[0], round(now()))
os.close(fd)
epoll.close()
os.read(os.pipe()[0], 1)
"""
    trace = timed(source)
    assert lines(trace) == ["1 3600", "1 3700"]
    assert trace.outcome == "deadlock" and round(trace.virtual_seconds) == 3800


def test_a_timer_descriptor_that_is_never_armed_is_a_deadlock(timed):
    trace = timed('os.read(call("timerfd_create", 1, 0), 8)')
    assert (trace.outcome, trace.blocked[0].on) == ("deadlock", "timerfd")


TIMEOUTS = {
    "semtimedop": (
        'call("semtimedop", semaphores(), struct.pack("Hhh", 0, -1, 0), 1, struct.pack("qq", 5, 0))',
        "EAGAIN",
    ),
    "mq_timedreceive": (
        'call("mq_timedreceive", queue(), bytes(9000), 9000, None, struct.pack("qq", int(time.time()) + 6, 0))',
        "ETIMEDOUT",
    ),
    "futex_waitv": (
        'call("futex_waitv", struct.pack("QQII", 0, ctypes.addressof(word), 2, 0), 1, 0, '
        'struct.pack("qq", int(time.monotonic()) + 6, 0), 1)',
        "ETIMEDOUT",
    ),
    "futex_wait": (
        'call("futex_wait", ctypes.byref(word), 0, 0xFFFFFFFF, 2, struct.pack("qq", int(time.monotonic()) + 6, 0), 1)',
        "ETIMEDOUT",
    ),
    "ppoll": ('call("ppoll", None, 0, struct.pack("qq", 5, 0), None, 8)', "0"),
    "epoll_pwait2": (
        '(e := select.epoll()) and call("epoll_pwait2", e.fileno(), bytes(12), 1, struct.pack("qq", 5, 0), None, 8)',
        "0",
    ),
}


@pytest.mark.parametrize("how", TIMEOUTS)
def test_a_timeout_ends_at_its_virtual_second(timed, how):
    does, answer = TIMEOUTS[how]
    trace = finished(timed(f"word = ctypes.c_uint32(0)\nanswer = {does}\nprint(answer, 4.9 < now() < 6.1)"))
    if "ENOSYS" in lines(trace)[0] or "EACCES" in lines(trace)[0]:
        pytest.skip("this kernel does not have the call")
    assert lines(trace) == [f"{answer} True"]


RECEIVES = """
import socket
ours, theirs = socket.socketpair()
ours.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("qq", {seconds}, {microseconds}))
try:
    ours.recv(1)
except BlockingIOError:
    print("again", now())
"""


def test_a_sockets_own_timeout_passes_really_and_is_no_deadlock(timed):
    trace = finished(timed(RECEIVES.format(seconds=0, microseconds=200_000)))
    assert lines(trace) == ["again 0.0"]
    assert timed(RECEIVES.format(seconds=0, microseconds=0)).outcome == "deadlock"


def test_io_uring_is_refused(timed):
    assert lines(finished(timed('print(call("io_uring_setup", 4, bytes(200)))'))) == ["ENOSYS"]


README = Path(seccomp.__file__).with_name("README.md")


@pytest.mark.parametrize("machine", [_X86, _ARM], ids=lambda machine: machine.name)
def test_the_table_of_waits_with_a_time_is_what_the_observer_does(machine):
    """The rows of the README: a call is named once, with what becomes of its time."""
    rows = re.findall(r"^\| ((?:`[^`]+`,? ?)+) *\| (\w+) \| (\w+) \|", README.read_text(), re.M)
    said = {name: (trace, sandbox) for names, trace, sandbox in rows for name in re.findall("`([^`]+)`", names)}
    assert len(said) == sum(names.count("`") // 2 for names, _, _ in rows)
    denied = denied_calls(machine)
    stops = seccomp.stopping(machine)
    timed = {*system_calls.TIMEOUT_POINTER, *system_calls.TIMEOUT_MILLISECONDS, *system_calls.TIMERS}
    timed |= {"nanosleep", "clock_nanosleep", "alarm", "setitimer", "futex", "timerfd_create"}
    assert said.keys() == timed | {*system_calls.KERNELS_OWN, *system_calls.UNSEEN}
    for name, (trace, sandbox) in said.items():
        number = machine.calls.get(name)
        if number is None and name not in system_calls.KERNELS_OWN:
            continue
        assert (trace == "refused") == (name in system_calls.UNSEEN), name
        assert (trace == "real") == (name in system_calls.KERNELS_OWN), name
        assert trace != "virtual" or name in stops or name == "timerfd_create", name
        assert (sandbox == "refused") == (number in denied), name
