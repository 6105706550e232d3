"""process/relations: what you may know beforehand."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"methods": ["fork", "spawn", "forkserver"], "default": None, "forked": None})


def answers(trace):
    for raised in trace.main.marks("raised"):
        number, kind, text = raised.values
        method = trace.given["methods"][number]
        wrong_if(True, "exception", f"`relations({method!r})` raised {kind}: {text}", at=raised)
    wrong_if(not trace.main.children, "no child", "no child was born")
    return trace.main.marks("returned")


@check(category="pid", scenario=SCENARIO)
def test_child_pid_is_a_childs(trace):
    """child_pid is the PID of a child, under every start method."""
    for returned in answers(trace):
        number, result = returned.values
        method = trace.given["methods"][number]
        pid = result.get("child_pid")
        wrong_if(
            pid not in [child.pid for child in trace.main.children],
            "wrong child_pid",
            f"under {method}, child_pid is {pid}, and that is no child of yours",
            at=returned,
        )


@check(category="pid", scenario=SCENARIO)
def test_the_default_stays(trace):
    """The program's default start method is the same after every call."""
    answers(trace)
    before = trace.mark("default").value
    for now in trace.main.marks("default-now"):
        wrong_if(
            now.value != before, "set_start_method", f"the default was {before}, and now it is {now.value}", at=now
        )
