"""Explain-my-gradient: which small change of the right computation gives this answer?

One change, then the same for a single one of several results, then two at once. An explanation
must hold in every case and differ from the right result somewhere; the simplest that do are
returned, all of them, for the numbers can't tell them apart.
"""

from __future__ import annotations

import itertools
import operator
import re
import warnings
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from bpcourse.checking import compare, texts
from bpcourse.course import Exercise

from . import arguments, changes, combined
from .candidate import Candidate, Explanation, explanation
from .combined import OUTER
from .slips import may_not_end, slips
from .source import Source, has_loop

if TYPE_CHECKING:
    from bpcourse.checking.trial import Trial

ALONE = re.compile(  # never with a second change: it would say too little
    "inverse|sloped|unactivated|averaged|halved|squared|swapped|operator|number|comparison"
    "|line|one_turn|first_turn|last_turn|turns|begins|.*_for_"
)
VAGUE = re.compile("some_")
LOOPS = re.compile("line|one_turn|first_turn|last_turn|turns|begins")
CONTROL = re.compile("comparison|line|one_turn|first_turn|last_turn|turns|begins")
Select = Callable[[Any], Any]  # the part of a result that is looked at
__all__ = ["Explanation", "explain"]


def explain(
    trials: list[Trial], exercise: Exercise, source: Source | None = None
) -> list[Explanation]:
    """The simplest changes of the right computation that give this answer in every case.

    Empty when none does; several when the numbers can't tell them apart. What speaks of a
    loop is left out where the answer's text (source) has none.
    """
    if not any(_tells(t, exercise) for t in trials):
        return []
    usable = sorted(trials, key=lambda t: _size(t.want))
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a change may leave the range of floats
        single = [list(group) for group in _single(usable, exercise)]
        if source:
            loop = has_loop(source)
            single = [_spoken_of(group, loop) for group in single]
        outer = [c for c in single[0] if c.explanation.id in OUTER]
        groups = [[combined.remembered(c) for c in group] for group in single]
        found = _first_group(groups, usable, exercise)
        groups.append(combined.known(exercise))
        if not found and exercise.parts:
            found = _by_part(groups, usable, exercise)
        if not found and len(exercise.parts) > 1:
            found = _by_layer([groups[-1]], usable, exercise)
        if found:
            return found
        return _first_group(_pairs(groups, outer, usable, exercise), usable, exercise)


def _spoken_of(group: list[Candidate], loop: bool) -> list[Candidate]:
    """Those that speak of what the answer has; of its numbers, its own edits tell more."""
    return [
        c
        for c in group
        if c.number is None
        and (loop or not LOOPS.match(c.explanation.id))
        and not VAGUE.match(c.explanation.id)
    ]


def lacks_bracket(trials: list[Trial], exercise: Exercise) -> bool:
    """True where the reference without one of its brackets gives the answer."""
    with np.errstate(all="ignore"):
        return any(
            c.explanation.id == "bracket" and _holds(c, trials, exercise, None)
            for group in slips(exercise.reference)
            for c in group
        )


def _size(value: Any) -> int:
    return sum(np.size(a) for _, a in compare.parts_of(value))


def _first_group(groups, trials, exercise, select: Select | None = None):
    for group in groups:
        found = {
            c.explanation.text: c.explanation
            for c in group
            if _holds(c, trials, exercise, select)
        }
        if found:
            return list(found.values())
    return []


def _tells(trial: Trial, exercise: Exercise) -> bool:
    """True where a wrong entry is a number; nan and inf have too many explanations.

    A result without entries tells nothing: most changes of a loop give it.
    """
    value = trial.reply.value
    try:
        got = compare.fit(value, trial.want)
    except compare.Unfit:
        return trial.problem is not None and _size(value) > 0
    pairs = zip(compare.parts_of(got), compare.parts_of(trial.want))
    wrong = (
        (g, compare.close(g, w, exercise.rtol, exercise.atol))
        for (_, g), (_, w) in pairs
    )
    return any(bool(np.any(np.isfinite(g) & ~right)) for g, right in wrong)


def _holds(
    candidate: Candidate,
    trials: list[Trial],
    exercise: Exercise,
    select: Select | None,
) -> bool:
    """The candidate gives the answer in every case, and not the right result in all."""
    rtol, changed = max(10 * exercise.rtol, 1e-8), False
    for trial in trials:
        try:
            guess = candidate.apply(trial.case, trial.want)
            got, want = trial.reply.value, trial.want
            if select:
                guess, got, want = select(guess), select(got), select(want)
            if compare.far(got, guess) or not compare.same(
                got, guess, rtol, exercise.atol
            ):
                return False
            changed = changed or not compare.same(guess, want, rtol, exercise.atol)
        except Exception:
            return False
    return changed


