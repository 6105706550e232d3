# fails: test_ended_by_itself (0 taken for None)
# also fails: test_new_and_running
# also fails: test_ended_by_a_signal
# also fails: test_closed
# breaks: ""ok" once it has ended"
# breaks: "Its answer is right also before"
def outcome(process):
    if process._closed:
        return "closed"
    if process._popen is None:
        return "new"
    code = process._popen.returncode
    if code is None:
        return "running"
    if code == 0:
        return "ok"
    if code < 0:
        return f"signal {-code}"
    return f"error {code}"
