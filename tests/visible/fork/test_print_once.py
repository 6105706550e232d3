"""fork/print_once, as you may know it: three lines on a terminal, and each once on a pipe."""

from grader.checks import Scenario, check, wrong_if


def inputs(random):
    number = random.randint(100, 999)
    return {"header": f"header {number}", "child_line": f"child {number}", "parent_line": f"parent {number}"}


TERMINAL = Scenario(given=inputs)
PIPE = Scenario(given=inputs, stdout="pipe")


def lines(trace):
    """The three lines as they came out, other lines left out."""
    text = "".join(moment.text for moment in trace.of_kind("write") if moment.event.stream == "stdout")
    return [line for line in text.split("\n") if line in trace.given.values()]


@check(category="ordering", scenario=TERMINAL)
def test_three_lines_on_a_terminal(trace):
    """On a terminal: header, the child's line, the parent's line."""
    got = lines(trace)
    wrong_if(not trace.workers, "no fork", "no process was born")
    expected = list(trace.given.values())
    wrong_if(sorted(got) != sorted(expected), "line missing", f"the lines came out as {got}")
    wrong_if(got != expected, "no wait before the parent's line", f"the lines came out as {got}")


@check(category="ordering", scenario=PIPE)
def test_each_line_once_on_a_pipe(trace):
    """On a pipe: each of the three lines once."""
    got = lines(trace)
    wrong_if(not trace.workers, "no fork", "no process was born")
    for line in trace.given.values():
        wrong_if(got.count(line) > 1, "printed twice", f"“{line}” came out {got.count(line)} times")
        wrong_if(not got.count(line), "line missing", f"“{line}” came out {got.count(line)} times")
