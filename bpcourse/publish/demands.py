"""The demands of `bpcourse try NAME` on one exercise; what is missing, as sentences.

A demand is a function from (exercise, checkout) to sentences. The suite makes the same
demands of all exercises, and more of them together.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from bpcourse.checking import judge_function
from bpcourse.course import Exercise, lesson

SEEDS = range(40)
NAMING = (1, 2, 3, 20240607)
MISTAKES, HINT, RIGHT, WRONG = 4, 15, 3, 10  # at least so many (a hint: letters)
SLOW = 10  # seconds: an exercise that may take longer is tried on one seed
Sentences = Iterator[str]


def left_to_write(paths: Iterable[Path], root: Path) -> Sentences:
    """The lines of these files that say WRITE; a file that isn't there has none."""
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        for number, line in enumerate(lines, start=1):
            if re.search(r"\bWRITE\b", line):
                yield f"{path.relative_to(root)}, line {number}: {line.strip()}"


def of_the_tests(root: Path, name: str) -> Any:
    """A module that lies beside the suite of a checkout."""
    for folder in (root / "tests", root / "tests" / "support"):
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
    return import_module(name)


# ---- the demands


def nothing_is_left_to_write(exercise: Exercise, root: Path) -> Sentences:
    """Every text is written."""
    return left_to_write(_files(exercise, root), root)


def _files(exercise: Exercise, root: Path) -> list[Path]:
    place = Path("course") / f"lesson_{exercise.lesson}"
    return [
        root / folder / place / f"{exercise.name}.py"
        for folder in ("bpcourse", "tests")
    ]


def its_data_are_complete(exercise: Exercise, _: Path) -> Sentences:
    """Docstring, statement, hints and mistakes are there."""
    if not exercise.reference.__doc__:
        yield "the reference has no docstring; it heads the stub"
    if not (exercise.title and exercise.statement):
        yield "title or statement is empty"
    short = [h for h in exercise.hints if len(h) <= HINT]
    if len(exercise.hints) != 3 or short:
        yield f"there are three hints, each longer than {HINT} letters"
    if exercise.points < 1 or exercise.minutes < 1:
        yield "it is worth a point and takes a minute, at least"
    if len(exercise.mistakes) < MISTAKES:
        yield f"it knows {len(exercise.mistakes)} mistakes; {MISTAKES} is the least"
    ids = [m.id for m in exercise.mistakes]
    for id in sorted({i for i in ids if ids.count(i) > 1}):
        yield f"two mistakes are called {id}"
    for one in exercise.mistakes:
        if not (one.name and one.why and one.see and one.ask):
            yield f"the mistake {one.id} has an empty text"
        if one.name.endswith("."):
            yield f"the name of {one.id} completes a sentence: no full stop"


def its_stub_and_its_solution_are_apart(exercise: Exercise, _: Path) -> Sentences:
    """The stub can be told from the solution."""
    try:
        stub = exercise.answer(solved=False)
        exercise.answer(solved=True)
    except ValueError as fault:
        yield str(fault)
        return
    space: dict[str, Any] = {"np": np}
    exec(stub, space)
    verdict = judge_function(space[exercise.name], exercise)
    if verdict.passed:
        yield "the stub passes as it stands"


def its_reference_passes(exercise: Exercise, _: Path) -> Sentences:
    """The reference passes on many seeds."""
    for seed in SEEDS if exercise.seconds <= SLOW else [0]:
        verdict = judge_function(exercise.reference, exercise, seed)
        if not verdict.passed or verdict.score < 1:
            yield f"the reference doesn't pass on seed {seed}:\n{verdict}"
            return


def its_mistakes_are_named_as_themselves(exercise: Exercise, _: Path) -> Sentences:
    """Every known mistake is refused, and taken for no other."""
    for mistake in exercise.mistakes:
        for form in (mistake.function, *mistake.also):
            if told := _misnamed(form, mistake.id, exercise):
                yield told
                break


