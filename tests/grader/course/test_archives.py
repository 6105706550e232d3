"""What students hand in as archives: every kind is read, every trick is refused, no bomb goes off."""

import bz2
import gzip
import io
import lzma
import os
import stat
import struct
import tarfile
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.course.archives import is_archive, read_archive, without_suffix
from grader.course.contents import Course, Exercise, Unit
from grader.course.hand_ins import HandedIn, HandInPlace
from grader.course.intake import ONE_HAND_IN, HandInLimits, Intake, Unreadable
from grader.course.submissions import Submission, read_submission

CODE = b"print(1)\n"


def named(value):
    """Name a case the same in every process: an archive holds the time at which it was made."""
    return "data" if isinstance(value, bytes) else None


def zipped(files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(members, mode="w", **options):
    """An archive of (name, content or a TarInfo's changes)."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, **options) as archive:
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


def taken(data, **limits):
    intake = Intake(HandInLimits(**limits))
    read_archive(data, intake)
    return intake


def refused(data, **limits):
    with pytest.raises(Unreadable) as error:
        taken(data, **limits)
    return str(error.value)


ONE = [("fork/two_returns.py", CODE)]


@pytest.mark.parametrize(
    "data",
    [
        zipped(dict(ONE)),
        zipped(dict(ONE), zipfile.ZIP_STORED),
        tarred(ONE),
        tarred(ONE, format=tarfile.GNU_FORMAT),
        tarred(ONE, format=tarfile.USTAR_FORMAT),
        tarred(ONE, "w:gz"),
        tarred(ONE, "w:bz2"),
        tarred(ONE, "w:xz"),
        gzip.compress(tarred(ONE)[:600]) + gzip.compress(tarred(ONE)[600:]),
        bz2.compress(tarred(ONE)[:600]) + bz2.compress(tarred(ONE)[600:]),
        gzip.compress(tarred(ONE)) + b"\0" * 100,
        tarred([(".", {"type": tarfile.DIRTYPE}), ("fork", {"type": tarfile.DIRTYPE}), *ONE]),
    ],
    ids=named,
)
def test_every_kind_is_told_by_its_content(data):
    intake = taken(data)
    assert intake.files == {"fork/two_returns.py": CODE}
    assert intake.problems == {}


def test_kinds_are_known_by_name_for_a_class():
    names = ["ann.zip", "ann.tar", "ann.tar.gz", "ann.gz", "ann.tgz", "ann.tar.xz", "ann.tar.bz2", "ann.TAR.GZ"]
    assert all(is_archive(name) for name in names)
    assert {without_suffix(name) for name in names} == {"ann"}
    assert not is_archive("ann.py") and without_suffix("ann.b") == "ann.b"


@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_long_and_foreign_names_in_tar_are_read(form):
    names = ["fork/" + "ä" * 100 + ".py", "fork/" + "n" * 200 + ".py", "fork/李.py"]
    assert set(taken(tarred([(name, CODE) for name in names], format=form)).files) == set(names)


@pytest.mark.parametrize("utf8_flag", [True, False])
def test_names_in_zip_are_utf8_with_and_without_the_flag(utf8_flag):
    data = zipped({"fork/Zoë.py": CODE})
    if not utf8_flag:
        data = data.replace(struct.pack("<H", 0x800), struct.pack("<H", 0))
    assert set(taken(data).files) == {"fork/Zoë.py"}


def test_backslashes_from_windows_are_folders():
    data = zipped({"fork/x": b"", "fork/two_returns.py": CODE}).replace(b"fork/", b"fork\\")
    assert set(taken(data).files) == {"fork/x", "fork/two_returns.py"}


EVIL_NAMES = ["/etc/passwd", "../../up.py", "a/../../up.py", "C:\\up.py", "..\\up.py", "\\\\host\\share\\up.py"]
EVIL_NAMES += ["new\nline.py", "esc\x1b[31m.py", "n" * 10_000, "d/" * 50 + "deep.py", "\u202egnp.py", ".."]


@pytest.mark.parametrize("name", EVIL_NAMES)
def test_names_that_lead_out_or_trick_are_refused(name):
    for data in (zipped({name: CODE, **dict(ONE)}), tarred([(name, CODE), *ONE])):
        intake = taken(data)
        assert set(intake.files) == {"fork/two_returns.py"}
        (problem,) = intake.problems
        assert problem.isprintable() and len(problem) < 200


def test_a_name_with_a_nul_byte_or_undecodable_bytes_is_refused():
    intake = taken(zipped({"fork/aXb.py": CODE, **dict(ONE)}).replace(b"aXb", b"a\0b"))
    assert set(intake.files) == {"fork/two_returns.py"} and len(intake.problems) == 1
    data = bytearray(tarred([("fork/abc.py", CODE)], format=tarfile.USTAR_FORMAT))
    data[5] = 0xFF
    data[148:156] = b"%06o\0 " % (sum(data[:148]) + 8 * 32 + sum(data[156:512]))
    assert set(taken(bytes(data)).problems) == {"fork/\\udcffbc.py"}


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (tarfile.SYMTYPE, "symbolic link"),
        (tarfile.LNKTYPE, "hard link"),
        (tarfile.CHRTYPE, "device"),
        (tarfile.BLKTYPE, "device"),
        (tarfile.FIFOTYPE, "named pipe"),
        (b"Z", "no regular file"),
    ],
)
def test_links_devices_and_pipes_in_tar_are_refused(kind, word):
    for form in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        entry = ("fork/two_returns.py", {"type": kind, "linkname": "/etc/passwd"})
        intake = taken(tarred([entry, ("fork/own_copy.py", CODE)], format=form))
        assert set(intake.files) == {"fork/own_copy.py"}
        assert word in intake.problems["fork/two_returns.py"]


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_devices_and_pipes_in_zip_are_refused(mode):
    entry = zipfile.ZipInfo("fork/two_returns.py")
    entry.create_system, entry.external_attr = 3, (mode | 0o777) << 16
    intake = taken(zipped({entry: b"/etc/passwd", "fork/own_copy.py": CODE}))
    assert set(intake.files) == {"fork/own_copy.py"}
    assert "not followed" in intake.problems["fork/two_returns.py"]


def test_the_last_of_several_of_one_name_counts_and_is_told():
    with pytest.warns(UserWarning, match="Duplicate name"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("fork/a.py", b"first")
            archive.writestr("fork/a.py", b"last")
    for data in (out.getvalue(), tarred([("fork/a.py", b"first"), ("./fork//a.py", b"last")])):
        intake = taken(data)
        assert intake.files == {"fork/a.py": b"last"}
        assert "more than once" in intake.problems["fork/a.py"]


def bomb(megabytes):
    return [("fork/bomb.py", b"\0" * megabytes * 1_000_000)]


def peak_of(action):
    """The action's result, and how many bytes it had allocated at once."""
    tracemalloc.start()
    result = action()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return result, peak


@pytest.mark.parametrize("mode", ["w:gz", "w:bz2", "w:xz"])
def test_a_tar_bomb_does_not_go_off(mode):
    data = tarred(bomb(40), mode)
    for limits in ({"unpacked_bytes": 8_000_000}, {"ratio": 8_000_000 // len(data)}):
        reason, peak = peak_of(lambda limits=limits: refused(data, **limits))
        assert "unpacks to" in reason
        assert peak < 20_000_000
    # What is under the limits is read.
    assert taken(tarred(bomb(5), mode), ratio=10**9).files


def test_a_zip_bomb_does_not_go_off():
    one, many = zipped(dict(bomb(40))), zipped({f"{n}": b"\0" * 9_000_000 for n in range(10)})
    intake, peak = peak_of(lambda: taken(one))
    assert "200 times larger" in intake.problems["fork/bomb.py"]
    assert peak < 1_000_000
    intake, peak = peak_of(lambda: taken(one, ratio=10**9))
    assert "larger than 8 MB" in intake.problems["fork/bomb.py"]
    assert peak < 1_000_000
    reason, peak = peak_of(lambda: refused(many))
    assert "unpacks to 90 MB" in reason
    assert peak < 1_000_000


def test_entries_that_overlap_are_counted_each():
    """The better zip bomb: thousands of names for the same compressed bytes."""
    data = zipped({"a": b"\0" * 900_000})
    end = data.index(b"PK\x01\x02")
    directory = data[end : data.index(b"PK\x05\x06")]
    count = 100
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory) * count, end, 0)
    assert "unpacks to 90 MB" in refused(data[:end] + directory * count + tail)


def test_a_zip_that_lies_about_sizes_gives_no_more_than_it_says():
    data = zipped({"fork/a.py": b"x" * 100_000, **dict(ONE)})
    lying = data.replace(struct.pack("<I", 100_000), struct.pack("<I", 10))
    intake = taken(lying)
    assert "fork/a.py" not in intake.files or len(intake.files["fork/a.py"]) == 10
    assert intake.files["fork/two_returns.py"] == CODE


def test_an_archive_of_too_many_entries_is_refused():
    many = {f"{n}": b"" for n in range(101)}
    assert "more than 100" in refused(zipped(many), entries=100)
    assert "more than 100" in refused(tarred([(name, b"") for name in many]), entries=100)
    assert "more than 100 files" in refused(zipped(many), files=100)
    assert len(taken(zipped(many)).files) == 101


def test_an_xz_that_asks_for_much_memory_is_refused():
    greedy = lzma.compress(tarred(ONE), filters=[{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 1 << 20}])
    # The dictionary's size is one byte of the block's header: 0x27 stands for 3 GB; the header's checksum follows.
    at = greedy.index(b"\x21\x01") + 2
    block = bytearray(greedy[12:])
    block[at - 12] = 0x27
    size = (block[0] + 1) * 4
    block[size - 4 : size] = struct.pack("<I", zlib.crc32(bytes(block[: size - 4])))
    assert "emory" in refused(greedy[:12] + bytes(block))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "0 bytes"),
        (b"<html>Please log in</html>", "no archive"),
        (os.urandom(2000).replace(b"PK", b"  "), "no archive"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
        (zipped(dict(ONE))[:-30], "damaged"),
        (zipped(dict(ONE))[:30], "damaged"),
        (tarred(ONE, "w:gz")[:-20], "damaged"),
        (tarred(ONE, "w:bz2")[:-20], "damaged"),
        (tarred(ONE, "w:xz")[:-40], "damaged"),
        (tarred(ONE, "w:gz")[:20] + b"x" * 100, "damaged"),
        (gzip.compress(b"print(1)"), "no archive"),
        (gzip.compress(b""), "no archive"),
        (tarred([("a", b"x" * 5000)])[:2000], "end is missing"),
        (tarred([("a", b"x")])[:1024] + b"garbage" * 100, "damaged"),
    ],
    ids=named,
)
def test_a_broken_archive_is_told_from_a_good_one(data, words):
    reason = refused(data)
    assert words in reason and ";" in reason


