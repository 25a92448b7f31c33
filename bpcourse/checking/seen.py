"""What is known of an answer with at least one problem, for the steps of its diagnosis."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bpcourse.course import Exercise

from . import compare, texts
from .guess.source import Source
from .reply import Call
from .trial import STOPS, Trial, trains
from .verdict import Row
from .wording import SHORT


@dataclass(frozen=True)
class Seen:
    """What is known of an answer with at least one problem."""

    trials: list[Trial]
    problems: list[Trial]
    call: Call
    exercise: Exercise
    source: Source | None

    @cached_property
    def worst(self) -> Trial:
        """The problem that is shown: the first one with little to read."""
        return min(self.problems, key=size_of)

    @property
    def slow(self) -> bool:
        """True where no variant can be run: a training, or a call that was stopped."""
        return self.trials[-1].reply.error in STOPS or trains(self.exercise)

    @cached_property
    def finite(self) -> list[Trial]:
        """The cases in which the answer gave numbers, and no nan or inf that isn't right."""
        return [t for t in self.trials if gives_numbers(t)]

    @cached_property
    def elsewhere(self) -> list[Row]:
        """A row on the other cases."""
        rest = [t for t in self.problems if not gives_numbers(t)]
        if not rest or len(rest) == len(self.problems):
            return []
        text = min(rest, key=size_of).problem.text  # type: ignore[union-attr]
        return [("also", texts.say("elsewhere", text=text))]

    @property
    def shown(self) -> Trial:
        """The problem among the cases with numbers."""
        return min((t for t in self.finite if t.problem), key=size_of)


def size_of(trial: Trial) -> int:
    """How much there is to read in a case: the first short failing one is shown."""
    size = sum(np.size(a) for _, a in compare.parts_of(list(trial.case.args)))
    return size if size > 2 * SHORT else 0


def gives_numbers(trial: Trial) -> bool:
    """Whether it gave numbers, all finite where all that is wanted is."""
    if trial.reply.error or trial.reply.value is None:
        return False
    parts = [w for _, w in compare.parts_of(trial.want)]
    want = [w is not None and np.all(np.isfinite(w)) for w in parts]
    got = compare.parts_of(trial.reply.value)
    try:
        finite = [np.all(np.isfinite(v)) for _, v in got]
    except TypeError:
        return False
    return all(finite) or not all(want)
