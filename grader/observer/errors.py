"""What can go wrong with watching itself; never the watched program's fault."""


class CannotTrace(Exception):
    """This machine does not let us watch processes; the message says why and what to do."""


class ObserverFault(Exception):
    """The observer failed in the middle of a run; the run has no trace, and no student gets a zero for it."""


class BadMemory(OSError):
    """An address in a program's memory is not there, or cannot be read or written: the program's own doing."""
