# fails: test_who_ends_in_time_is_done (task never ran)
# also fails: test_who_is_late_is_killed
# also fails: test_nobody_is_left
# breaks: "Run `task` in a process of its own"


def run_with_deadline(task, seconds):
    return ("done", 0)
