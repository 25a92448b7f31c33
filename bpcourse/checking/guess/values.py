"""What the numbers of an answer tell without a formula: its shape, copies, nan, digits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.checking import compare, texts
from bpcourse.checking.trial import Named, Trial
from bpcourse.checking.wording import both, number, part_name
from bpcourse.course import Case, Exercise

from . import explain
from .arguments import argument_names

NEARLY = 1e-4  # relative: an answer this close is called right to so many digits
PLACES = 9  # decimals that are tried for a rounded answer


def fitted_values(trials: list[Trial]) -> list[Any] | None:
    """The answer's values in the structure of the right ones, or None."""
    try:
        return [compare.fit(t.reply.value, t.want) for t in trials]
    except compare.Unfit:
        return None


def unmoved_number(trials: list[Trial], exercise: Exercise) -> Named | None:
    """One and the same number in every case, whatever its shape should be."""
    found = {_single(t.reply.value) for t in trials}
    if len(found) != 1 or None in found or len(trials) < 2:
        return None
    value = found.pop()
    return _throughout(value, trials, exercise)  # type: ignore[arg-type]


def _single(value: Any) -> float | None:
    if isinstance(value, (list, tuple)) or np.ndim(value) or value is None:
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def reshaped(trials: list[Trial], exercise: Exercise) -> Named | None:
    """The right numbers in the right order, in another shape."""
    alone = all(_alone_in_tuple(t.reply.value, t.want) for t in trials)
    for trial in trials:
        try:
            for got, want in paired(trial.reply.value, trial.want):
                flat = np.ravel(compare.to_array(got, ""))
                if flat.size != want.size:
                    return None
                if not compare.close(flat, want.ravel(), exercise.rtol).all():
                    return None
        except (compare.Unfit, TypeError, ValueError):
            return None
    return texts.named("tuple_of_one" if alone else "wrong_shape")


