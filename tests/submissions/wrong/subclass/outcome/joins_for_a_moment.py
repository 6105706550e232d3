# fails: test_new_and_running (the look waits)
# breaks: "`outcome` does not wait"
def outcome(process):
    try:
        if process.pid is not None:
            process.join(0.1)
        alive, code = process.is_alive(), process.exitcode
    except ValueError:
        return "closed"
    if process.pid is None:
        return "new"
    if alive or code is None:
        return "running"
    if code < 0:
        return f"signal {-code}"
    return f"error {code}" if code else "ok"
