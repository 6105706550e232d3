"""Right and wrong submissions of one exercise: those in tests/submissions/, and those made from the solution."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from grader.course.contents import Exercise
from grader.observer.inside.witness import MARK_DESCRIPTOR

SampleKind = Literal["right", "wrong", "stub", "made"]

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_FAILS = re.compile(r"^# fails: (?P<check>\w+) \((?P<misconception>.+)\)$", re.M)
_ALSO = re.compile(r"^# also fails: (?P<check>\w+)", re.M)
_BREAKS = re.compile(r"^# breaks: [\"“](?P<words>.+)[\"”]$", re.M)

FORGED_END = f'import os\nos.write({MARK_DESCRIPTOR}, b"done")\nos._exit(0)\n'
"""Says by itself what a scenario says when it has come to its end, and makes none of the scenario's calls."""


class SampleError(Exception):
    """A sample submission without the header that says what must become of it."""


@dataclass(frozen=True)
class Sample:
    """One submission of one exercise and the verdict that it must get.

    `fails` is the check that must fail and the misconception it must name; `also` the other checks that fail with it.
    `nothing` says that it must score 0. Neither: full marks. `breaks` are words of the sentences of the statement that
    a wrong one breaks.
    """

    exercise: Exercise
    name: str
    kind: SampleKind
    text: bytes
    fails: tuple[str, str] | None = None
    also: frozenset[str] = field(default=frozenset())
    breaks: tuple[str, ...] = ()
    nothing: bool = False


def of(exercise: Exercise) -> list[Sample]:
    """All samples of an exercise.

    Raises SampleError for a wrong submission that does not say how it must fail.
    """
    return [*_written(exercise), *_made(exercise)]


def _written(exercise: Exercise) -> Iterator[Sample]:
    yield Sample(exercise, "solution", "right", exercise.solution.read_bytes())
    folder = exercise.root / "tests" / "submissions"
    for path in sorted((folder / "right" / exercise.key).glob("*.py")):
        yield Sample(exercise, path.stem, "right", path.read_bytes())
    for path in sorted((folder / "wrong" / exercise.key).glob("*.py")):
        text = path.read_text(encoding="utf-8")
        header = _FAILS.search(text)
        if header is None:
            raise SampleError(f"{path}: begin it with “# fails: TEST (MISCONCEPTION)”, so that its verdict is known")
        also = frozenset(match["check"] for match in _ALSO.finditer(text))
        breaks = tuple(match["words"] for match in _BREAKS.finditer(text))
        fails = (header["check"], header["misconception"])
        yield Sample(exercise, path.stem, "wrong", text.encode(), fails, also, breaks)


def _made(exercise: Exercise) -> Iterator[Sample]:
    """The mistakes that every exercise knows, made from its solution."""
    yield Sample(exercise, "untouched stub", "stub", exercise.stub.read_bytes(), nothing=True)
    solution = ast.parse(exercise.solution.read_text(encoding="utf-8"))
    subject = _subject(solution)
    if subject is None:
        raise SampleError(f"{exercise.solution} defines no function or class for students to write")
    bodies = {
        "endless loop": "while True: pass",
        "deadlock": "import os; os.read(os.pipe()[0], 1)",
        "sys.exit": "import sys; sys.exit(0)",
        "os._exit": "import os; os._exit(0)",
    }
    for name, body in bodies.items():
        yield _nothing(exercise, name, _with_body(subject, body))
    yield _nothing(exercise, "wrong signature", _with_body(subject, "pass", "self" if _is_class(subject) else ""))
    yield _nothing(exercise, "syntax error", exercise.solution.read_text(encoding="utf-8") + "\ndef oops(:\n")
    yield _nothing(exercise, "sys.exit at import", "import sys\nsys.exit(0)\n")
    yield _nothing(exercise, "forged end", FORGED_END)
    yield _nothing(exercise, "empty file", "")
    if not exercise.judges_output:
        yield Sample(exercise, "debugging print", "made", _with_prints(solution).encode())


def _nothing(exercise: Exercise, name: str, text: str) -> Sample:
    return Sample(exercise, name, "made", text.encode(), nothing=True)


def _subject(solution: ast.Module) -> _Definition | None:
    """The first public function or class: what the students' module must have."""
    return next((one for one in solution.body if isinstance(one, _DEFINITIONS) and not one.name.startswith("_")), None)


def _is_class(node: ast.stmt) -> bool:
    return isinstance(node, ast.ClassDef)


def _with_body(subject: _Definition, body: str, parameters: str = "*args, **kwargs") -> str:
    if not isinstance(subject, ast.ClassDef):
        kind = "async def" if isinstance(subject, ast.AsyncFunctionDef) else "def"
        return f"{kind} {subject.name}({parameters}):\n    {body}\n"
    if parameters.startswith("*"):
        parameters = "self, " + parameters
    return (
        "from multiprocessing import Process\n\n\n"
        f"class {subject.name}(Process):\n"
        f"    def __init__({parameters}):\n        super().__init__()\n        {body}\n"
    )


def _with_prints(solution: ast.Module) -> str:
    tree = ast.parse(ast.unparse(solution))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            at = 1 if ast.get_docstring(node) is not None else 0
            # A call of super().__init__() stays first.
            at += sum("super().__init__" in ast.unparse(line) for line in node.body[at : at + 1])
            node.body.insert(at, ast.parse(f"print('debugging: in {node.name}')").body[0])
    return ast.unparse(ast.fix_missing_locations(tree))
