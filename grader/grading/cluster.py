"""Grade on a Dask cluster: each job goes to one worker that can grade, and to another one if that one fails."""

from __future__ import annotations

import logging
import pickle
import threading
import time
from collections.abc import Callable, Collection, Iterator
from collections.abc import Set as AbstractSet
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from grader.course.contents import Course, fingerprint
from grader.course.parcel import pack
from grader.grading.cluster_worker import Needed, Parcel, WorkerAnswer, grade_parcel, own_python, why_unfit
from grader.grading.grade_class import Crew, Stopped, not_graded
from grader.grading.grade_submission import Job
from grader.grading.packing import Packed
from grader.grading.result_cache import code_fingerprint
from grader.grading.worker_process import unpack
from grader.sandbox.warm import Isolation

PATIENCE_SECONDS = 600.0
"""How long a grading waits for a worker that can grade; a cluster's workers may themselves wait in a queue."""
_ANSWER_SECONDS = 30
"""How long it waits at the beginning for workers that are busy, if others can grade."""
_CONNECT_SECONDS = 10
_FEWEST_AT_ONCE = 8
"""Workers may come later."""
_LOOK_EVERY_SECONDS = 10.0
_LOOK_AGAIN_SECONDS = 0.1
_MOST_TRIES = 3


class NoCluster(Exception):
    """There is no cluster to grade on: what is wrong, and what to do, for the instructor."""


@dataclass(frozen=True)
class _Call:
    """A call that takes place where it is unpickled: on the worker.

    Dask's scheduler unpickles the functions that it passes on; of this it sees bytes, and needs no grader.
    """

    function: Callable[..., object]
    argument: object

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object]]:
        return self.function, (self.argument,)


