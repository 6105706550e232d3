"""Who is born of whom, becomes what, ends how, and is waited for by whom."""

import pytest
from observed import finished, first, kinds, lines, said


def test_double_fork_leaves_an_orphan(watch, schedule):
    trace = finished(
        watch(
            """
            import os, time

            pid = os.fork()
            if pid == 0:
                if os.fork() == 0:
                    time.sleep(2)
                    print("grandchild")
                    os._exit(0)
                os._exit(0)
            os.waitpid(pid, 0)
            print("main")
            """,
            schedule,
        )
    )
    _, child, grandchild = trace.processes
    assert (child.parent, grandchild.parent, grandchild.ppid) == (1, 2, child.pid)
    assert (child.orphaned, grandchild.orphaned) == (False, True)
    assert (child.reaped, grandchild.reaped) == (True, False)
    assert first(trace, "exit", process=2).n < first(trace, "exit", process=3).n


def test_a_child_that_nobody_waited_for_is_not_reaped(watch, schedule):
    trace = finished(
        watch(
            """
            import os, time

            if os.fork() == 0:
                os._exit(4)
            time.sleep(200)
            """,
            schedule,
        )
    )
    child = trace.processes[1]
    assert (child.exit_code, child.reaped, child.orphaned) == (4, False, False)
    assert "reap" not in kinds(trace, 1)


@pytest.mark.parametrize("ends", ["time.sleep(200)", "os.pause() if hasattr(os, 'pause') else time.sleep(200)"])
def test_where_sigchld_is_ignored_children_count_as_reaped(watch, schedule, ends):
    trace = finished(
        watch(
            f"""
            import os, signal, time

            signal.signal(signal.SIGCHLD, signal.SIG_IGN)
            for i in range(5):
                if os.fork() == 0:
                    os._exit(4)
            {ends}
            """,
            schedule,
        )
    )
    assert all(process.reaped for process in trace.processes)


def test_forty_children(watch, schedule):
    trace = finished(
        watch(
            """
            import os, time

            for i in range(40):
                if os.fork() == 0:
                    time.sleep(i % 5)
                    os._exit(i)
            print(sorted(os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(40)) == list(range(40)))
            """,
            schedule,
        )
    )
    assert lines(trace) == ["True"] and len(trace.processes) == 41
    assert [process.exit_code for process in trace.processes[1:]] == list(range(40))
    assert all(process.reaped for process in trace.processes)


def test_every_call_that_waits_says_who_was_reaped(watch, schedule):
    trace = finished(
        watch(
            """
            import os, time

            def child(code):
                pid = os.fork()
                if pid == 0:
                    time.sleep(1)
                    os._exit(code)
                return pid

            pid = child(4)
            print(os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT).si_status)
            print(os.waitid(os.P_PIDFD, os.pidfd_open(pid), os.WEXITED).si_status)
            child(5)
            print(os.wait3(0)[1] >> 8)
            print(os.wait4(child(6), 0)[1] >> 8)
            child(7)
            print(os.waitid(os.P_ALL, 0, os.WEXITED).si_status)
            child(8)
            print(os.wait()[1] >> 8)
            """,
            schedule,
        )
    )
    assert lines(trace) == ["4", "4", "5", "6", "7", "8"]
    assert [event.child for event in trace.events if event.kind == "reap"] == [2, 3, 4, 5, 6]
    assert [event.on for event in trace.events if event.kind == "wait"] == [2, 2, None, 4, None, None]


def test_ways_to_die(watch, schedule):
    trace = watch(
        """
        import ctypes, os, signal, sys

        def child(end):
            pid = os.fork()
            if pid == 0:
                end()
                os._exit(0)
            print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))

        child(os.abort)
        child(lambda: os.kill(os.getpid(), signal.SIGKILL))
        child(lambda: os._exit(77))
        child(lambda: signal.raise_signal(signal.SIGSEGV))
        child(lambda: ctypes.string_at(0))
        child(lambda: sys.exit("message"))
        """,
        schedule,
    )
    assert said(trace, 1) == ["-6", "-9", "77", "-11", "-11", "1"]
    ends = [(process.exit_code, process.signal) for process in trace.processes[1:]]
    assert ends == [(None, "SIGABRT"), (None, "SIGKILL"), (77, None), (None, "SIGSEGV"), (None, "SIGSEGV"), (1, None)]
    assert [first(trace, "exit", process=n).signal for n in (2, 3)] == ["SIGABRT", "SIGKILL"]


@pytest.mark.parametrize(("code", "status"), [("raise SystemExit(9)", 9), ("import os; os.kill(os.getpid(), 15)", 143)])
def test_exit_status_is_what_a_shell_would_see(watch, code, status):
    assert watch(code).exit_status() == status


