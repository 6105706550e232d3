"""Python's own processes go on from a snapshot, and what a program sees of them is what it sees after a cold start."""

import importlib.util
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from grader.observer import clock_code, remembered, snapshot
from grader.observer.machine import this_machine
from grader.sandbox import ready as ready_module
from grader.sandbox.warm import Play, WarmInterpreter

pytestmark = pytest.mark.skipif(this_machine().makes_calls is None, reason="only x86-64 has the code for it")

LOOKS = """
import multiprocessing, os, signal, sys, threading
from witness import mark

def look():
    server = sys.modules['multiprocessing.forkserver']
    mark('child', {
        'arguments': sys.argv, 'program': sys.executable, 'beginning': sys.orig_argv[:-1][:3], 'flags': str(sys.flags),
        'environment': sorted(os.environ.items()), 'path': sys.path, 'umask': os.umask(0o22), 'folder': os.getcwd(),
        'home': os.environ.get('MINE'),
        'streams': [(s.name, s.encoding, s.errors, s.line_buffering, s.mode)
                    for s in (sys.stdin, sys.stdout, sys.stderr)],
        'signals': sorted(s.name for s in signal.Signals if signal.getsignal(s) is signal.SIG_IGN),
        'interrupt': str(signal.getsignal(signal.SIGINT)),
        'mask': len(signal.pthread_sigmask(signal.SIG_BLOCK, ())),
        'threads': [threading.active_count(), threading.main_thread().native_id == threading.get_native_id()],
        'main': sys.modules['__main__'].__name__, 'descriptors': len(os.listdir('/proc/self/fd')),
        'parent is the server': multiprocessing.parent_process().pid != os.getppid(),
        'command': open('/proc/%d/cmdline' % os.getppid()).read().split(chr(0))[1:3],
    })
    print('printed by the child')

if __name__ == '__main__':
    os.environ['MINE'] = 'of the program'
    os.chdir('/')
    process = multiprocessing.get_context('forkserver').Process(target=look)
    process.start()
    process.join()
    mark('code', process.exitcode)
"""
IS_READY = """
import multiprocessing, os, sys
from witness import mark

def look():
    mark('ready', 'concurrent.futures.thread' in sys.modules)

if __name__ == '__main__':
    CHANGE
    process = multiprocessing.get_context('forkserver').Process(target=look)
    process.start()
    process.join()
"""


def played(folder: Path, text: str, *, cold: bool = False):
    (folder / "unit").mkdir(exist_ok=True)
    (folder / "unit" / "one.py").write_text(text)
    with WarmInterpreter(folder, folder, "bubblewrap") as interpreter:
        if cold:
            interpreter._ready = None
        return interpreter.run(Play("unit/one.py", "{}", "unit"), schedule="natural")


def words(trace) -> list[str]:
    return [event.text for event in trace.events if event.kind == "mark"]


def test_what_a_child_of_the_fork_server_sees_is_the_same_as_after_a_cold_start(tmp_path):
    with_snapshot, without = played(tmp_path, LOOKS), played(tmp_path, LOOKS, cold=True)
    assert words(with_snapshot)[-2:] == ["code 0", "done"]
    assert json.loads(words(with_snapshot)[0].removeprefix("child ")) == json.loads(
        words(without)[0].removeprefix("child ")
    )
    assert [(p.role, p.pid, p.exit_code, p.output, p.errors) for p in with_snapshot.processes] == [
        (p.role, p.pid, p.exit_code, p.output, p.errors) for p in without.processes
    ]


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ("pass", "true"),
        ("os.environ['PYTHONUTF8'] = '1'", "false"),
        ("os.environ['LC_ALL'] = 'C'", "false"),
        ("__import__('signal').signal(1, __import__('signal').SIG_IGN)", "false"),
        ("sys.argv.append('x' * 60000)", "false" if sys.version_info >= (3, 14) else "true"),
    ],
)
def test_where_anything_that_decides_how_python_starts_differs_it_starts_cold(tmp_path, change, answer):
    assert words(played(tmp_path, IS_READY.replace("CHANGE", change)))[0] == f"ready {answer}"
    assert words(played(tmp_path, IS_READY.replace("CHANGE", change), cold=True))[0] == "ready false"


def test_what_the_graders_starter_ignores_decides_nothing(tmp_path, monkeypatch):
    """nohup(1) ignores SIGHUP: a snapshot made under it is that which is made without."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    ready_module.ready.cache_clear()
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert words(played(tmp_path, IS_READY.replace("CHANGE", "pass")))[0] == "ready true"
    finally:
        signal.signal(signal.SIGHUP, before)
        ready_module.ready.cache_clear()


def test_the_c_librarys_own_signals_decide_nothing():
    ignored = snapshot.ignored({"SigIgn": "0000000001001000"})
    assert (
        snapshot.ignored({"SigIgn": "0000000081001000"}) == snapshot.ignored({"SigIgn": "0000000181001000"}) == ignored
    )
    assert snapshot.ignored({"SigIgn": "0000000001001001"}) != ignored


def test_a_snapshot_with_which_the_known_programs_run_otherwise_is_not_used(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    tried = []

    def proves(made):
        tried.append(made.of.program)
        return False

    make = ready_module.ready.__wrapped__
    witness = str(Path(remembered.__file__).parent / "inside" / "witness.py")
    environment = (("PYTHONPATH", "/inside"), ("PYTHONDONTWRITEBYTECODE", "1"))
    assert make(environment, witness, proves) is None
    assert make(environment, witness, proves) is None
    assert len(tried) == 1
    assert make((*environment, ("LANG", "C.UTF-8")), witness, lambda made: True) is not None


def test_the_code_that_makes_system_calls_is_the_assembled_source(tmp_path):
    source = Path(next(iter(clock_code.__path__))) / "makes_calls_x86_64.S"
    spec = importlib.util.spec_from_file_location("assemble", source.with_name("assemble.py"))
    assemble = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(assemble)
    tools = assemble.tools("x86_64")
    if tools is None:
        pytest.skip("no binutils")
    subprocess.run([tools[0], source, "-o", tmp_path / "code.o"], check=True)
    subprocess.run([tools[1], "-O", "binary", "-j", ".text", tmp_path / "code.o", tmp_path / "code"], check=True)
    assert (tmp_path / "code").read_bytes() == this_machine().makes_calls
