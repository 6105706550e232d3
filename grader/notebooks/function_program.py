"""A function of a notebook as a program of its own: its source, and what of the notebook it uses."""

from __future__ import annotations

import ast
import builtins
import inspect
import linecache
import textwrap
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any


class CannotTakeAlong(ValueError):
    """A function uses something that cannot be written into a program: what, and what to do instead."""


def program_of(function: Callable[..., Any], arguments: tuple[Any, ...]) -> str:
    """The program that calls the function with the arguments, under the main guard.

    Raises CannotTakeAlong for a function without source, or if it uses an object that only the notebook has.
    """
    if not isinstance(function, FunctionType) or not function.__name__.isidentifier():
        raise CannotTakeAlong(f"{function!r} is no function with a name; trace one that a `def` has made")
    parts: dict[str, str] = {}
    _take(function.__name__, function, parts)
    values = ", ".join(_literal(value, "an argument") for value in arguments)
    parts_in_order = [text for text in parts.values() if text.startswith(("import ", "from "))]
    parts_in_order += [text for text in parts.values() if not text.startswith(("import ", "from "))]
    call = f'if __name__ == "__main__":\n    {function.__name__}({values})\n'
    return "\n\n\n".join([*parts_in_order, call])


def _take(name: str, value: Any, parts: dict[str, str]) -> None:
    """Add what defines this name, after what that uses itself."""
    if name in parts:
        return
    if isinstance(value, ModuleType):
        parts[name] = f"import {value.__name__} as {name}"
    elif isinstance(value, FunctionType | type) and value.__module__ == "__main__":
        if value.__name__ != name or value.__qualname__ != name:
            raise CannotTakeAlong(f"{name} is {value.__qualname__} under another name; call it by its own")
        parts[name] = ""  # it may use itself
        text = _source(value)
        for used, found in _globals_of(value):
            _take(used, found, parts)
        del parts[name]
        parts[name] = text
    elif getattr(value, "__module__", None) and getattr(value, "__name__", None):
        parts[name] = f"from {value.__module__} import {value.__name__} as {name}"
    else:
        parts[name] = f"{name} = {_literal(value, name)}"


def _source(value: Any) -> str:
    try:
        text = inspect.getsource(value) if isinstance(value, FunctionType) else _source_of_class(value)
    except (OSError, TypeError, SyntaxError) as error:
        raise CannotTakeAlong(f"the text of {value.__name__} is not to be had: {error}") from error
    return textwrap.dedent(text).strip()


def _source_of_class(value: type) -> str:
    """The text of a class, from the cell that one of its methods is in: inspect asks its module, which has no file."""
    code = next((one.__code__ for one in vars(value).values() if isinstance(one, FunctionType)), None)
    if code is None:
        return inspect.getsource(value)
    cell = "".join(linecache.getlines(code.co_filename))
    for node in ast.walk(ast.parse(cell)):
        if isinstance(node, ast.ClassDef) and node.name == value.__name__:
            return ast.get_source_segment(cell, node) or ""
    raise OSError(f"it is not in {code.co_filename}")


def _globals_of(value: Any) -> Iterator[tuple[str, Any]]:
    """What a function, or the methods of a class, use of the notebook's names."""
    functions = [value] if isinstance(value, FunctionType) else []
    if isinstance(value, type):
        functions = [one for one in vars(value).values() if isinstance(one, FunctionType)]
        for base in value.__bases__:
            if base is not object:
                yield base.__name__, base
    for function in functions:
        if function.__closure__:
            raise CannotTakeAlong(f"{function.__name__} uses names of a function around it; define it at the top level")
        for name in _names(function.__code__):
            if name in function.__globals__ and name not in vars(builtins):
                yield name, function.__globals__[name]


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _literal(value: Any, what: str) -> str:
    """The value as Python writes it, if reading that gives the value again."""
    text = repr(value)
    try:
        if ast.literal_eval(text) == value:
            return text
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        pass
    raise CannotTakeAlong(
        f"{what} is {type(value).__name__} {text[:60]}, which only the notebook has; make it inside the function, or "
        "trace a whole cell with %%trace"
    )
