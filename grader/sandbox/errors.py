"""What can go wrong with a sandbox; never the submission's fault unless it says so."""


class CannotIsolate(Exception):
    """This machine cannot give the isolation that was asked for; the message says why and what to do."""


class SandboxFault(Exception):
    """A sandbox broke: no run took place, and no student gets a zero for it."""
