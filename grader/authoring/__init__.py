"""A course of one's own: new courses, new exercises, and the reference of the vocabulary of checks."""
