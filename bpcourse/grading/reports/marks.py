"""What the reports are made from: who got what, by learner, lesson and exercise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from bpcourse.course import Exercise, all_exercises, all_lessons
from bpcourse.grading.gradebook import Standing
from bpcourse.grading.results import Result


@dataclass
class Marks:
    """A class as its gradebook has it. Only the file that counts gives marks."""

    standings: list[Standing] = field(repr=False)

    @cached_property
    def learners(self) -> list[str]:
        """Everybody who handed something in, in order."""
        return sorted({s.file.learner for s in self.standings}, key=str.casefold)

    @cached_property
    def lessons(self) -> list[str]:
        """Lessons that somebody handed in."""
        return sorted({n for s in self.standings for n in s.file.lessons})

    @cached_property
    def exercises(self) -> list[Exercise]:
        """Exercises with a result, in the course's order."""
        graded = {r.exercise for r in self.results.values()}
        return [e for e in all_exercises().values() if e.name in graded]

    @cached_property
    def handed_in(self) -> dict[tuple[str, str], Standing]:
        """(learner, lesson) → the file that counts."""
        return {(s.file.learner, n): s for s in self.standings for n in s.counts}

    @cached_property
    def results(self) -> dict[tuple[str, str], Result]:
        """(learner, exercise) → its result."""
        return {
            (s.file.learner, r.exercise): r
            for s in self.standings
            for r in s.results
            if r.lesson in s.counts
        }

    @cached_property
    def doubtful(self) -> list[Standing]:
        """Files that a human should look at."""
        return [s for s in self.standings if s.attention]

    @cached_property
    def set_aside(self) -> list[Standing]:
        """Files that count for nothing, since another of the learner does."""
        return [s for s in self.standings if s.file.lessons and not s.counts]

    def files_of(self, learner: str) -> list[Standing]:
        return self._by_learner.get(learner, [])

    @cached_property
    def _by_learner(self) -> dict[str, list[Standing]]:
        found: dict[str, list[Standing]] = {}
        for one in self.standings:
            found.setdefault(one.file.learner, []).append(one)
        return found

    def of_lesson(self, lesson: str) -> list[Exercise]:
        return [e for e in self.exercises if e.lesson == lesson]

    def possible(self, lesson: str) -> float:
        """Points that a lesson gives."""
        return float(sum(e.points for e in self.of_lesson(lesson)))

    def points(self, learner: str, lesson: str) -> float | None:
        """Points in a lesson; None where nothing readable was handed in."""
        file = self.handed_in.get((learner, lesson))
        if file is None or not file.results:
            return None
        return sum(r.points for r in file.results if r.lesson == lesson)

    def total(self, learner: str) -> float:
        """Points in all lessons; what wasn't handed in gives none."""
        return sum(self.points(learner, n) or 0.0 for n in self.lessons)

    @cached_property
    def total_possible(self) -> float:
        return sum(self.possible(n) for n in self.lessons)


def lesson_title(number: str) -> str:
    """`01 Activation derivatives`."""
    known = all_lessons().get(number)
    return f"{number} {known.title}" if known else number


def number(value: float | None) -> str:
    """Points as a teacher writes them: no ".0", at most two decimals; "" for None."""
    return "" if value is None else f"{round(value, 2):g}"


def joined(texts: Iterable[str]) -> str:
    return "; ".join(t for t in texts if t)
