"""The statement of an exercise: the sentences of its docstring that ask for something."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

EXPLAINS = ("Example", "(", ">>>", "Why it matters:", "Given:", "Elsewhere:", "Allowed:", "TO WRITE:")
"""How paragraphs begin that ask for nothing: they show, explain, say what holds of the inputs, speak of other systems
and versions, permit, or remind the author."""

_ITEM = re.compile(r"^\s*[-*] ", re.M)
_END = re.compile(r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!\.\.\.)\)?\s+(?=[A-Z`(\"“'])")


def sentences(source: str) -> tuple[str, ...]:
    """The sentences of all docstrings of public functions, classes and methods in a stub or solution, in their order.

    White space is folded: a sentence is one line. Raises SyntaxError if `source` is not Python.
    """
    return tuple(sentence for text in _docstrings(ast.parse(source)) for sentence in _asked(text))


def holding(quote: str, among: tuple[str, ...]) -> list[str]:
    """The sentences that hold these words, whatever the white space."""
    words = _folded(quote)
    return [sentence for sentence in among if words in sentence]


def _docstrings(tree: ast.Module | ast.ClassDef) -> Iterator[str]:
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if node.name.startswith("_"):
            continue
        yield ast.get_docstring(node) or ""
        if isinstance(node, ast.ClassDef):
            yield from _docstrings(node)


def _asked(docstring: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", docstring):
        if not paragraph.strip() or paragraph.lstrip().startswith(EXPLAINS) or paragraph.startswith("    "):
            continue
        for item in _ITEM.split(paragraph):
            yield from filter(None, _END.split(_folded(item)))


def _folded(text: str) -> str:
    return " ".join(text.split())
