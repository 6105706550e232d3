"""Signals, alarms and stops, with and without handlers, while somebody sleeps."""

import pytest
from observed import finished, first, lines, said


def test_alarm_rings_at_its_virtual_second(watch, schedule):
    trace = finished(
        watch(
            """
            import signal, time

            start = time.time()
            signal.signal(signal.SIGALRM, lambda *_: print("ring", round(time.time() - start, 2)))
            signal.alarm(3600)
            signal.pause()
            print("pending", signal.alarm(10), signal.alarm(0))
            """,
            schedule,
        )
    )
    assert lines(trace) == ["ring 3600.0", "pending 0 10"] and trace.virtual_seconds == 3600


def test_alarm_without_a_handler_kills(watch):
    trace = watch("import signal, time; signal.alarm(5); time.sleep(100)")
    assert (trace.outcome, trace.main.signal, trace.main.exited, trace.exit_status()) == (
        "finished",
        "SIGALRM",
        5.0,
        142,
    )


def test_interval_timer_ticks(watch):
    trace = finished(
        watch(
            """
            import signal, time

            ticks = []
            def tick(*_):
                ticks.append(round(time.time() - start, 2))
                if len(ticks) == 3:
                    print(signal.setitimer(signal.ITIMER_REAL, 0)[1])

            start = time.time()
            signal.signal(signal.SIGALRM, tick)
            print(signal.setitimer(signal.ITIMER_REAL, 1, 0.5))
            print([round(seconds, 3) for seconds in signal.getitimer(signal.ITIMER_REAL)])
            while len(ticks) < 3:
                signal.pause()
            print(ticks, signal.getitimer(signal.ITIMER_REAL))
            """
        )
    )
    assert lines(trace) == ["(0.0, 0.0)", "[1.0, 0.5]", "0.5", "[1.0, 1.5, 2.0] (0.0, 0.0)"]


def test_alarm_belongs_to_its_process_and_outlives_exec(watch):
    trace = watch(
        """
        import os, signal, time

        signal.alarm(5)
        if os.fork() == 0:
            time.sleep(50)
            print("the child has no alarm")
            os._exit(0)
        os.execvp("sleep", ["sleep", "100"])
        """
    )
    main, child = trace.processes
    assert (main.signal, main.exited) == ("SIGALRM", 5.0)
    assert (child.exit_code, child.exited, child.orphaned) == (0, 50.0, True)


@pytest.mark.parametrize("how", ["sigtimedwait", "sigwait", "sigwaitinfo"])
def test_waiting_for_a_signal_is_no_deadlock(watch, schedule, how):
    argument = ", 500" if how == "sigtimedwait" else ""
    trace = finished(
        watch(
            f"""
            import os, signal, time

            signal.pthread_sigmask(signal.SIG_BLOCK, {{signal.SIGUSR1}})
            print(signal.sigtimedwait({{signal.SIGUSR1}}, 3))
            if os.fork() == 0:
                time.sleep(200)
                os.kill(os.getppid(), signal.SIGUSR1)
                os._exit(0)
            got = signal.{how}({{signal.SIGUSR1}}{argument})
            print(signal.Signals(getattr(got, "si_signo", got)).name)
            os.wait()
            """,
            schedule,
        )
    )
    assert lines(trace) == ["None", "SIGUSR1"]
    assert first(trace, "signal").signal == "SIGUSR1" and first(trace, "signal").target == 1


def test_sleep_goes_on_after_a_handler(watch, schedule):
    trace = finished(
        watch(
            """
            import os, signal, time

            signal.signal(signal.SIGCHLD, lambda *_: print("child"))
            start = time.time()
            if os.fork() == 0:
                time.sleep(1)
                os._exit(0)
            time.sleep(300)
            print(round(time.time() - start, 2))
            os.wait()
            """,
            schedule,
        )
    )
    assert lines(trace) == ["child", "300.0"]
    assert len([e for e in trace.events if e.kind == "sleep" and e.process == 1]) in (1, 2)


