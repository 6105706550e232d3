"""One name for one thing: no two classes or public constants of the grader share a name; modules stay small."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ALONE = ("inside", "templates")
"""Programs in these folders run where the grader cannot be imported (a sandbox, a student's machine): each states for
itself the numbers of the kernel that it needs."""
SHARED = {"__all__": "Python's own name"}
LONGEST_MODULE = 400


def modules() -> Iterator[Path]:
    return (path for path in sorted((ROOT / "grader").rglob("*.py")) if not {*ALONE} & {*path.parts})


def names(text: str) -> Iterator[str]:
    """The classes in a text, and its public constants."""
    tree = ast.parse(text)
    yield from (node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        yield from {one.id for one in targets if isinstance(one, ast.Name) and not one.id.startswith("_")}


def shared(texts: dict[str, str]) -> dict[str, list[str]]:
    """The names that stand in several texts, with these."""
    places = defaultdict(list)
    for place, text in texts.items():
        for name in {*names(text), *(("__all__",) if "\n__all__" in text else ())}:
            places[name].append(place)
    return {name: found for name, found in places.items() if len(found) > 1}


def test_no_two_classes_or_public_constants_share_a_name() -> None:
    found = shared({str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in modules()})
    assert {name: places for name, places in found.items() if name not in SHARED} == {}
    assert set(SHARED) <= set(found), "a name that is shared no longer needs no reason"


def test_a_shared_name_is_found_whether_class_alias_or_constant() -> None:
    a, b = "class Line: pass\nKIND = 1\n_OWN = 2\n", "Line = str\nKIND: int = 2\n_OWN = 3\nx.y = 1\n"
    assert set(shared({"a": a, "b": b})) == {"Line", "KIND"}
    assert shared({"a": a}) == {}


@pytest.mark.parametrize("path", [pytest.param(path, id=str(path.relative_to(ROOT))) for path in modules()])
def test_a_module_is_short_and_its_first_line_says_what_it_answers(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    assert not text or ast.get_docstring(ast.parse(text))
