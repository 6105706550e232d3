"""Every layout in which hand-ins come, and what each comes to: no class merged into one student, no silent 0."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from grader.course.contents import read_course
from grader.course.layouts import NoSubmission, find_hand_ins
from grader.course.submissions import read_submission

ROOT = Path(__file__).parents[3]
COURSE = read_course(ROOT)
PAGE = (ROOT / "grader" / "course" / "LAYOUTS.md").read_text(encoding="utf-8")

TWO = (ROOT / "solutions/fork/two_returns.py").read_bytes()
OWN = (ROOT / "solutions/fork/own_copy.py").read_bytes()
TEN = (ROOT / "solutions/pool/ten_tasks.py").read_bytes()
STUB = (ROOT / "exercises/fork/two_returns.py").read_bytes()
OTHER = TWO + b"\n# another version\n"
JUNK = b"hello"


def zip_of(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def notebook(*cells):
    made = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": cell} for cell in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def writes(name, content=TWO):
    return notebook(f"%%writefile {name}\n{content.decode()}")


BOOK = writes("two_returns.py")
EXPORTED = f"# In[1]:\n\nget_ipython().run_cell_magic('writefile', 'two_returns.py', {TWO.decode()!r})\n".encode()
COLAB = b"# Commented out IPython magic to ensure Python compatibility.\n# %%writefile /content/two_returns.py\n"
COLAB += b"".join(b"# " + line + b"\n" for line in TWO.splitlines()) + b"\n"
JUPYTEXT = b"# %% [markdown]\n# Title\n\n# %%\n%%writefile two_returns.py\n" + TWO + b"\n# %%\nprint(1)\n"
ONLINE = b"<div><pre>" + TWO.replace(b"<", b"&lt;").replace(b">", b"&gt;") + b"</pre></div>"
METADATA = b"""---
submission_11:
  :submitters:
  - :name: Ann Smith
    :sid: '1001'
    :email: ann@x.edu
  :created_at: 2026-10-01 12:00:00.123456000 Z
submission_12:
  :submitters:
  - :name: Bob Roe
    :sid: '1002'
    :email: bob@x.edu
  - :name: Cem Can
    :sid: '1003'
    :email: cem@x.edu
  :created_at: 2026-10-02 12:00:00 Z
