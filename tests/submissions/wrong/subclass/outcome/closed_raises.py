# fails: test_closed (ValueError on a closed one)
# breaks: ""closed" after `close()`"
def outcome(process):
    code = process.exitcode
    if process.pid is None:
        return "new"
    if code is None:
        return "running"
    if code == 0:
        return "ok"
    if code < 0:
        return f"signal {-code}"
    return f"error {code}"
