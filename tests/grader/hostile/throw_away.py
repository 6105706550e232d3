"""A sandbox where nothing is worth anything, to see what a submission does without protection.

Its walls keep the machine safe: namespaces of its own for processes, network and IPC, the machine's libraries
read-only, everything else in memory. Inside there is no wall: root with every capability, and all may be written.
"""

import json
import os
import subprocess
from pathlib import Path

from hostile import HOSTILE, ROOT
from unprotected import MARKS

from grader.observer import vdso
from grader.sandbox import bubblewrap

HERE = Path(__file__).parent
WITNESS = Path(vdso.__file__).parent / "inside" / "witness.py"
SHARED = ("edges.py", "forking.py")
"""What the scenario imports beside the submission."""
MARKS_OF_THE_GRADER = (b"1000003", b"1_000_003")
SECONDS, SECONDS_TO_HANG = 15, 4
"""How long a run may take: of those that hang, less, so that the tests do not take for ever."""
DISK_BYTES = 300 << 20
GONE = "no grader left"


def seen_unprotected(files: dict[str, bytes], folder: Path, seconds: float = SECONDS) -> set[str]:
    """What a submission does to a grader without protection, in the words of `unprotected.py`.

    `folder` is filled with what the sandbox holds.
    """
    written = {f"submission/{path}": _with_their_marks(content) for path, content in files.items()}
    written["witness/witness.py"] = _with_their_marks(WITNESS.read_bytes())
    written["tests/scenario.py"] = (ROOT / "tests" / "scenarios" / f"{HOSTILE}.py").read_bytes()
    for name in SHARED:
        written[f"tests/{name}"] = (ROOT / "tests" / "scenarios" / name).read_bytes()
    written["tests/gradebook.db"] = b"secret"
    written["grader/unprotected.py"] = (HERE / "unprotected.py").read_bytes()
    for path, content in written.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    program = [bubblewrap.own_interpreter().program, "/grader/unprotected.py"]
    try:
        done = subprocess.run(
            [*_walls(folder), *program, "/tests/scenario.py", "/submission", str(seconds)],
            capture_output=True, stdin=subprocess.DEVNULL, timeout=3 * seconds, check=False, cwd="/",
        )  # fmt: skip
        return set(json.loads(done.stdout))
    except (ValueError, subprocess.TimeoutExpired):
        return {GONE}


def _with_their_marks(content: bytes) -> bytes:
    """The descriptor of the marks is one that an ordinary process can have."""
    for number in MARKS_OF_THE_GRADER:
        content = content.replace(number, str(MARKS).encode())
    return content


def _walls(folder: Path) -> list[str]:
    walls = [bubblewrap.program(), "--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]
    walls += ["--uid", "0", "--gid", "0", "--cap-add", "ALL", "--proc", "/proc", "--remount-ro", "/proc"]
    walls += ["--dev", "/dev", "--size", str(DISK_BYTES), "--tmpfs", "/tmp"]
    for path in ("/bin", "/lib", "/lib64", "/usr", "/etc"):
        walls += ["--symlink", os.readlink(path), path] if os.path.islink(path) else ["--ro-bind-try", path, path]
    prefix = bubblewrap.own_interpreter().prefix
    walls += ["--ro-bind", prefix, prefix] if prefix != "/usr" else []
    for name in ("submission", "witness", "tests", "grader"):
        walls += ["--bind", str(folder / name), f"/{name}"]
    return [*walls, "--chdir", "/tmp", "--"]
