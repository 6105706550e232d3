"""Python's own helper processes, and processes that only look like them."""

import pytest
from observed import finished

from grader.observer.helpers import _descriptors_in, _parse

LIBRARY = """
import multiprocessing, os, sys

def work():
    pass

if __name__ == "__main__":
    {before}
    process = multiprocessing.get_context("{method}").Process(target=work)
    process.start()
    process.join()
    sys.exit(process.exitcode)
"""
LIKE_A_TRACKER = """
import os, subprocess, sys

reader, writer = os.pipe()
line = f"from multiprocessing.resource_tracker import main;main({{reader}})"
child = subprocess.Popen([sys.executable, *{flags}, "-c", line], pass_fds=[reader], {options})
os.close(writer)
child.wait()
"""
SHADOW = "print('not the library')\n"


def roles(trace):
    return [process.role for process in trace.processes[1:]]


def package(folder):
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "resource_tracker.py").write_text("def main(fd): print('a task of mine')\n")


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
@pytest.mark.parametrize(
    "flags", [(), ("-I",), ("-P",), ("-O", "-B"), ("-W", "error"), ("-X", "dev"), ("-X", "utf8", "-bb", "-s")]
)
def test_the_helpers_of_an_interpreter_with_options(watch, method, flags):
    trace = finished(watch(LIBRARY.format(method=method, before=""), flags=flags))
    assert roles(trace) == ["helper"] * (1 if method == "spawn" else 2) + ["child"]


@pytest.mark.parametrize(
    "before",
    [
        "os.environ['PYTHONPATH'] = os.getcwd() + '/lib'",
        "multiprocessing.set_forkserver_preload(['json'])",
        "sys.stderr = open('errors', 'w')",
        "sys.argv += ['x' * 3000] * 100",
    ],
)
def test_the_helpers_of_a_program_that_changes_its_surroundings(watch, tmp_path, before):
    (tmp_path / "lib").mkdir()
    trace = finished(watch(LIBRARY.format(method="forkserver", before=before)))
    assert roles(trace) == ["helper", "helper", "child"]


def test_a_real_tracker_is_one_whoever_starts_it(watch):
    assert roles(finished(watch(LIKE_A_TRACKER.format(flags=(), options="")))) == ["helper"]


@pytest.mark.parametrize(
    ("flags", "options"),
    [
        ((), "cwd='shadow'"),
        ((), "env={'PYTHONPATH': 'shadow'}"),
        ((), "env={'PYTHONPATH': os.getcwd() + '/shadow'}"),
        (("-P",), "env={'PYTHONPATH': ':'}, cwd='shadow'"),
    ],
)
def test_a_process_with_a_multiprocessing_of_its_own_is_a_child(watch, tmp_path, flags, options):
    (tmp_path / "shadow").mkdir()
    package(tmp_path / "shadow" / "multiprocessing")
    trace = finished(watch(LIKE_A_TRACKER.format(flags=flags, options=options)))
    assert roles(trace) == ["child"]
    assert trace.processes[1].output == "a task of mine\n"


@pytest.mark.parametrize("flags", [("-I",), ("-P",)])
def test_a_folder_where_python_does_not_look_is_none_of_its_business(watch, tmp_path, flags):
    (tmp_path / "shadow").mkdir()
    package(tmp_path / "shadow" / "multiprocessing")
    trace = finished(watch(LIKE_A_TRACKER.format(flags=flags, options="cwd='shadow'")))
    assert roles(trace) == ["helper"]


@pytest.mark.parametrize("name", ["selectors.py", "signal.py", "sitecustomize.py"])
def test_a_process_that_runs_a_file_in_place_of_a_module_that_helpers_import_is_a_child(watch, tmp_path, name):
    (tmp_path / "shadow").mkdir()
    (tmp_path / "shadow" / name).write_text("")
    options = "env={'PYTHONPATH': 'shadow'}, stderr=subprocess.DEVNULL"
    assert roles(finished(watch(LIKE_A_TRACKER.format(flags=(), options=options)))) == ["child"]
    (tmp_path / "shadow" / name).rename(tmp_path / "shadow" / "unrelated.py")
    assert roles(finished(watch(LIKE_A_TRACKER.format(flags=(), options=options)))) == ["helper"]


