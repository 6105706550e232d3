"""An interpreter that makes itself ready to be one of Python's own processes, and then has its memory kept.

It runs in a sandbox without a submission. `stand` returns in another process, which got this memory in place of its own
(`grader/observer/transplant.py`): one that was started as `python -c TEXT ARGUMENT...`, with the same settings. Here it
gets its own arguments, environment, streams and signals, as a start would; then it runs its text.
"""

import _thread
import atexit
import ctypes
import gc
import importlib
import io
import multiprocessing.process
import os
import posix
import random
import signal
import sys
import threading

MODULES = (
    "concurrent.futures.process",
    "concurrent.futures.thread",
    "hashlib",
    "hmac",
    "multiprocessing.connection",
    "multiprocessing.forkserver",
    "multiprocessing.managers",
    "multiprocessing.pool",
    "multiprocessing.popen_fork",
    "multiprocessing.popen_forkserver",
    "multiprocessing.queues",
    "multiprocessing.resource_tracker",
    "multiprocessing.shared_memory",
    "multiprocessing.sharedctypes",
    "multiprocessing.synchronize",
    "random",
    "runpy",
    "tempfile",
    "threading",
    "traceback",
)
FLUSH_FAILED = 120
"""Python's exit status where buffered output could not be written (Py_FinalizeEx)."""


def stand() -> None:
    """Make ready, and stop with a signal; go on as the process that this has become."""
    for name in MODULES:
        importlib.import_module(name)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.flush()
    main = sys.modules["__main__"].__dict__
    for name in [name for name in main if not name.startswith("__")]:
        del main[name]
    del sys.modules[__name__]
    gc.collect()
    gc.freeze()
    ctypes.CDLL(None).clearenv()
    signal.raise_signal(signal.SIGTRAP)
    run(main)


def run(main: dict[str, object]) -> None:
    """Become `python -c TEXT ARGUMENT...` and end as it would."""
    text = take_arguments()
    take_environment()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for fd, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        vars(sys)[name] = vars(sys)[f"__{name}__"] = stream(fd, f"<{name}>", mode)
    random.seed()
    process = multiprocessing.process.current_process()
    process._config["authkey"] = multiprocessing.process.AuthenticationString(os.urandom(32))  # type: ignore[attr-defined]
    threading.main_thread()._set_native_id()  # type: ignore[attr-defined]
    status = 0
    try:
        exec(compile(text, "<string>", "exec"), main)
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else int(error.code is not None)
    except BaseException as error:
        sys.excepthook(type(error), error, error.__traceback__ and error.__traceback__.tb_next)
        status = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    if _thread._count():
        sys.exit(status)
    os._exit(status & 0xFF if flush() else FLUSH_FAILED)


def read(path: str) -> list[bytes]:
    with open(path, "rb", buffering=0) as file:
        return file.readall().removesuffix(b"\0").split(b"\0")


def take_arguments() -> str:
    """Set what `sys` says of them; the text to run."""
    arguments = [os.fsdecode(argument) for argument in read("/proc/self/cmdline")]
    sys.orig_argv[:] = arguments
    place = arguments.index("-c") + 1
    sys.argv[:] = ["-c", *arguments[place + 1 :]]
    return arguments[place]


def take_environment() -> None:
    """What was there when this stood is gone from the C library, too."""
    entries = dict(entry.split(b"=", 1) for entry in read("/proc/self/environ") if b"=" in entry)
    posix.environ.clear()
    posix.environ.update(entries)
    os.environ._data.clear()  # type: ignore[attr-defined]
    for name, value in entries.items():
        os.environb[name] = value


def stream(fd: int, name: str, mode: str) -> io.TextIOWrapper | None:
    """A standard stream as Python makes it (create_stdio in pylifecycle.c); None where the descriptor is closed."""
    try:
        raw = io.FileIO(fd, mode, closefd=False)
        terminal = raw.isatty()
    except OSError:
        return None
    vars(raw)["name"] = name
    buffer = io.BufferedReader(raw) if mode == "r" else io.BufferedWriter(raw)
    errors = "backslashreplace" if fd == 2 else OLD_ERRORS
    text = io.TextIOWrapper(buffer, "utf-8", errors, "\n", line_buffering=terminal or fd == 2)
    vars(text)["mode"] = mode
    return text


def flush() -> bool:
    try:
        for one in (sys.stdout, sys.stderr):
            if one is not None and not one.closed:
                one.flush()
    except (OSError, ValueError):
        return False
    return True


OLD_ERRORS = sys.stdout.errors
