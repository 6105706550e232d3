"""Where everything in the picture of a trace stands: the axis, a lane a process, segments, points and arrows.

Positions are plain numbers from 0 to `Layout.width`, in the unit of the caller's choice (pixels, columns). The axis
keeps the order of events and makes virtual time legible: events of the same instant stand side by side, one step
apart; between instants a gap stands for the time that passed, long ones compressed.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from grader.traces.model import Blocked, Event, Process, Trace

# A read of the virtual clock ticks a microsecond: what is closer than this happened at the same instant.
INSTANT_SECONDS = 1e-3
SLOW_CHILD_SECONDS = 100.0
# Without gaps between instants, steps grow to fill the width, but not beyond this many times.
MOST_STRETCH = 5.0
# A process that is blocked when a run ends stays so for ever: room for that, in gaps of the shortest kind.
STANDSTILL_WEIGHT = 3.0

SegmentKind = Literal["alive", "sleep", "wait", "blocked", "held", "zombie"]
ArrowKind = Literal["birth", "reap", "signal", "stuck"]


@dataclass(frozen=True, slots=True)
class Instant:
    """Events at one virtual second, from `start` to `end` on the axis; `compressed`: the gap before it is not to scale.

    `hidden` is how many events were left out just before it.
    """

    t: float
    last: float
    start: float
    end: float
    compressed: bool = False
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Axis:
    """The order of events and virtual time as positions: `places` by the event's `n`."""

    places: dict[int, float]
    instants: tuple[Instant, ...]
    end: float
    end_t: float

    def at(self, t: float) -> float:
        """Where a virtual second stands: at the start of its instant, or inside the gap between two."""
        index = bisect_right(self.instants, t + INSTANT_SECONDS / 2, key=lambda instant: instant.t) - 1
        if index < 0:
            return 0.0
        instant = self.instants[index]
        if t <= instant.last + INSTANT_SECONDS / 2:
            return instant.start
        following = self.instants[index + 1] if index + 1 < len(self.instants) else None
        right, right_t = (following.start, following.t) if following else (self.end, self.end_t)
        if right_t <= instant.last or math.isinf(t):
            return right
        return instant.end + (right - instant.end) * min(1.0, (t - instant.last) / (right_t - instant.last))


@dataclass(frozen=True, slots=True)
class Segment:
    """What a process did for a while. `on`: whom a "wait" awaits (None: any child); `why`: where a "blocked" stood."""

    kind: SegmentKind
    start: float
    end: float
    start_t: float
    end_t: float
    on: int | None = None
    event: Event | None = None
    why: Blocked | None = None


@dataclass(frozen=True, slots=True)
class EventPoint:
    """An event as a point of its lane."""

    place: float
    event: Event


