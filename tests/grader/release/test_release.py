"""`grader release`: all that students need, no secret, and it works on its own."""

from __future__ import annotations

import ast
import io
import json
import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("nbgrader", reason="stubs are made by nbgrader's rules")

from grader.course.contents import Course, read_course
from grader.release.proof import leaks
from grader.release.repository import MANIFEST, Release, ReleaseError, release_of, write
from grader.release.wheel import wheel

ROOT = Path(__file__).parents[3]
MOST_BYTES = 60_000_000


@pytest.fixture(scope="module")
def course() -> Course:
    return read_course(ROOT)


@pytest.fixture(scope="module")
def release(course: Course) -> Release:
    return release_of(course)


def test_it_holds_all_that_a_student_needs(course: Course, release: Release) -> None:
    for exercise in course.exercises:
        assert b"NotImplementedError" in release.files[f"exercises/{exercise.file}"]
        assert release.files[f".grader/stubs/{exercise.file}"] == release.files[f"exercises/{exercise.file}"]
    for name in ("README.md", "pyproject.toml", ".devcontainer/devcontainer.json", ".github/workflows/check.yml"):
        assert name in release.files
    assert "exercises/course.toml" in release.files
    assert any(path.startswith("tests/visible/") for path in release.files)
    assert any(path.startswith("tests/scenarios/") for path in release.files)


def test_its_workflow_and_dev_container_have_every_python_up_to_the_current(release: Release) -> None:
    workflow = release.files[".github/workflows/check.yml"].decode()
    container = release.files[".devcontainer/devcontainer.json"].decode()
    (listed,) = re.findall(r"python: \[(.*)\]", workflow)
    (image,) = re.findall(r"python:([0-9.]+)\"", container)
    promised = re.search(r"Python 3\.(\d+) to 3\.(\d+)", release.files["README.md"].decode())
    assert promised is not None
    first, last = int(promised[1]), int(promised[2])
    assert listed.replace('"', "").split(", ") == [f"3.{minor}" for minor in range(first, last + 1)]
    assert image in listed
    assert int(image.removeprefix("3.")) >= 14  # where the default start method is forkserver


def test_no_secret_is_in_it_nor_in_the_package_that_it_installs(course: Course, release: Release) -> None:
    assert leaks(course, release.files) == []
    for path, content in release.files.items():
        assert not {"solutions", "hidden", "submissions", "__pycache__"} & set(Path(path).parts)
        if path.startswith(("exercises/", "tests/", ".grader/stubs/")):
            assert b"BEGIN SOLUTION" not in content


def test_no_line_that_only_a_solution_has_is_in_a_stub(course: Course, release: Release) -> None:
    for exercise in course.exercises:
        solution = exercise.solution.read_text(encoding="utf-8")
        stub = release.files[f"exercises/{exercise.file}"].decode()
        kept = {line.strip() for line in stub.splitlines()}
        inside, secret = False, []
        for line in solution.splitlines():
            if "BEGIN SOLUTION" in line or "END SOLUTION" in line:
                inside = "BEGIN" in line
            elif inside and line.strip():
                secret.append(line.strip())
        assert secret
        # `return`, `else:` and their kind may stand in a docstring's example.
        assert not [line for line in secret if line in kept and len(line) > 25], exercise.key


