"""The schedules that hold a process within its life: slow to exit, slow to go on, by priorities."""

import os

import pytest
from observed import finished, first, kinds, lines, said

from grader.observer import ptrace
from grader.observer.tracer import Tracer

JOINS = """
    import os, sys, time
    from multiprocessing import Process, set_start_method

    def work():
        print("work")

    if __name__ == "__main__":
        set_start_method("{method}")
        child = Process(target=work)
        child.start()
        time.sleep(50)
        print(child.exitcode)
        child.join()
        print(child.exitcode, round(time.monotonic()) % 1000 >= 0)
    """


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_a_child_that_is_slow_to_exit_is_alive_for_a_hundred_seconds(watch, method):
    slow = finished(watch(JOINS.format(method=method), "slow-exit"))
    assert lines(slow) == ["work", "None", "0 True"]
    assert round(slow.virtual_seconds) == 100  # neither main nor a helper of Python's is slow
    child = next(process for process in slow.processes if process.role == "child")
    assert (round(child.exited), child.exit_code, child.reaped) == (100, 0, True)

    natural = finished(watch(JOINS.format(method=method), "natural"))
    assert lines(natural) == ["work", "0", "0 True"]
    assert round(natural.virtual_seconds) == 50


def test_what_a_slow_process_has_open_stays_open_until_it_exits(watch):
    source = """
        import os, time

        reading, writing = os.pipe()
        if os.fork() == 0:
            os._exit(3)
        os.close(writing)
        start = time.monotonic()
        os.read(reading, 1)
        print(round(time.monotonic() - start), os.waitstatus_to_exitcode(os.wait()[1]))
        """
    assert lines(finished(watch(source, "slow-exit"))) == ["100 3"]
    assert lines(finished(watch(source, "natural"))) == ["0 3"]


@pytest.mark.parametrize(("pause", "seconds"), [(0.01, 3), (0.06, 100)])
def test_a_process_that_asks_often_is_not_kept_asking_for_all_of_a_slow_exit(watch, pause, seconds):
    source = f"""
        import os, time

        if os.fork() == 0:
            os._exit(3)
        while os.waitpid(-1, os.WNOHANG) == (0, 0):
            time.sleep({pause})
        """
    assert round(finished(watch(source, "slow-exit")).virtual_seconds) == seconds


ENDS = {
    "a signal": ("os.kill(os.getpid(), 15)", 0, "-15"),
    "by itself": ("os._exit(7)", 100, "7"),
    "from a thread": ("threading.Thread(target=os._exit, args=(7,)).start(); time.sleep(9)", 100, "7"),
    "with other threads": ("threading.Thread(target=time.sleep, args=(999,)).start(); os._exit(7)", 100, "7"),
}


@pytest.mark.parametrize("how", ENDS)
def test_only_a_process_that_exits_by_itself_is_slow(watch, how):
    does, seconds, code = ENDS[how]
    source = f"""
        import os, threading, time

        if os.fork() == 0:
            {does}
        print(os.waitstatus_to_exitcode(os.wait()[1]), round(time.monotonic()) >= 0)
        """
    trace = finished(watch(source, "slow-exit"))
    assert lines(trace) == [f"{code} True"]
    assert round(trace.virtual_seconds) == seconds


def test_a_process_is_slow_to_exit_though_the_exit_stop_of_its_main_thread_is_never_seen(watch, monkeypatch):
    """A thread ends the process while we are about to let the main thread go: it goes from its exit stop at once."""
    handle, missed = Tracer.handle, []

    def too_late(tracer, tid, status):
        task = tracer.state.tasks.get(tid)
        if status >> 16 == ptrace.EVENT_SECCOMP and (task.draft.id, tid) == (2, task.live.pid) and sleeps(tracer, tid):
            other = next(other for other in task.live.tasks if other != tid)
            while not at_its_exit_stop(tid):
                found, event = os.waitpid(other, os.WNOHANG | ptrace.WALL)
                if found:
                    handle(tracer, found, event)
            missed.append(tid)
        handle(tracer, tid, status)

    def sleeps(tracer, tid):
        machine = tracer.state.machine
        return ptrace.Registers(machine, tid).number == machine.calls["clock_nanosleep"]

    def at_its_exit_stop(tid):
        try:
            return ptrace.event_message(tid) == 7 << 8  # the exit code
        except ProcessLookupError:  # on its way there
            return False

    monkeypatch.setattr(Tracer, "handle", too_late)
    source = """
        import os, threading, time

        sleeps = False

        def end():
            while not sleeps:
                pass
            os._exit(7)

        if os.fork() == 0:
            threading.Thread(target=end).start()
            sleeps = True
            time.sleep(9)
        print(os.waitstatus_to_exitcode(os.wait()[1]), round(time.monotonic()) >= 0)
        """
    while not missed:
        trace = finished(watch(source, "slow-exit"))
    assert lines(trace) == ["7 True"] and round(trace.virtual_seconds) == 100


