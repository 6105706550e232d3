"""Every event tells the line of the program at which it happened; a line from before a fork is none of the child's."""

from grader.traces.json_form import from_json, to_json

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


def test_a_child_of_the_fork_server_comes_from_the_line_that_asked_for_it(watch):
    trace = watch(PROGRAM)
    servers = {
        process.id for process in trace.processes if "forkserver" in process.command and process.role == "helper"
    }
    forks = [told_at for told_at in trace.events if told_at.kind == "fork" and told_at.process in servers]
    assert [(event.where, event.function) for event in forks] == [(f"program.py:{line('process.start()')}", "main")]


def test_what_was_reached_before_a_fork_is_no_part_of_a_stack(watch):
    trace = watch(
        """
        from multiprocessing import get_context

        context = get_context("fork")
        queue = context.Queue()
        child = context.Process(target=queue.put, args=("x" * 1_000_000,))
        child.start()
        child.join()
        """
    )
    assert trace.outcome == "deadlock"
    main, ending = trace.blocked
    assert (main.where, main.unwritten) == ("program.py:8", None)
    assert ending.where is None and 1_000_000 <= ending.unwritten <= 1_000_100
    functions = [frame.function for frame in ending.stack]
    assert "_finalize_join" in functions and "<module>" not in functions


def test_in_a_blocked_forks_own_frame_the_lines_after_the_fork_count(watch):
    trace = watch(
        """
        import os
        end, other = os.pipe()
        if os.fork() == 0:
            os.read(end, 1)
        os.wait()
        """
    )
    assert {blocked.process: blocked.where for blocked in trace.blocked} == {1: "program.py:6", 2: "program.py:5"}


def test_what_a_process_cannot_write_is_kept_in_the_json_and_only_there_if_known(watch):
    trace = watch(
        """
        import os
        end, other = os.pipe()
        if os.fork() == 0:
            os.read(os.pipe()[0], 1)
        os.write(other, b"x" * 100_000)
        """
    )
    written, reads = to_json(trace)["blocked"]
    assert written["unwritten"] == 100_000 and "unwritten" not in reads
    assert from_json(to_json(trace)) == trace
