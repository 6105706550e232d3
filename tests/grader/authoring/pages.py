"""Following a page of documentation: its commands are run, its files are written, its output is looked for."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.M | re.S)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: "sh" are commands, "text" is what they print, any other with a path is a file."""

    kind: str
    path: str | None
    text: str


def blocks(page: Path) -> Iterator[Block]:
    for match in _BLOCK.finditer(page.read_text(encoding="utf-8")):
        yield Block(match[1], match[2], match[3])


def follow(page: Path, folder: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """Do what a page says, in a folder; what is not as it says, a sentence each. `cd` holds for what comes after it."""
    said = ""
    for block in blocks(page):
        if block.kind == "sh":
            said = ""
            for line in block.text.splitlines():
                if line.startswith("cd "):
                    folder = folder / line.removeprefix("cd ")
                    continue
                done = subprocess.run(
                    ["sh", "-c", line], cwd=folder, env=environment, capture_output=True, text=True, check=False
                )
                said += done.stdout + done.stderr
                if done.returncode:
                    yield f"{line}: exit code {done.returncode}: {done.stdout}{done.stderr}"
        elif block.kind == "text":
            yield from (f"nothing says “{line}”: {said}" for line in block.text.splitlines() if line not in said)
        elif block.path is not None:
            target = folder / block.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, encoding="utf-8")
