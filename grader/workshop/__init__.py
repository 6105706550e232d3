"""The students' workshop: their files, what they have done, and what a check of theirs found, in words and pictures."""
