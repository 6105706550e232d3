"""fork/run_program: a program in a child by fork and exec, its code, its output, its absence, its megabyte."""

from binascii import crc32

from grader.checks import CheckFailed, Scenario, check, wrong_if
from grader.checks.fork_calls import expect_os_fork_alone
from grader.checks.forks import expect_handlers_kept


def python(script):
    """A program in Python's words; the scenario puts the interpreter's own name in the place of "python"."""
    return ["python", "-ISc", script]


GOES_ON_LATER = """import os, signal, time
if os.fork() == 0:
    os.close(1)
    time.sleep(15)
    os.kill(os.getppid(), signal.SIGCONT)
    os._exit(0)
pass"""
"""The beginning of a program that stops itself: a process that it has left behind lets it go on later."""


def ordinary(random):
    word, oops = (f"{name}-{random.randint(1000, 9999)}" for name in ("word", "oops"))
    code, late = random.choice([1, 2, 127, 128, 129, 200, 255]), random.randint(61, 120)
    number = random.choice([1, 6, 9, 15])
    odd = [13, 10, 0, 255, 254, 10, 13, random.randint(128, 250)]
    extra = ["", "two words", "*", "$HOME", "it's", word, word]
    programs = [
        ["prints", python(f"import os; os.write(2, b'{oops}'); os.write(1, b'{word}\\n'); os._exit({code})")],
        ["killed", python(f"import os; os.write(1, b'{word}'); os.kill(os.getpid(), {number})")],
        [
            "closes",
            python(
                f"{GOES_ON_LATER}; os.write(1, b'a'); time.sleep(5); os.write(1, b'b'); os.close(1); time.sleep(5); "
                f"os.kill(os.getpid(), signal.SIGSTOP); os._exit({late})"
            ),
        ],
        ["bytes", python(f"import os; os.write(1, bytes({odd}))")],
        [
            "arguments",
            [*python("import os, sys; os.write(1, repr([sys.orig_argv[0], *sys.argv[1:]]).encode())"), *extra],
        ],
        ["a folder", ["/", word]],
        ["a text file", ["a text file", word]],
        ["absent", [f"no-such-program-{code}", word]],
        *([name, python("import os; print(os.getpid())")] for name in ("once", "again")),
    ]
    return {
        "programs": programs,
        "buffered": f"buffered by the caller {random.randint(1000, 9999)}",
        "word": word,
        "oops": oops,
        "code": code,
        "late": late,
        "number": number,
        "odd": odd,
        "extra": extra,
    }


def large(random):
    """A megabyte, and a few bytes that nobody can guess."""
    size, rest = (1 << 16) - 8, random.randint(1, 99)
    script = f"print('0123456789abcdef' * {size} + '.{rest}', end='')"
    return {"programs": [["large", python(script)]], "buffered": "", "size": size, "rest": rest}


ORDINARY, LARGE = Scenario(given=ordinary), Scenario(given=large)


def caller(trace):
    """The process that calls `run_program` (the scenario forks it before)."""
    return trace.main.children[0]


def another(trace):
    """The other child of the caller, which lives on meanwhile."""
    pids = [mark.value for mark in caller(trace).marks("another")]
    return next(child for child in caller(trace).children if child.pid in pids)


def programs(trace):
    """The children that `run_program` created, in order of birth."""
    return [child for child in caller(trace).children if child != another(trace)]


def answer(trace, name):
    """What `run_program` returned for that program: exit code, length, checksum, the beginning; and when."""
    for moment in caller(trace).marks("answer"):
        if moment.value == name:
            return moment.values[1:], moment
    for moment in caller(trace).marks("odd"):
        wrong_if(
            moment.value == name,
            "not a code and bytes",
            f"`run_program` returned {moment.values[1]}, not a tuple of the exit code and bytes",
            at=moment,
        )
    for moment in caller(trace).marks("raised"):
        wrong_if(moment.value == name, "an exception", f"`run_program` raised {moment.values[1]}", at=moment)
    raise CheckFailed("never returned", "`run_program` did not come back", caller(trace).exit)


