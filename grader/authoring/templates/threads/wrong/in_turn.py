# fails: test_each_job_runs_in_a_thread (no thread)
# breaks: "Create one `threading.Thread` for each"
# TO WRITE: one wrong program per mistake that you can think of, and at least one per sentence of the statement


def the_exercise(jobs):
    for job in jobs:
        job()
