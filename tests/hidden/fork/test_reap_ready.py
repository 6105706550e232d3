"""fork/reap_ready: all that have ended, none that lives, the right codes, and no children at all."""

from grader.checks import BESIDES_FORK, CheckFailed, Scenario, check, wrong_if
from grader.checks.fork_calls import expect_os_fork_alone


def inputs(random):
    def ended():
        ends = [random.choice([1, 2, 127, 128, 129, 200, 255]), 0, -random.choice([9, 10, 15]), random.randint(3, 120)]
        random.shuffle(ends)
        return ends

    mixed = [*ended(), -random.choice([1, 6, 14]), "lives", "ends later"]
    random.shuffle(mixed)
    rounds = [["one lives", mixed], ["all have ended", ended()], ["all live", ["lives", "lives"]], ["no children", []]]
    rounds += [["one is stopped", ["stopped", random.randint(1, 9), "lives"]], ["one ended", [random.randint(1, 255)]]]
    return {"rounds": rounds, "seconds": 1000}


def hundred(random):
    codes = [random.randint(0, 255) for _ in range(random.randint(100, 120))]
    return {"rounds": [["a hundred have ended", ["lives", *codes]]], "seconds": 10}


SCENARIO, HUNDRED = Scenario(given=inputs), Scenario(given=hundred)


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


def asked(trace, name):
    """When `reap_ready` was called in that round."""
    return next(moment for moment in trace.main.marks("ask") if moment.value == name)


def family(trace, name):
    """The children of that round."""
    first = asked(trace, name.partition(",")[0])
    earlier = [m for m in (*trace.main.marks("answer"), *trace.main.marks("escaped")) if m.before(first)]
    begin = max((m.n for m in earlier), default=0)
    return [c for c in trace.main.children if c.born.n > begin and c.born.before(first)]


def ended(trace, name):
    """The children of the round that had ended when `reap_ready` was called, and that no earlier call had returned."""
    moment = asked(trace, name)
    base, _, again = name.partition(",")
    since = asked(trace, base).n if again else 0
    return [c for c in family(trace, name) if c.exit and since < c.exit.n < moment.n]


def living(trace, name):
    """The children of the round that were alive then, the stopped ones, too."""
    return [child for child in family(trace, name) if child.alive_at(asked(trace, name))]


def code(child):
    """Its exit code, or minus the signal's number."""
    import signal

    return -signal.Signals[child.signal] if child.signal else child.exit_code


def children(n):
    return f"{n} children" if n != 1 else "one child"


@check(points=1, category="cleanup", scenario=SCENARIO)
def test_all_that_have_ended_are_collected(trace, source):
    """Every child that has ended is in the dictionary, and none of them stays a zombie."""
    expect_os_fork_alone(trace)
    wrong_if(
        source.uses(*BESIDES_FORK),
        "another technique",
        "your code uses multiprocessing or subprocess; collect the children with os.wait and its kin",
    )
    for name in ("one lives", "one is stopped"):
        expect_collected(trace, name)


@check(
    points=0.5,
    category="cleanup",
    scenario=HUNDRED,
    schedules=("natural",),
    needs="test_all_that_have_ended_are_collected",
)
def test_a_hundred_are_collected(trace):
    """A hundred children that have ended are all in the dictionary, and none of them stays a zombie."""
    expect_collected(trace, "a hundred have ended")


def expect_collected(trace, name):
    """In that round, every child that had ended is in the dictionary and is no zombie afterwards."""
    codes, returned = answer(trace, name)
    dead = ended(trace, name)
    missing = [child for child in dead if child.pid not in codes]
    wrong_if(
        len(dead) - len(missing) == 1 and missing,
        "only one collected",
        f"{children(len(dead))} had ended, and the dictionary has only one of them; ask again until none is left",
        at=returned,
    )
    wrong_if(
        missing,
        "children missing",
        f"{children(len(dead))} had ended ({name}), and the dictionary lacks {len(missing)} of them",
        at=returned,
    )
    zombies = [child for child in dead if child.zombie_at(returned)]
    wrong_if(
        zombies,
        "zombie",
        f"process {zombies[0].pid if zombies else 0} is in the dictionary, and it was still a zombie "
        "afterwards: it was not collected",
        at=returned,
    )


