# fails: test_ended_by_a_signal (wrong word)
# breaks: ""signal N" once signal number"
import signal


def outcome(process):
    try:
        alive, code = process.is_alive(), process.exitcode
    except ValueError:
        return "closed"
    if process.pid is None:
        return "new"
    if alive:
        return "running"
    if code == 0:
        return "ok"
    if code < 0:
        return f"signal {signal.Signals(-code).name}"
    return f"error {code}"
