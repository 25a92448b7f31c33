"""What grading gives: plain data between the isolated worker, the gradebook and the reports."""

from __future__ import annotations

from dataclasses import dataclass, field

from bpcourse.checking.verdict import NOT_ATTEMPTED, Row, Verdict

OURS = {"grader", "server"}  # ids of what isn't the submission's fault
__all__ = ["OURS", "Graded", "Result", "Row", "Submission"]


@dataclass(frozen=True)
class Submission:
    """One learner's file.

    learner: whose it is. path: where it lies. digest: SHA-256 of its bytes, in hexadecimal.
    cells: the sources of its code cells, in order. problem: why there are none, as a sentence
    for a teacher; None where the file could be read. prose: its text cells with a function.
    """

    learner: str
    path: str
    digest: str
    cells: tuple[str, ...] = field(default=(), repr=False)
    problem: str | None = None
    prose: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Result:
    """One exercise of one submission.

    points: earned, of `possible`. verdict: as a learner reads it, as data. code: the
    learner's function as it was handed in, "" where there is none. share: of the cases that
    were right, 0 to 1. version: of the exercise (changes with its cases, reference,
    tolerances or points), so that a result is known to be current.
    """

    exercise: str
    lesson: str
    points: float
    possible: float
    verdict: Verdict
    code: str = field(default="", repr=False)
    share: float = 0.0
    version: str = ""

    @property
    def outcome(self) -> str:
        return self.verdict.outcome

    @property
    def mistake(self) -> str | None:
        """Id of the named mistake, or None."""
        return self.verdict.mistake

    @property
    def attempted(self) -> bool:
        return self.outcome != NOT_ATTEMPTED


@dataclass(frozen=True)
class Graded:
    """One submission with the results of all exercises that its file holds.

    notes: what a teacher should know of the run ("cell 4 was skipped: it ran longer than 10
    seconds"). needs_human: rows (id, sentence): why the file needs a human, if it does.
    """

    submission: Submission
    results: tuple[Result, ...] = ()
    notes: tuple[str, ...] = ()
    needs_human: tuple[Row, ...] = ()

    @property
    def fault(self) -> bool:
        """True where the grader is at fault, so that the next run tries it again."""
        return any(id in OURS for id, _ in self.needs_human)

    @property
    def points(self) -> float:
        return sum(r.points for r in self.results)

    @property
    def possible(self) -> float:
        return sum(r.possible for r in self.results)
