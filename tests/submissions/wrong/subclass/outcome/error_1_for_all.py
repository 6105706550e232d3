# fails: test_ended_by_itself (wrong word)
# also fails: test_new_and_running
# also fails: test_ended_by_a_signal
# also fails: test_closed
# breaks: ""error N" once it has ended"
def outcome(process):
    try:
        alive, code = process.is_alive(), process.exitcode
    except ValueError:
        return "closed"
    if process.pid is None:
        return "new"
    if alive or code is None:
        return "running"
    if code < 0:
        return f"signal {-code}"
    return "error 1" if code else "ok"
