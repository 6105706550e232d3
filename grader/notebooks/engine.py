"""How notebooks ask for grading: worker processes, started once, asked again and again, never inside a kernel."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from functools import cache
from typing import Any

_ANSWER_SECONDS = 3600
"""The last net: every run has limits of its own."""
_STDERR_BYTES = 2000
_MOST_WORKERS = 4
_PIPE_BYTES = 1 << 20
"""Room for an answer that has not been asked for yet, so that its worker goes on."""


class EngineFault(Exception):
    """The worker died or fell silent: nothing is known of the submission, and it may be graded again."""


class Worker:
    """A process that answers requests in their order; it is started when first asked and again where it has died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._said = tempfile.TemporaryFile()  # noqa: SIM115
        self._read = bytearray()
        self._begun: list[str] = []
        self._answers: dict[str, str] = {}

    @property
    def waiting(self) -> int:
        """How many requests it has been given that it may still be working on."""
        return len(self._begun)

    def has(self, request: str) -> bool:
        """Whether the request was begun, and its answer not yet taken."""
        return request in self._begun or request in self._answers

    def begin(self, request: str) -> None:
        """Give it a request, whose answer is taken later."""
        process = self._started()
        self._begun.append(request)
        assert process.stdin is not None
        # If it has died, the one that takes the answer finds that out.
        with contextlib.suppress(OSError):
            process.stdin.write(request.encode() + b"\n")
            process.stdin.flush()

    def take(self, request: str) -> dict[str, Any]:
        """The answer to a request, begun or not.

        Raises EngineFault if there is none.
        """
        if not self.has(request):
            self.begin(request)
        while request not in self._answers:
            if line := self._line():
                self._answers[self._begun.pop(0)] = line
                continue
            guilty, said = self._begun[0], self._last_words()
            self.close()
            if guilty == request:
                raise EngineFault(f"the process that grades died or did not answer; grade it again{said}")
            # It died of a request before this one; that one is told when it is asked for.
            self.begin(request)
        answer: dict[str, Any] = json.loads(self._answers.pop(request))
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or (self._process.poll() is not None and not self._begun):
            self.close()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "grader.notebooks.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
                cwd="/",
                pipesize=_PIPE_BYTES if sys.platform == "linux" else -1,
            )
        return self._process

    def _line(self) -> str:
        """Everything up to the end of the line; nothing where the worker has ended or takes for ever."""
        assert self._process is not None and self._process.stdout is not None
        pipe = self._process.stdout
        while b"\n" not in self._read:
            ready, _, _ = select.select([pipe], [], [], _ANSWER_SECONDS)
            chunk = os.read(pipe.fileno(), _PIPE_BYTES) if ready else b""
            if not chunk:
                return ""
            self._read += chunk
        line, _, self._read = self._read.partition(b"\n")
        return line.decode()

    def _last_words(self) -> str:
        with contextlib.suppress(OSError):
            self._said.seek(0)
            text = self._said.read()[-_STDERR_BYTES:].decode(errors="backslashreplace").strip()
            return f". It said last: {text}" if text else ""
        return ""

    def close(self) -> None:
        """End the process, and with it whatever it was running."""
        process, self._process = self._process, None
        self._begun.clear()
        self._answers.clear()
        self._read.clear()
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()


class Engine:
    """As many workers as there are processors for them."""

    def __init__(self) -> None:
        self._workers = [Worker() for _ in range(min(_MOST_WORKERS, os.cpu_count() or 1))]

    def ask(self, request: dict[str, Any], ahead: Iterable[dict[str, Any]] = ()) -> dict[str, Any]:
        """The answer. `ahead` are requests that will come next: what the other workers do meanwhile.

        Raises EngineFault if there is none.
        """
        try:
            worker = self._begun(json.dumps(request))
            for later in ahead:
                if sum(one.waiting for one in self._workers) > len(self._workers):
                    break
                self._begun(json.dumps(later))
            return worker.take(json.dumps(request))
        except EngineFault:
            raise
        except BaseException:
            # Interrupted: no caller waits for what still runs.
            self.close()
            raise

    def _begun(self, request: str) -> Worker:
        """The worker that has the request; the one with the least to do, if none had it."""
        for worker in self._workers:
            if worker.has(request):
                return worker
        worker = min(self._workers, key=lambda one: one.waiting)
        worker.begin(request)
        return worker

    def close(self) -> None:
        """End the workers."""
        for worker in self._workers:
            worker.close()


@cache
def engine() -> Engine:
    """This process's engine; it ends with this process."""
    one = Engine()
    atexit.register(one.close)
    return one
