"""Python text: what is one, and why something is none, with its line."""

import ast
import codecs
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.course.intake import HandInLimits
from grader.course.python_text import SubmissionProblem, python_text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"x = 1\n", "x = 1\n"),
        ("x = 'ä'".encode(), "x = 'ä'"),
        (codecs.BOM_UTF8 + b"x = 1\n", "x = 1\n"),
        (b"x = 1\r\ny = 2\rz = 3", "x = 1\ny = 2\nz = 3"),
        ("# coding: latin-1\nx = 'ä'".encode("latin-1"), "# coding: latin-1\nx = 'ä'"),
        ("# -*- coding: cp1252 -*-\nx = '€'".encode("cp1252"), "# -*- coding: cp1252 -*-\nx = '€'"),
        ("# coding: shift_jis\nx = '日'".encode("shift_jis"), "# coding: shift_jis\nx = '日'"),
        (b"raise SystemExit(open('/never/run'))", "raise SystemExit(open('/never/run'))"),
        (rb"x = '\d'", r"x = '\d'"),
    ],
)
def test_python_is_taken_as_text_and_not_run(content, text):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert python_text(content) == text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"x = 1\ny = '\0'\n", "line 2: a NUL byte"),
        (b"x = 1\r\ry = '\0'\n", "line 3: a NUL byte"),
        ("x = 1".encode("utf-16"), "line 1: the file is saved as UTF-16"),
        (b"x = 1\ny = 2\nz = '\xe4'\n", "line 3: byte 0xe4 is no UTF-8 text"),
        (b"x = '\xe4'\n", "line 1: byte 0xe4 is no UTF-8 text"),
        (b"# coding: ascii\nx = 1\ny = '\xe4'\n", "line 3: byte 0xe4 is no ASCII text"),
        (b"# coding: klingon\nx = 1\n", "line 1 or 2: unknown encoding: klingon"),
        (b"\n# coding: punycode\nx = 1\n", "'punycode' is not known here"),
        (b"# coding: rot13\nk = 1\n", "is not known here"),
        (b"# coding: unicode_escape\nk = 1\n", "is not known here"),
        (codecs.BOM_UTF8 + b"# coding: latin-1\nx = 1\n", "line 1 or 2:"),
        (b"x = 1\ndef f(:\n    pass\n", "line 2: invalid syntax in `def f(:`"),
        (b"def f():\nreturn 1\n", "line 2: expected an indented block"),
        (b"def f():\n\tx\n        y\n", "line 3: inconsistent use of tabs"),
        (b"x = (1,\n", "line 1: '(' was never closed"),
        (b"x = '\x1b[2J\n", "line 1: unterminated string literal"),
        (b"(" * 5000, "too many nested parentheses"),
        (b"-" * 190_000 + b"1", "nested too deeply"),
        (b"x" + b".a" * 90_000, "nested too deeply"),
        (b"\x7fELF\x02\x01\x01\0\0", "NUL"),
        (b"\x89PNG\r\n\x1a\n", "no UTF-8 text"),
        (b"x = 1\n" * 100_000, "600,000 bytes large"),
    ],
)
def test_what_is_no_python_text_has_a_reason_with_its_line(content, words):
    with pytest.raises(SubmissionProblem) as error:
        python_text(content)
    assert words in str(error.value)
    assert str(error.value).isprintable()


def test_what_would_keep_a_compiler_busy_for_ever_is_only_parsed():
    lines = [line for depth in range(19) for line in (f"{'  ' * depth}try: f()", f"{'  ' * depth}finally:")]
    bomb = "\n".join([*lines, "  " * 19 + "f()"])
    assert python_text(bomb.encode()) == bomb


def test_the_size_that_is_parsed_is_limited():
    assert python_text(b"x = 1", HandInLimits(python_bytes=5))
    with pytest.raises(SubmissionProblem, match="at most 4 bytes"):
        python_text(b"x = 1", HandInLimits(python_bytes=4))


headers = st.sampled_from([b"", b"# coding: latin-1\n", b"# coding: utf-8\n", b"# coding: idna\n", codecs.BOM_UTF8])


@settings(max_examples=300, deadline=None)
@given(headers, st.binary() | st.text(st.characters(codec="utf-8")).map(str.encode))
def test_whatever_the_bytes_there_is_a_text_or_a_reason(header, content):
    try:
        text = python_text(header + content)
    except SubmissionProblem as problem:
        assert str(problem).isprintable()
    else:
        ast.parse(text)
