"""The warm interpreter: inside the sandbox, it waits for a scenario, forks, and becomes it in the child.

It is out of reach of the code that it forks for: process 1 of its PID namespace (the kernel lets nobody inside signal
it), not dumpable (nobody inside may trace it or read its memory), and every descriptor of its own is closed in the
child. It imports nothing of the grader's, and no expected value is ever sent to it.

Control messages are JSON, with three descriptors: stdout, stderr, and a socket on which the child says that it is ready
and waits until it is watched.
"""

import _thread
import atexit
import base64
import builtins
import contextlib
import ctypes
import gc
import importlib
import io
import json
import multiprocessing.context
import os
import resource
import shutil
import signal
import socket
import stat
import sys
import threading
import types
import weakref
from typing import Any, NoReturn

WARM = (
    "concurrent.futures.process",
    "concurrent.futures.thread",
    "hmac",
    "multiprocessing.forkserver",
    "multiprocessing.managers",
    "multiprocessing.pool",
    "multiprocessing.popen_fork",
    "multiprocessing.popen_forkserver",
    "multiprocessing.popen_spawn_posix",
    "multiprocessing.queues",
    "multiprocessing.shared_memory",
    "multiprocessing.sharedctypes",
    "multiprocessing.synchronize",
    "random",
    "subprocess",
    "tempfile",
    "threading",
    "traceback",
)
"""What scenarios and students import, paid for once."""
PR_SET_DUMPABLE = 4
PR_SET_NO_NEW_PRIVS = 38
PR_SET_SECCOMP = 22
SECCOMP_MODE_FILTER = 2
IGNORED_BY_PYTHON = {signal.SIGPIPE, signal.SIGXFSZ}
MESSAGE_BYTES = 1 << 20
ALL_DESCRIPTORS = 2**31 - 1
FLUSH_FAILED = 120
"""Python's exit status where buffered output could not be written (Py_FinalizeEx)."""
MOST_LEFT = 2_000
"""So many files of an earlier run are removed one by one; where there are more, a new sandbox is quicker."""

libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]


class Program(ctypes.Structure):
    """struct sock_fprog (seccomp(2))."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def serve(control: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """Answer requests until the other side closes. It returns in a child only: (request, descriptors)."""
    control.send(b"here")
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, MESSAGE_BYTES, 3)
        if not message:
            os._exit(0)
        request = json.loads(message)
        reap()
        if not tidy(request["private"]):
            control.send(b"dirty")
            close_all(descriptors)
            continue
        pid = os.fork()
        if pid == 0:
            return request, descriptors
        close_all(descriptors)
        control.send(b"forked")


def close_all(descriptors: list[int]) -> None:
    for fd in descriptors:
        os.close(fd)


def reap() -> None:
    """Collect what earlier runs have left as zombies; the observer has ended them all."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def tidy(folders: list[str]) -> bool:
    """Empty the private folders of what an earlier run left; whether they are empty.

    A run may leave a million files, or folders a thousand deep: nothing here recurses or goes on for long.
    """
    if count(folders) > MOST_LEFT:
        return False
    for folder in folders:
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            if os.path.isdir(path) and not os.path.islink(path):
                with contextlib.suppress(RecursionError):
                    shutil.rmtree(path, ignore_errors=True)
            else:
                with contextlib.suppress(OSError):
                    os.unlink(path)
        if os.listdir(folder):
            return False
    return True


def count(folders: list[str]) -> int:
    """How many files and folders are below, to a little more than `MOST_LEFT`; those folders can be emptied now."""
    found = 0
    todo = list(folders)
    while todo and found <= MOST_LEFT:
        with contextlib.suppress(OSError), os.scandir(todo.pop()) as entries:
            for entry in entries:
                found += 1
                if entry.is_dir(follow_symlinks=False):
                    with contextlib.suppress(OSError):
                        os.chmod(entry.path, stat.S_IRWXU)
                    todo.append(entry.path)
                if found > MOST_LEFT:
                    break
    return found


