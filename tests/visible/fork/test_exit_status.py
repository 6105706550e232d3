"""fork/exit_status, as you may know it: a code, a signal, an exception."""

from grader.checks import Scenario, check, wrong_if

CODE = Scenario(given=lambda random: {"jobs": [["return", random.randint(2, 99)]]})
SIGNAL = Scenario(given=lambda random: {"jobs": [["signal", 9]]})
EXCEPTION = Scenario(given=lambda random: {"jobs": [["raise", 0]]})


def answer(trace):
    """What `exit_code_of` returned, when its job has run in a child."""
    job = trace.mark("job", "`job` was never called")
    wrong_if(job.process.is_main, "job in the parent", "the job ran in the main process", at=job)
    return trace.main.marks("answer")[0]


@check(category="errors", scenario=CODE)
def test_what_the_job_returns_is_the_exit_code(trace):
    """A job that returns a number between 0 and 255 gives that number."""
    got, expected = answer(trace), trace.given["jobs"][0][1]
    wrong_if(
        got.value != expected, "wrong code", f"the job returned {expected}, `exit_code_of` returned {got.value}", at=got
    )


@check(category="errors", scenario=SIGNAL)
def test_a_signal_is_a_negative_number(trace):
    """A job that is killed by signal 9 gives -9."""
    got = answer(trace)
    wrong_if(
        got.value != -9,
        "signal misread",
        f"the job was killed by signal 9, `exit_code_of` returned {got.value}",
        at=got,
    )


@check(category="errors", scenario=EXCEPTION)
def test_an_exception_is_one(trace):
    """A job that raises an exception gives 1."""
    got = answer(trace)
    wrong_if(got.value != 1, "wrong code", f"the job raised ValueError, `exit_code_of` returned {got.value}", at=got)
