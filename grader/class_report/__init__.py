"""The report of a class: how it did, what it has not understood, and one page per student to hand out."""

from grader.class_report.report import ClassReport

__all__ = ["ClassReport"]
