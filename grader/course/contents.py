"""What the course consists of: its units and exercises in order, and where their files lie."""

from __future__ import annotations

import difflib
import hashlib
import re
import sys
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from functools import cached_property
from keyword import iskeyword
from pathlib import Path, PurePosixPath
from typing import Any, Literal, cast, get_args

from grader.observer.limits import Limits
from grader.results.visibility import Level, ShownToStudents

CONTENTS = Path("exercises", "course.toml")
"""Where the table of contents lies below the course's root."""


Attempts = Literal["last", "best"]
"""Which of a student's several attempts counts."""


class CourseError(Exception):
    """The course cannot be used as it is: what is wrong, where, and what to do next (for its author or a user)."""


@dataclass(frozen=True)
class Exercise:
    """One stub file with one thing to learn. `root` is the course's folder; that its files exist is not promised.

    `predict` are the marks of its visible scenario whose order a student is asked to predict, each with what it means.
    `limits` are those of a run (observer/limits.py) that the course sets for this exercise, by name. `judges_output`: a
    print left in for debugging is not harmless, because what is printed is the subject.
    """

    unit: str
    name: str
    title: str
    points: float
    hints: tuple[str, ...]
    root: Path
    predict: tuple[tuple[str, str], ...] = ()
    limits: tuple[tuple[str, float], ...] = ()
    judges_output: bool = False

    @property
    def key(self) -> str:
        """Its name in the whole course: "UNIT/NAME"."""
        return f"{self.unit}/{self.name}"

    @property
    def file(self) -> str:
        """Its file's path inside a submission: "UNIT/NAME.py"."""
        return f"{self.key}.py"

    @property
    def solution(self) -> Path:
        return self.root / "solutions" / self.file

    @property
    def stub(self) -> Path:
        return self.root / "exercises" / self.file

    @property
    def scenarios(self) -> Path:
        """The folder of its unit's scenarios."""
        return self.root / "tests" / "scenarios" / self.unit

    @property
    def visible_tests(self) -> Path:
        return self.root / "tests" / "visible" / self.unit / f"test_{self.name}.py"

    @property
    def hidden_tests(self) -> Path:
        return self.root / "tests" / "hidden" / self.unit / f"test_{self.name}.py"


@dataclass(frozen=True)
class Unit:
    """A technique, with its exercises from easy to demanding. What is handed in after `deadline` is late."""

    name: str
    title: str
    exercises: tuple[Exercise, ...]
    deadline: datetime | None = None

    @property
    def points(self) -> float:
        return sum(exercise.points for exercise in self.exercises)


@dataclass(frozen=True)
class LateRule:
    """Which part of a unit's points each day begun after its deadline costs, and how much all of them at most."""

    per_day: float
    at_most: float


@dataclass(frozen=True)
class Course:
    """The table of contents. `root` is the folder that holds `exercises/`.

    `solutions`: whether students may see the reference solution of what they have solved. `late` is what being late
    costs, nothing without it. `attempts`: which of a student's several attempts counts; without it there is one. `book`
    is the address of the course's book, where it is published.
    `shown` is what students see of the hidden checks.
    """

    title: str
    root: Path
    units: tuple[Unit, ...]
    solutions: bool = False
    late: LateRule | None = None
    attempts: Attempts | None = None
    book: str = ""
    shown: ShownToStudents = field(default_factory=ShownToStudents)

    def level(self, key: str, now: datetime | None = None) -> Level:
        """Return what students see at a time of the hidden checks of an exercise ("UNIT/NAME")."""
        unit = self.unit(key.partition("/")[0])
        deadline = unit.deadline if unit is not None else None
        return self.shown.before if deadline is not None and (now or datetime.now(UTC)) < deadline else self.shown.after

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """Every exercise, in order."""
        return tuple(exercise for unit in self.units for exercise in unit.exercises)

    @property
    def points(self) -> float:
        return sum(unit.points for unit in self.units)

    def only(self, keys: Collection[str]) -> Course:
        """The same course with these exercises and no others: one assignment of it."""
        units = (replace(u, exercises=tuple(e for e in u.exercises if e.key in keys)) for u in self.units)
        return replace(self, units=tuple(unit for unit in units if unit.exercises))

    def unit(self, name: str) -> Unit | None:
        """The unit of that name, None without one."""
        return next((unit for unit in self.units if unit.name == name), None)

    def exercise(self, key: str) -> Exercise | None:
        """The exercise of that "UNIT/NAME", None without one."""
        return next((exercise for exercise in self.exercises if exercise.key == key), None)


def find_course(given: Path | None = None) -> Course:
    """The course in the folder `given`, or the one whose exercises/ lies in the current folder or above it.

    Raises CourseError if there is none, or if its table of contents is wrong.
    """
    if given is not None:
        if not (given / CONTENTS).is_file():
            raise CourseError(
                f"no course in {given}: there is no {CONTENTS} in it; name the folder that holds exercises/"
            )
        return read_course(given.resolve())
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / CONTENTS).is_file():
            return read_course(folder)
    raise CourseError(
        f"no course in {here} or above it: no folder there holds {CONTENTS}; go to your course's folder, "
        "or name it with --course DIR"
    )