"""
T, C, P = "fork/two_returns", "fork/own_copy", "pool/ten_tasks"
REFUSED = "refused"

# name: (files below the path that is given, what it comes to). Each student's value is the exercises that were read, in
# one string; "unreadable" is a submission without a score, "?KEY" an exercise that waits for a person.
LAYOUTS = {
    # one student
    "unit folders": ({"fork/two_returns.py": TWO, "pool/ten_tasks.py": TEN}, {"given": f"{T} {P}"}),
    "exercises folder": ({"exercises/fork/two_returns.py": TWO, "README.md": JUNK}, {"given": T}),
    "whole copy with tests": (
        {"exercises/fork/two_returns.py": TWO, "tests/scenarios/fork/own_copy.py": JUNK},
        {"given": T},
    ),
    "solved file beside untouched stubs": (
        {"exercises/fork/two_returns.py": STUB, "two_returns.py": TWO},
        {"given": T},
    ),
    "a unit's notebook": ({"fork.ipynb": BOOK}, {"given": T}),
    "two units' notebooks": ({"fork.ipynb": BOOK, "pool.ipynb": writes("ten_tasks.py", TEN)}, {"given": f"{T} {P}"}),
    "one zip for each unit": (
        {"fork.zip": zip_of({"two_returns.py": TWO}), "pool.zip": zip_of({"ten_tasks.py": TEN})},
        {"given": f"{T} {P}"},
    ),
    "a folder for each exercise": (
        {"two_returns/two_returns.py": TWO, "own_copy/own_copy.py": OWN},
        {"given": f"{T} {C}"},
    ),
    "unit beside old": ({"fork/two_returns.py": TWO, "old/fork/two_returns.py": OTHER}, {"given": T}),
    "unit beside notes": ({"fork/two_returns.py": TWO, "docs/notes.pdf": JUNK}, {"given": T}),
    # a class of folders: what a student's folder may hold
    "class of unit folders": ({"ann/fork/two_returns.py": TWO, "bob/fork/two_returns.py": TWO}, {"ann": T, "bob": T}),
    "flat files": ({"ann/two_returns.py": TWO, "bob/own_copy.py": OWN}, {"ann": T, "bob": C}),
    ".py.txt": ({"ann/two_returns.py.txt": TWO, "bob/two_returns.txt": TWO}, {"ann": T, "bob": T}),
    "copies by number": ({"ann/two_returns (1).py": TWO, "bob/two_returns-1.py": TWO}, {"ann": T, "bob": T}),
    "copies by word": (
        {"ann/two_returns - Copy.py": TWO, "bob/Copy of two_returns.py": TWO, "cem/two_returns copy 2.py": TWO},
        {"ann": T, "bob": T, "cem": T},
    ),
    "final": ({"ann/two_returns_final.py": TWO, "bob/two_returns_v2.py": TWO}, {"ann": T, "bob": T}),
    "title case": ({"ann/Fork/Two_Returns.py": TWO, "bob/TWO_RETURNS.PY": TWO}, {"ann": T, "bob": T}),
    "blanks and hyphens": ({"ann/two returns.py": TWO, "bob/two-returns.py": TWO}, {"ann": T, "bob": T}),
    "a blank after the folder's name": (
        {"ann/fork /two_returns.py": TWO, "bob/ two_returns.py": TWO},
        {"ann": T, "bob": T},
    ),
    "numbered unit folders": (
        {"ann/01_fork/two_returns.py": TWO, "bob/unit1-fork/two_returns.py": TWO},
        {"ann": T, "bob": T},
    ),
    "full-width letters": ({"ann/ｔｗｏ_returns.py": TWO, "bob/fork/two_returns.py": TWO}, {"ann": T, "bob": T}),
    "unit in the file's name": ({"ann/fork_two_returns.py": TWO, "bob/fork.two_returns.py": TWO}, {"ann": T, "bob": T}),
    "student in the file's name": (
        {"ann/ann_two_returns.py": TWO, "bob/two_returns_bob.py": TWO},
        {"ann": T, "bob": T},
    ),
    "a name of its own": ({"ann/homework.py": TWO, "bob/task1.py": TWO}, {"ann": T, "bob": T}),
    "all in one file": ({"ann/fork.py": TWO + b"\n" + OWN, "bob/two_returns.py": TWO}, {"ann": f"{T} {C}", "bob": T}),
    "the wrong unit's folder": ({"ann/pool/two_returns.py": TWO, "bob/fork/two_returns.py": TWO}, {"ann": T, "bob": T}),
    "UTF-16": ({"ann/two_returns.py": TWO.decode().encode("utf-16"), "bob/two_returns.py": TWO}, {"ann": T, "bob": T}),
    "BOM and Windows line ends": (
        {"ann/two_returns.py": b"\xef\xbb\xbf" + TWO.replace(b"\n", b"\r\n"), "bob/two_returns.py": TWO},
        {"ann": T, "bob": T},
    ),
    "zip beside a readme": (
        {"ann/hw.zip": zip_of({"fork/two_returns.py": TWO}), "ann/readme.txt": JUNK, "bob/two_returns.py": TWO},
        {"ann": T, "bob": T},
    ),
    "zip in a zip": (
        {"ann.zip": zip_of({"hw.zip": zip_of({"two_returns.py": TWO})}), "bob.zip": zip_of({"two_returns.py": TWO})},
        {"ann": T, "bob": T},
    ),
    "zip for each unit in a class": (
        {
            "ann/fork.zip": zip_of({"two_returns.py": TWO}),
            "ann/pool.zip": zip_of({"pool/ten_tasks.py": TEN}),
            "bob/two_returns.py": TWO,
        },
        {"ann": f"{T} {P}", "bob": T},
    ),
    "zip beside its own content": (
        {"ann/fork/two_returns.py": TWO, "ann/fork.zip": zip_of({"two_returns.py": TWO}), "bob/two_returns.py": TWO},
        {"ann": T, "bob": T},
    ),
    "damaged zip beside a file": (
        {"ann/fork.zip": b"PK\x03\x04", "ann/ten_tasks.py": TEN, "bob/two_returns.py": TWO},
        {"ann": f"{P} ?{T} ?{C}", "bob": T},
    ),
    "venv": (
        {"ann/two_returns.py": TWO, "bob/two_returns.py": TWO, "ann/env/pyvenv.cfg": JUNK}
        | {f"ann/venv/lib/site-packages/m{n}.py": JUNK for n in range(2100)},
        {"ann": T, "bob": T},
    ),
    "venv in a zip": (
        {
            "bob/two_returns.py": TWO,
            "ann.zip": zip_of({"two_returns.py": TWO} | {f"venv/lib/m{n}.py": JUNK for n in range(2100)}),
        },
        {"ann": T, "bob": T},
    ),
    "macOS": (
        {
            "ann/fork/two_returns.py": TWO,
            "ann/fork/._two_returns.py": JUNK,
            "ann/__MACOSX/fork/._two_returns.py": JUNK,
            "ann/.DS_Store": JUNK,
            "._bob": JUNK,
            "bob/two_returns.py": TWO,
            "__MACOSX/x": JUNK,
        },
        {"ann": T, "bob": T},
    ),
    "checkpoints and backups": (
        {
            "ann/.ipynb_checkpoints/fork-checkpoint.ipynb": writes("two_returns.py", OTHER),
            "ann/fork.ipynb": BOOK,
            "bob/two_returns.py": TWO,
            "bob/two_returns.py~": OTHER,
            "bob/two_returns.py.bak": OTHER,
            "bob/two_returns.pyc": JUNK,
            "bob/.two_returns.py.swp": JUNK,
        },
        {"ann": T, "bob": T},
    ),
    "untouched notebook beside a solved copy": (
        {"ann/fork.ipynb": writes("two_returns.py", STUB), "ann/fork-Copy1.ipynb": BOOK, "bob/fork.ipynb": BOOK},
        {"ann": T, "bob": T},
    ),
    "fork.ipynb.json": ({"ann/fork.ipynb.json": BOOK, "bob/fork.ipynb.txt": BOOK}, {"ann": T, "bob": T}),
    "notebook in a subfolder": (
        {"ann/work/fork.ipynb": BOOK, "bob/My Notebooks/week 1/fork.ipynb": BOOK},
        {"ann": T, "bob": T},
    ),
    "notebook of an own name": ({"ann/homework1.ipynb": BOOK, "bob/ann_fork_final.ipynb": BOOK}, {"ann": T, "bob": T}),
    "nbconvert": ({"ann/fork.py": EXPORTED, "bob/two_returns.py": TWO}, {"ann": T, "bob": T}),
    "Colab's .py": ({"ann/fork.py": COLAB, "bob/Untitled0.py": COLAB}, {"ann": T, "bob": T}),
    "jupytext": ({"ann/fork.py": JUPYTEXT, "bob/two_returns.py": TWO}, {"ann": T, "bob": T}),
    "Colab's and Kaggle's folders": (
        {
            "ann/fork.ipynb": writes("/content/two_returns.py"),
            "bob/fork.ipynb": writes("/kaggle/working/two_returns.py"),
            "cem/x.ipynb": writes("/content/drive/MyDrive/two_returns.py"),
            "dora/fork.ipynb": writes("C:\\hw\\two_returns.py"),
            "eve/fork.ipynb": writes("../two_returns.py"),
        },
        dict.fromkeys(("ann", "bob", "cem", "dora", "eve"), T),
    ),
    # put to a person
    "two versions that differ": (
        {"ann/a/two_returns.py": TWO, "ann/b/two_returns.py": OTHER, "bob/two_returns.py": TWO},
        {"ann": f"?{T}", "bob": T},
    ),
    "two versions that are equal": (
        {"ann/a/two_returns.py": TWO, "ann/b/two_returns.py": TWO.replace(b"\n", b"\r\n"), "bob/two_returns.py": TWO},
        {"ann": T, "bob": T},
    ),
    "two copies that differ": (
        {"ann/two_returns (1).py": TWO, "ann/two_returns (2).py": OTHER, "bob/two_returns.py": TWO},
        {"ann": f"?{T}", "bob": T},
    ),
    "two notebooks that differ": (
        {"ann/a.ipynb": BOOK, "ann/b.ipynb": writes("two_returns.py", OTHER), "bob/fork.ipynb": BOOK},
        {"ann": f"?{T}", "bob": T},
    ),
    "a PDF": ({"ann/report.pdf": b"%PDF", "bob/two_returns.py": TWO}, {"ann": "unreadable", "bob": T}),
    "a Word file": (
        {"ann/two_returns.py.docx": b"PK\x03\x04", "bob/two_returns.py": TWO},
        {"ann": "unreadable", "bob": T},
    ),
    "only an editor's backup": (
        {"ann/two_returns.py~": TWO, "bob/two_returns.py": TWO},
        {"ann": "unreadable", "bob": T},
    ),
    "a damaged zip": ({"ann.zip": b"PK\x03\x04", "bob/two_returns.py": TWO}, {"ann": "unreadable", "bob": T}),
    "a rar": ({"ann/hw.rar": b"Rar!\x1a", "bob/two_returns.py": TWO}, {"ann": "unreadable", "bob": T}),
    "a student's folder with several students": (
        {"ann/mine/two_returns.py": TWO, "ann/bobs/two_returns.py": OTHER, "bob/two_returns.py": TWO},
        {"ann": "unreadable", "bob": T},
    ),
    # platforms
    "Canvas, notebooks": (
        {"doejane_12345_678_fork.ipynb": BOOK, "roejohn_LATE_12346_679_fork.ipynb": BOOK},
        {"doejane": T, "roejohn": T},
    ),
    "Canvas, files": (
        {
            "doejane_12345_678_two_returns.py": TWO,
            "doejane_12345_679_own_copy.py": OWN,
            "roejohn_12346_680_two_returns.py": TWO,
        },
        {"doejane": f"{T} {C}", "roejohn": T},
    ),
    "Canvas, one student": ({"doejane_12345_678_fork.ipynb": BOOK}, {"doejane": T}),
    "Canvas, zips": (
        {
            "doejane_1_2_hw.zip": zip_of({"fork/two_returns.py": TWO}),
            "roejohn_LATE_3_4_hw.zip": zip_of({"fork/two_returns.py": TWO}),
        },
        {"doejane": T, "roejohn": T},
    ),
    "Canvas, resubmitted": (
        {"doejane_1_2_two_returns.py": STUB, "doejane_1_3_two_returns-1.py": TWO, "roejohn_3_4_two_returns-2.py": TWO},
        {"doejane": T, "roejohn": T},
    ),
    "Canvas, two of one name": (
        {"doejane_1_2_fork.ipynb": BOOK, "doejane_7_8_fork.ipynb": BOOK},
        {"doejane (1)": T, "doejane (7)": T},
    ),
    "Canvas, stray file": ({"doejane_1_2_fork.ipynb": BOOK, "fork.ipynb": BOOK}, {"doejane": T}),
    "Canvas, wrong type": (
        {"doejane_1_2_report.pdf": JUNK, "roejohn_3_4_fork.ipynb": BOOK},
        {"doejane": "unreadable", "roejohn": T},
    ),
    "Moodle, folders": (
        {
            "Ann Smith_123_assignsubmission_file_/fork.ipynb": BOOK,
            "Bob Roe_124_assignsubmission_file_/two_returns.py": TWO,
        },
        {"Ann Smith": T, "Bob Roe": T},
    ),
    "Moodle, file and online text": (
        {
            "Ann Smith_123_assignsubmission_file_/two_returns.py": TWO,
            "Ann Smith_123_assignsubmission_onlinetext_/onlinetext.html": b"<p>please be kind</p>",
            "Bob Roe_124_assignsubmission_onlinetext_/onlinetext.html": ONLINE,
        },
        {"Ann Smith": T, "Bob Roe": T},
    ),
    "Moodle, only words": (
        {
            "Ann Smith_123_assignsubmission_onlinetext_/onlinetext.html": b"<p>I was ill</p>",
            "Bob Roe_124_assignsubmission_file_/two_returns.py": TWO,
        },
        {"Ann Smith": "unreadable", "Bob Roe": T},
    ),
    "Moodle, flat": (
        {
            "Ann Smith_123_assignsubmission_file_fork.ipynb": BOOK,
            "Bob Roe_124_assignsubmission_file_two_returns.py": TWO,
        },
        {"Ann Smith": T, "Bob Roe": T},
    ),
    "Moodle, blind marking": (
        {
            "Participant_123_assignsubmission_file_/fork.ipynb": BOOK,
            "Participant_124_assignsubmission_file_/fork.ipynb": BOOK,
        },
        {"Participant (123)": T, "Participant (124)": T},
    ),
    "Blackboard": (
        {
            "Homework 1_jdoe_attempt_2026-10-01-12-00-00_fork.ipynb": BOOK,
            "Homework 1_jdoe_attempt_2026-10-01-12-00-00.txt": JUNK,
            "Homework 1_a_roe_attempt_2026-10-02-12-00-00_two_returns.py": TWO,
        },
        {"jdoe": T, "a_roe": T},
    ),
    "Blackboard, attempts": (
        {
            "HW_jdoe_attempt_2026-10-01-12-00-00_two_returns.py": STUB,
            "HW_jdoe_attempt_2026-10-03-12-00-00_two_returns.py": TWO,
            "HW_roe_attempt_2026-10-01-12-00-00_two_returns.py": TWO,
        },
        {"jdoe": T, "roe": T},
    ),
    "Brightspace": (
        {
            "index.html": JUNK,
            "123-456 - Ann Smith - Oct 1, 2026 1159 PM/two_returns.py": TWO,
            "124-456 - Bob Roe - Oct 2, 2026 905 AM/fork.ipynb": BOOK,
        },
        {"Ann Smith": T, "Bob Roe": T},
    ),
    "Brightspace, flat and attempts": (
        {
            "123-456 - Ann Smith - Oct 1, 2026 1159 PM - two_returns.py": STUB,
            "123-456 - Ann Smith - Oct 3, 2026 859 AM - two_returns.py": TWO,
        },
        {"Ann Smith": T},
    ),
    "Gradescope": (
        {"submission_metadata.yml": METADATA, "submission_11/two_returns.py": TWO, "submission_12/fork.ipynb": BOOK},
        {"Ann Smith": T, "Bob Roe": T, "Cem Can": T},
    ),
    "Gradescope, one level too high": (
        {
            "assignment_9_export/submission_metadata.yml": METADATA,
            "assignment_9_export/submission_11/two_returns.py": TWO,
            "assignment_9_export/submission_12/two_returns.py": TWO,
        },
        {"Ann Smith": T, "Bob Roe": T, "Cem Can": T},
    ),
    "Gradescope without its record": (
        {"submission_11/two_returns.py": TWO, "submission_12/two_returns.py": TWO},
        {"submission_11": T, "submission_12": T},
    ),
    "GitHub Classroom": (
        {
            "hw1-submissions/hw1-ann/exercises/fork/two_returns.py": TWO,
            "hw1-submissions/hw1-bob-b/exercises/fork/two_returns.py": TWO,
        },
        {"ann": T, "bob-b": T},
    ),
    "GitHub's zips": (
        {
            "hw1-ann-main.zip": zip_of({"hw1-ann-main/fork/two_returns.py": TWO}),
            "hw1-bob-main.zip": zip_of({"hw1-bob-main/fork/two_returns.py": TWO}),
        },
        {"ann": T, "bob": T},
    ),
    "Teams, versions": (
        {
            "Ann Smith/Homework/Version 1/two_returns.py": STUB,
            "Ann Smith/Homework/Version 2/two_returns.py": TWO,
            "Bob Roe/Homework/Version 1/two_returns.py": TWO,
        },
        {"Ann Smith": T, "Bob Roe": T},
    ),
    "Sakai": (
        {
            "grades.csv": JUNK,
            "Smith, Ann(asmith)/Submission attachment(s)/two_returns.py": TWO,
            "Smith, Ann(asmith)/timestamp.txt": b"20261001",
            "Roe, Bob(broe)/Submission attachment(s)/two_returns.py": TWO,
        },
        {"Smith, Ann(asmith)": T, "Roe, Bob(broe)": T},
    ),
    "nbgrader": (
        {
            "submitted/ann/fork/fork.ipynb": BOOK,
            "submitted/bob/fork/fork.ipynb": BOOK,
            "source/fork/fork.ipynb": BOOK,
            "gradebook.db": JUNK,
        },
        {"ann": T, "bob": T},
    ),
    "files with students' names": ({"ann_fork.ipynb": BOOK, "bob_fork.ipynb": BOOK}, {"ann": T, "bob": T}),
    "files with students' names after": ({"two_returns_ann.py": TWO, "two_returns_bob.py": TWO}, {"ann": T, "bob": T}),
    "notebooks with students' names only": (
        {"ann.ipynb": BOOK, "bob.ipynb": writes("two_returns.py", OTHER)},
        {"ann": T, "bob": T},
    ),
    "by unit": (
        {
            "fork/ann/two_returns.py": TWO,
            "fork/bob/two_returns.py": TWO,
            "pool/ann/ten_tasks.py": TEN,
            "pool/bob/ten_tasks.py": TEN,
        },
        {"ann": f"{T} {P}", "bob": f"{T} {P}"},
    ),
    # a whole class in an archive, one level too high, strays
    "one archive of a whole class": (
        {"class.zip": zip_of({"ann/fork/two_returns.py": TWO, "bob/fork/two_returns.py": TWO})},
        {"ann": T, "bob": T},
    ),
    "Canvas's archive": (
        {"submissions.zip": zip_of({"doejane_1_2_fork.ipynb": BOOK, "roejohn_3_4_fork.ipynb": BOOK})},
        {"doejane": T, "roejohn": T},
    ),
    "Canvas's archive with zips": (
        {
            "submissions.zip": zip_of(
                {"doejane_1_2_hw.zip": zip_of({"fork/two_returns.py": TWO}), "roejohn_3_4_two_returns.py": TWO}
            )
        },
        {"doejane": T, "roejohn": T},
    ),
    "Moodle's archive": (
        {
            "m.zip": zip_of(
                {
                    "Ann S_1_assignsubmission_file_/two_returns.py": TWO,
                    "Bob R_2_assignsubmission_file_/two_returns.py": TWO,
                }
            )
        },
        {"Ann S": T, "Bob R": T},
    ),
    "an archive of students' archives": (
        {"class.zip": zip_of({"ann.zip": zip_of({"two_returns.py": TWO}), "bob.zip": zip_of({"two_returns.py": TWO})})},
        {"ann": T, "bob": T},
    ),
    "one level too high": (
        {"hw1/ann/fork/two_returns.py": TWO, "hw1/bob/fork/two_returns.py": TWO},
        {"ann": T, "bob": T},
    ),
    "two levels too high": (
        {"x/hw1/ann/fork/two_returns.py": TWO, "x/hw1/bob/fork/two_returns.py": TWO},
        {"ann": T, "bob": T},
    ),
    "a stray notebook beside students": (
        {"ann/fork/two_returns.py": TWO, "bob/fork/two_returns.py": TWO, "fork.ipynb": BOOK},
        {"ann": T, "bob": T},
    ),
    "a folder named fork beside students": (
        {"ann/fork/two_returns.py": TWO, "bob/fork/two_returns.py": TWO, "fork/two_returns.py": TWO},
        REFUSED,
    ),
    "one folder beside a notebook": ({"ann/fork/two_returns.py": TWO, "fork.ipynb": BOOK}, REFUSED),
    "two classes": (
        {
            "hw1/ann/two_returns.py": TWO,
            "hw1/bob/two_returns.py": TWO,
            "hw2/ann/two_returns.py": TWO,
            "hw2/bob/two_returns.py": TWO,
        },
        REFUSED,
    ),
    "numbers that may be students or attempts": ({"1/two_returns.py": TWO, "2/two_returns.py": OTHER}, REFUSED),
    "a file of everybody's beside a student's": (
        {"fork.ipynb": BOOK, "ann_fork.ipynb": writes("two_returns.py", OTHER)},
        REFUSED,
    ),
    "students who differ in what they did, one level too high": (
        {"hw/ann/two_returns.py": TWO, "hw/bob/own_copy.py": OWN},
        REFUSED,
    ),
    "nothing": ({"notes.txt": JUNK}, REFUSED),
}


def made(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def comes_to(path, layout=None):
    found = {}
    for handed in find_hand_ins([path], COURSE, layout).handed_in:
        assert handed.student not in found, "one student twice"
        submission = read_submission(handed, COURSE)
        keys = [
            one.key for one in COURSE.exercises if one.file in submission.files and one.key not in submission.unread
        ]
        waiting = [f"?{key}" for key in submission.unread if key in (T, C, P)]
        found[handed.student] = " ".join((*keys, *waiting)) if submission.unreadable is None else "unreadable"
    return found


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_comes_to(tmp_path, name):
    files, expected = LAYOUTS[name]
    given = made(tmp_path / "given", files)
    if expected == REFUSED:
        with pytest.raises(NoSubmission, match=r"two ways|classes|holds no submission"):
            comes_to(given)
    else:
        assert comes_to(given) == expected


@pytest.mark.parametrize("name", [name for name, (_, expected) in LAYOUTS.items() if expected != REFUSED])
def test_the_same_in_an_archive_is_never_fewer_students(tmp_path, name):
    """One archive of it all: the same students, or a refusal; a class of one may be called after the archive."""
    files, expected = LAYOUTS[name]
    archive = tmp_path / "given.zip"
    archive.write_bytes(zip_of(files))
    try:
        found = comes_to(archive)
    except NoSubmission:
        return
    assert len(found) == len(expected)


def test_every_layout_is_on_the_page():
    rows = set(re.findall(r"^\| ([^|]+?) \|", PAGE, re.M)) - {"layout", "---"}
    assert rows == set(LAYOUTS)


def test_what_is_nobodys_is_told(tmp_path):
    given = made(
        tmp_path / "c", {"ann/two_returns.py": TWO, "bob/two_returns.py": TWO, "own_copy.py": OWN, "x.pdf": JUNK}
    )
    told = find_hand_ins([given], COURSE).told
    assert [line.split()[0] for line in told] == ["own_copy.py", "x.pdf"]


def test_a_layout_that_an_instructor_names_is_taken(tmp_path):
    given = made(tmp_path / "given", LAYOUTS["a folder named fork beside students"][0])
    assert comes_to(given, "class") == {"ann": T, "bob": T, "fork": T}
    # As one student's the same file is there three times; the one where it belongs counts, and the others are equal.
    assert comes_to(given, "student") == {"given": T}
    numbers = made(tmp_path / "n", LAYOUTS["numbers that may be students or attempts"][0])
    assert comes_to(numbers, "class") == {"1": T, "2": T}
    assert comes_to(numbers, "student") == {"n": f"?{T}"}


def test_what_was_taken_is_said(tmp_path):
    given = made(tmp_path / "c", {"ann/two_returns (1).py": TWO, "bob/homework.py": TWO})
    notes = [read_submission(one, COURSE).notes for one in find_hand_ins([given], COURSE).handed_in]
    assert notes == [
        ("two_returns (1).py was taken for fork/two_returns.py",),
        ("homework.py was taken for fork/two_returns.py, by what it defines",),
    ]