@check(
    points=1,
    category="pid",
    scenario=ORDINARY,
    stuck=(
        "write end left open",
        "nothing could happen any more: a reader gets the end of a pipe only when every "
        "process has closed its write end, also the one that reads",
    ),
)
def test_the_program_runs_in_a_child(trace):
    """The program replaces a child made by os.fork; the process that calls `run_program` stays what it is."""
    expect_os_fork_alone(trace)
    me = caller(trace)
    wrong_if(
        me.events("exec"),
        "exec in the parent",
        "the process that called `run_program` became the program itself: exec never returns, so it belongs into "
        "the child",
        at=me.events("exec"),
    )
    _, returned = answer(trace, "prints")
    children = [child for child in programs(trace) if child.born.before(returned)]
    wrong_if(not children, "no fork", "no process was born", at=returned)
    wrong_if(
        not any(child.events("exec") for child in children),
        "no exec",
        "no child became the program: none of them called exec",
        at=returned,
    )
    wrong_if(
        len(children) > 1, "more than one fork", f"{len(children)} processes were born for one program", at=returned
    )
    wrong_if(
        "the caller's own stdout" not in me.output,
        "stdout of the parent changed",
        "what the caller wrote to its own stdout after the calls never came out there",
        at=me.exit,
    )
    for name in ("once", "again"):
        (_, _, _, text), returned = answer(trace, name)
        asked = next(mark for mark in me.marks("ask") if mark.value == name)
        wrong_if(
            not any(child.born.after(asked) and child.born.before(returned) for child in programs(trace)),
            "answers kept",
            "no process was born in the second of two calls with the same arguments, and `run_program` returned "
            f"{text!r} again",
            at=returned,
        )


@check(points=1, category="errors", scenario=ORDINARY, needs="test_the_program_runs_in_a_child")
def test_exit_code_and_output(trace):
    """The exit code (minus the number for a signal) and all of stdout come back; stderr passes through."""
    given = trace.given
    (code, _, _, text), returned = answer(trace, "prints")
    wrong_if(
        given["oops"] in text,
        "stderr captured",
        "what the program wrote to stderr came back as its stdout; stderr must pass through",
        at=returned,
    )
    wrong_if(
        given["buffered"] in text,
        "the caller's output captured",
        f"`run_program` returned “{text}”, with what the caller had printed before, which was still in its buffer",
        at=returned,
    )
    wrong_if(
        given["word"] not in text,
        "stdout not captured",
        f"the program printed “{given['word']}”; `run_program` returned “{text}”",
        at=returned,
    )
    wrong_if(
        text != given["word"] + "\n",
        "output changed",
        f"the program printed “{given['word']}” and a newline; `run_program` returned {text!r}",
        at=returned,
    )
    wrong_if(
        code == given["code"] << 8,
        "the raw status",
        f"the program ended with exit code {given['code']}; `run_program` returned {code}",
        at=returned,
    )
    wrong_if(
        code != given["code"],
        "wrong code",
        f"the program ended with exit code {given['code']}; `run_program` returned {code}",
        at=returned,
    )
    (_, _, _, text), returned = answer(trace, "bytes")
    odd = bytes(given["odd"])
    wrong_if(
        text.encode("latin-1") != odd,
        "output changed",
        f"the program wrote the bytes {odd!r}; `run_program` returned {text.encode('latin-1')!r}",
        at=returned,
    )
    (_, _, _, text), returned = answer(trace, "arguments")
    argv = [trace.mark("interpreter").value, *given["extra"]]
    wrong_if(
        text != repr(argv),
        "wrong arguments",
        f"of `argv`, the program was to get its name and the arguments as {argv}; it got {text}",
        at=returned,
    )
    (_, _, _, text), returned = answer(trace, "closes")
    wrong_if(
        text != "ab",
        "output lost",
        f"the program wrote “a”, paused, and wrote “b”; `run_program` returned “{text}”",
        at=returned,
    )
    (code, _, _, text), returned = answer(trace, "killed")
    wrong_if(
        code == 0,
        ">> 8 alone",
        f"the program was killed by signal {given['number']}; `run_program` returned 0, which means success",
        at=returned,
    )
    wrong_if(
        code != -given["number"],
        "signal misread",
        f"the program was killed by signal {given['number']}; `run_program` returned {code}",
        at=returned,
    )
    wrong_if(
        text != given["word"],
        "output lost",
        f"the program printed “{given['word']}” before it was killed; `run_program` returned “{text}”",
        at=returned,
    )
    wrong_if(
        not any(given["oops"] in worker.errors for worker in trace.workers),
        "stderr lost",
        "what the program wrote to stderr did not appear there; it must pass through",
        at=returned,
    )


