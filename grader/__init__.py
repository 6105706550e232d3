"""A grader for programs of several processes, with the kernel as witness."""

__version__ = "0.1.0"
