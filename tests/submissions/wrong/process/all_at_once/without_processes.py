# fails: test_every_tuple_has_its_own_process (task in the main process)
# breaks: "each in a process of its own, all at the same time"


def run_all(task, argslist):
    codes = []
    for args in argslist:
        try:
            task(*args)
            codes.append(0)
        except SystemExit as exit:
            codes.append(exit.code)
    return codes
