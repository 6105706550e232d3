"""The machine code of the virtual clock is what its source says, and does what the manual says of what it replaces."""

import importlib.util
import shutil
import subprocess
from pathlib import Path

import pytest

import grader.observer
from grader.observer.machine import _ARM, _X86

FOLDER = Path(grader.observer.__file__).parent / "clock_code"
_spec = importlib.util.spec_from_file_location("assemble", FOLDER / "assemble.py")
assemble = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(assemble)


@pytest.mark.parametrize("machine", [_X86, _ARM], ids=lambda machine: machine.name)
def test_embedded_code_is_the_assembled_source(machine):
    if assemble.tools(machine.name) is None:
        pytest.skip(f"no binutils for {machine.name} here")
    code, labels = assemble.assemble(machine.name)
    assert machine.clock.code == code, f"run {FOLDER}/assemble.py {machine.name} and put what it prints into machine.py"
    assert all(labels[name] == offset for name, offset in machine.clock.entries)


HARNESS = r"""
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>

static unsigned char code[] = {CODE};

int main(void)
{
    long *page = mmap((void *)PAGE, 8192, 7, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    char *at = (char *)page + 4096;
    int (*get)(int, struct timespec *) = (void *)(at + CLOCK_GETTIME);
    int (*day)(struct timeval *, void *) = (void *)(at + GETTIMEOFDAY);
    struct timespec t, before;
    struct timeval v;
    memcpy(at, code, sizeof code);
    __builtin___clear_cache(at, at + sizeof code);
    page[0] = page[1] = page[2] = 7000000000;   /* seven seconds */
    page[3] = 0;
    page[4] = 1000000000000000500;              /* the realtime clock began at 10^9 s and 500 ns */
    page[5] = 50000000900;                      /* the monotonic one at 50 s and 900 ns */
    printf("%d ", get(CLOCK_MONOTONIC, &t)); printf("%ld.%09ld\n", t.tv_sec, t.tv_nsec);
    printf("%d ", get(CLOCK_REALTIME, &t)); printf("%ld.%09ld\n", t.tv_sec, t.tv_nsec);
    printf("%d ", get(CLOCK_REALTIME_COARSE, &t)); printf("%ld.%09ld\n", t.tv_sec, t.tv_nsec);
    printf("%d ", get(CLOCK_BOOTTIME, &t)); printf("%ld.%09ld\n", t.tv_sec, t.tv_nsec);
    printf("%d ", day(&v, 0)); printf("%ld.%06ld\n", (long)v.tv_sec, (long)v.tv_usec);
    printf("%d %d\n", day(0, 0), get(CLOCK_PROCESS_CPUTIME_ID, &t));
    page[0] = 8000000000;
    printf("%d ", get(CLOCK_MONOTONIC, &t)); printf("%ld.%09ld\n", t.tv_sec, t.tv_nsec);
    before = t;
    int ordered = 1;
    for (int i = 0; i < 25000; i++) {           /* two naps */
        get(CLOCK_MONOTONIC, &t);
        ordered &= t.tv_nsec == before.tv_nsec + 10;
        before = t;
    }
    printf("%d %ld\n", ordered, page[3]);
    return 0;
}
"""
SAYS = """\
0 57.000000910
0 1000000007.000000520
0 1000000007.000000530
0 57.000000940
0 1000000007.000000
0 0
0 58.000000900
1 5000
"""


@pytest.mark.parametrize(
    ("machine", "compiler", "emulator"),
    [(_X86, "gcc", []), (_ARM, "aarch64-linux-gnu-gcc", ["qemu-aarch64"])],
    ids=["x86_64", "aarch64"],
)
def test_code_does_what_the_manual_says(tmp_path, machine, compiler, emulator):
    """Also of a foreign machine, where an emulator of its instructions is installed (the package qemu-user)."""
    import platform

    needed = [compiler, *(emulator if platform.machine() != machine.name else [])]
    if (platform.machine() != machine.name and not emulator) or not all(map(shutil.which, needed)):
        pytest.skip(f"needs {' and '.join(needed)}")
    entries = dict(machine.clock.entries)
    source = HARNESS.replace("CODE}", ",".join(map(str, machine.clock.code)) + "}")
    source = source.replace("PAGE,", f"{machine.clock.page}L,")
    source = source.replace("CLOCK_GETTIME)", f"{entries['clock_gettime']})")
    source = source.replace("GETTIMEOFDAY)", f"{entries['gettimeofday']})")
    (tmp_path / "harness.c").write_text(source)
    subprocess.run([compiler, "-O1", "-static", "-w", "harness.c", "-o", "harness"], cwd=tmp_path, check=True)
    command = [*(emulator if platform.machine() != machine.name else []), str(tmp_path / "harness")]
    assert subprocess.run(command, capture_output=True, text=True).stdout == SAYS
