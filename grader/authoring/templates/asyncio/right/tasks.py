import asyncio


async def the_exercise(jobs):
    tasks = [asyncio.ensure_future(job()) for job in jobs]
    results = []
    for task in tasks:
        results.append(await task)
    return results
