# fails: test_all_that_have_ended_are_collected (children missing)
# breaks: "Every child that has ended before the call"
def reap_ready():
    return {}
