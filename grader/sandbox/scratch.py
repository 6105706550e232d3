"""Folders that last no longer than the process that made them, however it ended."""

from __future__ import annotations

import contextlib
import functools
import os
import re
import secrets
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = "grader-scratch-"
_NAME = re.compile(_PREFIX + r"[a-z0-9_]{8}")


class Scratch:
    """A new, empty folder, until `close`.

    Its maker keeps a lock on it (flock(2)), which the kernel releases when the maker exits: a folder without a lock
    is a dead grader's. The first folder that a process makes removes all of those.
    """

    def __init__(self) -> None:
        remove_leftovers(tempfile.gettempdir())
        while True:
            self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
            self._lock = _lock(self.path)
            # Another process that removes leftovers may have been quicker than the lock.
            if self._lock is not None and self.path.exists():
                return
            self.close()

    def close(self) -> None:
        """Remove the folder with all that is in it."""
        remove(self.path)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A new, empty folder for the length of a `with` block."""
    scratch = Scratch()
    try:
        yield scratch.path
    finally:
        scratch.close()


@functools.cache
def remove_leftovers(where: str) -> None:
    """Remove what graders have left in a folder, the user's own, that were killed; once a process."""
    if sys.platform == "win32":  # without locks a living grader's folder would look like a dead one's
        return
    for name in os.listdir(where):
        path = Path(where, name)
        with contextlib.suppress(OSError):
            if _NAME.fullmatch(name) and path.lstat().st_uid == os.getuid() and (lock := _lock(path)) is not None:
                remove(path)
                os.close(lock)


def remove(folder: Path) -> None:
    """Remove a folder that strangers have filled, as far as the system lets us.

    Nothing here recurses: there may be a thousand folders in one another, or some that are closed to their own owner.
    What lies deeper is lifted up, level by level.
    """
    below = [folder]
    while below:
        here = below.pop()
        with contextlib.suppress(OSError):
            os.chmod(here, stat.S_IRWXU)
            for entry in list(os.scandir(here)):
                if not entry.is_dir(follow_symlinks=False):
                    os.unlink(entry)
                    continue
                os.chmod(entry, stat.S_IRWXU)
                lifted = folder / secrets.token_hex(16)
                os.rename(entry, lifted)
                below.append(lifted)
            if here != folder:
                os.rmdir(here)
    with contextlib.suppress(OSError):
        os.rmdir(folder)


def _lock(folder: Path) -> int | None:
    """A descriptor that keeps a folder locked; None if another has it, or it is gone, or is no folder."""
    if sys.platform == "win32":
        return os.open(os.devnull, os.O_RDONLY)
    import fcntl

    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        if isinstance(error, BlockingIOError):
            return None
        raise
    return descriptor
