"""Coroutines that wait, the first of them longest."""

import asyncio
from functools import partial

from the_exercise import the_exercise
from witness import given, mark

# TO WRITE: a program that uses the students' module, and marks what your checks ask about; students can read it


async def job(number):
    seconds, answer = given("jobs")[number]
    mark("begin", number)
    await asyncio.sleep(seconds)
    mark("end", number)
    return answer


if __name__ == "__main__":
    result = asyncio.run(the_exercise([partial(job, number) for number in range(len(given("jobs")))]))
    mark("returned", result)
