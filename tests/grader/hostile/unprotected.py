"""What a submission does to a grader without protection: it runs in the interpreter of the tests, with their rights.

This is a grader as one writes it in an afternoon. It believes marks, exit codes and results in the output, loads what
it receives, and waits with a timeout. `throw_away.py` runs it where nothing is worth anything; it prints what it saw.
"""

import array
import contextlib
import ctypes
import json
import os
import pickle
import resource
import runpy
import select
import signal
import socket
import subprocess
import sys
import time

MARKS = 900
CALLS = [["return", None, 0.2, 0]]
"""What the scenario is given: how the child ends, with what, after how long; how long the parent is busy."""
PR_GET_PDEATHSIG = 2
MOST_PROCESSES = 60
MOST_MARKS = 1_000
MOST_BYTES = 1 << 20
PRIVATE = ("/tmp", "/dev/shm")
EXPECTED = "in_parent after the wait: `in_parent` was called only when the child had ended"


def tests(scenario):
    """The interpreter of the tests: the submission is imported into it, and what the tests rely on may be replaced."""
    import multiprocessing
    import threading

    expected = EXPECTED
    before = _relied_on(multiprocessing, threading)
    sys.argv[:] = [scenario, json.dumps({"calls": CALLS})]
    runpy.run_path(scenario, run_name="__main__")
    if _relied_on(multiprocessing, threading) != before:
        os.write(MARKS, b"changed")
    with open(scenario) as file:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.write(MARKS, b"locked")
    print("end of the tests", flush=True)
    os.write(MARKS, b"end")
    return expected


def _relied_on(multiprocessing, threading):
    functions = (time.sleep, time.time, time.monotonic, os.getpid, os.fork, os._exit, multiprocessing.Pool)
    methods = (multiprocessing.Process.start, multiprocessing.Process.join)
    settings = (sys.gettrace(), threading.gettrace(), sys.getswitchinterval(), os.getcwd(), os.nice(0))
    deadly = ctypes.c_int()
    ctypes.CDLL(None).prctl(PR_GET_PDEATHSIG, ctypes.byref(deadly), 0, 0, 0)
    kernels = (deadly.value, bool(signal.getitimer(signal.ITIMER_REAL)[0]), resource.getrlimit(resource.RLIMIT_NOFILE))
    return functions, methods, settings, kernels, len(os.listdir("/proc/self/fd"))


def grade(scenario, submission, seconds):
    """Run the tests once; what was seen, as words."""
    seen = set()
    stdout, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    marks, their_marks = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    beside = os.path.join(os.path.dirname(submission), "witness"), os.path.dirname(scenario)
    paths = (os.path.join(submission, "fork"), submission, *beside)
    environment = {**os.environ, "PYTHONPATH": ":".join(paths), "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.Popen(
        [sys.executable, __file__, "tests", scenario, str(their_marks.fileno())],
        stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, pass_fds=[their_marks.fileno()], start_new_session=True,
        env=environment,
    )  # fmt: skip
    theirs.close()
    their_marks.close()
    output, said = b"", []
    end = time.monotonic() + seconds
    ended = silent = False
    while not (ended and silent):
        if time.monotonic() > end or len(_others(())) > MOST_PROCESSES:
            seen.add("hangs" if time.monotonic() > end else "too many processes")
            break
        if len(output) > MOST_BYTES or len(said) > MOST_MARKS:
            seen.add("floods")
            break
        ended, silent = process.poll() is not None, True
        for channel in select.select([stdout, marks], [], [], 0.01)[0]:
            with contextlib.suppress(OSError):
                data, ancillary, _, _ = channel.recvmsg(1 << 16, socket.CMSG_SPACE(100 * array.array("i").itemsize))
                silent = silent and not data
                if ancillary:
                    seen.add("passes descriptors")
                if channel is stdout:
                    output += data
                elif data:
                    said.append(data)
    code = process.poll()
    if _others(said):
        seen.add("processes left")
    with contextlib.suppress(OSError):
        os.kill(-1, signal.SIGKILL)
    process.wait()
    return seen | _believed(code, said) | _read(output)


def _others(said):
    """Who else is alive in this PID namespace, beside the first process, this one, and the scenario's own child."""
    known = {b"1", str(os.getpid()).encode(), *(one[8:] for one in said if one.startswith(b"another "))}
    found = [int(name) for name in os.listdir("/proc") if name.isdecimal() and name.encode() not in known]
    return [pid for pid in found if _state(pid) not in ("Z", "")]


def _state(pid):
    with contextlib.suppress(OSError), open(f"/proc/{pid}/stat") as file:
        return file.read().rpartition(") ")[2][:1]
    return ""


def _believed(code, said):
    """What follows from the exit code and the marks, if one believes them."""
    words = set()
    labels = [one.split(b" ", 1)[0].decode("utf-8", "replace") for one in said]
    if "changed" in labels:
        words.add("changes the tests' interpreter")
    if "locked" in labels:
        words.add("keeps a lock")
    if labels.count("end") > 1:
        words.add("reports twice")
    if labels[-1:] != ["end"]:
        words.add("has the last word" if "end" in labels else "the tests never end")
    if code == 0 and "end" not in labels:
        words.add("success by exit code")
    if "end" in labels and "child" not in labels:
        words.add("the tests see nothing")
    try:
        pids = [json.loads(b"[%b]" % one[7:])[0] for one in said if one.startswith(b"parent ")]
        passes = all(pid > 1 for pid in pids) and {"child", "child-ends", "parent", "returned"} <= set(labels)
    except Exception:
        words.add("breaks the reader")
        return words
    return words | {"passes"} if passes and code == 0 else words


def _read(output):
    """What follows from the output, if one believes it."""
    words = set() if b"end of the tests" in output else {"output lost"}
    if b"HARM" in output:
        words.add("HARM")
    for line in output.splitlines():
        with contextlib.suppress(Exception):
            if "score" in str(json.loads(line)):
                words.add("forges a result")
    if not output.decode("utf-8", "replace").replace("\n", "").isprintable() or b"<script>" in output:
        words.add("output that drives its reader")
    for start in range(min(len(output), 1000)):
        with contextlib.suppress(Exception):
            if output[start : start + 1] == b"c":
                pickle.loads(output[start:])
    if os.path.exists("/tmp/grader-pwned"):
        words.add("runs code in the reader")
    return words


def canaries():
    """Services, a variable, and files that nobody should reach; the descriptors that keep the services up."""
    os.environ["GRADER_CANARY"] = "secret"
    kept = []
    for family, address in ((socket.AF_INET, ("127.0.0.1", 47613)), (socket.AF_UNIX, "\0grader-canary")):
        kept.append(socket.socket(family, socket.SOCK_STREAM))
        kept[-1].bind(address)
        kept[-1].listen()
    return kept


def main(scenario, submission, seconds):
    kept = canaries()
    seen = set()
    for _ in range(2):  # some leave something for the next one
        seen |= grade(scenario, submission, float(seconds))
        if "hangs" in seen:
            break
    for folder in PRIVATE:
        if os.listdir(folder):
            seen.add("files left")
    print(json.dumps(sorted(seen)))
    del kept


if __name__ == "__main__":
    if sys.argv[1] == "tests":
        os.dup2(int(sys.argv[3]), MARKS)
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        tests(sys.argv[2])
    else:
        main(*sys.argv[1:])
