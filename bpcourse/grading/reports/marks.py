"""What the reports are made from: who got what, by learner, lesson and exercise.

A hand-in is the union of a learner's files: each exercise counts from the file in which it was
attempted, and where there are several, from the one that the rules say.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from bpcourse.course import Exercise, all_exercises, all_lessons
from bpcourse.grading.results import Result
from bpcourse.grading.rules import ByHand, Rules
from bpcourse.grading.standings import Listed, Standing
from bpcourse.grading.texts import say

FEW = 0.2  # of the learners: a lesson that fewer hand in wasn't set
Key = tuple[str, str]  # (learner, exercise) or (learner, lesson)


def lessons_set(
    files: Iterable[Listed], rules: Rules, asked: Sequence[str] = ()
) -> list[str]:
    """The rules' lessons, else the named ones and those that more than a few handed in."""
    if rules.lessons:
        return sorted(rules.lessons)
    no_lesson = ("",)  # who handed in such a file is one of the class all the same
    pairs = {(f.learner, n) for f in files for n in f.lessons or no_lesson}
    there = len({learner for learner, _ in pairs})
    least = max(FEW * there, 2 if there > 2 else 1)
    by = Counter(n for learner, n in pairs if learner and n)
    return sorted({*asked, *(n for n, count in by.items() if count >= least)})


@dataclass(frozen=True, slots=True)
class Mark:
    """One exercise of one learner. points: what counts, of `possible`. file: where it was
    attempted. rivals: how many other files attempt it. why: ids of what changed the points."""

    result: Result
    file: Standing = field(repr=False)
    points: float
    possible: float
    rivals: int = 0
    why: tuple[str, ...] = ()
    comment: str = ""


