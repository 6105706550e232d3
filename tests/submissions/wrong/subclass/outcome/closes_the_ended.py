# fails: test_ended_by_itself (wrong word)
# also fails: test_new_and_running
# also fails: test_ended_by_a_signal
# also fails: test_closed
# breaks: "It changes nothing: a process"
def outcome(process):
    try:
        alive, code = process.is_alive(), process.exitcode
    except ValueError:
        return "closed"
    if process.pid is None:
        return "new"
    if alive or code is None:
        return "running"
    process.join()
    process.close()
    if code < 0:
        return f"signal {-code}"
    return f"error {code}" if code else "ok"
