"""The notebook of a unit: generated from the course, and generated again without losing what others did."""

import ast

import nbformat
import pytest

from grader.course.contents import read_course
from grader.gradebook.known import KnownCell, exercise_cells
from grader.gradebook.store import scores
from grader.notebooks.folder import make
from grader.notebooks.unit import merged, notebook_of


@pytest.fixture
def folder(tmp_path, course):
    make(read_course(course), tmp_path / "class")
    return tmp_path / "class"


def notebook(course, unit="fork"):
    content = read_course(course)
    return notebook_of(content, content.unit(unit))


def source(folder, unit="fork"):
    return nbformat.read(folder / "source" / unit / f"{unit}.ipynb", as_version=4)


def cell(notebook, id):
    return next(cell for cell in notebook.cells if cell.id == id)


def test_an_exercise_is_a_statement_a_solution_a_check_and_a_test_cell_with_its_points(course):
    found = notebook(course)
    ids = [one.id for one in found.cells]
    at = ids.index("two_returns-task")
    assert ids[at : at + 4] == ["two_returns-task", "two_returns-solution", "two_returns-check", "two_returns-test"]
    assert cell(found, "two_returns-task").source.startswith("## 1. ")
    assert cell(found, "two_returns-solution").source.startswith("%%writefile two_returns.py\n")
    assert cell(found, "two_returns-check").source == 'check("fork/two_returns")'
    test = cell(found, "two_returns-test")
    assert test.metadata.nbgrader.points == read_course(course).exercise("fork/two_returns").points
    assert test.metadata.nbgrader.grade_id == "test_two_returns" and test.metadata.nbgrader.locked
    nbformat.validate(found)


def test_no_hidden_check_is_in_any_file_of_the_folder(course, folder):
    hidden = (course / "tests" / "hidden" / "fork" / "test_two_returns.py").read_text(encoding="utf-8")
    told = [node.value for node in ast.walk(ast.parse(hidden)) if isinstance(node, ast.Constant)]
    told = [text for text in told if isinstance(text, str) and len(text) > 40]
    visible = "".join(path.read_text() for path in (course / "tests" / "visible").rglob("*.py"))
    assert told
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes().decode("utf-8", "replace")
            assert not [text for text in told if text in content and text not in visible]


def test_the_folder_is_made_again_without_a_change(course, folder):
    before = {path: path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}
    again = make(read_course(course), folder)
    assert again.written == () and again.left == {}
    assert before == {path: path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}


def test_made_again_it_leaves_what_the_instructor_changed(course, folder):
    config = folder / "nbgrader_config.py"
    config.write_text(config.read_text() + "\nc.Exchange.root = '/srv/exchange'\n")
    (folder / "source" / "mine").mkdir()
    (folder / "source" / "mine" / "mine.ipynb").write_text("mine")
    (folder / "submitted" / "ann").mkdir(parents=True)
    book = source(folder)
    book.cells.insert(1, nbformat.v4.new_markdown_cell("A word of mine", id="mine"))
    cell(book, "two_returns-task").source += "\n\nHint: read the handout."
    book.cells = [one for one in book.cells if one.id != "own_copy-check"]
    nbformat.write(book, folder / "source" / "fork" / "fork.ipynb")
    made = make(read_course(course), folder)
    after = source(folder)
    assert after.cells[1].source == "A word of mine"
    assert cell(after, "two_returns-task").source.endswith("Hint: read the handout.")
    assert not [one for one in after.cells if one.id == "own_copy-check"]
    assert "c.Exchange.root" in config.read_text()
    assert "c.Autograde.autograde_preprocessors" in made.left["nbgrader_config.py"]
    assert (folder / "source" / "mine" / "mine.ipynb").read_text() == "mine"
    assert (folder / "submitted" / "ann").is_dir()


def test_what_the_course_changed_is_made_new_and_what_both_changed_is_told(course):
    old, new = notebook(course), notebook(course)
    cell(old, "two_returns-task").source = "mine"
    cell(new, "two_returns-task").source = "the course's"
    cell(new, "two_returns-task").metadata["process_grader"] = "another"
    cell(new, "own_copy-task").source = "the course's"
    new.cells.append(nbformat.v4.new_markdown_cell("new", id="new", metadata={"process_grader": "x"}))
    found, left = merged(new, old)
    assert cell(found, "two_returns-task").source == "mine" and left == ["two_returns-task"]
    assert cell(found, "own_copy-task").source == "the course's"
    assert found.cells[-1].source == "new"


def test_the_gradebook_is_there_whole(folder):
    assert scores(f"sqlite:///{folder / 'gradebook.db'}") == ()


def test_only_a_test_cell_that_names_an_exercise_is_ours():
    def known(source, **roles):
        fields = {"locked": True, "checksum": None, "grade": True, "solution": False, "task": False, "points": 1.0}
        return KnownCell("a", "code", source, **{**fields, **roles})

    assert exercise_cells((known("# grader: fork/two_returns\nassert x"),)) == {"a": "fork/two_returns"}
    assert exercise_cells((known("assert x"), known("x\n# grader: fork/two_returns"))) == {}
    assert exercise_cells((known("# grader: fork/two_returns", solution=True),)) == {}
    assert exercise_cells((known("# grader: fork/two_returns", grade=False),)) == {}
