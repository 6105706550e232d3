"""process/relations: a child by the start method asked for, its PIDs as the kernel knows them, the default kept."""

from grader.checks import Scenario, check, wrong_if

METHODS = ("fork", "spawn", "forkserver")


def calls(random):
    """Every method once, then two of them again, and one more call in a process that the main process has forked."""
    methods = random.sample(METHODS, 3) + random.sample(METHODS, 2)
    return {"methods": methods, "default": None, "forked": random.choice(["fork", "spawn"])}


def another_default(random):
    return {"methods": random.sample(METHODS, 3), "default": random.choice(["spawn", "forkserver"]), "forked": None}


SCENARIO = Scenario(given=calls)
ANOTHER_DEFAULT = Scenario(given=another_default)


def asked(trace):
    """The methods of all calls, in order."""
    return [*trace.given["methods"], *([trace.given["forked"]] if trace.given["forked"] else [])]


def caller(trace, number):
    """The process that made that call."""
    return next(moment.process for moment in trace.marks("call") if moment.value == number)


def born_by(child):
    """The start method by which the kernel saw the child begin."""
    if child.facts.process(child.record.parent).record.role == "helper":
        return "forkserver"
    return "spawn" if child.events("exec") else "fork"


def answer(trace, number, method):
    """What relations returned for the method, and the moment.

    Raises CheckFailed if it raised, or if this is no dictionary with the three keys.
    """
    raised = next((moment for moment in trace.marks("raised") if moment.value == number), None)
    if raised:
        kind, text = raised.values[1:]
        wrong_if(
            "pickle" in text or "local object" in text,
            "a nested function as target",
            f"under {method}, your child's target could not be handed over ({kind}: {text}): it must be a "
            "function at the top level of a module",
            at=raised,
        )
        wrong_if(
            "context has already been set" in text,
            "set_start_method",
            f"`relations` tried to set the start method of the whole program ({kind}: {text})",
            at=raised,
        )
        wrong_if(True, "exception", f"`relations({method!r})` raised {kind}: {text}", at=raised)
    returned = next((moment for moment in trace.marks("returned") if moment.value == number), None)
    wrong_if(returned is None, "no answer", f"`relations({method!r})` never returned in a forked process")
    result = returned.values[1]
    wrong_if(
        sorted(result) != ["child_pid", "logical_parent", "os_ppid"],
        "other keys",
        f"expected the keys child_pid, os_ppid and logical_parent, and you returned {result}",
        at=returned,
    )
    return result, returned


def child_of(trace, number, method):
    """The child that the answer is about."""
    result, returned = answer(trace, number, method)
    called = next(moment for moment in trace.marks("call") if moment.value == number)
    me = called.process
    children = [child for child in me.children if child.born.after(called) and child.born.before(returned)]
    wrong_if(not children, "no child", f"`relations({method!r})` returned {result}, but no child was born", at=returned)
    wrong_if(
        result["child_pid"] == me.pid,
        "the main process's own PID",
        f"child_pid is {result['child_pid']}: that is the main process; ask in the child",
        at=returned,
    )
    child = next((child for child in children if child.pid == result["child_pid"]), None)
    wrong_if(
        child is None,
        "wrong child_pid",
        f"child_pid is {result['child_pid']}, but the child's PID is {children[-1].pid}",
        at=returned,
    )
    return child, result, returned


def the_methods_are_right(trace, methods_asked):
    """Each of these calls, of those that come first, started its child by the method asked for."""
    children = [(method, *child_of(trace, number, method)) for number, method in enumerate(methods_asked)]
    methods = {born_by(child) for _, child, _, _ in children}
    for method, child, _, returned in children:
        found = born_by(child)
        wrong_if(
            found != method and len(methods) == 1,
            "default context",
            f"`relations({method!r})` started its child by {found}, and so it did for every method: that is your "
            "program's default",
            at=returned,
        )
        wrong_if(
            found != method,
            "another start method",
            f"`relations({method!r})` started its child by {found}",
            at=returned,
        )


