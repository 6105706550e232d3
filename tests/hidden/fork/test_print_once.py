"""fork/print_once: three lines, each once, by its process, in order, on a pipe and on a terminal."""

import re
from dataclasses import dataclass

from grader.checks import Moment, Person, Scenario, check, wrong_if
from grader.checks.claims import expect_os_fork_alone


def inputs(random):
    numbers = random.sample(range(1000, 10000), 3)
    names = ("header", "child_line", "parent_line")
    return {name: f"{name.replace('_', ' ')} {number}" for name, number in zip(names, numbers, strict=True)}


PIPE = Scenario(given=inputs, stdout="pipe")
TERMINAL = Scenario(given=inputs)


@dataclass(frozen=True)
class Line:
    """One line of stdout: its text, who wrote it (None: several did), and the write that ended it."""

    text: str
    author: Person | None
    at: Moment


def printed(trace):
    """The lines of stdout in order, put together from everybody's writes."""
    lines, text, authors = [], "", []
    writes = [moment for moment in trace.of_kind("write") if moment.event.stream == "stdout"]
    for at in writes:
        for piece in re.findall(r"[^\n]*\n|[^\n]+", at.text):
            text += piece
            if piece != "\n" and at.process not in authors:
                authors.append(at.process)
            if piece.endswith("\n"):
                lines.append(Line(text[:-1], authors[0] if len(authors) == 1 else None, at))
                text, authors = "", []
    if text:
        lines.append(Line(text, authors[0] if len(authors) == 1 else None, writes[-1]))
    return lines


def copies(trace, name):
    """The lines that say what was given by that name."""
    return [line for line in printed(trace) if line.text == trace.given[name]]


@check(points=1, category="pid", scenario=PIPE)
def test_each_line_once_by_its_process(trace, source):
    """On a pipe, each line appears exactly once: the child writes its own line, the parent the other two."""
    expect_os_fork_alone(source)
    wrong_if(not printed(trace), "nothing printed", "nothing was written to stdout")
    wrong_if(not trace.workers, "no fork", "no process was born: the main process printed everything itself")
    header, child_line, parent_line = (copies(trace, name) for name in ("header", "child_line", "parent_line"))
    by_child = [line for line in header if not (line.author and line.author.is_main)]
    flushed_late = [
        line
        for line in header
        if line not in by_child
        and line.at.after(trace.workers[0].born)
        and trace.given["parent_line"] not in line.at.text
    ]
    wrong_if(
        len(header) > 1 and by_child and flushed_late,
        "flush after the fork",
        f"the header came {len(header)} times: you flushed it after the fork, when the child already had a copy "
        "of the buffer",
        at=by_child[0].at if by_child else None,
    )
    wrong_if(
        len(header) > 1 and by_child,
        "header doubled by an unflushed buffer",
        f"the header came {len(header)} times: it still stood in the buffer when you called os.fork, so the child "
        "got a copy of it and wrote it, too",
        at=by_child[0].at if by_child else None,
    )
    wrong_if(
        not child_line,
        "child's line lost by os._exit",
        "the child's line never came out: os._exit ends a process without flushing its buffers",
        at=trace.workers[0].exit,
    )
    for name, lines, owner in (
        ("header", header, "parent"),
        ("child_line", child_line, "child"),
        ("parent_line", parent_line, "parent"),
    ):
        wrong_if(not lines, "line missing", f"the line “{trace.given[name]}” never came out")
        strangers = [line for line in lines if (line.author is None or line.author.is_main) != (owner == "parent")]
        wrong_if(
            len(lines) > 1 and strangers,
            "child runs on",
            f"“{trace.given[name]}” was written by the parent and by the child: both ran the same lines of code",
            at=lines[1].at if len(lines) > 1 else None,
        )
        wrong_if(
            len(lines) > 1, "printed twice", f"“{trace.given[name]}” was written {len(lines)} times", at=lines[-1].at
        )
        wrong_if(
            strangers,
            "wrong process",
            f"“{trace.given[name]}” must be written by the {owner}, and was not",
            at=lines[0].at,
        )


def expect_order(trace):
    header, child_line, parent_line = (copies(trace, name) for name in ("header", "child_line", "parent_line"))
    wrong_if(not (header and child_line and parent_line), "line missing", "not all of the three lines came out")
    lines = [line.text for line in printed(trace)]
    seen = " / ".join(line for line in lines if line in trace.given.values())
    place = {name: lines.index(text) for name, text in trace.given.items()}
    wrong_if(
        place["child_line"] < place["header"],
        "flush after the fork",
        f"the child's line came out before the header: {seen}",
        at=child_line[0].at,
    )
    slept = trace.main.slept_between(trace.workers[0].born, parent_line[0].at)
    wrong_if(
        place["parent_line"] < place["child_line"] and slept,
        "sleep in place of wait",
        f"you slept, but the parent's line came before the child's: {seen}",
        at=parent_line[0].at,
    )
    wrong_if(
        place["parent_line"] < place["child_line"],
        "no wait before the parent's line",
        f"the parent's line came before the child's: {seen}",
        at=parent_line[0].at,
    )


@check(points=1, category="ordering", scenario=PIPE, needs="test_each_line_once_by_its_process")
def test_lines_in_order_on_a_pipe(trace):
    """On a pipe, the lines come in order: header, child's line, parent's line."""
    expect_order(trace)


@check(points=0.5, category="ordering", scenario=TERMINAL, needs="test_each_line_once_by_its_process")
def test_lines_in_order_on_a_terminal(trace):
    """On a terminal, the lines come in order: header, child's line, parent's line."""
    expect_order(trace)


@check(points=0.5, category="cleanup", scenario=PIPE, needs="test_each_line_once_by_its_process")
def test_the_child_is_gone(trace):
    """When `print_once` returns, its child has ended inside it and has been collected."""
    returned = trace.main.marks("returned")[0]
    for child in trace.workers:
        left = child.marks("left")
        wrong_if(
            left,
            "child runs on",
            f"the child {child.pid} came back from `print_once` as well, by returning or by an exception "
            "(sys.exit raises one)",
            at=left,
        )
        # The child only prints: whether it has ended by then is luck.
        wrong_if(
            child.alive_at(returned) or child.zombie_at(returned),
            "no wait",
            f"`print_once` returned before it had waited for the child {child.pid}: that was still alive, or a zombie",
            at=returned,
        )
