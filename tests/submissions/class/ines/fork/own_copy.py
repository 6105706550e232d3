# fails: test_the_change_runs_in_one_child (no fork)
# breaks: "Let a child change its copy"
def parent_view(data, change):
    change(data)
    return data
