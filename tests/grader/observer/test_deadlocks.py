"""A deadlock is proved and explained; waiting for something outside is none."""

import os
import pty
import socket
import threading

import pytest
from observed import lines

from grader.observer import tracer


def where(trace):
    """Where everybody stood, by process."""
    return {b.process: (b.on, b.where) for b in trace.blocked}


def test_parent_joins_a_child_that_waits_on_an_empty_queue(watch, schedule):
    trace = watch(
        """\
        from multiprocessing import Process, Queue
        def work(queue):
            print(queue.get())
        if __name__ == "__main__":
            queue = Queue()
            child = Process(target=work, args=(queue,))
            child.start()
            child.join()
        """,
        schedule,
    )
    assert trace.outcome == "deadlock" and trace.exit_status() == 1
    assert where(trace) == {1: (2, "program.py:8"), 2: ("pipe", "program.py:3")}
    assert next(f.function for f in trace.blocked[1].stack if f.file.endswith("program.py")) == "work"
    assert all(process.exited is None for process in trace.processes)


def test_locks_taken_in_opposite_orders(watch, schedule):
    trace = watch(
        """\
        import time
        from multiprocessing import Lock, Process
        def work(a, b):
            with b:
                time.sleep(150)
                with a:
                    pass
        if __name__ == "__main__":
            a, b = Lock(), Lock()
            child = Process(target=work, args=(a, b))
            child.start()
            with a:
                time.sleep(200)
                with b:
                    pass
            child.join()
        """,
        schedule,
    )
    assert trace.outcome == "deadlock"
    assert where(trace) == {1: ("lock", "program.py:14"), 2: ("lock", "program.py:6")}


def test_a_write_end_left_open_keeps_a_reader_waiting(watch, schedule):
    trace = watch(
        """\
        import os
        r, w = os.pipe()
        pid = os.fork()
        if pid == 0:
            while os.read(r, 10):
                pass
            os._exit(0)
        os.write(w, b"hello")
        os.waitpid(pid, 0)
        """,
        schedule,
    )
    assert trace.outcome == "deadlock"
    assert where(trace) == {1: (2, "program.py:9"), 2: ("pipe", "program.py:5")}


def test_a_full_pipe_that_nobody_reads(watch):
    trace = watch(
        """\
        import os
        r, w = os.pipe()
        os.write(w, b"x" * 1_000_000)
        """
    )
    assert trace.outcome == "deadlock" and where(trace) == {1: ("pipe", "program.py:3")}


@pytest.mark.parametrize(
    ("source", "on"),
    [
        ("import threading; lock = threading.Lock(); lock.acquire(); lock.acquire()", "lock"),
        ("import threading; threading.Event().wait()", "lock"),
        ("import threading; threading.Event().wait(threading.TIMEOUT_MAX)", "lock"),
        ("import queue; queue.Queue().get()", "lock"),
        ("import multiprocessing; multiprocessing.Event().wait()", "lock"),
        ("import socket; a, b = socket.socketpair(); a.recv(1)", "socket"),
        ("import select, os; select.select([os.pipe()[0]], [], [])", "pipe"),
        ("import asyncio; asyncio.run(asyncio.Event().wait())", "socket"),
    ],
)
def test_one_process_alone(watch, source, on):
    trace = watch(source)
    assert trace.outcome == "deadlock" and where(trace) == {1: (on, "program.py:1")}


def test_a_deadlock_after_much_virtual_time(watch):
    trace = watch(
        """\
        import os, time
        if os.fork() == 0:
            time.sleep(86400)
            os._exit(0)
        os.read(os.pipe()[0], 1)
        """
    )
    assert trace.outcome == "deadlock" and trace.virtual_seconds == 86400
    assert where(trace) == {1: ("pipe", "program.py:5")}


def test_an_orphan_that_waits_for_ever_keeps_the_run_from_ending(watch):
    trace = watch(
        """\
        import os
        if os.fork() == 0:
            os.read(os.pipe()[0], 1)
        """
    )
    assert trace.outcome == "deadlock" and where(trace) == {2: ("pipe", "program.py:3")}


# --- waiting for something outside is none ------------------------------------------------------------------------


@pytest.fixture
def stdin():
    """Give the program another stdin; the test's own comes back."""
    own = os.dup(0)
    yield lambda fd: os.dup2(fd, 0)
    os.dup2(own, 0)
    os.close(own)