@dataclass
class Marks:
    """A class as its gradebook has it. asked: lessons that the teacher named. people: names
    on the roster."""

    standings: list[Standing] = field(repr=False)
    rules: Rules = field(default_factory=Rules)
    asked: Sequence[str] = ()
    people: Sequence[str] = ()

    # ---- who and what

    @cached_property
    def learners(self) -> list[str]:
        """Everybody who handed something in or is on the roster, in order."""
        there = {s.file.learner for s in self.standings if s.file.learner}
        return sorted(there | set(self.people), key=lambda n: (n.casefold(), n))

    @cached_property
    def lessons(self) -> list[str]:
        """The lessons that were set."""
        return lessons_set((s.file for s in self.standings), self.rules, self.asked)

    @cached_property
    def not_asked(self) -> list[str]:
        """Lessons that a few handed in and nobody asked for: they count for nothing."""
        return sorted({n for _, n in self.handed_in} - set(self.lessons))

    @cached_property
    def exercises(self) -> list[Exercise]:
        """Exercises that count, in the course's order."""
        graded = {r.exercise for s in self.standings for r in s.results}
        return [
            e
            for e in all_exercises().values()
            if e.name in graded and e.lesson in self.lessons and self.worth(e)
        ]

    def worth(self, exercise: Exercise) -> float:
        """Points that an exercise gives in this class."""
        return self.rules.points.get(exercise.name, float(exercise.points))

    def of_lesson(self, lesson: str) -> list[Exercise]:
        return [e for e in self.exercises if e.lesson == lesson]

    # ---- files

    @cached_property
    def handed_in(self) -> dict[Key, list[Standing]]:
        """(learner, lesson) → their files for it, the readable ones first."""
        found: dict[Key, list[Standing]] = defaultdict(list)
        for s in sorted(self.standings, key=lambda s: s.problem is not None):
            for lesson in s.file.lessons if s.file.learner else ():
                found[s.file.learner, lesson].append(s)
        return dict(found)

    @cached_property
    def needing_human(self) -> list[Standing]:
        """Files that need a human."""
        return [s for s in self.standings if s.needs_human]

    @cached_property
    def set_aside(self) -> list[tuple[Standing, str]]:
        """Files from which nothing counts, and why."""
        used = {id(m.file) for m in self.marks.values() if m.result.attempted}
        found = []
        for s in self.standings:
            if not s.needs_human and id(s) not in used:
                found.append((s, self._why_aside(s)))
        return [(s, why) for s, why in found if why]

    def why_aside(self, one: Standing) -> str:
        """Why nothing counts from a file; "" where something does."""
        return self._aside.get(id(one), "")

    @cached_property
    def _aside(self) -> dict[int, str]:
        return {id(s): why for s, why in self.set_aside}

    def _why_aside(self, one: Standing) -> str:
        if one.file.aside:
            return one.file.aside
        if one.file.untouched:
            return say("untouched")
        if not any(r.attempted for r in one.results):
            return say("nothing_attempted")
        if not set(one.file.lessons) & set(self.lessons):
            return say("not_set")
        return say("others_count")

    def files_of(self, learner: str) -> list[Standing]:
        return self._by_learner.get(learner, [])

    @cached_property
    def _by_learner(self) -> dict[str, list[Standing]]:
        found: dict[str, list[Standing]] = defaultdict(list)
        for one in self.standings:
            found[one.file.learner].append(one)
        return dict(found)

    # ---- marks

    @cached_property
    def marks(self) -> dict[Key, Mark]:
        """(learner, exercise) → what counts."""
        wanted = {e.name for e in self.exercises}
        found: dict[Key, Mark] = {}
        for learner, files in self._by_learner.items():
            tries: dict[str, list[tuple[Standing, Result]]] = defaultdict(list)
            for s in files if learner else ():
                for r in s.results:
                    tries[r.exercise].append((s, r))
            for name in filter(wanted.__contains__, tries):
                found[learner, name] = self._mark((learner, name), tries[name])
        self._choose(found)
        return found

    @cached_property
    def results(self) -> dict[Key, Result]:
        """(learner, exercise) → the result that counts."""
        return {key: mark.result for key, mark in self.marks.items()}

    def _mark(self, key: Key, several: list[tuple[Standing, Result]]) -> Mark:
        file, result = max(several, key=lambda pair: self._rank(*pair))
        asked = all_exercises()[result.exercise]
        possible, why = self.worth(asked), []
        share = result.points / result.possible if result.possible else 0.0
        if self.rules.partial and share == 0 and 0 < result.share < 1:
            share, why = result.share, ["partial"]
        due = self.rules.due.get(result.lesson)
        if due and due.late < 1 and share and _late(file, due.by):
            share, why = share * due.late, [*why, "late"]
        if self.rules.excuses(*key, result.lesson):
            possible, why = 0.0, ["excused"]
        rivals = sum(r.attempted for _, r in several) - result.attempted
        mark = Mark(result, file, share * possible, possible, rivals, tuple(why))
        return self._by_hand(key, mark)

    def _by_hand(self, key: Key, mark: Mark) -> Mark:
        own = self.rules.by_hand.get(key, ByHand())
        mark = replace(mark, comment=own.comment)
        if own.points is None:
            return mark
        return replace(mark, points=own.points, why=("by_hand",))

    def _rank(self, file: Standing, r: Result) -> tuple:
        """Of two attempts at one exercise, which counts."""
        upload = file.file.upload
        order = {"last": (upload, r.points), "best": (r.points, upload)}
        first = (-upload, r.points)
        name = tuple(-ord(c) for c in file.file.name)
        return (r.attempted, *order.get(self.rules.attempt, first), name)

    def _choose(self, found: dict[Key, Mark]) -> None:
        """Of exercises among which was to be chosen, the best ones of each learner."""
        for choice in self.rules.choices:
            for learner in self.learners:
                keys = [(learner, n) for n in choice.of if (learner, n) in found]
                keys.sort(key=lambda k: -found[k].points)
                for key in keys[choice.count :]:
                    found[key] = replace(
                        found[key], points=0.0, possible=0.0, why=("choice",)
                    )

    # ---- sums

    def possible(self, lesson: str) -> float:
        """Points that a lesson gives."""
        worth = {e.name: self.worth(e) for e in self.of_lesson(lesson)}
        for choice in self.rules.choices:
            own = sorted((worth.pop(n) for n in choice.of if n in worth), reverse=True)
            worth |= {f"{choice.of} {i}": p for i, p in enumerate(own[: choice.count])}
        return float(sum(worth.values()))

    def possible_for(self, learner: str, lesson: str) -> float:
        """The same, without what a learner is excused from."""
        if not any((learner, e.name) in self.marks for e in self.of_lesson(lesson)):
            excused = self.rules.excuses(learner, "", lesson)
            return 0.0 if excused else self.possible(lesson)
        gone = [
            self.worth(e)
            for e in self.of_lesson(lesson)
            if self.rules.excuses(learner, e.name, lesson)
        ]
        return max(0.0, self.possible(lesson) - sum(gone))

    def points(self, learner: str, lesson: str) -> float | None:
        """Points in a lesson; None where nothing readable was handed in."""
        own = self.rules.by_hand.get((learner, lesson), ByHand())
        if own.points is not None:
            return own.points
        there = [
            m
            for e in self.of_lesson(lesson)
            if (m := self.marks.get((learner, e.name)))
        ]
        by_hand = [m for m in there if m.why == ("by_hand",)]
        readable = any(s.results for s in self.handed_in.get((learner, lesson), ()))
        if not readable and not by_hand:
            return None
        return sum(m.points for m in there)

    def total(self, learner: str) -> float:
        """Points in all lessons that were set; what wasn't handed in gives none."""
        return sum(self.points(learner, n) or 0.0 for n in self.lessons)

    def total_for(self, learner: str) -> float:
        """Of how many points a learner's total is."""
        return sum(self.possible_for(learner, n) for n in self.lessons)

    @cached_property
    def total_possible(self) -> float:
        return sum(self.possible(n) for n in self.lessons)

    def comment(self, learner: str, lesson: str) -> str:
        """The teacher's own words on a lesson."""
        return self.rules.by_hand.get((learner, lesson), ByHand()).comment


def _late(file: Standing, by: datetime | None) -> bool:
    if file.file.late:
        return True
    if by is None or file.file.system != "blackboard" or not file.file.upload:
        return False
    try:
        return datetime.strptime(str(file.file.upload), "%Y%m%d%H%M%S") > by
    except ValueError:
        return False


def lesson_title(number: str) -> str:
    """`01 Activation derivatives`."""
    known = all_lessons().get(number)
    return f"{number} {known.title}" if known else number


def number(value: float | None) -> str:
    """Points as a teacher writes them: no ".0", at most two decimals; "" for None."""
    return "" if value is None else f"{round(value, 2):g}"


def joined(texts: Iterable[str]) -> str:
    """All texts but empty ones, between semicolons."""
    return "; ".join(t for t in texts if t)
