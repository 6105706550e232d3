# class: channels
# harm: raises an exception whose text is script, formula, escape sequence and XML
# shown: it would run in a report that does not escape
# score: 0
# why: an exception
# unprotected: output that drives its reader


raise RuntimeError('=HYPERLINK("http://x")<script>alert(1)</script>]]>\x1b[2J\x00\u202e\ud800')
