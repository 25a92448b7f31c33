"""Two things at once: a change on top of another, or on top of a known mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bpcourse.checking import texts
from bpcourse.course import Case, Exercise, Mistake

from .arguments import argument_changes, argument_names, own
from .candidate import Candidate, Explanation, explanation

TURNED = ("negated", "sign", "turned", "minus_lost", "one_less")  # signs already
OUTER = ("sign", "factor_2", "factor_0.5", "batch_extra", "batch_missing", "transposed")


def both(first: Candidate, outer: list[Candidate]) -> list[Candidate]:
    """The first change, and then each of the outer ones."""
    turned = first.explanation.id.startswith(TURNED)
    seconds = [c for c in outer if not (turned and c.explanation.id == "sign")]
    return [_both(first, second) for second in seconds]


def in_part(change: Candidate, i: int, name: str) -> Candidate:
    """The change, made in the i-th of several results alone, or of each layer's."""
    whole = change.explanation

    def words() -> tuple[str, str]:
        return f"{name}: {whole.text}", whole.ask

    return Candidate(
        Explanation(f"{name}:{whole.id}", words),
        lambda case, value: _in_part(value, change.apply(case, value), i),
    )


def _in_part(value: Any, changed: Any, i: int) -> Any:
    if isinstance(value, list):
        return [_in_part(v, c, i) for v, c in zip(value, changed)]
    return (*value[:i], changed[i], *value[i + 1 :])


def _both(first: Candidate, second: Candidate) -> Candidate:
    one, two = first.explanation, second.explanation
    return _two_at_once(
        one, two, lambda case, want: second.apply(case, first.apply(case, want))
    )


def _two_at_once(one: Explanation, two: Explanation, apply: Any) -> Candidate:
    def words() -> tuple[str, str]:
        asks = {"ask": one.ask, "second_ask": two.ask}
        both = {"first": one.text, "second": two.text, **asks}
        return texts.named("two_at_once", **both)[1:]

    return Candidate(Explanation(f"{one.id}+{two.id}", words), apply)


def remembered(change: Candidate) -> Candidate:
    """The change, computed once a case, failures too."""
    kept: dict[int, Any] = {}

    def apply(case: Case, want: Any) -> Any:
        if id(case) not in kept:
            kept[id(case)] = None
            kept[id(case)] = change.apply(case, want)
        if kept[id(case)] is None:
            raise ValueError("this change does not apply")
        return kept[id(case)]

    return Candidate(change.explanation, apply, change.number)


def known(exercise: Exercise) -> list[Candidate]:
    """What each known mistake gives, as a candidate."""

    def giving(function: Callable[..., Any]) -> Callable[[Case, Any], Any]:
        return lambda case, want: function(*map(own, case.args))

    return [
        remembered(Candidate(_explanation(m), giving(m.function)))
        for m in exercise.mistakes
    ]


def _explanation(mistake: Mistake) -> Explanation:
    return explanation(mistake.id, mistake.name, mistake.ask)


SECOND = ("negated_eta", "zero_b", "zero_biases")  # what is often there as well


def with_mistake(exercise: Exercise, cases: list[Case]) -> Iterator[Candidate]:
    """A known mistake on top of one changed argument."""
    names = argument_names(exercise)
    for mistake in exercise.mistakes:
        for change in argument_changes(cases, names, mistake.function):
            one = change.explanation
            if one.id not in SECOND:
                continue
            yield _two_at_once(_explanation(mistake), one, change.apply)
