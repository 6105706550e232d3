"""`grader watch`: one exercise at a time, checked again at every save, with single keys."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from rich.console import Console, RenderableType
from rich.text import Text

from grader.course.contents import Course, Exercise
from grader.reports import words
from grader.workshop import predict, telling
from grader.workshop.checking import Checked, Checker
from grader.workshop.keys import Events, Happened
from grader.workshop.overview import HERE
from grader.workshop.overview import parts as course_parts
from grader.workshop.screen import Screen
from grader.workshop.state import StudentProgress, save
from grader.workshop.work import work_of

_KEYS = (("h", "hint"), ("n", "next"), ("p", "previous"), ("l", "list"), ("t", "timeline in the browser"),
         ("c", "check again"), ("q", "quit"))  # fmt: skip
_LIST_KEYS = (("l", "back"), ("n", "next"), ("p", "previous"), ("q", "quit"))
_SKIP = "s"


@dataclass
class WatchScreen:
    """What is on the screen. `asked` is how far the student's prediction has come, None if none is asked for."""

    out: Console
    course: Course
    checker: Checker
    state: StudentProgress
    exercise: Exercise
    notice: str | None = None
    checked: Checked | None = None
    view: Literal["exercise", "list"] = "exercise"
    asked: tuple[str, ...] | None = None
    message: Text | None = None
    screen: Screen = field(init=False)

    def __post_init__(self) -> None:
        self.screen = Screen(self.out)

    def run(self, events: Events) -> None:
        """Serve the student until they quit."""
        with self.screen.taken():
            self._serve(events)
        self.out.print(Text(f"You were at {self.exercise.key}; `grader watch` goes on there.", "dim"))

    def _serve(self, events: Events) -> None:
        self._enter(self.exercise)
        while True:
            happened = _next(events)
            match happened.kind:
                case "ended":
                    break
                case "resized":
                    self._draw()
                case "saved":
                    if self._concerned(happened):
                        self._check()
                case "key" if happened.key == "q":
                    break
                case "key":
                    self._key(happened.key)

    def _concerned(self, happened: Happened) -> bool:
        """Whether a save may change the verdict: of a Python file in the unit's folder, with other contents."""
        folder = self.exercise.stub.parent.resolve()
        saved = {path.resolve() for path in happened.paths if path.suffix == ".py" and path.resolve().parent == folder}
        if happened.paths and not saved:
            return False
        # The same contents again need no check; another file of the student's may be imported by this one.
        own = saved <= {self.exercise.stub.resolve()}
        return not (own and self.checked is not None and self.checked.digest == work_of(self.exercise).digest)

    def _key(self, key: str) -> None:
        if self.screen.move(key):
            self._draw()
            return
        self.message = None
        if self.asked is not None and self.view == "exercise" and self._predicts(key):
            return
        match key:
            case "n" | "p":
                self._enter(self._neighbour(1 if key == "n" else -1))
            case "h":
                self._hint()
            case "l":
                self._list()
            case "\x1b" if self.view == "list":
                self._list()
            case "t":
                self._timeline()
            case "c" | "\n" | "\r":
                self.view = "exercise"
                self._check()
            case _:
                return

    def _enter(self, exercise: Exercise) -> None:
        self.exercise, self.view, self.checked, self.asked = exercise, "exercise", None, None
        self.screen.top = 0
        self.state = replace(self.state, current=exercise.key)
        save(self.course.root, self.state)
        if exercise.predict and self.state.of(exercise.key).prediction is None and self.out.is_terminal:
            self.asked = ()
            self._draw()
        else:
            self._check()

    def _neighbour(self, step: int) -> Exercise:
        every = self.course.exercises
        return every[(every.index(self.exercise) + step) % len(every)]

    def _check(self) -> None:
        if self.asked is not None:
            # The first run waits for the prediction.
            self._draw()
            return
        self.screen.clear()
        self.screen.top = 0
        self.out.print(Text(f"Checking {self.exercise.key} …" if not self.out.options.ascii_only else
                            f"Checking {self.exercise.key} ...", "dim"))  # fmt: skip
        self.checked = self.checker.check(self.exercise, every_schedule=bool(self.exercise.predict))
        standing = self.checked.standing
        if standing in ("passed", "partly", "failed"):
            self.state = self.state.with_(self.exercise.key, verdict=standing, digest=self.checked.digest)
            save(self.course.root, self.state)
        self.message = None
        self._draw()

    def _predicts(self, key: str) -> bool:
        """Take a key as part of the prediction; whether it was one."""
        assert self.asked is not None
        left = [mark for mark, _ in predict.choices(self.exercise)]
        if key == _SKIP:
            self.asked = None
            self._check()
            return True
        if key in ("\x7f", "\b"):
            self.asked = self.asked[:-1]
        elif key.isdecimal() and 1 <= int(key) <= len(left) and left[int(key) - 1] not in self.asked:
            self.asked = (*self.asked, left[int(key) - 1])
        else:
            return False
        if len(self.asked) == len(left):
            self.state = self.state.with_(self.exercise.key, prediction=self.asked)
            self.asked = None
            self._check()
        else:
            self._draw()
        return True

    def _list(self) -> None:
        """The course, at the place where the student is; or back."""
        self.view = "exercise" if self.view == "list" else "list"
        self.screen.top = 0
        if self.view == "list":
            self.screen.bring(self._course(), HERE)
        self._draw()

    def _course(self) -> list[RenderableType]:
        return course_parts(self.out, self.course, self.state, current=self.exercise.key)

    def _hint(self) -> None:
        hints, given = self.exercise.hints, self.state.of(self.exercise.key).hints
        if given < len(hints):
            given += 1
            self.state = self.state.with_(self.exercise.key, hints=given)
            save(self.course.root, self.state)
            self.message = Text.assemble((f"Hint {given} of {len(hints)}: ", "bold"), words.printable(hints[given - 1]))
        elif hints:
            self.message = Text.assemble(("The last hint: ", "bold"), words.printable(hints[-1]))
        else:
            self.message = Text("This exercise has no hints.")
        self.view = "exercise"
        self._draw()

    def _timeline(self) -> None:
        if self.checked is None or not self.checked.checks:
            self.message = Text("There is no run to show yet.")
        else:
            from grader.workshop.page import show

            try:
                path, opened = show(self.course, [self.checked])
            except OSError as error:
                self.message = Text(f"The page could not be written: {error.strerror}.", "red")
            else:
                where = telling.link(self.out, path)
                self.message = Text.assemble("Opened: " if opened else "Open this in a browser: ", where)
        self._draw()

    def _draw(self) -> None:
        text: list[RenderableType] = [] if self.notice is None else [Text(self.notice, "yellow"), ""]
        text += self._course() if self.view == "list" else self._exercise()
        self.screen.show(text, [] if self.message is None else [self.message], self._footer())

    def _exercise(self) -> list[RenderableType]:
        """The verdict first, then what shows it."""
        if self.asked is not None:
            return self._question(self.asked)
        assert self.checked is not None
        body = telling.parts(self.out, self.checked, self.state, timelines=False, failures_first=True)
        if self.checked.standing == "passed":
            body += ["", telling.after(self.out, self.course, self.state, self.exercise)]
        elif self.checked.standing == "not started":
            body += [Text("Save it when you have written something: it is checked then.", "dim")]
        prediction = self.state.of(self.exercise.key).prediction
        if prediction:
            table = predict.comparison(self.checked, prediction)
            body += ["", table] if table is not None else []
        return [*body, *telling.pictures(self.out, self.checked)]

    def _question(self, asked: tuple[str, ...]) -> list[RenderableType]:
        exercise = self.exercise
        said = dict(exercise.predict)
        head = Text.assemble((exercise.key, "bold"), " · ", words.printable(exercise.title))
        body: list[RenderableType] = [head, telling.link(self.out, exercise.stub), ""]
        body.append(
            Text("Before the first run: in which order will these happen? Read the task, then press the digits.")
        )
        for number, (mark, meaning) in enumerate(predict.choices(exercise), 1):
            taken = mark in asked
            body.append(
                Text.assemble((f"  {number} ", "bold cyan"), (words.printable(meaning), "dim" if taken else ""))
            )
        order = " → ".join(words.printable(said[mark]) for mark in asked)
        body.append(Text.assemble(("Your order: ", "bold"), order or "…"))
        body.append(Text(f"Backspace takes the last one back, {_SKIP} skips the question.", "dim"))
        return body

    def _footer(self) -> Text:
        text = Text()
        for key, what in _LIST_KEYS if self.view == "list" else _KEYS:
            text.append(f"{key}", "bold cyan")
            text.append(f" {what}   ", "dim")
        text.rstrip()
        return text


def _next(events: Events) -> Happened:
    """The next event, saves that have piled up taken together."""
    happened = events.get()
    while happened.kind == "saved" and not events.empty():
        following = events.get()
        if following.kind != "saved":
            # Whatever was saved is read anew after any key that leads to a check.
            return following if following.kind == "ended" else _put_back(events, happened, following)
        happened = replace(happened, paths=happened.paths | following.paths)
    return happened


def _put_back(events: Events, first: Happened, second: Happened) -> Happened:
    events.put(second)
    return first
