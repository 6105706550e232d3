"""The four programs of the course, as its source text has them."""

from observed import authors, finished, first, kinds, lines, numbered, said

LATE = {"slow-child": 100.0, "slow-exit": 100.0}
A_MOMENT = 0.1
"""Where a process that asks goes on only when no other can, a Pool's own threads, which ask, take a moment more."""

PROCESS = """
    import time
    from multiprocessing import Process

    def work():
        for i in range(5):
            print("child", i)
            time.sleep(1)

    if __name__ == "__main__":
        process = Process(target=work)
        process.start()
        {join}
        print("main done")
"""


def drawn(trace, seconds):
    """Under "random" a newborn may be up to three seconds late."""
    return seconds <= trace.virtual_seconds <= seconds + 3


def test_process_with_join_prints_main_last_after_five_seconds(watch, schedule):
    trace = finished(watch(PROCESS.format(join="process.join()"), schedule))
    numbered(trace)
    assert authors(trace) == [(2, f"child {i}") for i in range(5)] + [(1, "main done")]
    assert drawn(trace, 5.0) if schedule == "random" else trace.virtual_seconds == 5.0 + LATE.get(schedule, 0)
    main, child = trace.processes
    assert (child.parent, child.ppid, child.role) == (1, main.pid, "child")
    assert child.reaped and not child.orphaned and child.exit_code == 0
    assert first(trace, "wait").on == 2
    assert first(trace, "exit", process=2).n < first(trace, "reap").n < first(trace, "write", process=1).n


def test_process_without_join_prints_main_before_the_end_of_the_child(watch, schedule):
    trace = finished(watch(PROCESS.format(join=""), schedule))
    assert said(trace, 2) == [f"child {i}" for i in range(5)]
    assert first(trace, "write", process=1).n < first(trace, "exit", process=2).n
    order = lines(trace)
    if schedule in ("parent-first", "slow-child"):
        assert order[0] == "main done"
    if schedule == "child-first":
        assert order[:2] == ["child 0", "main done"]


def test_sleep_in_place_of_join_is_found_out_by_a_slow_child(watch, schedule):
    trace = finished(watch(PROCESS.format(join="time.sleep(6)"), schedule))
    assert (lines(trace)[-1] == "main done") == (schedule != "slow-child")


def test_join_with_a_timeout_finds_a_child_that_sleeps_longer_alive(watch, schedule):
    trace = finished(
        watch(
            """
            import time
            from multiprocessing import Process

            if __name__ == "__main__":
                process = Process(target=time.sleep, args=(30,))
                process.start()
                process.join(2)
                print(process.is_alive())
                process.join()
                print(process.is_alive(), process.exitcode)
            """,
            schedule,
        )
    )
    assert lines(trace) == ["True", "False 0"]
    assert first(trace, "write").t == 2.0


def test_subclass_with_both_loops_interleaves_by_the_clock(watch, schedule):
    trace = finished(
        watch(
            """
            import time
            from multiprocessing import Process

            class Ticker(Process):
                def run(self):
                    for i in range(3):
                        time.sleep(1)
                        print("child", i)

            if __name__ == "__main__":
                ticker = Ticker()
                ticker.start()
                time.sleep(0.5)
                for i in range(3):
                    print("main", i)
                    time.sleep(1)
                ticker.join()
            """,
            schedule,
        )
    )
    assert said(trace, 1) == ["main 0", "main 1", "main 2"]
    assert said(trace, 2) == ["child 0", "child 1", "child 2"]
    if schedule in ("natural", "child-first", "parent-first"):
        assert lines(trace) == ["main 0", "child 0", "main 1", "child 1", "main 2", "child 2"]
        assert trace.virtual_seconds == 3.5


def test_pool_of_three_does_ten_tasks_of_a_second_in_four(watch, schedule):
    trace = finished(
        watch(
            """
            import time
            from multiprocessing import Pool

            def task(i):
                print("task", i)
                time.sleep(1)

            if __name__ == "__main__":
                pool = Pool(3)
                for i in range(10):
                    pool.apply_async(task, (i,))
                print("submitted")
                pool.close()
                pool.join()
                print("all done")
            """,
            schedule,
        )
    )
    assert sorted(said(trace, 2, 3, 4)) == [f"task {i}" for i in range(10)]
    assert said(trace, 1) == ["submitted", "all done"] and lines(trace)[-1] == "all done"
    assert len(trace.processes) == 4 and all(p.parent == 1 and p.reaped for p in trace.processes[1:])
    if schedule != "random":
        moment = A_MOMENT if schedule in ("slow-parent", "priority") else 0.0
        assert 0 <= trace.virtual_seconds - 4.0 - LATE.get(schedule, 0) <= moment
    sleeps = [event for event in trace.events if event.kind == "sleep"]
    assert [event.seconds for event in sleeps] == [1.0] * 10


def test_fork_tells_parent_and_child_apart(watch, schedule):
    trace = finished(
        watch(
            """
            import os

            pid = os.fork()
            if pid == 0:
                print("child", os.getpid(), os.getppid())
            else:
                print("parent", os.getpid(), pid)
                os.waitpid(pid, 0)
            """,
            schedule,
        )
    )
    main, child = trace.processes
    assert said(trace, 1) == [f"parent {main.pid} {child.pid}"]
    assert said(trace, 2) == [f"child {child.pid} {main.pid}"]
    assert kinds(trace, 1) == ["exec", "fork", "write", "wait", "reap", "exit"]
    assert kinds(trace, 2) == ["write", "exit"]
    if schedule == "child-first":
        assert lines(trace)[0].startswith("child")
    if schedule in ("parent-first", "slow-child"):
        assert lines(trace)[0].startswith("parent")
