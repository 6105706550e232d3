"""How notebooks ask for grading: a worker process, started once, asked again and again, never inside a kernel."""

from __future__ import annotations

import atexit
import contextlib
import json
import select
import subprocess
import sys
import tempfile
from functools import cache
from typing import Any

_ANSWER_SECONDS = 3600
"""The last net: every run has limits of its own."""
_STDERR_BYTES = 2000


class EngineFault(Exception):
    """The worker died or fell silent: nothing is known of the submission, and it may be graded again."""


class Engine:
    """A worker process, started when first asked and again where it has died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._said = tempfile.TemporaryFile()  # noqa: SIM115
        self._rest = b""

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """The worker's answer.

        Raises EngineFault if there is none.
        """
        process = self._started()
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            line = self._line(process)
        except OSError:
            line = b""
        except BaseException:
            # Interrupted: an answer that still comes would be taken for the next one's.
            self.close()
            raise
        if not line:
            said = self._last_words()
            self.close()
            raise EngineFault(f"the process that grades died or did not answer; grade it again{said}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "grader.notebooks.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
                cwd="/",
            )
        return self._process

    def _line(self, process: subprocess.Popen[bytes]) -> bytes:
        """Everything up to the end of the line; nothing where the worker has ended or takes for ever."""
        assert process.stdout is not None
        self._rest = b""
        while not self._rest.endswith(b"\n"):
            ready, _, _ = select.select([process.stdout], [], [], _ANSWER_SECONDS)
            chunk = process.stdout.read1(1 << 20) if ready else b""  # type: ignore[attr-defined]
            if not chunk:
                return b""
            self._rest += chunk
        return self._rest

    def _last_words(self) -> str:
        with contextlib.suppress(OSError):
            self._said.seek(0)
            text = self._said.read()[-_STDERR_BYTES:].decode(errors="backslashreplace").strip()
            return f". It said last: {text}" if text else ""
        return ""

    def close(self) -> None:
        """End the worker, and with it whatever it was running."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()


@cache
def engine() -> Engine:
    """This process's worker; it ends with this process."""
    one = Engine()
    atexit.register(one.close)
    return one
