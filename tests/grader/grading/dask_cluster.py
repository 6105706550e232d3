"""A Dask cluster on this machine, with real processes: used by the tests here and by the benchmark of classes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE_SECONDS = 120


@dataclass
class DaskCluster:
    """A scheduler, and the workers that were started; everybody is gone when it is over."""

    folder: Path
    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_worker(self, python_path: Path | None = None) -> None:
        """One more worker, which takes modules from `python_path` first."""
        name = f"worker{len(self.workers)}"
        command = ["worker", self.address, "--name", name, "--nthreads", "1", "--no-dashboard", "--no-nanny"]
        environment = {"PYTHONPATH": str(python_path)} if python_path else {}
        self.workers.append(dask(self.folder, *command, "--local-directory", str(self.folder / name), **environment))

    def has(self, workers: int) -> None:
        """Wait until so many workers are there."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=PATIENCE_SECONDS)


def dask(folder: Path, *command: str, **environment: str) -> subprocess.Popen[bytes]:
    with (folder / f"{command[0]}.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *command],
            cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env={**os.environ, **environment},
        )  # fmt: skip


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def dask_cluster(folder: Path, workers: int = 2, **environment: str) -> Iterator[DaskCluster]:
    """A scheduler with so many workers, each of which grades one submission at a time."""
    folder.mkdir()
    port = free_port()
    command = ["scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    cluster = DaskCluster(folder, f"tcp://127.0.0.1:{port}", dask(folder, *command, **environment))
    try:
        for _ in range(workers):
            cluster.start_worker()
        if workers:
            cluster.has(workers)
        yield cluster
    finally:
        for process in (*cluster.workers, cluster.scheduler):
            process.kill()
            process.wait()
