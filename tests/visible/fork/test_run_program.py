"""fork/run_program, as you may know it: a program that prints, and one that does not exist."""

from grader.checks import Scenario, check, wrong_if


def prints(random):
    code = random.randint(2, 99)
    return {
        "programs": [["prints", ["python", "-ISc", f"print('hello'); raise SystemExit({code})"]]],
        "code": code,
        "buffered": "",
    }


PRINTS = Scenario(given=prints)
ABSENT = Scenario(given=lambda random: {"programs": [["absent", ["no-such-program"]]], "buffered": ""})


def answer(trace):
    """What `run_program` returned: exit code, length, checksum, text."""
    caller = trace.main.children[0]
    for odd in caller.marks("odd"):
        wrong_if(
            True,
            "not a code and bytes",
            f"`run_program` returned {odd.values[1]}, not a tuple of the exit code and bytes",
            at=odd,
        )
    for raised in caller.marks("raised"):
        wrong_if(True, "an exception", f"`run_program` raised {raised.values[1]}", at=raised)
    wrong_if(not caller.marks("answer"), "never returned", "`run_program` did not come back", at=caller.exit)
    return caller.marks("answer")[0]


@check(category="errors", scenario=PRINTS)
def test_code_and_output_of_a_program(trace):
    """The exit code and what the program printed come back."""
    got = answer(trace)
    _, code, _, _, text = got.values
    wrong_if(
        text != "hello\n",
        "output changed",
        f"the program printed “hello” and a newline, `run_program` returned {text!r}",
        at=got,
    )
    wrong_if(
        code != trace.given["code"],
        "wrong code",
        f"the program ended with exit code {trace.given['code']}, `run_program` returned {code}",
        at=got,
    )


@check(category="errors", scenario=ABSENT)
def test_no_such_program(trace):
    """A program that does not exist gives 127."""
    got = answer(trace)
    wrong_if(
        got.values[1] != 127, "not 127", f"there is no such program, `run_program` returned {got.values[1]}", at=got
    )
