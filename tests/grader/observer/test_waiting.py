"""Every way to wait for time, a child, a queue or a lock, sensible or not: it ends, at the right virtual second."""

import pytest
from observed import finished, first, lines, said

POLITE = {
    "is_alive with short sleeps": "while child.is_alive(): time.sleep(0.05)",
    "exitcode with short sleeps": "while child.exitcode is None: time.sleep(0.25)",
    "is_alive without sleep": "while child.is_alive(): pass",
    "join without time": "while child.exitcode is None: child.join(0)",
    "join with a little time": "while child.is_alive(): child.join(0.1)",
    "sentinel": "connection.wait([child.sentinel])",
    "sentinel without time": "while not connection.wait([child.sentinel], timeout=0): pass",
    "yielding": "while child.is_alive(): os.sched_yield()",
    "sleeping zero": "while child.is_alive(): time.sleep(0)",
    "os.wait": "os.wait()",
    "signal 0": "exec('try:\\n  while child._popen.poll() is None: os.kill(child.pid, 0)\\nexcept OSError: pass')",
}


HELD_FOR = {"is_alive with short sleeps": 15.05}
"""Virtual seconds after which a slow exit is over when the other process has slept shortly 300 times meanwhile."""


@pytest.mark.parametrize("how", POLITE)
def test_waiting_for_a_child_ends_with_it(watch, schedule, how):
    trace = finished(
        watch(
            f"""
            import os, time
            from multiprocessing import Process, connection

            def work():
                time.sleep(3)
                print("child")

            if __name__ == "__main__":
                child = Process(target=work)
                child.start()
                {POLITE[how]}
                print("main")
            """,
            schedule,
        )
    )
    assert lines(trace) == ["child", "main"]
    slow_exit = HELD_FOR.get(how, 100.0) if schedule == "slow-exit" else 0.0
    end = first(trace, "exit", process=2).t
    assert end - first(trace, "sleep", process=2).t == pytest.approx(3.0 + slow_exit, abs=0.01)
    assert end <= trace.virtual_seconds <= end + max(0.3, 0.02 * trace.virtual_seconds)


def test_who_has_closed_its_pipe_by_exiting_is_dead_for_its_parent(watch):
    """Without the observer this is a race, which the parent loses every other time."""
    trace = finished(
        watch(
            """
            import os

            for _ in range(50):
                reading, writing = os.pipe()
                child = os.fork()
                if child == 0:
                    os._exit(0)
                os.close(writing)
                os.read(reading, 1)
                print(os.waitpid(child, os.WNOHANG)[0] == child)
                os.close(reading)
            """
        )
    )
    assert lines(trace) == ["True"] * 50


@pytest.mark.parametrize("threads", [0, 3])
@pytest.mark.parametrize("number", ["SIGKILL", "SIGTERM"])
def test_who_asks_at_once_for_whom_it_has_signalled_is_too_early_and_then_is_not(watch, schedule, number, threads):
    """Bare Python mostly says None first, and sometimes that the child is dead: a verdict must not depend on that."""
    trace = watch(
        f"""
        import os, signal, threading, time

        def child():
            for _ in range({threads}):
                threading.Thread(target=time.sleep, args=(500,)).start()
            time.sleep(1000)

        found = []
        for _ in range(8):
            pid = os.fork()
            if pid == 0:
                child()
                os._exit(0)
            time.sleep(200)
            os.kill(pid, signal.{number})
            early = os.waitpid(pid, os.WNOHANG)
            if signal.{number} != signal.SIGKILL:
                time.sleep(0.001)
            found.append((early, os.waitpid(pid, os.WNOHANG)) == ((0, 0), (pid, signal.{number})))
        print(found)
        """,
        schedule,
    )
    assert lines(finished(trace)) == [str([True] * 8)]


