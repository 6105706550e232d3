# fails: test_code_of_a_job_that_returns (no fork)
# breaks: "Run `job` in a child"
def exit_code_of(job):
    try:
        return job() & 0xFF
    except SystemExit as stop:
        return stop.code & 0xFF
    except BaseException:
        return 1
