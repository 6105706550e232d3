"""Reading what students handed in, in processes of their own: what reading costs there is bounded, and nobody else's.

One small process, started with the first question, forks for each question a process that answers it and ends. That
one has limits on memory, on CPU time and on time; where it ends without an answer, the submission is unreadable, and
says why. The bytes of an archive that holds a whole class stay in a file without a name, which only these processes
have: the process that asks never has them in memory.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import pickle
import resource
import signal
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import IO, Any, TypeVar

from grader.course.contents import Course
from grader.course.hand_ins import HandedIn, HandInPlace
from grader.course.intake import MB, Unreadable
from grader.course.layouts import HandIns, NoSubmission, find_hand_ins
from grader.course.submissions import Submission, read_submission

_Answer = TypeVar("_Answer")

_HEADER = struct.Struct("!QQ")
_BLOCK = MB
_PR_SET_PDEATHSIG = 1
_OUT_OF_MEMORY, _NO_ANSWER = 98, 99


@dataclass(frozen=True)
class ReadingLimits:
    """How much one answer may cost."""

    memory_bytes: int = 512 * MB
    """Address space, Python's own included (RLIMIT_AS, setrlimit(2))."""
    cpu_seconds: int = 20
    seconds: int = 120
    """By the clock of the wall, on a machine that has much else to do."""


ONE = ReadingLimits()
A_CLASS = ReadingLimits(memory_bytes=2_000 * MB, cpu_seconds=600, seconds=1_800)
"""For finding out who handed in what, which looks into every archive and notebook of a class once."""


class NotRead(Exception):
    """A process that read ended without an answer: why, as the rest of a sentence about what was read."""


class ReadingProcess:
    """Answers questions about submissions in processes with limits. Close it, or use it as a context."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> ReadingProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def submission(self, handed: HandedIn, course: Course, limits: ReadingLimits = ONE) -> Submission:
        """What was handed in; unreadable where reading it costs more than the limits."""
        try:
            return self.call(read_submission, handed, course, limits=limits)
        except NotRead as error:
            return Submission(handed.student, unreadable=str(error), attempt=handed.attempt, notes=handed.notes)

    def hand_ins(self, paths: Iterable[Path], course: Course, layout: str | None = None) -> HandIns:
        """Who handed in what.

        Raises NoSubmission for a path that holds nothing, or that can be read in two ways.
        """
        paths = list(paths)
        try:
            return self.call(_hand_ins, paths, course, layout, limits=A_CLASS)
        except NotRead as error:
            raise NoSubmission(
                f"{', '.join(map(str, paths[:3]))}: finding out who handed in what failed ({error}); "
                "name the students' own paths"
            ) from error

    def call(self, function: Callable[..., _Answer], *arguments: object, limits: ReadingLimits = ONE) -> _Answer:
        """What the function returns, or raises, in a process of its own.

        Raises NotRead if that process comes to an end without an answer.
        """
        process = self._started()
        assert process.stdin is not None and process.stdout is not None
        message = pickle.dumps((limits, function, arguments))
        process.stdin.write(_HEADER.pack(0, len(message)) + message)
        process.stdin.flush()
        status, answer = _received(process.stdout)
        if status != 0:
            raise NotRead(_why(status, limits))
        found = pickle.loads(answer)
        if isinstance(found, BaseException):
            raise found
        return found  # type: ignore[no-any-return]

    def close(self) -> None:
        """End it."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                pipe.close() if pipe is not None else None
        process.wait()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            # -P: nothing that lies in the current folder is taken for a module.
            command = [sys.executable, "-P", "-m", "grader.course.reading_process", str(os.getpid())]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self._process


@dataclass(frozen=True)
class Kept(Mapping[str, bytes]):
    """Files in the reading processes' nameless file; to be looked into there only."""

    file: int
    at: int
    length: int

    @cached_property
    def _files(self) -> dict[str, bytes]:
        found: dict[str, bytes] = pickle.loads(os.pread(self.file, self.length, self.at))
        return found

    def __getitem__(self, path: str) -> bytes:
        return self._files[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def _hand_ins(paths: list[Path], course: Course, layout: str | None) -> HandIns:
    found = find_hand_ins(paths, course, layout)
    handed_in = tuple(replace(one, places=tuple(map(_kept, one.places))) for one in found.handed_in)
    return replace(found, handed_in=handed_in)


def _kept(place: HandInPlace) -> HandInPlace:
    if place.contents is None:
        return place
    data = pickle.dumps(dict(place.contents))
    at = os.lseek(_KEEPS, 0, os.SEEK_END)
    with os.fdopen(os.dup(_KEEPS), "wb") as file:
        file.write(data)
    return replace(place, contents=Kept(_KEEPS, at, len(data)))


_KEEPS = 100
"""The descriptor of the nameless file, in every reading process."""


def _why(status: int, limits: ReadingLimits) -> str:
    too_much = "hand in your .py files or notebooks only"
    if os.WIFSIGNALED(status):
        match signal.Signals(os.WTERMSIG(status)):
            case signal.SIGXCPU | signal.SIGKILL:
                return f"reading it takes more than {limits.cpu_seconds} seconds of computing; {too_much}"
            case signal.SIGALRM:
                return f"reading it takes more than {limits.seconds} seconds; {too_much}"
            case other:
                return f"the process that read it was ended by {other.name}; {too_much}"
    if os.waitstatus_to_exitcode(status) == _OUT_OF_MEMORY:
        return f"reading it takes more than {limits.memory_bytes // MB:,} MB of memory; {too_much}"
    return f"the process that read it ended with exit code {os.waitstatus_to_exitcode(status)}; {too_much}"


def _received(stream: IO[bytes]) -> tuple[int, bytes]:
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return _NO_ANSWER << 8, b""
    status, length = _HEADER.unpack(header)
    return status, stream.read(length)


def _answer(message: bytes, to: int) -> None:
    """In the process that reads: answer the question into a file, within its limits."""
    try:
        limits, function, arguments = pickle.loads(message)
        signal.alarm(limits.seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
        try:
            found: Any = function(*arguments)
        except (NoSubmission, Unreadable) as error:
            found = error
        with os.fdopen(to, "wb", closefd=False) as file:
            pickle.dump(found, file)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    os._exit(0)


def _serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    while True:
        _, message = _received(questions)
        if not message:
            return
        with tempfile.TemporaryFile() as file:
            if (child := os.fork()) == 0:
                try:
                    _answer(message, file.fileno())
                finally:  # an exception has been told on stderr by then
                    sys.excepthook(*sys.exc_info())
                    os._exit(_NO_ANSWER)
            _, status = os.waitpid(child, 0)
            length = os.fstat(file.fileno()).st_size if status == 0 else 0
            answers.write(_HEADER.pack(status, length))
            file.seek(0)
            while length > 0 and (block := file.read(min(_BLOCK, length))):
                answers.write(block)
                length -= len(block)
            answers.flush()


def main() -> None:
    """Answer questions until there are no more, or the process that asks has ended."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if os.getppid() != int(sys.argv[1]):
        os._exit(1)
    with os.fdopen(os.dup(0), "rb") as questions, os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)
        with tempfile.TemporaryFile() as kept:
            os.dup2(kept.fileno(), _KEEPS)
        _serve(questions, answers)


if __name__ == "__main__":
    # As a module that was imported, so that what it pickles has that module's name.
    from grader.course import reading_process

    reading_process.main()
