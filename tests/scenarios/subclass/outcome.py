"""Processes in every state are shown to `outcome`."""

import os
import signal
import sys
import time
from multiprocessing import Process, connection

from outcome import outcome
from witness import given, mark


class Special(Process):
    """A subclass, as a student of this unit writes them."""

    def run(self):
        sys.exit(given("code"))


def fail():
    sys.stderr = None
    raise OSError("on purpose")


def say(state, process):
    """Ask `outcome` about a process in that state."""
    try:
        answer = outcome(process)
    except (AttributeError, TypeError, ValueError) as error:
        answer = f"{type(error).__name__}: {error}"
    mark("said", state, answer if isinstance(answer, str) else repr(answer))


def ended(process):
    """The process, started and ended; nobody has joined it."""
    process.start()
    connection.wait([process.sentinel])
    time.sleep(1)
    return process


if __name__ == "__main__":
    new = Process(target=time.sleep, args=(1000,))
    say("new", new)

    new.start()
    mark("started", new.pid)
    say("running", new)
    say("running still", new)
    new.terminate()
    new.join()
    say("terminated", new)

    say("ok", ended(Process(target=time.sleep, args=(1,))))
    error = ended(Special())
    say("error", error)
    error.join()
    say("error, joined", error)
    say("exception", ended(Process(target=fail)))

    hung_up = Process(target=time.sleep, args=(1000,))
    hung_up.start()
    os.kill(hung_up.pid, signal.SIGHUP)
    hung_up.join()
    say("hung up", hung_up)

    killed = Process(target=time.sleep, args=(1000,))
    killed.start()
    killed.kill()
    killed.join()
    say("killed", killed)
    killed.close()
    say("closed", killed)
    error.close()
    say("closed after an error", error)
