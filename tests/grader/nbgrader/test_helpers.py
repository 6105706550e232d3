"""What a solution uses from other cells of its notebook, and the notebook's own notation."""

from grader.course.helpers import Helpers, without_notation


def test_a_function_from_another_cell_is_put_behind_and_its_import_before():
    text = "def f():\n    return g()\n"
    others = ["import os\nimport sys", "def h():\n    return os.getpid()\ndef g():\n    return h()"]
    found = Helpers(others).added_to(text)
    assert found.startswith("import os\ndef f():")
    assert "import sys" not in found
    values = {}
    exec(found, values)
    assert values["f"]() > 0


def test_what_the_cell_has_itself_is_not_taken_from_elsewhere():
    text = "import os\ndef g(): return 1\ndef f(x): return g() + x + len([y for y in x])\n"
    assert Helpers(["def g(): return 2\nx = y = os = len = 3"]).added_to(text) == text


def test_nothing_is_added_where_nobody_defines_it():
    assert Helpers(["def other(): pass", "not python ("]).added_to("def f(): return g()") == "def f(): return g()"


def test_a_cell_that_does_not_parse_is_left_alone():
    assert Helpers(["def f(): pass"]).added_to("def f(") == "def f("


def test_magics_go_only_where_the_text_is_python_without_them():
    assert without_notation("x = 1\n%time f()\nif x:\n    !ls\n") == "x = 1\npass\nif x:\n    pass\n"
    assert without_notation("x = (1\n%time\n") == "x = (1\n%time\n"
    assert without_notation("x = (1\n% 2)\n") == "x = (1\n% 2)\n"
