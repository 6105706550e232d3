"""How many times as long as an ordinary machine this one takes for the same piece of work."""

from __future__ import annotations

import functools
import sys
import time

from grader.observer import remembered

_ROUNDS = 5
_STEPS = 50_000
_ORDINARY_SECONDS = 0.003
"""CPU time of one round on a slow processor of today, with the slowest Python that is supported."""
_MOST = 60.0


@functools.cache
def slowness() -> float:
    """Return the factor by which limits in CPU seconds are stretched here: 1.0 on ordinary machines, never less.

    Measured once for a machine and an interpreter, by a fixed piece of work.
    """
    key = remembered.key("slowness", sys.executable)
    kept = remembered.get(key)
    if isinstance(kept, float) and 1.0 <= kept <= _MOST:
        return kept
    found = min(max(1.0, round(min(_round() for _ in range(_ROUNDS)) / _ORDINARY_SECONDS, 1)), _MOST)
    remembered.put(key, found)
    return found


def _round() -> float:
    began = time.thread_time()
    total = 0
    for step in range(_STEPS):
        total += step & 7
    return time.thread_time() - began
