# fails: test_ended_by_itself (wrong word)
# also fails: test_new_and_running
# also fails: test_ended_by_a_signal
# also fails: test_closed
# breaks: "Return a word or two"
def outcome(process):
    return "closed"
