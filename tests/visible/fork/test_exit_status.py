"""fork/exit_status, as you may know it: codes, a signal, exceptions, and a child that ends inside."""

from grader.checks import Scenario, check, wrong_if


def returns(random):
    return {"calls": [["return", random.randint(2, 99), 3], ["return", 0, 0], ["return", 256, 0]]}


CODE = Scenario(given=returns)
SIGNAL = Scenario(given=lambda random: {"calls": [["signal", 9, 0]]})
EXCEPTION = Scenario(given=lambda random: {"calls": [["raise", "ValueError", 0], ["sys.exit", 7, 0]]})


def answers(trace):
    """What `exit_code_of` returned, when its job has run in a child; with what each job did."""
    job = trace.mark("job", "`job` was never called")
    wrong_if(job.process.is_main, "job in the parent", "the job ran in the main process", at=job)
    for left in sorted(trace.marks("left"), key=lambda left: left.process.id):
        wrong_if(left.value is None, "child runs on", f"the child {left.process.pid} came back, too", at=left)
        wrong_if(
            True,
            "the exception reaches the caller in the child",
            f"the child {left.process.pid} left `exit_code_of` by {left.value}",
            at=left,
        )
    return list(zip(trace.main.marks("returned"), trace.given["calls"], strict=True))


@check(category="errors", scenario=CODE)
def test_what_the_job_returns_is_the_exit_code(trace):
    """A job that returns a number between 0 and 255 gives that number; of 256, 0 is left."""
    for got, (_, number, _) in answers(trace):
        name = "wrong code" if number < 256 else "-1 or 256 misread"
        wrong_if(
            got.value != number % 256, name, f"the job returned {number}, `exit_code_of` returned {got.value}", at=got
        )


@check(category="errors", scenario=SIGNAL)
def test_a_signal_is_a_negative_number(trace):
    """A job that is killed by signal 9 gives -9."""
    for got, _ in answers(trace):
        wrong_if(
            got.value != -9,
            "signal misread",
            f"the job was killed by signal 9, `exit_code_of` returned {got.value}",
            at=got,
        )


@check(category="errors", scenario=EXCEPTION)
def test_an_exception_is_one(trace):
    """A job that raises an exception gives 1; sys.exit(7) gives 7."""
    for got, (how, value, _) in answers(trace):
        what = f"raised {value}" if how == "raise" else f"called sys.exit({value})"
        wrong_if(
            got.value != (1 if how == "raise" else value),
            "wrong code for an exception",
            f"the job {what}, `exit_code_of` returned {got.value}",
            at=got,
        )


@check(category="cleanup", scenario=CODE, needs="test_what_the_job_returns_is_the_exit_code")
def test_the_child_is_collected(trace):
    """When `exit_code_of` returns, the child has been collected."""
    returned = trace.main.marks("returned")[0]
    child = min((job.process for job in trace.marks("job")), key=lambda child: child.id)
    wrong_if(
        child.alive_at(returned) or child.zombie_at(returned),
        "no wait",
        f"when `exit_code_of` returned, the child {child.pid} was still alive, or a zombie",
        at=returned,
    )
