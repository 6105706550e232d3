# fails: test_results_are_in_the_order_of_the_jobs (order of arrival)
# breaks: "in the order of `jobs`, whichever ends first"
import asyncio


async def the_exercise(jobs):
    return [await task for task in asyncio.as_completed([job() for job in jobs])]
