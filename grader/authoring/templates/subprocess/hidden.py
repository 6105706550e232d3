"""the_unit/the_exercise: the checks that students never see."""

from grader.checks import Scenario, check, wrong_if

# TO WRITE: one check per thing that the statement asks for; the points together are those in exercises/course.toml

SCENARIO = Scenario(
    given=lambda random: {
        "words": ["two  blanks", "a;b", "$HOME", f'"{random.randrange(1000)}"'],
        "code": random.randint(2, 99),
        "signal": random.choice([9, 15]),
        "lines": random.randint(20_000, 30_000),
    }
)


def answer(trace, name):
    """The exit code, the number of characters and the beginning of what was returned for a program."""
    odd = next((mark for mark in trace.marks("odd") if mark.value == name), None)
    wrong_if(odd, "another result", f"you returned {odd and odd.values[1]}, and not an int and a str", at=odd)
    found = next((mark for mark in trace.marks("answer") if mark.value == name), None)
    wrong_if(found is None, "never called", "`the_exercise` never returned")
    return found


@check(points=1, category="errors", scenario=SCENARIO)
def test_the_words_reach_the_program_as_they_are(trace, source):
    """Each word of `argv` reaches the program as it is."""
    found, wanted = answer(trace, "words"), "".join(f"{word}|" for word in trace.given["words"])
    wrong_if(found.values[3] != wanted, "a shell in between", f"{wanted!r} came out as {found.values[3]!r}", at=found)
    wrong_if(not source.uses("subprocess"), "no subprocess", "your code does not use the module `subprocess`")


@check(points=1, category="errors", scenario=SCENARIO)
def test_the_exit_code_is_that_of_the_program(trace):
    """The exit code is that of the program, or minus the number of the signal that ended it."""
    for name, wanted in (("code", trace.given["code"]), ("signal", -trace.given["signal"])):
        found = answer(trace, name)
        told = f"the exit code was {wanted}, and you returned {found.values[1]}"
        wrong_if(found.values[1] != wanted, "another exit code", told, at=found)


@check(points=1, category="errors", scenario=SCENARIO, stuck=("waits before it reads", "the program waited for somebody to read what it printed, and you waited for its end"))
def test_all_that_it_prints_comes_back(trace):
    """All that the program prints comes back, also if it is much."""
    wanted = sum(len(f"{number}\n") for number in range(1, trace.given["lines"] + 1))
    for name, characters in (("code", len("out\n")), ("much", wanted)):
        found = answer(trace, name)
        told = f"the program printed {characters:,} characters, and you returned {found.values[2]:,}"
        wrong_if(found.values[2] != characters, "output lost", told, at=found)
