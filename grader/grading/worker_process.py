"""A process that grades for another one, which may be full of threads, a daemon, or busy with its own children.

A tracer must be the thread that attached (ptrace(2)), and it collects every child of its own: neither can be promised
inside another program's process, such as a Dask worker's. It is a Python of its own that calls one function
after the other; `multiprocessing` would not do, for daemonic processes may not have children there.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable
from typing import IO, TypeVar

from grader.grading.grade_class import begin_worker
from grader.sandbox.scratch import scratch_folder
from grader.sandbox.warm import Isolation, Play, WarmInterpreter

_LENGTH = struct.Struct("!Q")
_QUICKLY = 1

_Argument = TypeVar("_Argument")


class WorkerDied(Exception):
    """The worker process ended, or had to be ended, before it answered: how, for the instructor."""


class WorkerProcess:
    """Calls functions in a process of its own, which dies with the thread that made it."""

    def __init__(self) -> None:
        # -P: nothing that lies in the worker's current folder is taken for a module.
        command = [sys.executable, "-P", "-m", "grader.grading.worker_process", str(os.getpid())]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def call(self, function: Callable[[_Argument], object], argument: _Argument, seconds: float) -> bytes:
        """What the function returns, packed; `unpack` reads it.

        Raises WorkerDied if there is no answer after so many seconds, or never will be; the worker process is no more.
        """
        assert self._process.stdin is not None and self._process.stdout is not None
        patience = threading.Timer(seconds, self._process.kill)
        patience.start()
        try:
            _write(self._process.stdin, pickle.dumps((function, argument)))
            answer = _read(self._process.stdout)
        except OSError:
            answer = None
        finally:
            in_time = patience.is_alive()
            patience.cancel()
        if answer is None:
            self.close()
            raise WorkerDied(
                f"the process that graded it ended with exit code {self._process.returncode}"
                if in_time
                else f"it was not graded after {seconds:g} seconds"
            )
        return answer

    def close(self) -> None:
        """End it."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                pipe.close() if pipe is not None else None
        self._process.wait()


def unpack(answer: bytes) -> object:
    """What a worker process answered."""
    return pickle.loads(zlib.decompress(answer))


def trial(isolation: Isolation) -> str | None:
    """Why no run can be had on this machine in that isolation; None if one was."""
    try:
        with scratch_folder() as folder:
            (folder / "trial.py").touch()
            with WarmInterpreter(folder, folder, isolation) as interpreter:
                trace = interpreter.run(Play("trial.py", "{}", "."), schedule="natural")
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None if trace.outcome == "finished" else f"a program that does nothing came to a {trace.outcome}"


def _write(stream: IO[bytes], message: bytes) -> None:
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def _read(stream: IO[bytes]) -> bytes | None:
    """The next message; None where the other side has ended, also in the middle of one."""
    header = stream.read(_LENGTH.size)
    if len(header) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(header)
    message = stream.read(length)
    return message if len(message) == length else None


def main() -> None:
    """Answer what comes on stdin until it ends."""
    begin_worker(int(sys.argv[1]))
    # What a check prints must not get between the answers.
    with os.fdopen(os.dup(0), "rb") as asked, os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        while (message := _read(asked)) is not None:
            function, argument = pickle.loads(message)
            _write(answers, zlib.compress(pickle.dumps(function(argument)), _QUICKLY))


if __name__ == "__main__":
    main()
