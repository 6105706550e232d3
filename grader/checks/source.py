"""A look at the student's source, for what facts cannot tell apart. It can take points, never give them."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cached_property

_PROGRAMS = (
    "asyncio.create_subprocess_exec",
    "asyncio.create_subprocess_shell",
    *(f"os.{name}" for name in ("popen", "posix_spawn", "posix_spawnp", "system")),
    *(f"os.spawn{kind}" for kind in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")),
    "pty",
    "subprocess",
)
BESIDES_FORK = (*_PROGRAMS, "concurrent.futures.ProcessPoolExecutor", "concurrent.futures.process", "multiprocessing")
"""Every other way of the standard library to create a process where os.fork is the subject."""
BESIDES_PROCESS = (
    *_PROGRAMS,
    *("os.fork", "os.forkpty", "multiprocessing.Pool", "multiprocessing.pool", "concurrent.futures"),
)
"""The same where multiprocessing's Process is."""
THREADS = (
    "_thread",
    "concurrent.futures.ThreadPoolExecutor",
    "multiprocessing.dummy",
    "multiprocessing.pool.ThreadPool",
    "threading",
)
"""What makes threads."""


_WAITING = {"sleep", "wait", "join", "select", "poll", "get", "recv", "acquire", "waitpid", "waitid", "pause", "result"}


class Source:
    """The text of the exercise's file, parsed; nothing of it is run."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def names(self) -> frozenset[str]:
        """Every dotted name that the code uses, with imports resolved: `from os import fork` makes fork() "os.fork"."""
        return frozenset(self._named)

    @cached_property
    def _named(self) -> dict[str, int]:
        """The same, each with its first line."""
        aliases: dict[str, str] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for name in node.names:
                    aliases[name.asname or name.name.partition(".")[0]] = (
                        name.name if name.asname else name.name.partition(".")[0]
                    )
            elif isinstance(node, ast.ImportFrom) and node.module:
                for name in node.names:
                    aliases[name.asname or name.name] = f"{node.module}.{name.name}"
        found: dict[str, int] = {}
        for node in ast.walk(self.tree):
            dotted = _dotted(node)
            if dotted:
                first, dot, rest = dotted.partition(".")
                full = aliases.get(first, first) + dot + rest
                found[full] = min(getattr(node, "lineno", 1), found.get(full, sys.maxsize))
        return found

    @cached_property
    def attributes(self) -> frozenset[str]:
        """Every attribute that the code names, of whatever object: "Pool" in `get_context().Pool`."""
        return frozenset(node.attr for node in ast.walk(self.tree) if isinstance(node, ast.Attribute))

    @property
    def busy_waits(self) -> bool:
        """Whether some loop asks if a process lives and calls nothing that could wait."""
        for loop in ast.walk(self.tree):
            if isinstance(loop, ast.While):
                nodes = list(_in_each_turn(loop))
                called = {
                    getattr(node.func, "attr", getattr(node.func, "id", ""))
                    for node in nodes
                    if isinstance(node, ast.Call) and not _waits_no_time(node)
                }
                asked = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
                if asked & {"is_alive", "exitcode"} and not called & _WAITING:
                    return True
        return False

    def uses(self, *dotted: str) -> bool:
        """Whether the code names any of these ("os.fork", "subprocess" and all below it)."""
        return self.line(*dotted) is not None

    def line(self, *dotted: str) -> int | None:
        """The first line that names any of these; None if there is none."""
        lines = (
            line
            for name, line in self._named.items()
            if any(name == wanted or name.startswith(wanted + ".") for wanted in dotted)
        )
        return min(lines, default=None)


def _waits_no_time(call: ast.Call) -> bool:
    """Whether zero seconds are given: `join(0)`, `wait(things, timeout=0)`."""
    values = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "timeout")]
    return any(isinstance(value, ast.Constant) and value.value == 0 for value in values)


def _in_each_turn(node: ast.AST) -> Iterator[ast.AST]:
    """What a loop does in each of its turns: all but the branches that leave it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and isinstance(child.body[-1], ast.Return | ast.Break):
            yield from ast.walk(child.test)
        else:
            yield child
            yield from _in_each_turn(child)


def _dotted(node: ast.AST) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = _dotted(node.value)
        return None if inner is None else f"{inner}.{node.attr}"
    return None
