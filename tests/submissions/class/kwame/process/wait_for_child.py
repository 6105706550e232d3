def run_then_say(*args, **kwargs):
    while True:
        pass
