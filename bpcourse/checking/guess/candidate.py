"""An explanation of an answer, and the change of the right computation that it speaks of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bpcourse.checking import texts
from bpcourse.course import Case

Words = Callable[[], tuple[str, str]]


@dataclass(frozen=True)
class Explanation:
    """id: for records. words: what gives the two texts; few of a thousand are ever read."""

    id: str
    words: Words

    @property
    def text(self) -> str:
        """Completes "looks like …"."""
        return self.words()[0]

    @property
    def ask(self) -> str:
        """The step to take next."""
        return self.words()[1]


@dataclass(frozen=True)
class Candidate:
    """An explanation, and what the answer to a case would be: apply(case, right result).

    number: one that the answer holds if the explanation is true, or None.
    """

    explanation: Explanation
    apply: Callable[[Case, Any], Any]
    number: float | None = None


def explanation(id: str, text: str, ask: str) -> Explanation:
    """An explanation whose texts are at hand."""
    return Explanation(id, lambda: (text, ask))


def candidate(
    id: str, key: str, apply: Callable[[Case, Any], Any], **values: object
) -> Candidate:
    """A candidate whose words are those of `key` in the table of texts."""
    return Candidate(Explanation(id, lambda: texts.named(key, **values)[1:]), apply)
