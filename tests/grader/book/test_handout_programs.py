"""Every program of a handout prints what the handout says, on every supported Python that is on this machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from interpreters import VERSIONS, interpreter

from grader.book.programs import programs_of
from grader.book.runs import differences, matches

ROOT = Path(__file__).parents[3]
UNITS = ("fork", "process", "subclass", "pool")


def handout(unit: str) -> str:
    return (ROOT / "exercises" / unit / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("version", VERSIONS)
def test_every_program_prints_what_its_handout_says(tmp_path: Path, unit: str, version: str) -> None:
    python = interpreter(version)
    if python is None:
        pytest.skip(f"no Python {version} here")
    programs = programs_of(unit, handout(unit))
    assert len(programs) >= 11
    for program in programs:
        folder = tmp_path / f"{program.line}"
        folder.mkdir()
        assert list(differences(program, python, int(version.removeprefix("3.")), folder)) == []


TEXT = """
<!-- program twice.py, order not decided -->
```python
import os
print("a", flush=True)
os.fork()
print(os.getpid())
```

<!-- output until 3.12 -->
```text
$ python twice.py
a
4242
4243
```

<!-- output from 3.13 -->
```text
$ python twice.py | cat
b
```

<!-- not a program -->
```python
...
```

- in a list

  ```python
  print("seen")
  ```

  prints

  ```text
  seen
  ```

and a picture:

```text
--->
```
"""


def test_names_orders_versions_and_commands_are_read_from_the_handout() -> None:
    first, second = programs_of("unit", TEXT)
    assert (first.name, first.ordered, first.text.count("\n")) == ("twice.py", False, 4)
    assert [output.command for output in first.outputs_on(11)] == [("python", "twice.py")]
    assert [output.text for output in first.outputs_on(13)] == ["b\n"]
    assert (second.name, second.text) == ("unit_2.py", 'print("seen")\n')
    assert [output.text for output in second.outputs] == ["seen\n"], "the picture is no output"


def test_a_program_that_prints_something_else_is_found(tmp_path: Path) -> None:
    import sys

    first, second = programs_of("unit", TEXT)
    assert list(differences(first, sys.executable, 11, tmp_path)) == []
    assert "prints" in next(differences(first, sys.executable, 13, tmp_path))
    wrong = programs_of("unit", TEXT.replace("  seen\n", "  unseen\n"))[1]
    assert list(differences(second, sys.executable, 11, tmp_path)) == []
    assert "unseen" in next(differences(wrong, sys.executable, 11, tmp_path))
    without = programs_of("unit", "```python\nprint()\n```\n")[0]
    assert "has no output" in next(differences(without, sys.executable, 11, tmp_path))


@pytest.mark.parametrize(
    ("expected", "printed", "same"),
    [
        ("pid 4242\npid 4242", "pid 17\npid 17", True),
        ("pid 4242\npid 4242", "pid 17\npid 18", False),
        ("pid 4242\npid 4243", "pid 17\npid 17", True),
        ("took 3 s", "took 4 s", False),
        ("status 1792", "status 1793", False),
        ("a\n...\nz", "a\nb\nc\nz", True),
        ("a\n...\nz", "a\nb\nc", False),
        ("at ... here", "at 0x1 here", True),
        ("at ... here", "at 0x1 there", False),
        ("a\nb", "b\na", False),
    ],
)
def test_pids_may_differ_and_nothing_else(expected: str, printed: str, same: bool) -> None:
    assert matches(expected, printed, pids={"17", "18"}) is same


def test_lines_in_any_order_where_the_order_is_not_decided() -> None:
    assert matches("a\nb\na", "a\na\nb", ordered=False)
    assert not matches("a\nb\na", "a\nb\nb", ordered=False)
    assert not matches("a\nb", "a\nb\nb", ordered=False)
