"""The course's own cards: each misconception that a check or a sample names has one, in plain English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.course.contents import find_course
from grader.course.misconceptions import read_registry
from grader.course.named import names, without_card

COURSE = find_course(Path(__file__).parents[3])
CARDS = read_registry(COURSE)
OF_PEOPLE = re.compile(
    r"\b(whoever|nobody|somebody|anybody|everybody|who|whom|whose|is born|are born|birth|dies?|died|dead|gone)\b", re.I
)
"""Words that are said of people; a process is "it"."""


def test_each_name_that_is_used_has_a_card_and_each_card_its_place_in_a_handout() -> None:
    used = names(COURSE)
    assert len(used) > 300
    assert without_card(used, CARDS) == []
    assert CARDS.problems == ()


def test_a_name_without_a_card_is_found() -> None:
    missing = without_card({**names(COURSE), "no joyn": "tests/hidden/process/test_x.py:3"}, CARDS)
    assert len(missing) == 1 and "“no joyn”" in missing[0] and "did you mean “no join”?" in missing[0]


@pytest.mark.parametrize("name", sorted(CARDS.cards))
def test_a_card_is_short_and_says_it_of_a_process(name: str) -> None:
    card = CARDS.cards[name]
    for text in (card.line, card.happens, card.ask):
        assert not OF_PEOPLE.search(text), text
    assert card.line.endswith((".", "?")) and len(card.line) <= 120
    assert card.wrong.count("\n") <= 5
    assert not card.ask or card.ask.endswith("?")


def test_words_of_people_are_found() -> None:
    assert OF_PEOPLE.search("Nobody waits for it") and OF_PEOPLE.search("the child dies")
    assert not OF_PEOPLE.search("The child ends, and the parent collects it.")
