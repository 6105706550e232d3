# fails: test_code_of_a_job_that_returns (wrong code)
# also fails: test_codes_beyond_eight_bits
# breaks: "keeps only the lowest eight bits"
import os


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(job() & 0xFF)
        except SystemExit as stop:
            os._exit(stop.code & 0xFF)
        finally:
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return -1 if code == 255 else code