def test_exec_of_another_thread_takes_the_leaders_place(watch, schedule):
    trace = finished(
        watch(
            """
            import os, sys, threading, time

            pid = os.fork()
            if pid == 0:
                code = "import time; time.sleep(3); print('another')"
                threading.Thread(target=os.execv, args=(sys.executable, [sys.executable, "-c", code])).start()
                time.sleep(100)
                print("never")
            print(os.waitpid(pid, 0)[1])
            """,
            schedule,
        )
    )
    assert lines(trace) == ["another", "0"]
    assert kinds(trace, 2).count("exec") == 1 and "another" in trace.processes[1].command


def test_a_main_thread_that_ends_first_does_not_end_its_process(watch):
    trace = finished(
        watch(
            """
            import ctypes, os, threading, time

            def rest():
                time.sleep(3)
                os.write(1, b"thread\\n")
                os._exit(5)

            pid = os.fork()
            if pid == 0:
                threading.Thread(target=rest).start()
                exit_thread = ctypes.CDLL(None).syscall
                exit_thread(60 if os.uname().machine == "x86_64" else 93, 0)
            print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
            """
        )
    )
    assert lines(trace) == ["thread", "5"]
    assert (trace.processes[1].exit_code, trace.processes[1].exited) == (5, 3.0)


def test_posix_spawn_system_and_spawnv(watch, schedule):
    trace = finished(
        watch(
            """
            import os

            print(os.waitpid(os.posix_spawn("/bin/sleep", ["sleep", "3"], {}), 0)[1])
            print(os.waitpid(os.spawnv(os.P_NOWAIT, "/bin/sleep", ["sleep", "2"]), 0)[1])
            print(os.system("exit 3") >> 8)
            """,
            schedule,
        )
    )
    assert lines(trace) == ["0", "0", "3"]
    assert [process.command.split()[0] for process in trace.processes[1:]] == ["sleep", "sleep", "sh"]
    assert [event.seconds for event in trace.events if event.kind == "sleep"] == [3.0, 2.0]


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_other_start_methods_are_seen_through_their_helpers(watch, schedule, method):
    trace = finished(
        watch(
            f"""
            import multiprocessing, os, time

            def work(n):
                time.sleep(n)
                print("child", os.getpid(), os.getppid())

            if __name__ == "__main__":
                multiprocessing.set_start_method("{method}")
                children = [multiprocessing.Process(target=work, args=(n,)) for n in (1, 2)]
                for child in children: child.start()
                for child in children: child.join()
                print("main", [child.exitcode for child in children])
            """,
            schedule,
        )
    )
    roles = [process.role for process in trace.processes]
    helpers = roles.count("helper")
    assert helpers == (1 if method == "spawn" else 2) and roles.count("child") == 2
    children = [process for process in trace.processes if process.role == "child"]
    assert sorted(said(trace, *(child.id for child in children))) == sorted(
        f"child {child.pid} {child.ppid}" for child in children
    )
    assert all(child.reaped for child in children)
    if method == "forkserver":
        assert all(trace.process(child.parent).role == "helper" for child in children)
    else:
        assert all(child.parent == 1 for child in children)
    assert lines(trace)[-1] == "main [0, 0]"
    if schedule != "random":
        assert trace.virtual_seconds == (102.0 if schedule in ("slow-child", "slow-exit") else 2.0)


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_pools_of_other_start_methods(watch, schedule, method):
    trace = finished(
        watch(
            f"""
            import multiprocessing, time

            def square(n):
                time.sleep(1)
                return n * n

            if __name__ == "__main__":
                with multiprocessing.get_context("{method}").Pool(2) as pool:
                    print(pool.map(square, range(4)))
            """,
            schedule,
        )
    )
    assert lines(trace) == ["[0, 1, 4, 9]"]
    assert [process.role for process in trace.processes].count("child") == 2


def test_who_only_looks_like_a_helper_is_a_child(watch):
    trace = finished(
        watch(
            """
            import subprocess, sys

            line = "from multiprocessing.resource_tracker import main;main(0)"
            subprocess.run([sys.executable, "-c", line], stdin=subprocess.DEVNULL)
            subprocess.run(["sh", "-c", line], stderr=subprocess.DEVNULL)
            """
        )
    )
    assert [process.role for process in trace.processes] == ["main", "child", "child"]


def test_clone3_and_untraced_clones_do_not_escape(watch):
    trace = finished(
        watch(
            """
            import ctypes, os

            libc = ctypes.CDLL(None, use_errno=True)
            arm = os.uname().machine != "x86_64"
            print(libc.syscall(435, 0, 0), ctypes.get_errno())
            print(libc.syscall(220 if arm else 56, 0x00800000 | 17, 0, 0, 0, 0), ctypes.get_errno())
            """
        )
    )
    assert lines(trace) == ["-1 38", "-1 1"] and len(trace.processes) == 1
