# The sentinel tells a new process (ValueError) and an ended one (it is ready); a private attribute tells a closed one.
from multiprocessing.connection import wait


def outcome(process):
    if process._closed:
        return "closed"
    try:
        sentinel = process.sentinel
    except ValueError:
        return "new"
    # Under forkserver the sentinel is a pipe, which join has emptied and the server may still have open.
    if process.exitcode is None and not wait([sentinel], timeout=0):
        return "running"
    process.join()
    return (
        "ok"
        if process.exitcode == 0
        else "{} {}".format("error" if process.exitcode > 0 else "signal", abs(process.exitcode))
    )
