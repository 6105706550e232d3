"""What an archive holds, read in memory: nothing is extracted, and no more is unpacked than the limits allow."""

from __future__ import annotations

import bz2
import io
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from grader.course.folders import kind_of
from grader.course.intake import MB, Intake, Unreadable, megabytes

_KNOWN = (".tar.gz", ".tar.xz", ".tar.bz2", ".tgz", ".txz", ".tbz2", ".zip", ".tar", ".gz", ".xz", ".bz2")
_UNKNOWN = (".rar", ".7z", ".tar.zst", ".zst")
"""Handed in, too: a student whose archive is of another kind is told so, and not passed over."""

_DAMAGED = "its archive is damaged ({}); make it again and hand it in again"
_MAKE_A_ZIP = "hand in a .zip or .tar.gz"
_XZ_MEMORY = 100 * MB
_STREAMS = 200
"""How many compressed streams may follow one another in a file, as parallel compressors write them."""
_EXTENDED_HEADER = 100_000


def is_archive(name: str) -> bool:
    """Whether a file's name says that it is an archive."""
    return name.lower().endswith((*_KNOWN, *_UNKNOWN))


def without_suffix(name: str) -> str:
    """An archive's name without what says its kind."""
    return next((name[: -len(s)] for s in (*_KNOWN, *_UNKNOWN) if name.lower().endswith(s)), name)


def read_archive(data: bytes, intake: Intake) -> None:
    """Let every regular file of an archive in; its kind is told by its content, whatever its name is.

    Raises Unreadable if it is no archive, is damaged, or holds too much.
    """
    if not data:
        raise Unreadable("its archive is empty (0 bytes); make it again and hand it in again")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _read_zip(data, intake)
    for magic, decompressor in _COMPRESSED.items():
        if data.startswith(magic):
            return _read_tar(_decompressed(data, magic, decompressor, intake), intake)
    for magic, kind in ((b"Rar!", "a RAR"), (b"7z\xbc\xaf", "a 7-Zip"), (b"\x28\xb5\x2f\xfd", "a Zstandard")):
        if data.startswith(magic):
            raise Unreadable(f"it is {kind} archive, which is not known here; {_MAKE_A_ZIP}")
    return _read_tar(data, intake)


_COMPRESSED: dict[bytes, Callable[[], Any]] = {
    b"\x1f\x8b": lambda: zlib.decompressobj(wbits=31),
    b"BZh": bz2.BZ2Decompressor,
    # The memory that unpacking takes is written in the file: without a limit a few bytes can ask for gigabytes.
    b"\xfd7zXZ\x00": lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY),
}


def _decompressed(data: bytes, magic: bytes, decompressor: Callable[[], Any], intake: Intake) -> bytes:
    """The content of a compressed file, which may be several streams one after the other."""
    unpacked = bytearray()
    rest = data
    for _ in range(_STREAMS):
        stream = decompressor()
        waiting = rest
        while not stream.eof:
            try:
                chunk = stream.decompress(waiting, MB)
            except (zlib.error, lzma.LZMAError, OSError, ValueError, EOFError) as error:
                raise Unreadable(_DAMAGED.format(error)) from error
            # zlib hands back what it has not used yet; the other two keep it.
            waiting = getattr(stream, "unconsumed_tail", b"")
            if not chunk and not waiting and not stream.eof:
                raise Unreadable(_DAMAGED.format("its end is missing"))
            unpacked += chunk
            _check_size(len(unpacked), len(data), intake)
        rest = stream.unused_data
        if not rest.startswith(magic):
            break
    return bytes(unpacked)


def _check_size(size: int, packed: int, intake: Intake) -> None:
    limits = intake.limits
    if size > limits.unpacked_bytes or size > max(MB, limits.ratio * packed):
        raise Unreadable(
            f"its archive of {megabytes(packed)} unpacks to {megabytes(size)} or more; the limits are "
            f"{megabytes(limits.unpacked_bytes)} and {limits.ratio} times its size; "
            "hand in your .py files or notebooks only"
        )


def _read_zip(data: bytes, intake: Intake) -> None:
    # zipfile builds an object for every entry before it returns: so they are counted, by their signature, before.
    if data.count(b"PK\x01\x02") > intake.limits.entries:
        raise Unreadable(f"its archive has more than {intake.limits.entries:,} entries; hand in your files only")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # zipfile lets struct.error, ValueError, OverflowError and others escape from bad input
        raise Unreadable(_DAMAGED.format(error or type(error).__name__)) from error
    entries = archive.infolist()
    # Entries may overlap and so hold more than the file's size lets one expect; what they claim is what they can give.
    if (claimed := sum(entry.file_size for entry in entries)) > intake.limits.unpacked_bytes:
        _check_size(claimed, len(data), intake)
    for entry in entries:
        name = _zip_name(entry)
        folder = name.endswith(("/", "\\")) or stat.S_ISDIR(entry.external_attr >> 16)
        if (path := intake.admit(name)) and not folder:
            _read_zip_entry(archive, entry, path, intake)


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """An entry's name; without the flag that says UTF-8 it is often UTF-8 nevertheless (macOS), not code page 437."""
    name = entry.orig_filename
    if entry.flag_bits & 0x800:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _read_zip_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: str, intake: Intake) -> None:
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        intake.refuse(path, f"is {kind_of(mode)}, which is not followed; hand in the file itself")
    elif entry.flag_bits & 0x1:
        intake.refuse(path, "is protected by a password; hand in an archive without one")
    elif entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # bzip2 and LZMA entries can take any memory while they are unpacked; nobody's “compress” makes them.
        intake.refuse(path, "is compressed in an unusual way; make an ordinary .zip")
    elif entry.file_size > max(MB, intake.limits.ratio * entry.compress_size):
        intake.refuse(
            path, f"is more than {intake.limits.ratio} times larger than in the archive; hand in a smaller file"
        )
    elif intake.fits(path, entry.file_size):
        try:
            with archive.open(entry) as file:
                content = file.read(intake.limits.file_bytes + 1)
        except Exception as error:  # a damaged entry: BadZipFile, zlib.error, EOFError, struct.error ...
            intake.refuse(path, f"is damaged in the archive ({error or type(error).__name__}); make the archive again")
        else:
            intake.take(path, content)