NOT_TOO_EARLY = {
    "after a sleep": "os.kill(pid, 9); time.sleep(0.001)",
    "after a question to somebody else": "os.kill(pid, 9); select.select([], [], [], 0)",
    "after asking twice": "os.kill(pid, 9); os.waitpid(pid, os.WNOHANG)",
    "after a second signal": "os.kill(pid, 9); os.waitpid(pid, os.WNOHANG); os.kill(pid, 9)",
    "when it was dead before": "os.write(end, b'.'); time.sleep(1); os.kill(pid, 9)",
    "in a handler of SIGCHLD": (
        "signal.signal(signal.SIGCHLD, lambda *_: told.append(os.waitpid(pid, os.WNOHANG)))\n"
        "os.kill(pid, 9)\n"
        "while not told: pass"
    ),
}


@pytest.mark.parametrize("how", NOT_TOO_EARLY)
def test_who_could_know_of_the_end_is_told_of_it(watch, schedule, how):
    trace = watch(
        f"""
        import os, select, signal, time

        told = []
        begin, end = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.read(begin, 1)
            os._exit(0)
        time.sleep(200)
        exec({NOT_TOO_EARLY[how]!r})
        print((told or [os.waitpid(pid, os.WNOHANG)])[0][0] == pid)
        """,
        schedule,
    )
    assert lines(finished(trace)) == ["True"]


def test_who_signals_until_it_is_dead_comes_to_an_end(watch, schedule):
    trace = watch(
        """
        import time
        from multiprocessing import Process

        if __name__ == "__main__":
            child = Process(target=time.sleep, args=(1000,))
            child.start()
            while child.is_alive():
                child.terminate()
            print(child.exitcode)
        """,
        schedule,
    )
    assert lines(finished(trace)) == ["-15"]


@pytest.mark.parametrize(
    "question", ["not flag.value", "time.time() < end", "datetime.datetime.now().timestamp() < end", "queue.empty()"]
)
def test_asking_without_a_pause_does_not_stop_the_others_time(watch, schedule, question):
    trace = finished(
        watch(
            f"""
            import datetime, time
            from multiprocessing import Process, Queue, Value

            def work(flag, queue):
                time.sleep(3)
                print("child")
                flag.value = 1
                queue.put("thing")

            if __name__ == "__main__":
                flag, queue, end = Value("i", 0), Queue(), time.time() + 2
                child = Process(target=work, args=(flag, queue))
                child.start()
                while {question}:
                    pass
                print("main", queue.get())
                child.join()
            """,
            schedule,
        )
    )
    assert lines(trace) == ["child", "main thing"]


def test_a_thread_is_waited_for_by_looking_at_memory(watch):
    trace = finished(
        watch(
            """
            import threading, time

            done = False

            def work():
                global done
                time.sleep(2)
                done = True

            threading.Thread(target=work).start()
            while not done:
                pass
            print("main")
            """
        )
    )
    assert lines(trace) == ["main"] and 2.0 <= trace.virtual_seconds < 2.1


def test_who_computes_until_a_certain_time_gets_there(watch):
    trace = finished(
        watch(
            """
            import time

            end = time.time() + 0.5
            while time.time() < end:
                sum(range(3000))
            print("main")
            """
        )
    )
    assert lines(trace) == ["main"]


def test_computing_does_not_use_up_a_timeout(watch):
    trace = finished(
        watch(
            """
            from multiprocessing import Pool

            def work(n):
                return len([i for i in range(n)])

            if __name__ == "__main__":
                with Pool(2) as pool:
                    print(pool.map_async(work, [300_000] * 4).get(timeout=0.5))
            """
        )
    )
    assert lines(trace) == ["[300000, 300000, 300000, 300000]"]