def read_course(root: Path) -> Course:
    """The course whose table of contents is `root`/exercises/course.toml.

    Raises CourseError with the place in the file if something in it is missing, misspelt or contradicts the rest.
    """
    path = root / CONTENTS
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}; check that it exists and is yours") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CourseError(f"{path} is not TOML: {error}; correct it there") from error
    table = _Table(path, "the course", data)
    table.only("title", "solutions", "limits", "late", "attempts", "book", "feedback", "unit")
    limits = table.limits()
    units = tuple(_unit(unit, root, limits) for unit in table.tables("unit"))
    _distinct(path, "unit", [unit.name for unit in units])
    book = table.text("book") if "book" in data else ""
    if book and not re.fullmatch(r"https?://[^\s<>\"]+", book):
        raise table.wrong(
            f"'book' is {book!r}; write the address at which it is published, like https://example.org/book/"
        )
    title, solutions = table.text("title"), table.flag("solutions")
    return Course(title, root, units, solutions, table.late(), table.attempts(), book, table.shown())


def _unit(table: _Table, root: Path, limits: dict[str, float]) -> Unit:
    table.only("name", "title", "deadline", "exercise")
    name = table.module_name()
    exercises = tuple(_exercise(exercise, name, root, limits) for exercise in table.tables("exercise"))
    _distinct(table.path, f"exercise of {name}", [exercise.name for exercise in exercises])
    return Unit(name, table.text("title"), exercises, table.time("deadline"))


def _exercise(table: _Table, unit: str, root: Path, limits: dict[str, float]) -> Exercise:
    table.only("name", "title", "points", "hints", "predict", "limits", "judges_output")
    name = table.module_name()
    title, points, hints, predict = table.text("title"), table.points(), table.texts("hints"), table.pairs("predict")
    limits = limits | table.limits()
    judges_output = table.flag("judges_output")
    return Exercise(unit, name, title, points, hints, root, predict, tuple(limits.items()), judges_output)


@dataclass(frozen=True)
class _Table:
    """One TOML table, and where it stands, for the messages."""

    path: Path
    place: str
    data: dict[str, Any]

    def wrong(self, problem: str) -> CourseError:
        return CourseError(f"{self.path}, {self.place}: {problem}")

    def only(self, *known: str) -> None:
        for key in self.data.keys() - set(known):
            raise self.wrong(f"unknown key {key!r}{did_you_mean(key, known)}; known are {', '.join(known)}")

    def value(self, key: str, kind: type | tuple[type, ...], wanted: str) -> Any:
        if key not in self.data:
            raise self.wrong(f"{key!r} is missing; add {key} = {wanted}")
        if not isinstance(value := self.data[key], kind) or isinstance(value, bool):
            raise self.wrong(f"{key!r} is {value!r}; write {wanted}")
        return value

    def text(self, key: str) -> str:
        return str(self.value(key, str, "a text in quotes"))

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.value(key, list, "a list of texts") if key in self.data else []
        if not all(isinstance(value, str) for value in values):
            raise self.wrong(f"{key!r} holds something that is no text; write a list of texts")
        return tuple(values)

    def flag(self, key: str) -> bool:
        if not isinstance(value := self.data.get(key, False), bool):
            raise self.wrong(f"{key!r} is {value!r}; write true or false")
        return value

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        values = self.value(key, dict, "a table of texts") if key in self.data else {}
        if not all(isinstance(value, str) for value in values.values()):
            raise self.wrong(f'{key!r} holds something that is no text; write {key} = {{ NAME = "a text" }}')
        return tuple(values.items())

    def limits(self) -> dict[str, float]:
        """The limits that are set here, by their names in observer/limits.py."""
        known = {field.name for field in fields(Limits)}
        values = self.value("limits", dict, "a table of numbers") if "limits" in self.data else {}
        for key, value in values.items():
            if key not in known:
                raise self.wrong(
                    f"unknown limit {key!r}{did_you_mean(key, sorted(known))}; known are {', '.join(sorted(known))}"
                )
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < float("inf"):
                raise self.wrong(f"limit {key!r} is {value!r}; write a number above 0")
        return dict(values)

    def points(self) -> float:
        points = self.value("points", (int, float), "a number above 0")
        if not 0 < points < float("inf"):
            raise self.wrong(f"'points' is {points}; write a number above 0")
        return float(points)

    def time(self, key: str) -> datetime | None:
        value = self.data.get(key)
        if value is not None and not isinstance(value, datetime):
            raise self.wrong(f"{key!r} is {value!r}; write a date and a time, like 2026-10-01T23:59:00+02:00")
        return value if value is None or value.tzinfo is not None else value.replace(tzinfo=UTC)

    def late(self) -> LateRule | None:
        if "late" not in self.data:
            return None
        rule = _Table(self.path, "[late]", self.value("late", dict, "a table with per_day and at_most"))
        rule.only("per_day", "at_most")
        return LateRule(rule.part("per_day", None), rule.part("at_most", 1.0))

    def part(self, key: str, default: float | None) -> float:
        if key not in self.data and default is not None:
            return default
        part = self.value(key, (int, float), "a part between 0 and 1, like 0.1")
        if not 0 <= part <= 1:
            raise self.wrong(f"{key!r} is {part}; write a part between 0 and 1, like 0.1")
        return float(part)

    def shown(self) -> ShownToStudents:
        if "feedback" not in self.data:
            return ShownToStudents()
        rule = _Table(self.path, "[feedback]", self.value("feedback", dict, "a table with before and after"))
        rule.only("before", "after")
        return ShownToStudents(rule.level("before"), rule.level("after"))

    def level(self, key: str) -> Level:
        value = self.data.get(key, "timelines")
        if value not in get_args(Level):
            raise self.wrong(f"{key!r} is {value!r}; write one of {', '.join(get_args(Level))}")
        return cast(Level, value)

    def attempts(self) -> Attempts | None:
        value = self.data.get("attempts")
        if value is not None and value not in get_args(Attempts):
            raise self.wrong(f'\'attempts\' is {value!r}; write "last" or "best"')
        return cast(Attempts | None, value)

    def module_name(self) -> str:
        """The name, which a file or folder and a module to import will have."""
        name = self.text("name")
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or iskeyword(name):
            raise self.wrong(f"{name!r} is no module name; write lower-case letters, digits and underscores")
        if name in sys.stdlib_module_names:
            raise self.wrong(f"{name!r} would hide Python's own module of that name; choose another name")
        return name

    def tables(self, key: str) -> Iterator[_Table]:
        rows = self.value(key, list, f"one [[...{key}]] table each")
        for number, row in enumerate(rows, 1):
            if not isinstance(row, dict):
                raise self.wrong(f"{key!r} number {number} is no table; write one [[...{key}]] table each")
            inside = "" if self.place == "the course" else f" of {self.place}"
            yield _Table(self.path, f"{key} {row.get('name', f'number {number}')}{inside}", row)


