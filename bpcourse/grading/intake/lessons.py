"""Which exercises a file holds: by the lesson in its name, and by the functions in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from bpcourse.course import Exercise, all_exercises, all_lessons

DEFINED = re.compile(r"^[ \t]*(?:async[ \t]+)?def[ \t]+(\w+)|^(\w+)[ \t]*=", re.M)
WORDED = re.compile(
    r"(?:lesson|exercises?|ex|homework|hw|sheet|week|part)[ _.-]*(\d\d?)(?!\d)", re.I
)
NUMBERED = re.compile(r"(?<![0-9A-Za-z])(\d\d)(?!\d)")
SEPARATORS = " _-.,+~()[]"


@cache
def _stems() -> dict[str, str]:
    """Lesson by the words of its notebooks' names: "activation_derivatives" → "01"."""
    return {one.slug: number for number, one in all_lessons().items()}


@cache
def _titled() -> re.Pattern[str]:
    words = "|".join(w.replace("_", "[ _-]?") for w in _stems())
    return re.compile(rf"(?:0?\d[ _.-]*)?({words})", re.I)


def lesson_in_name(name: str) -> str | None:
    """The lesson that a file's name speaks of, or None.

    >>> lesson_in_name("aldergrove_12_345_02_loss_gradients-1.ipynb")
    '02'
    >>> lesson_in_name("hw3 final.ipynb"), lesson_in_name("notes.ipynb")
    ('03', None)
    """
    last = name.rpartition("/")[2]
    if titled := lesson_by_title(last):
        return titled
    if (found := WORDED.search(last)) and _known(found.group(1)):
        return _known(found.group(1))
    numbers = [n for n in NUMBERED.findall(last) if _known(n)]
    return numbers[-1] if numbers else None


def _known(digits: str) -> str | None:
    """The number of a lesson that there is, in two digits."""
    number = digits.zfill(2)
    return number if number in all_lessons() else None


def lesson_by_title(text: str) -> str | None:
    """The lesson whose title stands in a text, or None.

    >>> lesson_by_title("Loss gradients (4711)"), lesson_by_title("Homework 2")
    ('02', None)
    """
    found = _titled().search(text)
    words = re.sub(r"[ _-]+", "_", found.group(1).lower()) if found else ""
    return _stems().get(words)


def without_lesson(
    stem: str, lessons: Iterable[str] = (), titles_only: bool = False
) -> str:
    """What of a name is not the lesson's: the learner's name, as a rule.

    lessons: of the file, where they are known: a bare number that is none of them stays.

    >>> without_lesson("01_activation_derivatives - Alder Grove")
    'Alder Grove'
    >>> without_lesson("student_05", ["03"])
    'student_05'
    """
    for pattern in (_titled(), *(() if titles_only else (WORDED, NUMBERED))):
        found = pattern.search(stem)
        if not found:
            continue
        if pattern is NUMBERED and lessons and found.group(1) not in lessons:
            continue
        ends = stem[: found.start()], stem[found.end() :]
        return "_".join(filter(None, (end.strip(SEPARATORS) for end in ends)))
    return stem.strip(SEPARATORS)


def is_lesson(name: str) -> bool:
    """True where a name says a lesson and nothing else: `03_single_neuron`, `Lesson 3`.

    >>> is_lesson("03_single_neuron"), is_lesson("Alder"), is_lesson("hw3 alder")
    (True, False, False)
    """
    return lesson_in_name(name) is not None and not without_lesson(name)


def defined(cells: Iterable[str]) -> Counter[str]:
    """Lesson → how many of its exercises' functions the cells define."""
    known = all_exercises()
    names = {a or b for cell in cells for a, b in DEFINED.findall(cell)}
    return Counter(known[n].lesson for n in names if n in known)


def lessons_in(name: str, cells: Sequence[str]) -> list[str]:
    """The lessons whose exercises a file holds.

    Every lesson of which it defines at least half of the functions; and the one in its name,
    unless another was found and nothing of this one. A name that says nothing leaves it to
    the functions alone.
    """
    sizes = Counter(e.lesson for e in all_exercises().values())
    named, counts = lesson_in_name(name), defined(cells)
    whole = {lesson for lesson, n in counts.items() if 2 * n >= sizes[lesson]}
    if named and (counts[named] or not whole):
        whole.add(named)
    if not whole and counts:
        whole = {max(counts, key=lambda n: (counts[n], n))}
    return sorted(whole)


def exercises_in(lessons: Iterable[str], only: Iterable[str] = ()) -> list[Exercise]:
    """The exercises of these lessons, in the course's order; `only` narrows the lessons."""
    wanted = set(lessons) & set(only) if only else set(lessons)
    return [e for e in all_exercises().values() if e.lesson in wanted]
