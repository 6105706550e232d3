"""Device nodes of a sandbox's own, where the machine's would be the submission's to change.

bwrap's --dev mounts the machine's own nodes. A sandbox that root starts is root to the kernel, if without capabilities,
and a file's owner may change its mode (chmod(2)): /dev/null would be closed to every program of the machine.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

_NODES = ("full", "null", "random", "tty", "urandom", "zero")
"""What --dev makes that is a node of the machine's (bwrap(1))."""
_MODE = 0o666


@contextlib.contextmanager
def own_devices() -> Iterator[Mapping[str, str]]:
    """The nodes' places inside and outside; they need to be there only until the sandbox has mounted them.

    Empty where the machine's nodes are another user's, whose mode nobody inside can change, and where the kernel lets
    us make none: a container without CAP_MKNOD (capabilities(7)), whose /dev is then its own.
    """
    folders = [folder for folder in (tempfile.gettempdir(), "/var/tmp", "/dev") if _has_nodes(folder)]
    if os.stat(os.devnull).st_uid != os.geteuid() or not folders:
        yield {}
        return
    with tempfile.TemporaryDirectory(prefix="devices-", dir=folders[0]) as folder:
        try:
            nodes = {f"/dev/{name}": _like(Path("/dev", name), Path(folder, name)) for name in _NODES}
        except PermissionError:
            nodes = {}
        yield nodes


def _has_nodes(folder: str) -> bool:
    """Whether device nodes of the folder can be opened (mount(2), MS_NODEV)."""
    return os.access(folder, os.W_OK) and not os.statvfs(folder).f_flag & os.ST_NODEV


def _like(device: Path, node: Path) -> str:
    found = device.stat()
    os.mknod(node, found.st_mode, found.st_rdev)
    node.chmod(_MODE)
    return str(node)
