"""Where things stand in the picture of a trace."""

from __future__ import annotations

from itertools import pairwise

import pytest
import trace_samples as samples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from trace_samples import Story

from grader.reports.layout import TraceLayout, gap_weight, lane_order, layout
from grader.traces.model import Trace

# The same examples every time, however slow or busy the machine is.
calmly = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def drawn(trace: Trace, **options: object) -> TraceLayout:
    return layout(trace, **{"width": 700.0, "step": 14.0, "gap": 44.0, **options})  # type: ignore[arg-type]


def kinds(trace: Trace, process: int) -> list[str]:
    return [segment.kind for lane in drawn(trace).lanes if lane.process.id == process for segment in lane.segments]


def arrows(trace: Trace, kind: str) -> list[tuple[int, int]]:
    return [(arrow.source, arrow.target) for arrow in drawn(trace).arrows if arrow.kind == kind]


def holds_together(trace: Trace, picture: TraceLayout) -> None:
    """What must be true of every layout."""
    places = [picture.axis.places[event.n] for event in trace.events if event.n in picture.axis.places]
    assert places == sorted(places)
    assert all(0 <= place <= picture.width + 1e-6 for place in places)
    assert [lane.row for lane in picture.lanes] == list(range(len(picture.lanes)))
    for lane in picture.lanes:
        assert 0 <= lane.start <= lane.end <= picture.width + 1e-6
        for before, after in pairwise(lane.segments):
            assert before.end <= after.start + 1e-6
        assert all(segment.start <= segment.end + 1e-6 for segment in lane.segments)


@pytest.mark.parametrize("name", samples.ALL)
def test_every_sample_holds_together(name: str) -> None:
    trace = samples.ALL[name]()
    holds_together(trace, drawn(trace))
    holds_together(trace, drawn(trace, width=40.0, step=2.0, gap=8.0, least_scale=0.0))


def test_events_of_one_instant_stand_side_by_side() -> None:
    story = Story()
    for number in range(40):
        story.write(1, f"{number}\n")
    places = sorted(drawn(story.trace()).axis.places.values())
    assert all(right - left >= 13 for left, right in pairwise(places))


def test_a_year_and_a_second_are_both_legible() -> None:
    story = Story()
    for seconds in (1.0, 31_536_000.0):
        story.sleep(1, seconds)
        story.now += seconds
        story.write(1, "awake\n")
    picture = drawn(story.trace())
    first, second, third = picture.axis.instants
    assert second.start - first.end >= 40
    assert third.start - second.end > 2 * (second.start - first.end)
    assert picture.width <= 701
    assert not second.compressed
    assert third.compressed


def test_equal_times_are_equally_wide() -> None:
    instants = drawn(samples.with_join()).axis.instants
    gaps = [right.start - left.end for left, right in pairwise(instants)]
    assert max(gaps) - min(gaps) < 0.01
    assert not any(instant.compressed for instant in instants)


@calmly
@given(st.floats(1, 1e12), st.floats(1, 1e12))
def test_longer_is_never_narrower(one: float, other: float) -> None:
    assert gap_weight(min(one, other)) <= gap_weight(max(one, other)) <= 12


def test_the_picture_fills_its_width_and_grows_only_if_it_must() -> None:
    assert drawn(samples.with_join()).width == pytest.approx(700)
    assert drawn(samples.crowd()).width > 700
    assert drawn(samples.crowd(), least_scale=0.0).width == pytest.approx(700)


def test_children_stand_below_their_parents_in_order_of_birth() -> None:
    trace = samples.zombies_and_orphans()
    assert lane_order(trace) == [(1, 0), (2, 1), (3, 1), (4, 1), (5, 2)]


def test_a_reap_arrow_exists_only_where_a_reap_event_exists() -> None:
    assert arrows(samples.with_join(), "reap") == [(1, 0)]
    assert arrows(samples.sleep_in_place_of_join(), "reap") == []
    assert arrows(samples.zombies_and_orphans(), "reap") == [(3, 0), (2, 0)]


def test_every_birth_is_an_arrow_down() -> None:
    assert arrows(samples.zombies_and_orphans(), "birth") == [(0, 1), (0, 2), (0, 3), (3, 4)]
    assert arrows(samples.empty(), "birth") == []


def test_a_zombie_lasts_until_it_is_collected() -> None:
    lane = drawn(samples.with_join()).lanes[1]
    reap = next(arrow for arrow in drawn(samples.with_join()).arrows if arrow.kind == "reap")
    assert lane.segments[-1].kind == "zombie"
    assert lane.segments[-1].end == lane.end == reap.place


def test_who_is_never_collected_is_a_zombie_until_its_parent_ends() -> None:
    picture = drawn(samples.zombies_and_orphans())
    zombie = picture.lanes[1].segments[-1]
    parent = picture.lanes[0].segments[-1]
    assert (zombie.kind, zombie.event, zombie.end) == ("zombie", None, parent.end)


def test_no_zombie_where_sigchld_is_ignored_and_none_of_an_orphan() -> None:
    story = Story()
    child = story.fork()
    story.exit(child)
    story._set(child, reaped=True)
    story.exit(1)
    assert "zombie" not in kinds(story.trace(), child)
    assert "zombie" not in kinds(samples.zombies_and_orphans(), 5)