@pytest.mark.parametrize("handling", ["SIG_IGN", "SIG_DFL"])
def test_a_signal_that_nobody_handles_does_not_cut_a_sleep_short(watch, schedule, handling):
    trace = finished(
        watch(
            f"""
            import os, signal, time

            signal.signal(signal.SIGCONT, signal.{handling})
            start = time.time()
            if os.fork() == 0:
                time.sleep(1)
                os.kill(os.getppid(), signal.SIGCONT)
                os._exit(0)
            time.sleep(500)
            print(round(time.time() - start, 2))
            os.wait()
            """,
            schedule,
        )
    )
    assert lines(trace) == ["500.0"]
    assert [e.seconds for e in trace.events if e.kind == "sleep" and e.process == 1] == [500.0]


def test_a_handler_that_raises_ends_a_sleep(watch, schedule):
    trace = finished(
        watch(
            """
            import os, signal, time

            def handler(*_):
                raise KeyError

            signal.signal(signal.SIGUSR1, handler)
            if os.fork() == 0:
                time.sleep(1)
                os.kill(os.getppid(), signal.SIGUSR1)
                os._exit(0)
            try:
                time.sleep(50000)
            except KeyError:
                print("interrupted")
            os.wait()
            """,
            schedule,
        )
    )
    assert lines(trace) == ["interrupted"] and trace.virtual_seconds < 102


@pytest.mark.parametrize(
    "wait",
    [
        "select.select([r], [], [], 500)",
        "poll.poll(500_000)",
        "epoll.poll(500)",
        "queue.get(timeout=500)",
        "lock.acquire(timeout=500)",
        "subprocess.run(['sleep', '500'])",
    ],
)
def test_a_timed_wait_that_a_signal_interrupts_keeps_its_deadline(watch, wait):
    trace = watch(
        f"""
        import os, queue, select, signal, subprocess, threading, time

        r, w = os.pipe()
        poll, epoll, queue, lock = select.poll(), select.epoll(), queue.Queue(), threading.Lock()
        poll.register(r)
        epoll.register(r)
        lock.acquire()
        seen = []
        signal.signal(signal.SIGUSR1, lambda *_: seen.append(1))
        signal.signal(signal.SIGUSR2, signal.SIG_IGN)
        start = time.monotonic()
        if os.fork() == 0:
            for number in (signal.SIGUSR1, signal.SIGUSR2, signal.SIGSTOP, signal.SIGCONT):
                time.sleep(1)
                os.kill(os.getppid(), number)
            os._exit(0)
        try:
            {wait}
        except Exception:
            pass
        print(round(time.monotonic() - start, 1), seen)
        """
    )
    assert trace.outcome == "finished" and lines(trace) == ["500.0 [1]"]


def test_stop_and_continue_are_seen_by_the_parent(watch, schedule):
    trace = finished(
        watch(
            """
            import os, signal, time

            pid = os.fork()
            if pid == 0:
                time.sleep(2)
                print("awake")
                time.sleep(1)
                os._exit(0)
            os.kill(pid, signal.SIGSTOP)
            print("stopped", os.WIFSTOPPED(os.waitpid(pid, os.WUNTRACED)[1]))
            time.sleep(5)
            os.kill(pid, signal.SIGCONT)
            print("continued", os.WIFCONTINUED(os.waitpid(pid, os.WCONTINUED)[1]))
            print("exited", os.waitpid(pid, 0)[1])
            """,
            schedule,
        )
    )
    assert said(trace, 1) == ["stopped True", "continued True", "exited 0"] and said(trace, 2) == ["awake"]
    assert first(trace, "write", process=2).t >= 5.0
    assert len([event for event in trace.events if event.kind == "reap"]) == 1


