"""What an exercise's cell in a notebook uses from other cells: names that in a kernel would have been there."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable

_NOTATION = re.compile(r"^([ \t]*)[%!][^\n]*", re.M)
_MOST_CHARACTERS = 200_000
_IMPORTS = (ast.Import, ast.ImportFrom)


def without_notation(text: str) -> str:
    """The text without the notebook's own notation (%time, !ls), where it is Python only without it."""
    if _parsed(text) is None:
        plain = _NOTATION.sub(r"\1pass", text)
        if _parsed(plain) is not None:
            return plain
    return text


def with_helpers(text: str, others: Iterable[str]) -> str:
    """The text with the definitions that it uses and does not have, from the notebook's other cells.

    Imports go before it, on one line; functions, classes and constants behind it, where no line's number changes.
    """
    tree = _parsed(text)
    if tree is None or not (missing := _free(tree)):
        return text
    known: dict[str, tuple[ast.stmt, str]] = {}
    for other in others:
        other = without_notation(other)
        for statement in getattr(_parsed(other), "body", ()):
            for name in _defined(statement):
                known[name] = (statement, other)
    wanted: list[tuple[ast.stmt, str]] = []
    while missing:
        name = missing.pop()
        found = known.pop(name, None)
        if found is not None and all(found[0] is not one for one, _ in wanted):
            wanted.append(found)
            missing |= _free(ast.Module([found[0]], [])) & known.keys()
    imports = [ast.unparse(one) for one, _ in wanted if isinstance(one, _IMPORTS)]
    # In reverse of how they were found: what another one needs is defined before it.
    rest = [_source(one, other) for one, other in reversed(wanted) if not isinstance(one, _IMPORTS)]
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


def _source(statement: ast.stmt, text: str) -> str:
    first = min([statement.lineno, *(one.lineno for one in getattr(statement, "decorator_list", ()))])
    return "\n".join(text.split("\n")[first - 1 : statement.end_lineno])
