"""process/do_not_wait: the task in a Process, main goes on at once, and gets the live process."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(
    given=lambda random: {"seconds": random.randint(300, 400), "seconds_afterwards": random.randint(150, 190)}
)


@check(points=1, category="pid", scenario=SCENARIO)
def test_task_runs_in_a_process_of_its_own(trace):
    """`task` runs once, in a child process."""
    begins = trace.marks("begin")
    in_main = next((begin for begin in begins if begin.process.is_main), None)
    wrong_if(in_main, "runs in the parent", "`task` ran in the main process, not in a child", at=in_main)
    wrong_if(
        not begins and any(child.signal for child in trace.workers),
        "terminates it",
        "your child was ended by a signal before it could run `task`",
    )
    wrong_if(not begins, "task never ran", "`task` was never called, neither by you nor by a child of yours")
    wrong_if(len(begins) > 1, "task ran twice", f"`task` ran {len(begins)} times, expected once", at=begins[-1])


@check(points=1, category="ordering", scenario=SCENARIO, needs="test_task_runs_in_a_process_of_its_own")
def test_main_goes_on_at_once(trace):
    """“main goes on” is said once, by main, at the moment at which the child is started."""
    said = trace.mark("say", "`say` was never called", "never said")
    words = [moment.value for moment in trace.marks("say")]
    child = trace.mark("begin").process
    wrong_if(not said.process.is_main, "said by the child", "`say` was called in the child; main is to say it", at=said)
    wrong_if(
        words != ["main goes on"],
        "other words",
        f"expected that you say “main goes on” once, and you said {words}",
        at=said,
    )
    wrong_if(
        said.before(child.born),
        "child started too late",
        "“main goes on” was said before there was a child: start it first",
        at=said,
    )
    wrong_if(
        said.after(child.exit), "joins", "“main goes on” was said when the child had ended: main waited for it", at=said
    )
    wrong_if(
        said.t - child.born.t > 0.5,
        "waits a while",
        f"“main goes on” was said {said.t - child.born.t:g} seconds after the child's start; nothing has to be "
        "waited for",
        at=said,
    )


@check(points=1, category="join", scenario=SCENARIO, needs="test_task_runs_in_a_process_of_its_own")
def test_a_live_process_is_returned(trace):
    """You return the process object at once, its child is alive, and does its task to the end."""
    returned = trace.mark("returned")
    child = trace.mark("begin").process
    pid, kind = returned.values
    wrong_if(
        returned.after(child.exit),
        "terminates it" if child.signal else "joins",
        f"when `say_then_child` returned, the child was gone ({child.signal or 'it had done its task'})",
        at=returned,
    )
    wrong_if(
        returned.t - child.born.t > 0.5,
        "waits a while",
        f"`say_then_child` returned {returned.t - child.born.t:g} seconds after the child's start; nothing has to "
        "be waited for",
        at=returned,
    )
    wrong_if(
        pid is None,
        "no process returned",
        f"expected that you return the Process object, and you returned {kind}",
        at=returned,
    )
    wrong_if(
        pid != child.pid,
        "another process returned",
        f"the process that you returned has the PID {pid}; the child that runs `task` is {child.pid}",
        at=returned,
    )
    wrong_if(
        child.signal and child.exit.after(trace.mark("done")),
        "daemon",
        f"the main program came to its end and killed your child in the middle of its task ({child.signal}): that "
        "is what happens to daemons",
        at=child.exit,
    )
    wrong_if(
        child.signal,
        "terminates it",
        f"your child was ended by {child.signal} in the middle of its task",
        at=child.exit,
    )
    wrong_if(not child.marks("end"), "task not done", "your child ended before its task was done", at=child.exit)
