"""What students hand in as folders and classes: who is found, what is read, what is never touched."""

import json
import os
import socket
import stat
import subprocess
import sys
import zipfile
from itertools import takewhile
from pathlib import Path

import pytest

from grader.course.hand_ins import HandedIn, HandInPlace
from grader.course.intake import HandInLimits
from grader.course.layouts import NoSubmission, find_submissions
from grader.course.submissions import read_submission

CODE = "print(1)\n"


def put(folder, *names, content=CODE):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return folder


def notebook(*sources):
    return json.dumps({"cells": [{"cell_type": "code", "source": source} for source in sources]})


def read(path, course, **limits):
    return read_submission(HandedIn("ann", (HandInPlace(path),)), course, HandInLimits(**limits))


def students(course, *paths):
    return [handed.student for handed in find_submissions(paths, course)]


def test_a_folder_with_unit_folders_is_one_submission(tmp_path, course):
    put(tmp_path / "ann", "fork/two_returns.py", "fork/helper.py", "notes.txt")
    (handed,) = find_submissions([tmp_path / "ann"], course)
    submission = read_submission(handed, course)
    assert submission.student == "ann"
    assert dict(submission.files) == dict.fromkeys(
        ("fork/helper.py", "fork/two_returns.py", "notes.txt"), b"print(1)\n"
    )
    assert (submission.problems, submission.unreadable) == ({}, None)


def test_a_folder_of_folders_and_archives_is_a_class(tmp_path, course):
    put(tmp_path, "ann/fork/two_returns.py", "grades.csv", ".hidden/x.py", "__MACOSX/x.py")
    (tmp_path / "empty").mkdir()
    with zipfile.ZipFile(tmp_path / "bob.zip", "w") as archive:
        archive.writestr("fork/two_returns.py", CODE)
    for name in ("cem.tar.gz", "dora.rar", "eve.TGZ"):
        (tmp_path / name).write_bytes(b"Rar!...")
    found = find_submissions([tmp_path], course)
    assert [handed.student for handed in found] == ["ann", "bob", "cem", "dora", "empty", "eve"]
    read_them = {handed.student: read_submission(handed, course) for handed in found}
    assert read_them["ann"].files == read_them["bob"].files
    assert read_them["ann"].fingerprint() == read_them["bob"].fingerprint() != read_them["empty"].fingerprint()
    # Nothing in it is nothing attempted, not unreadable.
    assert (read_them["empty"].files, read_them["empty"].unreadable) == ({}, None)
    assert "RAR" in read_them["dora"].unreadable


def test_nbgraders_folders_are_known(tmp_path, course):
    submitted = tmp_path / "submitted"
    for unit, name in (("fork", "two_returns"), ("pool", "ten_tasks")):
        put(submitted, f"ann/{unit}/{unit}.ipynb", content=notebook(f"%%writefile {name}.py\nprint(1)"))
    put(submitted, "bob/homework/fork.ipynb", content=notebook("%%writefile two_returns.py\nprint(1)"))
    whole = [find_submissions([place], course) for place in (submitted, submitted / "ann")]
    assert [handed.student for handed in whole[0]] == ["ann", "bob"]
    assert [handed.student for handed in whole[1]] == ["ann"]
    both = find_submissions(sorted((submitted / "ann").iterdir()), course)
    for ann in (whole[0][0], whole[1][0], *both):
        assert set(read_submission(ann, course).files) == {"fork/two_returns.py", "pool/ten_tasks.py"}
    assert set(read_submission(whole[0][1], course).files) == {"fork/two_returns.py"}
    assert students(course, submitted / "bob" / "homework") == ["bob"]


