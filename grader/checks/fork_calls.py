"""The calls of a function in one run of unit fork: births by os.fork in each, and children that come back.

The scenarios' side is tests/scenarios/forking.py.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from grader.checks.facts import CheckFailed, Facts, Moment, ProcessFacts, expect_calls
from grader.checks.vocabulary import wrong_if

_PROMPT_SECONDS = 1.0
_PROMPT_FRACTION = 0.03
"""A process that only asks and never waits sees an end at most so much of its wait late (grader/observer/README.md)."""
SCENARIO_MODULE = "forking"
"""The module of the scenarios whose functions create processes of their own."""


@dataclass(frozen=True)
class ForkingCall:
    """One call of the student's function: its caller, when it began and ended, and the children born in it.

    `how` and `value` are what the scenario was told of it: how the student's callable ends.
    """

    trace: Facts
    caller: ProcessFacts
    began: Moment
    ended: Moment
    how: str = ""
    value: object = None
    children: list[ProcessFacts] = field(default_factory=list)

    @property
    def child(self) -> ProcessFacts:
        return self.children[0]

    @property
    def raised(self) -> bool:
        return self.ended.text.startswith("raised")

    @property
    def born(self) -> list[ProcessFacts]:
        """Every process born in it, the children's children, too; not those that the scenario's functions create."""
        mine = [p for p in self.trace.workers if p.born and p.born.after(self.began) and p.born.before(self.ended)]
        return [p for p in mine if not self._forked_by_the_scenario(p)]

    def _forked_by_the_scenario(self, process: ProcessFacts) -> bool:
        if process.born is None:
            return False
        maker = self.trace.process(process.born.event.process)
        said = [m for m in maker.marks("os.fork") if m.before(process.born)]
        return bool(said) and said[-1].value == SCENARIO_MODULE

    def during(self, moments: Iterable[Moment]) -> list[Moment]:
        """Those of the moments that lie within the call."""
        return [m for m in moments if m.after(self.began) and m.before(self.ended)]

    def marks(self, label: str, *, by: ProcessFacts | None = None) -> list[Moment]:
        """The marks with that label within the call; those of its children may come after its end."""
        mine = [m for m in self.trace.marks(label) if m.process == self.caller and self.during([m])]
        theirs = [m for m in self.trace.marks(label) if any(m.process == p for p in self.born)]
        return [m for m in sorted([*mine, *theirs], key=lambda m: m.n) if by is None or m.process == by]


def calls(trace: Facts, told: Sequence[Sequence[object]] = (), caller: ProcessFacts | None = None) -> list[ForkingCall]:
    """The calls that `caller` (main) made; `told` is what the scenario was given for each: how, value, ...

    Raises CheckFailed if one has no end, or if main did not make all that the scenario was given.
    """
    caller = caller or trace.main
    found = []
    for number, began in enumerate(caller.marks("call")):
        ends = [m for m in (*caller.marks("returned"), *caller.marks("raised")) if m.after(began)]
        if not ends:
            raise CheckFailed("never returned", "your function did not come back", began)
        ended = min(ends, key=lambda m: m.n)
        children = [c for c in caller.children if c.born and c.born.after(began) and c.born.before(ended)]
        how, value = (str(told[number][0]), told[number][1]) if number < len(told) else ("", None)
        found.append(ForkingCall(trace, caller, began, ended, how, value, children))
    if caller.is_main and not caller.marks("raised"):
        expect_calls(len(found), len(told or trace.given.get("calls", ())))
    return found


def when(call: ForkingCall, function: str) -> str:
    """What the student's callable did in that call, as a clause: "when `job` raised KeyboardInterrupt"."""
    match call.how:
        case "return":
            what = f"returned {call.value!r}"
        case "raise":
            what = f"raised {'a BaseException' if call.value == 'Escape' else call.value}"
        case "sys.exit":
            what = f"called sys.exit({call.value!r})"
        case "os._exit":
            what = f"called os._exit({call.value!r})"
        case "signal":
            what = f"was killed by signal {call.value}"
        case "stop":
            what = "was stopped by a signal and went on later"
        case "leaves":
            what = "left a process behind"
        case _:
            what = "ran"
    return f"when `{function}` {what}"


