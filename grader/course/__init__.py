"""The course: its table of contents, its stubs, and what students hand in."""
