"""The students' repository: what is in it, how the light grader travels with it, and proof of what is not in it."""