def test_in_nbgraders_folders_every_unit_is_handed_in_by_itself(tmp_path, course):
    submitted = tmp_path / "submitted"
    right = notebook("%%writefile two_returns.py\nprint(1)")
    put(submitted, "ann/fork/fork.ipynb", "bob/fork/fork.ipynb", content=right)
    put(submitted, "ann/pool/pool.ipynb", "cem/fork/fork.ipynb", "cem/pool/pool.ipynb", content="not a notebook")
    # Jupyter hands in what lies beside the notebook, too.
    put(submitted, "cem/pool/course/course.toml")
    found = {handed.student: handed for handed in find_submissions([submitted], course)}
    units = {student: {one.unit for one in handed.exercises(course)} for student, handed in found.items()}
    assert units == {"ann": {"fork", "pool"}, "bob": {"fork"}, "cem": {"fork", "pool"}}
    for student in ("ann", "cem"):
        submission = read_submission(found[student], course)
        unread = {
            one.key for one in course.exercises if one.unit == "pool" or (one.unit == "fork" and student == "cem")
        }
        assert submission.unreadable is None and submission.unread.keys() == unread
        assert all("is no notebook" in reason for reason in submission.unread.values())


def test_a_notebook_that_cannot_be_read_is_no_zero_beside_one_that_can(tmp_path, course):
    put(tmp_path / "ann", "fork.ipynb", content=notebook("%%writefile two_returns.py\nprint(1)"))
    put(tmp_path / "ann", "pool.ipynb", "fork (1).ipynb", content="not a notebook")
    put(tmp_path / "ann", "pool/ten_tasks.py", content="print(1)")
    submission = read(tmp_path / "ann", course)
    assert set(submission.files) == {"fork/two_returns.py", "pool/ten_tasks.py"}
    assert submission.unread.keys() == {one.key for one in course.exercises if one.unit == "pool"} - {"pool/ten_tasks"}


def test_a_units_own_folder_is_the_submission_of_the_student_above(tmp_path, course):
    put(tmp_path / "ann" / "fork", "two_returns.py", "helper.py")
    (handed,) = find_submissions([tmp_path / "ann" / "fork"], course)
    assert handed.student == "ann"
    assert set(read_submission(handed, course).files) == {"fork/two_returns.py", "fork/helper.py"}


def test_a_whole_copy_of_the_course_is_read_from_its_exercises(tmp_path, course):
    put(tmp_path / "ann", "exercises/fork/two_returns.py", "tests/visible/fork/test_two_returns.py", "README.md")
    assert students(course, tmp_path / "ann") == ["ann"]
    assert set(read(tmp_path / "ann", course).files) == {"fork/two_returns.py"}


def test_wrapping_folders_are_taken_off_and_others_are_not(tmp_path, course):
    put(tmp_path / "ann", "homework/last/fork/two_returns.py", "homework/readme.txt")
    assert set(read(tmp_path / "ann", course).files) == {"fork/two_returns.py"}
    put(tmp_path / "bob", "a/b/c.py")
    assert "it holds a/b/c.py" in read(tmp_path / "bob", course).unreadable


def test_the_archive_in_a_students_folder_is_the_submission(tmp_path, course):
    (tmp_path / "ann").mkdir()
    with zipfile.ZipFile(tmp_path / "ann" / "homework.zip", "w") as archive:
        archive.writestr("homework/fork/two_returns.py", CODE)
    assert set(read(tmp_path / "ann", course).files) == {"fork/two_returns.py"}


def test_the_time_that_nbgrader_leaves_is_no_part_of_the_submission(tmp_path, course):
    put(tmp_path / "ann", "fork/two_returns.py", "timestamp.txt")
    put(tmp_path / "bob", "timestamp.txt")
    with zipfile.ZipFile(tmp_path / "bob" / "work.zip", "w") as archive:
        archive.writestr("fork/two_returns.py", CODE)
    for student in ("ann", "bob"):
        assert set(read(tmp_path / student, course).files) == {"fork/two_returns.py"}


def test_a_student_who_is_there_twice_is_not_graded_by_chance(tmp_path, course):
    put(tmp_path, "ann/fork/two_returns.py")
    with zipfile.ZipFile(tmp_path / "ann.zip", "w") as archive:
        archive.writestr("fork/two_returns.py", "")
    (handed,) = find_submissions([tmp_path], course)
    assert "handed in 2 times" in read_submission(handed, course).unreadable
    # The same place named twice is one place.
    (handed,) = find_submissions([tmp_path / "ann", tmp_path / "ann"], course)
    assert read_submission(handed, course).unreadable is None