def test_threads_wait_with_timeouts(watch, schedule):
    trace = finished(
        watch(
            """
            import queue, threading, time

            start = time.monotonic()
            def say(*values):
                print(*values, round(time.monotonic() - start, 2))

            things = queue.Queue()
            threading.Timer(2, things.put, ["thing"]).start()
            try:
                things.get(timeout=1)
            except queue.Empty:
                say("empty")
            say(things.get(timeout=5))
            event = threading.Event()
            say("event", event.wait(3))
            threading.Timer(2, event.set).start()
            say("event", event.wait(100))
            condition = threading.Condition()
            with condition:
                say("condition", condition.wait(1))
            try:
                threading.Barrier(2).wait(1)
            except threading.BrokenBarrierError:
                say("broken")
            lock = threading.Lock()
            lock.acquire()
            say("lock", lock.acquire(timeout=0.5))
            threading.Timer(3600, lock.release).start()
            say("lock", lock.acquire(timeout=7200))
            """,
            schedule,
        )
    )
    assert lines(trace) == [
        "empty 1.0",
        "thing 2.0",
        "event False 5.0",
        "event True 7.0",
        "condition False 8.0",
        "broken 9.0",
        "lock False 9.5",
        "lock True 3609.5",
    ]


def test_processes_wait_for_each_other_with_timeouts(watch, schedule):
    trace = finished(
        watch(
            """
            import time
            from multiprocessing import Barrier, Condition, Event, Process, Queue, Semaphore
            from queue import Empty

            def work(barrier, i):
                time.sleep(i)
                barrier.wait()
                print("past", i)

            if __name__ == "__main__":
                barrier = Barrier(3)
                children = [Process(target=work, args=(barrier, i)) for i in range(3)]
                for child in children: child.start()
                for child in children: child.join()
                start = time.time()
                print(Event().wait(3), Semaphore(0).acquire(timeout=2))
                condition = Condition()
                with condition:
                    print(condition.wait(2))
                try:
                    Queue().get(timeout=4)
                except Empty:
                    print("empty", round(time.time() - start, 2))
            """,
            schedule,
        )
    )
    assert sorted(lines(trace)[:3]) == ["past 0", "past 1", "past 2"]
    assert lines(trace)[3:] == ["False False", "False", "empty 11.0"]
    if schedule in ("natural", "child-first", "parent-first"):
        assert first(trace, "write").t == 2.0


def test_threads_that_compute_share_the_interpreter(watch, schedule):
    trace = finished(
        watch(
            """
            import threading

            def count():
                for i in range(200_000):
                    pass

            threads = [threading.Thread(target=count) for _ in range(4)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            print("done")
            """,
            schedule,
        )
    )
    assert lines(trace) == ["done"] and trace.virtual_seconds < 0.01


@pytest.mark.parametrize("kind", ["Process", "Thread"])
def test_executors(watch, schedule, kind):
    trace = finished(
        watch(
            f"""
            import time
            from concurrent.futures import {kind}PoolExecutor, as_completed, wait

            def square(n):
                time.sleep(n)
                return n * n

            if __name__ == "__main__":
                with {kind}PoolExecutor(3) as executor:
                    futures = [executor.submit(square, n) for n in (3, 1, 2)]
                    done, not_done = wait(futures, timeout=0.5)
                    print(len(done), len(not_done))
                    print([future.result() for future in as_completed(futures)])
                    print(list(executor.map(square, range(4))))
            """,
            schedule,
        )
    )
    assert lines(trace)[0] == "0 3" and lines(trace)[2] == "[0, 1, 4, 9]"
    if schedule in ("natural", "child-first", "parent-first"):
        assert lines(trace)[1] == "[1, 4, 9]" and trace.virtual_seconds == 6.0


def test_manager(watch, schedule):
    trace = finished(
        watch(
            """
            import time
            from multiprocessing import Manager, Process

            def work(shared, i):
                time.sleep(i)
                shared[i] = i * i

            if __name__ == "__main__":
                with Manager() as manager:
                    shared = manager.dict()
                    children = [Process(target=work, args=(shared, i)) for i in range(3)]
                    for child in children: child.start()
                    for child in children: child.join()
                    print(sorted(shared.items()))
            """,
            schedule,
        )
    )
    assert lines(trace) == ["[(0, 0), (1, 1), (2, 4)]"]
    assert [process.role for process in trace.processes] == ["main", "child", "child", "child", "child"]


