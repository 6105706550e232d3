"""The formgrader's Autograde button, without blocking the Jupyter server: nbgrader runs in a process of its own."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from typing import Any

_HANDLERS = "nbgrader.server_extensions.formgrader.apihandlers"
_AT_ONCE = 2
"""Submissions that are graded at the same time, whoever presses the button how often."""


def grade_in_background() -> None:
    """Call this in nbgrader_config.py. Outside a Jupyter server with the formgrader it does nothing."""
    handlers = sys.modules.get(_HANDLERS)
    handler = getattr(handlers, "AutogradeHandler", None)
    if handler is None or getattr(handler, "in_background", False):
        return
    from nbgrader.server_extensions.formgrader.base import check_notebook_dir, check_xsrf
    from tornado import web

    turn = asyncio.Semaphore(_AT_ONCE)

    async def post(self: Any, assignment_id: str, student_id: str) -> None:
        async with turn:
            self.write(json.dumps(await autograde(self.coursedir, assignment_id, student_id)))

    handler.post = web.authenticated(check_xsrf(check_notebook_dir(post)))
    handler.in_background = True


async def autograde(coursedir: Any, assignment: str, student: str) -> dict[str, Any]:
    """What the formgrader's page expects of autograding: whether it worked, and nbgrader's log."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "nbgrader", "autograde", "--force"),
        *(f"--assignment={assignment}", f"--student={student}"),
        f"--CourseDirectory.root={coursedir.root}",
        f"--CourseDirectory.db_url={coursedir.db_url}",
        f"--CourseDirectory.course_id={coursedir.course_id}",
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        cwd=os.getcwd(),
    )
    try:
        said, _ = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        raise
    log = said.decode("utf-8", "backslashreplace")
    if process.returncode == 0:
        return {"success": True, "log": log}
    return {"success": False, "log": log, "error": f"nbgrader autograde ended with {process.returncode}:\n{log}"}
