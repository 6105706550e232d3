# class: course
# harm: calls both functions in one process, with an invented PID
# shown: every mark is there
# score: 0
# why: no fork
# unprotected: passes


def fork_once(in_child, in_parent):
    in_parent(4242)
    in_child()
