"""process/deadline: who ends in time is done, who does not is killed, and nobody is left."""

import ast

from grader.checks import Scenario, check, wrong_if
from grader.checks.process_claims import A_MOMENT, exit_code

SIGKILL = 9
IN_TIME = ("quick", "failing", "crashing", "blink", "long")
LATE = ("slow", "stubborn", "tidy", "brief", "now")
LONGEST_PAUSE = 0.6
LONGEST_CLEAN_UP = 60
SCHEDULES = ("natural", "child-first", "parent-first")


def tasks(random):
    """Name, seconds that it works, how it ends (an exit code, or minus a signal's number), and its deadline."""
    deadline = random.randint(20, 30)
    all_tasks = [
        ["quick", random.randint(1, 12), 0, deadline],
        ["failing", random.randint(1, 12), random.randint(1, 99), deadline],
        ["crashing", random.randint(1, 12), -SIGKILL, deadline],
        ["blink", 0.3, 0, 0.9],
        ["long", random.randint(41, 44), 0, 45],
        ["slow", random.randint(500, 600), 0, deadline],
        ["stubborn", random.randint(500, 600), 0, deadline],
        ["tidy", random.randint(500, 600), 0, deadline],
        ["brief", random.randint(500, 600), 0, 2.25],
        ["now", random.randint(500, 600), 0, 0],
    ]
    return {"tasks": random.sample(all_tasks, len(all_tasks)), "clean_up_seconds": random.randint(1, 3)}


SCENARIO = Scenario(given=tasks)


def call(trace, name):
    """The child that ran the task of that name, and the moment at which run_with_deadline returned from it."""
    called = next(moment for moment in trace.marks("call") if moment.value == name)
    returned = next(moment for moment in trace.marks("returned") if moment.value == name)
    begin = next((moment for moment in trace.marks("begin") if moment.value == name), None)
    wrong_if(
        begin and begin.process.is_main,
        "task in the main process",
        "the task ran in the main process, where nobody can end it",
        at=begin,
    )
    born = [child for child in trace.workers if child.born.after(called) and child.born.before(returned)]
    wrong_if(not begin and not born, "task never ran", "the task was never called, and no child was born", at=called)
    outcome = returned.values[1]
    wrong_if(
        not isinstance(outcome, list) or len(outcome) != 2,
        "no pair returned",
        f"expected that you return a tuple of a word and an exit code, and you returned {outcome}",
        at=returned,
    )
    return begin.process if begin else born[0], returned


def deadlines(trace):
    """The seconds that each task had, by its name."""
    return {name: deadline for name, _, _, deadline in trace.given["tasks"]}


def uses_what_join_returns(source):
    calls = {node for node in ast.walk(source.tree) if isinstance(node, ast.Call)}
    joins = {node for node in calls if isinstance(node.func, ast.Attribute) and node.func.attr == "join"}
    return bool(joins - {node.value for node in ast.walk(source.tree) if isinstance(node, ast.Expr)})


@check(points=1, category="join", scenario=SCENARIO, schedules=SCHEDULES)
def test_who_ends_in_time_is_done(trace, source):
    """A process that ends by itself in time is "done", with its exit code, whatever that is."""
    killed, times = [], deadlines(trace)
    for name in IN_TIME:
        child, returned = call(trace, name)
        status, code = returned.values[1]
        told = f"a child ended by itself in time, with exit code {exit_code(child)}, and you returned {(status, code)}"
        wrong_if(
            child.alive_at(returned),
            "not waited for",
            f"you returned {(status, code)} while a child was at work that still had time",
            at=returned,
        )
        lived = (child.exit or returned).t - child.born.t
        wrong_if(
            not child.marks("end"),
            "always kills" if name not in ("blink", "long") else "killed too early",
            f"you ended a child that had {times[name]} seconds after {lived:.2f} seconds",
            at=child.exit,
        )
        wrong_if(
            returned.t - child.exit.t > LONGEST_PAUSE,
            "sleeps until the deadline",
            f"a child ended after {lived:.2f} seconds, and you returned {returned.t - child.exit.t:.2f} seconds later",
            at=returned,
        )
        wrong_if(
            returned.values[2] != "tuple",
            "no pair returned",
            f"a tuple was asked for, and you returned a {returned.values[2]}",
            at=returned,
        )
        wrong_if(
            status == "killed" and uses_what_join_returns(source),
            "takes join's return for the answer",
            told + ": join returns None whether or not the child has ended",
            at=returned,
        )
        wrong_if(status not in ("done", "killed"), "other words", told, at=returned)
        wrong_if(code != exit_code(child), "wrong exit code", told, at=returned)
        killed += [name] * (status == "killed")
    wrong_if(
        killed and set(killed) <= {"quick", "blink", "long"} and set(killed) == {"quick", "blink", "long"},
        "0 taken for None",
        "a child ended by itself in time, with exit code 0, and you called it killed; while it runs it is None",
    )
    wrong_if(
        killed == ["crashing"],
        "a signal taken for your kill",
        f"a child ended by itself in time, by a signal (exit code {-SIGKILL}), and you called it killed; "
        "the exit code alone does not say who sent the signal",
    )
    wrong_if(
        killed,
        "always kills",
        f"{len(killed)} of {len(IN_TIME)} children that ended by themselves in time, you called killed",
    )


