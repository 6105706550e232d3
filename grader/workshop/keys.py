"""What the student does while `watch` waits: single keys, and saved files, as one stream of events."""

from __future__ import annotations

import contextlib
import os
import queue
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

_KEY = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|O[A-Za-z]|[^\x1b[O])|.", re.S)
"""One key: a control sequence (ECMA-48, 5.4), a key with Alt, or a character."""
_NAMES = {
    "\x1b[A": "up", "\x1bOA": "up", "\x1b[B": "down", "\x1bOB": "down", "\x1b[5~": "page-up", "\x1b[6~": "page-down",
    "\x1b[H": "home", "\x1bOH": "home", "\x1b[1~": "home", "\x1b[F": "end", "\x1bOF": "end", "\x1b[4~": "end",
}  # fmt: skip
_QUIET_MILLISECONDS = 50
"""Editors save in several steps: this long nothing more may come."""


@dataclass(frozen=True)
class Happened:
    """A key was pressed, files were saved, the window has another size, or somebody wants us to end.

    `paths` are the saved files; empty where files may have been saved before anybody looked.
    """

    kind: Literal["key", "saved", "resized", "ended"]
    key: str = ""
    paths: frozenset[Path] = frozenset()


Events = queue.SimpleQueue[Happened]


@contextmanager
def listening(folder: Path) -> Iterator[Events]:
    """Events from the keyboard, and from the files below the folder, while the block lasts."""
    events: Events = queue.SimpleQueue()
    stop = threading.Event()
    watcher = threading.Thread(target=_watch, args=(folder, events, stop), daemon=True)
    watcher.start()
    with _keyboard(events), _signals(events):
        try:
            yield events
        finally:
            stop.set()
            watcher.join(2)


def _watch(folder: Path, events: Events, stop: threading.Event) -> None:
    from watchfiles import watch

    changes = watch(
        folder, stop_event=stop, step=_QUIET_MILLISECONDS, debounce=1000, rust_timeout=200, yield_on_timeout=True,
        raise_interrupt=False,
    )  # fmt: skip
    ready = False
    with contextlib.suppress(OSError, RuntimeError):
        for found in changes:
            # Now the watcher is at work; whatever was saved before it was, it has not seen.
            if found or not ready:
                events.put(Happened("saved", paths=frozenset(Path(path) for _, path in found)))
            ready = True


@contextmanager
def _signals(events: Events) -> Iterator[None]:
    import signal

    wanted = {
        "SIGINT": Happened("ended"),
        "SIGTERM": Happened("ended"),
        "SIGHUP": Happened("ended"),
        "SIGWINCH": Happened("resized"),
    }
    before = {}
    for name, happened in wanted.items():
        number = getattr(signal, name, None)
        if number is not None:
            before[number] = signal.signal(number, lambda *_, happened=happened: events.put(happened))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _keyboard(events: Events) -> Iterator[None]:
    """Single keys from the terminal, as it was before afterwards; the characters of a pipe, where stdin is one."""
    if sys.platform == "win32":
        threading.Thread(target=_windows_keys, args=(events,), daemon=True).start()
        yield
        return
    try:
        descriptor = sys.stdin.fileno()
    except (OSError, ValueError, AttributeError):
        yield
        return
    before = None
    if os.isatty(descriptor):
        import termios
        import tty

        before = termios.tcgetattr(descriptor)
        tty.setcbreak(descriptor)
    threading.Thread(target=_keys, args=(descriptor, events), daemon=True).start()
    try:
        yield
    finally:
        if before is not None:
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _keys(descriptor: int, events: Events) -> None:
    while True:
        try:
            read = os.read(descriptor, 64)
        except OSError:
            return
        if not read:
            return
        for key in keys_of(read.decode(errors="ignore")):
            events.put(Happened("key", key=key))


def keys_of(read: str) -> list[str]:
    """What a terminal sent, key by key: characters, and the names of those keys that are sequences.

    A sequence that means nothing here is a key that does nothing: "".
    """
    return [_NAMES.get(key, "") if len(key) > 1 else key for key in _KEY.findall(read)]


def _windows_keys(events: Events) -> None:
    import msvcrt

    while True:
        character = msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
        events.put(Happened("ended") if character == "\x03" else Happened("key", key=character))