class Cluster:
    """The workers of a Dask cluster that can grade.

    `say` is told, once each, what an instructor should know: which worker is left out and why, and that there is none.
    """

    def __init__(self, client: Any, address: str, course: Course, isolation: Isolation, say: Callable[[str], None]):
        self._client = client
        self._address = address
        self._course = pack(course)
        self._fingerprint = fingerprint(course)
        self._needed = Needed(code_fingerprint(), own_python(), isolation)
        self._say = say
        self._lock = threading.Lock()
        self._asked: dict[str, Any] = {}
        self._answers: dict[str, str | None] = {}
        self._nobody_since: float | None = None
        self._had_some = False
        self._closed = False

    def begin(self) -> int:
        """Wait until the workers that are there have said whether they can grade; how many jobs they do at once.

        Raises NoCluster if none of them can, Stopped if for a long time there is none.
        """
        begun = time.monotonic()
        if not self._workers():
            self._say(f"the cluster at {self._address} has no workers yet; waiting for one (Ctrl-C ends the waiting)")
        while True:
            self._wait_for_workers(())
            with self._lock:
                fit, workers = self._fit(), self._workers()
                answered = workers.keys() <= self._answers.keys()
            if fit and (answered or time.monotonic() - begun > _ANSWER_SECONDS):
                return sum(workers.values())
            time.sleep(_LOOK_AGAIN_SECONDS)

    def grade(self, job: Job) -> Packed:
        """The result of a job, from whichever worker has one.

        What one worker cannot grade another one may: a machine can be too slow, too full, or lose its power. What three
        could not is not graded, with the last one's reason. Raises Stopped if no worker is left that could grade it.
        """
        parcel = Parcel(job, self._course, self._fingerprint)
        tried: set[str] = set()
        reason = ""
        for _ in range(_MOST_TRIES):
            workers = self._wait_for_workers(tried)
            answer = self._ask(parcel, workers)
            found = _found(answer, job)
            if found.result.status != "not-graded":
                return found
            reason = f"{answer.worker}: {found.result.reason}"
            tried.add(answer.worker)
        return not_graded(job, f"no worker of the cluster could grade it. The last one that tried, {reason}")

    def _ask(self, parcel: Parcel, workers: AbstractSet[str]) -> WorkerAnswer:
        """What one of the workers makes of the parcel; Dask chooses, and chooses again where a worker dies."""
        future = self._submit(_Call(grade_parcel, parcel), sorted(workers))
        try:
            while True:
                try:
                    answer: WorkerAnswer = future.result(timeout=_LOOK_EVERY_SECONDS)
                    return answer
                except TimeoutError:
                    if not workers & self._workers().keys():
                        return WorkerAnswer("some worker", None, "it left the cluster")
        except CancelledError:
            self._workers()  # raises where it is the scheduler that has gone
            return WorkerAnswer("some worker", None, "the cluster gave it up")
        except Stopped:
            raise
        except Exception as error:
            return WorkerAnswer("some worker", None, f"{type(error).__name__}: {error}")
        finally:
            future.release()

    def _wait_for_workers(self, tried: Collection[str]) -> set[str]:
        """The workers that can grade, without those that have tried, unless no other is left.

        Raises NoCluster if there are workers and none of them can, Stopped if for a long time there is none.
        """
        while True:
            with self._lock:
                fit = self._fit()
                now = self._workers()
                if fit:
                    self._nobody_since, self._had_some = None, True
                    return fit.difference(tried) or fit
                if now and now.keys() <= self._answers.keys() and not self._had_some:
                    raise NoCluster(
                        f"no worker of the cluster at {self._address} can grade, so nothing was graded. "
                        "`grader doctor` says on each machine what to do about it."
                    )
                self._nobody_since = self._nobody_since or time.monotonic()
                if time.monotonic() - self._nobody_since > PATIENCE_SECONDS:
                    raise Stopped(
                        f"for {PATIENCE_SECONDS:g} seconds the cluster at {self._address} had no worker that can "
                        "grade. What was graded is kept: start workers (`dask worker ADDRESS`), then run the same "
                        "command again."
                    )
            time.sleep(_LOOK_AGAIN_SECONDS)

    def _fit(self) -> set[str]:
        """The workers that have said that they can grade; a new one is asked, and answers when it has time."""
        now = self._workers()
        for worker in now.keys() - self._answers.keys():
            if worker not in self._asked:
                self._asked[worker] = self._submit(_Call(why_unfit, self._needed), [worker])
            elif self._asked[worker].done():
                self._answers[worker] = self._answer(self._asked.pop(worker))
                if self._answers[worker] is not None:
                    self._say(f"worker {worker} is left out: {self._answers[worker]}")
        return {worker for worker in now if self._answers.get(worker, "has not answered") is None}

    def _answer(self, future: Any) -> str | None:
        try:
            reason: str | None = future.result(timeout=_CONNECT_SECONDS)
        except Exception as error:
            return f"it cannot be asked ({type(error).__name__}: {error}); is the grader installed there?"
        return reason

    def _submit(self, call: _Call, workers: list[str]) -> Any:
        return self._client.submit(pickle.loads, pickle.dumps(call), workers=workers, pure=False)

    def _workers(self) -> dict[str, int]:
        """The workers there are, with the number of their threads.

        Raises Stopped if the scheduler is not there any more.
        """
        try:
            if self._closed:
                raise OSError("the connection was closed")
            workers: dict[str, int] = self._client.nthreads()
        except Exception as error:
            raise Stopped(
                f"the connection to the scheduler at {self._address} is lost ({type(error).__name__}: {error}). "
                "What was graded is kept: start the cluster, then run the same command again."
            ) from error
        return workers

    def close(self) -> None:
        """Give up what is waited for: a waiting caller gets Stopped."""
        self._closed = True
        self._client.close()


def _found(answer: WorkerAnswer, job: Job) -> Packed:
    if answer.result is None:
        return not_graded(job, answer.reason)
    found = unpack(answer.result)
    assert isinstance(found, Packed)
    return found


@contextmanager
def cluster_crew(address: str, course: Course, isolation: Isolation, say: Callable[[str], None]) -> Iterator[Crew]:
    """The workers of the cluster whose scheduler is at the address; a thread here waits for each job.

    Raises NoCluster if it cannot be reached or cannot grade.
    """
    cluster = Cluster(_client(address), address, course, isolation, say)
    executor = None
    try:
        at_once = 2 * max(cluster.begin(), _FEWEST_AT_ONCE)
        executor = ThreadPoolExecutor(at_once)
        yield Crew(executor, at_once, cluster.grade)
    finally:
        # First, so that no thread waits for an answer any more.
        cluster.close()
        if executor is not None:
            executor.shutdown(cancel_futures=True)


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise NoCluster(
            "--scheduler needs Dask. Install the grader with its cluster extra: "
            "pip install 'process-course-grader[cluster]'."
        ) from None
    for name in logging.root.manager.loggerDict:  # what matters is said by us, once
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise NoCluster(
            f"--scheduler {address}: no Dask scheduler answers there ({error}), so nothing was graded. Start one with "
            "`dask scheduler`, which prints its address (tcp://HOST:PORT)."
        ) from error
