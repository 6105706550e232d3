"""All clocks of a watched process agree on the virtual time, below Python and in any Python."""

import pytest
from observed import finished, lines


@pytest.mark.parametrize("flags", [(), ("-I", "-S"), ("-E", "-s", "-B")])
def test_every_clock_of_python_moves_with_a_sleep(watch, flags):
    trace = finished(
        watch(
            """
            import datetime, time

            clocks = [
                time.time, time.monotonic, time.perf_counter, lambda: time.time_ns() / 1e9,
                lambda: time.clock_gettime(time.CLOCK_BOOTTIME), lambda: datetime.datetime.now().timestamp(),
                lambda: time.mktime(time.localtime()),
            ]
            before = [clock() for clock in clocks]
            time.sleep(100)
            print([round(clock() - start) for clock, start in zip(clocks, before)])
            """,
            flags=flags,
        )
    )
    assert lines(trace) == [str([100] * 7)]


def test_the_clocks_of_c_programs_and_extensions_are_virtual(watch):
    trace = finished(
        watch(
            """
            import ctypes, subprocess, time

            libc = ctypes.CDLL(None)
            before = libc.time(None), int(subprocess.run(["date", "+%s"], capture_output=True).stdout)
            time.sleep(1000)
            after = libc.time(None), int(subprocess.run(["date", "+%s"], capture_output=True).stdout)
            print([b - a for a, b in zip(before, after)])
            """
        )
    )
    assert lines(trace) in (["[1000, 1000]"], ["[1000, 1001]"], ["[1001, 1000]"], ["[1001, 1001]"])


def test_computing_takes_no_virtual_time(watch):
    trace = finished(watch("import time; a = time.time(); sum(range(10**6)); print(time.time() - a < 0.0001)"))
    assert lines(trace) == ["True"] and trace.virtual_seconds == 0


def test_cpu_clocks_stay_real(watch):
    trace = finished(
        watch("import time; a = time.process_time(); sum(range(10**6)); print(time.process_time() - a > 0.001)")
    )
    assert lines(trace) == ["True"]


def test_a_clock_never_stands_still_or_goes_back(watch):
    trace = finished(
        watch(
            """
            import time

            readings = [time.monotonic_ns() for _ in range(50_000)]
            print(all(a < b for a, b in zip(readings, readings[1:])))
            """
        )
    )
    assert lines(trace) == ["True"]


def test_a_child_agrees_with_its_parent_on_the_time(watch):
    trace = finished(
        watch(
            """
            import os, time

            time.sleep(1000)
            start = time.time()
            if os.fork() == 0:
                print(abs(time.time() - start) < 0.001)
                os.execvp("python3", ["python3", "-S", "-c", f"import time; print(abs(time.time() - {start}) < 0.001)"])
            os.wait()
            """
        )
    )
    assert lines(trace) == ["True", "True"]


def test_what_replaces_a_vdso_function_does_what_the_manual_says(watch):
    """gettimeofday(2), time(2) and clock_gettime(2), called as C does, with null pointers and bad clocks."""
    trace = finished(
        watch(
            """
            import ctypes

            libc = ctypes.CDLL(None, use_errno=True)
            two, t = (ctypes.c_long * 2)(), ctypes.c_long()
            now = libc.time(ctypes.byref(t))
            print(now == ctypes.c_int(t.value).value, libc.time(None) - now in (0, 1))
            print(libc.gettimeofday(two, None), two[0] - t.value in (0, 1), 0 <= two[1] < 1_000_000)
            print([libc.clock_gettime(n, two) for n in (0, 1, 2, 3, 4, 5, 6, 7, 99)], ctypes.get_errno())
            """
        )
    )
    assert lines(trace) == ["True True", "0 True True", "[0, 0, 0, 0, 0, 0, 0, 0, -1] 22"]
