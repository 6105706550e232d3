import re
import signal


def outcome(process):
    words = repr(process)
    print("asked about", words)
    if " closed" in words:
        return "closed"
    if " initial" in words:
        return "new"
    if " started" in words:
        return "running"
    code = re.search(r"exitcode=(\S+?)>?$", words.split(" stopped ")[1].replace(" daemon", ""))[1]
    if code == "0":
        return "ok"
    if code.startswith("-"):
        name = code[1:]
        return f"signal {name if name.isdigit() else int(signal.Signals[name])}"
    return f"error {code}"
