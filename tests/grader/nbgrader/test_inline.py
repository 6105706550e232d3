"""`from grader import check, trace` in a notebook."""

import json
import os
import pkgutil
import subprocess
import sys

import nbformat
import pytest
from classroom import filled, hand_in, new_class, released, run, solution, wrong
from no_ptrace import no_ptrace


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_check_and_trace_show_timelines_in_a_real_kernel(tmp_path, course):
    folder = new_class(tmp_path / "class", course, "fork")
    hand_in(
        folder,
        "ann",
        "fork",
        filled(released(folder, "fork"), {"two_returns": wrong("fork", "two_returns", "no_wait")}),
    )
    work = folder / "submitted" / "ann" / "fork"
    os.rename(folder / "release" / "fork" / "course", work / "course")
    book = nbformat.read(work / "fork.ipynb", as_version=4)
    book.cells = [cell for cell in book.cells if not cell.metadata.get("nbgrader", {}).get("grade")]
    book.cells.append(
        nbformat.v4.new_code_cell("trace('import os\\nif os.fork():\\n    os.wait()\\nprint(os.getpid())\\n')")
    )
    nbformat.write(book, work / "fork.ipynb")
    run(work, "jupyter", "nbconvert", "--execute", "--to", "notebook", "--output", "done.ipynb", "fork.ipynb")
    done = {cell["id"]: cell for cell in json.loads((work / "done.ipynb").read_text())["cells"]}
    html = "".join(done["two_returns-check"]["outputs"][0]["data"]["text/html"])
    assert 'class="ptl"' in html and "checks pass" in html
    html = "".join(done["own_copy-check"]["outputs"][0]["data"]["text/html"])
    assert "not" in html
    html = "".join(list(done.values())[-1]["outputs"][0]["data"]["text/html"])
    assert 'class="ptl"' in html and "main" in html and "child" in html


def test_without_the_file_the_student_is_told_to_run_the_cell(tmp_path, course, monkeypatch):
    from grader import check

    monkeypatch.chdir(tmp_path)
    (tmp_path / "course").symlink_to(course)
    found = check("fork/two_returns")
    assert not found
    assert "There is no two_returns.py" in repr(found) and "Run the cell" in found._repr_html_()
    assert solution("fork", "two_returns") not in found._repr_html_()


NAMES = """
import grader.traces.model, grader.checks.facts, grader.commands.trace, grader.__main__
from grader import check, trace
print(check.__module__, trace.__module__, callable(check), callable(trace))
"""


def test_the_names_are_functions_whatever_was_imported_before():
    done = subprocess.run([sys.executable, "-c", NAMES], capture_output=True, text=True)
    assert done.stdout.split() == ["grader.notebooks.inline"] * 2 + ["True"] * 2, done.stderr


def test_no_part_of_the_package_hides_a_name_that_it_offers():
    import grader

    parts = {part.name for part in pkgutil.iter_modules(grader.__path__)}
    assert "traces" in parts and not parts & set(grader.__all__)


TRY = """
from grader import check, trace
found = check("process/wait_for_child")
print(found, bool(found), "pcg" in found._repr_html_() and "<svg" not in found._repr_html_())
print(trace("wait_for_child.py"))
"""


@pytest.mark.parametrize(
    ("code", "said", "passed"),
    [
        (solution("process", "wait_for_child"), "✓ `task` runs once, in a child process.", True),
        (wrong("process", "wait_for_child", "run_for_start"), "✗ `task` runs once, in a child process.", False),
    ],
)
def test_where_nobody_can_watch_check_judges_what_needs_no_witness(tmp_path, course, code, said, passed):
    (tmp_path / "course").symlink_to(course)
    (tmp_path / "wait_for_child.py").write_text(code)
    done = subprocess.run(
        [sys.executable, "-c", TRY], cwd=tmp_path, capture_output=True, text=True, preexec_fn=no_ptrace
    )
    assert done.returncode == 0, done.stderr
    assert said in done.stdout and ("Not judged: only a witness knows" in done.stdout) == passed
    assert "Plain mode: the processes are not watched" in done.stdout and f"says more. {passed} True" in done.stdout
    assert "trace: this machine does not let one process watch another" in done.stdout


def test_on_another_system_check_judges_what_needs_no_witness(tmp_path, course, monkeypatch):
    from grader import check, trace

    monkeypatch.chdir(tmp_path)
    (tmp_path / "course").symlink_to(course)
    (tmp_path / "wait_for_child.py").write_text(solution("process", "wait_for_child"))
    monkeypatch.setattr("sys.platform", "darwin")
    found = check("process/wait_for_child")
    assert found and "✓ `task` runs once, in a child process." in repr(found)
    assert "macOS has no interface for it" in found._repr_html_() and "<svg" not in found._repr_html_()
    assert "only Linux" in repr(trace("wait_for_child.py"))
