"""The timeline in characters: a row a process, for terminals of any width, with or without Unicode and colour."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from grader.reports import standing, words
from grader.reports.layout import Arrow, Lane, Segment, TraceLayout, lane_order, layout
from grader.traces.model import Event, Trace

CHILD_STYLES = ("green", "magenta", "yellow", "cyan", "bright_blue", "bright_magenta", "bright_green")
MOST_LANES = 40


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters that a chart is drawn with."""

    segments: dict[str, str]
    points: dict[str, str]
    down: str
    up: str
    birth: str
    born: str
    collected: str
    branch: str
    axis: str
    tick: str
    broken: str
    here: str
    orphan: str


UNICODE = Glyphs(
    segments={"alive": "━", "sleep": "─", "wait": "╌", "blocked": "░", "held": "·", "zombie": "┄"},
    points={
        "stdout": "●",
        "stderr": "○",
        "mark": "◆",
        "exit": "■",
        "crash": "▣",
        "exec": "▸",
        "signal": "↯",
        "reap": "▲",
    },
    down="│",
    up="╎",
    birth="┯",
    born="└",
    collected="┘",
    branch="└ ",
    axis="─",
    tick="┬",
    broken="≈",
    here="▼",
    orphan="⊖",
)
ASCII = Glyphs(
    segments={"alive": "=", "sleep": "-", "wait": ".", "blocked": "#", "held": "_", "zombie": "~"},
    points={
        "stdout": "o",
        "stderr": "e",
        "mark": "*",
        "exit": "X",
        "crash": "!",
        "exec": ">",
        "signal": "%",
        "reap": "^",
    },
    down="|",
    up=":",
    birth="+",
    born="`",
    collected="'",
    branch="` ",
    axis="-",
    tick="+",
    broken="/",
    here="V",
    orphan="?",
)
MEANINGS = {
    "alive": "alive",
    "sleep": "sleeps",
    "wait": "waits for a child",
    "blocked": "stands still",
    "zombie": "zombie",
    "birth": "birth",
    "reap": "collects a child",
    "stdout": "writes",
    "stderr": "writes to stderr",
    "mark": "mark",
    "signal": "sends a signal",
    "exec": "exec",
    "exit": "ends",
    "crash": "ends badly",
    "orphan": "orphan from here",
    "broken": "not to scale",
    "here": "here",
}
# Where several things fall into one column, the later in this list is seen.
_RANK = ("wait", "sleep", "exec", "mark", "signal", "fork", "write", "reap", "exit")
_SEGMENT_STYLES = {"blocked": "bold red", "zombie": "dim", "held": "dim"}


class Canvas:
    """Rows of cells, each one character wide, with a style a cell."""

    def __init__(self, width: int, height: int) -> None:
        self.cells = [[" "] * width for _ in range(height)]
        self.styles = [[""] * width for _ in range(height)]
        self.words: set[tuple[int, int]] = set()
        self.width = width

    def put(self, row: int, column: int, character: str, style: str = "") -> None:
        if 0 <= column < self.width:
            self.cells[row][column] = character
            self.styles[row][column] = style

    def write(self, row: int, column: int, text: str, style: str = "") -> None:
        for offset, character in enumerate(text):
            self.put(row, column + offset, character, style)
            self.words.add((row, column + offset))

    def free(self, row: int, column: int) -> bool:
        """Whether a line may cross here: nothing is there, or a line, but no word."""
        return 0 <= column < self.width and (row, column) not in self.words

    def line(self, row: int) -> Text:
        text = Text()
        for character, style in zip(self.cells[row], self.styles[row], strict=True):
            text.append(character, style or None)
        return text


def process_style(trace: Trace, id: int) -> str:
    """The colour of a process, the same in the tree, the timeline and the output."""
    role = trace.process(id).role
    return {"main": "bold blue", "helper": "dim"}.get(role, CHILD_STYLES[(id - 2) % len(CHILD_STYLES)])


