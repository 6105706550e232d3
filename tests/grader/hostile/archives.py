"""Hostile archives, notebooks and files, made on the fly, each with the verdict that it must get."""

import bz2
import gzip
import io
import json
import lzma
import os
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hostile import HOSTILE, ROOT

RIGHT = (ROOT / "solutions" / f"{HOSTILE}.py").read_bytes()
FILE = f"{HOSTILE}.py"
FULL = 3.0
MB = 1 << 20


@dataclass(frozen=True)
class HandIn:
    """What is handed in: `write` puts it into a class's folder under the student's name (and a suffix).

    `score` is that of the one exercise that most hold; None where nothing of it may be readable.
    """

    student: str
    score: float | None
    write: Callable[[Path], None]


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def tarred(*members: tuple[str, bytes | dict]) -> bytes:
    """An archive of (name, content or what is set in its header)."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members:
            member = tarfile.TarInfo(name)
            if isinstance(content, bytes):
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
            else:
                for attribute, value in content.items():
                    setattr(member, attribute, value)
                archive.addfile(member)
    return out.getvalue()


def link_in_zip(name: str, kind: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (kind | 0o777) << 16
    return entry


def notebook(*sources: object, **more: object) -> bytes:
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": source} for source in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}).encode()


def overlapping() -> bytes:
    """A zip whose directory names the same megabyte a hundred times (CVE-2019-13232)."""
    data = zipped((FILE, bytes(MB)))
    end = data.rindex(b"PK\5\6")
    start = data.rindex(b"PK\1\2", 0, end)
    entries = b"".join(data[start:end].replace(b"two_returns", b"two_ret%04d" % number) for number in range(100))
    closing = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 100, 100, len(entries), start, 0)
    return data[:start] + entries + closing


def encrypted() -> bytes:
    data = bytearray(zipped((FILE, RIGHT)))
    data[6] |= 1
    data[data.rindex(b"PK\1\2") + 8] |= 1
    return bytes(data)


def endless_headers() -> bytes:
    """Long names that name long names, and a size that leads backwards (CVE-2025-8194)."""
    long = tarfile.TarInfo("././@LongLink")
    long.type, long.size = tarfile.GNUTYPE_LONGNAME, 512
    step = long.tobuf(tarfile.GNU_FORMAT) + b"x" * 512
    back = bytearray(tarfile.TarInfo("x").tobuf(tarfile.GNU_FORMAT))
    back[124:136] = b"\xff" * 12
    back[148:156] = b"%06o\0 " % (sum(back[:148]) + 8 * 32 + sum(back[156:512]))
    return step * 2000 + bytes(back)


def in_archives() -> Iterator[tuple[str, float | None, bytes]]:
    """Name with suffix, score, content; all that is readable beside the trick is graded."""
    right = (FILE, RIGHT)
    outside = (
        "../../escaped.py",
        "/tmp/grader-escaped.py",
        "a/../../../escaped.py",
        "..\\escaped.py",
        "C:\\escaped.py",
    )
    yield "traversal-zip.zip", FULL, zipped(*((name, b"1") for name in outside), right)
    yield "traversal-tar.tar", FULL, tarred(*((name, b"1") for name in outside), right)
    yield "traversal-tgz.tgz", FULL, gzip.compress(tarred(*((name, b"1") for name in outside), right))
    through = [("fork", {"type": tarfile.SYMTYPE, "linkname": "../.."}), ("fork/escaped.py", b"1")]
    yield "through-a-link.tar", None, tarred(*through)
    for name, kind in (("symlink", tarfile.SYMTYPE), ("hard-link", tarfile.LNKTYPE)):
        yield f"{name}.tar", None, tarred((FILE, {"type": kind, "linkname": "/etc/passwd"}))
    for name, kind in (("fifo", tarfile.FIFOTYPE), ("device", tarfile.CHRTYPE), ("disk", tarfile.BLKTYPE)):
        yield f"{name}.tar", FULL, tarred(("fork/own_copy.py", {"type": kind, "devmajor": 1, "devminor": 5}), right)
    for name, kind in (("symlink", stat.S_IFLNK), ("fifo", stat.S_IFIFO), ("device", stat.S_IFCHR)):
        yield f"{name}-zip.zip", None, zipped((link_in_zip(FILE, kind), b"/etc/passwd"))
    yield "bomb-zip.zip", None, zipped((FILE, bytes(100 * MB)))
    yield "many-bombs.zip", None, zipped(*((f"fork/{number}.py", bytes(7 * MB)) for number in range(12)))
    yield "overlapping.zip", None, overlapping()
    yield "nested.zip", FULL, zipped(("fork/inner.zip", zipped(("fork/inner.zip", zipped(right)))))
    zeros = bytes(100 * MB)
    yield "bomb-gz.tar.gz", None, gzip.compress(tarred((FILE, zeros)))
    yield "bomb-bz2.tar.bz2", None, bz2.compress(tarred((FILE, zeros)))
    yield "bomb-xz.tar.xz", None, lzma.compress(tarred((FILE, zeros)), preset=0)
    yield "twice-packed.tar.gz", None, gzip.compress(gzip.compress(tarred((FILE, zeros))))
    yield "headers.tar", None, endless_headers()
    yield "entries-zip.zip", None, zipped(*((f"{number}", b"") for number in range(10_001)))
    yield "entries-tar.tar", None, tarred(*((f"{number}", b"") for number in range(10_001)))
    tricks = ["new\nline.py", "esc\x1b[2J.py", "n" * 10_000, "d/" * 500 + "deep.py", "\u202egnp.py", "con\0.py", "."]
    yield "names-zip.zip", FULL, zipped(*((name, b"1") for name in tricks if "\0" not in name), right)
    yield "names-tar.tar", FULL, tarred(*((name, b"1") for name in tricks), right)
    yield "cases.zip", FULL, zipped(("FORK/TWO_RETURNS.PY", b"1/0"), right, ("Fork/Two_Returns.py", b"1/0"))
    yield "file-and-folder.zip", FULL, zipped(("fork", b"1"), right)
    yield "twice.zip", FULL, zipped((FILE, b"1/0"), right)
    yield (
        "settings.zip",
        FULL,
        zipped(("conftest.py", b"1/0"), ("fork/sitecustomize.py", b"1/0"), ("x.pth", b"1"), right),
    )
    yield "password.zip", None, encrypted()
    yield "bzip2-inside.zip", None, zipped(right, method=zipfile.ZIP_BZIP2)
    yield "cut-off-zip.zip", None, zipped(right)[:-30]
    yield "cut-off-gz.tar.gz", None, gzip.compress(tarred(right))[:-30]
    yield "empty.zip", None, b""
    yield "text.zip", None, b"I had no time"
    yield "other.rar", None, b"Rar!\x1a\7\0" + bytes(100)
    yield "latin.zip", FULL, zipped((FILE, b"# -*- coding: latin-1 -*-\n# \xe9\n" + RIGHT))
    yield "marked.zip", FULL, zipped((FILE, b"\xef\xbb\xbf" + RIGHT))
    yield "unknown-encoding.zip", 0.0, zipped((FILE, b"# -*- coding: klingon -*-\n" + RIGHT))
    yield "nul-bytes.zip", 0.0, zipped((FILE, RIGHT + b"\0"))
    yield "not-utf8.zip", 0.0, zipped((FILE, RIGHT + b"# \xff\n"))
    yield "code-that-runs-codecs.zip", 0.0, zipped((FILE, b"# coding: zlib\n" + RIGHT))
    yield "deep-code.zip", 0.0, zipped((FILE, RIGHT + b"x = " + b"(" * 5000 + b")" * 5000 + b"\n"))
    yield "huge-code.zip", 0.0, zipped((FILE, RIGHT + os.urandom(MB // 2).hex().encode().join((b"x = '", b"'\n"))))


def in_notebooks() -> Iterator[tuple[str, float | None, bytes]]:
    cell = "%%writefile two_returns.py\n" + RIGHT.decode()
    outside = [
        "%%writefile ../../escaped.py\n1",
        "%%writefile /tmp/grader-escaped.py\n1",
        "%%writefile ~/escaped.py\n1",
    ]
    yield "traversal", FULL, notebook(*outside, cell)
    yield "runs-code", FULL, notebook("!touch /tmp/grader-escaped.py", "%run x\n1/0", cell, "import os; os._exit(0)")
    yield "huge", None, notebook("#" * (9 * MB), cell)
    yield "deep", None, b'{"cells": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    yield "no-json", None, b"PK\3\4"
    yield "no-cells", None, b'{"nbformat": 4}'
    yield "odd-cells", FULL, notebook(cell, 3, None, {"a": 1}, ["x", 3], metadata=[1], nbformat="x")
    yield "numbers", None, b'{"cells": ' + b"9" * 100_000 + b"}"
    yield "surrogates", 0.0, notebook("%%writefile two_returns.py\nx = '\ud800'\n" + RIGHT.decode())
    yield "many-cells", FULL, notebook(*["%%writefile -a two_returns.py\n# x"] * 20_000, cell)
    yield "doubles-itself", None, notebook(*["%%writefile -a x.py\n" + "#" * 4000] * 4000)


def in_folders() -> Iterator[tuple[str, float | None, Callable[[Path], None]]]:
    def linked(path: Path) -> None:
        path.symlink_to("/etc")

    def piped(path: Path) -> None:
        os.mkfifo(path.with_suffix(".zip"))

    def endless(path: Path) -> None:
        (path / "fork").mkdir(parents=True)
        (path / FILE).symlink_to("/dev/zero")
        (path / "loop").symlink_to(path)

    def holes(path: Path) -> None:
        (path / "fork").mkdir(parents=True)
        (path / FILE).write_bytes(RIGHT)
        with (path / "fork" / "holes.bin").open("wb") as file:
            file.truncate(1 << 40)

    yield "link-to-a-folder", None, linked
    yield "pipe-as-archive", None, piped
    yield "link-without-end", None, endless
    yield "file-of-holes", FULL, holes
    yield "=1+1<script>alert(1)<", FULL, lambda path: _file(path / FILE, RIGHT)
    yield "x" * 200, FULL, lambda path: _file(path / FILE, RIGHT)


def _file(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def all_hand_ins() -> list[HandIn]:
    found = [HandIn(name, score, write) for name, score, write in in_folders()]
    for name, score, content in in_archives():
        found.append(HandIn(name, score, lambda path, content=content: _file(path, content)))
    for name, score, content in in_notebooks():
        found.append(
            HandIn(f"notebook-{name}", score, lambda path, content=content: _file(path / "fork.ipynb", content))
        )
    return found
