"""What a scenario says of itself where nobody watches: marks go to a file, with the PID of who made them.

It stands in for grader/observer/inside/witness.py in the plain mode; also the program that runs a scenario there:
python witness.py SCENARIO INPUTS. What is written here are claims, not facts.
"""

import builtins
import io
import json
import os
import sys
import types
from typing import Any


def _say(kind: str, text: str = "") -> None:
    """One line in one write: appended whole, whoever writes at the same time."""
    line = json.dumps({"pid": os.getpid(), "ppid": os.getppid(), "kind": kind, "text": text}) + "\n"
    file = os.open(os.environ["GRADER_MARKS"], os.O_WRONLY | os.O_APPEND)
    try:
        os.write(file, line.encode())
    finally:
        os.close(file)


def mark(label: str, *values: Any) -> None:
    """Say that something happened here: a word, and JSON values with it."""
    _say("mark", label if not values else label + " " + json.dumps(values, default=repr)[1:-1])


def given(name: str) -> Any:
    """The input of that name for this run."""
    return json.loads(os.environ["GRADER_INPUTS"])[name]


def _is_helper() -> bool:
    """Whether this is the fork server, which imports the scenario before anybody asked for a process."""
    frame: types.FrameType | None = sys._getframe()
    while frame is not None:
        if frame.f_code.co_filename.endswith("forkserver.py"):
            # A process that was asked for is forked inside the server's main, too, and serves one.
            return frame.f_code.co_name != "_serve_one"
        frame = frame.f_back
    return False


def _play(path: str) -> None:
    sys.argv[:] = [path]
    # In place of this folder, which PYTHONPATH names, too; the scenario's own would hide the exercise of its name.
    sys.path[:1] = os.environ["GRADER_PATH"].split(os.pathsep)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=os.environ["GRADER_TERMINAL"] == "1")
    main = types.ModuleType("__main__")
    main.__file__ = path
    main.__dict__["__builtins__"] = builtins
    sys.modules["__main__"] = main
    with open(path, encoding="utf-8") as file:
        code = compile(file.read(), path, "exec")
    try:
        exec(code, main.__dict__)
    except SystemExit:
        raise
    except BaseException as error:
        error.__traceback__ = error.__traceback__ and error.__traceback__.tb_next
        sys.excepthook(type(error), error, error.__traceback__)
        sys.exit(1)
    import witness

    witness.mark("done")


if __name__ == "__main__":
    _play(sys.argv[1])
else:
    _say("helper" if _is_helper() else "here")
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=lambda: _say("here"))
