"""Notebooks in whatever state: the files that their cells write, or the reason why there are none."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.course.contents import Course, Exercise, Unit
from grader.course.hand_ins import HandedIn, HandInPlace
from grader.course.notebooks import read_notebook
from grader.course.submissions import read_submission


def cell(source, **more):
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], **more}


def solution(source, grade_id, **more):
    return cell(source, metadata={"nbgrader": {"grade_id": grade_id, "solution": True, **more}})


def book(*cells):
    return json.dumps({"cells": list(cells), "nbformat": 4, "nbformat_minor": 5, "metadata": {}}).encode()


def files(*cells):
    found = read_notebook(book(*cells))
    return {name: content.decode() for name, content in found.files.items()}


def test_a_cell_that_writes_a_file_is_that_file_without_the_magic():
    assert files(cell("%%writefile a.py\nx = 1")) == {"a.py": "x = 1\n"}
    assert files(cell(["%%writefile a.py\n", "x = 1\n", "y = 2"])) == {"a.py": "x = 1\ny = 2\n"}
    assert files(cell("\n\n%%writefile fork/a.py  \r\nx = 1\r\n")) == {"fork/a.py": "x = 1\n"}
    assert files(cell("%%file 'my file.py'\n%time x")) == {"my file.py": "pass\n"}
    assert files(cell("%%writefile a.py")) == {"a.py": "\n"}


def test_the_last_cell_wins_unless_it_appends():
    first, second = cell("%%writefile a.py\n1"), cell("%%writefile a.py\n2")
    assert files(first, second) == {"a.py": "2\n"}
    for flag in ("-a a.py", "--append a.py", "a.py -a"):
        assert files(first, cell(f"%%writefile {flag}\n2")) == {"a.py": "1\n2\n"}
    assert files(first, cell("%%writefile -a a.py\n2"), second) == {"a.py": "2\n"}
    assert files(cell("%%writefile -a a.py\n1")) == {"a.py": "1\n"}


def test_other_cells_are_left_alone():
    others = [
        cell("import os"),
        cell("# %%writefile b.py\nx"),
        cell("x\n%%writefile b.py\ny"),
        cell("%%bash\nrm -rf /"),
        cell("%%writefile"),
        {"cell_type": "markdown", "source": "%%writefile b.py\nx"},
        {"cell_type": "raw", "source": "%%writefile b.py\nx"},
    ]
    assert files(*others, cell("%%writefile a.py\n1")) == {"a.py": "1\n"}


def test_a_solution_cell_that_lost_its_magic_is_known_by_its_id():
    assert files(solution("def f(): ...", "two_returns")) == {"two_returns.py": "def f(): ...\n"}
    written = cell("%%writefile fork/two_returns.py\n1")
    assert files(solution("2", "two_returns"), written) == {"fork/two_returns.py": "1\n"}
    for bad in ("../x", "", 3, None, ["two_returns"]):
        assert files(solution("x", bad), written) == {"fork/two_returns.py": "1\n"}
    assert files(solution("x", "two_returns", solution=False), written) == {"fork/two_returns.py": "1\n"}


def test_notebooks_of_version_3_are_read():
    old = {"worksheets": [{"cells": [{"cell_type": "code", "input": ["%%writefile a.py\n", "1"]}]}], "nbformat": 3}
    assert read_notebook(json.dumps(old).encode()).files == {"a.py": b"1\n"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is no notebook"),
        (b"print(1)", "is no notebook"),
        (b"\xff\xfe{}", "is no notebook"),
        (b"[" * 100_000, "is no notebook"),
        (b'{"cells": ' + b"1" * 5000 + b"}", "is no notebook|no code cells"),
        (b"null", "no code cells"),
        (b"[]", "no code cells"),
        (b"{}", "no code cells"),
        (b'{"cells": {}}', "no code cells"),
        (b'{"cells": [1, null, [], {}]}', "no code cells"),
        (b'{"cells": [{"cell_type": "code"}]}', "no code cells"),
        (b'{"cells": [{"cell_type": "code", "source": 3}]}', "no code cells"),
        (b'{"cells": [{"cell_type": "code", "source": ["a", 3]}]}', "no code cells"),
        (b'{"worksheets": [3], "cells": 4}', "no code cells"),
        (book(cell("x", metadata=3), cell("y", metadata={"nbgrader": []})), "no cell that begins with %%writefile"),
    ],
)
def test_a_broken_notebook_has_a_reason(content, words):
    found = read_notebook(content)
    assert found.files == {}
    assert any(word in found.problem for word in words.split("|"))


def test_a_lone_surrogate_is_passed_on_as_bytes_that_are_no_text():
    (content,) = read_notebook(book(cell("%%writefile a.py\n'\ud800'"))).files.values()
    with pytest.raises(UnicodeDecodeError):
        content.decode()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=8,
)
sources = st.builds("{}{} {}\n{}".format, *[st.text(max_size=3)], st.just("%%writefile"), st.text(), st.text())
cells = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.just("code") | json_values,
        "source": sources | st.lists(st.text() | json_values, max_size=3) | json_values,
        "input": sources | json_values,
        "metadata": st.fixed_dictionaries(
            {},
            optional={
                "nbgrader": st.dictionaries(st.sampled_from(["grade_id", "solution"]), json_values | st.just(True))
            },
        )
        | json_values,
    },
)
notebooks = st.fixed_dictionaries(
    {}, optional={"cells": st.lists(cells | json_values, max_size=5) | json_values, "worksheets": json_values}
)


@settings(max_examples=300, deadline=None)
@given(
    notebooks.map(lambda data: json.dumps(data).encode())
    | json_values.map(lambda d: json.dumps(d).encode())
    | st.binary()
)
def test_whatever_the_notebook_there_are_files_or_a_reason(content):
    found = read_notebook(content)
    assert bool(found.files) != bool(found.problem)
    assert all(isinstance(name, str) and isinstance(data, bytes) for name, data in found.files.items())


# Notebooks among a submission's files.


def submission(folder, course, **contents):
    for name, content in contents.items():
        path = folder / name.replace("__", "/").replace("_DOT_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return read_submission(HandedIn("ann", (HandInPlace(folder),)), course)


ONE = book(cell("%%writefile two_returns.py\nx = 1"))


@pytest.mark.parametrize(
    "name", ["fork_DOT_ipynb", "fork__anything_DOT_ipynb", "fork (1)_DOT_ipynb", "homework__fork-Copy1_DOT_ipynb"]
)
def test_the_unit_is_the_notebooks_its_folders_or_that_of_its_exercises(tmp_path, course, name):
    found = submission(tmp_path, course, **{name: ONE})
    assert found.files == {"fork/two_returns.py": b"x = 1\n"}
    assert found.problems == {}


def test_a_unit_in_the_path_goes_before_the_notebooks_name(tmp_path, course):
    both = book(cell("%%writefile pool/ten_tasks.py\n1"), cell("%%writefile two_returns.py\n2"))
    assert set(submission(tmp_path, course, fork_DOT_ipynb=both).files) == {"pool/ten_tasks.py", "fork/two_returns.py"}


def test_names_that_lead_out_of_the_submission_are_refused(tmp_path, course):
    names = ["/etc/x.py", "../x.py", "~/x.py", "fork/../../x.py", "", "a\x1bb.py", "x" * 10_000, "conftest.py"]
    evil = book(*(cell(f"%%writefile {name}\n1") for name in names), cell("%%writefile own_copy.py\n2"))
    found = submission(tmp_path, course, fork_DOT_ipynb=evil)
    assert set(found.files) == {"fork/own_copy.py", "fork/~/x.py"}
    assert len(found.problems) == 7


def test_a_notebook_for_no_unit_is_a_problem(tmp_path, course):
    found = submission(tmp_path, course, homework_DOT_ipynb=book(cell("%%writefile helper.py\n1")), x_DOT_txt=b"x")
    assert "name the notebook after its unit (fork, pool)" in found.unreadable


def test_the_notebook_with_the_units_name_goes_before_its_copies(tmp_path, course):
    other = book(cell("%%writefile two_returns.py\ny = 2"), cell("%%writefile own_copy.py\n3"))
    found = submission(tmp_path, course, **{"fork_DOT_ipynb": ONE, "fork (1)_DOT_ipynb": other})
    assert found.files == {"fork/two_returns.py": b"x = 1\n", "fork/own_copy.py": b"3\n"}
    assert "that one counts" in found.problems["fork (1).ipynb"]


def test_a_cell_goes_before_the_file_that_it_once_wrote_but_a_stub_does_not(tmp_path, course):
    stale = submission(tmp_path / "a", course, fork__fork_DOT_ipynb=ONE, fork__two_returns_DOT_py=b"old = 1\n")
    assert stale.files == {"fork/two_returns.py": b"x = 1\n"}
    assert "the cell counts" in stale.problems["fork/two_returns.py"]

    stub = book(cell("%%writefile two_returns.py\nraise NotImplementedError()"))
    plain = submission(tmp_path / "b", course, fork__fork_DOT_ipynb=stub, fork__two_returns_DOT_py=b"new = 1\n")
    assert plain.files == {"fork/two_returns.py": b"new = 1\n"}
    assert plain.problems == {}


def test_a_broken_notebook_is_its_own_problem_or_if_alone_the_submissions(tmp_path, course):
    found = submission(tmp_path, course, fork_DOT_ipynb=b"{", pool_DOT_ipynb=book(cell("%%writefile ten_tasks.py\n1")))
    assert set(found.files) == {"pool/ten_tasks.py"} and "is no notebook" in found.problems["fork.ipynb"]
    (tmp_path / "pool.ipynb").unlink()
    assert "fork.ipynb is no notebook" in submission(tmp_path, course).unreadable


def test_files_that_a_notebook_makes_impossible_are_left_out(tmp_path, course):
    evil = book(
        cell("%%writefile fork/two_returns.py/x.py\n1"),
        cell("%%writefile fork/OWN_COPY.py\n1"),
        cell("%%writefile own_copy.py\n2"),
    )
    found = submission(tmp_path, course, fork_DOT_ipynb=evil, fork__two_returns_DOT_py=b"1")
    assert set(found.files) == {"fork/two_returns.py/x.py", "fork/own_copy.py"}
    assert "a folder has the same name" in found.problems["fork/two_returns.py"]


@settings(max_examples=100, deadline=None)
@given(st.lists(notebooks, min_size=1, max_size=3))
def test_whatever_the_notebooks_there_is_always_a_submission(tmp_path_factory, contents):
    folder = tmp_path_factory.mktemp("fuzzed")
    exercise = Exercise("fork", "two_returns", "", 1, (), folder)
    course = Course("", folder, (Unit("fork", "", (exercise,)),))
    books = {f"fork{number}_DOT_ipynb": json.dumps(data).encode() for number, data in enumerate(contents)}
    found = submission(folder, course, **books)
    assert found.unreadable is None or not found.files
    assert len(found.fingerprint()) == 64
