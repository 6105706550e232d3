"""What is remembered survives damage: to the file, by other programs, by a full disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.workshop.state import STATE, Progress, StudentProgress, load, save

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    state = StudentProgress(current="fork/two_returns").with_(
        "fork/two_returns", hints=2, verdict="failed", digest="ab"
    )
    state = state.with_("pool/gather", prediction=("a", "b"))
    save(tmp_path, state)
    assert load(tmp_path) == state


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "7", '{"exercises": []}', '{"exercises": 3}', "\x00\xff", "[" * 9999]
)
def test_a_damaged_file_counts_as_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / STATE
    path.parent.mkdir()
    path.write_text(text, encoding="latin-1")
    assert load(tmp_path) == StudentProgress()


@given(st.dictionaries(st.sampled_from(["verdict", "digest", "hints", "prediction"]), ANY_JSON))
def test_a_damaged_entry_never_stops_anybody(
    tmp_path_factory: pytest.TempPathFactory, entry: dict[str, object]
) -> None:
    root = tmp_path_factory.mktemp("state")
    (root / STATE).parent.mkdir()
    (root / STATE).write_text(json.dumps({"exercises": {"fork/two_returns": entry, "x": 3}, "current": 5}))
    state = load(root)
    progress = state.of("fork/two_returns")
    assert progress.hints >= 0
    assert progress.verdict in (None, "passed", "partly", "failed")
    assert state.current is None
    assert state.of("x") == Progress()
    save(root, state)
    assert load(root) == state


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / ".grader").write_text("a file where the folder should be")
    save(tmp_path, StudentProgress(current="x"))
    assert load(tmp_path) == StudentProgress()