def test_no_message_of_a_hidden_check_is_released(course: Course, release: Release) -> None:
    told = b"\n".join(content for path, content in release.files.items() if not path.endswith(".whl"))
    with zipfile.ZipFile(io.BytesIO(wheel())) as archive:
        told += b"\n".join(archive.read(name) for name in archive.namelist())
    for exercise in course.exercises:
        visible = exercise.visible_tests.read_text(encoding="utf-8") if exercise.visible_tests.is_file() else ""
        for node in ast.walk(ast.parse(exercise.hidden_tests.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            # A sentence that the authors say in the visible checks, too, is no secret.
            if len(text) > 60 and "\n" not in text and text not in visible:
                assert text.encode() not in told, f"{exercise.key}: {text!r}"


@pytest.mark.parametrize("where", ["exercises/fork/README.md", "tests/visible/pool/notes.py", ".grader/extra.whl"])
def test_a_secret_is_found_wherever_it_stands(course: Course, release: Release, where: str) -> None:
    exercise = max(course.exercises, key=lambda exercise: len(exercise.solution.read_bytes()))
    solution = exercise.solution.read_text(encoding="utf-8")
    block = solution.partition("BEGIN SOLUTION\n")[2].partition("### END SOLUTION")[0]
    # Indented otherwise, with blank lines and comments.
    disguised = "\n\n# a comment\n".join("        " + line.strip() for line in block.splitlines())
    content = disguised.encode()
    if where.endswith(".whl"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("grader/innocent.py", disguised)
        content = out.getvalue()
    assert any(exercise.key in leak for leak in leaks(course, {**release.files, where: content}))


def test_a_hidden_check_is_found_by_its_place_and_by_its_text(course: Course, release: Release) -> None:
    hidden = course.exercises[0].hidden_tests.read_bytes()
    found = leaks(course, {"tests/hidden/x.py": b"", "exercises/fork/notes.md": hidden})
    assert any(leak.startswith("tests/hidden/x.py: no file") for leak in found)
    assert any(leak.startswith("exercises/fork/notes.md: holds test_") for leak in found)


def test_the_wheel_is_the_same_every_time_and_complete() -> None:
    first = wheel()
    assert first == wheel()
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        names = archive.namelist()
        recorded = [line.split(",")[0] for line in archive.read(names[-1]).decode().splitlines()]
        assert recorded == names
        metadata = next(archive.read(name).decode() for name in names if name.endswith("METADATA"))
        assert "\nRequires-Dist: rich" in metadata
    assert "grader/observer/inside/witness.py" in names
    assert "grader/checks/source.py" in names and "grader/checks/claims.py" not in names
    assert "grader/workshop/templates/check.html" in names


def test_an_earlier_release_is_brought_up_to_date(release: Release, tmp_path: Path) -> None:
    folder = tmp_path / "release"
    assert write(release, folder) == (len(release.files), 0)
    assert write(release, folder) == (0, 0)
    smaller = Release({path: content for path, content in release.files.items() if path != "LICENSE"}, ())
    changed = Release({**smaller.files, "README.md": b"new"}, ())
    assert write(changed, folder) == (1, 1)
    assert not (folder / "LICENSE").exists()
    assert (folder / "README.md").read_bytes() == b"new"


def test_what_somebody_changed_is_not_overwritten(release: Release, tmp_path: Path) -> None:
    folder = tmp_path / "release"
    write(release, folder)
    (folder / "README.md").write_text("an instructor's own words")
    with pytest.raises(ReleaseError, match=r"README\.md"):
        write(release, folder)
    assert (folder / "README.md").read_text() == "an instructor's own words"


@pytest.mark.parametrize("manifest", [None, "{", "[]", '{"../outside": "x"}', '{"x": 3}'])
def test_a_folder_with_something_else_in_it_is_left_alone(
    release: Release, tmp_path: Path, manifest: str | None
) -> None:
    outside = tmp_path / "outside"
    outside.write_text("precious")
    folder = tmp_path / "folder"
    (folder / MANIFEST).parent.mkdir(parents=True)
    (folder / "README.md").write_text("precious, too")
    if manifest is not None:
        (folder / MANIFEST).write_text(manifest)
    with pytest.raises(ReleaseError):
        write(release, folder)
    assert outside.read_text() == "precious"
    assert (folder / "README.md").read_text() == "precious, too"


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


@pytest.mark.slow
def test_it_works_on_its_own_with_one_command(tmp_path: Path) -> None:
    folder = tmp_path / "release"
    made = subprocess.run(
        [sys.executable, "-m", "grader", "release", str(folder)], cwd=ROOT, capture_output=True, text=True, check=False,
        timeout=600,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    venv.create(tmp_path / "venv", with_pip=True)
    before = size(tmp_path / "venv")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    bin = tmp_path / "venv" / "bin"
    installed = subprocess.run(
        [bin / "pip", "install", "."], cwd=folder, env=environment, capture_output=True, text=True, check=False,
        timeout=600,
    )  # fmt: skip
    if "No matching distribution" in installed.stderr or "connection" in installed.stderr.lower():
        pytest.skip("no package index can be reached")
    assert installed.returncode == 0, installed.stderr
    assert size(tmp_path / "venv") - before < MOST_BYTES
    names = {path.name.lower() for path in (tmp_path / "venv").rglob("*.dist-info")}
    assert not [name for name in names if name.startswith(("jupyter", "notebook", "nbgrader", "ipykernel"))]

    def types(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [bin / "grader", *words], cwd=folder, env=environment, capture_output=True, text=True, check=False,
            timeout=300,
        )  # fmt: skip

    assert "0 of 28" in types("status").stdout
    shutil.copy(ROOT / "solutions" / "process" / "wait_for_child.py", folder / "exercises" / "process")
    right = types("check", "process/wait_for_child", "--json", "results.json")
    assert right.returncode == 0, right.stdout + right.stderr
    assert json.loads((folder / "results.json").read_text())["mode"] == "witness"
    assert types("check", "process/do_not_wait").returncode == 1
    assert types("reset", "process/wait_for_child").returncode == 0
    assert types("check", "process/wait_for_child", "--html").returncode == 1
    assert types("solution", "process/wait_for_child").returncode == 1
    program = folder / "program.py"
    program.write_text("import os\nprint('hello')\nos.waitpid(os.fork(), 0)\n")
    assert "hello" in types("trace", "program.py").stdout