def test_a_broken_entry_of_a_zip_is_refused_and_the_rest_is_read():
    data = zipped({"fork/a.py": b"X" * 50, **dict(ONE)}, zipfile.ZIP_STORED).replace(b"X" * 50, b"Y" * 50)
    intake = taken(data)
    assert set(intake.files) == {"fork/two_returns.py"}
    assert "damaged" in intake.problems["fork/a.py"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_entries_that_may_take_any_memory_are_refused(method):
    assert "unusual" in taken(zipped(dict(ONE), method)).problems["fork/two_returns.py"]


def test_an_encrypted_entry_is_refused():
    data = bytearray(zipped(dict(ONE)))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in taken(bytes(data)).problems["fork/two_returns.py"]


def test_a_sparse_tar_is_refused():
    assert "holes" in refused(tarred([("a", {"type": tarfile.GNUTYPE_SPARSE})], format=tarfile.GNU_FORMAT))
    pax = tarred([("a", {"pax_headers": {"GNU.sparse.realsize": "1000000000000"}})], format=tarfile.PAX_FORMAT)
    assert "holes" in refused(pax)


def test_headers_of_a_tar_that_lead_backwards_or_never_end_are_refused():
    data = bytearray(tarred(ONE, format=tarfile.GNU_FORMAT))
    data[124:136] = b"\xff" * 12  # the size -1
    data[148:156] = b"%06o\0 " % (sum(data[:148]) + 8 * 32 + sum(data[156:512]))
    assert "damaged" in refused(bytes(data))
    long_header = tarred([("a", {"pax_headers": {"comment": "9" * 200_000}})], format=tarfile.PAX_FORMAT)
    assert "too long" in refused(long_header)


def small_course():
    return Course("", Path(), (Unit("fork", "", (Exercise("fork", "two_returns", "", 1, (), Path()),)),))


GOOD = [zipped(dict(ONE)), tarred(ONE), tarred(ONE, "w:gz"), tarred(ONE, "w:xz"), tarred(ONE, "w:bz2")]
GOOD += [tarred([("fork/" + "n" * 200, CODE)], format=form) for form in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT)]


@st.composite
def damaged_archives(draw):
    data = bytearray(draw(st.sampled_from(GOOD)))
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 20))] = draw(st.binary(max_size=20))
    return bytes(data)


@settings(max_examples=300, deadline=None)
@given(damaged_archives() | st.binary(max_size=2000))
def test_whatever_the_archive_there_is_always_a_submission(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "fuzzed.zip"
    path.write_bytes(data)
    submission = read_submission(HandedIn("ann", (HandInPlace(path),)), small_course(), ONE_HAND_IN)
    assert isinstance(submission, Submission)
    assert (submission.unreadable is None) or not submission.files
    assert len(submission.fingerprint()) == 64


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30), st.binary(max_size=30), max_size=8)
)
def test_files_with_any_names_come_in_clean_or_not_at_all(files):
    archives = [tarred(list(files.items()))]
    if not any(name.startswith("\0") for name in files):  # zipfile does not write these
        archives.append(zipped(files))
    for data in archives:
        intake = taken(data)
        intake.settle()
        for path in intake.files:
            parts = path.split("/")
            assert path.isprintable() and not path.startswith("/")
            assert ".." not in parts and "." not in parts and "" not in parts
        assert len({path.casefold() for path in intake.files}) == len(intake.files)
