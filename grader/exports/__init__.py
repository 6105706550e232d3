"""Scores in the formats of other systems; what was not graded stays blank."""
