"""The course in notebooks: as an nbgrader course for instructors, and inline in Jupyter for students."""