def _misnamed(form: Callable[..., Any], id: str, exercise: Exercise) -> str | None:
    for seed in NAMING if exercise.seconds <= SLOW else NAMING[-1:]:
        verdict = judge_function(form, exercise, seed)
        if verdict.passed:
            return f"{id} passes on seed {seed}: add a case in which it differs"
        if verdict.mistake != id:
            return (
                f"{id} is taken for {verdict.mistake} on seed {seed}: add a case that tells "
                "them apart, or see whether they are one mistake"
            )
    return None


def it_refuses_what_says_nothing(exercise: Exercise, _: Path) -> Sentences:
    """Zeros, ones, nan and words are refused."""
    if exercise.seconds > SLOW:
        return
    for name, made in VACUOUS.items():

        def answer(*args: Any, made: Callable[[Any], Any] = made) -> Any:
            return made(exercise.reference(*args))

        if judge_function(answer, exercise).passed:
            yield f"{name} of the right shape pass: add a case with other values"


def _like(value: Any, fill: float) -> Any:
    if isinstance(value, (tuple, list)):
        return type(value)(_like(v, fill) for v in value)
    return np.full(np.shape(value), fill)[()]


VACUOUS: dict[str, Callable[[Any], Any]] = {
    "zeros": lambda value: _like(value, 0.0),
    "ones": lambda value: _like(value, 1.0),
    "nan": lambda value: _like(value, np.nan),
    "words": lambda value: "right",
}


def strangers_answers_are_judged_well(exercise: Exercise, root: Path) -> Sentences:
    """Answers in other styles pass, wrong ones don't, and no name is untrue."""
    place = _files(exercise, root)[1]
    if not place.exists():
        yield f"{place.relative_to(root)} is missing: RIGHT and WRONG answers"
        return
    kept = of_the_tests(root, f"course.lesson_{exercise.lesson}.{exercise.name}")
    if len(kept.RIGHT) < RIGHT or len(kept.WRONG) < WRONG:
        yield (
            f"{place.relative_to(root)} has {len(kept.RIGHT)} right and {len(kept.WRONG)} "
            f"wrong answers; {RIGHT} and {WRONG} are the least"
        )
    for number, answer in enumerate(kept.RIGHT, start=1):
        verdict = judge_function(answer, exercise)
        if not verdict.passed:
            yield f"right answer {number} is refused:\n{verdict}"
    yield from _wrong_answers(exercise, root, kept.WRONG)


def _wrong_answers(exercise: Exercise, root: Path, wrong: list[Any]) -> Sentences:
    names = of_the_tests(root, "answers")
    for slip, answer in wrong:
        verdict = judge_function(answer, exercise)
        if verdict.passed:
            yield f"the wrong answer “{slip}” passes: add a case in which it differs"
        elif (exercise.name, slip) not in names.names():
            where = f"tests/course/lesson_{exercise.lesson}/names.csv"
            line = f"{exercise.name},{slip},{verdict.mistake or '?'}"
            yield f"“{slip}” has no line in {where}; is this its name? {line}"
        elif not names.fits(verdict.mistake, exercise.name, slip):
            yield f"“{slip}” gets a name that doesn't fit it: {verdict.mistake}"


def it_is_asked_and_taught(exercise: Exercise, root: Path) -> Sentences:
    """A source asks it, and the heading under which it is taught is there."""
    folder = root / "sources" / lesson(exercise.lesson).name
    texts = {p.name: p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.md"))}
    ask = f"{{{{ exercise {exercise.name} }}}}"
    asked = [name for name, text in texts.items() if ask in text]
    if not asked:
        yield f"no source asks it: write {ask} into {folder.relative_to(root)}"
    headings = re.findall(r"^#+ (.*)$", texts.get("lesson.md", ""), re.M)
    if not exercise.taught:
        yield "`taught` is empty: name the heading of lesson.md that teaches it"
    elif not any(h.startswith(exercise.taught) for h in headings):
        yield f"lesson.md has no heading that begins with “{exercise.taught}”"


DEMANDS = (
    nothing_is_left_to_write,
    its_data_are_complete,
    its_stub_and_its_solution_are_apart,
    its_reference_passes,
    its_mistakes_are_named_as_themselves,
    it_refuses_what_says_nothing,
    strangers_answers_are_judged_well,
    it_is_asked_and_taught,
)
