"""fork/print_once, as you may know it: three lines on a terminal, and each once on a pipe."""

from grader.checks import Scenario, check, wrong_if


def inputs(random):
    number = random.randint(100, 999)
    return {"calls": [[None, f"header {number}", f"child {number}", f"parent {number}"]], "file": None}


TERMINAL = Scenario(given=inputs)
PIPE = Scenario(given=inputs, stdout="pipe")


def wanted(trace):
    """The three lines that were asked for."""
    return trace.given["calls"][0][1:]


def born(trace):
    """The processes born in the call."""
    return [child for child in trace.workers if child.born.after(trace.mark("call"))]


def lines(trace):
    """The three lines as they came out, other lines left out."""
    text = "".join(moment.text for moment in trace.of_kind("write") if moment.event.stream == "stdout")
    return [line for line in text.split("\n") if line in wanted(trace)]


@check(category="ordering", scenario=TERMINAL)
def test_three_lines_on_a_terminal(trace):
    """On a terminal: header, the child's line, the parent's line."""
    got = lines(trace)
    wrong_if(not born(trace), "no fork", "no process was born")
    expected = wanted(trace)
    wrong_if(sorted(got) != sorted(expected), "line missing", f"the lines came out as {got}")
    wrong_if(got != expected, "no wait before the parent's line", f"the lines came out as {got}")


@check(category="ordering", scenario=PIPE)
def test_each_line_once_on_a_pipe(trace):
    """On a pipe: each of the three lines once."""
    got = lines(trace)
    wrong_if(not born(trace), "no fork", "no process was born")
    for line in wanted(trace):
        wrong_if(got.count(line) > 1, "printed twice", f"“{line}” came out {got.count(line)} times")
        wrong_if(not got.count(line), "line missing", f"“{line}” never came out")


@check(category="cleanup", scenario=PIPE, needs="test_each_line_once_on_a_pipe")
def test_the_child_is_gone(trace):
    """The child ends inside `print_once`, and has been collected when `print_once` returns."""
    for left in sorted(trace.marks("left"), key=lambda left: left.process.id):
        wrong_if(left.value is None, "child runs on", f"the child {left.process.pid} came back, too", at=left)
        wrong_if(True, "sys.exit in the child", f"the child {left.process.pid} left by {left.value}", at=left)
    child, returned = born(trace)[0], trace.main.marks("returned")[0]
    wrong_if(
        child.alive_at(returned) or child.zombie_at(returned),
        "no wait",
        f"when `print_once` returned, the child {child.pid} was still alive, or a zombie",
        at=returned,
    )
