# fails: test_results_are_in_the_order_of_the_jobs (another result)
# breaks: "The list has one result for each job"
import asyncio


async def the_exercise(jobs):
    return (await asyncio.gather(*(job() for job in jobs)))[:-1]
