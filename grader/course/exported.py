"""Which files a notebook wrote that was handed in as a .py file or as the text of a web form, told from its text."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from html.parser import HTMLParser

_MAGIC = re.compile(r"(?P<comment># ?)?%%(?:writefile|file)[ \t]+(?P<name>\S.*)")
_CELL = re.compile(r"# (?:%%(?!writefile|file)|In ?\[[\d ]*\]:|COMMAND ----------|<codecell>|---)|\"\"\"|# \+")
_MOST_CHARACTERS = 400_000


def exported_files(text: str) -> Mapping[str, str]:
    """The files that an exported notebook's cells write, by the names written there; none for any other text.

    Known are nbconvert's `get_ipython().run_cell_magic('writefile', ...)`, Colab's commented cells, and the cells of
    editors and jupytext that begin with `# %%`.
    """
    if len(text) > _MOST_CHARACTERS or ("%%" not in text and "run_cell_magic" not in text):
        return {}
    return _calls(text) or _cells(text.replace("\r\n", "\n"))


def _calls(text: str) -> dict[str, str]:
    if "run_cell_magic" not in text:
        return {}
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return {}
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(attr="run_cell_magic"),
                args=[
                    ast.Constant(value="writefile" | "file"),
                    ast.Constant(value=str(name)),
                    ast.Constant(value=str(body)),
                ],
            ):
                found[name.strip()] = body if body.endswith("\n") else body + "\n"
    return found


def _cells(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    name, commented, body = "", False, list[str]()
    for line in [*text.split("\n"), "# %%"]:
        magic = _MAGIC.match(line)
        ends = magic or _CELL.match(line) or (commented and not line.startswith("#"))
        if name and ends:
            found[name] = "\n".join(body).rstrip() + "\n"
            name = ""
        if magic:
            name, commented, body = magic["name"].rstrip(" \t").strip("'\""), magic["comment"] is not None, []
        elif name:
            body.append(re.sub(r"^# ?", "", line) if commented else line)
    return found


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "br":
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "div", "pre", "li", "tr"):
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def text_of_form(content: bytes) -> str:
    """The text that a student pasted into a platform's form, from the page that it became (onlinetext.html)."""
    reader = _Text()
    reader.feed(content[:_MOST_CHARACTERS].decode("utf-8", "replace").replace("\r\n", "\n"))
    reader.close()
    return "".join(reader.parts).replace("\xa0", " ").strip("\n") + "\n"
