"""What a terminal sends, key by key."""

from __future__ import annotations

import pytest

from grader.workshop.keys import keys_of


@pytest.mark.parametrize(
    ("read", "keys"),
    [
        ("n", ["n"]),
        ("hq", ["h", "q"]),
        ("\x1b[A", ["up"]),
        ("\x1b[5~\x1b[6~", ["page-up", "page-down"]),
        ("\x1bOH\x1b[Fq", ["home", "end", "q"]),
        ("\x1b[15~n", ["", "n"]),
        ("\x1b[1;5A", [""]),
        ("\x1b", ["\x1b"]),
        ("\x1bn", [""]),
    ],
)
def test_characters_sequences_and_what_means_nothing(read: str, keys: list[str]) -> None:
    assert keys_of(read) == keys
