"""The timeline in pixels: the shapes and words that the SVG template draws."""

from __future__ import annotations

from dataclasses import dataclass, field

from grader.reports import standing, words
from grader.reports.layout import Arrow, Lane, Segment, TraceLayout, layout
from grader.traces.model import Event, Process, Trace

LANE_HEIGHT, DENSE_LANE_HEIGHT, DENSE_LANES = 50, 34, 12
AXIS_HEIGHT, FLAG_HEIGHT = 42, 16
BAR_HEIGHT = 18
CHARACTER_WIDTH = 6.3
COLOURS = 9
MAIN_COLOUR, HELPER_COLOUR = 0, 8
MARGIN = 6
LAST_WORDS = 44


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the lanes lie."""

    top: float
    lane_height: float
    width: float

    def y(self, row: int) -> float:
        """The middle line of a lane's bars; above it there is room for words."""
        return self.top + (row + 1) * self.lane_height - 19 + (4 if self.lane_height == DENSE_LANE_HEIGHT else 0)


@dataclass(frozen=True, slots=True)
class Tick:
    """An instant on the axis: a band where virtual time stands still; `label` is empty where there is no room."""

    x: float
    width: float
    label: str
    anchor: str
    break_x: float | None
    hidden: int
    title: str


@dataclass(frozen=True, slots=True)
class LaneBar:
    """A segment of a lane, with the words that fit into it."""

    kind: str
    x: float
    width: float
    y: float
    height: float
    colour: int
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a lane; `text` is what was written, where there is room for it."""

    kind: str
    n: int
    x: float
    y: float
    colour: int
    text: str
    title: str
    guilty: bool


@dataclass(frozen=True, slots=True)
class DrawnArrow:
    """An arrow between two lanes, as an SVG path."""

    kind: str
    path: str
    colour: int
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """A lane: its label, its bars and dots, and all of it in words for readers who cannot see the picture."""

    name: str
    note: str
    flags: list[str]
    depth: int
    colour: int
    y: float
    bar_y: float
    state: str
    title: str
    summary: str
    bars: list[LaneBar]
    dots: list[Dot]
    orphaned_x: float | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that the template needs, ready to be drawn; `places`: how far right each event is, by number."""

    width: float
    height: float
    top: float
    lane_height: float
    rows: list[Row]
    ticks: list[Tick]
    lines: list[DrawnArrow]
    hidden_lanes: int
    hidden_events: int
    guilty_x: float | None
    guilty_text: str
    summary: str
    kinds: list[str] = field(default_factory=list)
    places: dict[int, float] = field(default_factory=dict)


def drawing(trace: Trace, *, width: float = 760, guilty: Event | None = None) -> Drawing:
    """The timeline of the trace in pixels, at least `width` wide."""
    # To the right of the end there is room for the arrows of a deadlock, or for the last words.
    stuck = sum(isinstance(blocked.on, int) for blocked in trace.blocked)
    margin = min(24 + 12 * stuck, 160) if stuck else LAST_WORDS
    step = 14 if len(trace.events) <= 100 else 10
    places = layout(trace, width=width - 2 * MARGIN - margin, step=step, gap=44, least_scale=0.75, guilty=guilty)
    dense = len(places.lanes) > DENSE_LANES
    grid = Grid(
        AXIS_HEIGHT + (FLAG_HEIGHT if places.guilty is not None else 0),
        DENSE_LANE_HEIGHT if dense else LANE_HEIGHT,
        round(places.width + 2 * MARGIN + margin),
    )
    rows = [_row(trace, places, grid, lane, guilty) for lane in places.lanes]
    lines = [_line(trace, places, grid, arrow, index) for index, arrow in enumerate(places.arrows)]
    kinds = dict.fromkeys(
        [bar.kind for row in rows for bar in row.bars] + [dot.kind for row in rows for dot in row.dots]
    )
    return Drawing(
        width=grid.width,
        height=grid.top + grid.lane_height * len(rows) + 8,
        top=grid.top,
        lane_height=grid.lane_height,
        rows=rows,
        ticks=_ticks(places, grid),
        lines=lines,
        hidden_lanes=places.hidden_lanes,
        hidden_events=places.hidden_events,
        guilty_x=None if places.guilty is None else _x(places.guilty),
        guilty_text="" if guilty is None else words.describe(trace, guilty),
        summary=summary(trace),
        kinds=[*kinds, *dict.fromkeys(line.kind for line in lines)],
        places={n: _x(place) for n, place in places.axis.places.items()},
    )


