"""Two greeters are made, then started, then waited for."""

from greeter import Greeter
from witness import given, mark

if __name__ == "__main__":
    try:
        greeters = [Greeter(who) for who in given("names")]
        mark("created")
        for greeter in greeters:
            greeter.start()
            mark("started", greeter.pid)
    except (AttributeError, AssertionError) as error:
        mark("raised", type(error).__name__, str(error))
    else:
        for greeter in greeters:
            greeter.join()
        mark("joined")
