"""The reference of the vocabulary: it is as the docstrings are now, and no public word is missing."""

import pytest

import grader.checks as vocabulary
from grader.authoring.vocabulary import PAGE, reference

CLASSES = [name for name in vocabulary.__all__ if isinstance(getattr(vocabulary, name), type)]


def test_the_page_is_as_the_docstrings_are():
    assert PAGE.read_text(encoding="utf-8") == reference(), "make it again: python -m grader.authoring.vocabulary"


def test_every_word_is_there():
    text = reference()
    assert [name for name in vocabulary.__all__ if f"### `{name}" not in text] == []


@pytest.mark.parametrize("name", CLASSES)
def test_every_public_member_is_there(name):
    section = reference().partition(f"### `{name}")[2].partition("\n### ")[0]
    members = {member for member in vars(getattr(vocabulary, name)) if not member.startswith("_")}
    assert {member for member in members if f"- `{member}" not in section} == set()


def test_a_docstring_that_changes_changes_the_page(monkeypatch):
    monkeypatch.setattr(vocabulary.wrong_if, "__doc__", "Say something else.")
    assert reference() != PAGE.read_text(encoding="utf-8")
    assert "Say something else." in reference()
