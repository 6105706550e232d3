"""The page of a run in a real browser: every key and button steps, and what is shown is what had happened by then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import trace_samples as samples
from browsers import CHROMIUM, chromium, opened
from trace_samples import Story

from grader.reports.page import page
from grader.traces.model import Trace

pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

HOSTILE = "</script><img src=x onerror=alert(1)>'\"&lt;"
SOURCE = f"""import os

print("begins")  # {HOSTILE}
pid = os.fork()
if pid == 0:
    print("child")
    os._exit(3)
os.waitpid(pid, 0)
print("done")
"""
STEPS = 8
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as launched:
        yield launched


@pytest.fixture
def open_run(browser: Any, tmp_path: Path) -> Iterator[Open]:
    pages: list[Any] = []

    def run(trace: Trace | None = None, fragment: str = "", *, guilty: int | None = None, **options: Any) -> Any:
        trace = trace or a_fork()
        event = next((event for event in trace.events if event.n == guilty), None)
        path = tmp_path / "run.html"
        path.write_text(page(trace, guilty=event, sources={"demo.py": SOURCE}), encoding="utf-8")
        pages.append(opened(browser, path, fragment, **options))
        return pages[-1]

    yield run
    for each in pages:
        assert each.problems == []
        each.close()


def a_fork() -> Trace:
    """The run of SOURCE, with a mark."""
    story = Story("demo.py")
    story.write(1, f"begins {HOSTILE}\n")
    child = story.fork()
    story.wait(1, child)
    story.write(child, "child\n", "stderr")
    story.mark(child, f"mark {HOSTILE}")
    story.exit(child, 3)
    story.reap(1, child)
    story.write(1, "done\n")
    lines = (3, 4, 8, 6, 6, 7, 8, 9)
    trace = story.trace()
    events = (replace(event, where=f"demo.py:{line}", function="<module>")
              for event, line in zip(trace.events, lines, strict=True))  # fmt: skip
    return replace(trace, events=tuple(events))


def now(page: Any) -> str:
    return str(page.locator(".ptl-now").inner_text())


def step(page: Any) -> int:
    return int(page.locator(".ptl-count").inner_text().split()[1])


def lit(page: Any) -> dict[int, str]:
    """The lines that are lit, each with the processes that are there."""
    found = page.evaluate(
        "[...document.querySelectorAll('.ptl-source li.here')].map(line => [Number(line.dataset.l),"
        " [...line.querySelectorAll('.ptl-at i')].map(chip => chip.textContent).join(' ')])"
    )
    return dict(found)


def states(page: Any) -> list[str]:
    return [" ".join(row.split()) for row in page.locator(".ptl-states > li:visible").all_inner_texts()]


def test_it_opens_at_the_first_event_and_each_step_shows_what_had_happened_by_then(open_run: Open) -> None:
    page = open_run()
    assert step(page) == 1 and "main 12 wrote" in now(page) and "demo.py:3" in now(page)
    assert lit(page) == {3: "main 12"}
    assert page.locator(".ptl-out").inner_text() == f"begins {HOSTILE}\n"
    assert states(page) == ["main 12 runs demo.py:3"]
    page.keyboard.press("n")
    assert "main 12 gave birth to child 13" in now(page)
    assert lit(page) == {4: "main 12 13"}
    assert states(page) == ["main 12 runs demo.py:4", "child 13 has just been forked demo.py:4"]
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert lit(page) == {8: "main 12", 6: "13"}
    assert states(page) == ["main 12 waits for child 13 demo.py:8", "child 13 runs demo.py:6"]
    assert page.locator(".ptl-out .stderr:visible").inner_text().strip() == "child"
    assert page.locator(".ptl-marks li:visible").count() == 0
    page.keyboard.press("n")
    assert page.locator(".ptl-marks li:visible").all_inner_texts() == [f"child 13 mark {HOSTILE}"]
    page.keyboard.press("p")
    assert page.locator(".ptl-marks li:visible").count() == 0
    page.keyboard.press("End")
    assert page.locator(".ptl-out").inner_text() == f"begins {HOSTILE}\nchild\ndone\n"
    assert states(page)[1] == "child 13 exited with 3; its parent collected it"


@pytest.mark.parametrize(
    ("start", "key", "reaches"),
    [
        (1, "n", 2), (1, "ArrowRight", 2), (3, "p", 2), (3, "ArrowLeft", 2), (5, "Home", 1), (2, "End", STEPS),
        (1, "PageDown", STEPS), (STEPS, "PageUp", 1), (1, "p", 1), (STEPS, "n", STEPS),
        (2, "]", 3), (3, "]", 7), (7, "[", 3), (4, "]", 5), (4, "x", 4), (4, "Control+p", 4),
    ],
)  # fmt: skip
def test_every_key_goes_where_the_help_says(open_run: Open, start: int, key: str, reaches: int) -> None:
    page = open_run(fragment=f"#step={start}")
    assert step(page) == start
    if not key.startswith("Control"):
        page.keyboard.press(key)
    else:
        page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown',"
                      " {key: 'p', ctrlKey: true, bubbles: true}))")  # fmt: skip
    assert step(page) == reaches


def test_every_button_and_the_slider_step_too(open_run: Open) -> None:
    page = open_run()
    for button, reaches in (
        ("Next event", 2),
        ("Last event", STEPS),
        ("Previous event", STEPS - 1),
        ("First event", 1),
    ):
        page.get_by_role("button", name=button, exact=True).click()
        assert step(page) == reaches
    slider = page.get_by_role("slider", name="Event")
    slider.fill("5")
    assert step(page) == 5
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert step(page) == 6
    first = page.get_by_role("button", name="First event", exact=True)
    assert first.get_attribute("aria-disabled") == "false"
    page.keyboard.press("Home")
    assert first.get_attribute("aria-disabled") == "true"


def test_the_help_comes_and_goes(open_run: Open) -> None:
    page = open_run()
    shown = page.locator(".ptl-help")
    assert not shown.is_visible()
    page.keyboard.press("?")
    assert shown.is_visible() and "next event" in shown.inner_text()
    page.keyboard.press("Escape")
    assert not shown.is_visible()
    button = page.get_by_role("button", name="Keys")
    button.click()
    assert shown.is_visible() and button.get_attribute("aria-expanded") == "true"


def test_a_step_has_an_address(open_run: Open) -> None:
    page = open_run(fragment="#step=4")
    assert step(page) == 4
    page.keyboard.press("n")
    assert page.evaluate("location.hash") == "#step=5"
    page.evaluate("location.hash = '#step=2'")
    page.wait_for_function("document.querySelector('.ptl-count').textContent.startsWith('step 2 ')")
    page.evaluate("location.hash = '#step=999'")
    page.wait_for_function(f"document.querySelector('.ptl-count').textContent.startsWith('step {STEPS} ')")


def test_points_lines_of_output_and_rows_of_the_table_lead_to_their_event(open_run: Open) -> None:
    page = open_run()
    page.locator("#e6 td.words").click()
    assert step(page) == 6
    page.locator(".said-by[data-n='4']").click()
    assert step(page) == 4
    page.locator(".dot-group[data-n='8'] .dot").click()
    assert step(page) == STEPS
    assert page.locator(".ptl-cursor").get_attribute("x1") == str(
        page.evaluate("JSON.parse(document.querySelector('.ptl-run').dataset.steps).steps[7][5]")
    ).removesuffix(".0")


def test_it_opens_at_the_moment_in_question(open_run: Open) -> None:
    assert step(open_run(guilty=6)) == 6
    assert step(open_run(fragment="#step=2", guilty=6)) == 2


def test_a_screen_reader_hears_the_step(open_run: Open) -> None:
    page = open_run()
    heard = page.locator("[aria-live]")
    assert heard.count() == 1 and heard.get_attribute("aria-live") == "polite"
    page.keyboard.press("n")
    assert "main 12 gave birth to child 13" in heard.inner_text()
    assert page.get_by_role("toolbar").get_by_role("button").count() == 5
    assert page.get_by_role("slider").get_attribute("aria-valuetext") == "event 2"


def test_what_a_program_says_or_holds_is_text_and_no_markup(open_run: Open) -> None:
    page = open_run(fragment="#step=8")
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 1
    assert HOSTILE in page.locator(".ptl-source").inner_text()
    assert HOSTILE in page.locator(".ptl-out").inner_text()
    assert f"mark {HOSTILE}" in page.locator(".ptl-marks").inner_text()


def test_without_javascript_there_is_the_timeline_and_the_source(open_run: Open) -> None:
    page = open_run(java_script_enabled=False)
    assert page.locator(".ptl-scroll svg").is_visible()
    assert 'print("child")' in page.locator(".ptl-source").inner_text()
    for hidden in (".ptl-bar", ".ptl-now", ".ptl-states", ".ptl-out"):
        assert not page.locator(hidden).is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 800, 1600])
def test_it_fits_and_the_source_stands_beside_where_there_is_room(open_run: Open, width: int, scheme: str) -> None:
    page = open_run(viewport={"width": width, "height": 900}, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    timeline, source = (page.locator(part).bounding_box() for part in (".ptl-scroll", ".ptl-source"))
    assert (source["x"] >= timeline["x"] + timeline["width"]) == (width == 1600)
    light = page.evaluate(
        "['color', 'backgroundColor'].map(what => getComputedStyle(document.querySelector('.card'))[what]"
        ".match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0))"
    )
    assert (light[0] < light[1]) == (scheme == "light")


def test_on_paper_there_are_no_buttons_and_nothing_is_cut_off(open_run: Open) -> None:
    page = open_run(fragment="#step=4")
    assert page.locator(".ptl-bar").is_visible()
    page.emulate_media(media="print")
    assert not page.locator(".ptl-bar").is_visible()
    assert lit(page) == {8: "main 12", 6: "13"}
    assert page.evaluate("[...document.querySelectorAll('.ptl-source, .ptl-states')]"
                         ".every(box => box.scrollHeight <= box.clientHeight + 2)")  # fmt: skip


def test_a_run_of_two_hundred_processes_steps_within_a_blink(open_run: Open) -> None:
    page = open_run(samples.crowd(199))
    total = int(page.locator(".ptl-count").inner_text().split()[-1])
    page.keyboard.press("End")
    assert step(page) == total
    assert page.locator(".ptl-states > li:visible").count() == 200
    assert "ended" in page.locator(".ptl-tally").inner_text()
    page.keyboard.press("Home")
    spent = page.evaluate(
        "(() => { const begun = performance.now(); for (let n = 0; n < 100; n++) document.body.dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'n', bubbles: true})); return performance.now() - begun })()"
    )
    assert step(page) == 101
    assert spent / 100 < 100, "milliseconds per step"


def test_a_deadlock_ends_with_what_everything_waits_for(open_run: Open) -> None:
    page = open_run(samples.deadlock())
    page.keyboard.press("End")
    assert "Deadlock: every process waits, and none can go on." in now(page)
    assert states(page) == ["main 12 waits for child 13", "child 13 waits for a pipe"]
    assert page.locator(".ptl-states .blocked").count() == 2


def test_two_runs_in_a_page_are_stepped_through_each_by_itself(browser: Any, tmp_path: Path) -> None:
    from grader.reports.stepper import stepper, stepper_css, stepper_js

    runs = "".join(stepper(trace, style=False) for trace in (a_fork(), samples.with_join()))
    path = tmp_path / "two.html"
    path.write_text(f"<!doctype html><style>{stepper_css()}</style>{runs}<script>{stepper_js()}</script>", "utf-8")
    page = opened(browser, path)
    page.keyboard.press("n")
    counts = page.locator(".ptl-count")
    assert [text.split()[1] for text in counts.all_inner_texts()] == ["1", "1"]
    page.get_by_role("button", name="Next event", exact=True).nth(1).click()
    page.keyboard.press("n")
    assert [text.split()[1] for text in counts.all_inner_texts()] == ["1", "3"]
    assert page.evaluate("location.hash").endswith(".2")
    page.close()
    page = opened(browser, path, "#step=4.2")
    assert [text.split()[1] for text in page.locator(".ptl-count").all_inner_texts()] == ["1", "4"]
    page.close()


def test_cells_of_a_notebook_are_stepped_through_each_by_itself(browser: Any, tmp_path: Path) -> None:
    from grader.notebooks.report import trace_html

    path = tmp_path / "cells.html"
    cells = trace_html(a_fork(), {"demo.py": SOURCE}) + trace_html(samples.with_join())
    path.write_text(f"<!doctype html><title>Cells</title>{cells}", encoding="utf-8")
    page = opened(browser, path)
    page.get_by_role("button", name="Next event", exact=True).first.click()
    page.keyboard.press("n")
    assert [text.split()[1] for text in page.locator(".ptl-count").all_inner_texts()] == ["3", "1"]
    assert lit(page) == {8: "main 12", 4: "13"}
    assert page.problems == []
    page.close()
