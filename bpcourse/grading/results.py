"""What grading gives: plain data between the isolated worker, the gradebook and the reports."""

from __future__ import annotations

from dataclasses import dataclass, field

from bpcourse.checking.verdict import NOT_ATTEMPTED


@dataclass(frozen=True)
class Submission:
    """One learner's file.

    learner: whose it is. path: where it lies. digest: SHA-256 of its bytes, in hexadecimal.
    cells: the sources of its code cells, in order. problem: why there are none, as a sentence
    for a teacher; None where the file could be read.
    """

    learner: str
    path: str
    digest: str
    cells: tuple[str, ...] = field(default=(), repr=False)
    problem: str | None = None


@dataclass(frozen=True)
class Result:
    """One exercise of one submission.

    outcome: as in a `Verdict`. points: earned, of `possible`. mistake: id of the named mistake,
    or None. text: the verdict as a learner would read it. version: of the exercise (changes
    with its cases, reference, tolerances or points), so that a result is known to be current.
    """

    exercise: str
    lesson: str
    outcome: str
    points: float
    possible: float
    mistake: str | None = None
    text: str = ""
    version: str = ""

    @property
    def attempted(self) -> bool:
        return self.outcome != NOT_ATTEMPTED


@dataclass(frozen=True)
class Graded:
    """One submission with the results of all exercises that its file holds.

    notes: what a teacher should know of the run ("cell 4 was skipped: it ran longer than 10
    seconds"). attention: why a human should look at the file, or None.
    """

    submission: Submission
    results: tuple[Result, ...] = ()
    notes: tuple[str, ...] = ()
    attention: str | None = None

    @property
    def points(self) -> float:
        return sum(r.points for r in self.results)

    @property
    def possible(self) -> float:
        return sum(r.possible for r in self.results)
