"""Statement coverage: which sentences of an exercise's statement its wrong samples break, and which checks notice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grader.course.contents import Exercise
from grader.course.statement import holding, sentences
from grader.grading.samples import Sample

_WORDS = 3
"""Fewer words of a sentence say too little about which one is meant."""


@dataclass(frozen=True)
class Guarded:
    """A sentence of the statement, the wrong samples that break it, and the checks that these must fail."""

    sentence: str
    samples: tuple[Sample, ...]

    @property
    def checks(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(sample.fails[0] for sample in self.samples if sample.fails))


def coverage(exercise: Exercise, samples: Iterable[Sample]) -> list[Guarded]:
    """Every sentence of the statement with what guards it."""
    asked = sentences(exercise.stub.read_text(encoding="utf-8"))
    wrong = [sample for sample in samples if sample.kind == "wrong"]
    return [
        Guarded(sentence, tuple(s for s in wrong if any(sentence in holding(words, asked) for words in s.breaks)))
        for sentence in asked
    ]


def faults(found: Sequence[Guarded], samples: Iterable[Sample]) -> list[str]:
    """Sentences that nothing guards, and quotes that do not name one sentence, each in a line."""
    asked = tuple(guarded.sentence for guarded in found)
    wrong = [f"nothing guards “{guarded.sentence}”" for guarded in found if not guarded.samples]
    own = [sample for sample in samples if sample.kind == "wrong"]
    if silent := [sample.name for sample in own if not sample.breaks]:
        wrong.append(f'these do not say which sentence they break (add “# breaks: "WORDS"”): {", ".join(silent)}')
    for sample in own:
        for words in sample.breaks:
            if len(words.split()) < _WORDS:
                wrong.append(f"wrong “{sample.name}” quotes “{words}”: quote at least {_WORDS} words")
            elif (n := len(holding(words, asked))) != 1:
                wrong.append(
                    f"wrong “{sample.name}” quotes “{words}”, which stands in {n or 'no'} sentences, not in one"
                )
    return wrong
