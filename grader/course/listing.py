"""Which names lie below a path that an instructor gave, in folders and in archives alike; nothing is followed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.course.archives import is_archive, read_archive, without_suffix
from grader.course.folders import read_archive_file, read_regular
from grader.course.intake import MB, ONE_HAND_IN, WHOLE_CLASS, HandInLimits, Intake, Unreadable, passed_over

_DEPTH = 8
_MOST_ENTRIES = 200_000
_NESTED = 3


@dataclass
class Node:
    """A folder or an archive, with what lies in it by name. An archive that cannot be read holds nothing.

    `contents` are the bytes of the files of what lies in an archive. `linked`: it is a link, which is not followed.
    """

    name: str
    path: Path
    folders: dict[str, Node] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    archive: bool = False
    linked: bool = False
    contents: Mapping[str, bytes] | None = None
    problems: Mapping[str, str] = field(default_factory=dict)
    inside: str = ""

    @property
    def called(self) -> str:
        """Its name without what says an archive's kind."""
        return without_suffix(self.name) if self.archive else self.name

    def content(self, name: str, most: int) -> bytes:
        """The beginning of one of its files; empty where it cannot be read."""
        if self.contents is not None:
            return self.contents.get(self.files[name], b"")[:most]
        try:
            return read_regular(os.fspath(self.path / self.files[name]), None, most)
        except OSError:
            return b""

    def below(self) -> dict[str, bytes]:
        """The bytes of all that lies in it, by path; for what lies in an archive."""
        found = {name: (self.contents or {})[path] for name, path in self.files.items()}
        for folder in self.folders.values():
            # An archive in an archive is handed on as it is, to be read with its own problems.
            if folder.archive:
                found[folder.name] = (self.contents or {})[folder.inside]
            else:
                found |= {f"{folder.name}/{path}": content for path, content in folder.below().items()}
        return found


def listed(path: Path) -> Node:
    """What lies in a folder or an archive.

    Raises OSError if the folder cannot be read.
    """
    if path.is_dir():
        return _folder(path, path.name, _DEPTH, iter(range(_MOST_ENTRIES)))
    return _archive_file(path, path.name, WHOLE_CLASS)


def _folder(path: Path, name: str, depth: int, left: Iterator[int]) -> Node:
    node = Node(name, path)
    with os.scandir(path) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if passed_over(entry.name) or next(left, None) is None:
            continue
        mode = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode):
            node.folders[entry.name] = _below(path / entry.name, entry.name, depth, left)
        elif is_archive(entry.name):
            node.folders[entry.name] = _peeked(path / entry.name, entry.name)
        elif stat.S_ISREG(mode):
            node.files[entry.name] = entry.name
        elif entry.is_dir():
            # A linked student's folder is no folder here; it is listed, so that it is reported and not passed over.
            node.folders[entry.name] = Node(entry.name, path / entry.name, linked=True)
    return node


def _below(path: Path, name: str, depth: int, left: Iterator[int]) -> Node:
    if depth <= 0:
        return Node(name, path)
    try:
        return _folder(path, name, depth - 1, left)
    except OSError:
        return Node(name, path)


def _peeked(path: Path, name: str) -> Node:
    """An archive beside others: its names, and what is in it only while that is little."""
    node = _archive_file(path, name, ONE_HAND_IN)
    if node.contents is not None and sum(map(len, node.contents.values())) > MB:
        _forget(node)
    return node


def _forget(node: Node) -> None:
    node.contents = {}
    for folder in node.folders.values():
        _forget(folder)


def _archive_file(path: Path, name: str, limits: HandInLimits) -> Node:
    try:
        content = read_archive_file(path, limits.archive_bytes)
    except Unreadable:
        return Node(name, path, archive=True)
    return _archive(content, path, name, "", _NESTED, limits)


def _archive(content: bytes, path: Path, name: str, inside: str, nested: int, limits: HandInLimits) -> Node:
    root = Node(name, path, archive=True, inside=inside)
    intake = Intake(limits)
    try:
        read_archive(content, intake)
    except Unreadable:
        return root
    root.contents, root.problems = intake.files, intake.problems
    for file in sorted(intake.files):
        *folders, last = file.split("/")
        node, so_far = root, ""
        for part in folders:
            so_far += f"{part}/"
            node = node.folders.setdefault(part, Node(part, path, contents=intake.files, inside=so_far))
        if is_archive(last) and last not in node.folders:
            below = _archive(intake.files[file], path, last, file, nested - 1, limits) if nested else Node(last, path)
            below.archive, below.inside = True, file
            node.folders[last] = below
        else:
            node.files[last] = file
    return root
