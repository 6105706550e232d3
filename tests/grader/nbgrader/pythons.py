"""Interpreters of several versions with the grader in them: made once, in build/pythons."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from glob import glob
from pathlib import Path

from classroom import ROOT


class Missing(Exception):
    """There is no such Python here: what to install."""


def python_with_grader(version: str) -> str:
    """The path of a Python of that version ("3.12") that has the grader and nbgrader.

    That is the one that runs the tests, one named in GRADER_TEST_PYTHONS (by colons), or one in an environment that is
    made here. Raises Missing where the machine has no such Python.
    """
    named = filter(None, os.environ.get("GRADER_TEST_PYTHONS", "").split(os.pathsep))
    for path in (sys.executable, *named):
        if _version(path) == version:
            return path
    requirements = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()[:8]
    folder = ROOT / "build" / "pythons" / f"{version}-{requirements}"
    python, ready = folder / "bin" / "python", folder / "ready"
    if not ready.exists():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([_plain(version), "-m", "venv", str(folder)], check=True)
        install = ["-m", "pip", "install", "--quiet", "--editable", f"{ROOT}[instructor]"]
        subprocess.run([python, *install], check=True)
        ready.touch()
    return str(python)


def _plain(version: str) -> str:
    pyenv = os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")
    # glob passes over what it may not read: pyenv may be somebody else's.
    found = [shutil.which(f"python{version}"), *sorted(glob(f"{pyenv}/versions/{version}.*/bin/python"))]
    # A shim of pyenv's is there also where the version is not switched on.
    usable = [path for path in found if path is not None and _version(path) == version]
    if not usable:
        raise Missing(f"needs Python {version}: put python{version} on PATH, or `pyenv install {version}`")
    return usable[-1]


def _version(path: str) -> str:
    ask = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run([path, "-c", ask], capture_output=True, text=True, timeout=60)
    except OSError:
        return ""
    return done.stdout.strip()
