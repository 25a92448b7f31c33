"""Judges what a worker sent back, once for all answers that do the same."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from bpcourse.checking import compare
from bpcourse.checking.judge import judge
from bpcourse.checking.plain import plain
from bpcourse.checking.reply import call_here
from bpcourse.checking.trial import wrong_text
from bpcourse.checking.verdict import Verdict
from bpcourse.course import Case, Exercise
from bpcourse.grading.sandbox.calls import Answers

from .cache import remembering

KEPT = 300  # verdicts; files come lesson by lesson


@dataclass(frozen=True)
class Judged:
    """share: of the cases that were right. package: one that isn't there was needed."""

    verdict: Verdict
    share: float = 0.0
    package: bool = False


class Memory:
    """Verdicts by the bytes of the replies: a class shares its cases, so that answers which
    do the same are judged once."""

    def __init__(self) -> None:
        self.known: OrderedDict[tuple[str, str], Judged] = OrderedDict()

    def judge(self, answers: Answers, asked: Exercise, seed: int) -> Judged:
        """The verdict; that of equal answers to the same exercise, if it is kept."""
        key = (asked.name, answers.digest or "")
        if answers.digest and key in self.known:
            self.known.move_to_end(key)
            return self.known[key]
        made = _judged(answers, asked, seed)
        if answers.digest:
            self.known[key] = made
        if len(self.known) > KEPT:
            self.known.popitem(last=False)
        return made


def _judged(answers: Answers, asked: Exercise, seed: int) -> Judged:
    ready = remembering(asked, seed)
    seen: list[bool] = []

    def call(case: Case, exercise: Exercise) -> object:
        reply = answers(case, exercise)
        if len(seen) < len(cases):
            seen.append(not reply.error and _right(case, reply.value, ready))
        return reply

    cases = list(ready.cases(None))  # type: ignore[arg-type]
    verdict = judge(call, ready, seed)  # type: ignore[arg-type]
    share = 1.0 if verdict.passed else sum(seen) / len(cases)
    return Judged(verdict, share, answers.needs_package)


def _right(case: Case, value: object, asked: Exercise) -> bool:
    """Whether one case's value alone is right."""
    want = call_here(asked.reference)(case, asked).value
    try:
        if asked.judge:
            problem = asked.judge(case, want, plain(value))
            return problem is None or problem.score > 0
        return not wrong_text(compare.fit(plain(value), want), want, asked)
    except Exception:
        return False