def test_a_slow_process_that_is_killed_exits_at_once(watch):
    source = """
        import os, time

        child = os.fork()
        if child == 0:
            os._exit(3)
        time.sleep(5)
        print(os.waitpid(child, os.WNOHANG))
        os.kill(child, 9)
        print(os.waitpid(child, 0) == (child, 3 << 8))
        """
    trace = finished(watch(source, "slow-exit"))
    assert lines(trace) == ["(0, 0)", "True"]
    assert round(trace.virtual_seconds) == 5


def test_a_slow_process_is_left_by_its_parent_and_the_run_ends(watch):
    trace = finished(watch("import os\nif os.fork() == 0:\n    os._exit(0)\n", "slow-exit"))
    assert trace.processes[1].orphaned
    assert round(trace.processes[1].exited) == 100


LOOKS = """
    import os
    from multiprocessing import Process, Event

    def work(event):
        event.wait()
        print("child")

    if __name__ == "__main__":
        event = Event()
        child = Process(target=work, args=(event,))
        child.start()
        first = child.exitcode
        event.set()
        print(first, child.exitcode, child.is_alive())
        child.join()
    """


def test_a_slow_parent_misses_an_end_between_two_looks(watch):
    assert lines(finished(watch(LOOKS, "slow-parent"))) == ["child", "None None False"]
    assert lines(finished(watch(LOOKS, "slow-child"))) == ["None None True", "child"]


