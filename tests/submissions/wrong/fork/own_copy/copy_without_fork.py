# fails: test_the_change_runs_in_one_child (a copy without any fork)
# breaks: "Let a child change its copy"
# breaks: "Create one child with one"
import copy


def parent_view(data, change):
    change(copy.deepcopy(data))
    return data
