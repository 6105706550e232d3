"""Which socket is at the other end of a socket: /proc/net, and the kernel's socket monitor (sock_diag(7))."""

from __future__ import annotations

import socket
import struct

_NETLINK_SOCK_DIAG = 4
_SOCK_DIAG_BY_FAMILY = 20
_NLM_F_REQUEST = 1
_UDIAG_SHOW_PEER = 4
_ACCEPTS = 1 << 16  # __SO_ACCEPTCON, <linux/net.h>
_UNIX_DIAG_PEER = 2
_ALL_STATES = 0xFFFFFFFF
_NO_COOKIE = (0xFFFFFFFF, 0xFFFFFFFF)
_HEADER = struct.Struct("=IHHII")  # struct nlmsghdr
_REQUEST = struct.Struct("=BBHIIIII")  # struct unix_diag_req
_ANSWER_BYTES = 16  # struct unix_diag_msg
NOT_YET_ACCEPTED = "0"
"""The inode of the other end while it lies in a listener's queue."""
_ATTRIBUTE = struct.Struct("=HH")  # struct nlattr


def internet_peers(inode: str) -> list[str] | None:
    """The inodes on this machine that an Internet socket is connected to; None if it is no such socket."""
    table = []
    for name in ("tcp", "tcp6", "udp", "udp6"):
        try:
            with open(f"/proc/net/{name}") as file:
                table += [line.split() for line in file.readlines()[1:]]
        except OSError:
            continue
    own = next((row for row in table if row[9] == inode), None)
    if own is None:
        return None
    return [row[9] for row in table if row[1] == own[2] and row[2] == own[1]]


def unix_listeners() -> set[str]:
    """The inodes of all Unix sockets that listen (unix(7): /proc/net/unix)."""
    try:
        with open("/proc/net/unix") as file:
            rows = [line.split() for line in file.readlines()[1:]]
    except OSError:
        return set()
    return {row[6] for row in rows if int(row[3], 16) & _ACCEPTS}


def unix_peers(inode: int) -> list[str]:
    """The inode that a Unix socket is connected to; none where it listens, is none, or the kernel does not tell."""
    request = _REQUEST.pack(socket.AF_UNIX, 0, 0, _ALL_STATES, inode, _UDIAG_SHOW_PEER, *_NO_COOKIE)
    header = _HEADER.pack(_HEADER.size + len(request), _SOCK_DIAG_BY_FAMILY, _NLM_F_REQUEST, 1, 0)
    try:
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, _NETLINK_SOCK_DIAG) as diag:
            diag.send(header + request)
            answer = diag.recv(1 << 14)
    except OSError:
        return []
    if _HEADER.unpack_from(answer)[1] != _SOCK_DIAG_BY_FAMILY:
        return []
    at = _HEADER.size + _ANSWER_BYTES
    while at + _ATTRIBUTE.size <= len(answer):
        length, kind = _ATTRIBUTE.unpack_from(answer, at)
        if kind == _UNIX_DIAG_PEER:
            return [str(struct.unpack_from("=I", answer, at + _ATTRIBUTE.size)[0])]
        at += max(length + 3 & ~3, _ATTRIBUTE.size)
    return []
