"""A grader for programs of several processes, with the kernel as witness.

In a notebook: `from grader import check, trace`; `%%trace` is known from then on.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.notebooks.inline import check, trace

__all__ = ["check", "trace"]


def __getattr__(name: str) -> Any:
    # Only when asked for: the command line imports this package, too, and must start fast.
    if name in __all__:
        from grader.notebooks import inline, magic

        magic.register()
        return getattr(inline, name)
    if name == "__version__":
        from grader.version import __version__

        return __version__
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
