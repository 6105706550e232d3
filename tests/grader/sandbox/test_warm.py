"""What a scenario can and cannot do inside the sandbox, and that one run leaves nothing for the next."""

import os
import signal
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from grader.observer.limits import Limits
from grader.sandbox.warm import Play, WarmInterpreter


@pytest.fixture(params=["bubblewrap", "none"])
def isolation(request):
    return request.param


def stage(folder: Path, isolation: str, **programs: str) -> WarmInterpreter:
    (folder / "unit").mkdir(exist_ok=True)
    for name, text in programs.items():
        (folder / "unit" / f"{name}.py").write_text(text)
    return WarmInterpreter(folder, folder, isolation)


def play(interpreter: WarmInterpreter, name: str, schedule="natural", limits=None, **more):
    return interpreter.run(
        Play(f"unit/{name}.py", "{}", "unit", **more), schedule=schedule, **({"limits": limits} if limits else {})
    )


def words(trace) -> list[str]:
    return [event.text for event in trace.events if event.kind == "mark"]


def test_a_scenario_is_a_program_of_its_own_and_its_end_is_marked(tmp_path, isolation):
    text = (
        "import sys\nfrom witness import mark\nif __name__ == '__main__':\n    mark('file', __file__.split('/')[-1])\n"
    )
    with stage(tmp_path, isolation, one=text) as interpreter:
        trace = play(interpreter, "one")
    assert words(trace) == ['file "one.py"', "done"]
    assert (trace.outcome, trace.main.exit_code) == ("finished", 0)


def test_usual_programs_are_there_and_watched_and_others_are_not(tmp_path):
    text = """
        import os, shutil, subprocess
        from witness import mark
        if __name__ == "__main__":
            line = "printf 'b\\na\\n' | sort | tr a-z A-Z; sleep 3600; exit 3"
            for argv in (["sh", "-c", line], ["/bin/sh", "-c", "exit 4"]):
                done = subprocess.run(argv, capture_output=True, text=True)
                mark("ended", done.returncode, done.stdout, done.stderr)
            mark("others", shutil.which("git"), shutil.which("mount"), "apt" in os.listdir("/usr/bin"))
        """
    with stage(tmp_path, "bubblewrap", one=textwrap.dedent(text)) as interpreter:
        trace = play(interpreter, "one")
    assert words(trace) == ['ended 3, "A\\nB\\n", ""', 'ended 4, "", ""', "others null, null, false", "done"]
    assert 3600 <= trace.virtual_seconds < 3601
    assert {"sh", "sort", "tr", "sleep"} <= {
        process.command.split()[0].rsplit("/", 1)[-1] for process in trace.processes
    }


@pytest.mark.parametrize(
    ("text", "code"), [("raise SystemExit(7)", 7), ("1 / 0", 1), ("import os; os._exit(9)", 9), ("exit('no')", 1)]
)
def test_it_ends_as_programs_end(tmp_path, isolation, text, code):
    with stage(tmp_path, isolation, one=text) as interpreter:
        trace = play(interpreter, "one")
    assert trace.main.exit_code == code
    assert words(trace) == []


