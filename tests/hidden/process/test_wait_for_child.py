"""process/wait_for_child: the task in a Process, waited for until it has ended, and then "main done"."""

from grader.checks import THREADS, Scenario, check, wrong_if
from grader.checks.named_calls import calls
from grader.checks.process_claims import (
    A_MOMENT,
    expect_made_by_process,
    expect_no_task_in_main,
    expect_older_left_alone,
    naps,
)

SCHEDULES = ("natural", "parent-first", "slow-child")
TASKS = {
    "plain": "the task that takes an hour",
    "failing": "the task that raises an exception",
    "leaving": "the task that calls sys.exit",
    "killed": "the task that a signal kills",
    "instant": "the task that returns at once",
    "short": "the task that takes some seconds",
}


def long_and_short(random):
    """Of each task: how many seconds it works, how it ends, and how many seconds its process then needs to exit."""
    hours = [random.uniform(3700, 4300), "returns", random.uniform(40, 60)]
    return {
        "tasks": {"plain": hours, "instant": [0, "returns", 0], "short": [random.uniform(3, 9), "returns", 0]},
        "seconds_afterwards": random.randint(150, 190),
        "method": None,
    }


def bad_ends(random):
    ends = [
        ("failing", [random.uniform(100, 200), "raises", 0]),
        ("leaving", [random.uniform(100, 200), "exits", random.uniform(40, 60)]),
        ("killed", [random.uniform(100, 200), "killed", 0]),
    ]
    return {"tasks": dict(random.sample(ends, len(ends))), "seconds_afterwards": 0, "method": "forkserver"}


SCENARIO = Scenario(given=long_and_short)
BAD_ENDS = Scenario(given=bad_ends)


@check(points=1, category="pid", scenario=SCENARIO, schedules=SCHEDULES)
def test_task_runs_in_a_process_of_its_own(trace, source):
    """`task` runs once, in one child process that you start with `Process`."""
    for call in calls(trace):
        begins, which = call.marks("begin"), TASKS[call.name]
        wrong_if(
            not begins and any(child.signal for child in call.born),
            "terminated",
            "a signal ended your child before it could run `task`",
        )
        wrong_if(not begins, "task never ran", f"{which} was never called, neither by you nor by a child of yours")
        wrong_if(len(begins) > 1, "task ran twice", f"{which} ran {len(begins)} times", at=begins[1:])
        expect_no_task_in_main(begins, call.born)
        expect_made_by_process(begins[0])
        wrong_if(
            "thread" in begins[0].values[-1] or source.uses(*THREADS),
            "threads",
            "your code uses threads; the main process can wait by itself",
            at=begins[0],
        )
        wrong_if(
            len(call.born) > 1,
            "more than one process",
            f"{len(call.born)} processes were created for one task",
            at=call.born[-1].born,
        )


@check(
    points=1,
    category="join",
    scenario=SCENARIO,
    schedules=SCHEDULES,
    needs="test_task_runs_in_a_process_of_its_own",
)
def test_main_done_comes_after_the_child(trace, source):
    """The main process goes on when the child has ended: not before, and not later."""
    for call in calls(trace):
        which, child = TASKS[call.name], call.marks("begin")[0].process
        wrong_if(
            call.raised,
            "an exception",
            f"`run_then_say` raised {call.raised} with {which}, and the main process has no part in that",
            at=call.over,
        )
        on = next((said for said in call.marks("say") if said.process.is_main), call.over)
        early = on.before(child.exit)
        told = f"with {which}, main went on"
        wrong_if(
            child.signal and not early,
            "terminated",
            f"{child.signal} ended your child, which was to do its task to the end",
            at=child.exit,
        )
        wrong_if(
            child.signal and early and child.exit.after(trace.mark("done")),
            "daemon without join",
            f"main went on while your child was working, and when the main program ended, {child.signal} killed the "
            "child: a daemon lives no longer than main",
            at=on,
        )
        require_the_end(trace, source, on, child, told)
        wrong_if(not call.marks("end"), "task not done", "your child ended before its task was done", at=child.exit)


def require_the_end(trace, source, on, child, told):
    """The main process went on (at the moment `on`) because the child had ended, and for no other reason."""
    expect_older_left_alone(trace)
    early, slept = on.before(child.exit), naps(trace.main, source, child.born, on)
    done = next((end for end in child.marks("end") if end.before(on)), None)
    waited = on.t - child.born.t
    wrong_if(
        slept,
        "sleep in place of join",
        "the main process slept while the child was alive; how long a child takes is not known beforehand",
        at=on,
    )
    wrong_if(
        early and done,
        "message in place of join",
        f"{told} when the task was done, but its process had not ended yet",
        at=on,
    )
    wrong_if(
        early and waited > A_MOMENT,
        "join with a timeout",
        f"{told} after {waited:,.0f} seconds, while the child was still at work (often: a timeout)",
        at=on,
    )
    wrong_if(early, "no join", f"{told} while the child was still working", at=on)
    wrong_if(
        source.busy_waits
        and not any(child.born.before(wait) and wait.before(on) for wait in trace.main.events("wait")),
        "a busy loop",
        "you asked all the time whether the child had ended: that takes a processor away from the processes that work",
        at=on,
    )
    wrong_if(
        on.t - child.exit.t > A_MOMENT,
        "sleep in place of join",
        f"{told} {on.t - child.exit.t:,.3f} seconds after the child had ended, so it was not the end that woke it "
        "(often: a loop that looks from time to time)",
        at=on,
    )


@check(
    points=0.5,
    category="ordering",
    scenario=SCENARIO,
    schedules=SCHEDULES,
    needs="test_task_runs_in_a_process_of_its_own",
)
def test_main_says_it_once(trace):
    """Exactly “main done” is said, once, by the main process, before `run_then_say` returns."""
    for call in calls(trace):
        said, which = call.marks("say"), TASKS[call.name]
        words = [moment.values[1] for moment in said]
        wrong_if(not said, "never said", f"`say` was not called with {which}", at=call.over)
        wrong_if(
            any(not moment.process.is_main for moment in said),
            "said by the child",
            "`say` was called in the child process; the main process is to say it",
            at=said[0],
        )
        wrong_if(set(words) != {"main done"}, "other words", f"you said {words}, not “main done”", at=said[0])
        wrong_if(len(said) > 1, "said twice", f"you said it {len(said)} times", at=said[-1])
        wrong_if(
            said[0].after(call.over), "said too late", "`run_then_say` had returned before it was said", at=said[0]
        )


@check(
    points=0.5,
    category="errors",
    scenario=BAD_ENDS,
    schedules=("natural",),
    needs="test_task_runs_in_a_process_of_its_own",
    stuck=("only a good end counts", "a child ended without doing its task to the end, and you went on waiting"),
)
def test_it_does_not_matter_how_the_child_ends(trace):
    """“main done” is said after an exception in the child, after `sys.exit`, and after a signal as well."""
    for call in calls(trace):
        which, begins = TASKS[call.name], call.marks("begin")
        wrong_if(
            call.raised,
            "an exception",
            f"`run_then_say` raised {call.raised} with {which}: an exception in the child is not yours to raise",
            at=call.over,
        )
        wrong_if(len(begins) > 1, "task ran twice", f"{which} ran {len(begins)} times", at=begins[1:])
        said = next((said for said in call.marks("say") if said.process.is_main), None)
        wrong_if(said is None, "only a good end counts", f"`say` was not called with {which}", at=call.over)
        wrong_if(
            said.before(begins[0].process.exit),
            "no join",
            f"with {which}, “main done” was said while the child was alive",
            at=said,
        )
