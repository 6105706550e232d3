"""Processes in every state are shown to `outcome`; then it is seen what has become of them."""

import os
import sys
import time
from multiprocessing import Pipe, Process, connection, get_context

from outcome import outcome
from witness import given, mark


class Special(Process):
    """A subclass, as a student of this unit writes them."""

    def __init__(self, code, told=None):
        super().__init__(name="special")
        self.code = code
        self.told = told

    def run(self):
        if self.told:
            self.told.recv()
        sys.exit(self.code)


def fail():
    sys.stderr = None
    raise OSError("on purpose")


def say(state, process):
    """Ask `outcome` about a process in that state; say what it answered, and how long it took."""
    began = time.monotonic()
    try:
        answer = outcome(process)
    except (AttributeError, TypeError, ValueError, AssertionError, OSError) as error:
        answer = f"{type(error).__name__}: {error}"
    took = time.monotonic() - began
    mark("said", state, answer if isinstance(answer, str) else repr(answer), round(took, 6))
    return answer


def ended(process):
    """The process, started and ended; it has not been joined."""
    process.start()
    connection.wait([process.sentinel])
    time.sleep(1)  # its end is heard of a moment before its exit code is there
    return process


def killed(number):
    """A process that this signal has ended; it has not been joined."""
    process = Process(target=time.sleep, args=(1000,))
    process.start()
    os.kill(process.pid, number)
    connection.wait([process.sentinel])
    time.sleep(1)  # its end is heard of a moment before its exit code is there
    return process


def after(state, do):
    """Say whether what the caller does with its process afterwards still works."""
    try:
        mark("after", state, do())
    except (AttributeError, AssertionError, ValueError) as error:
        mark("after", state, f"{type(error).__name__}: {error}")


def living():
    """A process before its start, while it runs, and after `terminate()`."""
    process = Process(target=time.sleep, args=(1000,))
    say("new", process)
    after("new", process.start)
    mark("started", process.pid)
    say("running", process)
    time.sleep(given("long_seconds"))
    say("running still", process)
    mark("alive", process.pid, process.is_alive())
    process.terminate()
    process.join()
    say("terminated", process)
    process.close()
    say("closed", process)


def dead():
    """Processes that have ended by themselves, or by a signal."""
    ok = ended(Process(target=time.sleep, args=(1,)))
    say("ok", ok)
    after("ok", ok.join)
    say("ok, joined", ok)
    for code in given("codes"):
        error = ended(Special(code))
        say(f"error {code}", error)
        after(f"error {code}", lambda error=error: error.exitcode)
        after(f"error {code}", error.join)
        say(f"error {code}, joined", error)
        after(f"error {code}", error.close)
        say("closed after an error", error)
    say("exception", ended(Process(target=fail)))
    for number in given("signals"):
        say(f"signal {number}", killed(number))


def between_two_looks():
    """A process that ends while it is asked for: it was told to just before, so it lives at the first look."""
    for code in 0, given("codes")[0]:
        told, tell = Pipe(duplex=False)
        process = Special(code, told)
        process.start()
        time.sleep(1)
        tell.send("end")
        for _ in range(1000):
            answer = say(f"ending with {code}", process)
            if answer != "running":
                break
            time.sleep(0.01)
        after(f"ending with {code}", process.join)


def elsewhere():
    """Processes of other start methods' classes, and a new one that is closed."""
    for method in "spawn", "forkserver":
        process = get_context(method).Process(target=time.sleep, args=(3,))
        say("new", process)
        after("new", process.start)
        say("running", process)
        connection.wait([process.sentinel])
        time.sleep(1)
        say("ok", process)
    new = Process(target=time.sleep, args=(1000,))
    new.close()
    say("closed, never started", new)


if __name__ == "__main__":
    living()
    dead()
    between_two_looks()
    if given("elsewhere"):
        elsewhere()