@dataclass(frozen=True, slots=True)
class Lane:
    """One process: its row from the top, its depth in the tree, and everything on its line, from birth to last trace.

    `orphaned_at` is where its parent ended before it, None if that did not happen (or is not in the picture).
    """

    process: Process
    row: int
    depth: int
    start: float
    end: float
    segments: tuple[Segment, ...]
    points: tuple[EventPoint, ...]
    orphaned_at: float | None


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one row to another at one place; "stuck": at the end, from a blocked process to whom it waits for."""

    kind: ArrowKind
    place: float
    source: int
    target: int
    process: int
    event: Event | None


@dataclass(frozen=True, slots=True)
class TraceLayout:
    """The drawable picture of a trace."""

    axis: Axis
    lanes: tuple[Lane, ...]
    arrows: tuple[Arrow, ...]
    width: float
    hidden_lanes: int
    hidden_events: int
    guilty: float | None


def layout(
    trace: Trace,
    *,
    width: float,
    step: float = 1.0,
    gap: float = 4.0,
    least_scale: float = 1.0,
    max_lanes: int = 60,
    max_events: int = 400,
    guilty: Event | None = None,
) -> TraceLayout:
    """The picture of the trace, `step` from event to event and at least `gap` for the shortest time between instants.

    Gaps are widened until the picture fills `width`. Where it needs more, everything shrinks, at most to `least_scale`
    (0: always fits); from there on the picture becomes wider.
    """
    order = lane_order(trace)
    kept = _kept_lanes(trace, order, max_lanes, guilty)
    rows = {id: row for row, id in enumerate(id for id, _ in order if id in kept)}
    visible = [
        event for event in trace.events if event.process in rows and (event.child is None or event.child in rows)
    ]
    shown = _shown_events(visible, max_events, guilty)
    axis = _axis(trace, visible, shown, width, step, gap, least_scale)
    lanes = tuple(_lane(trace, axis, trace.process(id), rows[id], depth, shown) for id, depth in order if id in rows)
    return TraceLayout(
        axis=axis,
        lanes=lanes,
        arrows=(*_arrows(axis, rows, [event for event in visible if event.n in shown]), *_stuck(trace, axis, rows)),
        width=axis.end,
        hidden_lanes=len(trace.processes) - len(rows),
        hidden_events=len(visible) - len(shown),
        guilty=None if guilty is None else axis.places.get(guilty.n),
    )


def lane_order(trace: Trace) -> list[tuple[int, int]]:
    """Every process (its id) with its depth, parents before their children, children in order of birth."""
    known = {process.id for process in trace.processes}
    children: dict[int | None, list[int]] = {}
    for process in trace.processes:
        children.setdefault(process.parent if process.parent in known else None, []).append(process.id)
    order: list[tuple[int, int]] = []
    todo = [(id, 0) for id in reversed(children.get(None, []))]
    while todo:
        id, depth = todo.pop()
        order.append((id, depth))
        todo += [(child, depth + 1) for child in reversed(children.get(id, []))]
    return order


def _kept_lanes(trace: Trace, order: list[tuple[int, int]], most: int, guilty: Event | None) -> set[int]:
    wanted: dict[int, None] = {}
    id = None if guilty is None else guilty.process
    while id is not None and id not in wanted:
        wanted[id] = None
        id = trace.process(id).parent
    # Parents come before children in `order`: whatever is cut off, the rest is still a tree.
    for id, _ in order:
        if len(wanted) >= most:
            break
        wanted[id] = None
    return set(wanted)


def _shown_events(visible: list[Event], most: int, guilty: Event | None) -> set[int]:
    if len(visible) <= most:
        return {event.n for event in visible}
    share = max(most * 2 // 5, 1)
    shown = {event.n for event in (*visible[:share], *visible[-share:])}
    if guilty is not None:
        middle = next((index for index, event in enumerate(visible) if event.n == guilty.n), 0)
        shown |= {event.n for event in visible[max(middle - share // 4, 0) : middle + share // 4 + 1]}
    return shown


def _order_weight(event: Event) -> float:
    return 0.5 if event.kind in ("sleep", "wait") else 1.0


def gap_weight(ratio: float) -> float:
    """How wide a gap is that lasts `ratio` times the shortest: to scale up to 4, from there on ever more compressed."""
    return ratio if ratio <= 4 else min(4 + 2 * math.log10(ratio / 4), 12.0)


def _axis(
    trace: Trace, visible: list[Event], shown: set[int], width: float, step: float, gap: float, least_scale: float
) -> Axis:
    # First the instants with their shown events, then how wide everything is, then places.
    groups: list[tuple[list[Event], int]] = []
    hidden = 0
    places: dict[int, float] = {}
    skipped: list[tuple[int, int]] = []
    for event in visible:
        if event.n not in shown:
            hidden += 1
            skipped.append((event.n, len(groups)))
            continue
        if hidden or not groups or event.t - groups[-1][0][0].t >= INSTANT_SECONDS:
            groups.append(([], hidden))
            hidden = 0
        groups[-1][0].append(event)
    end_t = max([trace.virtual_seconds, *(events[-1].t for events, _ in groups)])
    times = [(events[0].t, events[-1].t) for events, _ in groups] or [(0.0, 0.0)]
    starts = [t for t, _ in times]
    gaps = [starts[0], *(t - last for (_, last), t in zip(times, starts[1:], strict=False)), end_t - times[-1][1]]
    shortest = min((g for g in gaps if g >= INSTANT_SECONDS), default=1.0)
    weights = [gap_weight(g / shortest) if g >= INSTANT_SECONDS else 0.0 for g in gaps]
    if trace.blocked:
        weights[-1] = max(weights[-1], STANDSTILL_WEIGHT)
    for index, (_, left_out) in enumerate(groups):
        weights[index] = max(weights[index], 1.0) if left_out else weights[index]

    orders = sum(_order_weight(event) for events, _ in groups for event in events) + 1.5
    total = sum(weights)
    natural = orders * step + total * gap
    if natural < width and total:
        gap = (width - orders * step) / total
    elif natural < width:
        step *= min(width / natural, MOST_STRETCH)
    else:
        scale = max(width / natural, least_scale)
        step, gap = step * scale, gap * scale

    instants: list[Instant] = []
    x = step / 2
    for index, (events, left_out) in enumerate(groups):
        x += weights[index] * gap
        start = x
        for event in events:
            places[event.n] = x
            x += _order_weight(event) * step
        compressed = gaps[index] / shortest > weights[index] * 1.01
        instants.append(Instant(starts[index], times[index][1], start, x, compressed, left_out))
    end = x + weights[-1] * gap + step
    for n, group in skipped:
        left = instants[group - 1].end if group else 0.0
        places[n] = (left + (instants[group].start if group < len(instants) else end)) / 2
    return Axis(places, tuple(instants), end, end_t)


def _lane(trace: Trace, axis: Axis, process: Process, row: int, depth: int, shown: set[int]) -> Lane:
    own = [event for event in trace.events if event.process == process.id and event.n in axis.places]
    birth = next((event for event in trace.events if event.kind == "fork" and event.child == process.id), None)
    death = next((event for event in own if event.kind == "exit"), None)
    start = axis.places[birth.n] if birth and birth.n in axis.places else axis.at(process.born) if row else 0.0
    if death is not None:
        end, end_t = axis.places[death.n], death.t
    elif process.exited is not None:
        end, end_t = max(axis.at(process.exited), start), process.exited
    else:
        end, end_t = axis.end, axis.end_t
    parent_death = next((e for e in trace.events if e.kind == "exit" and e.process == process.parent), None)
    zombie = _zombie(trace, axis, process, end, end_t, parent_death)
    busy = _busy(trace, axis, process, [e for e in own if e.n in shown], (start, end), end_t)
    segments = (*_with_alive(busy, start, end, process.born, end_t), *([zombie] if zombie else []))
    orphaned = axis.places.get(parent_death.n) if process.orphaned and parent_death else None
    return Lane(
        process=process,
        row=row,
        depth=depth,
        start=start,
        end=zombie.end if zombie else end,
        segments=segments,
        points=tuple(EventPoint(axis.places[event.n], event) for event in own if event.n in shown),
        orphaned_at=orphaned,
    )


def _busy(
    trace: Trace, axis: Axis, process: Process, own: list[Event], span: tuple[float, float], end_t: float
) -> list[Segment]:
    """The sleeps, waits and the standstill at the end of one process, in order, without overlap."""
    start, end = span
    found: list[Segment] = []
    first_t = own[0].t if own else end_t
    if trace.schedule == "slow-child" and process.role != "main" and first_t - process.born >= SLOW_CHILD_SECONDS:
        until = process.born + SLOW_CHILD_SECONDS
        found.append(Segment("held", start, max(axis.at(until), start), process.born, until))
    states = [event for event in own if event.kind in ("sleep", "wait", "exit")]
    for event, following in zip(states, [*states[1:], None], strict=False):
        if event.kind == "exit":
            break
        stop, stop_t = (axis.places[following.n], following.t) if following else (end, end_t)
        if event.kind == "sleep":
            # A signal may have cut the sleep short: what the process did next says so.
            over = event.t + max(event.seconds or 0.0, 0.0)
            stop, stop_t = min(stop, max(axis.at(over), axis.places[event.n])), min(stop_t, over)
            if over - event.t < INSTANT_SECONDS:
                continue
            found.append(Segment("sleep", axis.places[event.n], stop, event.t, stop_t, event=event))
        else:
            reap = next((e for e in own if e.kind == "reap" and e.n > event.n and event.on in (None, e.child)), None)
            if reap is not None and axis.places[reap.n] <= stop:
                stop, stop_t = axis.places[reap.n], reap.t
            found.append(Segment("wait", axis.places[event.n], stop, event.t, stop_t, on=event.on, event=event))
    blocked = next((b for b in trace.blocked if b.process == process.id), None)
    if blocked is not None and process.exited is None:
        last = found[-1] if found and found[-1].end >= end else None
        reached = [
            (start, process.born),
            *((axis.places[e.n], e.t) for e in own[-1:]),
            *((s.end, s.end_t) for s in found),
        ]
        left, left_t = (last.start, last.start_t) if last else max(reached)
        on = blocked.on if isinstance(blocked.on, int) else None
        stuck = Segment("blocked", left, end, left_t, end_t, on=on, event=last.event if last else None, why=blocked)
        found = [*found[: -1 if last else None], stuck]
    return found


def _with_alive(busy: list[Segment], start: float, end: float, born: float, end_t: float) -> list[Segment]:
    filled: list[Segment] = []
    x, t = start, born
    for segment in busy:
        if segment.start > x:
            filled.append(Segment("alive", x, segment.start, t, segment.start_t))
        filled.append(segment)
        x, t = max(x, segment.end), segment.end_t
    if end > x or not filled:
        filled.append(Segment("alive", x, end, t, end_t))
    return filled


def _zombie(
    trace: Trace, axis: Axis, process: Process, end: float, end_t: float, parent_death: Event | None
) -> Segment | None:
    """From its exit until it was collected, or until its parent ended (then init collects it), or to the end."""
    if process.exited is None or process.orphaned:
        return None
    reap = next((event for event in trace.events if event.kind == "reap" and event.child == process.id), None)
    if reap is not None and reap.n in axis.places:
        return Segment("zombie", end, axis.places[reap.n], end_t, reap.t, event=reap)
    if process.reaped or process.role == "main":
        return None
    if parent_death is not None and parent_death.n in axis.places:
        return Segment("zombie", end, axis.places[parent_death.n], end_t, parent_death.t)
    return Segment("zombie", end, axis.end, end_t, axis.end_t)


def _arrows(axis: Axis, rows: dict[int, int], events: list[Event]) -> list[Arrow]:
    found: list[Arrow] = []
    for event in events:
        here, place = rows[event.process], axis.places[event.n]
        if event.kind == "fork" and event.child in rows:
            found.append(Arrow("birth", place, here, rows[event.child], event.child, event))
        elif event.kind == "reap" and event.child in rows:
            found.append(Arrow("reap", place, rows[event.child], here, event.child, event))
        elif event.kind == "signal" and event.target in rows and event.target != event.process:
            found.append(Arrow("signal", place, here, rows[event.target], event.process, event))
    return found


def _stuck(trace: Trace, axis: Axis, rows: dict[int, int]) -> list[Arrow]:
    return [
        Arrow("stuck", axis.end, rows[blocked.process], rows[blocked.on], blocked.process, None)
        for blocked in trace.blocked
        if blocked.process in rows and isinstance(blocked.on, int) and blocked.on in rows
    ]
