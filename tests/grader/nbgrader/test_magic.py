"""`%%trace` and `trace(function)` in a notebook: programs made of cells and functions."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

SHELL = """
import sys
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
for cell in sys.stdin.read().split("----\\n"):
    done = shell.run_cell(cell, store_history=True)
    if done.error_in_exec or done.error_before_exec:
        print("ERROR", type(done.error_in_exec or done.error_before_exec).__name__, done.error_in_exec)
    elif done.result is not None:
        print("RESULT", done.result, "main" in done.result._repr_html_(), "child" in done.result._repr_html_())
"""


def cells(tmp_path, *texts: str) -> str:
    """What the cells show, run one after the other in IPython."""
    done = subprocess.run(
        [sys.executable, "-c", SHELL], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300,
        input="----\n".join(textwrap.dedent(text) for text in texts),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_cell_that_begins_with_trace_is_a_program(tmp_path) -> None:
    shown = cells(
        tmp_path,
        "from grader import trace\n",
        "%%trace --schedule parent-first --seed=3 one two\nimport os, sys\nif os.fork():\n    os.wait()\n"
        "assert sys.argv[1:] == ['one', 'two']\n",
        "%%trace --colour red\nprint(1)\n",
    )
    assert "RESULT program: finished True True" in shown
    assert "ERROR ValueError --colour" in shown


FUNCTIONS = """
    import os
    from multiprocessing import Process
    TIMES = 2

    class Greeter(Process):
        def run(self):
            say("hello")

    def say(text):
        os.write(1, text.encode() * TIMES)

    def both(text):
        child = Greeter()
        child.start()
        child.join()
        say(text)
"""


def test_a_function_is_traced_with_what_it_uses_of_the_notebook(tmp_path) -> None:
    shown = cells(tmp_path, "from grader import trace\n", FUNCTIONS, "trace(both, 'you')\n")
    assert "RESULT program: finished True True" in shown


def test_an_object_that_only_the_notebook_has_is_named(tmp_path) -> None:
    shown = cells(
        tmp_path, "from grader import trace\n", "import threading\nLOCK = threading.Lock()\n",
        "def work():\n    with LOCK:\n        pass\n", "trace(work)\n",
    )  # fmt: skip
    assert "ERROR CannotTakeAlong LOCK is lock" in shown


def outer_name():
    return 1


@pytest.mark.parametrize("wrong", [print, 3, lambda: 1])
def test_what_is_no_function_with_a_name_is_refused(wrong) -> None:
    from grader.notebooks.function_program import CannotTakeAlong, program_of

    if callable(wrong) and wrong is not print:
        wrong.__module__ = "__main__"
    with pytest.raises(CannotTakeAlong):
        program_of(wrong, ())
