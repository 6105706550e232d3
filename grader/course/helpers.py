"""What an exercise's cell in a notebook uses from other cells: names that in a kernel would have been there."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable
from dataclasses import dataclass

_NOTATION = re.compile(r"^([ \t]*)[%!][^\n]*", re.M)
_MOST_CHARACTERS = 200_000
_MOST_ADDED = 2_000_000
"""How many characters of definitions are added to a notebook's files, in all."""
_IMPORTS = (ast.Import, ast.ImportFrom)


def without_notation(text: str) -> str:
    """The text without the notebook's own notation (%time, !ls), where it is Python only without it."""
    if _parsed(text) is None:
        plain = _NOTATION.sub(r"\1pass", text)
        if _parsed(plain) is not None:
            return plain
    return text


@dataclass(frozen=True, slots=True)
class _Definition:
    """A statement that defines names, its source, and the names that it needs itself."""

    statement: ast.stmt
    source: str
    needs: frozenset[str]


class Helpers:
    """The definitions of a notebook's cells that write no file; each cell is parsed once for all files."""

    def __init__(self, cells: Iterable[str]) -> None:
        self._known: dict[str, _Definition] = {}
        self._left = _MOST_ADDED
        for cell in cells:
            text = without_notation(cell)
            lines = text.split("\n")
            for statement in getattr(_parsed(text), "body", ()):
                if names := _defined(statement):
                    found = _Definition(
                        statement, _source(statement, lines), frozenset(_free(ast.Module([statement], [])))
                    )
                    self._known |= dict.fromkeys(names, found)

    def added_to(self, text: str) -> str:
        """The text with the definitions that it uses and does not have.

        Imports go before it, on one line; functions, classes and constants behind it, where no line's number changes.
        Nothing is added once `_MOST_ADDED` characters were, to all files together.
        """
        if not self._known or (tree := _parsed(text)) is None:
            return text
        missing = sorted(_free(tree))
        wanted: dict[int, _Definition] = {}
        seen: set[str] = set()
        while missing:
            name = missing.pop()
            seen.add(name)
            found = self._known.get(name)
            if found is None or id(found) in wanted:
                continue
            self._left -= len(found.source) + len(found.needs)
            if self._left < 0:
                return text
            wanted[id(found)] = found
            missing += sorted(found.needs - seen)
        imports = [ast.unparse(one.statement) for one in wanted.values() if isinstance(one.statement, _IMPORTS)]
        # In reverse of how they were found: what another one needs is defined before it.
        rest = [one.source for one in reversed(wanted.values()) if not isinstance(one.statement, _IMPORTS)]
        before = "; ".join(imports) + "\n" if imports else ""
        return before + text + "".join(f"\n\n{part}\n" for part in rest)


def _parsed(text: str) -> ast.Module | None:
    if len(text) > _MOST_CHARACTERS:
        return None
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError):
        return None


def _free(tree: ast.AST) -> set[str]:
    """The names that are read and nowhere given: what would be a NameError."""
    read: set[str] = set()
    given: set[str] = set(dir(builtins))
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                read.add(name)
            case ast.Name(id=name) | ast.arg(arg=name) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                given.add(name)
            case ast.AsyncFunctionDef(name=name):
                given.add(name)
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                given.add(name)
            case ast.Import() | ast.ImportFrom():
                given.update((one.asname or one.name).split(".")[0] for one in node.names)
    return read - given


def _defined(statement: ast.stmt) -> list[str]:
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Import() | ast.ImportFrom():
            if getattr(statement, "module", None) in ("grader", "__future__"):
                return []
            return [(one.asname or one.name).split(".")[0] for one in statement.names if one.name != "*"]
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
            return [name]
    return []


def _source(statement: ast.stmt, lines: list[str]) -> str:
    first = min([statement.lineno, *(one.lineno for one in getattr(statement, "decorator_list", ()))])
    return "\n".join(lines[first - 1 : statement.end_lineno])
