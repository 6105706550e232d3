"""Where an interpreter keeps what a stack consists of: offsets in its structures, by version.

From CPython 3.13 on, the interpreter says so itself: `_PyRuntime` begins with `_Py_DebugOffsets`
(Include/internal/pycore_runtime.h in 3.13, pycore_debug_offsets.h from 3.14 on), whose own fields differ by version.
3.11 and 3.12 have no such table; their offsets are those of their headers, the same on every 64-bit Linux.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

COOKIE = b"xdebugpy"
TABLE_BYTES = 1024
"""More than `_Py_DebugOffsets` takes in any version."""

_RUNTIME = ("size", "finalizing", "interpreters_head")
_INTERPRETER_13 = (
    *("size", "id", "next", "threads_head", "gc", "imports_modules", "sysdict", "builtins", "ceval_gil"),
    *("gil_runtime_state", "gil_runtime_state_enabled", "gil_runtime_state_locked", "gil_runtime_state_holder"),
)
_INTERPRETER_14 = (
    *_INTERPRETER_13[:4],
    "threads_main",
    *_INTERPRETER_13[4:],
    *("code_object_generation", "tlbc_generation"),
)
_THREAD_13 = (
    *("size", "prev", "next", "interp", "current_frame"),
    *("thread_id", "native_thread_id", "datastack_chunk", "status"),
)
_THREAD_15 = (
    *_THREAD_13[:5],
    *("base_frame", "last_profiled_frame", "last_profiled_frame_seq"),
    *_THREAD_13[5:],
    *("holds_gil", "gil_requested", "current_exception", "exc_state"),
)
_FRAME_13 = ("size", "previous", "executable", "instr_ptr", "localsplus", "owner")
_FRAME_14 = (*_FRAME_13, "stackpointer", "tlbc_index")
_CODE_13 = (
    *("size", "filename", "name", "qualname", "linetable", "firstlineno", "argcount"),
    *("localsplusnames", "localspluskinds", "co_code_adaptive"),
)
_CODE_14 = (*_CODE_13, "co_tlbc")
_EXC_STATE_15 = ("exc_value",)

_TABLES = {
    (3, 13): (_RUNTIME, _INTERPRETER_13, _THREAD_13, _FRAME_13, _CODE_13),
    (3, 14): (_RUNTIME, _INTERPRETER_14, _THREAD_13, _FRAME_14, _CODE_14),
    (3, 15): (_RUNTIME, _INTERPRETER_14, _THREAD_15, _EXC_STATE_15, _FRAME_14, _CODE_14),
}
"""The members of `_Py_DebugOffsets` after cookie, version and free_threaded: groups of uint64, in this order."""


VERSIONS = frozenset({(3, 11), (3, 12), *_TABLES})


@dataclass(frozen=True, slots=True)
class Offsets:
    """Offsets in bytes. `first_frame_owner_to_skip` and above own frames that are none of Python's (FRAME_OWNED_BY_*).

    `cframe` is where a thread keeps the pointer to the structure that holds its current frame (3.11 and 3.12), None
    where it holds the frame itself.
    """

    interpreters_head: int
    interpreter_next: int
    threads_head: int
    thread_next: int
    native_thread_id: int
    cframe: int | None
    current_frame: int
    frame_previous: int
    frame_code: int
    frame_instruction: int
    frame_owner: int
    code_filename: int
    code_name: int
    code_linetable: int
    code_firstlineno: int
    code_bytecode: int
    ascii_header: int
    compact_header: int


_PY_3_11 = Offsets(
    interpreters_head=40, interpreter_next=0, threads_head=16, thread_next=8, native_thread_id=160, cframe=56,
    current_frame=8, frame_previous=48, frame_code=32, frame_instruction=56, frame_owner=69, code_filename=112,
    code_name=120, code_linetable=136, code_firstlineno=72, code_bytecode=184, ascii_header=48, compact_header=72,
)  # fmt: skip
_PY_3_12 = Offsets(
    interpreters_head=40, interpreter_next=0, threads_head=72, thread_next=8, native_thread_id=144, cframe=56,
    current_frame=0, frame_previous=8, frame_code=0, frame_instruction=56, frame_owner=70, code_filename=112,
    code_name=120, code_linetable=136, code_firstlineno=68, code_bytecode=192, ascii_header=40, compact_header=56,
)  # fmt: skip
FIRST_OWNER_TO_SKIP = 3
"""FRAME_OWNED_BY_CSTACK (3.12, 3.13) and FRAME_OWNED_BY_INTERPRETER (3.14): entries from C, not frames of Python."""


def layout(runtime: bytes, version: tuple[int, int] | None) -> Offsets | None:
    """The layout of an interpreter from the first bytes of its `_PyRuntime`; None if it is of an unknown kind.

    `version` is what is known otherwise (from the name of the library), for interpreters that have no table.
    Free-threaded builds keep their code elsewhere and are not known.
    """
    if not runtime.startswith(COOKIE):
        return {(3, 11): _PY_3_11, (3, 12): _PY_3_12}.get(version) if version else None
    hex_version, free_threaded = struct.unpack_from("QQ", runtime, 8)
    groups = _TABLES.get((hex_version >> 24, hex_version >> 16 & 0xFF))
    if groups is None or free_threaded:
        return None
    tables, at = [], 24
    for names in groups:
        tables.append(dict(zip(names, struct.unpack_from(f"{len(names)}Q", runtime, at), strict=True)))
        at += 8 * len(names)
    state, interpreter, thread = tables[:3]
    frame, code = tables[-2:]
    return Offsets(
        interpreters_head=state["interpreters_head"],
        interpreter_next=interpreter["next"],
        threads_head=interpreter["threads_head"],
        thread_next=thread["next"],
        native_thread_id=thread["native_thread_id"],
        cframe=None,
        current_frame=thread["current_frame"],
        frame_previous=frame["previous"],
        frame_code=frame["executable"],
        frame_instruction=frame["instr_ptr"],
        frame_owner=frame["owner"],
        code_filename=code["filename"],
        code_name=code["name"],
        code_linetable=code["linetable"],
        code_firstlineno=code["firstlineno"],
        code_bytecode=code["co_code_adaptive"],
        ascii_header=40,
        compact_header=56,
    )
