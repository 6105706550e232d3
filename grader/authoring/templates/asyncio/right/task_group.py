# TO WRITE: two or three right programs, each in a style of its own; all of them must get full marks
import asyncio


async def the_exercise(jobs):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(job()) for job in jobs]
    return [task.result() for task in tasks]
