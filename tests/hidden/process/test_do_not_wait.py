"""process/do_not_wait: the task in a Process, main goes on at once, and gets the live process."""

from grader.checks import THREADS, Scenario, check, wrong_if
from grader.checks.named_calls import calls
from grader.checks.process_claims import (
    A_MOMENT,
    exit_code,
    expect_made_by_process,
    expect_no_task_in_main,
    expect_older_left_alone,
    expect_return,
    naps,
)


def tasks(random):
    """Of each task: how many seconds it works, and its exit code. The first still works when main ends."""
    return {
        "tasks": {
            "first": [random.randint(500, 600), random.randint(1, 99)],
            "second": [random.randint(100, 150), random.randint(100, 250)],
        }
    }


SCENARIO = Scenario(given=tasks)
WHEN = {"first": "", "second": " in the second call, while the first child was at work"}


@check(points=1, category="pid", scenario=SCENARIO)
def test_task_runs_in_a_process_of_its_own(trace):
    """`task` runs once, in one child process that you start with `Process`."""
    for call in calls(trace):
        begins, when = call.marks("begin"), WHEN[call.name]
        wrong_if(
            not begins and any(child.signal for child in call.born),
            "terminated",
            "a signal ended your child before it could run `task`",
        )
        wrong_if(not begins, "task never ran", f"`task` was not called{when}, neither by you nor by a child of yours")
        expect_no_task_in_main(begins, call.born)
        wrong_if(len(begins) > 1, "task ran twice", f"`task` ran {len(begins)} times{when}", at=begins[1:])
        expect_made_by_process(begins[0])


@check(points=1, category="ordering", scenario=SCENARIO, needs="test_task_runs_in_a_process_of_its_own")
def test_main_goes_on_at_once(trace, source):
    """“main goes on” is said once, by main, when the child has been started, and nothing is waited for."""
    for call in calls(trace):
        said, child, when = call.marks("say"), call.marks("begin")[0].process, WHEN[call.name]
        expect_return(call, "say_then_child", when)
        wrong_if(not said, "never said", f"`say` was not called{when}", at=call.over)
        wrong_if(
            not said[0].process.is_main,
            "said by the child",
            "`say` was called in the child; main is to say it",
            at=said[0],
        )
        words = [moment.values[1] for moment in said]
        wrong_if(set(words) != {"main goes on"}, "other words", f"you said {words}, not “main goes on”", at=said[0])
        wrong_if(len(said) > 1, "said twice", f"you said it {len(said)} times", at=said[1:])
        wrong_if(
            said[0].before(child.born),
            "child started too late",
            "“main goes on” was said before there was a child",
            at=said[0],
        )
        wrong_if(
            said[0].after(call.over),
            "said too late",
            "`say_then_child` had returned before it was said",
            at=said[0],
        )
        wrong_if(
            source.uses(*THREADS) or "thread" in call.marks("begin")[0].values[-1],
            "threads",
            "your code uses threads",
        )
        expect_no_waiting(trace, source, call, child)


def expect_no_waiting(trace, source, call, child):
    """The main process neither slept nor waited during the call."""
    joined = [wait for wait in trace.main.events("wait") if call.holds(wait)]
    wrong_if(
        child.exit and call.over.after(child.exit),
        "joins",
        "`say_then_child` came back when the child had ended: main waited for it",
        at=call.over,
    )
    earlier = [other.exit for other in trace.workers if other.exit and other is not child and call.holds(other.exit)]
    wrong_if(
        joined or earlier,
        "waits for another child",
        "main waited for a child that an earlier call had started",
        at=joined or earlier,
    )
    slept = naps(trace.main, source, call.begin, call.over)
    wrong_if(slept, "sleeps", "main slept; there is nothing to sleep for", at=slept)
    expect_older_left_alone(trace)
    waited = call.over.t - child.born.t
    wrong_if(
        waited > A_MOMENT,
        "waits a while",
        f"`say_then_child` returned {waited:,.3f} seconds after the child's start; there is nothing to wait for",
        at=call.over,
    )


@check(points=1, category="join", scenario=SCENARIO, needs="test_task_runs_in_a_process_of_its_own")
def test_a_live_process_is_returned(trace):
    """You return the object of the child's process, which is alive and does its task to the end."""
    for call in calls(trace):
        child, when = call.marks("begin")[0].process, WHEN[call.name]
        process = next(iter(call.marks("process")), None)
        wrong_if(
            process is None,
            "no process returned",
            f"a Process object was asked for, and you returned a value of the type {call.kind}",
            at=call.over,
        )
        wrong_if(
            process.values[1] != child.pid,
            "another process returned",
            f"the process that you returned{when} has the PID {process.values[1]}; the child that runs `task` has "
            f"{child.pid}",
            at=call.over,
        )
        wrong_if(
            len(call.born) > 1,
            "more than one process",
            f"{len(call.born)} processes were created for one task",
            at=call.born[-1].born,
        )
        wrong_if(
            process.values[3:] == (True,), "daemon", f"the process that you returned{when} is a daemon", at=process
        )
        wrong_if(
            child.signal == "SIGTERM" and child.exit.after(trace.mark("done")),
            "daemon",
            f"when the main program had nothing more to do, your child was killed in the middle of its task "
            f"({child.signal}); often: a daemon",
            at=child.exit,
        )
        wrong_if(
            child.signal, "terminated", f"{child.signal} ended your child in the middle of its task", at=child.exit
        )
        wrong_if(not call.marks("end"), "task not done", "your child ended before its task was done", at=child.exit)
    for joined in trace.main.marks("joined"):
        wrong_if(
            joined.values[1] != exit_code(child),
            "wrong exit code",
            f"the child ended with exit code {exit_code(child)}, and your object says {joined.values[1]}",
            at=joined,
        )
