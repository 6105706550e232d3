"""Statement coverage: a sentence without a sample, and a sample without a sentence, are told."""

from pathlib import Path

from grader.course.contents import Exercise
from grader.grading.coverage import coverage, faults
from grader.grading.samples import Sample


def exercise(root: Path) -> Exercise:
    stub = root / "exercises" / "fork" / "one.py"
    stub.parent.mkdir(parents=True)
    stub.write_text('def one():\n    """Run it once.\n\n    Wait for the child. Return its PID.\n    """\n')
    return Exercise("fork", "one", "One", 1.0, (), root)


def wrong(of: Exercise, name: str, *breaks: str) -> Sample:
    return Sample(of, name, "wrong", b"", ("test_" + name, "no wait"), frozenset(), breaks)


def test_each_sentence_has_its_samples_and_the_checks_that_these_fail(tmp_path):
    one = exercise(tmp_path)
    samples = [wrong(one, "a", "Wait for the"), wrong(one, "b", "for the child"), wrong(one, "c", "Return its PID")]
    found = coverage(one, samples)
    assert [[sample.name for sample in guarded.samples] for guarded in found] == [[], ["a", "b"], ["c"]]
    assert found[1].checks == ("test_a", "test_b")
    assert faults(found, samples) == ["nothing guards “Run it once.”"]


def test_full_coverage_has_no_fault_and_right_samples_guard_nothing(tmp_path):
    one = exercise(tmp_path)
    samples = [wrong(one, "a", "Run it once", "Wait for the child", "Return its PID")]
    assert faults(coverage(one, samples), samples) == []
    right = [Sample(one, "r", "right", b"", breaks=("Run it once",))]
    assert len(faults(coverage(one, right), right)) == 3


def test_quotes_that_name_no_sentence_or_say_too_little_are_told(tmp_path):
    one = exercise(tmp_path)
    samples = [wrong(one, "a", "Run it twice"), wrong(one, "b", "the child"), wrong(one, "c")]
    told = "\n".join(faults(coverage(one, samples), samples))
    assert "“Run it twice”, which stands in no sentences" in told
    assert "“the child”: quote at least 3 words" in told
    assert 'these do not say which sentence they break (add “# breaks: "WORDS"”): c' in told.splitlines()
