"""A handout as a chapter of the book: pictures of real runs, each program live, and questions with folded answers."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from grader.book.programs import HandoutProgram, programs_of
from grader.course.misconceptions import Misconception, anchor_of

_PICTURE = re.compile(r"<!-- picture of (\w+\.py)(?: -->|\n.*?^-->)\n( *)```text\n.*?^\2```\n", re.M | re.S)
_MARK = re.compile(r"^ *<!-- (?:program|not a program|output)[^>]*-->\n", re.M)
_HEADING = re.compile(r"^(#{2,4}) +(.+)$", re.M)
_FENCES = re.compile(r"^( *)```.*?^\1```$", re.M | re.S)


@dataclass(frozen=True, slots=True)
class LiveTimeline:
    """One program's run for the book: its timeline as HTML, and the file name of its step-through page."""

    timeline: str
    page: str


def chapter(unit: str, handout: str, runs: Mapping[str, LiveTimeline], cards: Iterable[Misconception]) -> str:
    """The handout's Markdown for the book; `runs` goes from a program's file name to its run."""
    text = _with_runs(handout, programs_of(unit, handout), runs)
    text = _PICTURE.sub(lambda found: _picture(found[1], found[2], runs), text)
    text = _with_questions(text, _by_anchor(cards, f"{unit}/README.md"))
    return _MARK.sub("", text)


def _picture(name: str, indent: str, runs: Mapping[str, LiveTimeline]) -> str:
    live = runs[name]
    return _html(
        f'<figure class="run-picture">{live.timeline}<figcaption>{_link(name, live)}</figcaption></figure>', indent
    )


def _with_runs(text: str, programs: list[HandoutProgram], runs: Mapping[str, LiveTimeline]) -> str:
    """Below each program's output, the page on which its run can be stepped through."""
    lines = text.split("\n")
    for program in reversed(programs):
        live = runs.get(program.name)
        if live is None:
            continue
        at = _end_of_output(lines, program)
        indent = re.match(r" *", lines[program.line - 1])[0]  # type: ignore[index]
        drawn = f"<summary>The run of <code>{program.name}</code>: its processes, step by step</summary>"
        frame = f'<iframe loading="lazy" title="{program.name}, step by step" src="_static/runs/{live.page}"></iframe>'
        block = _html(f'<details class="live">{drawn}{frame}<p>{_link(program.name, live)}</p></details>', indent)
        lines[at:at] = ["", *block.split("\n")]
    return "\n".join(lines)


def _end_of_output(lines: list[str], program: HandoutProgram) -> int:
    """The index after the program's last output, or after the program."""
    at = program.line
    last = _end_of_fence(lines, program.line - 1)
    wanted = len({output.text for output in program.outputs})
    at = last
    while wanted and at < len(lines):
        stripped = lines[at].strip()
        if stripped == "```text":
            at = last = _end_of_fence(lines, at)
            wanted -= 1
        elif stripped.startswith(("```", "#")):
            break
        else:
            at += 1
    return last


def _end_of_fence(lines: list[str], start: int) -> int:
    indent = lines[start][: len(lines[start]) - len(lines[start].lstrip())]
    return next(n for n in range(start + 1, len(lines)) if lines[n].rstrip() == f"{indent}```") + 1


def _link(name: str, live: LiveTimeline) -> str:
    return f'<a href="_static/runs/{live.page}">Step through {html.escape(name)} on a page of its own</a>'


def _html(text: str, indent: str) -> str:
    """HTML as one block of Markdown: without empty lines, which would end it."""
    return f"{indent}<div>" + re.sub(r"\n\s*\n+", "\n", text).replace("\n", f"\n{indent}") + "</div>\n"


def _by_anchor(cards: Iterable[Misconception], file: str) -> dict[str, list[Misconception]]:
    found: dict[str, list[Misconception]] = {}
    for card in cards:
        path, _, anchor = card.handout.partition("#")
        if PurePosixPath(path).as_posix() == file and card.ask:
            found.setdefault(anchor, []).append(card)
    return found


def _with_questions(text: str, by_anchor: Mapping[str, list[Misconception]]) -> str:
    """The questions of a section's cards at its end, each with its answer folded."""
    fenced = [(found.start(), found.end()) for found in _FENCES.finditer(text)]
    headings = [
        found for found in _HEADING.finditer(text) if not any(start < found.start() < end for start, end in fenced)
    ]
    ends = [found.start() for found in headings[1:]] + [len(text)]
    for heading, end in reversed(list(zip(headings, ends, strict=True))):
        cards = by_anchor.get(anchor_of(heading[2]))
        if cards:
            text = text[:end].rstrip("\n") + "\n\n" + questions(cards) + "\n\n" + text[end:]
    return text


def questions(cards: Iterable[Misconception]) -> str:
    """The questions as HTML: a wrong program, what to ask oneself, and the answer folded."""
    shown = "".join(f"<li>{_question(card)}</li>" for card in cards)
    return f'<div class="questions"><p class="rubric">Ask yourself</p><ul>{shown}</ul></div>'


def _question(card: Misconception) -> str:
    wrong = f"<pre>{html.escape(card.wrong)}</pre>" if card.wrong else ""
    answer = f"{_words(card.line)} {_words(card.happens)}"
    name = f'<a href="cards.html#{card_id(card.name)}">{html.escape(card.name)}</a>'
    said = f"{wrong}<p>{answer}</p><p>Messages call it <strong>{name}</strong>.</p>"
    return f"<details><summary>{_words(card.ask)}</summary>{said}</details>"


def _words(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False))


def card_id(name: str) -> str:
    """The anchor of a card on the page of cards."""
    return "card-" + re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def cards_page(cards: Iterable[Misconception], title_of: Callable[[str], str]) -> str:
    """All cards, by the handout that explains them."""
    groups: dict[str, list[Misconception]] = {}
    for card in cards:
        groups.setdefault(card.handout.partition("/")[0] if card.handout else "", []).append(card)
    parts = [
        "# Cards\n\nWhen a check fails, its message names a mistake. Each name has a card: what it means, a wrong "
        "program, what happens, and a question to ask yourself. `grader explain NAME` shows the same in the terminal.\n"
    ]
    for unit in sorted(groups, key=lambda one: (one == "", one)):
        parts.append(f"## {title_of(unit)}\n")
        parts += [_card(card) for card in sorted(groups[unit], key=lambda one: one.name.casefold())]
    return "\n".join(parts)


def _card(card: Misconception) -> str:
    rows = f'<p class="line">{_words(card.line)}</p>'
    if card.wrong:
        rows += f"<pre>{html.escape(card.wrong)}</pre>"
    if card.happens:
        rows += f"<p><b>What happens:</b> {_words(card.happens)}</p>"
    if card.ask:
        rows += f"<p><b>Ask yourself:</b> {_words(card.ask)}</p>"
    if card.handout:
        unit, _, anchor = card.handout.partition("/README.md")
        rows += f'<p><a href="{unit}.html{anchor}">The handout explains it</a></p>'
    return (
        f"### {card.name.replace('_', chr(92) + '_').replace('*', chr(92) + '*')}\n\n"
        f'<div class="card" id="{card_id(card.name)}">' + re.sub(r"\n\s*\n+", "\n", rows) + "</div>\n"
    )
