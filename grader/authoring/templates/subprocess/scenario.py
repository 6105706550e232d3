"""Programs that print and end in several ways. `sh`, `printf`, `cat`, `seq`, `sleep` and their like are on PATH."""

from the_exercise import the_exercise
from witness import given, mark

# TO WRITE: a program that uses the students' module, and marks what your checks ask about; students can read it


def ask(name, *argv):
    answer = the_exercise(list(argv))
    match answer:
        case int(code), str(text):
            mark("answer", name, code, len(text), text[:100])
        case _:
            mark("odd", name, repr(answer)[:100])


if __name__ == "__main__":
    ask("words", "printf", "%s|", *given("words"))
    ask("code", "sh", "-c", f"sleep 5; echo out; exit {given('code')}")
    ask("signal", "sh", "-c", f"kill -{given('signal')} $$")
    ask("much", "seq", str(given("lines")))
    mark("returned")
