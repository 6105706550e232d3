"""fork/exit_status: the code as the kernel keeps it, signals, exceptions, and a child that ends inside."""

from grader.checks import Scenario, check, wrong_if
from grader.checks.fork_calls import calls, expect_no_child_comes_back, expect_os_fork_alone, when
from grader.checks.forks import expect_not_at_a_stop, expect_not_raised, expect_waited


def inputs(random):
    left = random.randint(61, 120)
    wraps = [random.choice([256, 512, -256]), -1, 256 + left, 2**40, -(2**40) + left]
    rest = [["return", code] for code in (0, 1, random.choice([127, 128, 129, 200]), 255, *wraps)]
    rest += [["signal", number] for number in (9, random.choice([10, 12, 15]), random.choice([1, 6, 11, 14]))]
    rest += [["sys.exit", code] for code in (0, left, random.choice([-1, 256 + left]), 2**40 + left, "a text")]
    rest += [["raise", name] for name in ("ValueError", "KeyboardInterrupt", "Escape")]
    rest += [["os._exit", left], ["stop", random.randint(2, 60)], ["leaves", random.randint(2, 60)]]
    random.shuffle(rest)
    return {"calls": [["return", random.randint(2, 60), 0], ["draw", None, 4], *([*how, 0] for how in rest)]}


SCENARIO = Scenario(given=inputs)
RETURNS = ("return", "draw", "stop", "leaves")
WAITED = ("natural", "child-first", "parent-first", "slow-child", "slow-exit")


def asked(trace, *hows):
    """The calls whose job ends in one of these ways (all of them without any)."""
    return [call for call in calls(trace, trace.given["calls"]) if not hows or call.how in hows]


def wanted(call):
    """The code that `exit_code_of` must return."""
    if call.how == "signal":
        return -call.value
    if call.how == "raise" or isinstance(call.value, str):
        return 1
    number = call.marks("drew")[0].value if call.how == "draw" else call.value
    return number & 0xFF


def does(call):
    """What the job did, as a clause."""
    return f"the job returned {wanted(call)}" if call.how == "draw" else when(call, "job").removeprefix("when ")


def expect_code(call, misconception):
    """The child ended with the code, and the code came back."""
    expect_no_child_comes_back(call, "exit_code_of", when(call, "job"), callable_ended=call.how in RETURNS)
    expect_not_raised(call, "exit_code_of", f"in the parent {when(call, 'job')}")
    expect_not_at_a_stop(call, "exit_code_of")
    expected, answer, child = wanted(call), call.ended.value, call.child
    really = f"was killed by {child.signal}" if child.signal else f"ended with exit code {child.exit_code}"
    wrong_if(
        (child.exit_code if child.signal is None else None) != expected,
        misconception,
        f"{does(call)}, so the child's exit code must be {expected}; the child {really}",
        at=child.exit,
    )
    wrong_if(
        answer is None, "answer forgotten", f"`exit_code_of` returned None for a child that {really}", at=call.ended
    )
    wrong_if(
        answer == expected << 8 != expected,
        "the raw status",
        f"`exit_code_of` returned {answer} for exit code {expected}: that is the status as wait returns it; the exit "
        "code is in its upper eight bits",
        at=call.ended,
    )
    wrong_if(
        answer != expected,
        "wrong code",
        f"`exit_code_of` returned {answer} for a child that {really}",
        at=call.ended,
    )


@check(points=1, category="errors", scenario=SCENARIO)
def test_code_of_a_job_that_returns(trace):
    """The job runs once in one child made by os.fork; what it returns is the child's exit code and the answer."""
    expect_os_fork_alone(trace)
    for call in asked(trace):
        job = call.marks("job")
        wrong_if(not job, "never called", "`job` was never called", at=call.ended)
        wrong_if(not call.born, "no fork", "no process was born: the job ran in the main process", at=job)
        at_home = call.marks("job", by=call.caller)
        wrong_if(at_home, "job in the parent", "the job ran in the parent, not in the child", at=at_home)
        wrong_if(
            len(call.born) != 1,
            "more than one fork",
            f"{len(call.born)} children were born for one job, expected one",
            at=call.born[-1].born,
        )
        wrong_if(len(job) > 1, "called twice", f"`job` was called {len(job)} times in one call", at=job[-1:])
    for call in asked(trace, *RETURNS):
        if call.how == "draw" or 0 <= call.value < 256:
            expect_code(call, "code dropped")


@check(points=0.5, category="errors", scenario=SCENARIO, needs="test_code_of_a_job_that_returns")
def test_codes_beyond_eight_bits(trace):
    """Of 256 and 2**40, the kernel keeps 0; of -1, it keeps 255."""
    for call in asked(trace, "return"):
        if not 0 <= call.value < 256:
            expect_not_raised(call, "exit_code_of", f"in the parent {when(call, 'job')}")
            child, kept = call.child, wanted(call)
            wrong_if(
                child.exit_code != kept and abs(call.value) >= 2**31,
                "large number not cut",
                f"the job returned {call.value}, of which the lowest eight bits are {kept}; the child ended with "
                f"exit code {child.exit_code}; often: os._exit takes numbers of 32 bits and raised OverflowError",
                at=child.exit,
            )
            wrong_if(
                call.ended.value != kept,
                "-1 or 256 misread",
                f"the job returned {call.value}, of which the kernel keeps {kept}; `exit_code_of` returned "
                f"{call.ended.value}",
                at=call.ended,
            )


@check(points=1, category="errors", scenario=SCENARIO, needs="test_code_of_a_job_that_returns")
def test_a_signal_is_minus_its_number(trace):
    """A child that a signal killed gives minus the signal's number."""
    for call in asked(trace, "signal"):
        number, answer = call.value, call.ended.value
        wrong_if(
            call.child.signal is None,
            "the signal was caught",
            f"the job sent its process signal {number}; the child was not killed by it",
            at=call.ended,
        )
        expect_not_raised(call, "exit_code_of", f"in the parent {when(call, 'job')}")
        killed = f"the child was killed by {call.child.signal}, expected {-number}"
        wrong_if(
            answer == 0,
            ">> 8 alone",
            f"{killed}; `exit_code_of` returned 0, which means success: the signal is in the status's lower bits",
            at=call.ended,
        )
        wrong_if(
            answer == number,
            "the raw status",
            f"{killed}; `exit_code_of` returned {answer}, which could be an exit code",
            at=call.ended,
        )
        wrong_if(answer != -number, "signal misread", f"{killed}; `exit_code_of` returned {answer}", at=call.ended)


@check(points=1, category="errors", scenario=SCENARIO, needs="test_code_of_a_job_that_returns")
def test_exceptions_become_exit_codes(trace):
    """In the child, sys.exit(n) counts as n, any other exception as 1, os._exit stays; none reaches the caller."""
    for call in asked(trace, "os._exit"):
        expect_code(call, "code dropped")
    for call in asked(trace, "sys.exit", "raise"):
        expect_code(call, "wrong code for an exception")


@check(points=0.5, category="cleanup", scenario=SCENARIO, schedules=WAITED, needs="test_code_of_a_job_that_returns")
def test_the_child_is_collected(trace):
    """When `exit_code_of` returns, its child has ended and has been collected, at most a second ago."""
    for call in asked(trace):
        expect_waited(call, "exit_code_of")
