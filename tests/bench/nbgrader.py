"""How long nbgrader takes for a class, stock and with this grader: `python tests/bench/nbgrader.py [--students 20]`.

Four exercises, one a technique. Stock: the solutions run in the kernel, with asserts in the test cells. Ours: every
hidden check under every schedule. Marginal time: what each further submission costs, once nbgrader is running. Then
the same class with two students whose first exercise loops for ever.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
# This file is called as what it measures: its own folder must not hide nbgrader.
sys.path[:] = [path for path in sys.path if Path(path or ".").resolve() != HERE]
sys.path.insert(0, str(HERE.parent / "grader" / "nbgrader"))

import nbformat  # noqa: E402
from classroom import run, small_course, solution  # noqa: E402

EXERCISES = (
    ("fork/two_returns", "_seen = []\nfork_once(lambda: None, _seen.append)\nassert len(_seen) == 1"),
    ("process/wait_for_child", "_said = []\nrun_then_say(lambda: None, _said.append)\nassert _said == ['main done']"),
    ("subclass/greeter", "_one = Greeter('ann')\n_one.start()\n_one.join()\nassert _one.exitcode == 0"),
    ("pool/ten_tasks", "def _task(n):\n    pass\n_said = []\nten_tasks(_task, _said.append)\nassert len(_said) == 2"),
)
LOOP = "def fork_once(in_child, in_parent):\n    while True:\n        pass\n"


def cells(ours: bool, looping: bool = False) -> nbformat.NotebookNode:
    """The assignment's notebook with its solutions filled in."""
    found = []
    for number, (key, test) in enumerate(EXERCISES):
        unit, name = key.split("/")
        code = solution(unit, name)
        if looping and number == 0:
            code = LOOP
        code = (f"%%writefile {key}.py\n" if ours else "") + code
        test = f"# grader: {key}\n" if ours else test
        roles = {"schema_version": 3, "task": False}
        mine = {**roles, "grade": False, "grade_id": name, "locked": False, "solution": True}
        theirs = {**roles, "grade": True, "grade_id": f"test_{name}", "locked": True, "solution": False, "points": 3.0}
        found.append(nbformat.v4.new_code_cell(code, metadata={"nbgrader": mine}))
        found.append(nbformat.v4.new_code_cell(test, metadata={"nbgrader": theirs}))
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    return nbformat.v4.new_notebook(cells=found, metadata=kernel)


def classroom(folder: Path, course: Path, ours: bool) -> Path:
    """An nbgrader course with the assignment generated."""
    if ours:
        run(course, "grader", "course", "init", str(folder))
    else:
        folder.mkdir()
        (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    place = folder / "source" / "ps" / "ps.ipynb"
    place.parent.mkdir(parents=True)
    nbformat.write(cells(ours), place)
    run(folder, "nbgrader", "generate_assignment", "ps")
    return folder


def grade(folder: Path, ours: bool, students: list[bool]) -> tuple[float, dict[str, float]]:
    """Seconds that autograding takes for these students (True: one who loops), and the scores."""
    for name in ("submitted", "autograded"):
        if (folder / name).exists():
            _remove(folder / name)
    for number, looping in enumerate(students):
        place = folder / "submitted" / f"student{number:02}" / "ps" / "ps.ipynb"
        place.parent.mkdir(parents=True)
        nbformat.write(cells(ours, looping), place)
    begun = time.perf_counter()
    run(folder, "nbgrader", "autograde", "ps", "--force")
    took = time.perf_counter() - begun
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        scores = {one.student.id: one.score for one in gradebook.assignment_submissions("ps")}
    return took, scores


def _remove(folder: Path) -> None:
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    shutil.rmtree(folder)


def measured(folder: Path, ours: bool, students: int) -> dict[str, object]:
    """One way to grade: the times for one student, for the class, for the class with two who loop."""
    grade(folder, ours, [False])
    one = min(grade(folder, ours, [False])[0] for _ in range(3))
    whole, scores = grade(folder, ours, [False] * students)
    loops, with_loops = grade(folder, ours, [False] * (students - 2) + [True] * 2)
    return {
        "one": one,
        "class": whole,
        "marginal": (whole - one) / (students - 1),
        "loops": loops,
        "scores": sorted(set(scores.values())),
        "loop_scores": sorted(set(with_loops.values())),
    }


def main() -> None:
    """Measure both ways, one after the other, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=20)
    parser.add_argument("--json", type=Path, help="write the figures to this file, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-nbgrader-") as folder:
        course = small_course(Path(folder) / "course")
        figures = {}
        for name, ours in (("stock", False), ("ours", True)):
            place = classroom(Path(folder) / name, course, ours)
            figures[name] = measured(place, ours, options.students)
    print(f"{options.students} notebooks, {len(EXERCISES)} exercises, Python {sys.version.split()[0]}")
    print(f"{'':34}{'stock':>10}{'ours':>10}{'ours/stock':>12}")
    for label, key in (
        ("one submission, s", "one"),
        ("the class, s", "class"),
        ("a further submission, s", "marginal"),
        ("the class, two of them looping, s", "loops"),
    ):
        stock, ours = float(str(figures["stock"][key])), float(str(figures["ours"][key]))
        print(f"{label:34}{stock:10.2f}{ours:10.2f}{ours / stock:12.2f}")
    for name in figures:
        print(
            f"scores of right solutions, {name}: {figures[name]['scores']}; with loops: {figures[name]['loop_scores']}"
        )
    if options.json is not None:
        options.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