def test_a_stopped_child_that_nobody_continues_is_a_deadlock(watch):
    trace = watch(
        """
        import os, signal, time

        pid = os.fork()
        if pid == 0:
            time.sleep(2)
            os._exit(0)
        os.kill(pid, signal.SIGSTOP)
        os.waitpid(pid, 0)
        """
    )
    assert trace.outcome == "deadlock"
    assert {b.process: (b.syscall, b.on) for b in trace.blocked} == {1: ("wait4", 2), 2: ("stopped", "signal")}


def test_a_signal_kills_a_held_newborn(watch, schedule):
    trace = finished(
        watch(
            """
            import os, signal, time

            for number in (signal.SIGKILL, signal.SIGTERM):
                pid = os.fork()
                if pid == 0:
                    time.sleep(5000)
                    os._exit(0)
                os.kill(pid, number)
                print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
            """,
            schedule,
        )
    )
    assert lines(trace) == ["-9", "-15"]
    assert [process.signal for process in trace.processes] == [None, "SIGKILL", "SIGTERM"]
    assert all(process.reaped for process in trace.processes)
    if schedule == "slow-child":
        assert trace.processes[1].exited == 0.0  # SIGKILL needs nobody to be let go


def test_terminate_and_kill(watch, schedule):
    trace = finished(
        watch(
            """
            import time
            from multiprocessing import Process

            if __name__ == "__main__":
                child = Process(target=time.sleep, args=(1000,))
                child.start()
                time.sleep(200)
                child.terminate()
                child.join()
                print(child.exitcode)
                child = Process(target=time.sleep, args=(1000,))
                child.start()
                child.kill()
                child.join()
                print(child.exitcode)
            """,
            schedule,
        )
    )
    assert lines(trace) == ["-15", "-9"] and trace.virtual_seconds == 200.0
    assert first(trace, "signal", signal="SIGTERM").target == 2


def test_signals_to_a_group_name_everyone_in_it(watch):
    trace = watch(
        """
        import os, signal, time

        os.setpgid(0, 0)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for i in range(2):
            if os.fork() == 0:
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                time.sleep(10)
                os._exit(0)
        time.sleep(1)
        os.killpg(0, signal.SIGTERM)
        print([os.WTERMSIG(os.wait()[1]) for _ in range(2)])
        """
    )
    assert lines(trace) == ["[15, 15]"]
    assert [e.target for e in trace.events if e.kind == "signal"] == [1, 2, 3]


def test_a_c_program_learns_what_is_left_of_an_interrupted_sleep(watch):
    trace = finished(
        watch(
            """
            import ctypes, os, signal, time

            libc = ctypes.CDLL(None, use_errno=True)
            request, left = (ctypes.c_long * 2)(10, 0), (ctypes.c_long * 2)()
            signal.signal(signal.SIGUSR1, lambda *_: None)
            if os.fork() == 0:
                time.sleep(4)
                os.kill(os.getppid(), signal.SIGUSR1)
                os._exit(0)
            print(libc.nanosleep(request, left), ctypes.get_errno(), round(left[0] + left[1] / 1e9, 3))
            """
        )
    )
    assert lines(trace) == ["-1 4 6.0"]


def test_thousands_of_short_sleeps_and_timers(watch):
    """A thread that has just been woken, and is in no processor's queue yet, is not taken for blocked."""
    trace = watch(
        """
        import os, random, signal, time

        rings = []
        delay = lambda: 1e-6 + random.random() * 1e-5
        signal.signal(signal.SIGPROF, lambda *_: signal.setitimer(signal.ITIMER_REAL, delay()))
        signal.signal(signal.SIGALRM, lambda *_: rings.append(1))
        for i in range(5000):
            os.kill(os.getpid(), signal.SIGPROF)
            while len(rings) <= i:
                time.sleep(1e-5)
        print("done")
        """
    )
    assert trace.outcome == "finished" and lines(trace) == ["done"]
