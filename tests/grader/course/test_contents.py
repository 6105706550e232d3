"""The table of contents: what is read, what is refused with which words, and what names an exercise."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.course.contents import CourseError, LateRule, find_course, fingerprint, read_course, select

CONTENTS = """
title = "A course"
[[unit]]
name = "fork"
title = "fork"
[[unit.exercise]]
name = "two_returns"
title = "fork returns twice"
points = 3
hints = ["a", "b"]
[[unit.exercise]]
name = "own_copy"
title = "own copies"
points = 1.5
[[unit]]
name = "pool"
title = "Pool"
[[unit.exercise]]
name = "ten_tasks"
title = "ten tasks"
points = 4
"""


def course_in(folder, contents=CONTENTS):
    (folder / "exercises").mkdir(parents=True, exist_ok=True)
    (folder / "exercises" / "course.toml").write_text(contents, encoding="utf-8")
    return folder


def test_everything_is_read_in_order(tmp_path):
    course = read_course(course_in(tmp_path))
    assert course.title == "A course"
    assert [unit.name for unit in course.units] == ["fork", "pool"]
    assert [exercise.key for exercise in course.exercises] == ["fork/two_returns", "fork/own_copy", "pool/ten_tasks"]
    first = course.exercises[0]
    assert (first.points, first.hints, course.exercises[1].hints) == (3, ("a", "b"), ())
    assert (course.units[0].points, course.points) == (4.5, 8.5)
    assert first.file == "fork/two_returns.py"
    assert first.hidden_tests == tmp_path / "tests" / "hidden" / "fork" / "test_two_returns.py"
    assert first.solution == tmp_path / "solutions" / "fork" / "two_returns.py"


def test_deadlines_and_attempts_are_read_and_a_time_without_a_zone_is_in_utc(tmp_path):
    rules = 'attempts = "best"\nlate = { per_day = 0.1, at_most = 0.5 }\n[[unit]]\ndeadline = 2026-10-01T23:59:00+02:00'
    course = read_course(course_in(tmp_path, CONTENTS.replace("[[unit]]", rules, 1)))
    assert (course.attempts, course.late) == ("best", LateRule(0.1, 0.5))
    assert [unit.deadline for unit in course.units] == [datetime(2026, 10, 1, 21, 59, tzinfo=UTC), None]
    course = read_course(course_in(tmp_path, CONTENTS.replace("[[unit]]", "[[unit]]\ndeadline = 2026-10-01 12:00:00")))
    assert course.units[0].deadline == datetime(2026, 10, 1, 12, tzinfo=UTC)
    assert (course.attempts, course.late) == (None, None)


def test_the_course_lies_in_the_current_folder_or_above(tmp_path, monkeypatch):
    root = course_in(tmp_path / "course")
    below = root / "exercises" / "fork"
    below.mkdir()
    for folder in (root, below):
        monkeypatch.chdir(folder)
        assert find_course().root == root
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CourseError, match="--course DIR"):
        find_course()
    assert find_course(Path("course")).root == root
    with pytest.raises(CourseError, match="name the folder that holds exercises/"):
        find_course(below)


def test_the_course_of_this_repository_is_read():
    course = find_course(Path(__file__).parents[3])
    assert course.exercise("fork/two_returns") is not None
    assert course.exercise("fork/no_such") is None
    assert course.unit("fork") is course.units[0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('title = "A course"', ""), r"course\.toml, the course: 'title' is missing"),
        (("points = 4", "points = 0"), "exercise ten_tasks of unit pool: 'points' is 0"),
        (("points = 4", "points = true"), "'points' is True"),
        (("points = 4", "points = nan"), "'points' is nan"),
        (("points = 4", "point = 4"), "unknown key 'point'; did you mean points?"),
        (("points = 4", "points = 4\nhints = [1]"), "'hints' holds something that is no text"),
        (('name = "own_copy"', 'name = "two_returns"'), "'two_returns' stands there 2 times"),
        (('name = "pool"', 'name = "fork"'), "unit 'fork' stands there 2 times"),
        (('name = "own_copy"', 'name = "Own-Copy"'), "is no module name"),
        (('name = "own_copy"', 'name = "../secret"'), "is no module name"),
        (('name = "own_copy"', 'name = "lambda"'), "is no module name"),
        (('name = "own_copy"', 'name = "json"'), "would hide Python's own module"),
        (
            ('name = "pool"', 'name = "pool"\ndeadline = "tomorrow"'),
            "'deadline' is 'tomorrow'; write a date",
        ),
        (('title = "A course"', 'title = "A course"\nattempts = "first"'), 'write "last" or "best"'),
        (('title = "A course"', 'title = "A course"\nlate = {}'), r"\[late\]: 'per_day' is missing"),
        (
            ('title = "A course"', 'title = "A course"\nlate.per_day = 10'),
            "'per_day' is 10; write a part",
        ),
        (("[[unit]]", "[[unit"), "is not TOML"),
        (('title = "A course"', 'title = "A course"\nunit = 3\n#'), "TOML|one"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path, change, words):
    broken = CONTENTS.replace(*change)
    assert broken != CONTENTS
    with pytest.raises(CourseError, match=words):
        read_course(course_in(tmp_path, broken))


def test_bytes_that_are_no_text_are_no_course(tmp_path):
    (course_in(tmp_path) / "exercises" / "course.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(CourseError, match="is not TOML"):
        read_course(tmp_path)
    with pytest.raises(CourseError, match="cannot be read"):
        read_course(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        (None, ["fork/two_returns", "fork/own_copy", "pool/ten_tasks"]),
        ("fork", ["fork/two_returns", "fork/own_copy"]),
        ("fork/", ["fork/two_returns", "fork/own_copy"]),
        ("pool/ten_tasks", ["pool/ten_tasks"]),
        ("exercises/pool/ten_tasks.py", ["pool/ten_tasks"]),
        ("./exercises/fork", ["fork/two_returns", "fork/own_copy"]),
    ],
)
def test_a_name_selects(tmp_path, wanted, keys):
    assert [exercise.key for exercise in select(read_course(course_in(tmp_path)), wanted)] == keys


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("frok", "did you mean fork?"),
        ("fork/two_return", "did you mean fork/two_returns?"),
        ("ten_task", "did you mean ten_tasks?"),
        ("pool/own_copy", "did you mean fork/own_copy?"),
        ("zzz", "“A course”; `grader status` lists them all"),
        ("", "grader status"),
    ],
)
def test_a_name_that_selects_nothing_is_answered_with_the_closest(tmp_path, wanted, words):
    with pytest.raises(CourseError) as error:
        select(read_course(course_in(tmp_path)), wanted)
    assert words in str(error.value)


def test_the_fingerprint_is_of_contents_and_not_of_places(tmp_path):
    root = course_in(tmp_path / "one")
    hidden = root / "tests" / "hidden" / "fork" / "test_two_returns.py"
    scenario = root / "tests" / "scenarios" / "fork" / "two_returns.py"
    for path in (hidden, scenario):
        path.parent.mkdir(parents=True)
        path.write_text("1")
    shutil.copytree(root, tmp_path / "two")
    before = fingerprint(read_course(root))
    assert fingerprint(read_course(tmp_path / "two")) == before

    (hidden.parent / "__pycache__").mkdir()
    (hidden.parent / "__pycache__" / "x.pyc").write_bytes(b"x")
    (root / "solutions").mkdir()
    (root / "solutions" / "x.py").write_text("")
    assert fingerprint(read_course(root)) == before

    seen = {before}
    for change in (
        lambda: hidden.write_text("2"),
        lambda: scenario.write_text("2"),
        lambda: hidden.rename(hidden.with_name("test_other.py")),
        lambda: course_in(root, CONTENTS.replace("points = 4", "points = 5")),
    ):
        change()
        seen.add(fingerprint(read_course(root)))
    assert len(seen) == 5


def test_limits_are_set_by_course_and_by_exercise(tmp_path):
    course_in(
        tmp_path,
        """
title = "t"
limits = { cpu_seconds = 5, processes = 10 }
[[unit]]
name = "u"
title = "u"
[[unit.exercise]]
name = "one"
title = "one"
points = 1
limits = { cpu_seconds = 20.5 }
""",
    )
    (exercise,) = read_course(tmp_path).exercises
    assert dict(exercise.limits) == {"cpu_seconds": 20.5, "processes": 10}


@pytest.mark.parametrize("limits", ["{ cpu_secnds = 5 }", "{ processes = 0 }", "{ births = true }", '{ marks = "x" }'])
def test_a_wrong_limit_is_named(tmp_path, limits):
    course_in(tmp_path, f'title = "t"\nlimits = {limits}\nunit = []\n')
    with pytest.raises(CourseError, match="limit"):
        read_course(tmp_path)
