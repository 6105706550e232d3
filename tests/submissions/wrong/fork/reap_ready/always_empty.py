# fails: test_all_that_have_ended_are_collected (children missing)
def reap_ready():
    return {}
