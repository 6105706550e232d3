"""Mutants of the grader's own deciding modules: is every change of behaviour caught by the module's unit tests?

    python tests/bench/grader_mutants.py [MODULE ...]

Every operator of cosmic-ray is applied wherever it can be, and every statement is taken out once. For each mutant a
process is forked that imports the mutant in the module's place and runs the tests that grader_mutants.toml names for
it. A survivor is printed with the reason why it does not matter, from the same file; exits 1 if one has none.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import importlib.abc
import importlib.util
import os
import signal
import sys
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

import hypothesis  # noqa: F401 (imported once, for all that are forked)
import pytest
from mutants import changed, difference, shortened
from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
LIST = HERE / "grader_mutants.toml"
SECONDS = 60
"""A mutant that runs longer is caught: it does not come to its end."""


class Instead(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports a text in place of a module."""

    def __init__(self, name: str, path: Path, text: str) -> None:
        self._name, self._path, self._text = name, path, text

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find only that module."""
        if fullname != self._name:
            return None
        return importlib.util.spec_from_file_location(fullname, self._path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        """Run the text."""
        exec(compile(self._text, str(self._path), "exec"), module.__dict__)


def without_annotations(text: str) -> str:
    """What a text says, without the annotations of types, which are not evaluated."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.FunctionDef):
            node.returns = None
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant(None)
    return ast.dump(tree)


def mutants(text: str) -> Iterator[str]:
    """The texts that differ from it, and from each other, in what they do."""
    seen = {without_annotations(text)}
    for found in [*changed(text), *shortened(text)]:
        try:
            said = without_annotations(found)
        except SyntaxError:
            continue
        if said not in seen:
            seen.add(said)
            yield found


def survives(path: Path, text: str, tests: list[str]) -> bool:
    """Whether the tests pass with the text in place of the module."""
    pid = os.fork()
    if pid == 0:
        try:
            null = os.open(os.devnull, os.O_RDWR)
            for fd in (0, 1, 2):
                os.dup2(null, fd)
            signal.alarm(SECONDS)
            for imported in [name for name in sys.modules if name.partition(".")[0] == "grader"]:
                del sys.modules[imported]
            name = ".".join(path.with_suffix("").parts)
            sys.meta_path.insert(0, Instead(name, ROOT / path, text))
            code = pytest.main(["-q", "-x", "-n0", "--assert=plain", "-p", "no:cacheprovider", *tests])
        except BaseException:
            code = 1
        os._exit(int(code != 0))
    _, status = os.waitpid(pid, 0)
    return status == 0


def main(wanted: list[str]) -> int:
    console = Console(width=140)
    os.chdir(ROOT)
    modules: dict[str, dict[str, Any]] = tomllib.loads(LIST.read_text(encoding="utf-8"))
    table = Table(title="Mutants of the grader", title_justify="left", box=None)
    for column in ("module", "mutants", "caught", "explained", "unexplained"):
        table.add_column(column, justify="left" if column == "module" else "right")
    unexplained = 0
    with open(os.devnull, "w") as null, contextlib.redirect_stdout(null):
        pytest.main(["--version"])  # imports the plugins, once for all that are forked
    for module in wanted or modules:
        path, tests, reasons = Path(module), modules[module]["tests"], modules[module].get("survivors", {})
        original = path.read_text(encoding="utf-8")
        if not survives(path, original, tests):
            console.print(f"{module}: its tests fail without any change", markup=False)
            return 1
        found = list(mutants(original))
        left = []
        with ThreadPoolExecutor(os.cpu_count()) as executor:
            for text, survived in zip(found, executor.map(partial(survives, path, tests=tests), found), strict=True):
                if survived:
                    left.append(what := difference(original, text))
                    console.print(
                        f"{module}: survived: {what}\n    {reasons.get(what, 'NO REASON IS KNOWN')}", markup=False
                    )
        new = sum(what not in reasons for what in left)
        unexplained += new
        table.add_row(module, *map(str, (len(found), len(found) - len(left), len(left) - new, new)))
    console.print(table)
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
