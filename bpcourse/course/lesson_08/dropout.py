"""Lesson 08: the exercise `dropout`."""

from __future__ import annotations

from collections.abc import Iterator
from math import erf, sqrt
from typing import Any

import numpy as np

from bpcourse.course.lesson_07.shared import _problem_of_shape
from bpcourse.course.model import Case, Exercise, Mistake, Problem, Rng, Seed


def dropout(A, keep, rng):
    """Inverted dropout: (dropped, mask), both like `A`."""
    mask = (rng.random(A.shape) < keep) / keep
    return A * mask, mask


MANY = 20_000


DRAWS = 30


def _dropout_cases(rng: Rng) -> Iterator[Case]:
    """Half of the larger arrays is 0, as after ReLU: a mask can't be read off a product."""
    number = int(rng.integers(2**31))
    big = np.maximum(rng.normal(size=(MANY // 40, 40)), 0)
    yield Case(
        (rng.normal(size=(4, 3)), 1.0, Seed(number + 2)),
        show="A of shape (4, 3), keep = 1, rng",
    )
    for keep, seed in ((0.7, number), (0.25, number + 1)):
        show = f"A of shape {big.shape}, keep = {keep:g}, rng"
        yield Case((big, keep, Seed(seed)), show=show)
    yield Case(
        (rng.normal(size=(6, 5)), 0.5, Seed(number + 3)),
        show=f"A of shape (6, 5), keep = 0.5, rng, {DRAWS} times",
        calls=DRAWS,
    )


def _dropout_judge(case: Case, want: Any, got: Any) -> Problem | None:
    A, keep, _ = case.args
    if len(got) == case.calls * len(A) and all(np.shape(g) == A.shape[1:] for g in got):
        return Problem("the result should be a pair (dropped, mask)", "no_mask")
    if len(got) != 2 * case.calls:
        return Problem("the result should be a pair (dropped, mask)")
    pairs = list(zip(got[::2], got[1::2]))
    if case.calls == 1:
        return _pair_problem(A, keep, *pairs[0])
    masks = np.array([np.asarray(mask) != 0 for _, mask in pairs])
    kept = {int(mask.sum()) for mask in masks}
    if len(kept) == 1 and not (masks == masks[0]).all():
        text = f"each of {len(masks)} draws keeps {kept.pop()} of {A.size} entries"
        return Problem(text, "exact_count")
    return None


def _pair_problem(A: Any, keep: float, dropped: Any, mask: Any) -> Problem | None:
    if np.shape(mask) == A.shape[1:] and np.shape(dropped) == A.shape:
        return Problem(
            f"mask has shape {np.shape(mask)}, and should have {A.shape}", "by_column"
        )
    for value, name in ((dropped, "dropped"), (mask, "mask")):
        problem = _problem_of_shape(value, A.shape, name)
        if problem:
            return problem
    dropped, mask = np.asarray(dropped, dtype=float), np.asarray(mask, dtype=float)
    if _alike(mask, A * dropped) and not _alike(dropped, A * mask):
        return Problem("the mask comes first, and A times the mask second", "reversed")
    return _mask_problem(A, dropped, mask, keep) or _applied_problem(
        A, dropped, mask, keep
    )


def _alike(a: Any, b: Any) -> bool:
    return bool(np.allclose(a, b, rtol=1e-5, atol=1e-12))


def _mask_problem(A: Any, dropped: Any, mask: Any, keep: float) -> Problem | None:
    share, large = float((mask != 0).mean()), float(mask.max())
    if not np.isfinite(large):
        return Problem(f"with keep = {keep:g} the mask holds {large}", "by_drop")
    if share == 0:
        named = "keep_is_drop" if keep == 1 else None
        return Problem(f"with keep = {keep:g} nothing is kept", named)
    if len(np.unique(np.round(mask, 9))) > 2:
        text = "has many different values, and should have 0 and 1/keep"
        return Problem(f"the mask {text}", "uniform")
    if mask.size >= MANY and share == 1:
        text = f"the mask is {large:.6g} everywhere, with keep = {keep:g}"
        return Problem(text, "nothing_dropped")
    if mask.size >= MANY:
        problem = _draw_problem(A, mask != 0, keep, share)
        if problem:
            return problem
    return _value_problem(A, dropped, mask, keep, large)


def _value_problem(
    A: Any, dropped: Any, mask: Any, keep: float, large: float
) -> Problem | None:
    if np.isclose(large, 1 / keep):
        return None
    if np.isclose(large, 1) and _alike(dropped, A * mask / keep):
        text = "the outputs are divided by keep, and the mask beside them is not"
        return Problem(text, "mask_unscaled")
    known = {
        "no_rescale": 1.0,
        "multiplied": keep,
        "by_drop": 1 / (1 - keep) if keep < 1 else 0,
        "divided_twice": 1 / keep**2,
        "fixed_half": 2.0,
    }
    fits = [name for name, value in known.items() if np.isclose(large, value)]
    text = f"the mask's larger value is {large:.6g}, and should be {1 / keep:.6g}"
    return Problem(text, fits[0] if fits else None)


def _draw_problem(A: Any, kept: Any, keep: float, share: float) -> Problem | None:
    """Far outside what independent draws give: seven standard deviations and more."""
    rows, columns = kept.mean(axis=1).std(), kept.mean(axis=0).std()
    if max(rows, columns) > 0.3:
        what = "rows" if rows > columns else "columns"
        text = f"whole {what} fall together; each entry has its own draw"
        return Problem(text, f"by_{what[:-1]}")
    if not kept[A == 0].any():
        return Problem("the mask is 0 wherever A is 0", "mask_of_product")
    if abs(share - keep) > 8 * np.sqrt(keep * (1 - keep) / kept.size):
        known = {"keep_is_drop": 1 - keep, "fixed_half": 0.5, "normal": _below(keep)}
        fits = [name for name, value in known.items() if abs(share - value) < 0.03]
        text = f"a share of {share:.3f} is kept, with keep = {keep:g}"
        return Problem(text, fits[0] if fits else None)
    if rows < 0.2 * np.sqrt(keep * (1 - keep) / kept.shape[1]):
        return Problem("each row keeps the same number of entries", "exact_count")
    return None


def _below(x: float) -> float:
    """The share of standard normal numbers below x."""
    return (1 + erf(x / sqrt(2))) / 2


def _applied_problem(A: Any, dropped: Any, mask: Any, keep: float) -> Problem | None:
    if _alike(dropped, A * mask):
        return None
    if _alike(dropped, A):
        return Problem("dropped is A itself: the mask isn't applied", "not_applied")
    masked = np.isclose(dropped, 0) | np.isclose(dropped, A / keep)
    text = "dropped isn't A times the mask"
    return Problem(text, "two_masks" if masked.all() else None)


def _masked(make: Any) -> Any:
    def answer(A: Any, keep: float, rng: Rng) -> Any:
        mask = make(A, keep, rng)
        return A * mask, mask

    return answer


def _applied(mask: Any, A: Any) -> Any:
    return A * mask, mask


def _unscaled(A: Any, keep: float, kept: Any) -> Any:
    return A * kept / keep, kept * 1.0


def _quiet_division(a: Any, b: Any) -> Any:
    with np.errstate(all="ignore"):
        return np.where(a, np.divide(1.0, b), 0.0)


def _exact_mask(A: Any, keep: float, rng: Rng) -> Any:
    order = rng.permutation(A.size).reshape(A.shape)
    return (order < round(keep * A.size)) / keep


def _read_off(dropped: Any, keep: float) -> Any:
    return dropped, (dropped != 0) / keep


TEST = """\
def test_dropout_1():
    A = 1 + np.random.default_rng(1).random((300, 40))
    for keep in (0.7, 0.25):
        dropped, mask = dropout(A, keep, np.random.default_rng(2))
        assert same(np.unique(mask), np.array([0, 1 / keep]))
        assert abs((mask > 0).mean() - keep) < 0.03
        assert same(dropped, A * mask)
        assert not same(mask, dropout(A, keep, np.random.default_rng(3))[1])
    dropped, mask = dropout(A, 1.0, np.random.default_rng(2))
    assert same(dropped, A) and same(mask, np.ones(A.shape))"""

EXERCISE = Exercise(
    title="Dropout",
    statement=(
        "Dropout multiplies a layer's outputs by a *mask* of their shape. Each entry of the mask "
        "is drawn by itself: with probability `keep` the output stays, else it becomes 0. "
        "*Inverted* dropout also makes those that stay larger, so that the expectation of every "
        "output is what it was without dropout. Write `dropout(A, keep, rng)`, 0 < `keep` ≤ 1, "
        "which returns the pair (`A` times the mask, the mask). Draw from `rng`."
    ),
    reference=dropout,
    cases=_dropout_cases,
    judge=_dropout_judge,
    own_test=TEST,
    finish="list",
    points=3,
    minutes=8,
    parts=("dropped", "mask"),
    mistakes=(
        Mistake(
            "no_rescale",
            "a mask of 0 and 1, without the division by keep",
            _masked(lambda A, keep, rng: (rng.random(A.shape) < keep) * 1.0),
            "The picture of switching units off suggests 0 and 1.",
            "With keep = 0.7 the mean of the outputs falls to 0.7 of what it was.",
            "By what must the survivors be multiplied to keep the mean?",
        ),
        Mistake(
            "keep_is_drop",
            "keep taken as the probability of dropping",
            _masked(
                lambda A, keep, rng: (
                    (rng.random(A.shape) >= keep) / (1 - keep + (keep == 1))
                )
            ),
            "Many libraries name the share that is dropped. Here it is the share that stays.",
            "With keep = 0.7 only 30 % survive.",
            "Which share of the mask should be above 0?",
        ),
        Mistake(
            "uniform",
            "multiplied by random numbers of any size",
            _masked(lambda A, keep, rng: rng.random(A.shape) / keep),
            "The random number is 0 or 1/keep, and nothing between.",
            "No unit is ever silenced.",
            "How many different values should the mask have?",
        ),
        Mistake(
            "by_row",
            "one draw per row: whole samples fall together",
            _masked(
                lambda A, keep, rng: (
                    (rng.random((len(A), 1)) < keep) / keep * np.ones(A.shape)
                )
            ),
            "The shape of the draw decides what falls together.",
            "Each row is either all kept or all dropped.",
            "How many independent draws does the mask need?",
        ),
        Mistake(
            "multiplied",
            "multiplied by keep instead of divided",
            _masked(lambda A, keep, rng: (rng.random(A.shape) < keep) * keep),
            "The survivors have to grow, to make up for what fell.",
            "With keep = 0.7 the mean falls to about half.",
            "Is 1/keep above or below 1?",
        ),
        Mistake(
            "not_applied",
            "A itself is returned beside the mask",
            lambda A, keep, rng: (A, (rng.random(A.shape) < keep) / keep),
            "The mask is drawn, and then forgotten.",
            "The first result has no zeros.",
            "What becomes of A?",
        ),
        Mistake(
            "by_column",
            "one draw per column: a unit falls for all samples at once",
            _masked(
                lambda A, keep, rng: (
                    (rng.random(A.shape[1]) < keep) / keep * np.ones(A.shape)
                )
            ),
            "A mask of one row fits every row of A, so NumPy repeats it.",
            "Each column is either all kept or all dropped.",
            "How many independent draws does the mask need?",
            also=(
                lambda A, keep, rng: _applied(
                    (rng.random(A.shape[1]) < keep) / keep, A
                ),
            ),
        ),
        Mistake(
            "reversed",
            "the pair the other way round: the mask first",
            lambda A, keep, rng: dropout(A, keep, rng)[::-1],
            "Both arrays have the same shape, so nothing refuses.",
            "The first result holds two different numbers only.",
            "In which order does the docstring name the two?",
        ),
        Mistake(
            "no_mask",
            "the dropped values alone, without the mask",
            lambda A, keep, rng: dropout(A, keep, rng)[0],
            "The forward pass needs no more.",
            "The way back has to use the same mask, and nobody has it then.",
            "What does dropout_backward get as its second argument?",
        ),
        Mistake(
            "mask_unscaled",
            "a mask of 0 and 1 beside outputs that were divided by keep",
            lambda A, keep, rng: _unscaled(A, keep, rng.random(A.shape) < keep),
            "The outputs are right, so the forward pass shows nothing.",
            "A times the mask isn't what stands beside it, and the way back uses the mask.",
            "Where does the division belong: to the outputs, or to the mask?",
        ),
        Mistake(
            "by_drop",
            "a division by 1 − keep",
            _masked(
                lambda A, keep, rng: _quiet_division(
                    rng.random(A.shape) < keep, 1 - keep
                )
            ),
            "1 − keep is the share that falls; the survivors make up for it.",
            "With keep = 1 it divides by zero.",
            "Which factor brings a mean of keep back to 1?",
        ),
        Mistake(
            "divided_twice",
            "divided by keep twice",
            _masked(lambda A, keep, rng: (rng.random(A.shape) < keep) / keep**2),
            "One division is in the mask, and a second one came with the product.",
            "With keep = 0.7 the mean of the outputs grows to 1.43 of what it was.",
            "How many divisions keep the mean?",
        ),
        Mistake(
            "fixed_half",
            "half of the entries kept, whatever keep is",
            _masked(lambda A, keep, rng: (rng.random(A.shape) < 0.5) / keep),
            "0.5 is typed into the body, so the argument isn't used there.",
            "With keep = 0.7 only half survive.",
            "Where does your function use keep?",
            also=(lambda A, keep, rng: dropout(A, 0.5, rng),),
        ),
        Mistake(
            "normal",
            "normal random numbers compared with keep",
            _masked(lambda A, keep, rng: (rng.normal(size=A.shape) < keep) / keep),
            "rng.normal gives numbers of any size, half of them below 0.",
            "With keep = 0.25 far more than a quarter survives.",
            "Which draw lies below keep with probability keep?",
        ),
        Mistake(
            "exact_count",
            "an exact number of entries kept instead of independent draws",
            _masked(_exact_mask),
            "A share of keep is what independent draws give on average only.",
            "Draw it again and again: the number that is kept never changes.",
            "Does one entry's draw know what became of the others?",
        ),
        Mistake(
            "mask_of_product",
            "a mask read off the result: 0 wherever A is 0",
            lambda A, keep, rng: _read_off(dropout(A, keep, rng)[0], keep),
            "A product is 0 where the mask is 0, and also where A was 0 before.",
            "After ReLU half of A is 0, and the mask is 0 there, whatever was drawn.",
            "Draw the mask first, and keep it.",
        ),
        Mistake(
            "two_masks",
            "two draws: the mask that is returned isn't the one that was applied",
            lambda A, keep, rng: (dropout(A, keep, rng)[0], dropout(A, keep, rng)[1]),
            "Each call of rng.random gives new numbers.",
            "An entry is 0, and its mask says that it was kept.",
            "Give the mask a name, and use it twice.",
        ),
        Mistake(
            "nothing_dropped",
            "a mask without zeros: nothing is dropped",
            _masked(lambda A, keep, rng: np.ones(A.shape)),
            "Multiplying by a constant leaves every unit as active as it was.",
            "With keep = 0.25 three quarters of the entries should be 0.",
            "Where do the zeros come from?",
            also=(
                _masked(lambda A, keep, rng: np.full(A.shape, keep)),
                _masked(lambda A, keep, rng: np.full(A.shape, 1 / keep)),
            ),
        ),
    ),
    hints=(
        "rng.random(A.shape) gives a number between 0 and 1 for each entry. How do you make it true with probability keep?",
        "A comparison gives True and False; dividing by keep makes 1/keep and 0 of them.",
        "mask = (rng.random(A.shape) < keep) / keep\nreturn A * mask, mask",
    ),
    symptoms=(("the mean of the outputs falls", "Divide the mask by keep."),),
    taught="Silence units at random",
    another_way="rng.binomial(1, keep, A.shape) / keep draws the same mask by its name: a coin for each entry.",
)
