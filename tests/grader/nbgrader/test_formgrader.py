"""The formgrader in a real browser: open it, press Autograde, see scores, reports and comments; the server goes on."""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from classroom import filled, hand_in, new_class, released, run, solution, wrong
from without_iris import without_iris

CHROMIUM = os.environ.get("GRADER_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic", "--no-first-run")
TOKEN = "for-a-test"
LOOP = "def parent_view(data, change):\n    while True:\n        pass\n"


@contextmanager
def jupyter(folder):
    """A Jupyter server in the folder; its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = [f"--port={port}", "--no-browser", f"--IdentityProvider.token={TOKEN}", "--ServerApp.port_retries=0"]
    if os.geteuid() == 0:
        options.append("--allow-root")
    with (folder / "jupyter.log").open("w") as log:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        command = [sys.executable, "-m", "jupyter", "server", *options]
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=without_iris(PATH=path))
    try:
        address = f"http://localhost:{port}"
        deadline = time.monotonic() + 120
        while True:
            try:
                ask(address)
                break
            except OSError:
                assert time.monotonic() < deadline, (folder / "jupyter.log").read_text()
                time.sleep(0.5)
        yield address
    finally:
        process.terminate()
        process.wait()


def ask(address):
    """How long the server takes to answer a question, in seconds."""
    begun = time.monotonic()
    request = urllib.request.Request(f"{address}/api/status", headers={"Authorization": f"token {TOKEN}"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        answer.read()
    return time.monotonic() - begun


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.skipif(
    CHROMIUM is None or importlib.util.find_spec("playwright") is None,
    reason="needs a Chromium (apt install chromium) and playwright (pip install playwright)",
)
def test_the_formgrader_grades_at_the_press_of_a_button_and_goes_on(tmp_path, course):
    from playwright.sync_api import sync_playwright

    folder = new_class(tmp_path / "class", course, "fork")
    codes = {"two_returns": wrong("fork", "two_returns", "no_wait"), "own_copy": LOOP}
    hand_in(folder, "ann", "fork", filled(released(folder, "fork"), codes))
    codes = {name: solution("fork", name) for name in ("two_returns", "own_copy")}
    hand_in(folder, "bob", "fork", filled(released(folder, "fork"), codes))
    hand_in(folder, "cem", "fork", b"not a notebook")
    run(folder, "nbgrader", "autograde", "fork", "--student=bob")
    pictures = Path(os.environ.get("GRADER_TEST_PICTURES", tmp_path))
    with jupyter(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        headers = {"Authorization": f"token {TOKEN}"}
        page = browser.new_page(viewport={"width": 1280, "height": 1000}, extra_http_headers=headers)
        page.set_default_timeout(300_000)
        page.goto(f"{address}/formgrader/manage_submissions/fork")
        rows = {student: page.locator("tbody tr", has_text=student) for student in ("ann", "bob", "cem")}
        assert "graded" in rows["bob"].inner_text() and "6 / 6" in rows["bob"].inner_text()
        assert "needs autograding" in rows["ann"].inner_text()

        answered = []
        page.on("response", lambda answer: answered.append(answer) if answer.url.endswith("/autograde") else None)
        rows["ann"].locator("td.autograde a").click()
        waits = []
        while not answered:
            waits.append(ask(address))
            page.wait_for_timeout(100)
        print(f"{len(waits)} answers while it graded, the slowest after {max(waits):.2f} s")
        assert len(waits) >= 5 and max(waits) < 5
        dialog = page.locator(".modal-dialog")
        dialog.get_by_text("Successfully autograded").wait_for()
        page.screenshot(path=pictures / "formgrader-autograded.png")
        dialog.get_by_role("button", name="OK").click()
        page.goto(f"{address}/formgrader/manage_submissions/fork")
        rows["ann"].get_by_text("2 / 6").wait_for()

        rows["cem"].locator("td.autograde a").click()
        dialog.get_by_text("Successfully autograded").wait_for()
        page.goto(f"{address}/formgrader/manage_submissions/fork")
        rows["cem"].get_by_text("needs manual grading").wait_for()

        page.goto(f"{address}/formgrader/gradebook/fork/fork")
        page.locator("tbody tr a").first.wait_for()
        page.screenshot(path=pictures / "formgrader-gradebook.png")
        links = page.locator("tbody a").evaluate_all("all => all.map(one => one.href)")
        texts = []
        for number, link in enumerate(dict.fromkeys(link for link in links if "/submissions/" in link)):
            page.goto(link)
            page.locator(".pcg").first.wait_for()
            page.wait_for_timeout(1000)
            page.screenshot(path=pictures / f"formgrader-submission-{number}.png", full_page=True)
            comments = page.locator("textarea.comment").evaluate_all("all => all.map(one => one.value)")
            scores = page.locator("input.score").evaluate_all("all => all.map(one => one.value || one.placeholder)")
            texts.append((comments, scores, page.locator(".pcg").all_inner_texts()))
        assert len(texts) == 3
        flat = str(texts)
        assert "no wait" in flat and "course version" in flat and "cannot be read" in flat
        assert any(scores == ["3.0", "3.0"] or scores == ["3", "3"] for _, scores, _ in texts), texts
        browser.close()
