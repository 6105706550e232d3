"""The page that `check --html` opens, in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from students import Student

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic",
                  "--no-first-run", "--disable-sync"],
        )  # fmt: skip
        yield launched
        launched.close()


def open_page(browser, path: Path, **options):  # type: ignore[no-untyped-def]
    problems: list[str] = []
    page = browser.new_page(**options)
    page.on("console", lambda said: problems.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: problems.append(request.url) if not request.url.startswith("file:") else None)
    page.goto(path.as_uri())
    assert problems == []
    return page


@pytest.fixture
def checked(student: Student) -> Path:
    student.wrong("process/wait_for_child", "no_join")
    student.solve("process/do_not_wait")
    student.hand("process/deadline", "def run_with_deadline(task, seconds):\n    raise KeyError('<b>bold</b>')\n")
    done = student.types("check", "process", "--html")
    assert "Open this in a browser" in done.stdout
    return student.root / ".grader" / "check.html"


def test_the_page_tells_what_the_terminal_tells(checked: Path, browser) -> None:  # type: ignore[no-untyped-def]
    page = open_page(browser, checked, viewport={"width": 1280, "height": 900})
    assert page.locator("article").count() == 7
    first = page.locator("article", has_text="process/wait_for_child")
    assert first.locator(".finding").count() == 1
    assert "“main done” was said while the child was still alive." in first.inner_text()
    assert "no join" in first.inner_text()
    assert "exercises/process/README.md, line" in first.inner_text()
    assert first.locator(".finding svg[role=list]").count() == 1
    assert first.locator(".guilty-line").count() == 1
    assert page.locator("article", has_text="process/do_not_wait").locator(".run svg[role=list]").count() >= 1


def test_what_a_program_says_is_text_and_no_markup(checked: Path, browser) -> None:  # type: ignore[no-untyped-def]
    page = open_page(browser, checked)
    crash = page.locator(".crash")
    assert "KeyError: '<b>bold</b>'" in crash.inner_text()
    assert "exercises/process/deadline.py:2 in run_with_deadline" in crash.inner_text()
    assert crash.locator("b").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1400])
def test_it_fits_and_can_be_read(checked: Path, browser, width: int, scheme: str) -> None:  # type: ignore[no-untyped-def]
    page = open_page(browser, checked, viewport={"width": width, "height": 800}, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    ink, paper = page.evaluate(
        "(() => { const s = getComputedStyle(document.querySelector('.card')); return [s.color, s.backgroundColor] })()"
    )
    light = [sum(int(x) for x in colour[4:-1].split(",")[:3]) for colour in (ink, paper)]
    assert (light[0] < light[1]) == (scheme == "light")


def test_the_timeline_can_be_reached_with_the_keyboard(checked: Path, browser) -> None:  # type: ignore[no-untyped-def]
    page = open_page(browser, checked)
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('ptl-scroll')"):
            break
    else:
        raise AssertionError("no timeline takes the focus")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Timeline: ")


def test_a_failed_check_is_stepped_through_beside_the_students_source(checked: Path, browser) -> None:  # type: ignore[no-untyped-def]
    page = open_page(browser, checked, viewport={"width": 1600, "height": 900})
    failed = page.locator("article", has_text="process/wait_for_child")
    assert "exercises/process/wait_for_child.py:11" in failed.locator(".lines").inner_text()
    run = failed.locator(".finding .ptl-run").first
    assert "wait_for_child.py" in run.locator(".ptl-file").inner_text()
    assert "main done" in run.locator(".ptl-now").inner_text()
    run.get_by_role("button", name="First event").click()
    before = run.locator(".ptl-count").inner_text()
    lit = set()
    for _ in range(20):
        page.keyboard.press("n")
        lit |= set(run.locator(".ptl-source li.now code").all_inner_texts())
    assert run.locator(".ptl-count").inner_text() != before
    assert any(".start()" in line for line in lit)
    assert run.locator(".ptl-marks li:visible").count() > 0
