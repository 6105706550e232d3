"""fork/exit_status: the code as the kernel keeps it, signals, exceptions, and a child that ends inside."""

from dataclasses import dataclass

from grader.checks import Moment, Person, Scenario, check, wrong_if
from grader.checks.claims import expect_os_fork_alone


def inputs(random):
    small, large, left = random.randint(2, 60), random.randint(130, 250), random.randint(61, 120)
    jobs = [["return", 0], ["return", small], ["return", large], ["wrap", 256], ["wrap", -1], ["wrap", 256 + left]]
    jobs += [["signal", 9], ["signal", random.choice([10, 12, 15])], ["exit", left], ["raise", 0]]
    return {"jobs": jobs}


SCENARIO = Scenario(given=inputs)


@dataclass(frozen=True)
class Call:
    """One call of exit_code_of: the number of its job, the children born in it, and what came back."""

    number: int
    children: list[Person]
    answer: int | str
    at: Moment

    @property
    def child(self) -> Person:
        return self.children[0]


def calls(trace, how):
    """The calls whose job ends in this way."""
    found = []
    for asked, answered in zip(trace.main.marks("ask"), trace.main.marks("answer"), strict=True):
        if asked.value == how:
            children = [c for c in trace.main.children if c.born.after(asked) and c.born.before(answered)]
            found.append(Call(asked.values[1], children, answered.value, answered))
    return found


@check(points=1, category="errors", scenario=SCENARIO)
def test_code_of_a_job_that_returns(trace, source):
    """The job runs in a child made by os.fork, and what it returns is the child's exit code and the answer."""
    expect_os_fork_alone(source)
    job = trace.mark("job", "`job` was never called")
    wrong_if(not trace.workers, "no fork", "no process was born: the job ran in the main process", at=job)
    wrong_if(
        trace.main.marks("job"),
        "job in the parent",
        "the job ran in the parent, not in the child",
        at=trace.main.marks("job"),
    )
    for call in calls(trace, "return"):
        wrong_if(
            len(call.children) != 1,
            "more than one fork",
            f"{len(call.children)} children were born for one job, expected one",
            at=call.at,
        )
        left = call.child.marks("left")
        wrong_if(
            left and call.child.exit_code != call.number,
            "child runs on",
            f"the child {call.child.pid} came back from `exit_code_of` as well: the rest of the program ran "
            "twice, and its exit code was lost",
            at=left,
        )
        wrong_if(
            call.answer is None or call.child.exit_code != call.number,
            "code dropped",
            f"the job returned {call.number}, the child ended with exit code {call.child.exit_code}, "
            f"`exit_code_of` returned {call.answer}",
            at=call.child.exit,
        )
        wrong_if(
            call.answer == call.number << 8 != call.number,
            "the raw status",
            f"`exit_code_of` returned {call.answer} for exit code {call.number}: that is the status as wait "
            "returns it; the exit code is in its upper eight bits",
            at=call.at,
        )
        wrong_if(
            call.answer != call.number,
            "wrong code",
            f"`exit_code_of` returned {call.answer}, but the child's exit code was {call.number}",
            at=call.at,
        )


@check(points=0.5, category="errors", scenario=SCENARIO, needs="test_code_of_a_job_that_returns")
def test_codes_beyond_eight_bits(trace):
    """Of 256, the kernel keeps 0; of -1, it keeps 255."""
    for call in calls(trace, "wrap"):
        wrong_if(
            call.answer != call.number & 0xFF,
            "-1 or 256 misread",
            f"the job returned {call.number}, of which the kernel keeps {call.number & 0xFF}; `exit_code_of` "
            f"returned {call.answer}",
            at=call.at,
        )


@check(points=1, category="errors", scenario=SCENARIO, needs="test_code_of_a_job_that_returns")
def test_a_signal_is_minus_its_number(trace):
    """A child that a signal killed gives minus the signal's number."""
    for call in calls(trace, "signal"):
        killed = f"the child was killed by {call.child.signal}, expected {-call.number}"
        wrong_if(
            call.child.signal is None,
            "the signal was caught",
            f"the job sent its process signal {call.number}, but the child was not killed by it",
            at=call.at,
        )
        wrong_if(
            call.answer == 0,
            ">> 8 alone",
            f"{killed}, but `exit_code_of` returned 0, which means success: the signal is in the status's lower bits",
            at=call.at,
        )
        wrong_if(
            call.answer == call.number,
            "the raw status",
            f"{killed}, but `exit_code_of` returned {call.answer}: nobody can tell that from an exit code",
            at=call.at,
        )
        wrong_if(
            call.answer != -call.number,
            "signal misread",
            f"{killed}, but `exit_code_of` returned {call.answer}",
            at=call.at,
        )


@check(points=1, category="errors", scenario=SCENARIO, needs="test_code_of_a_job_that_returns")
def test_exceptions_become_exit_codes(trace):
    """In the child, sys.exit(n) counts as n and any other exception as 1; none comes back to the caller."""
    for how, call in [("sys.exit", c) for c in calls(trace, "exit")] + [("raise", c) for c in calls(trace, "raise")]:
        left = call.child.marks("left")
        expected = call.number if how == "sys.exit" else 1
        wrong_if(
            left,
            "the exception reaches the caller in the child",
            f"the job ended by {how}, and the exception left `exit_code_of` in the child {call.child.pid}: the "
            "child went on in your caller's program",
            at=left,
        )
        wrong_if(
            call.child.exit_code != expected or call.answer != expected,
            "code dropped",
            f"the job ended by {how}: expected {expected}, but the child ended with exit code "
            f"{call.child.exit_code} and `exit_code_of` returned {call.answer}",
            at=call.at,
        )


@check(points=0.5, category="cleanup", scenario=SCENARIO, needs="test_code_of_a_job_that_returns")
def test_the_child_is_collected(trace):
    """When `exit_code_of` returns, its child has ended inside it and has been collected."""
    for call in [*calls(trace, "return"), *calls(trace, "wrap"), *calls(trace, "signal")]:
        left = call.child.marks("left")
        wrong_if(
            left,
            "child runs on",
            f"the child {call.child.pid} came back from `exit_code_of` as well",
            at=left,
        )
        wrong_if(
            call.child.alive_at(call.at),
            "no wait",
            f"`exit_code_of` returned while the child {call.child.pid} was still alive",
            at=call.at,
        )
        wrong_if(
            call.child.zombie_at(call.at),
            "zombie",
            f"the child {call.child.pid} had ended, but nobody collected it: it stayed a zombie",
            at=call.at,
        )
