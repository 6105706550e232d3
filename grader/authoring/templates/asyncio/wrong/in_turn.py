# fails: test_all_run_at_once (one after the other)
# breaks: "Run all `jobs` at the same time"
# breaks: "While one job waits, the others go on"
# TO WRITE: one wrong program per mistake that you can think of, and at least one per sentence of the statement


async def the_exercise(jobs):
    return [await job() for job in jobs]
