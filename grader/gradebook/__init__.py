"""The gradebook: nbgrader's own database, where scores and comments are kept."""
