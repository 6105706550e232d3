"""fork/print_once: three lines, each once, by its process, in order, on a pipe and on a terminal."""

import re
from dataclasses import dataclass

from grader.checks import Moment, ProcessFacts, Scenario, check, wrong_if
from grader.checks.fork_calls import calls, expect_no_child_comes_back, expect_os_fork_alone
from grader.checks.forks import expect_not_raised, expect_waited


def inputs(random):
    numbers = random.sample(range(1000, 10000), 16)
    same = f"one line {numbers[0]}"
    return {
        "calls": [
            [None, *(f"{name} {number}" for name, number in zip(NAMES, numbers[1:4], strict=True))],
            [f"before {numbers[4]}", f"  häder %s {{0}} {numbers[5]} ", f"line — {numbers[6]} \\", f"{numbers[7]}"],
            [None, same, same, same],
        ],
        "file": [f"{name} {number}" for name, number in zip(FILE, numbers[11:15], strict=True)],
    }


NAMES = ("header", "child line", "parent line")
FILE = ("before the call", "header for a file", "child line for a file", "parent line for a file")
PIPE = Scenario(given=inputs, stdout="pipe")
TERMINAL = Scenario(given=lambda random: inputs(random) | {"file": None})
WAITED = ("natural", "child-first", "parent-first", "slow-child", "slow-exit")


@dataclass(frozen=True)
class Line:
    """One line of stdout: its text, who wrote it (None: several did), and the write that ended it."""

    text: str
    author: ProcessFacts | None
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


def asked(trace):
    """Each call with its three texts."""
    return [(call, told[1:]) for call, told in zip(calls(trace), trace.given["calls"], strict=False)]


def in_the_file(trace):
    """The lines of the caller's in the file that was stdout in the last call."""
    lines = trace.mark("file").value.split("\n")
    return [line for line in lines if line in trace.given["file"]]


def copies(trace, text):
    """The lines that say that, in their order."""
    return [line for line in printed(trace) if line.text == text]


@check(points=1, category="pid", scenario=PIPE)
def test_each_line_once_by_its_process(trace):
    """On a pipe, each line appears exactly once: the child writes its own line, the parent the other two."""
    expect_os_fork_alone(trace)
    wrong_if(not printed(trace), "nothing printed", "nothing was written to stdout")
    for call, texts in asked(trace):
        wrong_if(
            not call.born,
            "no fork",
            "no process was born: the main process printed everything itself",
            at=call.ended,
        )
        wrong_if(
            len(call.born) > 1,
            "more than one fork",
            f"{len(call.born)} processes were born in one call, expected one",
            at=call.born[-1].born,
        )
        if len(set(texts)) == len(texts):
            expect_each_once(trace, call, texts)
        else:
            lines = copies(trace, texts[0])
            authors = [line.author.is_main if line.author else None for line in lines]
            wrong_if(
                sorted(map(str, authors)) != ["False", "True", "True"],
                "equal lines merged" if len(lines) < 3 else "printed twice",
                f"header, child line and parent line were all “{texts[0]}”; it came {len(lines)} times, "
                f"{authors.count(True)} of them by the parent and {authors.count(False)} by the child",
                at=call.ended,
            )
    for before, *_ in trace.given["calls"]:
        lines = copies(trace, before)
        wrong_if(
            before is not None and len(lines) > 1,
            "buffer doubled",
            f"the caller had printed “{before}” before the call, and it came {len(lines)} times: it stood in the "
            "buffer when you called os.fork",
            at=lines[-1].at if lines else None,
        )
        wrong_if(
            before is not None and not lines, "buffer lost", f"the caller had printed “{before}”, which never came out"
        )


@check(points=0.5, category="ordering", scenario=PIPE, needs="test_each_line_once_by_its_process")
def test_lines_in_a_file(trace):
    """In a file, each line appears exactly once and in order, and so does what the caller had printed before."""
    texts, lines = trace.given["file"], in_the_file(trace)
    told = f"in a file, the lines were: {' / '.join(lines)}"
    twice = [text for text in texts if lines.count(text) > 1]
    wrong_if(texts[0] in twice, "buffer doubled", told + "; the first is what the caller had printed before the call")
    wrong_if(texts[1] in twice, "header doubled by an unflushed buffer", told)
    wrong_if(twice, "printed twice", told)
    wrong_if(len(lines) < len(texts), "line missing", f"{told}; expected {' / '.join(texts)}")
    three = [line for line in lines if line != texts[0]]
    wrong_if(three != texts[1:], "no wait before the parent's line", f"{told}; expected {' / '.join(texts[1:])}")


