"""The snapshot of a started interpreter from which Python's own processes go on, made once for a machine and kept.

Before it is used, the self-test's programs are run with it: where one fact differs, it is not.
"""

from __future__ import annotations

import fcntl
import functools
import hashlib
import os
import secrets
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from grader.observer import remembered, snapshot
from grader.observer.machine import this_machine
from grader.observer.snapshot import Ready, Snapshot
from grader.sandbox import bubblewrap
from grader.sandbox.launch import end_traced, launch_until_trap

INSIDE = "/inside/ready.pages"
_PROGRAM = Path(__file__).parent / "inside" / "start_ready.py"
_PADDING = 32 << 10
"""Characters of an argument that nobody reads, so that the arguments of a later process end above our frames."""
_SECONDS = 60.0
_PROVED, _REFUSED = "proved", "refused"


@functools.cache
def ready(environment: tuple[tuple[str, str], ...], witness: str, proves: Callable[[Ready], bool]) -> Ready | None:
    """Return what processes with this environment start from; None where it cannot be had: they start cold.

    Kept in the user's cache folder for this machine, interpreter and grader, while the files are what they were.
    `proves` says whether runs with it are as they must be.
    """
    machine = this_machine()
    if machine.makes_calls is None:
        return None
    text = repr((environment, _PROGRAM.read_bytes(), bubblewrap.own_interpreter()))
    key = remembered.key(f"ready {hashlib.sha256(text.encode()).hexdigest()}", bubblewrap.own_interpreter().program)
    base = remembered.file().with_name(f"ready-{key[:16]}")
    try:
        base.parent.mkdir(parents=True, exist_ok=True)
        with open(base.with_suffix(".lock"), "wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # one maker at a time; the others find what it has made
            known = remembered.get(key)
            if known == _REFUSED:
                return None
            found = _kept(base) or _make(base, dict(environment), witness)
            made = Ready(found, base.with_name(found.pages_name), INSIDE)
            if known != _PROVED:
                known = _PROVED if proves(made) else _REFUSED
                remembered.put(key, known)
            return made if known == _PROVED else None
    except TimeoutError:
        return None
    except (OSError, ValueError, StopIteration, KeyError):
        remembered.put(key, _REFUSED)
        return None


def _kept(base: Path) -> Snapshot | None:
    try:
        found = Snapshot.from_json(base.with_suffix(".json").read_text())
        whole = base.with_name(found.pages_name).stat().st_size == found.size
        same = all(snapshot.file_facts(path) == facts for path, facts in found.files.items())
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return found if whole and same else None


def _make(base: Path, environment: dict[str, str], witness: str) -> Snapshot:
    interpreter = bubblewrap.own_interpreter()
    binds = {"/inside/start_ready.py": str(_PROGRAM), "/inside/witness.py": witness}
    argv = [interpreter.program, "-B", "-c", "import start_ready; start_ready.stand()", "x" * _PADDING]
    errors = os.open(os.devnull, os.O_WRONLY)
    folder = Path(tempfile.mkdtemp(dir=base.parent))
    started: set[int] = set()
    try:
        stands = launch_until_trap(
            bubblewrap.command(interpreter, argv, binds, environment, {}),
            environment,
            started,
            stderr=errors,
            seconds=_SECONDS,
        )
        found = snapshot.take(stands, this_machine(), folder / "pages")
        found = replace(found, pages_name=f"{base.name}-{secrets.token_hex(4)}.pages")
        (folder / "json").write_text(found.to_json())
        os.replace(folder / "pages", base.with_name(found.pages_name))  # a name that no other snapshot has ever had
        os.replace(folder / "json", base.with_suffix(".json"))
        return found
    finally:
        os.close(errors)
        end_traced(started)
        for left in folder.iterdir():
            left.unlink()
        folder.rmdir()
