"""A run as a page: complete in itself, safe, and usable by keyboard and screen reader."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
import trace_samples as samples
from hypothesis import given
from test_trace_layout import calmly, stories
from trace_samples import Story

from grader.reports.page import page
from grader.reports.timeline import timeline_css, timeline_svg
from grader.traces.model import Event, Trace


class Elements(HTMLParser):
    """All start tags with their attributes, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def count(self, tag: str) -> int:
        return sum(found == tag for found, _ in self.tags)

    def classed(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for _, attributes in self.tags if name in (attributes.get("class") or "").split()]


def fragment(trace: Trace, guilty: Event | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(timeline_svg(trace, guilty))


def titles(trace: Trace) -> list[str]:
    return [title.text or "" for title in fragment(trace).iter("title")]


@pytest.mark.parametrize("name", samples.ALL)
def test_every_page_needs_nothing_else(name: str) -> None:
    html = page(samples.ALL[name]())
    elements = Elements(html)
    assert not {"link", "img", "iframe", "object", "base"} & {tag for tag, _ in elements.tags}
    for _, attributes in elements.tags:
        assert not attributes.keys() & {"src", "srcset", "xlink:href"}
        assert (attributes.get("href") or "#").startswith("#")
    assert set(re.findall(r"url\((.)", html)) <= {"#"}
    assert "@import" not in html
    html.encode()


@pytest.mark.parametrize("name", samples.ALL)
def test_every_timeline_is_well_formed_and_the_ids_that_it_uses_exist(name: str) -> None:
    root = fragment(samples.ALL[name]())
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    used = {
        found
        for element in root.iter()
        for value in element.attrib.values()
        for found in re.findall(r"url\(#([^)]+)", value)
    }
    assert used <= set(ids)


def test_two_timelines_in_one_page_do_not_share_ids() -> None:
    one, other = (
        {e.get("id") for e in fragment(t).iter() if e.get("id")} for t in (samples.pool(), samples.deadlock())
    )
    assert not one & other


def test_hostile_text_is_shown_and_never_interpreted() -> None:
    trace = samples.hostile()
    html = page(trace, title=samples.HOSTILE, guilty=trace.events[1])
    elements = Elements(html)
    assert elements.count("script") == Elements(page(samples.with_join())).count("script") == 1
    assert "alert(1)" in html
    assert "<script>alert" not in html
    assert not set(html) & {*map(chr, range(32)), "\x7f", "\u202e", "\u2066", "\udc80"} - {"\n"}
    assert not any(key.startswith("on") for _, attributes in elements.tags for key in attributes)
    fragment(trace, trace.events[1])


def test_a_harmless_word_is_shown_as_it_is() -> None:
    story = Story()
    story.write(1, "Grüße, 世界 <b>\n")
    html = page(story.trace())
    assert "Grüße, 世界 &lt;b&gt;" in html


def test_a_reap_arrow_is_drawn_only_where_a_reap_event_exists() -> None:
    assert timeline_svg(samples.with_join(), style=False).count("line-reap") == 2  # one is the key's
    assert "line-reap" not in timeline_svg(samples.sleep_in_place_of_join(), style=False)
    assert "main 12 collected child 13" in titles(samples.with_join())


def test_a_wait_says_for_whom_and_how_long() -> None:
    assert "main 12: waits for child 13, from 0 s to 5 s" in titles(samples.with_join())
    assert not any("waits for" in title for title in titles(samples.sleep_in_place_of_join()))


def test_a_deadlock_draws_who_waits_for_whom_for_ever() -> None:
    assert "main 12 waits for child 13, for ever" in titles(samples.deadlock())
    text = " ".join(" ".join(Elements(page(samples.deadlock())).text).split())
    assert "main 12 waits for child 13 at dead.py:9, in main()" in text
    assert "Deadlock" not in page(samples.with_join())


def test_lanes_can_be_reached_and_read_without_eyes() -> None:
    lanes = Elements(page(samples.zombies_and_orphans())).classed("lane")
    assert [(lane["role"], lane["tabindex"]) for lane in lanes] == [("listitem", "0")] * 5
    labels = [lane["aria-label"] for lane in lanes]
    assert labels[1] == "child 13: born at 0 s from main 12, exit 3 at 0 s, never collected: a zombie"
    assert labels[2] == "child 14: born at 0 s from main 12, slept 2 s, SIGTERM at 2 s, collected by its parent"
    assert "an orphan: its parent ended first" in (labels[4] or "")


def test_the_table_has_every_event_and_the_output_every_line() -> None:
    trace = samples.pool()
    elements = Elements(page(trace))
    rows = [attributes["id"] for tag, attributes in elements.tags if tag == "tr" and "id" in attributes]
    assert rows == [f"e{event.n}" for event in trace.events]
    assert len(elements.classed("said-by")) == 11


def test_the_guilty_moment_is_marked_only_if_there_is_one() -> None:
    trace = samples.without_join()
    guilty = next(event for event in trace.events if event.kind == "write")
    html = page(trace, guilty=guilty)
    assert "main 12 wrote “main done”, at 0 s, event" in " ".join(Elements(html).text)
    assert len(Elements(html).classed("guilty-line")) == 1
    assert len(Elements(html).classed("guilty")) == 2
    assert not Elements(page(trace)).classed("guilty-line")


def test_a_piece_of_a_line_may_be_the_guilty_moment() -> None:
    story = Story()
    story.write(1, "main")
    story.write(1, " done\n")
    trace = story.trace()
    html = page(trace, guilty=trace.events[1])
    assert len(Elements(html).classed("guilty-ring")) == 1
    assert "wrote “main done”" in html


def test_large_runs_stay_small_pages_and_say_what_is_left_out() -> None:
    html = page(samples.chatty())
    assert len(html) < 700_000
    assert "events left out" in html
    assert "lines left out" in html
    assert "left out" not in page(samples.pool())
    assert "… and 31 more processes" in page(samples.crowd(90))


def test_a_run_of_nothing_has_a_page() -> None:
    html = page(samples.empty(), title="Nothing")
    assert "Nothing was written." in html
    assert "ended: too long" in html


def test_style_can_be_shared_by_many_timelines() -> None:
    assert timeline_css() in timeline_svg(samples.pool())
    assert "<style" not in timeline_svg(samples.pool(), style=False)
    assert "prefers-color-scheme: dark" in timeline_css()


@calmly
@given(stories())
def test_any_run_has_a_well_formed_timeline_and_a_page(trace: Trace) -> None:
    guilty = trace.events[-1] if trace.events else None
    fragment(trace, guilty)
    assert Elements(page(trace, guilty=guilty)).count("script") == 1
