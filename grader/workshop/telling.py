"""How a check's findings are told in the terminal: sentences, the timeline of that very run, and what to do next."""

from __future__ import annotations

import codecs
import io
import linecache
import os
import sys
from dataclasses import replace
from pathlib import Path
from shlex import quote

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from grader.course.contents import Course, Exercise
from grader.reports import standing, words
from grader.reports.imports import GUARD
from grader.results.causes import Cause
from grader.results.model import CheckResult, CodeLine
from grader.results.sentences import WHEN, also_fails, capital, observed, sentence, skipped, title
from grader.workshop.checking import Checked
from grader.workshop.findings import Finding, findings, not_reached, passed
from grader.workshop.plain import why_not_here
from grader.workshop.state import StudentProgress
from grader.workshop.work import work_of


def console() -> Console:
    """A console for people: colours and links on a terminal, plain lines through a pipe, ASCII where that is all."""
    codecs.register_error("plainer", _plainer)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="plainer")
    terminal = Console(highlight=False)
    if terminal.is_terminal:
        return terminal
    columns = os.environ.get("COLUMNS", "")
    return Console(highlight=False, width=int(columns) if columns.isdecimal() else 100, soft_wrap=True)


def _plainer(error: UnicodeError) -> tuple[str, int]:
    """What is written where the terminal lacks a character."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return words.ascii_only(lacking.translate(_SIMPLER)), error.end


_SIMPLER = str.maketrans({"✓": "+", "✗": "x", "›": ">", "━": "=", "─": "-", "▼": "v", "◆": "*", "┯": "+", "▲": "^"})


def tell(out: Console, checked: Checked, state: StudentProgress, *, timelines: bool = True) -> None:
    """Print what the checks of one exercise found."""
    for part in parts(out, checked, state, timelines=timelines):
        out.print(part)


def parts(
    out: Console, checked: Checked, state: StudentProgress, *, timelines: bool = True, failures_first: bool = False
) -> list[RenderableType]:
    """The same, piece by piece; what falls short may come before what holds, for a screen that may hold no more."""
    exercise = checked.exercise
    head = Text.assemble((exercise.key, "bold"), " · ", words.printable(exercise.title))
    body: list[RenderableType] = [head, _file(out, exercise), ""]
    match checked.standing:
        case "missing":
            body.append(_say("✗", f"There is no file exercises/{exercise.file}.", "red"))
            body.append(_next(f"Get the stub: grader reset {exercise.key}"))
        case "not started":
            body.append(
                _say("·", "Not started yet: the file is as you got it. Its docstring states the task.", "yellow")
            )
        case "not here":
            body.append(_say("·", why_not_here(exercise) or "", "yellow"))
        case "no checks":
            body.append(_say("·", "There are no checks for this exercise here; ask your instructor.", "yellow"))
        case _:
            body += _found(out, checked, timelines, failures_first)
            if checked.standing == "failed":
                body += [*([""] if body[-1] != "" else []), _hint(exercise, state)]
            if checked.standing == "partly":
                body += ["", _partly(checked)]
    return body


def _found(out: Console, checked: Checked, timelines: bool, failures_first: bool) -> list[RenderableType]:
    holds: list[RenderableType] = [_say("✓", sentence, "green") for sentence in passed(checked)]
    for check in not_reached(checked):
        holds.append(_say("·", f"{check.expected} {skipped(check)}", "dim"))
    fails: list[RenderableType] = []
    shown: list[Finding] = []
    for finding in findings(checked):
        fails += _finding(out, checked, finding, timelines, shown)
        shown.append(finding)
    return [*fails, *holds] if failures_first else [*holds, *fails]


def of_check(out: Console, checked: Checked, check: CheckResult) -> list[RenderableType]:
    """What is told of one failed check: its cause, in full where this check tells it."""
    for finding in findings(checked):
        if check is finding.told or check in finding.cause.others:
            shown = [] if check is finding.told else [replace(finding, cause=Cause(check, ()))]
            body = _finding(out, checked, finding if not shown else shown[0], True, [])
            if shown:
                body.append(_indented(out, Text(f"The cause is that of “{title(finding.told.name)}”.", "dim")))
            return body
    return [_say("✗", check.expected, "red")]


def _finding(
    out: Console, checked: Checked, finding: Finding, timelines: bool, shown: list[Finding]
) -> list[RenderableType]:
    body: list[RenderableType] = [_say("✗", finding.told.expected, "red")]
    happened = Text.assemble(("But: ", "bold"), words.printable(_happened(finding)))
    if finding.cause.others:
        happened.append(f" {words.printable(also_fails(finding.cause.others))}", "dim")
    body.append(_indented(out, happened))
    for line in finding.told.lines if finding.crash is None else ():
        body.append(_indented(out, _code_line(out, checked, line)))
    if finding.crash is not None:
        body.append(_indented(out, _crash(out, checked, finding)))
    if finding.stands:
        body.append(_indented(out, _stands(out, checked, finding)))
    if finding.misconception is not None and finding.implemented and (finding.named or finding.handout):
        body.append(_indented(out, _misconception(out, finding)))
    if timelines and finding.trace is not None and finding.implemented and not checked.plain:
        if any(other.trace is finding.trace and finding.guilty in (None, other.guilty) for other in shown):
            body += [_indented(out, Text("It was the same run.", "dim")), ""]
        else:
            body += ["", _indented(out, _picture(out, checked, finding)), ""]
    return body


def pictures(out: Console, checked: Checked) -> list[RenderableType]:
    """The runs that showed what falls short, each once."""
    body: list[RenderableType] = []
    shown: list[Finding] = []
    for finding in findings(checked):
        if finding.trace is None or not finding.implemented or checked.plain:
            continue
        if not any(other.trace is finding.trace and finding.guilty in (None, other.guilty) for other in shown):
            what = [] if len(findings(checked)) == 1 else [_say("✗", finding.told.expected, "red")]
            body += ["", *what, _picture(out, checked, finding)]
        shown.append(finding)
    return body


def _code_line(out: Console, checked: Checked, line: CodeLine) -> Text:
    text = Text("  ")
    text.append_text(link(out, checked.exercise.stub, line.number))
    return text.append(f"    {words.printable(line.text)}")


def _happened(finding: Finding) -> str:
    """What happened; which process waits for which is told line by line below it."""
    if finding.stands and finding.misconception == "deadlock":
        return "A deadlock: every process waits, and none of them can go on."
    return capital(sentence(observed(finding.told)))


def _crash(out: Console, checked: Checked, finding: Finding) -> Text:
    crash, trace = finding.crash, finding.trace
    assert crash is not None and trace is not None
    text = Text()
    who = words.name(trace, crash.process)
    text.append(f"In {who}, through your lines:\n" if crash.lines else f"In {who}:\n", "dim")
    for line in crash.lines:
        path = checked.exercise.root / "exercises" / line.file
        text.append("  ")
        text.append_text(link(out, path, line.number))
        text.append(f" in {line.function}\n" if line.function else "\n", "dim")
        if line.text:
            text.append(f"      {words.printable(line.text)}\n")
    first = crash.lines[0] if len(crash.lines) > 1 else None
    if first is not None and first.function == "<module>":
        ran = f"  Line {first.number} runs when your file is imported: what you try out belongs under {GUARD}\n"
        text.append(ran, "yellow")
    for said in crash.exception.splitlines():
        text.append(f"  {words.printable(said)}\n", "red")
    text.rstrip()
    return text


def _stands(out: Console, checked: Checked, finding: Finding) -> Text:
    trace = finding.trace
    assert trace is not None
    text = Text()
    if trace.outcome != "deadlock":
        text.append("When the run was ended:\n", "dim")
    lines = {stand.blocked.process: stand.line for stand in finding.stands}
    for stand in standing.stands(trace):
        line = lines.get(stand.blocked.process)
        if line is None:
            text.append(f"  {standing.sentence(trace, stand)}\n")
            continue
        text.append(f"  {standing.names(trace, stand)} {standing.doing(stand)} at ")
        text.append_text(_own_line(out, checked, line))
        text.append("\n")
    text.rstrip()
    return text


def _own_line(out: Console, checked: Checked, line: tuple[str, int, str]) -> Text:
    file, number, function = line
    path = checked.exercise.root / "exercises" / file
    text = link(out, path, number)
    text.append(f" in {words.printable(function)}", "dim")
    # Kept by linecache, the text of an older version of the file would be shown.
    linecache.checkcache(str(path))
    source = linecache.getline(str(path), number).strip()
    return text.append(f"\n      {words.printable(source)}") if source else text


def _misconception(out: Console, finding: Finding) -> Text:
    text = Text()
    if finding.named:
        text.append("This is called: ", "dim").append(words.printable(finding.misconception or ""), "bold yellow")
    if finding.card is not None and finding.named:
        text.append(f". {words.printable(finding.card.line)}")
        text.append(f" More: grader explain {quote(words.printable(finding.card.name))}", "dim")
    elif finding.handout is not None:
        words_before = "explained at " if finding.handout.explains else "read "
        text.append(f" · {words_before}" if finding.named else words_before.capitalize(), "dim")
        text.append_text(link(out, finding.handout.path, finding.handout.line))
    return text


def _picture(out: Console, checked: Checked, finding: Finding) -> RenderableType:
    from grader.reports.terminal import OutputTable, Timeline

    trace = finding.trace
    assert trace is not None
    under = WHEN.get(trace.schedule)
    title = Text("The run that showed it", "bold")
    title.append(f" (schedule {trace.schedule}: {under.removeprefix('when ')})" if under else "", "dim")
    body: list[RenderableType] = [title, Timeline(trace, finding.guilty)]
    if finding.guilty is not None:
        from grader.reports.lines import legible

        _, told = legible(trace, finding.guilty)
        here = f"▼ Here: {words.describe(trace, told or finding.guilty)}, at {words.seconds(finding.guilty.t)}"
        body.append(Text(here, "red"))
    if any(event.kind == "mark" for event in trace.events):
        program = checked.exercise.scenarios / Path(trace.program[0]).name
        said = Text("◆ is a note of the program that calls your code: ", "dim")
        body.append(said.append_text(link(out, program)))
    if any(event.kind == "write" and event.stream == "stdout" for event in trace.events):
        body += [Text("Output", "bold"), OutputTable(trace, finding.guilty)]
    return Group(*body)


def _hint(exercise: Exercise, state: StudentProgress) -> Text:
    given, most = state.of(exercise.key).hints, len(exercise.hints)
    left = f"{most - given} of {most} left" if given < most else "you have had them all"
    return Text.assemble(("Hint: ", "bold"), f"grader hint {exercise.key}", (f"  ({left})", "dim"))


def _partly(checked: Checked) -> Text:
    judged = sum(check.passed for check in checked.checks)
    if not judged:
        return Text("This machine can judge nothing in this exercise.", "yellow")
    return Text(f"Right as far as this machine can judge: {judged} of {len(checked.checks)} checks.", "yellow")


def after(out: Console, course: Course, state: StudentProgress, exercise: Exercise) -> Text:
    """What to say when an exercise is done: so, plainly, and which one is next."""
    following = next_exercise(course, state, exercise)
    text = Text.assemble(("Done: ", "bold green"), f"everything that is checked here holds for {exercise.key}.\n")
    text.append("More is checked when it is graded; its docstring says all that counts.\n", "dim")
    if following is None:
        text.append("That was the last one: the whole course is done.", "bold")
        return text
    text.append("Next: ", "bold")
    text.append(f"{following.key} · {words.printable(following.title)} · ")
    text.append_text(link(out, following.stub))
    return text


def next_exercise(course: Course, state: StudentProgress, exercise: Exercise | None = None) -> Exercise | None:
    """The first exercise that is not done after the given one, then from the beginning; None if all are done."""
    at = course.exercises.index(exercise) + 1 if exercise in course.exercises else 0
    for candidate in (*course.exercises[at:], *course.exercises[:at]):
        if candidate != exercise and work_of(candidate).says(state.of(candidate.key)) not in ("passed", "partly"):
            return candidate
    return None


def link(out: Console, path: Path, line: int | None = None) -> Text:
    """A path as the shell where we are knows it, with the line; to click on where the terminal can."""
    try:
        shown = os.path.relpath(path)
    except ValueError:
        shown = str(path)
    if shown.startswith(os.path.join("..", "..", "..")):
        shown = str(path)
    text = words.printable(shown) + (f":{line}" if line is not None else "")
    style = f"cyan link {path.as_uri()}" if out.is_terminal and " " not in path.as_uri() else "cyan"
    return Text(text, style)


def _file(out: Console, exercise: Exercise) -> Text:
    return link(out, exercise.stub)


def _say(sign: str, sentence: str, style: str) -> Text:
    return Text.assemble((f"{sign} ", style), (words.printable(sentence), "dim" if style == "dim" else ""))


def _next(sentence: str) -> Text:
    return Text.assemble(("Next: ", "bold"), sentence)


def _indented(out: Console, part: RenderableType) -> RenderableType:
    """The part two columns to the right; through a pipe a sentence stays one line, however long."""
    if isinstance(part, Text) and not out.is_terminal:
        return Text("\n").join(Text("  ").append_text(line) for line in part.split("\n"))
    return Padding(part, (0, 0, 0, 2), expand=False)


def summary(out: Console, course: Course, results: list[Checked], state: StudentProgress) -> None:
    """Print one line per exercise, how many are done, and where to go on."""
    width = max(len(checked.exercise.key) for checked in results)
    for checked in results:
        sign, style = SIGNS[checked.standing]
        out.print(Text.assemble((sign, style), f" {checked.exercise.key:{width}}  ", (checked.standing, style)))
    done = sum(checked.standing in ("passed", "partly") for checked in results)
    out.print()
    out.print(Text(f"{done} of {len(results)} done", "bold"))
    failed = next((checked.exercise for checked in results if checked.standing == "failed"), None)
    following = failed or next_exercise(course, state)
    if following is not None:
        out.print(Text.assemble(("Next: ", "bold"), f"{following.key} · ", link(out, following.stub)))


SIGNS = {
    "passed": ("✓", "green"),
    "partly": ("✓", "yellow"),
    "failed": ("✗", "red"),
    "to check": ("?", "yellow"),
    "not started": ("·", "dim"),
    "missing": ("!", "red"),
    "no checks": ("·", "dim"),
    "not here": ("·", "dim"),
}