@check(points=0.5, category="errors", scenario=ORDINARY, needs="test_the_program_runs_in_a_child")
def test_no_such_program_is_127(trace):
    """A program that does not exist gives 127, and the child ends inside `run_program`."""
    for child in trace.workers:
        came_back = child.marks("raised") + child.marks("odd") + child.marks("answer") if child != caller(trace) else []
        wrong_if(
            came_back,
            "child survives a failed exec",
            f"the exec failed, and the child {child.pid} came back from `run_program`: two processes ran your "
            "caller's program",
            at=came_back,
        )
    (code, _, _, text), returned = answer(trace, "absent")
    wrong_if(code != 127, "not 127", f"there was no such program, and `run_program` returned {code}", at=returned)
    wrong_if(text, "output changed", f"there was no such program, and its output was “{text}”", at=returned)
    for name in ("a folder", "a text file"):
        (code, *_), returned = answer(trace, name)
        wrong_if(
            code not in (126, 127),
            "not 126 or 127",
            f"{name} cannot be executed, and `run_program` returned {code}",
            at=returned,
        )


@check(
    points=1,
    category="concurrency",
    scenario=LARGE,
    needs="test_the_program_runs_in_a_child",
    stuck=(
        "waits before it reads",
        "nothing could happen any more: the program waits until its "
        "full pipe is read, and you wait until the program ends",
    ),
)
def test_a_large_output_comes_back(trace):
    """An output larger than a pipe can hold comes back completely."""
    expected = b"0123456789abcdef" * trace.given["size"] + b".%d" % trace.given["rest"]
    (code, length, checksum, _), returned = answer(trace, "large")
    wrong_if(
        length != len(expected),
        "one read for all",
        f"the program wrote {len(expected)} bytes; `run_program` returned {length} (often: a single read, which gives "
        "what is there, not all that will come)",
        at=returned,
    )
    wrong_if(
        checksum != crc32(expected),
        "output changed",
        "the bytes that came back are not those of the program",
        at=returned,
    )
    wrong_if(code != 0, "wrong code", f"the program ended with exit code 0; `run_program` returned {code}", at=returned)


@check(points=0.5, category="cleanup", scenario=ORDINARY, needs="test_the_program_runs_in_a_child")
def test_nothing_is_left(trace):
    """When `run_program` returns, the program has ended and has been collected, even one that closed its stdout."""
    other, over = another(trace), next(iter(caller(trace).marks("another-may-end")), None)
    ended = other.exit is not None and other.exit.before(over)
    wrong_if(
        ended and other.signal,
        "other child ended",
        f"another child of the caller, process {other.pid}, was killed by {other.signal}",
        at=other.exit,
    )
    wrong_if(
        ended,
        "waits for other children",
        f"`run_program` returned only when another child of the caller, process {other.pid}, had ended",
        at=other.exit,
    )
    expect_handlers_kept(caller(trace).marks("handlers-changed"), "run_program")
    for name in ("prints", "killed", "closes"):
        (code, *_), returned = answer(trace, name)
        children = [child for child in programs(trace) if child.born.before(returned)]
        living = [child for child in children if child.alive_at(returned)]
        zombies = [child for child in children if child.zombie_at(returned)]
        wrong_if(
            living,
            "no wait",
            "`run_program` returned while the program was still running: the end of its output is not its end",
            at=returned,
        )
        ends = [child.exit for child in children if child.exit and child.exit.before(returned)]
        last = max(ends, key=lambda moment: moment.n, default=returned)
        slept = caller(trace).slept_between(children[-1].born if children else None, returned)
        wrong_if(
            returned.t - last.t > 1.5,
            "sleep in place of wait" if slept else "returns late",
            f"`run_program` returned {returned.t - last.t:,.0f} simulated seconds after the program had ended",
            at=returned,
        )
        wrong_if(zombies, "zombie", "the program had ended, and was not collected: it stayed a zombie", at=returned)
    wrong_if(
        code != trace.given["late"],
        "wrong code",
        f"the program closed its stdout and then ended with exit code {trace.given['late']}; `run_program` "
        f"returned {code}",
        at=returned,
    )
