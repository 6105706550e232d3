"""What several exercises ask of a submission: the right thing passes, each wrong one fails for its reason."""

import pytest

from grader.checks import CheckFailed, Source
from grader.checks.claims import (
    expect_os_fork_alone,
    expect_process_class_alone,
)


def misconception(claim, *arguments):
    """What the claim finds wrong; None if nothing."""
    try:
        claim(*arguments)
    except CheckFailed as failure:
        return failure.misconception
    return None


@pytest.mark.parametrize(
    ("text", "fork", "process_class"),
    [
        ("import os\nos.fork()\n", None, "another technique"),
        ("import multiprocessing\nmultiprocessing.Process()\n", "another technique", None),
        ("from multiprocessing import Pool\nPool()\n", "another technique", "another technique"),
        ("import subprocess\n", None, None),
        ("import subprocess\nsubprocess.run([])\n", "another technique", "another technique"),
    ],
)
def test_no_other_technique(text, fork, process_class):
    assert misconception(expect_os_fork_alone, Source(text)) == fork
    assert misconception(expect_process_class_alone, Source(text)) == process_class
