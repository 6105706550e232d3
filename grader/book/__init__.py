"""The course as a web site: the handouts, their programs live, the cards."""