def answer_when_asked(write):
    """A person, or a program outside, who answers as soon as they are asked."""

    def on_output(stream, data):
        if b"?" in data:
            write()

    return on_output


ASKS = """
    import subprocess, sys, time
    from multiprocessing import Process

    def work():
        for i in range(3):
            time.sleep(0.01)

    if __name__ == "__main__":
        child = Process(target=work)
        child.start()
        print("name?")
        print("hello", sys.stdin.readline().strip())
        child.join()
    """


def test_a_pipe_from_outside_that_stays_open(watch, stdin):
    r, w = os.pipe()
    stdin(r)
    trace = watch(ASKS, on_output=answer_when_asked(lambda: os.write(w, b"you\n")))
    os.close(w)
    os.close(r)
    assert trace.outcome == "finished" and lines(trace) == ["name?", "hello you"]


def test_a_person_at_a_terminal(watch, stdin):
    ours, theirs = pty.openpty()
    stdin(theirs)
    trace = watch(ASKS, on_output=answer_when_asked(lambda: os.write(ours, b"you\n")))
    os.close(ours)
    os.close(theirs)
    assert trace.outcome == "finished" and lines(trace) == ["name?", "hello you"]


@pytest.mark.parametrize("family", ["AF_INET", "AF_UNIX"])
def test_a_server_outside(watch, tmp_path, family):
    server = socket.socket(getattr(socket, family))
    server.bind(str(tmp_path / "server") if family == "AF_UNIX" else ("127.0.0.1", 0))
    server.listen()
    asked = threading.Event()

    def serve():
        connection, _ = server.accept()
        asked.wait()
        connection.sendall(b"hello")
        connection.close()

    thread = threading.Thread(target=serve)
    thread.start()
    trace = watch(
        f"""
        import socket

        client = socket.socket(socket.{family})
        client.connect({server.getsockname()!r})
        print("hello?")
        print(client.recv(10).decode())
        """,
        on_output=answer_when_asked(asked.set),
    )
    thread.join()
    server.close()
    assert trace.outcome == "finished" and lines(trace) == ["hello?", "hello"]


@pytest.mark.parametrize(
    "server", ["socket.create_server(('127.0.0.1', 0))", "bound('server')"], ids=["internet", "unix"]
)
def test_two_processes_of_the_tree_that_wait_for_each_other_through_sockets_are_one(watch, server):
    trace = watch(
        f"""\
        import os, socket
        def bound(path):
            server = socket.socket(socket.AF_UNIX)
            server.bind(path)
            server.listen()
            return server
        server = {server}
        client = socket.socket(server.family)
        client.connect(server.getsockname())
        here, _ = server.accept()
        server.close()
        if os.fork() == 0:
            client.recv(1)
        here.recv(1)
        """
    )
    assert trace.outcome == "deadlock"
    assert where(trace) == {1: ("socket", "program.py:14"), 2: ("socket", "program.py:13")}


def test_a_signal_from_outside(watch):
    """Whoever waits for a signal may get it from anybody, like this test."""
    import signal

    def tell(stream, data):
        os.kill(int(data.split()[0]), signal.SIGUSR1)

    trace = watch(
        """
        import os, signal

        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
        print(os.getpid())
        signal.sigwait({signal.SIGUSR1})
        """,
        on_output=tell,
    )
    assert trace.outcome == "finished"


HELD = """
    import os, socket, threading, time

    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=listener.accept, daemon=True).start()
    start = time.monotonic()
    if os.fork() == 0:
        {child}
        os._exit(0)
    os.wait()
    print(round(time.monotonic() - start))
    """


@pytest.mark.parametrize("schedule", ["slow-child", "slow-exit"])
def test_a_hold_ends_soon_though_something_may_come_from_outside(watch, monkeypatch, schedule):
    """A hundred virtual seconds pass, and hardly a real one; the program's own deadline is waited for really."""
    waits = []
    real = tracer.signal.sigtimedwait

    def sigtimedwait(numbers, seconds):
        waits.append(seconds)
        return real(numbers, seconds)

    monkeypatch.setattr(tracer.signal, "sigtimedwait", sigtimedwait)
    trace = watch(HELD.format(child="pass"), schedule)
    assert trace.outcome == "finished" and lines(trace) == ["100"]
    held, waits[:] = sum(waits), []
    assert held < 1
    assert lines(watch(HELD.format(child="time.sleep(4)"), "natural")) == ["4"]
    assert sum(waits) > 1
