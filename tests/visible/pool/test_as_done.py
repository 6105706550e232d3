"""pool/as_done: what you can try at home."""

from grader.checks import Scenario, check, wrong_if

SCENARIO = Scenario(given=lambda random: {"items": [3, 1, 2], "seconds": [9, 3, 6], "factor": 10, "limit": 3})


@check(category="ordering", scenario=SCENARIO)
def test_the_first_to_end_is_the_first_to_come(trace):
    """The results come in the order in which the tasks end."""
    got = [moment.value for moment in trace.marks("got")]
    wrong_if(got != [10, 20, 30], "imap", f"expected 10, 20, 30, in this order, but got {got}")


@check(category="cleanup", scenario=SCENARIO)
def test_nothing_is_left(trace):
    """At the end no worker is left."""
    exhausted = trace.mark("exhausted")
    wrong_if(not trace.workers, "serial", "no worker process was ever born")
    left = trace.alive_at(exhausted)
    wrong_if(left, "workers leaked", f"{len(left)} workers were left when the iterator was exhausted")
