"""A real PostgreSQL server for a test, in a folder of its own, without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PLACES = ("/usr/local/bin", *(str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)))


def program(name: str) -> str | None:
    """The path of a program of PostgreSQL's; None where it is not installed."""
    return shutil.which(name, path=os.pathsep.join((os.environ.get("PATH", ""), *_PLACES)))


@contextmanager
def server() -> Iterator[str]:
    """The address of an empty database, for SQLAlchemy. PostgreSQL refuses to run as root: then it is "postgres"."""
    root = os.geteuid() == 0
    user = {"user": "postgres", "group": "postgres"} if root else {}
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        if root:
            shutil.chown(folder, "postgres", "postgres")
        data = folder / "data"
        initdb, postgres = program("initdb"), program("postgres")
        assert initdb and postgres
        create = [initdb, "-D", str(data), "-U", "grader", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(create, check=True, capture_output=True, cwd=folder, **user)
        listen = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}", "-c", "fsync=off"]
        running = subprocess.Popen(
            [postgres, "-D", str(data), *listen],
            cwd=folder,
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            **user,
        )
        try:
            _create_database(folder)
            yield f"postgresql+psycopg://grader@/grades?host={folder}"
        finally:
            running.terminate()
            running.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _create_database(folder: Path) -> None:
    import time

    import psycopg

    deadline = time.monotonic() + 60
    while True:
        try:
            with psycopg.connect(f"host={folder} user=grader dbname=postgres", autocommit=True) as connection:
                connection.execute("CREATE DATABASE grades")
                return
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
