# fails: test_every_tuple_has_its_own_process (task never ran)
# breaks: "each in a process of its own, all at the same time"


def run_all(task, argslist):
    return [args[-1] for args in argslist]