@pytest.mark.parametrize("name", ["nowhere", "file.txt", "empty", "stray"])
def test_a_path_without_submissions_is_said_to_be_one(tmp_path, course, name):
    put(tmp_path, "file.txt", "stray/grades.csv")
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoSubmission, match="name "):
        find_submissions([tmp_path / name], course)


def test_names_of_students_are_fit_for_reports(tmp_path, course):
    for name in (b"a\nb", b"\xff\xfe", b"x" * 200, b"y" * 200, "Zoë 李".encode()):
        os.mkdir(os.path.join(os.fsencode(tmp_path), name))
    names = students(course, tmp_path)
    assert len(set(names)) == 5
    assert all(name.isprintable() and len(name) <= 128 for name in names)
    assert "Zoë 李" in names
    assert all(handed.student in names for handed in find_submissions([tmp_path], course))


def test_misplaced_files_are_taken_and_named(tmp_path, course):
    put(tmp_path / "ann", "two_returns.py", "Pool/Ten_Tasks.py", "fork/own_copy.py")
    found = read(tmp_path / "ann", course)
    assert set(found.files) == {"fork/two_returns.py", "fork/own_copy.py", "pool/ten_tasks.py"}
    assert found.problems == {} and set(found.notes) == {
        "two_returns.py was taken for fork/two_returns.py",
        "Pool/Ten_Tasks.py was taken for pool/ten_tasks.py",
    }