def test_an_orphan_is_marked_where_its_parent_ended() -> None:
    picture = drawn(samples.zombies_and_orphans())
    assert picture.lanes[4].orphaned_at == picture.lanes[3].points[-1].place
    assert [lane.orphaned_at for lane in picture.lanes[:4]] == [None] * 4


def test_a_wait_ends_with_the_child_that_it_is_for() -> None:
    story = Story()
    first, second = story.fork(), story.fork()
    story.wait(1, second)
    for child in (first, second):
        story.now += 1
        story.exit(child)
    reap = story.reap(1, second)
    story.wait(1)
    story.reap(1, first)
    story.exit(1)
    picture = drawn(story.trace())
    waits = [segment for segment in picture.lanes[0].segments if segment.kind == "wait"]
    assert [wait.on for wait in waits] == [second, None]
    assert waits[0].end == picture.axis.places[reap.n]


def test_a_sleep_lasts_as_asked_unless_the_process_ends_before() -> None:
    asked, cut = drawn(samples.zombies_and_orphans()).lanes[0], drawn(samples.zombies_and_orphans()).lanes[2]
    sleep = next(segment for segment in asked.segments if segment.kind == "sleep")
    assert sleep.end_t - sleep.start_t == 2
    sleep = next(segment for segment in cut.segments if segment.kind == "sleep")
    assert sleep.end_t == pytest.approx(2, abs=0.001)


def test_only_slow_child_holds_back() -> None:
    assert "held" in kinds(samples.with_join(schedule="slow-child"), 2)
    assert "held" not in kinds(samples.with_join(schedule="slow-child"), 1)
    assert "held" not in kinds(samples.with_join(), 2)


def test_who_is_blocked_stays_so_to_the_end() -> None:
    picture = drawn(samples.circle())
    for lane in picture.lanes:
        last = lane.segments[-1]
        assert (last.kind, last.end) == ("blocked", picture.width)
        assert last.start_t == pytest.approx(2, abs=0.001)
    assert "blocked" not in kinds(samples.with_join(), 1)


def test_an_arrow_says_whom_a_blocked_process_waits_for_if_it_is_a_process() -> None:
    assert arrows(samples.circle(), "stuck") == [(0, 1), (1, 2)]
    assert arrows(samples.deadlock(), "stuck") == [(0, 1)]
    assert arrows(samples.with_join(), "stuck") == []


def test_long_runs_keep_their_beginning_their_end_and_the_guilty_moment() -> None:
    trace = samples.chatty()
    guilty = trace.events[1500]
    picture = drawn(trace, max_events=100, guilty=guilty)
    shown = {point.event.n for lane in picture.lanes for point in lane.points}
    assert {1, guilty.n, len(trace.events)} <= shown
    assert len(shown) + picture.hidden_events == len(trace.events)
    assert picture.guilty == picture.axis.places[guilty.n]
    assert sum(instant.hidden for instant in picture.axis.instants) == picture.hidden_events
    assert drawn(samples.with_join(), max_events=100).hidden_events == 0


def test_of_many_processes_the_guilty_ones_are_kept_with_their_parents() -> None:
    trace = samples.crowd(90)
    guilty = next(event for event in trace.events if event.process == 80)
    picture = drawn(trace, max_lanes=10, guilty=guilty)
    assert {1, 80} <= {lane.process.id for lane in picture.lanes}
    assert (len(picture.lanes), picture.hidden_lanes) == (10, 81)


@st.composite
def stories(draw: st.DrawFn) -> Trace:
    """Any run: forks, writes, sleeps, waits, reaps, signals, exits, in any order, at any time."""
    story = Story("any.py", schedule=draw(st.sampled_from(["natural", "slow-child"])))
    for _ in range(draw(st.integers(0, 25))):
        alive = [process.id for process in story.processes if process.exited is None]
        if not alive:
            break
        actor = draw(st.sampled_from(alive))
        others = st.sampled_from([process.id for process in story.processes])
        dead = [p.id for p in story.processes if p.exited is not None and p.parent == actor and not p.reaped]
        story.now += draw(st.sampled_from([0.0, 0.0, 1e-6, 0.5, 100.0, 31_536_000.0]))
        match draw(st.integers(0, 8)):
            case 0:
                story.fork(actor)
            case 1:
                story.write(actor, draw(st.text(max_size=12)), draw(st.sampled_from(["stdout", "stderr"])))
            case 2:
                story.sleep(actor, draw(st.floats(0, 1e9)))
            case 3:
                story.wait(actor, draw(st.none() | others))
            case 4:
                story.kill(actor, draw(others), "SIGUSR1")
            case 5:
                story.exec(actor, draw(st.text(max_size=12)))
            case 6:
                story.mark(actor, draw(st.text(max_size=12)))
            case 7 if dead:
                story.reap(actor, draw(st.sampled_from(dead)))
            case _:
                story.exit(actor, draw(st.integers(0, 255)))
    for process in story.processes:
        if process.exited is None and draw(st.booleans()):
            story.stuck(process.id, "read", draw(st.none() | st.just("pipe") | st.just(1)), ("f", "any.py", 1))
    return story.trace("deadlock" if story.blocked else "finished")


@calmly
@given(stories(), st.integers(20, 200))
def test_any_run_holds_together_in_any_width(trace: Trace, width: int) -> None:
    holds_together(trace, drawn(trace))
    picture = drawn(trace, width=float(width), step=2.0, gap=8.0, least_scale=0.0)
    holds_together(trace, picture)
    assert picture.width <= width + 1e-6
