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
        _install(_plain(version), folder)
        ready.touch()
    return str(python)


def _install(plain: str, folder: Path) -> None:
    """An environment with the grader: by uv in a few seconds if it is there, else by pip in a minute."""
    with_uv = _works("uv", "--version")
    python = str(folder / "bin" / "python")
    make = ["uv", "venv", "--quiet", "--python", plain] if with_uv else [plain, "-m", "venv"]
    install = ["uv", "pip", "install", "--python", python] if with_uv else [python, "-m", "pip", "install"]
    subprocess.run([*make, str(folder)], check=True)
    subprocess.run([*install, "--quiet", "--editable", f"{ROOT}[instructor]"], check=True)


def _works(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


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
