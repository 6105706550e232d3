# fails: test_the_change_runs_in_one_child (change in the parent)
def parent_view(data, change):
    change(data)
    return data
