# fails: test_new_and_running (the look changes it)
# breaks: "It changes nothing: a process"
def outcome(process):
    try:
        alive, code = process.is_alive(), process.exitcode
    except ValueError:
        return "closed"
    if process.pid is None:
        process.start()
        return "new"
    if alive or code is None:
        return "running"
    if code < 0:
        return f"signal {-code}"
    return f"error {code}" if code else "ok"
