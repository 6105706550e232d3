"""Memory that the observer reads or writes is taken away, and numbers are odd: that is the program's own doing."""

import sys

import pytest
from observed import lines, said

BEGIN = """
    import ctypes, errno, mmap, os, signal, struct, threading, time

    libc = ctypes.CDLL(None, use_errno=True)
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t] + [ctypes.c_int] * 3 + [ctypes.c_long]
    libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
    libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    page = libc.mmap(None, 4096, 3, 0x22, -1, 0)
    BAD = 0x1000

    def call(number, *arguments):
        result = libc.syscall(number, *(ctypes.c_long(argument) for argument in arguments))
        return errno.errorcode[ctypes.get_errno()] if result < 0 else result

    def put(data, at=0):
        ctypes.memmove(page + at, data, len(data))

    def meanwhile(does):
        threading.Thread(target=lambda: (time.sleep(1), does())).start()

    def unmap():
        libc.munmap(page, 4096)
    """

CALLS = {
    "nanosleep of nowhere": ("call(35, BAD, 0)", "EFAULT"),
    "nanosleep of odd numbers": ("put(struct.pack('qq', 1, 2 * 10**9)); print(call(35, page, 0))", "EINVAL"),
    "nanosleep of less than nothing": ("put(struct.pack('qq', -1, 0)); print(call(35, page, 0))", "EINVAL"),
    "select of a set that goes away": (
        "put(struct.pack('qq', 3, 0)); put(bytes(8), 64); libc.mprotect(page, 4096, 1)\n"
        "    timeout = ctypes.create_string_buffer(struct.pack('qq', 3, 0))\n"
        "    meanwhile(unmap)\n"
        "    print(call(23, 1, page + 64, 0, 0, ctypes.addressof(timeout)))",
        "EFAULT",
    ),
    "a poll of nowhere": ("call(7, BAD, 5, 100)", "EFAULT"),
    "waitid to nowhere": ("(os.fork() or os._exit(0), call(247, 0, 0, BAD, 4, 0))[1]", "EFAULT"),
    "a mark from nowhere": ("call(1, 1_000_003, BAD, 100)", "EBADF"),
    "a mark of exabytes": ("call(1, 1_000_003, BAD, 2**62)", "EBADF"),
    "an alarm from nowhere": ("call(38, 0, BAD, 0)", "EFAULT"),
    "an alarm for ever": ("put(struct.pack('4q', 0, 0, 2**62, 0)); print(call(38, 0, page, 0))", "0"),
    "isatty to nowhere": ("call(16, 1, 0x5401, BAD)", "ENOTTY"),
    "a signal beyond all": ("call(62, os.getpid(), 2**31 - 1)", "EINVAL"),
    "a signal below all": ("call(62, os.getpid(), -1)", "EINVAL"),
    "SIGKILL for a thread of another": ("(os.fork() or time.sleep(9), call(234, os.getpid(), 1, 9))[1]", "ESRCH"),
}


@pytest.mark.skipif(sys.platform != "linux" or __import__("platform").machine() != "x86_64", reason="x86-64 numbers")
@pytest.mark.parametrize("what", CALLS)
def test_a_call_whose_memory_is_not_there_fails_and_the_program_goes_on(watch, what):
    does, answer = CALLS[what]
    line = does if "print" in does else f"print({does})"
    trace = watch(BEGIN + "\n    " + line + "\n    print('on')\n", python=sys.executable)
    assert said(trace, 1) == [answer, "on"], [process.errors for process in trace.processes]
    assert trace.outcome == "finished"


LEFT_OVER = {
    "the rest of a sleep": "(put(struct.pack('qq', 5, 0)), call(35, page, BAD))[1]",
    "the rest of a long sleep": "(put(struct.pack('qq', 2**62, 0)), call(35, page, page + 64))[1]",
}


@pytest.mark.skipif(__import__("platform").machine() != "x86_64", reason="x86-64 numbers")
@pytest.mark.parametrize("what", LEFT_OVER)
def test_an_interrupted_sleep_whose_rest_has_no_place(watch, what):
    source = (
        BEGIN
        + f"""
    signal.signal(signal.SIGUSR1, lambda *_: None)
    main = threading.get_ident()
    meanwhile(lambda: signal.pthread_kill(main, signal.SIGUSR1))
    print({LEFT_OVER[what]})
    """
    )
    trace = watch(source, python=sys.executable)
    assert lines(trace) == ["EFAULT" if what == "the rest of a sleep" else "EINTR"]