@check(points=1, category="errors", scenario=SCENARIO, schedules=SCHEDULES)
def test_who_is_late_is_killed(trace):
    """A process that is late is ended by a signal, also if it ignores SIGTERM, and is "killed", with its exit code."""
    for name in LATE:
        deadline = deadlines(trace)[name]
        child, returned = call(trace, name)
        status, code = returned.values[1]
        lived = (child.exit or returned).t - child.born.t
        signals = [moment for moment in trace.main.events("signal") if moment.event.target == child.id]
        sent = [moment.event.signal for moment in signals]
        left = child.alive_at(returned) or child.zombie_at(returned)
        wrong_if(
            left and not sent,
            "only stops waiting",
            f"you returned {(status, code)} and left the child at work: its time was up, but nobody ended it",
            at=returned,
        )
        wrong_if(
            name == "stubborn" and sent and "SIGKILL" not in sent and (left or child.marks("end")),
            "terminate alone",
            "a child that ignores SIGTERM was not ended: "
            + ("you returned while it was alive" if left else "it worked on to its own end"),
            at=returned,
        )
        wrong_if(
            left,
            "no join after the kill",
            f"you returned {(status, code)} before the child had ended and had been waited for: a signal is only "
            "sent, the end takes its time",
            at=returned,
        )
        wrong_if(
            child.marks("end"),
            "no deadline",
            f"the child had {deadline} seconds, and it worked for {lived:.2f}, to its own end",
            at=child.exit,
        )
        wrong_if(
            lived < deadline - A_MOMENT,
            "killed too early",
            f"the child had {deadline} seconds, and it ended after {lived:.2f}",
            at=child.exit,
        )
        told = [moment for moment in signals if moment.event.signal in ("SIGTERM", "SIGKILL")]
        wrong_if(
            not told,
            "another signal",
            "the child was not ended by a SIGTERM or SIGKILL of yours"
            + (f", but by {child.signal}" if child.signal else ""),
            at=child.exit,
        )
        wrong_if(
            signals[0] is not told[0],
            "another signal",
            f"the first signal that you sent was {signals[0].event.signal}, not SIGTERM or SIGKILL",
            at=signals[0],
        )
        wrong_if(
            told[0].t - child.born.t > deadline + LONGEST_PAUSE,
            "killed too late",
            f"the child had {deadline} seconds, and you sent the first signal after {told[0].t - child.born.t:.2f}",
            at=told[0],
        )
        wrong_if(
            lived > deadline + LONGEST_CLEAN_UP + 1,
            "killed too late",
            f"the child had {deadline} seconds, and it ended after {lived:.2f}",
            at=child.exit,
        )
        told = f"you ended the child, its exit code was {exit_code(child)}, and you returned {(status, code)}"
        wrong_if(status == "done", "killed, but called done", told, at=returned)
        wrong_if(status != "killed", "other words", told, at=returned)
        wrong_if(code != exit_code(child), "wrong exit code", told, at=returned)


@check(points=1, category="cleanup", scenario=SCENARIO, schedules=SCHEDULES)
def test_nobody_is_left(trace):
    """Whenever `run_with_deadline` returns, its process has ended and has been waited for."""
    for name in IN_TIME + LATE:
        child, returned = call(trace, name)
        # Whom a signal has been sent ends when it gets to run: whether that was before or after is luck.
        wrong_if(
            child.alive_at(returned) or child.zombie_at(returned),
            "no join after the kill",
            "`run_with_deadline` returned before it had waited for its child: that was still alive, or a zombie",
            at=returned,
        )
