"""Whether the observer sees the known facts of a few known programs, with a given interpreter, on this machine."""