_TAR_KINDS = {
    tarfile.SYMTYPE: "a symbolic link",
    tarfile.LNKTYPE: "a hard link",
    tarfile.CHRTYPE: "a device",
    tarfile.BLKTYPE: "a device",
    tarfile.FIFOTYPE: "a named pipe",
}
_REGULAR = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE)
_LONG_NAME, _LONG_LINK, _PAX, _PAX_GLOBAL, _SOLARIS = b"L", b"K", b"x", b"g", b"X"


def _read_tar(data: bytes, intake: Intake) -> None:
    if not data:
        raise Unreadable(f"it is no archive, whatever its name says; {_MAKE_A_ZIP}")
    for header, name, content in _members(data):
        _take_member(header, name, content, intake)


def _members(data: bytes) -> Iterator[tuple[tarfile.TarInfo, str, bytes]]:
    """Every member's header, name and content, in their order."""
    # tarfile parses a single header well, but not a hostile file: extended headers of any size, in quadratic time, by
    # recursion, and backward steps (CVE-2024-6232, CVE-2025-8194). So only headers are its; the steps are taken here.
    at = 0
    long_name: str | None = None
    long_size: int | None = None
    while (block := data[at : at + tarfile.BLOCKSIZE]).strip(b"\0"):
        try:
            header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
        except (tarfile.HeaderError, ValueError, OverflowError) as error:
            if at == 0:
                raise Unreadable(f"it is no archive, whatever its name says; {_MAKE_A_ZIP}") from error
            raise Unreadable(_DAMAGED.format(f"at byte {at:,}: {error}")) from error
        at += tarfile.BLOCKSIZE
        extended = header.type in (_LONG_NAME, _LONG_LINK, _PAX, _PAX_GLOBAL, _SOLARIS)
        size = header.size if extended or long_size is None else long_size
        if header.type in _TAR_KINDS or header.isdir():
            size = 0  # no content follows, whatever the header says
        content = data[at : at + size] if size > 0 else b""
        if len(content) != size:
            raise Unreadable(_DAMAGED.format("its end is missing"))
        at += -(-size // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE
        if not extended:
            yield header, long_name or header.name, content
            long_name = long_size = None
        elif size > _EXTENDED_HEADER:
            raise Unreadable(_DAMAGED.format("one of its names is too long"))
        elif header.type == _LONG_NAME:
            long_name = content.partition(b"\0")[0].decode("utf-8", "surrogateescape")
        elif header.type in (_PAX, _SOLARIS):
            long_name, long_size = _pax(content, long_name)


def _pax(content: bytes, name: str | None) -> tuple[str | None, int | None]:
    """The next member's name and size, where an extended header ("LENGTH KEY=VALUE" lines) gives them."""
    at, size = 0, None
    while at < len(content):
        digits, blank, _ = content[at : at + 20].partition(b" ")
        if not blank or not digits.isdigit() or not (length := int(digits)) > len(digits) + 1:
            break
        key, _, value = content[at + len(digits) + 1 : at + length].removesuffix(b"\n").partition(b"=")
        at += length
        if key == b"path":
            name = value.decode("utf-8", "surrogateescape")
        elif key == b"size" and value.isdigit() and len(value) < 20:
            size = int(value)
        elif key.startswith(b"GNU.sparse"):
            raise Unreadable(f"its archive has files with holes; {_MAKE_A_ZIP} made without --sparse")
    return name, size


def _take_member(header: tarfile.TarInfo, name: str, content: bytes, intake: Intake) -> None:
    if header.type == tarfile.GNUTYPE_SPARSE:
        raise Unreadable(f"its archive has files with holes; {_MAKE_A_ZIP} made without --sparse")
    if header.isdir() and not name.strip("./"):
        return  # "./" itself, with which many archives begin
    path = intake.admit(name)
    if path is None or header.isdir():
        return
    if header.type in _REGULAR:
        intake.take(path, content)
    else:
        kind = _TAR_KINDS.get(header.type, "no regular file")
        intake.refuse(path, f"is {kind}, which is not followed; hand in the file itself")
