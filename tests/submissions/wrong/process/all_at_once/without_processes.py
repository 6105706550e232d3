# fails: test_every_tuple_has_its_own_process (a loop without processes)
def run_all(task, argslist):
    codes = []
    for args in argslist:
        try:
            task(*args)
            codes.append(0)
        except SystemExit as exit:
            codes.append(exit.code)
    return codes
