"""Where something stands in the student's source: a call, a definition, the return of the function."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

_Function = (ast.FunctionDef, ast.AsyncFunctionDef)


class Places:
    """The source of an exercise's file; `entry` are the names of it that the scenario calls. Nothing of it is run."""

    def __init__(self, text: str, entry: Collection[str]) -> None:
        try:
            self._tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            self._tree = ast.Module([], [])
        tops = [node for node in self._tree.body if isinstance(node, (*_Function, ast.ClassDef))]
        self._entries = [node for node in tops if node.name in entry]

    def named(self, name: str) -> int | None:
        """The line of the first use of a name, in the code that the scenario calls before the rest.

        "fork" is any name or attribute, "self.name" that attribute, "daemon=" that argument, "def run" that definition,
        and "class", "except", "raise", "try" and "while" are such statements.
        """
        for root in (*self._entries, self._tree):
            lines = [line for node in _code(root) if (line := _line(node, name)) is not None]
            if lines:
                return min(lines)
        return None

    @property
    def definition(self) -> int | None:
        """The line of the first definition that the scenario calls; None if there is none."""
        return self._entries[0].lineno if self._entries else None

    def returned(self, after: int | None) -> int | None:
        """The line at which the function that was called came back; `after` is the last line where it was seen.

        Of several returns it is the first that follows, and None if that line is not known; without a return it is the
        function's last statement.
        """
        function = self._called(after)
        if function is None:
            return None
        found = sorted((node for node in _own(function) if isinstance(node, ast.Return)), key=lambda node: node.lineno)
        if not found:
            return _last(function).lineno
        if after is None:
            return found[0].lineno if len(found) == 1 else None
        follow = [node for node in found if (node.end_lineno or node.lineno) >= after]
        return (follow or found[-1:])[0].lineno

    def _called(self, after: int | None) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
        """The function that the scenario called: the entry, or the method of the entry in which a line stands."""
        for entry in self._entries:
            if isinstance(entry, _Function):
                return entry
            for method in entry.body if isinstance(entry, ast.ClassDef) and after else ():
                if isinstance(method, _Function) and method.lineno <= (after or 0) <= (method.end_lineno or 0):
                    return method
        return None


def called_names(scenario: str, module: str) -> frozenset[str]:
    """The names that a scenario's program takes from the student's module."""
    try:
        tree = ast.parse(scenario)
    except (SyntaxError, ValueError):
        return frozenset()
    taken = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == module)
    return frozenset(name.name for node in taken for name in node.names)


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """The node and all inside it but annotations."""
    yield node
    for field, value in ast.iter_fields(node):
        if field not in ("annotation", "returns"):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from _code(child)


_STATEMENTS: dict[str, type[ast.stmt] | type[ast.excepthandler]] = {
    "class": ast.ClassDef, "except": ast.ExceptHandler, "raise": ast.Raise, "try": ast.Try, "while": ast.While,
}  # fmt: skip


def _line(node: ast.AST, name: str) -> int | None:
    """The node's line if it is what the name asks for."""
    kind = _STATEMENTS.get(name)
    if kind is not None:
        return node.lineno if isinstance(node, kind) else None
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return node.lineno if name == f"def {node.name}" else None
        case ast.keyword(arg=str(arg)):
            return node.lineno if name == f"{arg}=" else None
        case ast.Name(id=word):
            return node.lineno if name == word else None
        case ast.Attribute(attr=word):
            there = word == name or ("." in name and ast.unparse(node) == name)
            return node.end_lineno if there else None
    return None


def _own(function: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function without those of functions inside it."""
    for child in ast.iter_child_nodes(function):
        if not isinstance(child, (*_Function, ast.Lambda, ast.ClassDef)):
            yield child
            yield from _own(child)


def _last(node: ast.AST) -> ast.stmt:
    """The innermost last statement of a function."""
    body = getattr(node, "finalbody", None) or getattr(node, "orelse", None) or getattr(node, "body", None)
    if isinstance(body, list) and body:
        return _last(body[-1])
    assert isinstance(node, ast.stmt)
    return node
