"""A real browser for the tests of pages: this machine's own Chromium, with nothing downloaded."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def chromium() -> Iterator[Any]:
    """A running browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        launched = started.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic",
                  "--no-first-run", "--disable-sync"],
        )  # fmt: skip
        yield launched
        launched.close()


def opened(browser: Any, path: Path, fragment: str = "", **options: Any) -> Any:
    """The page of a file, which loaded without an error, a warning, or anything from elsewhere."""
    problems: list[str] = []
    page = browser.new_page(**options)
    page.on("console", lambda said: problems.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: problems.append(request.url) if not request.url.startswith("file:") else None)
    page.goto(path.as_uri() + fragment)
    assert problems == []
    page.problems = problems
    return page