def become(request: dict[str, Any], descriptors: list[int]) -> None:
    """In the child: take the run's descriptors and limits, say that we are ready, wait to be watched."""
    os.setsid()
    libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
    signals_by_default()
    stdout, stderr, handshake = descriptors
    os.dup2(stdout, 1)
    os.dup2(stderr, 2)
    if request["clock"] is not None:
        address, length, protection, flags = request["clock"]
        libc.mmap(address, length, protection, flags, -1, 0)
    os.chdir(request["folder"])
    for name, value in request["limits"].items():
        number = getattr(resource, name)
        hard = resource.getrlimit(number)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(number, (value, value))
    if request.get("walls") is not None:
        import walls

        walls.put_up(*request["walls"])
    os.write(handshake, b"r")
    if os.read(handshake, 1) != b"g":
        os._exit(0)
    os.closerange(3, handshake)
    os.closerange(handshake + 1, ALL_DESCRIPTORS)
    instructions = base64.b64decode(request["filter"])
    buffer = ctypes.create_string_buffer(instructions, len(instructions))
    program = Program(len(instructions) // 8, ctypes.addressof(buffer))
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0):
        os.write(handshake, b"x")  # a fault of ours: without a word it would look like the student's os._exit
        os._exit(0)
    os.close(handshake)


def signals_by_default() -> None:
    """As Python has them when it starts, whatever started the grader ignores (nohup) or blocks."""
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    for number in signal.valid_signals() - IGNORED_BY_PYTHON:
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def add_to_path(folders: list[str]) -> None:
    """After the standard library, which no file of a student's may replace, and before what else is installed here."""
    installed = (place for place, path in enumerate(sys.path) if path.endswith(("site-packages", "dist-packages")))
    place = next(installed, len(sys.path))
    sys.path[place:place] = folders


def default_to(start_method: str) -> None:
    """Make a start method the interpreter's default, as a newer Python does: nothing has been chosen by it."""
    context: Any = multiprocessing.context
    context._default_context._default_context = context._concrete_contexts[start_method]
    context._default_context._actual_context = None


def play(request: dict[str, Any]) -> None:
    """Run the scenario as the program that it is: `python SCENARIO INPUTS`."""
    from witness import mark

    warm = frozenset(sys.modules) - {"__main__"}
    path = request["scenario"]
    sys.argv = [path, *request["arguments"]]
    if request["start_method"] is not None:
        default_to(request["start_method"])
    add_to_path(request["path"])
    assert isinstance(sys.stdout, io.TextIOWrapper)
    sys.stdout.reconfigure(line_buffering=request["terminal"])
    main = types.ModuleType("__main__")
    main.__file__ = path
    main.__dict__["__builtins__"] = builtins
    # multiprocessing knows main by a second name, set when it was imported (multiprocessing/__init__.py).
    sys.modules["__main__"] = sys.modules["__mp_main__"] = main
    with open(path, encoding="utf-8") as file:
        code = compile(file.read(), path, "exec")
    status = 0
    try:
        exec(code, main.__dict__)
        mark("done")
    except SystemExit as error:
        status = status_of(error)
    except BaseException as error:
        assert error.__traceback__ is not None
        error.__traceback__ = error.__traceback__.tb_next
        sys.excepthook(type(error), error, error.__traceback__)
        status = 1
    del main
    end(status, warm)


def status_of(error: SystemExit) -> int:
    """The exit status that `sys.exit` asks for, which prints what is not a number."""
    if error.code is None:
        return 0
    if isinstance(error.code, int):
        return error.code & 0xFF
    print(error.code, file=sys.stderr)
    return 1


def end(status: int, warm: frozenset[str]) -> NoReturn:
    """End as Python ends (Py_FinalizeEx in the C API reference), but leave alone what was imported before the fork.

    Threads are joined, exit handlers called, the run's own modules and their objects destroyed, streams flushed. To
    take the interpreter itself apart as well would write to nearly every page that is shared with the warm
    interpreter, and cost more than most programs do. So an object that a module of Python's own was made to hold is not
    destroyed.
    """
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    flushed = flush()
    if _thread._count():  # only Python itself can keep daemon threads from running while what they use is destroyed
        sys.exit(status)
    modules = [sys.modules.pop(name) for name in list(sys.modules) if name not in warm]
    left = [weakref.ref(module) for module in modules if isinstance(module, types.ModuleType)]
    modules.clear()
    gc.collect()
    for module in (found for reference in reversed(left) if (found := reference()) is not None):
        for name in list(vars(module)):
            if name != "__builtins__":
                vars(module)[name] = None
    gc.collect()
    os._exit(status if flush() and flushed else FLUSH_FAILED)


def flush() -> bool:
    """Write what is still buffered; whether that worked."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None and not stream.closed:
                stream.flush()
    except (OSError, ValueError):
        return False
    return True


if __name__ == "__main__":
    libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for module in WARM:
        importlib.import_module(module)
    gc.collect()
    gc.freeze()
    wanted, fds = serve(socket.socket(fileno=int(sys.argv[1])))
    become(wanted, fds)
    play(wanted)
