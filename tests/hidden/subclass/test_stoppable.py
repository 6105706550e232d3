"""subclass/stoppable: steps in the child until asked to end, then cleanup there, and stop() waits for it."""

import ast

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(
    given=lambda random: {
        "seconds": random.randint(5, 9) + 0.5,
        "step_seconds": random.choice((1, 1.5)),
        "cleanup_seconds": random.randint(31, 45),
    }
)
SCHEDULES = ("natural", "parent-first", "slow-child", "slow-exit")
ON_TIME = ("natural", "parent-first")
ALL = ("first", "early", "last")


def the_child(trace, which):
    """The process that `start()` of that Stoppable made."""
    started = moment(trace, "started", which)
    for step in trace.main.marks("step-begins"):
        wrong_if(
            True,
            "run called",
            "`step` was called in the main process (by a thread, or by an ordinary call of "
            "`run()`) and not in the child",
            at=step,
        )
    child = next((child for child in trace.main.children if started and child.pid == started.values[1]), None)
    wrong_if(child is None, "another technique", "`start()` did not create a process, or one that is not the Stoppable")
    return child


def moment(trace, label, which, time_of=None):
    """The mark of that label about that Stoppable, None without one."""
    return next(
        (mark for mark in trace.marks(label) if mark.value == which and (time_of is None or mark.values[1] == time_of)),
        None,
    )


def makes_event_in_run(source):
    """Whether the text of run() makes an Event, or another shared object, of its own."""
    names = {
        getattr(call.func, "attr", getattr(call.func, "id", ""))
        for function in ast.walk(source.tree)
        if isinstance(function, ast.FunctionDef) and function.name == "run"
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
    }
    return names & {"Event", "Value", "Condition", "Semaphore", "Pipe", "Queue", "SimpleQueue"}


def the_child_is_told(trace, source, which):
    """The child learned that it was asked to end."""
    child = the_child(trace, which)
    asked, raised = moment(trace, "asked", which, "once"), moment(trace, "raised", which, "once")
    in_run, what = makes_event_in_run(source), ": ".join(raised.values[2:]) if raised else ""
    wrong_if(
        raised and in_run,
        "an Event made in run",
        f"`stop()` raised {what} (often: what run() makes, it makes in the child, and the parent's object lacks it)",
        at=raised,
    )
    wrong_if(raised, "exception", f"`stop()` raised {what}", at=raised)
    told = "the child went on stepping after `stop()` was called, and would have gone on for ever"
    wrong_if(
        child.marks("endless") and in_run,
        "an Event made in run",
        f"{told} (often: the object that run() makes in the child is not the one that the parent sets)",
        at=asked,
    )
    wrong_if(
        child.marks("endless"),
        "a plain attribute as flag",
        f"{told}: what `stop()` set did not reach it (often: an attribute or a threading.Event, which the parent sets "
        "in its own memory alone)",
        at=asked,
    )


def it_steps(trace, which, until):
    child = the_child(trace, which)
    steps, seconds = child.marks("step-begins"), trace.given["step_seconds"]
    wrong_if(
        not steps or until.before(steps[0]),
        "no step",
        f"the child made no step between `start()` and `stop()`, {until.t - child.born.t:.1f} seconds later",
    )
    if child.marks("endless"):  # it went on, until the scenario had enough
        return
    cleanup = next(iter(child.marks("cleanup-begins")), None)
    for early in cleanup, child.exit:
        others = [mark for mark in trace.marks("asked") if mark.before(early) and mark.value != which]
        wrong_if(
            until.after(early) and others,
            "stops the others, too",
            "the child ended after `stop()` of another Stoppable had been called, and its own had not been",
            at=early,
        )
        wrong_if(
            until.after(early),
            "ended unasked",
            f"the child called `cleanup`, or ended, after {len(steps)} steps, before its `stop()` was called",
            at=early,
        )
    before = [step for step in steps if step.before(until)]
    for step, following in zip([None, *before], [*before, until], strict=True):
        begin = child.born.t if step is None else step.t + seconds
        wrong_if(
            following.t - begin > 1.05,
            "too few steps",
            f"{following.t - begin:.1f} seconds went by without a step, before `stop()` was called",
            at=following,
        )


@check(points=1, category="isolation", scenario=SCENARIO, schedules=ON_TIME)
def test_the_child_steps_until_it_is_asked(trace):
    """The child calls `step()` again and again until its own `stop()` is called; other Stoppables go on."""
    for which in "first", "last":
        it_steps(trace, which, moment(trace, "asked", which, "once"))


