# fails: test_each_job_is_awaited_once (job ran twice)
# breaks: "Call each job once and await what it returns"
import asyncio


async def the_exercise(jobs):
    await asyncio.gather(*(job() for job in jobs))
    return list(await asyncio.gather(*(job() for job in jobs)))
