"""`progress()`: the learner's own record as bars per lesson, and what to do next."""

from __future__ import annotations

import argparse
import csv
import io
from dataclasses import dataclass
from html import escape
from pathlib import Path

from bpcourse.course import all_exercises, lesson
from bpcourse.files import write_whole

from . import record, texts

BAR = 20  # characters of a bar


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of `bpcourse progress`."""
    parser.add_argument("--export", type=Path, metavar="FILE", help="write it as CSV")


def run(args: argparse.Namespace) -> int:
    """The command `bpcourse progress`."""
    if args.export is None:
        print(progress())
    else:
        count = export(args.export)
        print(texts.say("exported", count=count, file=args.export))
    return 0


@dataclass
class Progress:
    """Per lesson (number, passed, all), and the next exercise's name (None at the end).

    practised: (items that are due, days in a row), None where nothing was practised.
    """

    lessons: list[tuple[str, int, int]]
    next_exercise: str | None
    next_lesson: str | None
    practised: tuple[int, int] | None = None

    def __str__(self) -> str:
        rows = [
            f"{n} {lesson(n).title:<24} {_bar(p, a)} {_of(p, a)}"
            for n, p, a in self.lessons
        ]
        return "\n".join([*rows, self.advice()])

    __repr__ = __str__

    def advice(self) -> str:
        """A sentence or two: what to do next, and what waits to be practised."""
        if self.next_exercise is None:
            first = texts.say("all_passed")
        else:
            name, number = self.next_exercise, self.next_lesson
            first = texts.say("next_exercise", name=name, lesson=number)
        return f"{first} {self._practice()}".rstrip()

    def _practice(self) -> str:
        if self.practised is None:
            return ""
        due, days = self.practised
        id = "practised_day" if days == 1 else "practised_days"
        return texts.say(id, due=due, days=days)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td style='text-align:left'>{n} {escape(lesson(n).title)}</td>"
            f"<td><progress max='{a}' value='{p}' aria-label='{_named(n, p, a)}'>"
            f"</progress></td><td>{_of(p, a)}</td></tr>"
            for n, p, a in self.lessons
        )
        return f"<table>{rows}</table><p>{escape(self.advice())}</p>"


def _of(passed: int, all_: int) -> str:
    return texts.say("passed_of", passed=passed, all=all_)


def _named(number: str, passed: int, all_: int) -> str:
    return escape(texts.say("bar", number=number, passed=passed, all=all_))


def _bar(part: int, whole: int) -> str:
    full = BAR * part // whole if whole else 0
    return "█" * full + "░" * (BAR - full)


def progress() -> Progress:
    """Your progress on this machine: a bar per lesson, and the next exercise."""
    done, everything = record.passed_exercises(), all_exercises().values()
    numbers = sorted({e.lesson for e in everything})
    lessons = []
    for number in numbers:
        names = [e.name for e in everything if e.lesson == number]
        lessons.append((number, sum(n in done for n in names), len(names)))
    left = next((e for e in everything if e.name not in done), None)
    name = left.name if left else None
    return Progress(lessons, name, left.lesson if left else None, _practised())


def _practised() -> tuple[int, int] | None:
    """What waits, and the days in a row; None where nothing was practised yet."""
    if not record.entries("review"):
        return None
    from .practice import schedule

    return len(schedule.due()), schedule.streak()


COLUMNS = ("exercise", "outcome", "mistake", "score")


def export(path: str | Path) -> int:
    """Write the record as CSV (time, exercise, outcome, mistake, score); returns its rows."""
    attempts = record.entries("attempt")
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["unix_time", *COLUMNS])
    writer.writerows([e.at, *(e.data.get(c) for c in COLUMNS)] for e in attempts)
    write_whole(Path(path), text.getvalue())
    return len(attempts)