def chart(trace: Trace, width: int, *, ascii: bool = False, guilty: Event | None = None) -> list[Text]:
    """The timeline as lines of at most `width` columns: axis, a row a process, the guilty moment, the key."""
    glyphs = ASCII if ascii else UNICODE
    names = [_label(trace, id, depth, glyphs) for id, depth in lane_order(trace)[: 4 * MOST_LANES]]
    gutter = min(max((len(name) for name in names), default=4), max(width * 2 // 5, 10))
    columns = max(width - gutter - 1, 8)
    places = layout(
        trace,
        width=columns,
        step=2.0,
        gap=8.0,
        least_scale=0.0,
        max_lanes=MOST_LANES,
        max_events=max(columns * 4, 80),
        guilty=guilty,
    )
    canvas = Canvas(columns, len(places.lanes))
    used: dict[str, None] = {}
    for lane in places.lanes:
        _draw_lane(trace, canvas, glyphs, lane, used)
    for arrow in places.arrows:
        _draw_arrow(trace, canvas, glyphs, arrow, used)
    for lane in places.lanes:
        _draw_points(canvas, glyphs, lane, guilty, used)
    lines = [Text(" " * (gutter + 1)) + line for line in _axis(places, columns, glyphs, ascii, used)]
    for lane in places.lanes:
        lines.append(_name(trace, lane, gutter, glyphs, ascii) + Text(" ") + canvas.line(lane.row))
    if places.guilty is not None and guilty is not None:
        lines.insert(0, Text(" " * (gutter + 1 + _column(places.guilty, columns))) + Text(glyphs.here, "bold red"))
        used["here"] = None
    if places.hidden_lanes:
        lines.append(Text(_say(f"… and {places.hidden_lanes} more processes", ascii), "dim"))
    if places.hidden_events:
        lines.append(Text(_say(f"… {places.hidden_events} events in the middle left out", ascii), "dim"))
    return [*lines, *_key(glyphs, used, width)]


def _say(text: str, ascii: bool) -> str:
    return words.ascii_only(text) if ascii else text


def _column(place: float, columns: int) -> int:
    return min(int(place), columns - 1)


def _name(trace: Trace, lane: Lane, gutter: int, glyphs: Glyphs, ascii: bool) -> Text:
    name = words.shorten(_label(trace, lane.process.id, lane.depth, glyphs), gutter)
    return Text(_say(name, ascii)[:gutter].ljust(gutter), process_style(trace, lane.process.id))


def _label(trace: Trace, id: int, depth: int, glyphs: Glyphs) -> str:
    return ("  " * (min(depth, 3) - 1) + glyphs.branch if depth else "") + words.name(trace, id)


def _draw_lane(trace: Trace, canvas: Canvas, glyphs: Glyphs, lane: Lane, used: dict[str, None]) -> None:
    own = process_style(trace, lane.process.id)
    taken = {_column(point.place, canvas.width) for point in lane.points}
    if lane.orphaned_at is not None:
        taken.add(_column(lane.orphaned_at, canvas.width))
    for segment in lane.segments:
        left, right = int(segment.start), int(segment.end)
        if segment is lane.segments[-1] and lane.process.exited is None:
            right = canvas.width
        style = _segment_style(trace, segment, own)
        for column in range(left, right):
            canvas.put(lane.row, column, glyphs.segments[segment.kind], style)
        labels = [_say(label, glyphs is ASCII) for label in standing.segment_labels(trace, segment)]
        for label in (label for label in labels if len(label) == cell_len(label)):
            place = _clear(taken, left + 2, right - 1, len(label))
            if place is not None:
                canvas.write(lane.row, place, label, style)
                break
        else:
            used[segment.kind] = None


def _clear(taken: set[int], left: int, right: int, length: int) -> int | None:
    """The column nearest to the middle where a word covers none of the points; None if there is no such place."""
    middle = (left + right - length) // 2
    for column in sorted(range(left, right - length + 1), key=lambda column: abs(column - middle)):
        if taken.isdisjoint(range(column, column + length)):
            return column
    return None


def _segment_style(trace: Trace, segment: Segment, own: str) -> str:
    if segment.kind == "wait" and segment.on is not None:
        return process_style(trace, segment.on)
    return _SEGMENT_STYLES.get(segment.kind, own)


def _draw_arrow(trace: Trace, canvas: Canvas, glyphs: Glyphs, arrow: Arrow, used: dict[str, None]) -> None:
    if arrow.kind not in ("birth", "reap"):
        return
    style = process_style(trace, arrow.process)
    column = _column(arrow.place, canvas.width)
    top, bottom = sorted((arrow.source, arrow.target))
    for row in range(top + 1, bottom):
        if canvas.free(row, column):
            canvas.put(row, column, glyphs.down if arrow.kind == "birth" else glyphs.up, style)
    if arrow.kind == "birth":
        canvas.put(arrow.source, column, glyphs.birth, style)
        canvas.put(arrow.target, column, glyphs.born, style)
    else:
        canvas.put(arrow.source, column, glyphs.collected, style)
    used[arrow.kind] = None


def _draw_points(canvas: Canvas, glyphs: Glyphs, lane: Lane, guilty: Event | None, used: dict[str, None]) -> None:
    if lane.orphaned_at is not None and words.left_orphan(lane.process):
        canvas.put(lane.row, _column(lane.orphaned_at, canvas.width), glyphs.orphan, "red")
        used["orphan"] = None
    for point in sorted(lane.points, key=lambda point: _RANK.index(point.event.kind)):
        event = point.event
        if event.kind in ("fork", "sleep", "wait"):
            continue
        kind = words.point_kind(event)
        alarming = kind in ("crash", "stderr")
        canvas.put(lane.row, _column(point.place, canvas.width), glyphs.points[kind], "red" if alarming else "bold")
        used[kind] = None
    if guilty is not None and guilty.process == lane.process.id:
        for point in lane.points:
            if point.event.n == guilty.n:
                column = _column(point.place, canvas.width)
                canvas.styles[lane.row][column] = "bold white on red"


def _axis(places: TraceLayout, columns: int, glyphs: Glyphs, ascii: bool, used: dict[str, None]) -> list[Text]:
    labels, line = [" "] * columns, [glyphs.axis] * columns
    ticks = [(instant.start, instant.t) for instant in places.axis.instants]
    last = places.axis.instants[-1].last if places.axis.instants else -1.0
    if places.axis.end_t - last >= 0.001:
        ticks.append((places.axis.end if places.axis.instants else 0.0, places.axis.end_t))
    free = 0
    left = 0.0
    for instant in places.axis.instants:
        if instant.compressed or instant.hidden:
            line[_column((left + instant.start) / 2, columns)] = glyphs.broken
            used["broken"] = None
        left = instant.end
    for place, t in ticks:
        label = _say(words.seconds(t), ascii)
        column = _column(place, columns)
        line[column] = glyphs.tick
        column = min(column, columns - len(label))
        if column >= free:
            labels[column : column + len(label)] = label
            free = column + len(label) + 2
    return [Text("".join(labels), "dim"), Text("".join(line), "dim")]


def _key(glyphs: Glyphs, used: dict[str, None], width: int) -> list[Text]:
    signs = {"birth": glyphs.birth, "orphan": glyphs.orphan, "broken": glyphs.broken, "here": glyphs.here}
    signs |= glyphs.segments | glyphs.points
    lines: list[str] = [""]
    for kind in (kind for kind in MEANINGS if kind in used and kind != "alive"):
        entry = f"{signs[kind]} {MEANINGS[kind]}"
        if len(lines[-1]) + len(entry) + 3 > width and lines[-1]:
            lines.append("")
        lines[-1] += ("   " if lines[-1] else "") + entry
    return [Text(line, "dim") for line in lines if line]
