"""The stubs: made from the solutions by nbgrader's rules, and found out where they are not."""

import pytest

from grader.course.contents import CourseError, read_course
from grader.course.stubs import main, stale_stubs, stub_of, write_stubs

pytest.importorskip("nbgrader")

SOLUTION = '''"""A title."""

import os


def answer(n: int) -> int:
    """Give n."""
    ### BEGIN SOLUTION
    secret = os.getpid()
    return n
    ### END SOLUTION


def more() -> None:
    """Do more."""
    if os.name == "posix":
        ### BEGIN SOLUTION
        print("secret")
        ### END SOLUTION
'''

STUB = '''"""A title."""

import os


def answer(n: int) -> int:
    """Give n."""
    # YOUR CODE HERE
    raise NotImplementedError()


def more() -> None:
    """Do more."""
    if os.name == "posix":
        # YOUR CODE HERE
        raise NotImplementedError()
'''


def course_with(folder, solution):
    (folder / "exercises").mkdir(exist_ok=True)
    (folder / "exercises" / "course.toml").write_text(
        'title = "A"\n[[unit]]\nname = "fork"\ntitle = "F"\n'
        '[[unit.exercise]]\nname = "answer"\ntitle = "T"\npoints = 1\n'
    )
    (folder / "solutions" / "fork").mkdir(parents=True, exist_ok=True)
    if solution is not None:
        (folder / "solutions" / "fork" / "answer.py").write_text(solution, encoding="utf-8")
    return read_course(folder)


def test_the_stub_raises_where_the_solution_stood_and_keeps_the_rest(tmp_path):
    course = course_with(tmp_path, SOLUTION)
    assert stub_of(course.exercises[0]) == STUB
    namespace = {}
    exec(STUB, namespace)
    with pytest.raises(NotImplementedError):
        namespace["answer"](1)


def test_stubs_are_written_once_and_found_out_where_they_differ(tmp_path, capsys):
    course = course_with(tmp_path, SOLUTION)
    stub = tmp_path / "exercises" / "fork" / "answer.py"
    assert stale_stubs(course) == (stub,)
    assert main(["--course", str(tmp_path), "--check"]) == 1
    assert not stub.exists()

    assert write_stubs(course) == (stub,)
    assert stub.read_text(encoding="utf-8") == STUB
    assert write_stubs(course) == stale_stubs(course) == ()
    assert main(["--course", str(tmp_path), "--check"]) == 0

    stub.write_text(STUB + "\n")
    other = stub.with_name("left_over.py")
    other.write_text("")
    assert stale_stubs(course) == (stub, other)
    assert main(["--course", str(tmp_path)]) == 0
    assert stale_stubs(course) == (other,)
    assert "written: exercises/fork/answer.py" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("solution", "words"),
    [
        (None, "has no readable solution"),
        ("def answer(): return 1\n", "has no marks"),
        (SOLUTION.rpartition("### END SOLUTION")[0], "no end solution statement found"),
        (SOLUTION.replace("### END SOLUTION", "### BEGIN SOLUTION", 1), "nested begin solution"),
        (SOLUTION.replace("return n", "### END SOLUTION\n  return n"), "gives no stub"),
        ('"""\n### BEGIN SOLUTION\n### END SOLUTION\n"""\n', "does not raise NotImplementedError"),
    ],
)
def test_a_solution_that_gives_no_stub_is_named_and_nothing_is_written(tmp_path, solution, words):
    course = course_with(tmp_path, solution)
    with pytest.raises(CourseError, match=words):
        write_stubs(course)
    assert not (tmp_path / "exercises" / "fork").exists()
    assert main(["--course", str(tmp_path)]) == 2