def test_pool_results_with_timeouts(watch, schedule):
    trace = finished(
        watch(
            """
            import time
            from multiprocessing import Pool, TimeoutError

            def work(i):
                time.sleep(200)
                return i

            if __name__ == "__main__":
                with Pool(3) as pool:
                    result = pool.apply_async(work, (1,))
                    try:
                        result.get(timeout=150)
                    except TimeoutError:
                        print("timeout")
                    print(result.get())
                    print(sorted(pool.imap_unordered(work, range(3))))
            """,
            schedule,
        )
    )
    assert lines(trace) == ["timeout", "1", "[0, 1, 2]"]


def test_asyncio_with_timeouts_and_a_subprocess(watch, schedule):
    trace = finished(
        watch(
            """
            import asyncio, time

            async def main():
                start = time.time()
                process = await asyncio.create_subprocess_exec("sleep", "200")
                try:
                    await asyncio.wait_for(asyncio.shield(process.wait()), 1)
                except asyncio.TimeoutError:
                    print("timeout", round(time.time() - start, 2))
                print(await process.wait())
                start = time.time()
                await asyncio.gather(*(asyncio.sleep(i) for i in range(5)))
                print(round(time.time() - start, 2))

            asyncio.run(main())
            """,
            schedule,
        )
    )
    assert lines(trace) == ["timeout 1.0", "0", "4.0"]


def test_subprocess(watch, schedule):
    trace = finished(
        watch(
            """
            import subprocess, sys

            code = "import time; time.sleep(2); print('hello')"
            done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True)
            print(done.stdout.strip(), done.returncode)
            try:
                subprocess.run(["sleep", "1000"], timeout=5)
            except subprocess.TimeoutExpired:
                print("timeout")
            process = subprocess.Popen(["sleep", "5"])
            print(process.poll(), process.wait(timeout=400))
            print(subprocess.run("sleep 1 | (cat; exit 7)", shell=True).returncode)
            """,
            schedule,
        )
    )
    assert lines(trace) == ["hello 0", "timeout", "None 0", "7"]


def test_a_sleep_of_a_year_costs_nothing(watch):
    trace = finished(watch("import time; time.sleep(365 * 86400); print('happy new year')"))
    assert trace.virtual_seconds == 365 * 86400


def test_simultaneous_deadlines_come_in_the_order_in_which_they_were_set(watch):
    source = """
        import os, time

        for i in range(5):
            if os.fork() == 0:
                time.sleep(1)
                print(i)
                os._exit(0)
            time.sleep(0.0001)
        for i in range(5):
            os.wait()
        """
    assert lines(finished(watch(source, "parent-first"))) == ["0", "1", "2", "3", "4"]


def test_equal_deadlines_come_in_the_order_of_births(watch, schedule):
    source = """
        import os, time

        for i in range(5):
            if os.fork() == 0:
                time.sleep(1)
                print(i)
                os._exit(0)
        for i in range(5):
            os.wait()
        """
    for _ in range(5):
        order = lines(finished(watch(source, schedule)))
        assert sorted(order) == ["0", "1", "2", "3", "4"]
        assert schedule in ("random", "priority") or order == ["0", "1", "2", "3", "4"]


def test_random_is_reproducible_by_its_seed_and_differs_between_seeds(watch):
    source = """
        import os, time

        for i in range(5):
            if os.fork() == 0:
                time.sleep(1)
                os.write(1, b"%d" % i)
                os._exit(0)
        for i in range(5):
            os.wait()
        """
    orders = {seed: {"".join(lines(watch(source, "random", seed=seed))) for _ in range(3)} for seed in range(6)}
    assert all(len(found) == 1 for found in orders.values()), orders
    assert len(set.union(*orders.values())) > 1


def test_a_pipe_carries_megabytes(watch, schedule):
    trace = finished(
        watch(
            """
            from multiprocessing import Pipe, Process

            def work(end):
                end.send_bytes(b"x" * 5_000_000)

            if __name__ == "__main__":
                here, there = Pipe()
                child = Process(target=work, args=(there,))
                child.start()
                print(len(here.recv_bytes()))
                child.join()
            """,
            schedule,
        )
    )
    assert lines(trace) == ["5000000"] and said(trace, 2) == []