def test_links_pipes_and_sockets_are_refused_unopened(tmp_path, course, monkeypatch):
    secret = put(tmp_path, "secret.py", content="secret").joinpath("secret.py")
    ann = put(tmp_path / "ann", "fork/own_copy.py")
    os.symlink(secret, ann / "fork" / "two_returns.py")
    os.symlink(tmp_path, ann / "pool")
    os.symlink("loop", ann / "loop")
    os.link(secret, ann / "hard.py")
    # Opened to be read, it would wait for its writer for ever.
    os.mkfifo(ann / "fork" / "pipe.py")
    with socket.socket(socket.AF_UNIX) as listener:
        monkeypatch.chdir(ann)  # a socket's path is short
        listener.bind("socket.py")
        submission = read(ann, course)
    assert set(submission.files) == {"fork/own_copy.py"}
    kinds = {path: reason.split(",")[0] for path, reason in submission.problems.items()}
    assert kinds == {
        "fork/pipe.py": "is a named pipe",
        "fork/two_returns.py": "is a symbolic link",
        "hard.py": "is a hard link",
        "loop": "is a symbolic link",
        "pool": "is a symbolic link",
        "socket.py": "is a socket",
    }


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes device nodes")
def test_devices_are_refused_unopened(tmp_path, course):
    (tmp_path / "fork").mkdir()
    try:
        os.mknod(tmp_path / "fork" / "two_returns.py", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("this machine forbids device nodes")
    assert "a device" in read(tmp_path, course).unreadable


def test_students_that_are_links_or_pipes_are_unreadable_and_not_passed_over(tmp_path, course):
    put(tmp_path, "elsewhere/fork/two_returns.py", "class/ann/fork/two_returns.py")
    os.symlink(tmp_path / "elsewhere", tmp_path / "class" / "bob")
    os.symlink(tmp_path / "elsewhere", tmp_path / "class" / "cem.zip")
    os.mkfifo(tmp_path / "class" / "dora.zip")
    reasons = {h.student: read_submission(h, course).unreadable for h in find_submissions([tmp_path / "class"], course)}
    assert reasons.pop("ann") is None
    assert [reason.split(",")[0] for reason in reasons.values()] == ["it is a symbolic link"] * 2 + [
        "it is a named pipe"
    ]


def test_a_link_that_the_instructor_names_is_followed(tmp_path, course):
    put(tmp_path, "ann/fork/two_returns.py")
    os.symlink(tmp_path / "ann", tmp_path / "link")
    (handed,) = find_submissions([tmp_path / "link"], course)
    assert read_submission(handed, course).files


def test_what_may_not_be_read_is_a_problem_and_the_rest_is_read(tmp_path, course):
    ann = put(tmp_path / "ann", "fork/two_returns.py", "fork/own_copy.py", "pool/ten_tasks.py")
    (ann / "fork" / "own_copy.py").chmod(0)
    (ann / "pool").chmod(0)
    tmp_path.chmod(0o755)
    script = (
        "import os, sys; from pathlib import Path\n"
        "from grader.course.contents import Course, Unit\n"
        "from grader.course.submissions import *\n"
        "os.geteuid() or os.setuid(65534)\n"
        "course = Course('', Path(), (Unit('fork', '', ()),))\n"
        "s = read_submission(HandedIn('ann', (HandInPlace(Path(sys.argv[1])),)), course)\n"
        "print(sorted(s.files), sorted(s.problems), s.unreadable)\n"
    )
    for folder in takewhile(lambda one: one.name.startswith(("pytest-", "popen-")), tmp_path.parents):
        if folder.stat().st_uid == os.geteuid():
            folder.chmod(0o755)
    done = subprocess.run([sys.executable, "-c", script, str(ann)], capture_output=True, text=True)
    (ann / "pool").chmod(0o700)
    assert done.stdout == "['fork/two_returns.py'] ['fork/own_copy.py', 'pool'] None\n", done.stderr


def test_hidden_leftovers_are_passed_over_and_settings_for_tools_are_left_out(tmp_path, course):
    ann = put(
        tmp_path / "ann",
        *("fork/two_returns.py", ".DS_Store", "fork/._two_returns.py", "__MACOSX/fork/._x.py", ".git/config"),
        *("fork/.ipynb_checkpoints/fork-checkpoint.ipynb", "fork/__pycache__/two_returns.pyc"),
        *("conftest.py", "fork/sitecustomize.py", "pytest.ini", "evil.pth", "json.py", "fork/lib.so"),
    )
    submission = read(ann, course)
    assert set(submission.files) == {"fork/two_returns.py", "json.py", "fork/lib.so"}
    assert set(submission.problems) == {"conftest.py", "fork/sitecustomize.py", "pytest.ini", "evil.pth"}


def test_names_that_trick_readers_are_refused(tmp_path, course):
    ann = put(tmp_path / "ann", "fork/two_returns.py", "FORK/Two_Returns.py", "a\\..\\b.py", "a\\b.py", "C:x.py")
    for name in (b"new\nline.py", b"esc\x1b[2J.py", b"\xff.py", "\u202egnp.py".encode(), b"n" * 255):
        Path(os.fsdecode(os.path.join(os.fsencode(ann), name))).write_text(CODE)
    submission = read(ann, course)
    assert set(submission.files) == {"fork/two_returns.py", "a/b.py", "n" * 255}
    assert "upper and lower case" in submission.problems["FORK/Two_Returns.py"]
    assert len(submission.problems) == 7
    assert all(path.isprintable() for path in submission.problems)


def test_limits_are_kept(tmp_path, course):
    ann = put(tmp_path / "ann", "fork/two_returns.py", "fork/own_copy.py", "a/b/c/d.py")
    with open(ann / "fork" / "holes.bin", "wb") as file:
        file.truncate(1 << 40)
    submission = read(ann, course, depth=3)
    assert set(submission.files) == {"fork/two_returns.py", "fork/own_copy.py"}
    assert "8 MB" in submission.problems["fork/holes.bin"]
    assert "3 folders deep" in submission.problems["a/b/c/d.py"]
    assert "more than 2 files" in read(ann, course, files=2).unreadable
    assert "more than 4 files and folders" in read(ann, course, entries=4).unreadable
    assert "larger than 1e-05 MB together" in read(ann, course, total_bytes=10).unreadable
    assert read(ann, course, files=3, entries=9, total_bytes=27).unreadable is None


def test_a_tree_deeper_than_a_path_may_be_is_refused(tmp_path, course):
    folder = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1000):
        os.mkdir("deep", dir_fd=folder)
        below = os.open("deep", os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = below
    os.close(folder)
    assert "folders deep" in read(tmp_path, course).unreadable
    subprocess.run(["rm", "-rf", str(tmp_path / "deep")], check=True)


def test_problems_are_listed_up_to_a_limit(tmp_path, course):
    ann = put(tmp_path / "ann", "fork/two_returns.py")
    for number in range(9):
        os.symlink("x", ann / f"link{number}")
    assert len(read(ann, course, problems=5).problems) == 6
