"""Is there any input on which a reader of untrusted bytes crashes or hangs? Coverage-guided, with figures.

    python tests/bench/fuzz.py [--runs 1000000] [--seconds-each 10]

With atheris (pip install atheris) libFuzzer chooses the inputs by the branches that they reach; without it they are
drawn by chance from the same corpus. Whatever a reader raises beyond its own errors ends the run with the input.
With the coverage package installed, the share of the readers' branches that the corpus reaches is printed.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import random
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

try:
    import atheris
except ImportError:
    atheris = None

SPECIAL = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"PK\3\4", b"[[[[")
MODULES = ("course/archives", "course/intake", "course/notebooks", "course/python_text", "observer/record")


def readers() -> list[Callable[[bytes], None]]:
    """Each takes any bytes and raises nothing."""
    from grader.checks.facts import Facts
    from grader.course.archives import read_archive
    from grader.course.intake import HandInLimits, Intake, Unreadable
    from grader.course.notebooks import read_notebook
    from grader.course.python_text import SubmissionProblem, python_text
    from grader.observer.record import Record

    limits = HandInLimits(unpacked_bytes=1 << 20, total_bytes=1 << 19, file_bytes=1 << 18, entries=100, files=50)

    def archive(data: bytes) -> None:
        intake = Intake(limits)
        with contextlib.suppress(Unreadable):
            read_archive(data, intake)
            intake.settle()
        assert sum(map(len, intake.files.values())) <= limits.total_bytes + limits.file_bytes
        for path in intake.files:
            assert not path.startswith("/") and ".." not in path.split("/") and path.isprintable(), path

    def notebook(data: bytes) -> None:
        with contextlib.suppress(Unreadable, SubmissionProblem, ValueError):
            read_notebook(data)

    def text(data: bytes) -> None:
        with contextlib.suppress(SubmissionProblem):
            python_text(data)

    def names(data: bytes) -> None:
        intake = Intake(limits)
        with contextlib.suppress(Unreadable):
            for name in data.decode("utf-8", "surrogateescape").split("\n"):
                if path := intake.admit(name):
                    intake.take(path, b"x")
            intake.settle()

    def channels(data: bytes) -> None:
        record = Record(("x",), "natural", 0)
        main = record.born(1, 1, None, 0, "main", "x", 0.0)
        for number, chunk in enumerate(data.split(b"\n")):
            if number % 2:
                record.wrote(main, "stdout" if number % 4 == 1 else "stderr", chunk, 0.0)
            else:
                record.event(main, "mark", 0.0, text=chunk.decode("utf-8", "backslashreplace"))
        facts = Facts(record.finish("finished", 0.0, ()), {})
        for moment in facts.of_kind("mark"):
            assert isinstance(moment.values, tuple)
        facts.intervals()
        json.dumps(facts.main.output).encode()

    return [archive, notebook, text, names, channels]


def corpus() -> list[bytes]:
    """Inputs that get past the first checks: the first byte says which reader, the rest is for it."""
    code = b"import os\n\n\ndef f():\n    return os.getpid()\n"
    found = []
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", method) as archive:
            for name in ("fork/a.py", "../b.py", "c\\d.py", "fork/"):
                archive.writestr(name, code)
        found.append(b"\0" + out.getvalue())
    for mode in ("w", "w:gz", "w:bz2", "w:xz"):
        for kind in (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
            out = io.BytesIO()
            with tarfile.open(fileobj=out, mode=mode, format=kind) as archive:
                for name in ("fork/a.py", "x" * 90 + "/" + "y" * 90 + ".py"):
                    entry = tarfile.TarInfo(name)
                    entry.size = len(code)
                    archive.addfile(entry, io.BytesIO(code))
                link = tarfile.TarInfo("link")
                link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
                archive.addfile(link)
            found.append(b"\0" + out.getvalue())
    known = {"nbgrader": {"grade_id": "a"}}
    cells = [
        {"cell_type": "code", "source": "%%writefile fork/a.py\nimport os\n", "metadata": known},
        {"cell_type": "markdown", "source": ["# x\n", "y"], "metadata": {}},
    ]
    found += [b"\1" + json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()]
    found += [b"\1" + json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]}).encode()]
    texts = (code, b"# -*- coding: latin-1 -*-\nx = '\xe9'\n", b"\xef\xbb\xbf" + code, b"(" * 300)
    found += [b"\2" + text for text in texts]
    found += [b"\3fork/a.py\n../x\n/etc/passwd\nC:\\x\nA.py\na.py\na/b\na\n\xff\n"]
    found += [b'\4begin 1\nout\nend 1\nerr\nbegin [1, {"a": null}]\n\xff\nparent NaN\n']
    return found


def target(data: bytes) -> None:
    if data:
        ALL[data[0] % len(ALL)](data[1:])


def mutated(data: bytes, draw: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(draw.choice((1, 1, 2, 4, 16))):
        at = draw.randrange(1, len(out)) if len(out) > 1 else 0
        match draw.randrange(5):
            case 0 if out:
                out[at : at + 1] = bytes([draw.randrange(256)])
            case 1:
                out[at:at] = draw.randbytes(draw.randrange(1, 9))
            case 2:
                del out[at : at + draw.randrange(1, 33)]
            case 3:
                out[at:at] = out[at : at + draw.randrange(1, 65)]
            case _:
                out[at : at + 4] = draw.choice(SPECIAL)
    return bytes(out)


def by_chance(runs: int, seed: int) -> tuple[int, float]:
    """How many inputs were tried, and how long the slowest took."""
    draw, inputs, slowest = random.Random(seed), corpus(), 0.0
    for _ in range(runs):
        data = mutated(draw.choice(inputs), draw)
        before = time.thread_time()
        try:
            target(data)
        except Exception:
            print(f"failed with {data!r}", file=sys.stderr)
            raise
        slowest = max(slowest, time.thread_time() - before)
    return runs, slowest


def with_libfuzzer(runs: int, seconds_each: int, folder: Path) -> None:
    for number, data in enumerate(corpus()):
        (folder / f"{number:03}").write_bytes(data)
    options = [f"-runs={runs}", f"-timeout={seconds_each}", "-max_len=20000", "-rss_limit_mb=2000", "-seed=1"]
    options += [f"-artifact_prefix={folder}/"]
    atheris.Setup([sys.argv[0], *options, str(folder)], target)
    atheris.Fuzz()


def share_of_branches(inputs: list[bytes]) -> str:
    try:
        import coverage
    except ImportError:
        return "not measured (pip install coverage)"
    files = [str(ROOT / "grader" / f"{name}.py") for name in MODULES]
    measure = coverage.Coverage(branch=True, data_file=None, include=files)
    measure.start()
    for module in [name for name in sys.modules if name.startswith("grader.")]:
        del sys.modules[module]
    global ALL
    ALL = readers()
    for data in inputs:
        target(data)
    measure.stop()
    with tempfile.NamedTemporaryFile() as out:
        measure.json_report(outfile=out.name)
        totals = json.load(out)["totals"]
    reached, all_of_them = totals["covered_branches"], totals["num_branches"]
    return (
        f"{reached} of {all_of_them} ({reached / all_of_them:.0%}); "
        f"of their lines {totals['covered_lines']} of {totals['num_statements']}"
    )


def main() -> None:
    global ALL
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--seconds-each", type=int, default=10)
    parser.add_argument("--corpus", type=Path, help="a folder to keep the corpus in")
    parser.add_argument("--share", action="store_true", help="only say what share of the branches --corpus reaches")
    wanted = parser.parse_args()
    folder = wanted.corpus or Path(tempfile.mkdtemp(prefix="fuzz-"))
    folder.mkdir(exist_ok=True)
    if wanted.share:
        ALL = readers()
        inputs = [path.read_bytes() for path in folder.iterdir()] if wanted.corpus else corpus()
        print(f"{len(inputs)} inputs; share of the readers' branches: {share_of_branches(inputs)}")
        return
    if atheris is None:
        ALL = readers()
        began = time.monotonic()
        runs, slowest = by_chance(wanted.runs, 1)
        print(f"{runs:,} inputs by chance in {time.monotonic() - began:.0f} s, no crash, the slowest {slowest:.3f} s")
        return
    with atheris.instrument_imports(include=["grader.course", "grader.checks", "grader.observer.record"]):
        ALL = readers()
    print(f"corpus in {folder}; afterwards: {sys.argv[0]} --share --corpus {folder}")
    with_libfuzzer(wanted.runs, wanted.seconds_each, folder)


ALL: list[Callable[[bytes], None]] = []

if __name__ == "__main__":
    main()