def _single(trials: list[Trial], exercise: Exercise) -> Iterator[Iterator[Candidate]]:
    """Groups, simplest first: what an earlier group explains, a later one only rewords."""
    cases, names = [t.case for t in trials], arguments.argument_names(exercise)
    want, endless = trials[0].want, may_not_end(exercise.reference)
    yield itertools.chain(
        changes.factors(cases, names),
        changes.rearranged(),
        changes.orders(want, exercise.parts),
        changes.regrouped(want),
        () if endless else arguments.unmoved(names, exercise.reference),
    )
    parts = [a for t in trials for _, a in compare.parts_of(t.want)]
    yield changes.reduced(all(np.ndim(a) < 2 for a in parts))
    yield from map(iter, slips(exercise.reference))
    if not endless:
        yield arguments.argument_changes(cases, names, exercise.reference)
    yield arguments.argument_factors(cases, names)
    yield changes.left_out()


# ---- one of several results


def _by_part(groups, trials, exercise) -> list[Explanation]:
    """Each wrong one of several results ("db") explained on its own; all, or none."""
    parts = _parts(trials[0].want, exercise)
    return _each(parts, [_formulas(group) for group in groups], trials, exercise)


def _by_layer(groups, trials, exercise) -> list[Explanation]:
    """The same of a list of pairs: each wrong layer on its own."""
    return _each(_layers(trials), groups, trials, exercise, _layer)


def _each(parts, groups, trials, exercise, words=str) -> list[Explanation]:
    told = []
    for name, select in parts:
        if all(_right(t, select, exercise) for t in trials):
            continue
        found = _first_group(groups, trials, exercise, select)
        if len(found) != 1:
            return []
        told.append((name, found[0]))
    return [_joined(told, words)] if told else []


def _formulas(group: list[Candidate]) -> list[Candidate]:
    """Those that speak of a formula: a loop or a comparison makes all results at once."""
    return [c for c in group if not CONTROL.match(c.explanation.id)]


def _joined(
    told: list[tuple[str, Explanation]], words: Callable[[str], str]
) -> Explanation:
    return explanation(
        "+".join(f"{name}:{e.id}" for name, e in told),
        "; ".join(f"{words(name)}: {e.text}" for name, e in told),
        " ".join(dict.fromkeys(e.ask for _, e in told)),
    )


def _parts(want: Any, exercise: Exercise) -> Iterator[tuple[str, Select]]:
    """(name, selector) of every kind of result: all dW of a list, or one of a tuple."""
    for i, name in enumerate(exercise.parts):
        if _has_pairs(want):
            yield name, _of_pairs(i)
        elif len(exercise.parts) > 1:
            yield name.partition("[")[0], operator.itemgetter(i)


def _layers(trials: list[Trial]) -> Iterator[tuple[str, Select]]:
    """("layer1", selector) of every layer of the deepest network."""
    if not all(_has_pairs(t.want) for t in trials):
        return
    for i in range(max(len(t.want) for t in trials)):
        yield f"layer{i + 1}", _of_layer(i)


def _layer(id: str) -> str:
    return texts.say("layer", number=id.removeprefix("layer"))


def _of_layer(i: int) -> Select:
    """The i-th layer's results, or () where there is none."""
    return lambda value: tuple(itertools.chain.from_iterable(value[i : i + 1]))


def _has_pairs(want: Any) -> bool:
    return isinstance(want, list) and isinstance(want[0], tuple)


def _of_pairs(i: int) -> Select:
    return lambda value: [pair[i] for pair in value]


def _right(trial: Trial, select: Select, exercise: Exercise) -> bool:
    try:
        got, want = select(trial.reply.value), select(trial.want)
        return compare.same(got, want, exercise.rtol, exercise.atol)
    except Exception:
        return False


# ---- two at once


def _pairs(groups, outer, trials, exercise) -> Iterator[list[Candidate]]:
    """Every change and then one of the commonest; a known mistake and one change."""
    pairs = itertools.combinations(outer, 2)
    yield [c for a, b in pairs for c in combined.both(a, [b])]
    yield [c for m in groups[-1] for c in combined.both(m, outer)]
    rest = [c for c in groups[0] if c.explanation.id not in OUTER]
    for group in (rest, *groups[1:-1]):
        firsts = [c for c in group if not ALONE.match(c.explanation.id)]
        yield [c for first in firsts for c in combined.both(first, outer)]
    if len(exercise.parts) > 1:
        inner = [
            c for i, name in enumerate(exercise.parts) for c in _inside(outer, i, name)
        ]
        yield [c for m in groups[-1] for c in combined.both(m, inner)]
    if not may_not_end(exercise.reference):
        yield list(combined.with_mistake(exercise, [t.case for t in trials]))


def _inside(outer: list[Candidate], i: int, name: str) -> list[Candidate]:
    return [combined.in_part(c, i, name.partition("[")[0]) for c in outer]
