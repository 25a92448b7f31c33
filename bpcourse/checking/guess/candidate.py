"""An explanation of an answer, and the change of the right computation that it speaks of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bpcourse.checking import texts
from bpcourse.course import Case


@dataclass(frozen=True)
class Explanation:
    """id: for records. text: completes "looks like …". ask: the step to take next."""

    id: str
    text: str
    ask: str


@dataclass(frozen=True)
class Candidate:
    """An explanation, and what the answer to a case would be: apply(case, right result).

    number: one that the answer holds if the explanation is true, or None.
    """

    explanation: Explanation
    apply: Callable[[Case, Any], Any]
    number: float | None = None


def candidate(
    id: str, key: str, apply: Callable[[Case, Any], Any], **values: object
) -> Candidate:
    """A candidate whose words are those of `key` in the table of texts."""
    _, text, ask = texts.named(key, **values)
    return Candidate(Explanation(id, text, ask), apply)