def _alone_in_tuple(value: Any, want: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 1 and not isinstance(want, tuple)


def paired(got: Any, want: Any) -> Iterator[tuple[Any, np.ndarray]]:
    """(answer's part, right part) of a nested result; ValueError where they don't pair."""
    if not isinstance(want, (tuple, list)):
        yield got, np.asarray(want)
        return
    if not isinstance(got, (tuple, list)) or len(got) != len(want):
        raise ValueError
    for g, w in zip(got, want):
        yield from paired(g, w)


def handed_back(trials: list[Trial], exercise: Exercise) -> Named | None:
    """Every result is one of the arguments as it came in."""
    names, found = argument_names(exercise), None
    for trial in trials:
        value = trial.reply.value
        many = isinstance(trial.want, tuple) and isinstance(value, (tuple, list))
        parts = list(value) if many else [value]
        here = [_which(part, trial.case) for part in parts]
        if None in here or (found is not None and here != found):
            return None
        found = here
    which = both([names[i] for i in found or [] if i is not None])
    id = "handed_back_all" if len(found or []) > 1 else "handed_back"
    _, name, ask = texts.named(id, which=which)
    return "handed_back", name, ask


def _which(part: Any, case: Case) -> int | None:
    for i, arg in enumerate(case.args):
        if not isinstance(arg, (float, int, np.ndarray, list)):
            continue
        alike = isinstance(part, (list, tuple)) is isinstance(arg, list)
        if alike and compare.same(part, arg, 0.0):
            return i
    return None


def constant(trials: list[Trial], exercise: Exercise) -> Named | None:
    """The one number that a well-shaped answer gives everywhere, and shouldn't."""
    fitted = fitted_values(trials)
    if fitted is None:
        return None
    entries = np.concatenate(
        [np.ravel(a).astype(float) for v in fitted for _, a in compare.parts_of(v)]
    )
    if entries.size < 2 or not np.allclose(entries, entries[0], rtol=0, atol=1e-14):
        return None
    return _throughout(float(entries[0]), trials, exercise)


def _throughout(value: float, trials: list[Trial], exercise: Exercise) -> Named:
    """ "0.5 throughout", with a question on brackets where one that is missing does it."""
    said = number(0.0 if abs(value) < 1e-14 else value)
    id = "all_zero" if said == "0" else "all_the_same"
    _, name, ask = texts.named(id, number=said)
    if explain.lacks_bracket(trials, exercise):
        ask = texts.named("bracket_of_zero", number=said)[2]
    return id, name, ask


def overflows(trials: list[Trial], exercise: Exercise) -> Named | None:
    """Right but for nan and inf."""
    fitted, good = fitted_values(trials), 0
    if fitted is None or exercise.judge:
        return None
    for trial, value in zip(trials, fitted):
        parts = compare.right_parts(value, trial.want, exercise.rtol, exercise.atol)
        for _, got, want, right in parts:
            if not (right | (~np.isfinite(got) & np.isfinite(want))).all():
                return None
            good += int(right.sum())
    return texts.named("not_finite" if good else "no_number")


def rounded(trials: list[Trial], exercise: Exercise) -> Named | None:
    """The right numbers, cut to a few decimals."""
    fitted = fitted_values(trials)
    if fitted is None:
        return None
    for digits in range(1, PLACES + 1):
        if all(_is_rounded(v, t.want, digits) for v, t in zip(fitted, trials)):
            return texts.named("rounded", digits=digits)
    return None


def _is_rounded(got: Any, want: Any, digits: int) -> bool:
    pairs = zip(compare.parts_of(got), compare.parts_of(want))
    return all(
        np.allclose(g, np.round(w, digits), rtol=0, atol=1e-12)
        for (_, g), (_, w) in pairs
    )


def near(trials: list[Trial], exercise: Exercise) -> Named | None:
    """Right to four digits or more, and not to all."""
    if any(t.reply.error for t in trials):
        return None
    fitted = fitted_values(trials)
    if fitted is None or not all(
        compare.same(v, t.want, NEARLY, exercise.atol) for v, t in zip(fitted, trials)
    ):
        return None
    digits = 4
    while digits < 15 and all(
        compare.same(v, t.want, 10.0 ** -(digits + 1)) for v, t in zip(fitted, trials)
    ):
        digits += 1
    return texts.named("nearly", digits=digits)


def unfit(problems: list[Trial], exercise: Exercise) -> Named | None:
    """Another number of results, or another shape, in words: the plainest case of it."""
    found = [f for f in (_misfit(t, exercise) for t in problems) if f]
    plain = [f for f in found if f[0] != "array_of_one"]
    return next(iter(plain or found), None)


def _misfit(trial: Trial, exercise: Exercise) -> Named | None:
    if trial.reply.error:
        return None
    if _several_for_one(trial.reply.value, trial.want):
        got = compare.counted(len(trial.reply.value))
        return _other_count(got, 1)
    if exercise.judge:
        return None
    try:
        compare.fit(
            trial.reply.value, trial.want, lambda path: part_name(path, exercise)
        )
    except compare.Unfit as found:
        return _count(found, trial) if found.kind == "count" else _shape(found)
    return None


def _count(found: compare.Unfit, trial: Trial) -> Named | None:
    if not isinstance(trial.want, (tuple, list)):
        return None
    values = found.values
    got = values.get("count") or values.get("kind") or texts.say("an_array")
    return _other_count(got, len(trial.want))


def _other_count(got: str, want: int) -> Named:
    be = texts.say("is" if want == 1 else "are", what=compare.counted(want))
    return texts.named("result_count", got=got, want=be)


def _several_for_one(value: Any, want: Any) -> bool:
    """True for `return a, b` where one array or number is asked for."""
    if not isinstance(value, tuple) or len(value) < 2:
        return False
    if not isinstance(want, (np.ndarray, np.number, float, int)):
        return False
    try:
        compare.fit(value, want)
    except compare.Unfit:
        return not compare.strange_parts(value)
    return False


def _shape(found: compare.Unfit) -> Named | None:
    if found.kind != "shape":
        return None
    got, want = found.values["shape"], found.values["want"]
    if got == ():
        return texts.named("one_number", want=want)
    single = want == texts.say("a_number") and np.prod(got) == 1
    return texts.named("array_of_one" if single else "other_shape", got=got, want=want)
