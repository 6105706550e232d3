"""How a gradebook is opened: by its URL, created whole, written by one process at a time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_LOCK = 0x70726F636573736
"""The advisory lock of PostgreSQL that means that scores are being written; any number that others do not use."""


class GradebookError(Exception):
    """A gradebook that cannot be used: which one, why, and what the instructor can do."""


@contextmanager
def writing(url: str) -> Iterator[Any]:
    """The gradebook (nbgrader.api.Gradebook), created if there is none yet; other writers wait until this one is done.

    Raises GradebookError if it cannot be reached, or is of another version of nbgrader.
    """
    address = _parsed(url)
    with _explained(address), _alone(address):
        _prepare(address)
        with _opened(address) as gradebook:
            yield gradebook


@contextmanager
def reading(url: str) -> Iterator[Any]:
    """The gradebook, which must exist.

    Raises GradebookError if it does not, cannot be reached, or is of another version of nbgrader.
    """
    address = _parsed(url)
    if address.get_backend_name() == "sqlite" and not Path(address.database).is_file():
        raise GradebookError(f"there is no gradebook {address.database}; grade something first, or name another one")
    with _explained(address):
        if _state(address) != "current":
            raise GradebookError(
                f"{_shown(address)} is not an nbgrader gradebook; grade something first, or name another one"
            )
        with _opened(address) as gradebook:
            yield gradebook


def _parsed(url: str) -> Any:
    """The URL in its parts."""
    # nbgrader imports jsonschema, whose check of IRIs, which is not needed here, builds a grammar at its import:
    # more than half of the seconds that nbgrader's import takes. jsonschema does without it where it is missing.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    try:
        import nbgrader.api  # noqa: F401 (only to say at once that it is missing)
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import ArgumentError
    except ImportError as error:
        raise GradebookError(
            f"gradebooks are nbgrader's, and {error.name} is not installed; "
            "pip install 'process-course-grader[instructor]'"
        ) from error
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise GradebookError(
            f"{url!r} is no address of a gradebook; write sqlite:///gradebook.db or postgresql+psycopg://USER@HOST/NAME"
        ) from error
    if address.get_backend_name() == "sqlite":
        if not address.database or address.database == ":memory:":
            raise GradebookError("a gradebook in memory keeps nothing; write sqlite:///gradebook.db")
        if not (folder := Path(address.database).resolve().parent).is_dir():
            raise GradebookError(f"there is no folder {folder} for the gradebook; create it, or name another place")
    return address


def _shown(address: Any) -> str:
    return str(address.render_as_string(hide_password=True))


@contextmanager
def _explained(address: Any) -> Iterator[None]:
    """Say in words what the database's own errors mean."""
    from nbgrader.api import InvalidEntry
    from sqlalchemy.exc import DBAPIError, NoSuchModuleError

    try:
        yield
    except InvalidEntry as error:
        raise GradebookError(f"the gradebook {_shown(address)} refuses an entry: {error}; change that name") from error
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise GradebookError(
            f"{_shown(address)} needs a driver that is not installed ({error}); "
            "for PostgreSQL: pip install 'psycopg[binary]'"
        ) from error
    except DBAPIError as error:
        raise GradebookError(
            f"the gradebook {_shown(address)} cannot be used: {str(error.orig).strip()}; "
            "check that it exists, that you may write to it, and that nobody else holds it"
        ) from error


@contextmanager
def _opened(address: Any) -> Iterator[Any]:
    from nbgrader.api import Gradebook

    if address.get_backend_name() == "sqlite" and "timeout" not in address.query:
        # The formgrader may be writing: wait for it longer than SQLite's five seconds.
        address = address.update_query_dict({"timeout": "60"})
    with Gradebook(address.render_as_string(hide_password=False)) as gradebook:
        yield gradebook


@contextmanager
def _alone(address: Any) -> Iterator[None]:
    """Wait until no other process of ours writes to the gradebook, and keep others waiting."""
    if address.get_backend_name() == "sqlite":
        import fcntl

        # A file of its own: to close any descriptor of the database's file would release SQLite's own locks.
        # It stays there: to remove it would let two processes lock two files of the same name.
        try:
            lock = open(f"{address.database}.lock", "w")  # noqa: SIM115
        except OSError as error:
            raise GradebookError(
                f"{error.filename} cannot be written ({error.strerror}); make the gradebook's folder writable"
            ) from error
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    elif address.get_backend_name() == "postgresql":
        with _connected(address) as connection:
            from sqlalchemy import text

            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
            yield
    else:
        yield


@contextmanager
def _connected(address: Any) -> Iterator[Any]:
    from sqlalchemy import create_engine

    engine = create_engine(address)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _prepare(address: Any) -> None:
    """Give a gradebook that has none its version, which nbgrader writes in a way that fails and leaves half a database.

    It asks the program `alembic`, and finds it only where the environment's bin folder is on PATH. With the version
    there already, it creates whatever tables are missing, and does not ask.
    """
    state = _state(address)
    if state == "current":
        return
    if state not in ("empty", "half"):
        raise GradebookError(
            f"the gradebook {_shown(address)} is of another version of nbgrader ({state}, "
            f"this one: {newest_version()}); "
            "run `nbgrader db upgrade` in its course, with a copy kept beside"
        )
    from sqlalchemy import text

    with _connected(address) as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": newest_version()})
        connection.commit()


def _state(address: Any) -> str:
    """ "empty" without tables; "half" with tables but neither a version nor anything in them, as a failed creation
    leaves it; "current"; else the version that it is of, "unknown" if it does not say."""
    from sqlalchemy import inspect, text

    with _connected(address) as connection:
        tables = inspect(connection).get_table_names()
        if not tables:
            return "empty"
        versions = []
        if "alembic_version" in tables:
            versions = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
        if versions:
            return "current" if versions == [newest_version()] else ", ".join(versions)
        known = [table for table in ("student", "assignment") if table in tables]
        filled = any(connection.execute(text(f"SELECT 1 FROM {table} LIMIT 1")).first() for table in known)
        return "half" if known and not filled else "unknown"


def newest_version() -> str:
    """The version of the database that this nbgrader makes."""
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR

    return str(ScriptDirectory(ALEMBIC_DIR).get_current_head())
