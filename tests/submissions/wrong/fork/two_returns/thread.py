# fails: test_each_side_runs_in_its_own_process (no fork)
# breaks: "Run `in_child` in a new process"
import threading


def fork_once(in_child, in_parent):
    thread = threading.Thread(target=in_child)
    thread.start()
    in_parent(thread.native_id)
    thread.join()
