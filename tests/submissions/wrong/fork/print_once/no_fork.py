# fails: test_each_line_once_by_its_process (no fork)
# breaks: "Print three lines in a fixed order"
def print_once(header, child_line, parent_line):
    print(header)
    print(child_line)
    print(parent_line)