@pytest.mark.parametrize("name", ["PYTHONPYCACHEPREFIX", "PYTHONUSERBASE", "LD_LIBRARY_PATH"])
def test_a_process_that_was_told_to_load_its_code_from_elsewhere_is_a_child(watch, name):
    options = f"env=os.environ | {{'{name}': '/tmp/elsewhere'}}"
    assert roles(finished(watch(LIKE_A_TRACKER.format(flags=(), options=options)))) == ["child"]


def test_a_process_with_descriptors_of_its_own_is_a_child(watch):
    trace = finished(
        watch(
            """
            import os, sys

            reader, writer = os.pipe()
            line = "from multiprocessing.resource_tracker import main;main(50)"
            actions = [(os.POSIX_SPAWN_DUP2, reader, 50)]
            child = os.posix_spawn(sys.executable, [sys.executable, "-c", line], os.environ, file_actions=actions)
            os.close(writer)
            os.waitpid(child, 0)
            """
        )
    )
    assert roles(trace) == ["child"]


def test_another_installation_of_the_same_interpreter_is_a_child(watch, tmp_path):
    (tmp_path / "env" / "bin").mkdir(parents=True)
    (tmp_path / "env" / "pyvenv.cfg").write_text("home = /usr/bin\n")
    trace = finished(
        watch(
            """
            import os, subprocess, sys

            reader, writer = os.pipe()
            os.symlink(os.path.realpath(sys.executable), "env/bin/python")
            line = f"from multiprocessing.resource_tracker import main;main({reader})"
            child = subprocess.Popen(["env/bin/python", "-c", line], pass_fds=[reader], stderr=subprocess.DEVNULL)
            os.close(writer)
            child.wait()
            """
        )
    )
    assert roles(trace) == ["child"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("from multiprocessing.resource_tracker import main;main(7)", {7}),
        ("from multiprocessing.forkserver import main; main(3, 4, ['__main__'], **{'sys_path': ['']})", {3, 4}),
        ("import sys; from multiprocessing.forkserver import main; main(3, 4, [], sys_argv=sys.argv[1:])", {3, 4}),
        ("import os; from multiprocessing.resource_tracker import main;main(7)", None),
        ("from multiprocessing.resource_tracker import main;main(7);work()", None),
        ("from multiprocessing.resource_tracker import main;main(7, work())", None),
        ("from multiprocessing.resource_tracker import main;main(7, [x for x in y])", None),
        ("from multiprocessing.resource_tracker import main;main(7, os.environ)", None),
        ("from multiprocessing.resource_tracker import ensure_running as main;main(7)", None),
        ("from multiprocessing.spawn import main;main(7)", None),
        ("from multiprocessing.resource_tracker import main", None),
        ("from multiprocessing.resource_tracker import main;main()", None),
        ("from multiprocessing.resource_tracker import main;main(" + "[" * 10_000, None),
        ("from multiprocessing.resource_tracker import main;main(\0)", None),
    ],
)
def test_the_text_may_do_nothing_but_call_the_librarys_main(text, numbers):
    assert _descriptors_in(text) == (numbers and frozenset(numbers))


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("python", "-c", "text"), "text"),
        (("python", "-OO", "-I", "-Wignore", "-X", "dev", "-c", "text", "-c", "other"), "text"),
        (("python", "program.py", "-c", "text"), None),
        (("python", "-m", "module", "-c", "text"), None),
        (("python", "-i", "-c", "text"), None),
        (("python", "-c"), None),
        (("python",), None),
    ],
)
def test_the_options_are_those_that_the_library_repeats(arguments, text):
    line = _parse(arguments)
    assert (line and line.text) == text
