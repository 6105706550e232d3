"""The model of a trace: the record of one run, at the bottom of the house, known to everything above."""
