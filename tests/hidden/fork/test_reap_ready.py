"""fork/reap_ready: all that have ended, nobody who lives, the right codes, and no children at all."""

from grader.checks import BESIDES_FORK, CheckFailed, Scenario, check, wrong_if


def inputs(random):
    def ended():
        ends = [random.randint(1, 120), 0, -random.choice([9, 10, 15]), random.randint(130, 250)]
        random.shuffle(ends)
        return ends

    mixed = ended()
    mixed.insert(random.randint(1, 3), None)
    return {"rounds": [["one lives", mixed], ["all have ended", ended()], ["no children", []]], "seconds": 1000}


SCENARIO = Scenario(given=inputs)


def answer(trace, name):
    """What `reap_ready` returned in that round, as a dictionary, and when."""
    for escaped in trace.marks("escaped"):
        wrong_if(
            escaped.value == name,
            "ChildProcessError escapes",
            f"`reap_ready` raised ChildProcessError ({name}): that is how wait says that there is no child (left)",
            at=escaped,
        )
    for moment in trace.main.marks("answer"):
        if moment.value == name:
            wrong_if(
                not isinstance(moment.values[1], list),
                "no dictionary",
                f"`reap_ready` returned {moment.values[1]}, not a dictionary",
                at=moment,
            )
            return dict(moment.values[1]), moment
    raise CheckFailed("never returned", f"`reap_ready` did not return ({name})")


def ended(trace, name):
    """The children that had ended when `reap_ready` was called in that round."""
    asked = next(moment for moment in trace.main.marks("ask") if moment.value == name)
    earlier = max((m.n for m in trace.main.marks("ask") if m.before(asked)), default=0)
    return [c for c in trace.main.children if c.born.n > earlier and c.exit and c.exit.before(asked)]


def code(child):
    """Its exit code, or minus the signal's number."""
    import signal

    return -signal.Signals[child.signal] if child.signal else child.exit_code


@check(points=1.5, category="cleanup", scenario=SCENARIO)
def test_all_that_have_ended_are_collected(trace, source):
    """Every child that has ended is in the dictionary, and none of them stays a zombie."""
    wrong_if(
        source.uses(*BESIDES_FORK),
        "another technique",
        "the children were made by os.fork: collect them with os.wait and its kin",
    )
    codes, returned = answer(trace, "one lives")
    dead = ended(trace, "one lives")
    missing = [child for child in dead if child.pid not in codes]
    wrong_if(
        len(dead) - len(missing) == 1,
        "only one collected",
        f"{len(dead)} children had ended, but the dictionary has only one of them; ask again until nobody is left",
        at=returned,
    )
    wrong_if(
        missing,
        "children missing",
        f"{len(dead)} children had ended, but the dictionary lacks {len(missing)} of them",
        at=returned,
    )
    zombies = [child for child in dead if child.zombie_at(returned)]
    wrong_if(
        zombies,
        "zombie",
        f"{len(zombies)} children are in the dictionary, but still zombies: nobody waited for them",
        at=returned,
    )


@check(points=1, category="join", scenario=SCENARIO, needs="test_all_that_have_ended_are_collected")
def test_the_living_are_left_alone(trace):
    """`reap_ready` does not wait for a child that is alive, does not end it and does not list it."""
    codes, returned = answer(trace, "one lives")
    asked = next(moment for moment in trace.main.marks("ask") if moment.value == "one lives")
    living = next(child for child in trace.main.children if child.alive_at(asked))
    wrong_if(
        not living.alive_at(returned) and living.signal,
        "living child killed",
        f"the child {living.pid} was alive, and it was killed by {living.signal}",
        at=living.exit,
    )
    wrong_if(
        not living.alive_at(returned),
        "blocking wait",
        f"`reap_ready` came back only when the child {living.pid}, which was alive, had ended",
        at=returned,
    )
    wrong_if(
        returned.t - asked.t >= 0.001,
        "blocking wait",
        f"`reap_ready` took {returned.t - asked.t:g} seconds: it must not wait for anything",
        at=returned,
    )
    wrong_if(
        living.pid in codes,
        "living child listed",
        f"the child {living.pid} is alive, but the dictionary says that it ended with {codes.get(living.pid)}",
        at=returned,
    )


@check(points=1, category="errors", scenario=SCENARIO, needs="test_all_that_have_ended_are_collected")
def test_exit_codes_and_signals(trace):
    """The values are exit codes, minus the signal's number for a child that a signal killed."""
    codes, returned = answer(trace, "one lives")
    wrong_if(
        0 in codes,
        "(0, 0) recorded",
        "the dictionary has an entry for PID 0: with WNOHANG, (0, 0) means that nobody is ready",
        at=returned,
    )
    for child in ended(trace, "one lives"):
        got, expected = codes[child.pid], code(child)
        how = f"was killed by {child.signal}" if child.signal else f"ended with exit code {child.exit_code}"
        wrong_if(
            child.signal and got == 0,
            ">> 8 alone",
            f"the child {child.pid} {how}, but the dictionary says 0, which means success",
            at=returned,
        )
        wrong_if(
            got != expected and got in (expected << 8, -expected),
            "the raw status",
            f"the child {child.pid} {how}, expected {expected}, but the dictionary says {got}",
            at=returned,
        )
        wrong_if(
            got != expected,
            "wrong code",
            f"the child {child.pid} {how}, expected {expected}, but the dictionary says {got}",
            at=returned,
        )


@check(points=0.5, category="errors", scenario=SCENARIO, needs="test_all_that_have_ended_are_collected")
def test_nobody_left_is_no_error(trace):
    """Without any child the dictionary is empty, and it is complete when the last child has been collected."""
    codes, returned = answer(trace, "all have ended")
    missing = [child.pid for child in ended(trace, "all have ended") if child.pid not in codes]
    wrong_if(
        missing,
        "results lost with the error",
        f"when no child was left, {len(missing)} results were not in the dictionary",
        at=returned,
    )
    codes, returned = answer(trace, "no children")
    wrong_if(codes, "invented children", f"there was no child, but the dictionary was {codes}", at=returned)
