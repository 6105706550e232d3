# Asks the sentinel with no time, and exitcode only afterwards.
import contextlib


def outcome(process):
    with contextlib.suppress(ValueError):
        if process.pid is None:
            return "new"
        process.join(timeout=0)
        code = process.exitcode
        if code is None:
            return "running"
        words = {True: "signal", False: "error"}
        return "ok" if code == 0 else f"{words[code < 0]} {abs(code)}"
    return "closed"
