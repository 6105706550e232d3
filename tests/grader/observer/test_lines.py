"""Every event tells the line of the program at which it happened; a line from before a fork is none of the child's."""

PROGRAM = """
import os
import time
from multiprocessing import get_context


def work(queue):
    print("child")
    queue.put(1)
    time.sleep(2)


def main(method):
    queue = get_context(method).SimpleQueue()
    process = get_context(method).Process(target=work, args=(queue,))
    process.start()
    queue.get()
    process.join()


if __name__ == "__main__":
    for method in ("fork", "spawn", "forkserver"):
        main(method)
    pid = os.fork()
    if pid == 0:
        time.sleep(1)
        os._exit(3)
    os.waitpid(pid, 0)
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 9)
    os.kill(os.getpid(), 0)
"""


def line(text):
    return next(number for number, code in enumerate(PROGRAM.splitlines(), 1) if text in code)


def told(trace, kind, **wanted):
    return [
        (int(event.where.rpartition(":")[2]) if event.where else None, event.function)
        for event in trace.events
        if event.kind == kind and all(getattr(event, name) == value for name, value in wanted.items())
    ]


def test_every_event_has_the_line_at_which_the_program_was(watch):
    trace = watch(PROGRAM)
    assert trace.outcome == "finished" and trace.main.exit_code == 0, trace.main.errors
    assert told(trace, "write", text="child\n") == [(line('print("child")'), "work")] * 3
    assert told(trace, "sleep", seconds=2.0) == [(line("time.sleep(2)"), "work")] * 3
    assert told(trace, "sleep", seconds=1.0) == [(line("time.sleep(1)"), "<module>")]
    forks = told(trace, "fork", process=1)
    assert forks[0] == (line("process.start()"), "main") and forks[-1] == (line("os.fork()"), "<module>")
    assert {at for at in forks if at[1] == "main"} <= {
        (line(text), "main") for text in ("process.start()", "SimpleQueue()", "Process(target")
    }
    assert told(trace, "wait", process=1)[-1] == (line("os.waitpid"), "<module>")
    assert told(trace, "reap", process=1)[-1] == (line("os.waitpid"), "<module>")
    assert (line("os._exit(3)"), "<module>") in told(trace, "exit")


def test_a_child_that_ends_in_the_library_is_at_no_line_of_its_parents(watch):
    trace = watch(PROGRAM)
    ends = [event for event in trace.events if event.kind == "exit" and trace.process(event.process).role == "child"]
    assert {event.where for event in ends} == {None, f"program.py:{line('os._exit(3)')}"}


def test_a_blocked_child_is_not_said_to_stand_where_it_was_forked(watch):
    program = """
import os
from multiprocessing import get_context

def work():
    os.read(end, 1)

context = get_context("fork")
end, other = os.pipe()
inside = context.Process(target=work)
inside.start()
library = context.Process(target=context.Lock().acquire, args=())
library.start()
held = context.Lock()
held.acquire()
waits = context.Process(target=held.acquire)
waits.start()
inside.join()
"""
    trace = watch(program)
    where = {blocked.process: blocked.where for blocked in trace.blocked}
    assert trace.outcome == "deadlock"
    assert where == {1: "program.py:18", 2: "program.py:6", 4: None}
