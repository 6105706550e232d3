"""Stands for a module that is not installed: see `without_iris.py`."""

raise ImportError("left out: its import takes two seconds")