ENDINGS = {
    "exit handlers, the last first": """
        import atexit
        atexit.register(print, "first registered")
        atexit.register(print, "last registered")
        raise SystemExit(3)
        """,
    "objects of the module are destroyed, also those in cycles": """
        import weakref
        class Last:
            def __del__(self): print("destroyed", type(self).__name__)
        class Cycle(Last):
            pass
        last = Last()
        cycle = Cycle()
        cycle.itself = cycle
        weakref.finalize(last, print, "finalized")
        """,
    "something that is no module in the place of one": """
        import sys
        class Last:
            def __del__(self): print("destroyed")
        sys.modules["odd"] = Last()
        sys.modules["none"] = None
        """,
    "threads are joined": """
        import threading, time
        threading.Thread(target=lambda: (time.sleep(1), print("thread"))).start()
        print("main")
        """,
    "daemon threads are not, and say nothing": """
        import threading
        def spin():
            while True: len(str(threading.active_count()))
        threading.Thread(target=spin, daemon=True).start()
        print("main")
        """,
    "a pool in a global": """
        from multiprocessing import Pool
        if __name__ == "__main__":
            pool = Pool(2)
            print(pool.map(abs, [-1, 2]))
        """,
    "a child that returns": """
        import os
        pid = os.fork()
        if pid: os.waitpid(pid, 0)
        print("both" if pid else "child")
        """,
    "an exit status beyond a byte": "raise SystemExit(-1)",
    "an exit status that is a message": "raise SystemExit(['a', 1])",
    "stdout is closed": "import sys; print('a'); sys.stdout.close()",
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_it_ends_as_under_python_itself(tmp_path, isolation, ending):
    text = textwrap.dedent(ENDINGS[ending])
    with stage(tmp_path, isolation, one=text) as interpreter:
        trace = play(interpreter, "one")
    bare = subprocess.run([sys.executable, tmp_path / "unit" / "one.py"], capture_output=True, text=True, timeout=60)
    written = {"stdout": "", "stderr": ""}
    for event in trace.events:
        if event.kind == "write":
            written[event.stream] += event.text
    assert (trace.main.exit_code, written["stdout"], written["stderr"]) == (bare.returncode, bare.stdout, bare.stderr)


@pytest.fixture
def ignoring_hangups():
    """As under nohup, and with a signal blocked."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    yield
    signal.signal(signal.SIGHUP, before)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def test_signals_are_as_python_has_them_whatever_the_grader_ignores(ignoring_hangups, tmp_path, isolation):
    text = """
        import signal
        from witness import mark
        ignored = [s.name for s in signal.Signals if signal.getsignal(s) is signal.SIG_IGN]
        mark("signals", ignored, len(signal.pthread_sigmask(signal.SIG_BLOCK, ())))
        """
    with stage(tmp_path, isolation, one=textwrap.dedent(text)) as interpreter:
        assert words(play(interpreter, "one")) == ['signals ["SIGPIPE", "SIGXFSZ"], 0', "done"]


def test_a_module_goes_before_installed_ones_and_after_the_standard_library(tmp_path, isolation):
    text = """
        import calendar, pytest
        from witness import mark
        mark("from", "student" if hasattr(pytest, "mine") else "installed", hasattr(calendar, "mine"))
        """
    with stage(tmp_path, isolation, one=textwrap.dedent(text), pytest="mine = 1", calendar="mine = 1") as interpreter:
        assert words(play(interpreter, "one")) == ['from "student", false', "done"]


def test_a_traceback_has_no_frame_of_the_graders(tmp_path, isolation):
    with stage(tmp_path, isolation, one="def f():\n    1 / 0\nf()\n") as interpreter:
        errors = play(interpreter, "one").main.errors
    assert "ZeroDivisionError" in errors
    assert "warm.py" not in errors


def test_children_that_were_not_waited_for_are_joined_at_the_end_as_python_does(tmp_path, isolation):
    text = """
import time
from multiprocessing import Process
from witness import mark
def work():
    time.sleep(50)
    mark('worked')
if __name__ == '__main__':
    Process(target=work).start()
"""
    with stage(tmp_path, isolation, one=text) as interpreter:
        trace = play(interpreter, "one")
    assert words(trace) == ["done", "worked"]
    assert trace.virtual_seconds == pytest.approx(50, abs=0.01)


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_every_start_method_works(tmp_path, isolation, method):
    text = f"""
import multiprocessing
from witness import mark
def work():
    mark('worked')
if __name__ == '__main__':
    process = multiprocessing.get_context('{method}').Process(target=work)
    process.start()
    process.join()
"""
    with stage(tmp_path, isolation, one=text) as interpreter:
        trace = play(interpreter, "one")
    assert words(trace) == ["worked", "done"]
    assert [p.role for p in trace.processes].count("child") == 1


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_an_exception_class_of_the_scenario_comes_back_from_a_worker(tmp_path, isolation, method):
    text = f"""
import multiprocessing
from witness import mark
class Broken(Exception):
    pass
def work():
    raise Broken('so')
if __name__ == '__main__':
    with multiprocessing.get_context('{method}').Pool(1) as pool:
        try:
            pool.apply(work)
        except Broken as error:
            mark('came', str(error))
"""
    with stage(tmp_path, isolation, one=text) as interpreter:
        assert words(play(interpreter, "one")) == ['came "so"', "done"]


def test_stdout_is_line_buffered_as_on_a_terminal_or_block_buffered_as_on_a_pipe(tmp_path, isolation):
    text = "import os\nprint('header')\nif os.fork() == 0:\n    print('child')\nelse:\n    os.wait()\n"
    with stage(tmp_path, isolation, one=text) as interpreter:
        terminal = play(interpreter, "one")
        pipe = play(interpreter, "one", terminal=False)
    assert [process.output for process in terminal.processes] == ["header\n", "child\n"]
    assert [process.output for process in pipe.processes] == ["header\n", "header\nchild\n"]


def test_what_a_run_leaves_in_its_private_folder_is_gone_in_the_next(tmp_path, isolation):
    text = """
import os, tempfile
from witness import mark
if __name__ == '__main__':
    mark('found', sorted(os.listdir(tempfile.gettempdir())))
    os.makedirs(tempfile.gettempdir() + '/left/deep')
    open(tempfile.gettempdir() + '/left/deep/file', 'w').close()
    os.chmod(tempfile.gettempdir() + '/left', 0)
"""
    with stage(tmp_path, isolation, one=text) as interpreter:
        traces = [play(interpreter, "one") for _ in range(2)]
    assert [words(trace)[0] for trace in traces] == ["found []", "found []"]


def test_the_machine_s_devices_keep_their_modes(tmp_path):
    text = """
import contextlib
import os
import stat
from witness import mark
for name in ('full', 'null', 'random', 'tty', 'urandom', 'zero'):
    with contextlib.suppress(PermissionError):
        os.chmod('/dev/' + name, 0o444)
    mark(name, [stat.S_ISCHR(os.stat('/dev/' + name).st_mode), os.stat('/dev/' + name).st_rdev])
with open('/dev/urandom', 'rb') as random, open('/dev/zero', 'rb') as zero:
    mark('read', [len(random.read(9)), sum(zero.read(9))])
"""
    devices = {name: os.stat(f"/dev/{name}") for name in ("full", "null", "random", "tty", "urandom", "zero")}
    try:
        with stage(tmp_path, "bubblewrap", one=text) as interpreter:
            trace = play(interpreter, "one")
        modes = {name: os.stat(f"/dev/{name}").st_mode for name in devices}
    finally:
        for name, was in devices.items():
            if os.stat(f"/dev/{name}").st_mode != was.st_mode:
                os.chmod(f"/dev/{name}", stat.S_IMODE(was.st_mode))
    assert modes == {name: was.st_mode for name, was in devices.items()}
    assert words(trace) == [*(f"{name} [true, {was.st_rdev}]" for name, was in devices.items()), "read [9, 0]", "done"]


def test_a_student_module_does_not_shadow_the_standard_library(tmp_path, isolation):
    text = "import json\nfrom witness import mark\nmark('json', hasattr(json, 'dumps'))\n"
    with stage(tmp_path, isolation, one=text, json="raise SystemExit(3)", multiprocessing="1 / 0") as interpreter:
        assert words(play(interpreter, "one")) == ["json true", "done"]


def test_the_environment_is_made_from_nothing(tmp_path, isolation, monkeypatch):
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    monkeypatch.setenv("SECRET", "x")
    text = "import os\nfrom witness import mark\nmark('names', sorted(os.environ))\n"
    with stage(tmp_path, isolation, one=text) as interpreter:
        (names,) = [word for word in words(play(interpreter, "one")) if word.startswith("names")]
    assert "SECRET" not in names
    assert "PYTHONUNBUFFERED" not in names


def test_a_fork_bomb_ends_at_the_process_limit_and_the_next_run_is_not_disturbed(tmp_path, isolation):
    bomb = "import os\nwhile True:\n    os.fork()\n"
    with stage(tmp_path, isolation, bomb=bomb, one="print('fine')") as interpreter:
        assert play(interpreter, "bomb").outcome == "process-limit"
        assert play(interpreter, "one").main.output == "fine\n"


def test_an_endless_loop_ends_at_the_cpu_limit_with_the_line(tmp_path, isolation):
    with stage(tmp_path, isolation, loop="\nwhile True:\n    pass\n") as interpreter:
        trace = play(interpreter, "loop", limits=Limits(cpu_seconds=0.5))
    assert trace.outcome == "cpu-limit"
    assert trace.blocked[0].where in ("loop.py:2", "loop.py:3")


ESCAPES = {
    "home": "import os; os.listdir(os.path.expanduser('~root'))",
    "project": f"open({__file__!r}).read()",
    "etc": "open('/etc/passwd').read()",
    "write the submission": "open('/submission/unit/one.py', 'w')",
    "write the interpreter": "import os; open(os.__file__, 'a')",
    "write the root": "open('/x', 'w')",
    "kill the warm interpreter": "import os, signal; os.kill(1, signal.SIGKILL); os.kill(1, 0); raise OSError",
    "its memory": "open('/proc/1/mem', 'rb').read(1)",
    "trace": "import ctypes; l = ctypes.CDLL(None, use_errno=True); l.ptrace(16, 1, 0, 0) and 1 / 0",
    "network": "import socket; socket.create_connection(('127.0.0.1', 22), 1)",
    "new namespaces": "import ctypes; ctypes.CDLL(None).unshare(0x10000000) and 1 / 0",
    "limits of others": "import resource; resource.prlimit(1, resource.RLIMIT_NOFILE, (1, 1))",
    "set the hostname": "import socket; socket.sethostname('x')",
}


@pytest.mark.parametrize("name", ESCAPES)
def test_the_sandbox_is_closed(tmp_path, name):
    text = f"{ESCAPES[name]}\nfrom witness import mark\nmark('escaped')\n"
    with stage(tmp_path, "bubblewrap", one=text, two="print('fine')") as interpreter:
        assert "escaped" not in words(play(interpreter, "one"))
        assert play(interpreter, "two").main.output == "fine\n"


def test_kill_all_reaches_nobody_outside_the_run(tmp_path):
    bystander = subprocess.Popen(["sleep", "1000"])
    text = "import contextlib, os\nwith contextlib.suppress(ProcessLookupError):\n    os.kill(-1, 9)\nprint('alive')\n"
    try:
        with stage(tmp_path, "bubblewrap", one=text) as interpreter:
            assert play(interpreter, "one").main.output == "alive\n"
            assert play(interpreter, "one").main.output == "alive\n"
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_no_process_survives_the_interpreter(tmp_path, isolation):
    text = """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.read(os.pipe()[0], 1)
    os._exit(0)
"""
    with stage(tmp_path, isolation, one=text) as interpreter:
        trace = play(interpreter, "one")
        pid = interpreter._pid
    assert trace.outcome == "deadlock"
    assert not os.path.exists(f"/proc/{pid}")
    with pytest.raises(ProcessLookupError):
        os.kill(pid, signal.SIG_DFL)
