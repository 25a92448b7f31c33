"""What the teacher decides: `grading.toml` beside the results, and marks by hand.

`bpcourse grade --init` writes both files with every setting explained; neither is ever
written over. A mark or a comment by hand stays, however often a class is graded again.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from bpcourse.course import all_exercises, all_lessons
from bpcourse.errors import Told
from bpcourse.files import reason, write_whole

from .tables import read_table
from .texts import say

RULES, BY_HAND = "grading.toml", "by_hand.csv"
HEAD = ["learner", "exercise or lesson", "points", "comment"]
ATTEMPTS = ("last", "best", "first")
TEXT = """\
# What counts in this class. `bpcourse grade` reads this file and never writes it.
# Lines that begin with # are examples: take the # away to use them.

# The lessons that were set. Without this line: those named with --lesson, and those that
# several learners handed in.
# lessons = ["03", "05"]

# Which of several attempts at an exercise counts: the "last" (where the learning system
# numbers them; else the better one), the "best", or the "first".
attempt = "last"

# true: a wrong answer earns its exercise's points times the share of cases that are right.
partial = false

# Points of an exercise, instead of the course's own; 0 takes it out.
[points]
# sigmoid = 3

# Of these exercises only so many count, for each learner the best ones.
# [[choice]]
# of = ["sigmoid", "sigmoid_derivative", "relu_derivative"]
# count = 2

# What a learner needn't do: lessons or exercises.
[excused]
# "Alder Grove" = ["05", "sigmoid"]

# When a lesson was due, and the share of the points that a late one still earns. Late is
# what the learning system calls so, what lies in a folder `late`, and what has a later time
# in its name, as Blackboard writes it.
# [due.03]
# by = 2026-05-01T23:59:00
# late = 0.8
"""


@dataclass(frozen=True)
class Due:
    """by: the last moment, or None. late: the share of its points that a late one keeps."""

    by: datetime | None = None
    late: float = 1.0


@dataclass(frozen=True)
class Choice:
    """Of these exercises the best `count` are counted."""

    of: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class ByHand:
    """A teacher's own mark or comment on an exercise or a lesson."""

    points: float | None = None
    comment: str = ""


@dataclass(frozen=True)
class Rules:
    """All settings. by_hand: (learner, exercise or lesson) → what the teacher wrote."""

    lessons: tuple[str, ...] = ()
    attempt: str = "last"
    partial: bool = False
    points: dict[str, float] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    excused: dict[str, tuple[str, ...]] = field(default_factory=dict)
    due: dict[str, Due] = field(default_factory=dict)
    by_hand: dict[tuple[str, str], ByHand] = field(default_factory=dict)

    def excuses(self, learner: str, exercise: str, lesson: str) -> bool:
        return bool({exercise, lesson} & set(self.excused.get(learner, ())))


def init(folder: Path) -> list[Path]:
    """Write what isn't there yet of the two files; which ones."""
    texts = {RULES: TEXT, BY_HAND: ",".join(HEAD) + "\r\n"}
    made = [folder / name for name in texts if not (folder / name).exists()]
    for path in made:
        write_whole(path, texts[path.name], 0o600)
    return made


def rules_in(folder: Path) -> Rules:
    """The settings of a folder of results. Raises Told, with a sentence, where one is wrong."""
    tree = _tree(folder / RULES)
    unknown = set(tree) - {
        *("lessons", "attempt", "partial", "points", "choice", "excused", "due")
    }
    if unknown:
        text = say("no_setting", name=sorted(unknown)[0])
        raise Told(f"{folder / RULES}: {text}")
    try:
        return Rules(
            lessons=tuple(_lesson(n) for n in tree.get("lessons", ())),
            attempt=_one_of(tree.get("attempt", "last"), ATTEMPTS),
            partial=_one_of(tree.get("partial", False), (True, False)),
            points={
                _exercise(n): _number(v) for n, v in tree.get("points", {}).items()
            },
            choices=tuple(map(_choice, tree.get("choice", ()))),
            excused={n: _names(v) for n, v in tree.get("excused", {}).items()},
            due={_lesson(n): _due(v) for n, v in tree.get("due", {}).items()},
            by_hand=_by_hand(folder / BY_HAND),
        )
    except (ValueError, TypeError, AttributeError, KeyError) as fault:
        raise Told(f"{folder / RULES}: {fault}") from None


def _tree(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Told(f"{path}: {fault}") from None
    except OSError as fault:
        raise Told(f"{path}: {reason(fault)}") from None


def _lesson(number: Any) -> str:
    text = str(number).zfill(2)
    if text not in all_lessons():
        raise ValueError(say("unknown_lesson", number=number))
    return text


def _exercise(name: Any) -> str:
    if name not in all_exercises():
        raise ValueError(say("unknown_exercise", name=name))
    return name


def _names(values: Iterable[str]) -> tuple[str, ...]:
    if isinstance(values, str):
        raise ValueError(say("write_list", value=values))
    return tuple(v if v in all_exercises() else _lesson(v) for v in values)


def _one_of(value: Any, known: tuple) -> Any:
    if value not in known:
        raise ValueError(say("none_of", value=value, known=", ".join(map(str, known))))
    return value


def _number(value: Any) -> float:
    if type(value) not in (int, float) or not 0 <= value < 1e6:
        raise ValueError(say("no_points", value=value))
    return float(value)


def _choice(table: dict[str, Any]) -> Choice:
    of = tuple(_exercise(n) for n in table["of"])
    return Choice(of, int(_number(table["count"])))


def _due(table: dict[str, Any]) -> Due:
    by = table.get("by")
    if isinstance(by, date) and not isinstance(by, datetime):
        by = datetime.combine(by, time(23, 59, 59))
    if by is not None and not isinstance(by, datetime):
        raise ValueError(say("write_date", value=by))
    late = _number(table.get("late", 1.0))
    if late > 1:
        raise ValueError(say("no_share", late=late))
    return Due(by.replace(tzinfo=None) if by else None, late)


def _by_hand(path: Path) -> dict[tuple[str, str], ByHand]:
    found: dict[tuple[str, str], ByHand] = {}
    for row in read_table(path)[1:] if path.exists() else ():
        learner, what, points, comment = ([c.strip() for c in row] + [""] * 4)[:4]
        if learner and what:
            names = _names([what])
            found[_unguarded(learner), names[0]] = ByHand(_mark(points, path), comment)
    return found


def _mark(text: str, path: Path) -> float | None:
    if not text:
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise Told(f"{path}: {say('no_points', value=text)}") from None


def _unguarded(text: str) -> str:
    """A name as it is, where a sheet of ours protected it with an apostrophe."""
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" else text
