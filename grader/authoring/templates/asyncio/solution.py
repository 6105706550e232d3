"""Several coroutines at the same time."""

import asyncio
from collections.abc import Awaitable, Callable


async def the_exercise(jobs: list[Callable[[], Awaitable[int]]]) -> list[int]:
    """Run all `jobs` at the same time, and return their results in the order of the jobs.

    TO WRITE: your own statement in place of this one: what to do, with an example and why it matters

    Call each job once and await what it returns. While one job waits, the others go on. The list has one result for
    each job, in the order of `jobs`, whichever ends first.

    Given: no job raises an exception.

    Example:

        >>> async def slow(): await asyncio.sleep(5); return 1
        >>> async def fast(): await asyncio.sleep(1); return 2
        >>> asyncio.run(the_exercise([slow, fast]))         # takes five seconds, not six
        [1, 2]

    Why it matters: a server that awaits its clients one after the other makes the fast ones wait for the slow.
    """
    ### BEGIN SOLUTION
    # TO WRITE: your own solution; what stands between these two marks is what students write
    return list(await asyncio.gather(*(job() for job in jobs)))
    ### END SOLUTION
