"""The interpreters that stacks are read of: the one that runs the tests, and others that this machine has."""

import os
import shutil
import subprocess
from glob import glob

VERSIONS = ("3.11", "3.12", "3.13", "3.14", "3.15")


def interpreter(version: str) -> str | None:
    """A Python of that version on PATH, of pyenv, or among GRADER_TEST_PYTHONS (separated by colons)."""
    named = os.environ.get("GRADER_TEST_PYTHONS", "").split(os.pathsep)
    pyenv = os.environ.get("PYENV_ROOT", os.path.expanduser("~/.pyenv"))
    candidates = [*named, shutil.which(f"python{version}"), *glob(f"{pyenv}/versions/{version}.*/bin/python")]
    ask = "import sys; print('%d.%d' % sys.version_info[:2])"
    for path in filter(None, candidates):
        done = subprocess.run([path, "-c", ask], capture_output=True, text=True)
        if done.stdout.strip() == version:
            return path
    return None
