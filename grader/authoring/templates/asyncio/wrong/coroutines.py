# fails: test_each_job_is_awaited_once (never awaited)
# breaks: "Call each job once and await what it returns"


async def the_exercise(jobs):
    return [job() for job in jobs]