@check(points=1, category="pid", scenario=SCENARIO)
def test_the_child_is_started_by_the_method_asked_for(trace):
    """`relations(method)` starts a child under that start method and returns its PID as child_pid."""
    the_methods_are_right(trace, trace.given["methods"])
    # Under forkserver the default cannot be used in a forked process: what the other calls show comes first.
    the_methods_are_right(trace, asked(trace))
    for kept in trace.main.marks("kept"):
        method = asked(trace)[kept.value]
        result, returned = answer(trace, kept.value, method)
        wrong_if(
            kept.values[1] != result,
            "one dictionary for all calls",
            f"`relations({method!r})` returned {result}, and after later calls the same dictionary held "
            f"{kept.values[1]}",
            at=returned,
        )


@check(points=1, category="pid", scenario=SCENARIO, needs="test_the_child_is_started_by_the_method_asked_for")
def test_os_ppid_is_the_parent_in_the_operating_system(trace):
    """os_ppid is the child's parent in the operating system: main, or the fork server."""
    for number, method in enumerate(asked(trace)):
        child, result, returned = child_of(trace, number, method)
        told = f"under {method}, os_ppid is {result['os_ppid']}, but the child's parent was {child.ppid}"
        wrong_if(
            result["os_ppid"] != child.ppid and result["os_ppid"] == caller(trace, number).pid,
            "main taken for every parent",
            told + ", the fork server, and not the main process",
            at=returned,
        )
        wrong_if(
            result["os_ppid"] == caller(trace, number).ppid,
            "getppid asked in main",
            told + ": you gave the parent of the main process",
            at=returned,
        )
        wrong_if(result["os_ppid"] != child.ppid, "wrong os_ppid", told, at=returned)


@check(points=1, category="pid", scenario=SCENARIO, needs="test_the_child_is_started_by_the_method_asked_for")
def test_logical_parent_is_who_called_start(trace):
    """logical_parent is the process that called `relations`, under every start method."""
    for number, method in enumerate(asked(trace)):
        _, result, returned = child_of(trace, number, method)
        found, pid = result["logical_parent"], caller(trace, number).pid
        told = f"under {method}, logical_parent is {found}, but the process that called start() is {pid}"
        wrong_if(
            found != pid and number == len(trace.given["methods"]) and found == trace.main.pid,
            "PID kept from the import",
            told + ", which was forked when your module had been imported",
            at=returned,
        )
        wrong_if(
            found != pid and found == result["os_ppid"],
            "getppid taken for the parent",
            told + ": getppid names the fork server here",
            at=returned,
        )
        wrong_if(found != pid, "wrong logical_parent", told, at=returned)


@check(
    points=0.5,
    category="join",
    scenario=SCENARIO,
    schedules=("natural", "slow-exit"),
    needs="test_the_child_is_started_by_the_method_asked_for",
)
def test_the_child_is_waited_for(trace):
    """When `relations` returns, its child has ended and has been waited for."""
    for number, method in enumerate(asked(trace)):
        child, _, returned = child_of(trace, number, method)
        # The child has said all that was asked: whether it has ended by then is luck.
        wrong_if(
            child.alive_at(returned) or child.zombie_at(returned),
            "no join",
            f"`relations({method!r})` returned before it had waited for its child: that was still alive, or a zombie",
            at=returned,
        )


@check(
    points=0.5,
    category="errors",
    scenario=ANOTHER_DEFAULT,
    needs="test_the_child_is_started_by_the_method_asked_for",
)
def test_the_default_stays(trace, source):
    """The program's default start method is the same after the calls as before, and is not set meanwhile."""
    wrong_if(
        any(name.endswith(".set_start_method") for name in source.names),
        "set_start_method",
        "your code calls `set_start_method`, which is for the whole program, and not for one function",
    )
    before = trace.mark("default").value
    for now in trace.main.marks("default-now"):
        wrong_if(
            now.value != before,
            "set_start_method",
            f"the program's default start method was {before}, and after your call it was {now.value}",
            at=now,
        )
