"""`from grader import check, trace` in a notebook."""

import json
import os

import nbformat
import pytest
from classroom import filled, hand_in, new_class, released, run, solution, wrong


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
