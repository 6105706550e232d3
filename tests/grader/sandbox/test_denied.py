"""System calls that are refused in the sandbox: families of sockets, priorities, other processes' processors."""

import errno
import socket

import pytest
from test_warm import play, stage, words

ALLOWED = {int(family) for family in (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6)}

FAMILIES = """
import errno, socket
from witness import mark
for family in range(64):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
        try:
            socket.socket(family, kind).close()
            mark("made", family)
        except OSError as error:
            if error.errno != errno.EAFNOSUPPORT:
                mark("other", family)
for family in (socket.AF_UNIX, 40, 30):
    try:
        socket.socketpair(family)
        mark("pair", family)
    except OSError:
        pass
"""


def test_only_three_families_of_sockets_can_be_made(tmp_path):
    with stage(tmp_path, "bubblewrap", one=FAMILIES) as interpreter:
        said = words(play(interpreter, "one"))
    made = {int(word.split()[1]) for word in said if word.startswith("made")}
    refused_otherwise = {int(word.split()[1]) for word in said if word.startswith("other")}
    assert {1} <= made <= ALLOWED
    assert refused_otherwise <= ALLOWED  # a kind that the family does not have
    assert [word for word in said if word.startswith("pair")] == [f"pair {int(socket.AF_UNIX)}"]


REFUSED = {
    "nice": "os.nice(5)",
    "the priority of process 1": "os.setpriority(os.PRIO_PROCESS, 1, 19)",
    "the priority of a user": "os.setpriority(os.PRIO_USER, 0, 19)",
    "the priority of a group": "os.setpriority(os.PRIO_PGRP, 0, 19)",
    "scheduling of process 1": "os.sched_setscheduler(1, os.SCHED_IDLE, os.sched_param(0))",
    "its own scheduling": "os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))",
    "processors of process 1": "os.sched_setaffinity(1, {min(os.sched_getaffinity(0))})",
}


@pytest.mark.parametrize("what", REFUSED)
def test_priorities_and_what_is_others_cannot_be_changed(tmp_path, what):
    text = f"""
import os
from witness import mark
try:
    {REFUSED[what]}
except OSError as error:
    mark("refused", error.errno)
os.sched_setaffinity(0, os.sched_getaffinity(0))
"""
    with stage(tmp_path, "bubblewrap", one=text) as interpreter:
        assert words(play(interpreter, "one")) == [f"refused {errno.EPERM}", "done"]
