"""The book: programs live, pictures drawn from runs, questions folded, and nothing loaded from elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from grader.book.build import build, themed
from grader.book.chapters import LiveTimeline, chapter
from grader.book.programs import drawn_alone, programs_of
from grader.course.contents import CourseError, find_course, read_course
from grader.course.misconceptions import Misconception
from grader.notebooks.unit import notebook_of
from grader.release.repository import release_of

ROOT = Path(__file__).parents[3]
HANDOUT = """# Unit

## First part

<!-- picture of drawn.py
pass
-->
```text
typed --->
```

<!-- program loop.py -->
```python
print(1)
```

```text
1
```

Text.

## Second part
"""
CARD = Misconception("no wait", "It goes on.", "unit/README.md#first-part", "a < b", "Too early.", "Which line waits?")


def test_a_chapter_has_real_pictures_live_programs_and_folded_answers() -> None:
    assert [program.name for program in drawn_alone("unit", HANDOUT)] == ["drawn.py"]
    runs = {name: LiveTimeline(f"<svg>{name}</svg>", f"unit-{name}.html") for name in ("drawn.py", "loop.py")}
    text = chapter("unit", HANDOUT, runs, [CARD])
    assert "<svg>drawn.py</svg>" in text and "typed --->" not in text and "<!--" not in text
    assert text.index("```text\n1\n```") < text.index('src="_static/runs/unit-loop.py.html"') < text.index("Text.")
    assert text.index("Text.") < text.index("<summary>Which line waits?</summary>") < text.index("## Second part")
    assert "a &lt; b" in text and 'href="cards.html#card-no-wait"' in text


def test_the_dark_colours_follow_the_readers_choice() -> None:
    css = themed(".ptl { --a: 1 }\n@media (prefers-color-scheme: dark) {\n  .ptl {\n    --a: 2;\n  }\n}\n")
    assert "body[data-theme=dark] .ptl" in css and "body:not([data-theme=light]) .ptl" in css


@pytest.mark.slow
def test_the_whole_book_is_built_and_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    pytest.importorskip("furo", reason="the extra `book` is not installed")
    course = find_course(ROOT)
    first = build(course, tmp_path / "book")
    assert "How to read a timeline" in first.read_text(encoding="utf-8")
    for unit in course.units:
        page = (first.parent / f"{unit.name}.html").read_text(encoding="utf-8")
        handout = (ROOT / "exercises" / unit.name / "README.md").read_text(encoding="utf-8")
        live = re.findall(r'<iframe[^>]* src="(_static/runs/[^"]+)"', page)
        assert len(live) == len(programs_of(unit.name, handout))
        assert page.count('class="run-picture"') >= len(drawn_alone(unit.name, handout))
        assert all("<script" in (first.parent / name).read_text(encoding="utf-8") for name in live)
        assert '<div class="questions">' in page
    loaded = re.compile(r'<(?:script|img|iframe|source)[^>]* src="(?:https?:)?//|<link[^>]* href="(?:https?:)?//')
    for path in first.parent.rglob("*.html"):
        assert not loaded.search(path.read_text(encoding="utf-8")), path
    for path in first.parent.rglob("*.css"):
        assert not re.search(r"url\([\"']?(?:https?:)?//|@import", path.read_text(encoding="utf-8")), path


def test_a_release_and_a_notebook_link_to_the_book_where_it_is_published() -> None:
    course = find_course(ROOT)
    published = replace(course, book="https://example.org/book/")
    assert "<https://example.org/book/>" in release_of(published).files["README.md"].decode()
    assert "book" not in release_of(course).files["README.md"].decode().partition("## What you will use")[0]
    how = next(cell for cell in notebook_of(published, course.units[0]).cells if cell.id == "how")
    assert "(https://example.org/book/fork.html)" in how.source
    how = next(cell for cell in notebook_of(course, course.units[0]).cells if cell.id == "how")
    assert "This unit in the book" not in how.source


def test_an_address_of_the_book_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    contents = tmp_path / "exercises" / "course.toml"
    contents.write_text('title = "T"\nbook = "build/book"\nunit = []\n')
    with pytest.raises(CourseError, match="'book' is 'build/book'; write the address"):
        read_course(tmp_path)
    contents.write_text('title = "T"\nbook = "https://example.org/book/"\nunit = []\n')
    assert read_course(tmp_path).book == "https://example.org/book/"
