# fails: test_the_change_runs_in_one_child (a copy without any fork)
import copy


def parent_view(data, change):
    change(copy.deepcopy(data))
    return data
