# fails: test_every_tuple_has_its_own_process (task never ran)
def run_all(task, argslist):
    return [args[-1] for args in argslist]