QUESTIONS = {
    "waitpid": "os.waitpid(child, os.WNOHANG)[0]",
    "waitid": "os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT)",
    "select": "select.select([reading], [], [], 0)[0]",
    "poll": "poll.poll(0)",
    "sleep": "time.sleep(0)",
    "yield": "os.sched_yield()",
    "sigtimedwait": "signal.sigtimedwait([signal.SIGUSR1], 0)",
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_slow_parent_that_hears_not_yet_goes_on_when_no_other_process_can(watch, question):
    source = f"""
        import os, select, signal, time

        reading, writing = os.pipe()
        poll = select.poll()
        poll.register(reading, select.POLLIN)
        child = os.fork()
        if child == 0:
            for _ in range(20):
                os.sched_yield()
            print("child")
            os._exit(0)
        {QUESTIONS[question]}
        print("main")
        os.wait()
        """
    assert lines(finished(watch(source, "slow-parent"))) == ["child", "main"]
    assert lines(finished(watch(source.replace(QUESTIONS[question], "pass"), "slow-parent"))) == ["main", "child"]


CONSUMERS = {
    "a pipe": ("os.pipe()", "os.write(end[1], b'.')", "os.read(end[0], 1)"),
    "a socket": ("socket.socketpair()", "end[1].send(b'.')", "end[0].recv(1)"),
    "select": ("os.pipe()", "os.write(end[1], b'.')", "(select.select([end[0]], [], []), os.read(end[0], 1))"),
    "a timed poll": ("Pipe(False)", "end[1].send(1)", "(end[0].poll(500), end[0].recv())"),
    "a queue": ("SimpleQueue()", "end.put(1)", "end.get()"),
    "a semaphore": ("Semaphore(0)", "end.release()", "end.acquire()"),
    "a timed semaphore": ("Semaphore(0)", "end.release()", "end.acquire(timeout=500)"),
}


@pytest.mark.parametrize("what", CONSUMERS)
@pytest.mark.parametrize("pause", [0, 1])
def test_a_slow_consumer_pauses_after_each_wait(watch, what, pause):
    makes, puts, gets = CONSUMERS[what]
    trace = watch(
        f"""
        import os, select, socket, time
        from multiprocessing import Pipe, SimpleQueue, Semaphore

        end = {makes}
        child = os.fork()
        if child == 0:
            for n in range(3):
                {puts}
                print("put", n)
                if {pause}:
                    time.sleep(1)
            os._exit(0)
        for n in range(3):
            {gets}
            print("got", n)
        os.wait()
        """,
        "slow-parent",
    )
    eager = ["put 0", "put 1", "put 2", "got 0", "got 1", "got 2"]
    assert lines(finished(trace)) == (["put 0", "got 0", "put 1", "got 1", "put 2", "got 2"] if pause else eager)


def test_a_slow_parent_that_only_looks_at_memory_does_not_keep_its_child_from_going_on(watch):
    source = """
        import os, time
        from multiprocessing import RawValue, Pipe

        flag = RawValue("i", 0)
        ours, theirs = Pipe()
        if os.fork() == 0:
            for _ in range(3):
                theirs.recv()
            flag.value = 1
            os._exit(0)
        for n in range(3):
            ours.send(n)
        while not flag.value:
            pass
        print("seen")
        os.wait()
        """
    assert lines(finished(watch(source, "slow-parent"))) == ["seen"]


@pytest.mark.parametrize("schedule", ["slow-parent", "priority"])
def test_children_that_never_stop_waking_each_other_do_not_hold_their_parent_for_ever(watch, schedule):
    source = """
        import os, signal
        from multiprocessing import Pipe

        a, b = Pipe()
        begin, began = os.pipe()
        children = []
        for end in (a, b):
            pid = os.fork()
            if pid == 0:
                os.write(began, b".")
                if end is a:
                    end.send(0)
                while True:
                    end.send(end.recv() + 1)
            children.append(pid)
        os.read(begin, 1)
        print("woken")
        for pid in children:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        """
    assert lines(finished(watch(source, schedule))) == ["woken"]


RACE = """
    import os

    children = []
    for n in range(2):
        pid = os.fork()
        if pid == 0:
            print(n)
            print(n)
            os._exit(0)
        children.append(pid)
    print("main")
    for pid in children:
        os.waitpid(pid, 0)
    print("end")
    """


def test_priorities_show_many_orders_the_same_ones_for_the_same_seed_and_none_that_cannot_be(watch):
    orders = [lines(finished(watch(RACE, "priority", seed=seed))) for seed in range(12)]
    assert len({tuple(order) for order in orders}) >= 4
    assert all(order[-1] == "end" and sorted(order[:-1]) == ["0", "0", "1", "1", "main"] for order in orders)
    assert orders[:4] == [lines(watch(RACE, "priority", seed=seed)) for seed in range(4)]
    assert len({order.index("main") for order in orders}) > 1
    assert any(order.index("1") < order.index("0") for order in orders)
    assert any(order[:1] == ["0"] for order in orders)


RUNS_OUT = {
    "select": "select.select([reading], [], [], 3)",
    "poll": "poll.poll(3000)",
    "epoll": "epoll.poll(3)",
    "sigtimedwait": "signal.sigtimedwait([signal.SIGUSR1], 3)",
    "lock": "lock.acquire(timeout=3)",
    "semaphore": "Semaphore(0).acquire(timeout=3)",
    "event": "Event().wait(3)",
    "receive": "ours.poll(3)",
    "queue": "exec('try: Queue().get(timeout=3)\\nexcept Empty: pass')",
    "join": "child.join(3)",
}
COMES = {
    "select": "(os.write(writing, b'.'), select.select([reading], [], [], 3))",
    "receive": "(theirs.send(1), ours.poll(3))",
    "semaphore": "Semaphore(1).acquire(timeout=3)",
    "join": "(child.kill(), child.join(3))",
}
WAITS = """
    import os, select, signal, threading, time
    from multiprocessing import Event, Pipe, Process, Queue, Semaphore
    from queue import Empty

    if __name__ == "__main__":
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
        reading, writing = os.pipe()
        poll = select.poll()
        poll.register(reading, select.POLLIN)
        epoll = select.epoll()
        epoll.register(reading, select.EPOLLIN)
        lock = threading.Lock()
        lock.acquire()
        ours, theirs = Pipe()
        child = Process(target=time.sleep, args=(1000,), daemon=True)
        child.start()
        print("before")
        {waits}
        print("after")
    """


@pytest.mark.parametrize("how", RUNS_OUT)
def test_a_timed_wait_that_runs_out_is_a_sleep(watch, how):
    trace = finished(watch(WAITS.format(waits=RUNS_OUT[how])))
    events = [(e.kind, e.t, e.seconds, (e.text or "").strip()) for e in trace.events if e.process == 1]
    middle = events[[e[3] for e in events].index("before") + 1 : [e[3] for e in events].index("after")]
    assert [(kind, t, round(seconds, 3)) for kind, t, seconds, _ in middle if kind == "sleep"] == [("sleep", 0.0, 3.0)]
    assert first(trace, "write", text="after\n").t == 3.0


@pytest.mark.parametrize("how", COMES)
def test_a_timed_wait_whose_event_comes_is_none(watch, how):
    trace = finished(watch(WAITS.format(waits=COMES[how])))
    assert said(trace, 1) == ["before", "after"]
    assert "sleep" not in kinds(trace, 1)