def expect_no_foreign_fork(trace: Facts) -> None:
    """No module of Python's own called os.fork: it is known from marks alone, and the scenario ends its calls then."""
    for said in trace.marks("os.fork"):
        module = str(said.value)
        wrong_if(
            module.partition(".")[0] in sys.stdlib_module_names - {"__main__"},
            "another technique",
            f"Python's module {module} created a process for you; call os.fork yourself",
            at=said,
        )


def expect_os_fork_alone(trace: Facts) -> None:
    """Every process was created by a call of os.fork in the student's (or the scenario's) own code."""
    made: dict[int, list[ProcessFacts]] = {}
    for child in trace.workers:
        if child.born is not None:
            made.setdefault(child.born.event.process, []).append(child)
    for maker, children in made.items():
        forks, execs = trace.process(maker).marks("os.fork"), trace.process(maker).events("exec")
        children = [child for child in children if not (execs and execs[0].before(child.born))]
        earlier: Moment | None = None
        for child in children:
            said = [m for m in forks if m.before(child.born) and (earlier is None or m.after(earlier))]
            earlier = child.born
            module = str(said[-1].value) if said else ""
            became = f" and became “{child.record.command[:60]}”" if child.events("exec") else ""
            wrong_if(
                not said,
                "another technique",
                f"process {child.pid} was not created by os.fork{became}; here every process comes from os.fork",
                at=child.born,
            )
            wrong_if(
                module.partition(".")[0] in sys.stdlib_module_names - {"__main__"},
                "another technique",
                f"process {child.pid} was created by Python's module {module}; call os.fork yourself",
                at=child.born,
            )
            wrong_if(
                child.marks("os.forkpty"),
                "another technique",
                f"process {child.pid} was created by os.forkpty, with a terminal of its own; call os.fork",
                at=child.born,
            )


def expect_no_child_comes_back(call: ForkingCall, function: str, clause: str, *, callable_ended: bool) -> None:
    """No process born in the call left the student's function; `callable_ended`: the child's part was over by then."""
    for process in call.born:
        for left in process.marks("left"):
            wrong_if(
                left.value is None,
                "child runs on",
                f"the child {process.pid} returned from `{function}` as well {clause}: the rest of the program ran "
                "twice",
                at=left,
            )
            wrong_if(
                callable_ended and left.value == "SystemExit",
                "sys.exit in the child",
                f"the child {process.pid} left `{function}` by SystemExit {clause}: so it went on in your caller's "
                "`except` and `finally` blocks",
                at=left,
            )
            wrong_if(
                True,
                "the exception reaches the caller in the child",
                f"the child {process.pid} left `{function}` by {left.value} {clause}, and went on in your caller's "
                "program",
                at=left,
            )


def expect_collected(call: ForkingCall, function: str, *, since: Moment | None = None) -> None:
    """Every child had ended and was collected when the function came back, and it came back soon after."""
    for child in call.children:
        slept = call.caller.slept_between(child.born, call.ended)
        waited = [m for m in call.during(call.caller.events("wait")) if m.after(child.born)]
        gone = call.ended.after(child.exit)
        # Without a wait, whether the child has ended by then is luck: one name and one sentence for both.
        wrong_if(
            (not gone or child.zombie_at(call.ended)) and not (gone and waited),
            "sleep in place of wait" if slept else "no wait",
            f"{'you slept, and ' if slept else ''}when `{function}` returned, the child {child.pid} was still alive, "
            "or a zombie that was not collected",
            at=call.ended,
        )
        wrong_if(
            child.zombie_at(call.ended),
            "zombie",
            f"`{function}` waited until the child {child.pid} had ended, and did not collect it: it was a zombie",
            at=call.ended,
        )
    _expect_prompt(call, function, since)


def _expect_prompt(call: ForkingCall, function: str, since: Moment | None) -> None:
    ends = [child.exit for child in call.children if child.exit]
    if not ends or not call.children[0].born:
        return
    last = max([*ends, *([since] if since else [])], key=lambda moment: moment.t)
    late = call.ended.t - last.t
    slept = call.caller.slept_between(call.children[0].born, call.ended)
    wrong_if(
        late > _PROMPT_SECONDS + _PROMPT_FRACTION * (last.t - call.children[0].born.t),
        "sleep in place of wait" if slept else "returns late",
        f"{'you slept, and ' if slept else ''}`{function}` returned {late:,.0f} simulated seconds after the "
        f"{'last child' if len(call.children) > 1 else 'child'} had ended",
        at=call.ended,
    )
