"""What fits on the student's screen: the window of a longer text, a line that says what more there is, and the keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console, RenderableType
from rich.segment import Segment
from rich.text import Text

Lines = list[list[Segment]]


@dataclass
class Screen:
    """The student's terminal; `top` is the first line of the text that is shown.

    On a full screen only what fits is drawn. Through a pipe, and on a terminal that cannot move its cursor, everything
    is printed.
    """

    out: Console
    top: int = 0
    page: int = 1
    """How many lines of the text were shown last."""

    @property
    def is_full(self) -> bool:
        return self.out.is_terminal and not self.out.is_dumb_terminal and not self.out.legacy_windows

    @contextmanager
    def taken(self) -> Iterator[None]:
        """The terminal's other screen, while the block lasts: the student's own is as before afterwards."""
        if not self.is_full:
            yield
            return
        self.out.set_alt_screen(True)
        self.out.show_cursor(False)
        try:
            yield
        finally:
            self.out.show_cursor(True)
            self.out.set_alt_screen(False)

    def show(self, text: Sequence[RenderableType], below: Sequence[RenderableType], keys: Text) -> None:
        """Draw as much of the text as there is room for above `below` and the keys, from line `top` on."""
        if not self.is_full:
            for part in [*text, *(["", *below] if below else []), ""]:
                self.out.print(part)
            if self.out.is_terminal:
                self.out.print(keys)
            return
        height = self.out.height
        lines, foot = self._lines(text), self._lines([keys])[: max(height - 2, 1)]
        said = self._lines(below)[: max((height - len(foot)) // 2, 0)]
        room = max(height - len(foot) - len(said) - 1, 1)
        self.page = room
        self.top = max(min(self.top, len(lines) - room), 0)
        window = lines[self.top : self.top + room]
        filler: Lines = [[] for _ in range(room - len(window))]
        more = self._lines([self._more(len(lines) - self.top - len(window))])[:1]
        self._draw([*window, *filler, *said, *more, *foot][:height])

    def bring(self, text: Sequence[RenderableType], part: str) -> None:
        """Make sure that a line with `part` in it will be shown, near the middle."""
        if self.is_full:
            for number, line in enumerate(self._lines(text)):
                if part in "".join(segment.text for segment in line):
                    self.top = max(number - self.out.height // 3, 0)
                    return

    def move(self, key: str) -> bool:
        """Scroll, if the key is one that scrolls; `show` then keeps to what there is."""
        step = {
            " ": self.page - 1, "page-down": self.page - 1, "b": 1 - self.page, "page-up": 1 - self.page,
            "down": 1, "j": 1, "up": -1, "k": -1, "home": -self.top, "end": 1_000_000,
        }.get(key)  # fmt: skip
        if step is None or not self.is_full:
            return False
        self.top = max(self.top + (step or (1 if key in (" ", "page-down") else -1)), 0)
        return True

    def clear(self) -> None:
        if self.is_full:
            self.out.clear()

    def _more(self, below: int) -> Text:
        ascii = self.out.options.ascii_only
        dots, bar = ("...", "-") if ascii else ("…", "─")
        if below > 0:
            lines = "1 more line" if below == 1 else f"{below} more lines"
            back = ", b: back" if self.top else ""
            return Text(f"{dots} {lines}: space{back}", "yellow")
        return Text("the end; b: back" if self.top else bar * self.out.width, "yellow" if self.top else "dim")

    def _lines(self, parts: Sequence[RenderableType]) -> Lines:
        found: Lines = []
        for part in parts:
            drawn = Text(part) if isinstance(part, str) else part
            found += self.out.render_lines(drawn, self.out.options.update(height=None), pad=False)
        return found

    def _draw(self, lines: Lines) -> None:
        with self.out.capture() as captured:
            for number, line in enumerate(lines):
                self.out.print(_Row(line, last=number == len(lines) - 1), end="", soft_wrap=True)
        # One write: no half of a screen is ever seen. Each row clears first what stood there before.
        rows = captured.get().split("\n")
        self.out.file.write("\x1b[H" + "\r\n".join(f"\x1b[K{row}" for row in rows))
        self.out.file.flush()


@dataclass(frozen=True)
class _Row:
    segments: list[Segment]
    last: bool

    def __rich_console__(self, console: Console, options: object) -> Iterator[Segment]:
        yield from self.segments
        if not self.last:
            yield Segment.line()
