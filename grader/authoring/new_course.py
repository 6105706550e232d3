"""A new course: a folder with a table of contents and one exercise that works."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from grader.authoring.new_exercise import New, add_exercise
from grader.course.contents import CONTENTS, Course, CourseError, read_course

FIRST_EXERCISE = New("first_steps", "run_and_wait", finished=True)
"""The exercise that a new course has."""


def make_course(folder: Path, title: str) -> Course:
    """Write a new course into a folder that is new or empty.

    Raises CourseError, and writes nothing, if the folder holds anything.
    """
    if folder.is_file() or (folder.is_dir() and any(path.name != ".git" for path in folder.iterdir())):
        raise CourseError(f"{folder} is not empty; name a folder that is new or empty")
    templates = files("grader.authoring") / "templates"
    texts = {
        "README.md": (templates / "README.md").read_text(encoding="utf-8").replace("@TITLE@", title),
        ".gitignore": (templates / "gitignore.txt").read_text(encoding="utf-8"),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    contents = folder / CONTENTS
    contents.parent.mkdir()
    head = (templates / "course.toml").read_text(encoding="utf-8").replace('"@TITLE@"', json.dumps(title))
    contents.write_text(head, encoding="utf-8", newline="\n")
    add_exercise(Course(title, folder, ()), FIRST_EXERCISE)
    return read_course(folder)