@pytest.mark.parametrize("how", ["unmapped", "far ahead", "read only"])
def test_a_program_that_ruins_its_clock_ends_with_an_outcome_of_its_own(watch, how):
    does = {
        "unmapped": "libc.munmap(0x3F0000000000, 8192)",
        "far ahead": "ctypes.memset(0x3F0000000000 + 8, 255, 8)",
        "read only": "libc.mprotect(0x3F0000000000, 4096, 1)",
    }[how]
    source = (
        BEGIN
        + f"""
    if os.fork() == 0:
        {does}
        put(struct.pack("qq", 3, 0))
        call(35, page, 0)
        os._exit(0)
    os.wait()
    print("on")
    """
    )
    trace = watch(source, python=sys.executable)
    assert trace.outcome == "finished"
    assert lines(trace) == ["on"]


def test_a_mapped_file_whose_name_is_odd_does_not_disturb(watch):
    source = """
        import mmap, threading

        for name in ("a\\rb", "c\\x0b7f-80 x", "d e", "\\x1cff"):
            with open(name, "wb+") as file:
                file.write(bytes(4096))
                file.flush()
                kept = mmap.mmap(file.fileno(), 4096)
                globals()["kept" + name] = kept
        lock = threading.Lock()
        lock.acquire()
        print(lock.acquire(timeout=0.01))
        """
    trace = watch(source)
    assert (lines(trace), trace.outcome) == (["False"], "finished")


def test_a_signal_that_the_kernel_refuses_is_none(watch):
    source = """
        import os, signal, time

        child = os.fork()
        if child == 0:
            time.sleep(5)
            os._exit(3)
        import ctypes
        libc = ctypes.CDLL(None)
        print(libc.syscall(ctypes.c_long(234), ctypes.c_long(child), ctypes.c_long(os.getpid()), ctypes.c_long(9)))
        print(os.waitpid(child, os.WNOHANG))
        print(os.waitstatus_to_exitcode(os.wait()[1]))
        """
    trace = watch(source)
    assert lines(trace) == ["-1", "(0, 0)", "3"]
    assert not [event for event in trace.events if event.kind == "signal"]


def test_a_thread_made_by_vfork_does_not_keep_the_run(watch):
    """CLONE_VFORK with CLONE_THREAD: its maker sleeps uninterruptibly until the thread ends."""
    source = """
        import ctypes, os, time

        libc = ctypes.CDLL(None)
        libc.clone.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p]
        stack = ctypes.create_string_buffer(1 << 16)
        flags = 0x100 | 0x200 | 0x400 | 0x800 | 0x10000 | 0x4000
        wait, never = ctypes.cast(libc.sem_wait, ctypes.c_void_p), ctypes.create_string_buffer(32)
        if os.fork() == 0:
            libc.clone(wait, (ctypes.addressof(stack) + (1 << 16)) & ~15, flags, ctypes.addressof(never))
            os._exit(0)
        os.wait()
        """
    assert watch(source).outcome == "deadlock"


def test_a_process_made_with_clone_parent_is_a_sibling(watch):
    source = """
        import ctypes, os

        if os.fork() == 0:
            if ctypes.CDLL(None).syscall(ctypes.c_long(56), ctypes.c_long(0x8000 | 17), 0, 0, 0, 0) == 0:
                os._exit(7)
            os._exit(0)
        os.wait(), os.wait()
        """
    trace = watch(source)
    assert [process.parent for process in trace.processes] == [None, 1, 1]
    assert trace.processes[2].ppid == trace.processes[0].pid


@pytest.mark.parametrize("handled", [False, True])
def test_only_a_signal_with_a_handler_interrupts_a_wait_without_end(watch, handled):
    source = f"""
        import ctypes, os, select, signal, time

        if {handled}:
            signal.signal(signal.SIGCHLD, lambda *_: None)
        epoll = select.epoll()
        reading, writing = os.pipe()
        epoll.register(reading, select.EPOLLIN)
        if os.fork() == 0:
            time.sleep(1)
            os._exit(0)
        if os.fork() == 0:
            time.sleep(5)
            os.write(writing, b".")
            os._exit(0)
        events = ctypes.create_string_buffer(120)
        print(ctypes.CDLL(None).epoll_wait(epoll.fileno(), events, 10, -1), round(time.monotonic()) >= 0)
        os.wait(), os.wait()
        """
    trace = watch(source)
    assert lines(trace)[0] == ("-1 True" if handled else "1 True")


def test_cpu_time_of_threads_that_have_ended_counts(watch):
    from grader.observer.limits import Limits

    source = """
        import threading, time

        def work():
            end = time.thread_time() + 0.05
            while time.thread_time() < end:
                pass

        while True:
            thread = threading.Thread(target=work)
            thread.start()
            thread.join()
        """
    trace = watch(source, limits=Limits(cpu_seconds=2.0, wall_seconds=60.0))
    assert trace.outcome == "cpu-limit"
