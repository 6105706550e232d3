# fails: test_each_side_runs_in_its_own_process (no fork)
# breaks: "Run `in_child` in a new process"
def fork_once(in_child, in_parent):
    in_child()
    in_parent(4242)
