"""Which processes Python starts for itself: the resource tracker and the fork server of multiprocessing."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grader.observer import proc
from grader.observer.state import LiveProcess

_MAINS = ("multiprocessing.forkserver", "multiprocessing.resource_tracker")
_FLAGS = re.compile(r"-(?:[BdEIOPbqSsv]+|W.*)", re.S)
"""What subprocess._args_from_interpreter_flags may repeat, beside -X and its value."""
_LOADERS = (
    *("PYTHONHOME", "PYTHONPLATLIBDIR", "PYTHONPYCACHEPREFIX", "PYTHONUSERBASE", "PYTHONWARNINGS", "PYTHON_PRESITE"),
    *("LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT"),
)
"""Variables that decide from where a Python gets its code."""
_LOADING_OPTIONS = ("pycache_prefix", "presite", "frozen_modules")
_IMPORTED = (
    "_bisect _bz2 _compat_pickle _compression _lzma _multiprocessing _pickle _posixshmem _posixsubprocess _py_warnings "
    "_random _sha2 _socket _struct _weakrefset array base64 bisect bz2 collections compression contextlib copyreg enum "
    "fcntl fnmatch functools importlib io json keyword locale lzma math multiprocessing operator pickle random re "
    "reprlib runpy select selectors shutil signal sitecustomize socket struct subprocess tempfile threading types "
    "usercustomize warnings weakref zlib"
)
"""What the helpers import (CPython 3.11 to 3.15): a module of that name in front of the library's would be run."""


@dataclass(frozen=True)
class _Line:
    """A command line as the library writes it: options of the interpreter, `-c` with its text, `sys.argv`."""

    program: str
    flags: str
    options: tuple[str, ...]
    text: str


def is_helper(live: LiveProcess, arguments: tuple[str, ...], started_with: Mapping[str, str]) -> bool:
    """Return whether a process that has just been made by vfork and exec is one of Python's own.

    The command line alone would be a claim. A helper is the very interpreter of its parent, calls the library's own
    `main` and nothing else, finds the library where the program found it, and holds nothing but descriptors that its
    parent holds under the same numbers. How the text is worded is left to each version of Python. `started_with` is
    the environment that the program got from outside.
    """
    parent = live.draft.parent
    line = _parse(arguments)
    numbers = _descriptors_in(line.text) if line else None
    if parent is None or line is None or numbers is None:
        return False
    program = proc.executable(live.pid)
    return (
        program is not None
        and program == proc.executable(parent.pid)
        and _same_installation(live.pid, line, program, parent.command)
        and _inherits(live.pid, parent.pid, numbers)
        and _loads_the_library(live.pid, line, parent.command, started_with)
    )


def _parse(arguments: tuple[str, ...]) -> _Line | None:
    flags = ""
    options: list[str] = []
    rest = iter(arguments[1:])
    for argument in rest:
        if argument == "-c":
            text = next(rest, None)
            return None if text is None else _Line(arguments[0], flags, tuple(options), text)
        if argument == "-X":
            options.append(next(rest, ""))
        elif _FLAGS.fullmatch(argument):
            flags += "" if argument.startswith("-W") else argument
        else:
            return None
    return None


