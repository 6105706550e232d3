"""What lies in a folder that somebody else filled: regular files only, and nothing outside it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from grader.course.intake import Intake, Unreadable, megabytes

_KINDS = {
    stat.S_IFLNK: "a symbolic link",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFDIR: "a folder",
}


def read_folder(folder: Path, intake: Intake) -> None:
    """Let every regular file below the folder in; whatever else there is becomes a problem, unopened.

    Raises Unreadable if the folder itself cannot be read, or holds too much.
    """
    try:
        if not stat.S_ISDIR(mode := os.lstat(folder).st_mode):
            raise Unreadable(f"it is {kind_of(mode)}, which is not followed; hand in the folder itself")
        _read_below(_open_folder(os.fspath(folder), None), "", intake)
    except OSError as error:
        raise Unreadable(f"its folder cannot be read ({error.strerror}); make it readable, or copy it anew") from error


def read_members(folder: Path, members: Iterable[tuple[str, str]], intake: Intake) -> None:
    """Let some files of a folder in, each under the name that goes with it.

    Raises Unreadable if the folder cannot be read, or if they are too much.
    """
    try:
        descriptor = _open_folder(os.fspath(folder), None)
        try:
            wanted = dict(members)
            with os.scandir(descriptor) as found:
                entries = {entry.name: entry for entry in found if entry.name in wanted}
            for name, shown in wanted.items():
                if name in entries and (path := intake.admit(shown)):
                    try:
                        _read_entry(entries[name], path, descriptor, intake)
                    except OSError as error:
                        intake.refuse(path, f"cannot be read ({error.strerror}); make it readable, or copy it anew")
        finally:
            os.close(descriptor)
    except OSError as error:
        raise Unreadable(f"its folder cannot be read ({error.strerror}); make it readable, or copy it anew") from error


def _read_below(descriptor: int, prefix: str, intake: Intake) -> None:
    # Everything is opened relative to its own folder's descriptor: no path is ever walked twice, so none can be
    # exchanged for a link in between, and none is too long for the kernel. Depth limits how many are open at once.
    try:
        with os.scandir(descriptor) as found:
            entries = sorted(islice(found, intake.limits.entries + 1), key=lambda entry: entry.name)
        for entry in entries:
            if path := intake.admit(prefix + entry.name):
                try:
                    _read_entry(entry, path, descriptor, intake)
                except OSError as error:
                    intake.refuse(path, f"cannot be read ({error.strerror}); make it readable, or copy it anew")
    finally:
        os.close(descriptor)


def _read_entry(entry: os.DirEntry[str], path: str, folder: int, intake: Intake) -> None:
    info = entry.stat(follow_symlinks=False)
    if stat.S_ISDIR(info.st_mode):
        _read_below(_open_folder(entry.name, folder), path + "/", intake)
    elif not stat.S_ISREG(info.st_mode):
        intake.refuse(path, f"is {kind_of(info.st_mode)}, which is not followed; hand in the file itself")
    elif info.st_nlink > 1:
        # A link to a file outside looks like any other file: only the count of its names tells.
        intake.refuse(path, "is a hard link, which is not followed; copy the folder with cp -r and use the copy")
    elif intake.fits(path, info.st_size):
        intake.take(path, read_regular(entry.name, folder, intake.limits.file_bytes + 1))


def read_regular(name: str, folder: int | None, most: int) -> bytes:
    """Up to `most` bytes of a regular file, by its name in an open folder (or by its path, without one).

    Raises OSError if it cannot be read, or if something else stands there.
    """
    # NONBLOCK: should a FIFO have taken the file's place since it was looked at, this would wait for a writer for ever.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    with open(os.open(name, flags, dir_fd=folder), "rb") as file:
        if not stat.S_ISREG(mode := os.fstat(file.fileno()).st_mode):
            raise OSError(0, f"it is {kind_of(mode)}")
        return file.read(most)


def read_archive_file(path: Path, most: int) -> bytes:
    """The bytes of an archive that was handed in.

    Raises Unreadable if it is no regular file, cannot be read, or is too large.
    """
    try:
        mode = os.lstat(path).st_mode
        if not stat.S_ISREG(mode):
            raise Unreadable(f"it is {kind_of(mode)}, which is not followed; hand in the archive itself")
        content = read_regular(os.fspath(path), None, most + 1)
    except OSError as error:
        raise Unreadable(f"its archive cannot be read ({error.strerror}); make it readable, or copy it anew") from error
    if len(content) > most:
        raise Unreadable(f"its archive is larger than {megabytes(most)}; hand in your .py files or notebooks only")
    return content


def kind_of(mode: int) -> str:
    """What stands there, in words."""
    return _KINDS.get(stat.S_IFMT(mode), "no regular file")


def _open_folder(name: str, folder: int | None) -> int:
    return os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
