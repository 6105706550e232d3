import subprocess


def the_exercise(argv):
    try:
        return 0, subprocess.check_output(argv, text=True)
    except subprocess.CalledProcessError as error:
        return error.returncode, error.stdout
