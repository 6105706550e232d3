"""The processes that grade for nbgrader: asked ahead, and never one submission's fault at another's expense."""

import os
import signal

import pytest

from grader.notebooks.engine import Engine, EngineFault, Worker


def request(course, student, **more):
    wanted = {"course": str(course), "place": f"/nowhere/{student}", "unit": "fork", "student": student}
    return {"kind": "grade", **wanted, "exercises": ["fork/two_returns"], "isolation": "none", **more}


@pytest.fixture
def engine():
    one = Engine()
    yield one
    one.close()


def test_what_is_asked_ahead_gets_its_own_answer(engine, course):
    ahead = [request(course, f"s{number}") for number in range(5)]
    for number, one in enumerate(ahead):
        answer = engine.ask(one, iter(ahead[number + 1 :]))
        assert answer["status"] == "unreadable" and "cannot be read" in answer["reason"]
        assert sum(worker.waiting for worker in engine._workers) <= len(engine._workers) + 1


def test_a_worker_that_died_of_one_submission_costs_no_other(course):
    worker = Worker()
    first, second = '{"kind": "grade", "n": 1}', '{"kind": "grade", "n": 2}'
    worker.begin(first)
    worker.begin(second)
    os.kill(worker._process.pid, signal.SIGKILL)
    assert worker.take(second)["status"] == "not-graded"
    worker.begin(first)
    os.kill(worker._process.pid, signal.SIGKILL)
    with pytest.raises(EngineFault, match="grade it again"):
        worker.take(first)
    worker.close()