def summary(trace: Trace) -> str:
    """The whole run in a sentence."""
    count = len(trace.processes)
    what = "1 process" if count == 1 else f"{count} processes"
    return (
        f"{what}, {len(trace.events)} events, {words.seconds(trace.virtual_seconds)} of virtual time, "
        f"{words.OUTCOMES[trace.outcome]}"
    )


def colour(trace: Trace, id: int) -> int:
    """Which of the colours a process has, everywhere in the page: main, helpers, children in turn."""
    role = trace.process(id).role
    return {"main": MAIN_COLOUR, "helper": HELPER_COLOUR}.get(role, 1 + (id - 2) % (HELPER_COLOUR - 1))


def _x(place: float) -> float:
    return round(place + MARGIN, 1)


def _ticks(places: TraceLayout, grid: Grid) -> list[Tick]:
    ticks: list[Tick] = []
    free = -100.0
    axis = places.axis
    left = 0.0
    for instant in axis.instants:
        label = words.seconds(instant.t)
        fits = _x(instant.start) >= free
        if fits:
            free = _x(instant.start) + len(label) * CHARACTER_WIDTH + 14
        broken = instant.compressed or instant.hidden
        middle = _x((left + instant.start) / 2) if broken else None
        passed = f"{words.seconds(instant.t)}: what happened at this instant, in order"
        hidden = instant.hidden
        width = instant.end - instant.start
        ticks.append(
            Tick(
                _x(instant.start),
                round(width, 1),
                label if fits else "",
                _anchor(label, instant.start, grid),
                middle,
                hidden,
                passed,
            )
        )
        left = instant.end
    last = axis.instants[-1].last if axis.instants else 0.0
    if not axis.instants or axis.end_t - last >= 0.001:
        label = words.seconds(axis.end_t)
        place = axis.end if axis.instants else 0.0
        shown = label if _x(place) >= free else ""
        ticks.append(Tick(_x(place), 0, shown, _anchor(label, place, grid), None, 0, f"{label}: the end of the run"))
    return ticks


def _anchor(label: str, place: float, grid: Grid) -> str:
    return "start" if _x(place) + len(label) * CHARACTER_WIDTH <= grid.width else "end"


def _row(trace: Trace, places: TraceLayout, grid: Grid, lane: Lane, guilty: Event | None) -> Row:
    process = lane.process
    y = grid.y(lane.row)
    bars = [bar for segment in lane.segments if (bar := _bar(trace, process, segment, y)) is not None]
    return Row(
        name=words.name(trace, process.id),
        note=words.status(process),
        flags=words.flags(process),
        depth=min(lane.depth, 5),
        colour=colour(trace, process.id),
        y=grid.top + lane.row * grid.lane_height,
        bar_y=y,
        state=_state(process),
        title=words.command(process, 200),
        summary=lane_summary(trace, lane),
        bars=bars,
        dots=_dots(trace, places, lane, y, guilty),
        orphaned_x=None if lane.orphaned_at is None or not words.left_orphan(process) else _x(lane.orphaned_at),
    )


def _state(process: Process) -> str:
    if process.exited is None:
        return "alive"
    return "good" if process.exit_code == 0 else "bad"


def lane_summary(trace: Trace, lane: Lane) -> str:
    """A lane in words: birth, sleeps, waits, output, end."""
    process = lane.process
    born = f"born at {words.seconds(process.born)}" + (
        "" if process.parent is None else f" from {words.name(trace, process.parent)}"
    )
    parts = [born]
    slept = sum(segment.end_t - segment.start_t for segment in lane.segments if segment.kind == "sleep")
    if slept:
        parts.append(f"slept {words.seconds(slept)}")
    awaited = dict.fromkeys(s.on for s in lane.segments if s.kind == "wait")
    parts += [f"waited for {'any child' if on is None else words.name(trace, on)}" for on in awaited]
    writes = sum(point.event.kind == "write" for point in lane.points)
    if writes:
        parts.append("wrote once" if writes == 1 else f"wrote {writes} times")
    parts += [f"at the end {standing.predicate(trace, s.why)}" for s in lane.segments if s.why is not None]
    if process.exited is not None:
        parts.append(f"{words.status(process)} at {words.seconds(process.exited)}")
    if words.left_zombie(process):
        parts.append("never collected: a zombie")
    elif process.reaped and process.role != "main":
        parts.append("collected by its parent")
    if words.left_orphan(process):
        parts.append("an orphan: its parent ended first")
    return f"{words.name(trace, process.id)}: " + ", ".join(parts)


