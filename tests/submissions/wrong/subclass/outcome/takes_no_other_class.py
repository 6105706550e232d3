# fails: test_closed (only one start method)
# breaks: ""running" from then on"
# Another start method's class is not multiprocessing.Process: they have a base class in common.
from multiprocessing import Process


def outcome(process):
    if not isinstance(process, Process):
        raise TypeError(f"not a process: {process!r}")
    if process._closed:
        return "closed"
    if process.pid is None:
        return "new"
    code = process.exitcode
    if code is None:
        return "running"
    if code < 0:
        return f"signal {-code}"
    return f"error {code}" if code else "ok"
