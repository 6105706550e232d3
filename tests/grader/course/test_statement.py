"""Which sentences of a docstring ask for something."""

import pytest

from grader.course.statement import EXPLAINS, holding, sentences

STUB = '''
"""Not a sentence of the statement."""

def helper_of(x):
    """Add `x`. Return the sum (see `os.exec...` functions), e.g. 3.
    `x` is a number; it may be 0.

    - Either a value;
    - or "nothing", with a dot at the end.

    Example:

        >>> helper_of(3)
        It looks like a sentence. It is none.

    (In brackets. It explains.)

    Why it matters: it does not ask.
    """


class Thing:
    """Make a thing."""

    def __init__(self):
        """Remember it."""

    def result(self):
        """Return it twice."""

    def _own(self):
        """Hide."""
'''


def test_sentences_end_at_full_stops_and_list_items_and_no_explaining_paragraph_has_any():
    assert sentences(STUB) == (
        "Add `x`.",
        "Return the sum (see `os.exec...` functions), e.g. 3.",
        "`x` is a number; it may be 0.",
        "Either a value;",
        'or "nothing", with a dot at the end.',
        "Make a thing.",
        "Return it twice.",
    )


@pytest.mark.parametrize("beginning", EXPLAINS)
def test_a_paragraph_is_exempt_only_by_its_first_word(beginning):
    stub = 'def f():\n    """Do it.\n\n    {} and more words.\n    """\n'
    assert sentences(stub.format(beginning)) == ("Do it.",)
    assert len(sentences(stub.format("Here is no " + beginning))) == 2


def test_a_quote_is_found_across_line_breaks_and_only_where_it_stands():
    asked = sentences(STUB)
    assert holding("a\n   number; it may", asked) == ["`x` is a number; it may be 0."]
    assert holding("may be 1", asked) == []