def _bar(trace: Trace, process: Process, segment: Segment, y: float) -> LaneBar | None:
    width = segment.end - segment.start
    if width <= 0:
        return None
    labels = standing.segment_labels(trace, segment)
    fitting = [label for label in labels if len(label) * CHARACTER_WIDTH + 10 <= width]
    thin = segment.kind == "alive"
    height = 8 if thin else BAR_HEIGHT
    whose = segment.on if segment.kind == "wait" and segment.on is not None else process.id
    lasted = f"from {words.seconds(segment.start_t)} to {words.seconds(segment.end_t)}"
    told = {"alive": "alive", "held": "held back by the schedule"}.get(segment.kind, labels[0] if labels else "")
    return LaneBar(
        kind=segment.kind,
        x=_x(segment.start),
        width=round(width, 1),
        y=y - height / 2,
        height=height,
        colour=colour(trace, whose),
        label=fitting[0] if fitting else "",
        title=f"{words.name(trace, process.id)}: {told}, {lasted}",
    )


def _dots(trace: Trace, places: TraceLayout, lane: Lane, y: float, guilty: Event | None) -> list[Dot]:
    points = [point for point in lane.points if point.event.kind not in ("sleep", "wait", "fork")]
    said = [point for point in points if point.event.kind in ("write", "mark")]
    room: dict[int, int] = {}
    for point, following in zip(said, [*said[1:], None], strict=False):
        right = following.place if following else places.width + LAST_WORDS
        room[point.event.n] = int(min(right - point.place - 6, 190) / (CHARACTER_WIDTH * 0.96))
    dots: list[Dot] = []
    for point in points:
        event = point.event
        text = words.printable((event.text or "").strip().replace("\n", " ⏎ "))
        space = room.get(event.n, 0)
        text = text if len(text) <= space else words.shorten(text, space) if space >= 5 else ""
        title = f"{words.seconds(event.t)}: {words.describe(trace, event, 200)}"
        is_guilty = guilty is not None and guilty.n == event.n
        dots.append(
            Dot(
                words.point_kind(event),
                event.n,
                _x(point.place),
                y,
                colour(trace, lane.process.id),
                text,
                title,
                is_guilty,
            )
        )
    return dots


def _line(trace: Trace, places: TraceLayout, grid: Grid, arrow: Arrow, index: int) -> DrawnArrow:
    x, top, bottom = _x(arrow.place), grid.y(arrow.source), grid.y(arrow.target)
    if arrow.kind == "stuck":
        nth = sum(other.kind == "stuck" for other in places.arrows[:index])
        out = round(x + 20 + 12 * (nth % 12), 1)
        # Where two arrows meet at the same lane, each has a height of its own.
        leave, enter = top - 4, bottom + 4
        path = f"M{x},{leave} H{out - 6} Q{out},{leave} {out},{leave + (6 if enter > leave else -6)} "
        path += f"V{enter - (6 if enter > leave else -6)} Q{out},{enter} {out - 6},{enter} H{x + 7}"
        names = words.name(trace, arrow.process), words.name(trace, places.lanes[arrow.target].process.id)
        return DrawnArrow("stuck", path, 0, f"{names[0]} waits for {names[1]}, for ever")
    half = BAR_HEIGHT / 2
    if arrow.kind == "birth":
        path = f"M{x},{top + 4} V{bottom - 7}" if bottom > top else f"M{x},{top} V{bottom}"
    elif arrow.kind == "reap":
        path = f"M{x},{top - half} V{bottom + half + 2}" if bottom < top else f"M{x},{top} V{bottom}"
    else:
        path = f"M{x},{top} V{bottom + (-half - 3 if bottom > top else half + 3)}"
    title = words.describe(trace, arrow.event) if arrow.event else ""
    return DrawnArrow(arrow.kind, path, colour(trace, arrow.process), title)