def _distinct(path: Path, kind: str, names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise CourseError(
                f"{path}: the {kind} {name!r} stands there {names.count(name)} times; rename or remove one"
            )


def select(course: Course, wanted: str | None = None) -> tuple[Exercise, ...]:
    """The exercises that "UNIT" or "UNIT/EXERCISE" names; all of them without a name.

    An exercise's name alone is enough if no other has it. A file's path, as a shell completes it
    (exercises/UNIT/EXERCISE.py), is understood, too.

    Raises CourseError with the closest names if there is none such.
    """
    if wanted is None:
        return course.exercises
    parts = PurePosixPath(wanted.replace("\\", "/").removesuffix(".py")).parts
    if "exercises" in parts:
        parts = parts[parts.index("exercises") + 1 :]
    name = "/".join(parts)
    if found := tuple(exercise for exercise in course.exercises if name in (exercise.unit, exercise.key)):
        return found
    same_name = tuple(exercise for exercise in course.exercises if (exercise.name,) == parts[-1:])
    if len(same_name) == 1 and len(parts) == 1:
        return same_name
    names = [unit.name for unit in course.units] + [exercise.key for exercise in course.exercises]
    names += [exercise.name for exercise in course.exercises]
    meant = " or ".join(exercise.key for exercise in same_name)
    guess = f"; did you mean {meant}?" if same_name else did_you_mean(name, names)
    raise CourseError(
        f"no unit or exercise {wanted!r} in “{course.title}”{guess or ';'} `grader status` lists them all"
    )


def did_you_mean(word: str, known: tuple[str, ...] | list[str]) -> str:
    """The end of a message: the known word that is closest, if one is close."""
    close = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {close[0]}?" if close else ""


def fingerprint(course: Course) -> str:
    """What a score depends on, as a hash: the contents of course.toml, of the scenarios and of the hidden tests.

    Equal for equal contents wherever the course lies, so that results can be kept by it.
    """
    digest = hashlib.sha256()
    for name, path in graded_files(course):
        content = path.read_bytes()
        # Lengths first: without them a byte could move from one file's end to the next one's name unseen.
        digest.update(b"%d %d\n%b%b" % (len(name.encode()), len(content), name.encode(), content))
    return digest.hexdigest()


def graded_files(course: Course) -> list[tuple[str, Path]]:
    """The files that a score depends on, by their POSIX paths below the course's root, in order."""
    folders = (course.root / "tests" / "scenarios", course.root / "tests" / "hidden")
    paths = [course.root / CONTENTS]
    paths += [p for folder in folders for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    return sorted((path.relative_to(course.root).as_posix(), path) for path in paths)