def _descriptors_in(text: str) -> frozenset[int] | None:
    """Return the descriptors that the text hands to the library's `main`; None if it does anything else.

    It may import `sys`, which no file can shadow, and `main`; then it calls `main`, with plain values.
    """
    if not any(module in text for module in _MAINS):
        return None
    try:
        *imports, last = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if not all(_imports_sys(node) or _imports_main(node) for node in imports) or not any(map(_imports_main, imports)):
        return None
    call = last.value if isinstance(last, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id != "main":
        return None
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    if not all(_plain(value) for value in values):
        return None
    numbers = [value.value for value in call.args if isinstance(value, ast.Constant)]
    return frozenset(number for number in numbers if type(number) is int) or None


def _imports_sys(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import) and [(name.name, name.asname) for name in node.names] == [("sys", None)]


def _imports_main(node: ast.stmt) -> bool:
    if not isinstance(node, ast.ImportFrom) or node.level or node.module not in _MAINS:
        return False
    return [(name.name, name.asname) for name in node.names] == [("main", None)]


def _plain(value: ast.expr) -> bool:
    """Return whether a value runs no code: constants, containers of them, and `sys.argv[1:]`."""
    allowed = (
        *(ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.Set, ast.UnaryOp, ast.unaryop, ast.expr_context),
        *(ast.Name, ast.Attribute, ast.Subscript, ast.Slice),
    )
    return all(isinstance(node, allowed) for node in ast.walk(value)) and all(
        node.id == "sys" for node in ast.walk(value) if isinstance(node, ast.Name)
    )


def _same_installation(pid: int, line: _Line, program: str, of_parent: str) -> bool:
    """Return whether the first argument, from which Python works out where its library is, names no other one."""
    own = of_parent.partition(" ")[0]
    if line.program in (program, own):
        return True
    if os.path.isabs(own) or os.path.basename(line.program) != os.path.basename(own):
        return False
    folder = os.path.dirname(line.program)
    return not any(_there(pid, os.path.join(place, "pyvenv.cfg")) for place in (folder, os.path.dirname(folder)))


def _inherits(pid: int, parent: int, numbers: frozenset[int]) -> bool:
    """Return whether its descriptors are its parent's, those named in the text among them, as pipes and sockets."""
    own = {fd: name for fd, name in proc.descriptors(pid).items() if fd > 2}
    if not own.items() <= proc.descriptors(parent).items():
        return False
    return all(own.get(number, "").startswith(("pipe:", "socket:")) for number in numbers)


def _loads_the_library(pid: int, line: _Line, of_parent: str, started_with: Mapping[str, str]) -> bool:
    """Return whether it finds `multiprocessing`, and what that imports, where the program found it."""
    for option in line.options:
        if option.partition("=")[0] in _LOADING_OPTIONS and option not in of_parent:
            return False
    isolated = "I" in line.flags
    deaf = isolated or "E" in line.flags
    own = proc.environment(pid)
    if any(own.get(name) != started_with.get(name) for name in _LOADERS if not deaf or name.startswith("LD_")):
        return False
    folders = own["PYTHONPATH"].split(os.pathsep) if own.get("PYTHONPATH") and not deaf else []
    if not (isolated or "P" in line.flags or (own.get("PYTHONSAFEPATH") and not deaf)):
        folders.append("")  # with -c, Python looks in the current folder first
    return not any(_shadows(pid, folder) for folder in folders)


def _shadows(pid: int, folder: str) -> bool:
    """Return whether a folder of the process's file system has a module of a name that a helper imports."""
    names = _listed(pid, folder)
    return names is None or any(_importable(pid, folder, name) for name in names)


def _listed(pid: int, folder: str) -> list[str] | None:
    """Return the names in a folder; None if that cannot be told, as through a link that leads where we cannot follow.

    A link means something else in the process's file system than in ours.
    """
    path = _outside(pid, folder)
    if _other_root(pid) and any(os.path.islink(place) for place in _on_the_way(path)):
        return None
    try:
        return os.listdir(path)
    except (FileNotFoundError, NotADirectoryError):
        return [] if not path.endswith(".zip") else None
    except OSError:
        return None


def _on_the_way(path: str) -> Iterator[str]:
    """Yield the path and its folders, down to /proc/PID/cwd or /proc/PID/root, which are links of the kernel's."""
    while path.count("/") > 3:
        yield path
        path = os.path.dirname(path)


def _importable(pid: int, folder: str, name: str) -> bool:
    module, _, suffix = name.partition(".")
    if module not in _IMPORTED.split():
        return False
    if suffix:
        return suffix in ("py", "pyc") or suffix.endswith("so")
    inside = _listed(pid, os.path.join(folder, name))
    return inside is None or any(entry.startswith("__init__.") for entry in inside)


def _other_root(pid: int) -> bool:
    try:
        return not os.path.samefile(f"/proc/{pid}/root", "/")
    except OSError:
        return True


def _outside(pid: int, path: str) -> str:
    """Return a path of the process's as one that leads there from here."""
    base = f"/proc/{pid}/root" if os.path.isabs(path) else f"/proc/{pid}/cwd"
    return os.path.join(base, os.path.normpath(path).strip("/")) if path else base


def _there(pid: int, path: str) -> bool:
    return os.path.lexists(_outside(pid, path))
