"""Wrong programs of the kinds that students write, made out of a right one: of each kind all that can be made of it.

| kind | what is changed |
| --- | --- |
| falsy values dropped | what is returned or yielded loses its values that are None, 0 or empty |
| duplicates merged | items that are equal are worked on once; equal values are returned once |
| second call | a later call, or one with the same arguments, gets the first answer; state is the class's |
| exception types narrowed | `BaseException` becomes `Exception`, that `ValueError`; `finally` is left out |
| timeouts added | a wait gives up after a minute |
| waits replaced by sleeps | an hour's sleep stands where the wait was |
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator

_TIMED = {"join", "recv", "get", "wait", "result"}
_MINUTE, _HOUR = 60, 3600
_AROUND = """
import functools as _functools
import inspect as _inspect
_right = {name}
_kept = {{}}
@_functools.wraps(_right)
def {name}(*given):
    {body}
"""
_WITHOUT = """def _without(value):
    if isinstance(value, list):
        return {list}
    if isinstance(value, dict):
        return {dict}
    return tuple(map(_without, value)) if isinstance(value, tuple) and len(value) == 2 else value
"""
_FALSY = _WITHOUT.format(list="[one for one in value if one]", dict="{key: one for key, one in value.items() if one}")
_EQUAL = _WITHOUT.format(
    list="[one for at, one in enumerate(value) if one not in value[:at]]",
    dict="{key: one for at, (key, one) in enumerate(value.items()) if one not in list(value.values())[:at]}",
)
_ANSWERS = (
    "answer = _right(*given)\n    return ({each} for one in answer{only}) if _inspect.isgenerator(answer) else {all}"
)
_BODIES = {
    "falsy values dropped": _ANSWERS.format(each="one", only=" if one", all="_without(answer)"),
    "falsy items dropped": "return _right(*[_without(one) for one in given])",
    "equal values merged": "answer = _right(*given)\n    return iter(dict.fromkeys(answer)) "
    "if _inspect.isgenerator(answer) else _without(answer)",
    "equal items merged": "return _right(*[_without(one) for one in given])",
    "the first answer kept": "if 0 not in _kept:\n        _kept[0] = _right(*given)\n    return _kept[0]",
    "an answer kept for each call": "key = repr(given)\n    if key not in _kept:\n"
    "        _kept[key] = _right(*given)\n    return _kept[key]",
}


def family(right: str) -> Iterator[tuple[str, str]]:
    """Pairs of a kind and a text: the wrong programs of that kind that can be made of the program `right`."""
    tree = ast.parse(right)
    yield from _around(tree)
    for kind, replaced in _KINDS.items():
        for number in range(sum(replaced(node) is not None for node in ast.walk(tree))):
            yield kind, _with_import(_replace(copy.deepcopy(tree), replaced, number))


def _around(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The module with a function around its only public one that changes what goes in or comes out."""
    public = next((node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"), None)
    if public is None:
        return
    collections = {
        "items": any(_is_collection(arg.annotation) for arg in public.args.args),
        "value": _is_collection(public.returns),
    }
    for kind, body in _BODIES.items():
        if all(there for word, there in collections.items() if f" {word}" in kind):
            without = _FALSY if "falsy" in kind else _EQUAL if "equal" in kind else ""
            yield kind, ast.unparse(tree) + "\n" + without + _AROUND.format(name=public.name, body=body)


def _is_collection(annotation: ast.expr | None) -> bool:
    words = {node.id for node in ast.walk(annotation) if isinstance(node, ast.Name)} if annotation else set()
    return bool(words & {"list", "dict", "Iterator"}) and "Literal" not in words


def _replace(tree: ast.Module, replaced: Callable[[ast.AST], ast.AST | None], number: int) -> ast.Module:
    chosen = [node for node in ast.walk(tree) if replaced(node) is not None][number]

    class Replacer(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return replaced(node) or node if node is chosen else self.generic_visit(node)

    changed: ast.Module = Replacer().visit(tree)
    return changed


def _with_import(tree: ast.Module) -> str:
    return ast.unparse(tree) + "\nimport time\n"


def _timeout_added(node: ast.AST) -> ast.AST | None:
    """`child.join()` gives up after a minute, as do `recv`, `get`, `wait` and `result`."""
    if not _is_wait(node) or node.args or node.keywords:
        return None
    if node.func.attr == "recv":
        return _expression(f"{ast.unparse(node)} if {ast.unparse(node.func.value)}.poll({_MINUTE}) else None")
    return _expression(f"{ast.unparse(node.func)}({_MINUTE})")


def _wait_to_sleep(node: ast.AST) -> ast.AST | None:
    """An hour's sleep in place of `child.join()`, and before a collecting that asks only once."""
    if _is_wait(node) and node.func.attr == "join" and not node.args and not node.keywords:
        return _expression(f"time.sleep({_HOUR})")
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "os.waitpid" and ast.unparse(node.args[1]) == "0":
        return _expression(f"(time.sleep({_HOUR}), os.waitpid({ast.unparse(node.args[0])}, os.WNOHANG))[1]")
    return None


def _sleep_before_wait(node: ast.AST) -> ast.AST | None:
    """An hour's sleep before a wait."""
    waits = _wait_to_sleep(node) is not None or (_is_wait(node) and not node.args)
    return _expression(f"(time.sleep({_HOUR}), {ast.unparse(node)})[1]") if waits else None


def _narrowed(node: ast.AST) -> ast.AST | None:
    """`except BaseException` as `except Exception`, and that as `except ValueError`."""
    narrower = {"BaseException": "Exception", "Exception": "ValueError"}
    if not isinstance(node, ast.ExceptHandler):
        return None
    name = narrower.get(ast.unparse(node.type) if node.type else "BaseException")
    return ast.ExceptHandler(_expression(name), node.name, node.body) if name else None


def _no_finally(node: ast.AST) -> ast.AST | None:
    """What stood in `finally` comes after the rest, and not after an exception."""
    if not isinstance(node, ast.Try) or not node.finalbody:
        return None
    return (
        ast.If(ast.Constant(True), [ast.Try(node.body, node.handlers, node.orelse, []), *node.finalbody], [])
        if (node.handlers)
        else ast.If(ast.Constant(True), [*node.body, *node.finalbody], [])
    )


def _of_the_class(node: ast.AST) -> ast.AST | None:
    """An attribute of all objects in place of the object's own."""
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).startswith("self."):
        return ast.parse(ast.unparse(node).replace("self.", "type(self).", 1)).body[0]
    return None


def _is_wait(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _TIMED


def _expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


_KINDS: dict[str, Callable[[ast.AST], ast.AST | None]] = {
    "exception types narrowed": _narrowed,
    "finally left out": _no_finally,
    "a timeout added": _timeout_added,
    "a sleep in place of a wait": _wait_to_sleep,
    "a sleep before a wait": _sleep_before_wait,
    "state of the class": _of_the_class,
}
