"""The Python frames of a process that stands still, read from its memory."""