@check(points=1, category="join", scenario=SCENARIO, needs="test_all_that_have_ended_are_collected")
def test_the_living_are_left_alone(trace):
    """`reap_ready` does not wait for a child that is alive or stopped, does not signal it and does not list it."""
    for name in ("one lives", "all live", "one is stopped"):
        codes, returned = answer(trace, name)
        began = asked(trace, name)
        for child in living(trace, name):
            stopped = " (a signal had stopped it)" if name == "one is stopped" else ""
            signals = [m for m in trace.of_kind("signal") if m.event.target == child.id]
            signals = [m for m in signals if m.after(began) and m.before(returned) and m.process != child]
            wrong_if(
                signals or (child.signal and not child.alive_at(returned)),
                "living child killed",
                f"the child {child.pid} was alive{stopped}, and `reap_ready` sent it a signal",
                at=signals or child.exit,
            )
            wrong_if(
                not child.alive_at(returned),
                "blocking wait",
                f"`reap_ready` came back only when the child {child.pid}, which was alive, had ended",
                at=returned,
            )
            wrong_if(
                child.pid in codes,
                "living child listed",
                f"the child {child.pid} is alive{stopped}, and the dictionary says that it ended with "
                f"{codes.get(child.pid)}",
                at=returned,
            )
        wrong_if(
            returned.t - began.t >= 0.001,
            "blocking wait",
            f"`reap_ready` took {returned.t - began.t:g} simulated seconds: it must not wait for anything",
            at=returned,
        )
        waits = [m for m in trace.main.events("wait") if m.after(began) and m.before(returned)]
        wrong_if(
            waits and not ended(trace, name),
            "blocking wait",
            "`reap_ready` called a wait that blocks",
            at=waits,
        )


@check(points=1, category="errors", scenario=SCENARIO, needs="test_all_that_have_ended_are_collected")
def test_exit_codes_and_signals(trace):
    """The values are exit codes, minus the signal's number for a child that a signal killed."""
    for name in ("one lives", "all live", "one is stopped"):
        codes, returned = answer(trace, name)
        wrong_if(
            0 in codes,
            "(0, 0) recorded",
            "the dictionary has an entry for PID 0: with WNOHANG, (0, 0) means that no child is ready",
            at=returned,
        )
        for child in ended(trace, name):
            got, expected = codes[child.pid], code(child)
            how = f"was killed by {child.signal}" if child.signal else f"ended with exit code {child.exit_code}"
            said = f"the dictionary says {got!r} for a child that {how}"
            wrong_if(
                child.signal and got == 0, ">> 8 alone", f"{said} (expected {expected}): 0 means success", at=returned
            )
            wrong_if(
                got != expected and got in (expected << 8, -expected),
                "the raw status",
                f"{said}, expected {expected}",
                at=returned,
            )
            wrong_if(got != expected or type(got) is not int, "wrong code", f"{said}, expected {expected}", at=returned)


@check(points=0.5, category="errors", scenario=SCENARIO, needs="test_all_that_have_ended_are_collected")
def test_nobody_left_is_no_error(trace):
    """Without any child the dictionary is empty; it holds what has ended since the last call, up to the last child."""
    for name in ("all have ended", "one ended", "one lives, asked later"):
        codes, returned = answer(trace, name)
        missing = [child.pid for child in ended(trace, name) if child.pid not in codes]
        missing = [pid for pid in missing if "later" not in name or not killed(trace, pid)]
        wrong_if(
            missing,
            "results lost with the error" if "later" not in name else "children missing",
            f"children had ended ({name}), and {len(missing)} of the results were not in the dictionary",
            at=returned,
        )
    for name in [m.value for m in trace.main.marks("ask")]:
        codes, returned = answer(trace, name)
        base, _, again = name.partition(",")
        old = {child.pid for child in trace.main.children if child.exit and child.exit.before(asked(trace, base))}
        kept = [pid for pid in codes if again and pid in old]
        kept += [pid for pid in codes if not again and pid in old and pid not in {c.pid for c in family(trace, name)}]
        wrong_if(
            kept,
            "answers kept",
            f"the dictionary has {kept[0] if kept else 0} again, which an earlier call had returned ({name})",
            at=returned,
        )
        strangers = [pid for pid in codes if pid != 0 and pid not in {c.pid for c in trace.main.children}]
        wrong_if(
            strangers,
            "invented children",
            f"there is no child {strangers[0] if strangers else 0}, and the dictionary was {codes}",
            at=returned,
        )
    ours = [
        m for m in trace.main.marks("ask") for c in trace.workers if c.born.after(m) and c.born.before(end(trace, m))
    ]
    wrong_if(ours, "creates a child", "`reap_ready` created a process; the children exist already", at=ours)


def killed(trace, pid):
    """Whether a signal ended that child."""
    return any(child.signal for child in trace.main.children if child.pid == pid)


def end(trace, ask):
    """When that call of `reap_ready` came back."""
    return next((m for m in trace.main.marks("answer") if m.after(ask)), None)
