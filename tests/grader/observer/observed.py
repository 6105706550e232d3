"""Questions to a trace, as the tests of the observer ask them."""

from grader.observer.limits import Limits

NET = Limits(processes=64, cpu_seconds=None, wall_seconds=300.0, virtual_seconds=None)
"""A run that hangs ends some time, and says where everybody stood. No test is decided by it."""


def lines(trace):
    """What was printed to stdout, in order, whoever printed it."""
    return said(trace, *range(1, len(trace.processes) + 1))


def said(trace, *ids):
    """The lines that these processes printed to stdout, in order."""
    writes = [e.text for e in trace.events if e.kind == "write" and e.stream == "stdout" and e.process in ids]
    return "".join(writes).splitlines()


def authors(trace):
    """Who printed what to stdout: (id, text) in order."""
    return [(e.process, e.text.strip()) for e in trace.events if e.kind == "write" and e.stream == "stdout"]


def first(trace, kind, **fields):
    """The first event of that kind with these fields."""
    for event in trace.events:
        if event.kind == kind and all(getattr(event, name) == value for name, value in fields.items()):
            return event
    raise AssertionError(f"no {kind} with {fields} in {trace.events}")


def kinds(trace, id):
    """The kinds of what a process did, in order."""
    return [event.kind for event in trace.events if event.process == id]


def finished(trace):
    """That the run ended by itself and nobody complained; the trace, to go on with."""
    assert trace.outcome == "finished", trace.blocked
    assert not any(process.errors for process in trace.processes), [process.errors for process in trace.processes]
    return trace


def numbered(trace):
    assert [event.n for event in trace.events] == list(range(1, len(trace.events) + 1))
    assert all(a.t <= b.t for a, b in zip(trace.events, trace.events[1:], strict=False))
