"""Verdicts for systems that read test results: JUnit XML and CTRF JSON."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from grader.exports.source import Export, Graded
from grader.exports.verdicts import Verdict, verdicts
from grader.reports.escaping import one_line, plain
from grader.version import __version__


def junit(export: Export, when: datetime) -> str:
    """JUnit XML, in the strict form of Ant's schema: a suite a student, a case a check.

    Runs are in virtual time, so every `time` is 0. What was not graded is an error, not a failure.
    """
    root = ET.Element("testsuites")
    for number, student in enumerate(export.students):
        found = list(verdicts(student))
        states = Counter(verdict.state for verdict in found)
        ungraded = states["ungraded"] + (1 if student.problem is not None and not found else 0)
        suite = ET.SubElement(
            root,
            "testsuite",
            {
                "name": _token(student.student),
                "package": _token(export.title),
                "id": str(number),
                "timestamp": when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"),
                "hostname": "localhost",
                "tests": str(max(len(found), ungraded)),
                "failures": str(states["failed"]),
                "errors": str(ungraded),
                "skipped": str(states["skipped"]),
                "time": "0",
            },
        )
        _properties(suite, student)
        for verdict in found:
            _case(suite, verdict)
        if not found and student.problem is not None:
            case = ET.SubElement(suite, "testcase", {"name": "submission", "classname": "submission", "time": "0"})
            kind = "unreadable" if student.unreadable else "not-graded"
            ET.SubElement(case, "error", {"type": kind, "message": one_line(student.problem, 300)}).text = plain(
                student.problem
            )
        ET.SubElement(suite, "system-out")
        ET.SubElement(suite, "system-err")
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _properties(suite: ET.Element, student: Graded) -> None:
    properties = ET.SubElement(suite, "properties")
    if student.score is not None:
        ET.SubElement(properties, "property", {"name": "score", "value": f"{student.score:g}"})
    ET.SubElement(properties, "property", {"name": "max_score", "value": f"{student.max_score:g}"})


def _case(suite: ET.Element, verdict: Verdict) -> None:
    names = {"name": _token(verdict.name), "classname": _token(verdict.exercise.replace("/", ".")), "time": "0"}
    case = ET.SubElement(suite, "testcase", names)
    if verdict.state == "skipped":
        ET.SubElement(case, "skipped")
    elif verdict.state != "passed":
        tag = "failure" if verdict.state == "failed" else "error"
        kind = one_line(verdict.misconception or verdict.category or verdict.state, 200)
        ET.SubElement(case, tag, {"type": kind, "message": one_line(verdict.message, 300)}).text = plain(
            verdict.message
        )


def _token(text: str) -> str:
    """An xs:token of at least one character."""
    return one_line(text, 300) or "-"


_STATES = {"passed": "passed", "failed": "failed", "skipped": "skipped", "ungraded": "other"}


def ctrf(export: Export, when: datetime) -> str:
    """CTRF JSON (ctrf.io): a test a check, in the suite of its student and exercise; what was not graded is "other"."""
    tests: list[dict[str, object]] = []
    for student in export.students:
        found = list(verdicts(student))
        tests += [_test(student, verdict) for verdict in found]
        if not found and student.problem is not None:
            tests.append(
                {
                    "name": "submission",
                    "status": "other",
                    "rawStatus": "unreadable" if student.unreadable else "not-graded",
                    "duration": 0,
                    "suite": [_token(student.student)],
                    "message": plain(student.problem),
                }
            )
    counts = Counter(str(test["status"]) for test in tests)
    moment = int(when.timestamp() * 1000)
    summary = {"tests": len(tests)} | {name: counts[name] for name in ("passed", "failed", "skipped", "pending")}
    document = {
        "reportFormat": "CTRF",
        "specVersion": "0.0.0",
        "generatedBy": f"process-course-grader {__version__}",
        "results": {
            "tool": {"name": "process-course-grader", "version": __version__},
            "summary": summary | {"other": counts["other"], "start": moment, "stop": moment},
            "tests": tests,
        },
    }
    return json.dumps(document, indent=1, ensure_ascii=False)


def _test(student: Graded, verdict: Verdict) -> dict[str, object]:
    test: dict[str, object] = {
        "name": _token(verdict.name),
        "status": _STATES[verdict.state],
        "duration": 0,
        "suite": [_token(student.student), _token(verdict.exercise)],
        "extra": {"points": verdict.score, "max_points": verdict.max_score},
    }
    if verdict.message:
        test["message"] = plain(verdict.message)
    tags = [one_line(tag, 200) for tag in (verdict.category, verdict.misconception) if tag]
    return test | ({"tags": tags} if tags else {})