def expect_each_once(trace, call, texts):
    """Three different lines, each once and by its process."""
    header, child_line, _ = (copies(trace, text) for text in texts)
    fork = call.child.born
    by_child = [line for line in header if not (line.author and line.author.is_main)]
    late = [x for x in header if x not in by_child and x.at.after(fork) and texts[2] not in x.at.text]
    wrong_if(
        len(header) > 1 and by_child and late,
        "flush after the fork",
        f"the header came {len(header)} times: you flushed it after the fork, when the child already had a copy of the "
        "buffer",
        at=by_child[0].at if by_child else None,
    )
    wrong_if(
        len(header) > 1 and by_child,
        "header doubled by an unflushed buffer",
        f"the header came {len(header)} times: the child wrote it, too; often: it still stood in the buffer at os.fork",
        at=by_child[0].at if by_child else None,
    )
    wrong_if(
        not child_line and call.child.exit_code is not None,
        "child's line lost by os._exit",
        "the child's line never came out; often: os._exit ends a process without flushing its buffers",
        at=call.child.exit,
    )
    for text, name, owner in zip(texts, NAMES, ("parent", "child", "parent"), strict=True):
        lines = copies(trace, text)
        near = [line.text for line in printed(trace) if text.split()[-1] in line.text]
        wrong_if(not lines and near, "line changed", f"the {name} “{text}” came out as “{near[0] if near else ''}”")
        wrong_if(not lines, "line missing", f"the {name} “{text}” never came out")
        strangers = [line for line in lines if (line.author is None or line.author.is_main) != (owner == "parent")]
        wrong_if(
            len(lines) > 1 and strangers,
            "child runs on",
            f"“{text}” was written by the parent and by the child: both ran the same lines of code",
            at=lines[1].at if len(lines) > 1 else None,
        )
        wrong_if(len(lines) > 1, "printed twice", f"“{text}” was written {len(lines)} times", at=lines[-1].at)
        wrong_if(strangers, "wrong process", f"“{text}” must be written by the {owner}, and was not", at=lines[0].at)


def expect_order(trace):
    """The lines of each call come in order, and each call's after those of the call before."""
    texts = [line.text for line in printed(trace)]
    for call, told in asked(trace):
        if len(set(told)) < len(told):
            authors = [line.author.is_main if line.author else None for line in copies(trace, told[0])]
            wrong_if(
                authors != [True, False, True],
                "no wait before the parent's line",
                "of three equal lines, the second one was not the child's",
                at=call.ended,
            )
            continue
        wrong_if(any(text not in texts for text in told), "line missing", "not all of the three lines came out")
        seen = " / ".join(text for text in texts if text in told)
        header, child_line, parent_line = (texts.index(text) for text in told)
        wrong_if(
            child_line < header,
            "flush after the fork",
            f"the child's line came out before the header: {seen}",
            at=copies(trace, told[1])[0].at,
        )
        late = copies(trace, told[2])[0].at
        slept = parent_line < child_line and trace.main.slept_between(call.child.born, late)
        wrong_if(
            slept,
            "sleep in place of wait",
            f"you slept, and the parent's line came before the child's: {seen}",
            at=late,
        )
        wrong_if(
            parent_line < child_line,
            "no wait before the parent's line",
            f"the parent's line came before the child's: {seen}",
            at=late,
        )


@check(points=0.5, category="ordering", scenario=PIPE, needs="test_each_line_once_by_its_process")
def test_lines_in_order_on_a_pipe(trace):
    """On a pipe, the lines come in order: header, child's line, parent's line."""
    expect_order(trace)


@check(
    points=0.5,
    category="ordering",
    scenario=TERMINAL,
    schedules=("natural", "parent-first", "slow-child"),
    needs="test_each_line_once_by_its_process",
)
def test_lines_in_order_on_a_terminal(trace):
    """On a terminal, the lines come in order: header, child's line, parent's line."""
    expect_order(trace)


@check(points=0.5, category="cleanup", scenario=PIPE, schedules=WAITED, needs="test_each_line_once_by_its_process")
def test_the_child_is_gone(trace):
    """When `print_once` returns, its child has ended inside it and has been collected, at most a second ago."""
    for call, _ in asked(trace):
        expect_no_child_comes_back(call, "print_once", "after its line", callable_ended=True)
        expect_not_raised(call, "print_once", "in the parent")
        child, slept = call.child, call.caller.slept_between(call.child.born, call.ended)
        # The child only prints: whether it has ended by then is luck.
        wrong_if(
            not slept and (child.alive_at(call.ended) or child.zombie_at(call.ended)),
            "no wait",
            f"`print_once` returned before it had waited for the child {child.pid}: that was still alive, or a zombie",
            at=call.ended,
        )
        expect_waited(call, "print_once")
