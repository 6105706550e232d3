"""subclass/stoppable: steps in the child until asked to end, then cleanup there, and stop() waits for it."""

import ast

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(
    given=lambda random: {"seconds": random.randint(2, 6) + 0.5, "cleanup_seconds": random.randint(3, 9)}
)
ON_TIME = ("natural", "child-first", "parent-first")


def the_child(trace):
    """The process that `start()` of the Stoppable made."""
    started = trace.mark("started")
    for step in trace.main.marks("step-begins"):
        wrong_if(
            True,
            "run called",
            "`step` was called in the main process (by a thread, or by an ordinary call of "
            "`run()`) and not in the child",
            at=step,
        )
    child = next((child for child in trace.main.children if child.pid == started.value), None)
    wrong_if(child is None, "another technique", "`start()` did not create a process, or one that is not the Stoppable")
    return child


def moment(trace, label, which):
    return next((mark for mark in trace.marks(label) if mark.value == which), None)


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


def the_child_is_told(trace, source):
    """The child learned that it was asked to end."""
    asked, raised = moment(trace, "asked", "first"), moment(trace, "raised", "first")
    in_run, what = makes_event_in_run(source), ": ".join(raised.values[2:]) if raised else ""
    wrong_if(
        raised and in_run,
        "an Event made in run",
        f"`stop()` raised {what}: what run() makes, it makes in the child, and the parent's object lacks it",
        at=raised,
    )
    wrong_if(raised, "exception", f"`stop()` raised {what}", at=raised)
    told = "the child went on stepping after `stop()` was called, and would have gone on for ever"
    wrong_if(
        trace.marks("endless") and in_run,
        "an Event made in run",
        f"{told}: the object that run() makes in the child is not the one that the parent sets",
        at=asked,
    )
    wrong_if(
        trace.marks("endless"),
        "a plain attribute as flag",
        f"{told}: what the parent assigns to an attribute is assigned in the parent alone",
        at=asked,
    )


def signal_to(trace, child):
    """The first signal that the program sent to the child before the scenario's end, None without one."""
    end = moment(trace, "stopped", "second")
    return next(
        (
            signal
            for signal in trace.of_kind("signal")
            if signal.event.target == child.id and signal.before(end) and str(signal.event.signal).startswith("SIG")
        ),
        None,
    )


@check(points=1, category="isolation", scenario=SCENARIO, schedules=ON_TIME)
def test_the_child_steps_until_it_is_asked(trace):
    """The child calls `step()` again and again until `stop()` is called."""
    child, asked = the_child(trace), moment(trace, "asked", "first")
    steps = child.marks("step-begins")
    wrong_if(
        not steps or asked.before(steps[0]),
        "no step",
        f"the child made no step in the {trace.given['seconds']} seconds between `start()` and `stop()`",
    )
    cleanup = next(iter(trace.marks("cleanup-begins")), None)
    wrong_if(
        asked.after(cleanup),
        "ended unasked",
        f"the child called `cleanup` after {len(steps)} steps, before `stop()` was called",
        at=cleanup,
    )
    wrong_if(
        asked.after(child.exit),
        "ended unasked",
        f"the child ended after {len(steps)} steps, before `stop()` was called",
        at=child.exit,
    )
    before = [step for step in steps if step.before(asked)]
    wrong_if(
        len(before) < trace.given["seconds"] / 2 - 1,
        "too few steps",
        f"the child began only {len(before)} steps of a second in {trace.given['seconds']} seconds",
    )


@check(points=1, category="isolation", scenario=SCENARIO, needs="test_the_child_steps_until_it_is_asked")
def test_being_asked_reaches_the_child(trace, source):
    """After `stop()` has been called at most one more step begins, no step is broken off, and the child ends itself."""
    child, asked = the_child(trace), moment(trace, "asked", "first")
    the_child_is_told(trace, source)
    late = [step for step in trace.marks("step-begins") if step.after(asked)]
    wrong_if(
        len(late) > 1,
        "steps go on",
        f"{len(late)} steps began after `stop()` was called",
        at=late[-1:],
    )
    signal = signal_to(trace, child)
    wrong_if(
        signal,
        "terminate",
        f"{signal.event.signal if signal else ''} was sent to the child: whoever is killed cannot finish its "
        "work, and a child that has only just been born dies before it can prepare for any signal",
        at=signal,
    )
    begun, ended = len(trace.marks("step-begins")), len(trace.marks("step-ends"))
    wrong_if(begun != ended, "a step broken off", f"{begun} steps began, but only {ended} came to their end")
    wrong_if(
        child.exit_code != 0,
        "the child failed",
        f"the child ended with {child.signal or f'exit code {child.exit_code}'}, not with exit code 0 "
        f"({child.errors.strip()[-200:] or 'it said nothing on stderr'})",
    )


@check(points=1, category="ordering", scenario=SCENARIO)
def test_the_child_cleans_up_last(trace, source):
    """`cleanup()` is called once, in the child, after the last step, even if no step was made."""
    child = the_child(trace)
    cleanups, steps = trace.marks("cleanup-begins"), trace.marks("step-begins")
    wrong_if(
        not cleanups and child.signal,
        "terminate",
        f"`cleanup` was never called: {child.signal} had ended the child",
        at=child.exit,
    )
    if not cleanups:
        the_child_is_told(trace, source)
    wrong_if(not cleanups, "no cleanup", "`cleanup` was never called")
    wrong_if(
        cleanups[0].process.is_main,
        "cleanup in the parent",
        "`cleanup` was called in the main process: what there is to tidy up is in the child",
        at=cleanups[0],
    )
    wrong_if(len(cleanups) > 1, "cleanup twice", f"`cleanup` was called {len(cleanups)} times", at=cleanups[-1])
    wrong_if(
        steps and steps[-1].after(cleanups[0]),
        "cleanup before the last step",
        "a step began after `cleanup`",
        at=steps[-1:],
    )
    wrong_if(
        cleanups[0].before(moment(trace, "asked", "first")),
        "ended unasked",
        "`cleanup` was called before `stop()` was",
        at=cleanups[0],
    )
    wrong_if(
        not trace.marks("cleanup-ends"),
        "terminate",
        "`cleanup` was begun, but the child was gone before it had come to its end",
        at=cleanups[0],
    )


@check(points=1, category="cleanup", scenario=SCENARIO, needs="test_being_asked_reaches_the_child")
def test_stop_returns_when_it_is_gone(trace):
    """When `stop()` returns the child has ended and has been collected; stopping again does no harm."""
    child, stopped, again = the_child(trace), moment(trace, "stopped", "first"), moment(trace, "raised", "second")
    wrong_if(
        stopped.before(child.exit),
        "stop does not wait",
        f"`stop()` returned while the child {child.pid} was still alive",
        at=stopped,
    )
    wrong_if(
        child.zombie_at(stopped),
        "stop does not wait",
        f"`stop()` returned, and nobody had collected the child {child.pid}: it stayed a zombie",
        at=stopped,
    )
    wrong_if(
        again,
        "stopped twice",
        f"`stop()`, called again, raised {': '.join(again.values[1:]) if again else ''}",
        at=again,
    )
