"""A warm interpreter, in a sandbox or not, and the runs of scenarios that are forked from it."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from grader.observer import clock_install, seccomp, vdso
from grader.observer.channels import SO_PASSCRED, Channel
from grader.observer.errors import CannotTrace, ObserverFault
from grader.observer.limits import GRADING, Limits
from grader.observer.record import Record
from grader.observer.schedules import Name, Schedule
from grader.observer.seccomp import Denied
from grader.observer.selftest import known_answers
from grader.observer.snapshot import Ready
from grader.observer.tracer import Tracer
from grader.python_stack.frames import ThreadLine
from grader.sandbox import bubblewrap, landlock
from grader.sandbox.denied import denied_calls
from grader.sandbox.devices import own_devices
from grader.sandbox.errors import CannotIsolate, SandboxFault
from grader.sandbox.launch import kill, launch
from grader.sandbox.ready import ready
from grader.sandbox.scratch import Scratch
from grader.traces.model import Trace

Isolation = Literal["bubblewrap", "landlock", "none"]
"""From the strongest to none; what each protects against is in SECURITY.md beside this file."""

_ANSWER_SECONDS = 60
_MESSAGE_BYTES = 10_000
_INSIDE = Path(__file__).parent / "inside"
_WITNESS = Path(vdso.__file__).parent / "inside"
_RESOURCES = {
    "RLIMIT_CORE": 0,
    "RLIMIT_FSIZE": 32 << 20,
    "RLIMIT_NOFILE": 512,
    "RLIMIT_AS": 8 << 30,
    "RLIMIT_SIGPENDING": 1024,
    "RLIMIT_MEMLOCK": 1 << 20,
    "RLIMIT_MSGQUEUE": 0,
    "RLIMIT_RTPRIO": 0,
    "RLIMIT_NICE": 0,
}
"""Limits that the kernel enforces a process (getrlimit(2)); those of a whole run are the observer's. Pending signals
and locked memory are counted by user, and a run must not use up what the instructor has."""


@dataclass(frozen=True)
class Play:
    """A scenario to run: its path relative to the scenarios' folder, its inputs as JSON text, the student's unit.

    `start_method` is multiprocessing's default for the run (3.14 changed it); None leaves it to the interpreter.
    """

    scenario: str
    inputs: str
    unit: str
    terminal: bool = True
    start_method: str | None = None


class WarmInterpreter:
    """One interpreter for one submission; use as a context manager.

    `submission` and `scenarios` are folders. All runs must come from the thread that made it (ptrace(2)).
    Raises CannotIsolate if the isolation is not to be had. `trial` is what Python's own processes go on from, if this
    is yet to be proved.
    """

    def __init__(self, submission: Path, scenarios: Path, isolation: Isolation, *, trial: Ready | None = None) -> None:
        self._submission = submission
        self._scenarios = scenarios
        self._isolation = isolation
        self._ready = trial
        self._start()

    def _start(self) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.settimeout(_ANSWER_SECONDS)
        self._scratch = Scratch() if self._isolation != "bubblewrap" else None
        self._private = str(self._scratch.path) if self._scratch is not None else None
        self._stderr, stderr = os.pipe()
        os.set_blocking(self._stderr, False)
        self._pid: int | None = None
        try:
            with own_devices() as devices:
                self._pid = launch(
                    self._command(theirs.fileno(), devices),
                    self._environment(),
                    control=self._control,
                    inherited=theirs.fileno(),
                    stderr=stderr,
                    seconds=_ANSWER_SECONDS,
                )
        except (ChildProcessError, TimeoutError) as error:
            raise self._fault(str(error)) from error
        except PermissionError as error:
            self.close()
            raise cannot_trace(error) from error
        except BaseException:
            self.close()
            raise
        finally:
            theirs.close()
            os.close(stderr)

    def _command(self, control: int, devices: Mapping[str, str]) -> list[str]:
        interpreter = bubblewrap.own_interpreter()
        reason = why_not(self._isolation)
        if reason is not None:
            self.close()
            raise CannotIsolate(
                f"this machine cannot isolate a submission: {reason}. `grader doctor` says what to do about it; "
                "--isolation none grades without a sandbox: only for code that you trust."
            )
        if self._isolation != "bubblewrap":
            return [interpreter.program, str(_INSIDE / "warm.py"), str(control)]
        if self._ready is None:
            self._ready = ready(tuple(self._environment().items()), str(_WITNESS / "witness.py"), _as_expected)
        binds = {} if self._ready is None else {self._ready.inside: str(self._ready.pages)}
        binds |= {
            "/inside/warm.py": str(_INSIDE / "warm.py"),
            "/inside/witness.py": str(_WITNESS / "witness.py"),
            "/scenarios": str(self._scenarios),
            "/submission": str(self._submission),
        }
        argv = [interpreter.program, "/inside/warm.py", str(control)]
        return bubblewrap.command(interpreter, argv, binds, self._environment(), devices)

    def _environment(self) -> Mapping[str, str]:
        path = os.path.dirname(bubblewrap.own_interpreter().program)
        private = self._private or "/tmp"
        inside = "/inside" if self._private is None else str(_WITNESS)
        return {
            "PATH": path if path == bubblewrap.PROGRAMS else f"{path}:{bubblewrap.PROGRAMS}",
            "HOME": private,
            "TMPDIR": private,
            "LANG": "C.UTF-8",
            "PYTHONPATH": inside,
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def run(
        self, play: Play, *, schedule: Name, seed: int = 0, limits: Limits = GRADING, with_lines: bool = False
    ) -> Trace:
        """Run one scenario under one schedule; `with_lines` tells at which line of the student's each event happened.

        Raises SandboxFault or CannotTrace if there was no run; never because of what the submission did.
        """
        channels = {"stdout": Channel(), "stderr": Channel()}
        handshake, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        handshake.setsockopt(socket.SOL_SOCKET, SO_PASSCRED, 1)
        handshake.settimeout(_ANSWER_SECONDS)
        record = Record((play.scenario,), schedule, seed)
        tracer = Tracer(
            record,
            Schedule(schedule, seed),
            limits.here(),
            channels,
            closed=True,
            terminal=play.terminal,
            is_own=self._is_the_students if with_lines else None,
        )
        tracer.state.ready = self._ready
        try:
            descriptors = [channels["stdout"].theirs.fileno(), channels["stderr"].theirs.fileno(), theirs.fileno()]
            self._ask(play, tracer, descriptors)
            theirs.close()
            self._watch(tracer, handshake, play)
            tracer.run()
            self._check(tracer, handshake)
        finally:
            handshake.close()
            theirs.close()
            for channel in channels.values():
                channel.close()
        return record.finish(tracer.outcome, tracer.state.t(), tracer.blocked)

    def _is_the_students(self, line: ThreadLine) -> bool:
        return line.file.startswith(f"{self._submission if self._private is not None else '/submission'}/")

    def _check(self, tracer: Tracer, handshake: socket.socket) -> None:
        """Was there a run at all, and was it the submission that ended it?"""
        handshake.setblocking(False)
        with contextlib.suppress(BlockingIOError, ConnectionResetError):
            if handshake.recv(1):
                raise self._fault("it could not install its filter")
        if tracer.outcome == "wall-limit":
            raise self._fault(
                f"a run was not at its end after {tracer.state.limits.net_seconds:g} seconds, having hardly computed: "
                "this machine has too much to do. Grade again, with fewer jobs"
            )

    def _walls(self) -> tuple[list[str], list[str]] | None:
        if self._isolation != "landlock" or self._private is None:
            return None
        more = [str(self._submission), str(self._scenarios), str(_INSIDE), str(_WITNESS)]
        return landlock.readable(bubblewrap.own_interpreter(), more), landlock.writable(self._private)

    def _denied(self, tracer: Tracer) -> Mapping[int, tuple[Denied, ...]]:
        match self._isolation:
            case "bubblewrap":
                return denied_calls(tracer.state.machine)
            case "landlock":
                return landlock.denied(tracer.state.machine)
            case "none":
                return {}

    def _ask(self, play: Play, tracer: Tracer, descriptors: list[int]) -> None:
        outside = self._private is not None
        scenarios = str(self._scenarios) if outside else "/scenarios"
        submission = str(self._submission) if outside else "/submission"
        request = {
            "scenario": f"{scenarios}/{play.scenario}",
            "arguments": [play.inputs],
            "path": [scenarios, f"{submission}/{play.unit}"],
            "terminal": play.terminal,
            "start_method": play.start_method,
            "folder": self._private or "/tmp",
            "private": [self._private] if outside else ["/tmp", "/dev/shm"],
            "limits": _RESOURCES,
            "walls": self._walls(),
            "clock": vdso.mapping(tracer.state.machine)[:4] if tracer.state.virtual else None,
            "filter": base64.b64encode(
                seccomp.program(
                    tracer.state.machine,
                    timed=tracer.state.virtual,
                    untimed=tracer.state.schedule.takes_turns,
                    denied=self._denied(tracer),
                )
            ).decode(),
        }
        message = json.dumps(request).encode()
        for _ in range(2):
            try:
                socket.send_fds(self._control, [message], descriptors)
                answer = self._control.recv(64)
            except (OSError, TimeoutError) as error:
                raise self._fault() from error
            if answer == b"forked":
                return
            self.close()
            self._start()
        raise self._fault()

    def _watch(self, tracer: Tracer, handshake: socket.socket, play: Play) -> None:
        """Attach to the child, give it its clock, and let it go."""
        try:
            _, ancillary, _, _ = handshake.recvmsg(1, socket.CMSG_SPACE(struct.calcsize("3i")))
        except (OSError, TimeoutError) as error:
            raise self._fault() from error
        if not ancillary:
            raise self._fault()
        pid: int = struct.unpack("3i", ancillary[0][2])[0]
        try:
            live = tracer.adopt(pid, f"python {play.scenario}", before_exec=False)
            if tracer.state.virtual:
                clock_install.install(tracer.state, live)
        except OSError as error:
            raise cannot_trace(error) from error
        handshake.send(b"g")

    def _fault(self, reason: str = "it does not answer") -> SandboxFault:
        try:
            said = os.read(self._stderr, _MESSAGE_BYTES).decode(errors="backslashreplace").strip()
        except OSError:
            said = ""
        self.close()
        return SandboxFault(f"the sandbox's interpreter failed: {reason}{'; it said: ' + said if said else ''}")

    def close(self) -> None:
        """End the interpreter and whatever may be left of its runs."""
        if self._control.fileno() < 0:
            return
        self._control.close()
        os.close(self._stderr)
        if self._pid is not None:
            kill(self._pid)
        if self._scratch is not None:
            self._scratch.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _as_expected(made: Ready) -> bool:
    """Return whether the self-test's programs run as expected in a sandbox where Python's own processes start so."""
    folder = known_answers.PROGRAM.parent
    try:
        with WarmInterpreter(folder, folder, "bubblewrap", trial=made) as interpreter:
            for method in ("forkserver", "spawn"):
                trace = interpreter.run(Play(known_answers.PROGRAM.name, method, "."), schedule="natural")
                if made.broken or any(known_answers.unexpected(trace, method)):
                    return False
    except (SandboxFault, ObserverFault):
        return False
    return True


def why_not(isolation: Isolation) -> str | None:
    """Why this machine cannot give an isolation; None if it can."""
    match isolation:
        case "bubblewrap":
            return bubblewrap.probe()
        case "landlock":
            return landlock.probe()
        case "none":
            return None


def cannot_trace(error: OSError) -> CannotTrace:
    """What to tell a person whose machine forbids ptrace."""
    return CannotTrace(
        f"this machine does not let one process watch another (ptrace: {error.strerror}). `grader doctor` says what to "
        "do about it."
    )
