"""Assemble the virtual clock's code of a machine: what stands in machine.py. `python assemble.py x86_64` prints it.

Needs binutils for that machine (`apt-get install binutils` or `binutils-aarch64-linux-gnu`).
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path


def tools(machine: str) -> tuple[str, str, str] | None:
    """The assembler, objcopy and nm for that machine; None where they are not installed."""
    prefix = "" if platform.machine() == machine else f"{machine.replace('_', '-')}-linux-gnu-"
    found = tuple(shutil.which(prefix + name) for name in ("as", "objcopy", "nm"))
    return (found[0], found[1], found[2]) if found[0] and found[1] and found[2] else None


def assemble(machine: str) -> tuple[bytes, dict[str, int]]:
    """The machine code and the offsets of its labels. Raises OSError where the tools are missing."""
    programs = tools(machine)
    if programs is None:
        raise OSError(f"no binutils for {machine}")
    assembler, objcopy, nm = programs
    with tempfile.TemporaryDirectory() as folder:
        source, linked, binary = Path(__file__).with_name(f"{machine}.S"), f"{folder}/clock.o", f"{folder}/clock.bin"
        subprocess.run([assembler, str(source), "-o", linked], check=True)
        subprocess.run([objcopy, "-O", "binary", "-j", ".text", linked, binary], check=True)
        rows = subprocess.run([nm, linked], check=True, capture_output=True, text=True).stdout.splitlines()
        labels = {label: int(offset, 16) for offset, kind, label in map(str.split, rows) if kind == "t"}
        return Path(binary).read_bytes(), labels


if __name__ == "__main__":
    code, labels = assemble(sys.argv[1])
    print("\n".join(f'"{line}"' for line in textwrap.wrap(code.hex(), 96)))
    print({label: hex(offset) for label, offset in labels.items()})