def no_step_is_lost(trace, child, asked):
    late = [step for step in child.marks("step-begins") if step.after(asked)]
    wrong_if(len(late) > 1, "steps go on", f"{len(late)} steps began after `stop()` was called", at=late[-1:])
    wrong_if(
        child.signal,
        "terminate",
        f"{child.signal} ended the child: a killed process cannot finish its work, and one that has only just been "
        "created is killed before it can prepare for any signal",
        at=child.exit,
    )
    begun, ended = len(child.marks("step-begins")), len(child.marks("step-ends"))
    wrong_if(begun != ended, "a step broken off", f"{begun} steps began, and {ended} came to their end")
    wrong_if(
        child.exit_code != 0,
        "the child failed",
        f"the child ended with exit code {child.exit_code}, not with 0 "
        f"({child.errors.strip()[-200:] or 'it said nothing on stderr'})",
    )


@check(
    points=1,
    category="isolation",
    scenario=SCENARIO,
    schedules=SCHEDULES,
    needs="test_the_child_steps_until_it_is_asked",
)
def test_being_asked_reaches_the_child(trace, source):
    """After `stop()` has been called at most one more step begins, no step is broken off, and the child ends itself."""
    for which in ALL:
        the_child_is_told(trace, source, which)
    for which in ALL:
        no_step_is_lost(trace, the_child(trace, which), moment(trace, "asked", which, "once"))


def it_cleans_up(trace, source, which):
    child = the_child(trace, which)
    at_home = trace.main.marks("cleanup-begins")
    wrong_if(
        at_home and not child.marks("cleanup-begins"),
        "cleanup in the parent",
        "`cleanup` was called in the main process: what there is to tidy up is in the child",
        at=at_home,
    )
    cleanups, steps = child.marks("cleanup-begins"), child.marks("step-begins")
    wrong_if(
        not cleanups and child.signal,
        "terminate",
        f"`cleanup` was not called: {child.signal} had ended the child",
        at=child.exit,
    )
    if not cleanups:
        the_child_is_told(trace, source, which)
    wrong_if(
        not cleanups,
        "no cleanup",
        "the child did not call `cleanup`" + ("" if steps else "; it had not made a step when it was asked to end"),
    )
    wrong_if(len(cleanups) > 1, "cleanup twice", f"`cleanup` was called {len(cleanups)} times", at=cleanups[-1])
    wrong_if(at_home, "cleanup twice", "`cleanup` was called in the child, and in the main process again", at=at_home)
    wrong_if(
        steps and steps[-1].after(cleanups[0]),
        "cleanup before the last step",
        "a step began after `cleanup`",
        at=steps[-1:],
    )
    wrong_if(
        not child.marks("cleanup-ends"),
        "terminate" if child.signal else "the child failed",
        f"`cleanup` was begun, and {child.signal or 'the end of the child'} came before it was through",
        at=cleanups[0],
    )


@check(points=1, category="ordering", scenario=SCENARIO, schedules=SCHEDULES)
def test_the_child_cleans_up_last(trace, source):
    """`cleanup()` is called once, in the child, after the last step, even if no step was made."""
    for which in ALL:
        it_cleans_up(trace, source, which)


def it_has_ended(trace, which):
    child, stopped = the_child(trace, which), moment(trace, "stopped", which, "once")
    wrong_if(
        stopped.before(child.exit) or child.zombie_at(stopped),
        "stop does not wait",
        f"`stop()` returned while the child {child.pid} had not ended yet, or had not been collected",
        at=stopped,
    )
    asked = moment(trace, "asked", which, "once")
    wrong_if(
        stopped.t - child.exit.t > 1.1 + 0.03 * (stopped.t - asked.t),
        "stop returns too late",
        f"`stop()` returned {stopped.t - child.exit.t:.1f} seconds after the child had ended",
        at=stopped,
    )
    again, raised = moment(trace, "stopped", which, "again"), moment(trace, "raised", which, "again")
    wrong_if(
        raised,
        "stopped twice",
        f"`stop()`, called again, raised {': '.join(raised.values[2:]) if raised else ''}",
        at=raised,
    )
    wrong_if(
        again and again.t - stopped.t > 0.1,
        "stopped twice",
        f"`stop()`, called again, took {again.t - stopped.t if again else 0:.1f} seconds",
        at=again,
    )


@check(
    points=1,
    category="cleanup",
    scenario=SCENARIO,
    schedules=SCHEDULES,
    needs="test_being_asked_reaches_the_child",
)
def test_stop_returns_when_it_is_gone(trace):
    """When `stop()` returns the child has ended and has been collected, not later; stopping again does nothing."""
    for which in ALL:
        it_has_ended(trace, which)
