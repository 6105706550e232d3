"""One run in the terminal: its processes as a tree, its timeline, its output by author, and where it stood still."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from grader.reports import standing, words
from grader.reports.chart import chart, process_style
from grader.reports.imports import import_notes
from grader.reports.layout import lane_order
from grader.reports.lines import OutputLine, legible, output
from grader.traces.model import Event, Process, Trace

_MOST_PROCESSES = 40
_MOST_LINES = 40


@dataclass(frozen=True)
class Tree:
    """Every process below its parent: name, end, zombie and orphan, the line that forked it, command."""

    trace: Trace

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        order = lane_order(self.trace)
        shown = order[:_MOST_PROCESSES]
        guides = _guides(order, options.ascii_only)[: len(shown)]
        heads = [guide + words.name(self.trace, id) for guide, (id, _) in zip(guides, shown, strict=True)]
        column = min(max((len(head) for head in heads), default=0), max(options.max_width // 2, 8))
        forked = {event.child: event.where for event in self.trace.events if event.kind == "fork" and event.where}
        for head, guide, (id, _) in zip(heads, guides, shown, strict=True):
            process = self.trace.process(id)
            line = Text()
            line.append(words.shorten(head, column).ljust(column), process_style(self.trace, id))
            line.stylize("dim", 0, min(len(guide), column))
            line.append("  ")
            self._end(line, process)
            if forked.get(id):
                line.append(f"  {words.printable(forked[id])}", "cyan")
            room = options.max_width - cell_len(line.plain) - 2
            if room >= 8:
                line.append("  " + words.command(process, room), "dim")
            yield _fit(line, console, options)
        if len(order) > len(shown):
            yield _fit(Text(f"… and {len(order) - len(shown)} more processes", "dim"), console, options)

    def _end(self, line: Text, process: Process) -> None:
        good = process.exit_code == 0
        line.append(words.status(process), "green" if good else "red")
        for flag in words.flags(process):
            line.append(f" {flag}", "bold red")


@dataclass(frozen=True)
class Timeline:
    """The timeline, a row a process; `guilty` is marked."""

    trace: Trace
    guilty: Event | None = None

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        trace, guilty = legible(self.trace, self.guilty)
        for line in chart(trace, options.max_width, ascii=options.ascii_only, guilty=guilty):
            yield _fit(line, console, options)


@dataclass(frozen=True)
class OutputTable:
    """What was written, in order, each line beside its author."""

    trace: Trace
    guilty: Event | None = None

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = output(self.trace, self.guilty, longest=1000)
        if not lines:
            yield Text("nothing was written", "dim")
        head, tail = (
            (lines[: _MOST_LINES * 3 // 4], lines[-_MOST_LINES // 4 :]) if len(lines) > _MOST_LINES else (lines, [])
        )
        authors = {id: words.name(self.trace, id) for id in {line.event.process for line in (*head, *tail)}}
        column = min(max((len(name) for name in authors.values()), default=0), max(options.max_width // 3, 6))
        before = None
        for part in (head, tail):
            if part and part is tail:
                yield _fit(Text(f"… {len(lines) - len(head) - len(tail)} lines left out …", "dim"), console, options)
                before = None
            for written in part:
                process = written.event.process
                name = "" if process == before else words.shorten(authors[process], column)
                before = process
                yield _fit(self._line(written, name.ljust(column), options.max_width), console, options)

    def _line(self, written: OutputLine, name: str, width: int) -> Text:
        style = process_style(self.trace, written.event.process)
        stderr = written.event.stream == "stderr"
        shown = words.shorten(written.text, max(width - len(name) - 3 - (8 if written.guilty else 0), 4))
        line = Text()
        line.append(name, style)
        line.append(" ! " if stderr else " │ ", "red" if stderr else style)
        line.append(shown, "red" if stderr else "")
        if written.guilty:
            line.append("  ← here", "bold red")
        where = words.printable(written.event.where or "")
        room = width - cell_len(line.plain) - len(where)
        if where and room >= 2:
            line.append(" " * room + where, "dim")
        return line


@dataclass(frozen=True)
class StandstillPanel:
    """Where each process waits, and for what, when a run was ended; nothing for a run that finished."""

    trace: Trace

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if not self.trace.blocked:
            return
        title = standing.headline(self.trace) if self.trace.outcome == "deadlock" else "When the run was ended:"
        yield _fit(Text(title, "bold red"), console, options)
        stands = standing.stands(self.trace)
        for stand in stands[:_MOST_PROCESSES]:
            sentence = Text("  ")
            sentence.append(standing.names(self.trace, stand), process_style(self.trace, stand.processes[0]))
            sentence.append(words.shorten(f" {standing.about(stand)}", 400))
            plain = Text(words.ascii_only(sentence.plain)) if options.ascii_only else sentence
            yield from plain.wrap(console, options.max_width)
        if len(stands) > _MOST_PROCESSES:
            yield _fit(Text(f"  … and {len(stands) - _MOST_PROCESSES} more", "dim"), console, options)


def show(trace: Trace, console: Console, guilty: Event | None = None) -> None:
    """Print the run: what came of it, processes, timeline, output, and where every process stood if it was ended."""
    for title, part in (
        ("", _headline(trace)),
        ("Processes", Tree(trace)),
        ("Timeline", Timeline(trace, guilty)),
        ("", _moment(trace, guilty)),
        ("", StandstillPanel(trace) if trace.blocked else None),
        *(("", _Sentence(Text(note, "yellow"))) for note in import_notes(trace)),
        ("Output by author", OutputTable(trace, guilty)),
    ):
        if part is None:
            continue
        if title:
            console.print(Text(title, "bold underline"), highlight=False)
        console.print(part, highlight=False, soft_wrap=False)
        console.print()


@dataclass(frozen=True)
class _Sentence:
    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        plain = Text(words.ascii_only(self.text.plain)) if options.ascii_only else self.text
        yield from plain.wrap(console, options.max_width)


def _headline(trace: Trace) -> _Sentence:
    good = trace.outcome == "finished"
    schedule = trace.schedule + (f", seed {trace.seed}" if trace.schedule == "random" else "")
    line = Text(words.shorten(words.program(trace), 200), "bold")
    line.append(": ")
    line.append(words.OUTCOMES[trace.outcome], "green" if good else "bold red")
    line.append(f" after {words.seconds(trace.virtual_seconds)} of virtual time")
    line.append(f" · schedule {words.printable(schedule)}", "dim")
    return _Sentence(line)


def _moment(trace: Trace, guilty: Event | None) -> _Sentence | None:
    if guilty is None:
        return None
    _, told = legible(trace, guilty)
    return _Sentence(
        Text(f"Here: {words.describe(trace, told or guilty)}, at {words.seconds(guilty.t)} (event {guilty.n}).", "red")
    )


def _guides(order: list[tuple[int, int]], ascii: bool) -> list[str]:
    """The lines of the tree before each name."""
    branch, last, through = ("|- ", "`- ", "|  ") if ascii else ("├─ ", "└─ ", "│  ")
    guides: list[str] = []
    open_depths: set[int] = set()
    for _, depth in reversed(order):
        depth = min(depth, 12)
        stem = "".join(through if level in open_depths else "   " for level in range(1, depth))
        guides.append(stem + (branch if depth in open_depths else last) if depth else "")
        open_depths = {level for level in open_depths if level < depth} | {depth}
    return guides[::-1]


def _fit(line: Text, console: Console, options: ConsoleOptions) -> Text:
    """One line that the terminal does not break, in characters that it has."""
    fitted = line
    if options.ascii_only and not line.plain.isascii():
        fitted = Text()
        for start, character in enumerate(line.plain):
            fitted.append(words.ascii_only(character), line.get_style_at_offset(console, start))
    if cell_len(fitted.plain) > options.max_width:
        end = "..." if options.ascii_only else "…"
        kept = set_cell_size(fitted.plain, max(options.max_width - len(end), 0))
        fitted = fitted[: len(kept.rstrip())]
        fitted.append(end)
    fitted.no_wrap = True
    return fitted
