"""process/wait_for_child: the task in a Process, waited for, and then "main done"."""

from grader.checks import BESIDES_PROCESS, THREADS, Scenario, check, wrong_if

SCENARIO = Scenario(
    given=lambda random: {"seconds": random.randint(300, 400), "seconds_afterwards": random.randint(150, 190)}
)


@check(points=1, category="pid", scenario=SCENARIO)
def test_task_runs_in_a_process_of_its_own(trace, source):
    """`task` runs once, in a child process that you started with `Process`."""
    begins = trace.marks("begin")
    in_main = next((begin for begin in begins if begin.process.is_main), None)
    in_children = [begin for begin in begins if not begin.process.is_main]
    wrong_if(
        in_main and source.uses(*THREADS),
        "a thread in place of a process",
        "`task` ran in a thread of the main process: no process was started for it",
        at=in_main,
    )
    wrong_if(
        in_main and trace.workers and not in_children,
        "target=task()",
        "`task` ran in the main process, and your child had nothing to do: with parentheses you call the function "
        "yourself and hand over what it returned; target wants the function",
        at=in_main,
    )
    wrong_if(
        in_main and not in_children,
        "run() in place of start()",
        "`task` ran in the main process and no process was born: only `start()` makes a process, `run()` is an "
        "ordinary call",
        at=in_main,
    )
    wrong_if(
        not begins and any(child.signal for child in trace.workers),
        "terminated",
        "your child was ended by a signal before it could run `task`",
    )
    wrong_if(not begins, "task never ran", "`task` was never called, neither by you nor by a child of yours")
    wrong_if(len(begins) > 1, "task ran twice", f"`task` ran {len(begins)} times, expected once", at=begins[-1])
    wrong_if(
        source.uses(*BESIDES_PROCESS),
        "another technique",
        "`task` ran in a child, but not by a `Process` that you created, started and waited for",
    )


@check(points=1.5, category="join", scenario=SCENARIO, needs="test_task_runs_in_a_process_of_its_own")
def test_main_done_comes_after_the_child(trace, source):
    """“main done” is said only when the child has done its task and has ended."""
    said = trace.mark("say", "`say` was never called", "never said")
    child = trace.mark("begin").process
    waited = said.t - child.born.t
    too_early = said.before(child.exit)
    wrong_if(
        not said.process.is_main,
        "said by the child",
        "the child said it itself, so nothing says when it ended",
        at=said,
    )
    wrong_if(
        child.signal and not too_early,
        "terminated",
        f"your child was ended by {child.signal}: it was to do its task to the end",
        at=child.exit,
    )
    wrong_if(
        child.signal,
        "daemon without join",
        f"“main done” was said while your child was working, and when the main program ended the child was killed "
        f"({child.signal}): a daemon lives no longer than main. Waiting for it is still up to you",
        at=said,
    )
    wrong_if(
        trace.main.slept_between(child.born, said),
        "sleep in place of join",
        "you slept while the child was running; how long it takes nobody knows, so wait for the process itself"
        + (": “main done” was said while it was still working" if too_early else ""),
        at=said,
    )
    wrong_if(
        too_early and waited > 0.5,
        "join with a timeout",
        f"you gave up waiting after {waited:.0f} seconds and said “main done” while the child was still working",
        at=said,
    )
    wrong_if(
        too_early,
        "no join",
        "“main done” was said while the child was still working: you had not waited for it",
        at=said,
    )
    wrong_if(
        not any(wait.before(said) for wait in trace.main.events("wait")) and source.busy_waits,
        "a busy loop",
        "you asked all the time whether the child had ended: that takes a processor away from "
        "those who work; let the operating system wake you",
        at=said,
    )
    wrong_if(not child.marks("end"), "task not done", "your child ended before its task was done", at=child.exit)


@check(points=0.5, category="ordering", scenario=SCENARIO, needs="test_task_runs_in_a_process_of_its_own")
def test_main_says_it_once(trace):
    """Exactly “main done” is said, once, by the main process, before `run_then_say` returns."""
    said = trace.marks("say")
    words = [moment.value for moment in said]
    wrong_if(not said, "never said", "`say` was never called")
    wrong_if(
        any(not moment.process.is_main for moment in said),
        "said by the child",
        "`say` was called in the child process; the main process is to say it",
        at=said[0],
    )
    wrong_if(words != ["main done"], "other words", f"expected that you say “main done” once, and you said {words}")
    wrong_if(said[0].after(trace.mark("returned")), "said too late", "`run_then_say` had returned before it was said")
