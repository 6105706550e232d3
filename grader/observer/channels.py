"""Where output arrives: Unix stream sockets on which the kernel stamps every chunk with its writer's PID (unix(7))."""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Iterator

SO_PASSCRED = 16
_UCRED = struct.Struct("3i")
_CHUNK = 1 << 16


class Channel:
    """One stream of a run: `theirs` becomes the program's descriptor, `read` gives what came and from whom."""

    def __init__(self) -> None:
        self._ours, self.theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self._ours.setsockopt(socket.SOL_SOCKET, SO_PASSCRED, 1)
        self.theirs.setsockopt(socket.SOL_SOCKET, SO_PASSCRED, 1)
        self._ours.setblocking(False)
        self.name = f"socket:[{os.fstat(self.theirs.fileno()).st_ino}]"

    def fileno(self) -> int:
        """Our end, to wait on."""
        return self._ours.fileno()

    def read(self) -> Iterator[tuple[int, bytes]]:
        """Everything that has arrived: (the writer's PID as we see it, bytes)."""
        while True:
            try:
                data, ancillary, _, _ = self._ours.recvmsg(_CHUNK, socket.CMSG_SPACE(_UCRED.size))
            except (BlockingIOError, ConnectionResetError):
                return
            if not data:
                return
            for level, kind, stamp in ancillary:
                if level == socket.SOL_SOCKET and kind == socket.SCM_CREDENTIALS:
                    yield _UCRED.unpack(stamp)[0], data

    def close(self) -> None:
        self._ours.close()
        self.theirs.close()
