"""Whether a file is Python text, and if not, why not: in the student's words, with the line."""

from __future__ import annotations

import ast
import codecs
import io
import re
import tokenize
import warnings

from grader.course.intake import ONE_HAND_IN, HandInLimits, printable

_ENCODINGS = re.compile(
    r"utf-8|ascii|iso8859-\d+|cp\d+|koi8-[rut]|mac-\w+|gb2312|gbk|gb18030|big5\w*|euc_\w+|shift_jis\w*"
)
"""Encodings of texts. Python knows others (idna, punycode, unicode_escape) that are slow or no encodings of files."""


class SubmissionProblem(Exception):
    """A file that cannot be graded: what is wrong with it, on which line, and what to do, for the student."""


def python_text(content: bytes, limits: HandInLimits = ONE_HAND_IN) -> str:
    """The text of a Python file, by its coding line or else as UTF-8, without running any of it.

    Its syntax is judged by the Python that runs this. Line ends come out as "\\n".

    Raises SubmissionProblem if it is too large, empty, no text, or no Python.
    """
    if len(content) > limits.python_bytes:
        raise SubmissionProblem(too_large(len(content), limits))
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise SubmissionProblem("line 1: the file is saved as UTF-16; save it as UTF-8")
    if (at := content.find(b"\0")) >= 0:
        raise SubmissionProblem(
            f"line {_line(content, at)}: a NUL byte, so this is no text; save the file as plain text"
        )
    text = _decoded(content)
    if not text.strip():
        raise SubmissionProblem("the file is empty; write your solution into it")
    _check_syntax(text)
    return text


def too_large(size: int, limits: HandInLimits) -> str:
    """What is said of a Python file that is too large to be parsed."""
    return (
        f"the file is {size:,} bytes large; an exercise is a few lines: hand in only those "
        f"(at most {limits.python_bytes:,} bytes)"
    )


def _decoded(content: bytes) -> str:
    try:
        declared, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        encoding = codecs.lookup(declared).name.removesuffix("-sig")
    except (SyntaxError, LookupError, ValueError) as error:
        # detect_encoding tries the first two lines as UTF-8 where there is no coding line.
        reason = _undecodable(content, "utf-8")
        raise SubmissionProblem(reason or f"line 1 or 2: {printable(str(error))}; save the file as UTF-8") from error
    if not _ENCODINGS.fullmatch(encoding):
        raise SubmissionProblem(
            f"line 1 or 2: coding {printable(encoding)!r} is not known here; save the file as UTF-8"
        )
    if reason := _undecodable(content, encoding):
        raise SubmissionProblem(reason)
    text = content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _undecodable(content: bytes, encoding: str) -> str | None:
    try:
        content.decode(encoding)
    except UnicodeDecodeError as error:
        byte = f"0x{content[error.start]:02x}"
        return f"line {_line(content, error.start)}: byte {byte} is no {encoding.upper()} text; save the file as UTF-8"
    return None


def _line(content: bytes, at: int) -> int:
    before = content[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1


def _check_syntax(text: str) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Parsed and not compiled: nested try-finally takes compile() exponential time and memory.
            ast.parse(text, "<submission>")
    except SyntaxError as error:
        where = f"line {error.lineno}: " if error.lineno else ""
        line = (
            text.split("\n")[error.lineno - 1].strip() if error.lineno and error.lineno <= text.count("\n") + 1 else ""
        )
        shown = f" in `{printable(line, 80)}`" if line else ""
        raise SubmissionProblem(
            f"{where}{printable(str(error.msg))}{shown}: this is no valid Python; "
            "correct it and run the file once yourself"
        ) from error
    except (ValueError, OverflowError, RecursionError, MemoryError) as error:
        raise SubmissionProblem("Python cannot read the file: it is nested too deeply; write it more simply") from error
