"""Grading: hidden or visible checks over the runs of a submission."""
