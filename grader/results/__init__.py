"""The model of a result: what grading found, at the bottom of the house, known to everything above."""
