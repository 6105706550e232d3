# fails: test_closed (wrong word)
# breaks: ""closed" after `close()`"
def outcome(process):
    try:
        alive, code = process.is_alive(), process.exitcode
    except ValueError:
        return "new"
    if process.pid is None:
        return "new"
    if alive:
        return "running"
    if code == 0:
        return "ok"
    if code < 0:
        return f"signal {-code}"
    return f"error {code}"
