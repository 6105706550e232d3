"""Is there a mark that a submission can say so that a hidden check itself breaks? Then nobody would be graded.

    python tests/bench/odd_marks.py [--tries 300] [UNIT[/EXERCISE]]

Takes the trace of each reference solution, changes its marks by chance (their values, their order, who said them, how
many there are), and runs every hidden check over it: it may pass or fail, and raise nothing else.
"""

from __future__ import annotations

import argparse
import importlib.util
import inspect
import json
import random
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
from grader.checks.completion import why_unfinished  # noqa: E402
from grader.checks.facts import CheckFailed, Facts  # noqa: E402
from grader.checks.source import Source  # noqa: E402
from grader.checks.vocabulary import declared  # noqa: E402
from grader.course.contents import find_course, select  # noqa: E402
from grader.grading.scenario_runs import ScenarioRuns  # noqa: E402

VALUES = (None, True, -1, 0, 3, 4.5, 10**30, "", "x", "NaN", [], [1], [None, "a"], {}, {"a": 1}, [[1, 2], [3]])


def odd(facts: Facts, draw: random.Random) -> Facts:
    events = list(facts.trace.events)
    at_marks = [i for i, event in enumerate(events) if event.kind == "mark"]
    for _ in range(draw.choice((1, 1, 2, 5))):
        i = draw.choice(at_marks)
        event = events[i]
        label = (event.text or "").partition(" ")[0]
        match draw.randrange(5):
            case 0:
                values = [json.dumps(draw.choice(VALUES)) for _ in range(draw.choice((0, 1, 1, 2, 3)))]
                events[i] = replace(event, text=f"{label} {', '.join(values)}")
            case 1:
                j = draw.choice(at_marks)
                events[i], events[j] = replace(events[j], n=event.n), replace(event, n=events[j].n)
            case 2:
                events[i] = replace(event, process=draw.choice(facts.trace.processes).id)
            case 3:
                events[i] = replace(event, text="nothing")
            case _:
                other = events[draw.choice(at_marks)].text
                events[i] = replace(event, text=f"{label} {(other or '').partition(' ')[2]}")
    return Facts(replace(facts.trace, events=tuple(events)), facts.given)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tries", type=int, default=300)
    parser.add_argument("exercise", nargs="?")
    wanted = parser.parse_args()
    course = find_course(ROOT)
    broken: Counter[str] = Counter()
    tried = 0
    with ScenarioRuns(ROOT / "solutions", ROOT / "tests" / "scenarios", "bubblewrap", "odd") as stage:
        for exercise in select(course, wanted.exercise):
            spec = importlib.util.spec_from_file_location(f"hidden_{exercise.name}", exercise.hidden_tests)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            source = Source(exercise.solution.read_text(encoding="utf-8"))
            for name, function in vars(module).items():
                check = declared(function)
                if check is None or not name.startswith("test_"):
                    continue
                schedule = check.schedules[0]
                facts = stage.facts(exercise, check.scenario, schedule)
                draw = random.Random(f"{exercise.key} {name}")
                for _ in range(wanted.tries):
                    changed = odd(facts, draw)
                    if why_unfinished(changed) is not None:
                        continue
                    tried += 1
                    arguments = {"trace": changed, "source": source}
                    asked = inspect.signature(function).parameters
                    try:
                        function(**{key: arguments[key] for key in asked})
                    except CheckFailed:
                        pass
                    except Exception as error:
                        broken[f"{exercise.key} {name}: {type(error).__name__}: {str(error)[:80]}"] += 1
    for what, count in sorted(broken.items()):
        print(f"{count:6}  {what}")
    print(f"{tried:,} traces with odd marks; {sum(broken.values())} broke a check, in {len(broken)} ways")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
