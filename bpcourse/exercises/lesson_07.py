"""Lesson 07, training in practice: ten exercises and the lesson's questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from math import erf, sqrt
from typing import Any

import numpy as np

from .model import (
    Case,
    Exercise,
    Measured,
    Mistake,
    Option,
    Problem,
    Question,
    Rng,
    Seed,
)

FIXED = np.array([[3.0, -4.0], [0.5, -0.25]])


def _problem_of_shape(got: Any, shape: tuple[int, ...], what: str) -> Problem | None:
    try:
        array = np.asarray(got, dtype=float)
    except (TypeError, ValueError):
        return Problem(
            f"{what} is a {type(got).__name__}, and should be an array of numbers"
        )
    if array.shape != shape:
        return Problem(f"{what} has shape {array.shape}, and should have {shape}")
    return None


def _quiet(f: Callable[[], Any]) -> Any:
    with np.errstate(all="ignore"):
        return f()


# ---- penalties


def l2_penalty_gradient(W, lam):
    """Gradient of lam times the sum of the squared weights; like `W`."""
    return 2 * lam * W


def _penalty_cases(rng: Rng) -> Iterator[Case]:
    yield Case((FIXED, 0.5))
    yield Case((rng.normal(size=(4, 3)), 0.1))
    yield Case((rng.normal(size=5), float(rng.uniform(0.2, 0.9))))
    yield Case((rng.normal(size=(2, 2, 3)), 0.01))


def _slopes(penalty: Any) -> Any:
    def measure(case: Case) -> Measured:
        W, lam = case.args
        value = (penalty(W + 1e-5, lam) - penalty(W - 1e-5, lam)) / 2e-5
        return Measured("slope of the penalty by a central difference", value)

    return measure


L2 = Exercise(
    lesson="07",
    title="The pull of L2",
    statement=(
        "The penalty $\\lambda\\sum w^2$ pulls every weight towards 0, the harder the larger it is. "
        "Write its gradient, `l2_penalty_gradient(W, lam)`."
    ),
    reference=l2_penalty_gradient,
    cases=_penalty_cases,
    measure=_slopes(lambda W, lam: lam * W**2),
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "no_two",
            "λW: the 2 of the derivative is missing",
            lambda W, lam: lam * W,
            "With a half before the penalty it would be right; here there is none.",
            "For w = 3 and λ = 0.5 the measured slope is 3; yours is 1.5.",
            "What is the derivative of w²?",
        ),
        Mistake(
            "penalty_itself",
            "λ times the squares: the penalty itself",
            lambda W, lam: lam * W**2,
            "A gradient is linear in w here; the penalty is its square.",
            "For w = −4 it is positive, and would push w further down.",
            "Which way should a negative weight be pulled?",
        ),
        Mistake(
            "l1",
            "λ sign(W), the subgradient of L1",
            lambda W, lam: lam * np.sign(W),
            "L1 pulls every weight equally; L2 pulls large ones harder.",
            "Double a weight, and the pull should double.",
            "Which of the two penalties has squares?",
        ),
        Mistake(
            "sign",
            "−2λW: the sign is turned",
            lambda W, lam: -2 * lam * W,
            "Subtracted in a step, it would make weights grow.",
            "The penalty rises with w for positive w, so its slope is positive.",
            "Which way does the penalty rise?",
        ),
        Mistake(
            "mean",
            "divided by the number of weights",
            lambda W, lam: 2 * lam * W / np.size(W),
            "The penalty is a sum over the weights, not a mean.",
            "A larger layer would be pulled less.",
            "Is there a mean in the formula?",
        ),
        Mistake(
            "summed",
            "one number: the sum over all weights",
            lambda W, lam: 2 * lam * np.sum(W),
            "Each weight has a slope of its own.",
            "The result has no shape left.",
            "Which terms of the sum depend on one weight?",
        ),
        Mistake(
            "penalty_number",
            "λ times the sum of the squares: the penalty, one number",
            lambda W, lam: lam * np.sum(W**2),
            "That is the value. Its gradient has an entry for each weight.",
            "The result has no shape left.",
            "What is the derivative of w²?",
        ),
        Mistake(
            "step",
            "W − 2λW: the weights after a step",
            lambda W, lam: W - 2 * lam * W,
            "The step is another function's part; here the slope is asked for.",
            "With λ = 0 it gives W, and the slope is 0.",
            "What is subtracted from W in a step?",
        ),
    ),
    hints=(
        "Take one weight: what is the derivative of λw²?",
        "The same for every entry, so an array expression will do.",
        "return 2 * lam * W",
    ),
    symptoms=(
        ("the weights grow", "Is the sign right? The step subtracts this gradient."),
    ),
    another_way="In a step it becomes W * (1 - 2 * eta * lam): every weight shrinks by the same factor, hence “weight decay”.",
)


def l1_penalty_subgradient(W, lam):
    """A subgradient of lam times the sum of the absolute weights; like `W`."""
    return lam * np.sign(W)


def _l1_cases(rng: Rng) -> Iterator[Case]:
    yield from _penalty_cases(rng)
    yield Case((np.array([0.0, 2.0, -0.0, -1.0]), 0.3))


def _l1_judge(case: Case, want: Any, got: Any) -> Problem | None:
    W, lam = case.args
    problem = _problem_of_shape(got, W.shape, "the result")
    if problem:
        return problem
    values = np.asarray(got, dtype=float)
    wrong = np.abs(values - want) > 1e-6 * lam
    wrong = np.where(W == 0, ~(np.abs(values) <= lam * (1 + 1e-6)), wrong)
    if not wrong.any():
        return None
    index = tuple(int(i) for i in np.argwhere(wrong)[0])
    unscaled = bool(np.all((values == np.sign(W)) | (W == 0)))
    slope = f"the slope of lam·|w| there is {want[index]:.6g}"
    if W[index] == 0:
        slope = f"any slope from {-lam:.6g} to {lam:.6g} is right there"
    return Problem(
        f"at w = {W[index]:.6g} with lam = {lam:.6g} it gives {values[index]:.6g}; {slope}",
        "no_lambda" if unscaled else None,
    )


L1 = Exercise(
    lesson="07",
    title="The pull of L1",
    statement=(
        "The penalty $\\lambda\\sum|w|$ pulls every weight towards 0 with the same force. Write "
        "`l1_penalty_subgradient(W, lam)`. At exactly 0 any number of $[-\\lambda,\\lambda]$ is "
        "accepted. (D2 calls it the sum of all parameters; without the absolute values, every "
        "weight would be driven to minus infinity.)"
    ),
    reference=l1_penalty_subgradient,
    cases=_l1_cases,
    judge=_l1_judge,
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "plain_sum",
            "λ for every weight, the gradient of the plain sum (D2-29)",
            lambda W, lam: lam * np.ones_like(W),
            "The plain sum has no bottom: it falls for ever as the weights go to minus infinity.",
            "A negative weight would be pushed further down.",
            "Which way should a negative weight be pulled?",
            also=(lambda W, lam: lam * (W != 0),),
        ),
        Mistake(
            "l2",
            "2λW, the gradient of L2",
            lambda W, lam: 2 * lam * W,
            "L2 pulls large weights harder; L1 pulls all alike, which is why it reaches 0.",
            "Double a weight, and the pull of L1 stays.",
            "What is the slope of |w| at 3, and at 300?",
        ),
        Mistake(
            "absolute",
            "λ|W|: the penalty itself",
            lambda W, lam: lam * np.abs(W),
            "The slope of |w| is 1 or −1, whatever w is.",
            "At w = −4 the slope is negative; yours is positive.",
            "Sketch |w|: how steep is it on each side?",
        ),
        Mistake(
            "sign",
            "−λ sign(W): the sign is turned",
            lambda W, lam: -lam * np.sign(W),
            "Subtracted in a step, it would push weights away from 0.",
            "The penalty rises with |w|.",
            "Which way does |w| rise for a positive w?",
            also=(lambda W, lam: np.where(W > 0, -lam, lam),),
        ),
        Mistake(
            "no_lambda",
            "sign(W), without λ",
            lambda W, lam: np.sign(W),
            "λ says how strong the pull is.",
            "It doesn't change with λ.",
            "Where does your function use lam?",
        ),
        Mistake(
            "lambda_times_weight",
            "λW, which is neither L1 nor L2",
            lambda W, lam: lam * W,
            "That is the gradient of half of L2.",
            "Large weights are pulled harder, and L1 treats all alike.",
            "Which function of w has the slopes 1 and −1?",
        ),
        Mistake(
            "positive_only",
            "λ above 0, and 0 below",
            lambda W, lam: lam * (W > 0),
            "That is the slope of max(0, w). |w| has a slope on both sides.",
            "A negative weight isn't pulled at all.",
            "How steep is |w| to the left of 0?",
            also=(lambda W, lam: lam * (W >= 0),),
        ),
        Mistake(
            "over_absolute",
            "λ W / |W|, which is nan at 0",
            lambda W, lam: _quiet(lambda: lam * W / np.abs(W)),
            "Each half is right; at 0 it is 0/0.",
            "A single weight of 0 gives nan, and L1 makes many of them.",
            "Which function of NumPy gives 1, −1 and 0?",
        ),
        Mistake(
            "penalty_number",
            "λ times the sum of the absolute weights: the penalty, one number",
            lambda W, lam: lam * np.abs(W).sum(),
            "That is the value. Its slope has an entry for each weight.",
            "The result has no shape left.",
            "How does |w| change when w grows a little?",
        ),
        Mistake(
            "mean",
            "divided by the number of weights",
            lambda W, lam: lam * np.sign(W) / W.size,
            "The penalty is a sum over the weights, not a mean.",
            "A larger layer would be pulled less.",
            "Is there a mean in the formula?",
        ),
        Mistake(
            "summed",
            "one number: the sum over all weights",
            lambda W, lam: lam * np.sign(W).sum(),
            "Each weight has a slope of its own.",
            "The result has no shape left.",
            "Which terms of the sum depend on one weight?",
        ),
        Mistake(
            "doubled",
            "2λ sign(W): a 2 from the square of L2",
            lambda W, lam: 2 * lam * np.sign(W),
            "The 2 comes from differentiating a square. There is none here.",
            "For λ = 0.5 it gives 1, and |w| times 0.5 rises by 0.5.",
            "How steep is |w| to the right of 0?",
        ),
        Mistake(
            "whole_numbers",
            "cut to whole numbers",
            lambda W, lam: (lam * np.sign(W)).astype(int),
            "An array of integers can't hold 0.5; NumPy cuts it off without a word.",
            "With λ below 1 everything is 0.",
            "Which dtype has your result?",
        ),
        Mistake(
            "clipped",
            "W clipped to −λ … λ",
            lambda W, lam: np.clip(W, -lam, lam),
            "Large weights are right, and small ones are pulled by their own size, as L2 does.",
            "For w = 0.25 and λ = 0.5 it gives 0.25, and |w| rises there with slope 0.5.",
            "How steep is |w| at 0.25, and how steep at 3?",
        ),
    ),
    hints=(
        "Sketch |w|. What is its slope to the right of 0, and what to the left?",
        "np.sign gives 1, −1 and 0.",
        "return lam * np.sign(W)",
    ),
    symptoms=(
        (
            "the weights drift to minus infinity",
            "Is it the plain sum? The absolute value matters.",
        ),
    ),
    another_way="np.where(W > 0, lam, -lam) chooses −λ at the corner, which is a subgradient too.",
)


# ---- dropout


def dropout(A, keep, rng):
    """Inverted dropout: (dropped, mask), both like `A`; each mask entry 0 or 1/keep."""
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


DROPOUT = Exercise(
    lesson="07",
    title="Dropout",
    statement=(
        "Write inverted dropout, `dropout(A, keep, rng)`: a mask like `A`, each entry independently "
        "$1/\\text{keep}$ with probability `keep`, and else 0. Return the pair (`A` times the mask, "
        "the mask). The division keeps the mean as it was, so that nothing has to change at "
        "inference."
    ),
    reference=dropout,
    cases=_dropout_cases,
    judge=_dropout_judge,
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
            "multiplied by random numbers, as D2 says",
            _masked(lambda A, keep, rng: rng.random(A.shape) / keep),
            "“Multiplies by some random number” is D2's description; the number is 0 or 1/keep.",
            "No unit is ever silenced.",
            "How many different values should the mask have?",
        ),
        Mistake(
            "by_row",
            "one draw a row: whole samples fall together",
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
            "multiplied by keep in the place of divided",
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
            "one draw a column: a unit falls for all samples at once",
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
            "an exact number of entries kept, in the place of independent draws",
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
    another_way="rng.binomial(1, keep, A.shape) / keep draws the same mask by its name: a coin for each entry.",
)


def dropout_backward(grad, mask):
    """The gradient through dropout, with its forward pass's mask; all (N, n)."""
    return grad * mask


def _slope_by_input(grad: Any, mask: Any, h: float = 1e-5) -> Any:
    """Each entry of A stands in one term of the sum only, so all can move at once."""
    A = np.ones_like(mask)
    return (grad * ((A + h) * mask) - grad * ((A - h) * mask)) / (2 * h)


def _mask_cases(rng: Rng) -> Iterator[Case]:
    yield Case(
        (np.array([[1.0, -2.0], [3.0, 0.5]]), np.array([[2.0, 0.0], [0.0, 2.0]]))
    )
    for shape, keep in (((4, 3), 0.8), ((5, 2), 0.5), ((2, 6), 0.9)):
        mask = (rng.random(shape) < keep) / keep
        mask.flat[0], mask.flat[1] = 1 / keep, 0.0
        yield Case((rng.normal(size=shape), mask))


DROPOUT_BACKWARD = Exercise(
    lesson="07",
    title="Dropout, on the way back",
    statement=(
        "Write `dropout_backward(grad, mask)`: what a gradient becomes on its way back through "
        "dropout, both `(N, n)`. The forward pass multiplied by the mask; what is the slope of that?"
    ),
    reference=dropout_backward,
    cases=_mask_cases,
    measure=lambda case: Measured(
        "slope of Σ grad · (A · mask) by A, a central difference",
        _slope_by_input(*case.args),
    ),
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "unmasked",
            "the gradient passed on unchanged",
            lambda grad, mask: grad * 1.0,
            "A unit that was silenced had no effect, so it gets no gradient.",
            "Where the mask is 0 the slope is 0.",
            "How does the loss change when a silenced unit's input moves?",
        ),
        Mistake(
            "no_rescale",
            "masked by 0 and 1, without the factor 1/keep",
            lambda grad, mask: grad * (mask > 0),
            "The forward pass multiplied by 1/keep; so does the slope.",
            "Every entry that passes is too small.",
            "What was A multiplied by?",
        ),
        Mistake(
            "divided",
            "divided by the mask",
            lambda grad, mask: np.where(
                mask > 0, grad / np.where(mask > 0, mask, 1), 0.0
            ),
            "Dividing would undo the forward pass; a slope repeats its factor.",
            "Every entry that passes is too small by the square of 1/keep.",
            "What is the derivative of A·m by A?",
        ),
        Mistake(
            "inverted",
            "the mask inverted: what was dropped passes",
            lambda grad, mask: grad * (mask == 0) * mask.max(),
            "The silenced units would learn, and the active ones not.",
            "Where the mask is 0 you pass the gradient on.",
            "Which units had a part in the loss?",
            also=(
                lambda grad, mask: grad * (mask == 0),
                lambda grad, mask: np.where(mask == 0, grad, 0.0),
            ),
        ),
        Mistake(
            "squared",
            "multiplied by the mask twice",
            lambda grad, mask: grad * mask * mask,
            "One factor for one step of the chain.",
            "With a mask of 2 every entry is doubled once more.",
            "How many times did the forward pass multiply?",
        ),
        Mistake(
            "sign",
            "the right gradient with a minus sign",
            lambda grad, mask: -grad * mask,
            "Nothing in dropout turns a sign.",
            "Every entry has the wrong sign.",
            "Where would a minus come from?",
        ),
        Mistake(
            "mean_mask",
            "multiplied by the mean of the mask",
            lambda grad, mask: grad * mask.mean(),
            "On the average the mask is 1. Each entry has its own.",
            "Silenced units get a gradient.",
            "Which entry of the mask multiplied this entry of A?",
        ),
        Mistake(
            "matrix_product",
            "a matrix product, with @",
            lambda grad, mask: grad @ mask.T,
            "Dropout works entry by entry, and so does its slope.",
            "The shape is (N, N), and in a square batch only the numbers tell.",
            "Which operator multiplies entry by entry?",
            also=(lambda grad, mask: grad @ mask,),
        ),
        Mistake(
            "kept_only",
            "the entries that were kept, in one row",
            lambda grad, mask: grad[mask > 0],
            "An index by a mask picks entries out, and their places are lost.",
            "The result is shorter than grad.",
            "What is the gradient of an entry that was dropped?",
        ),
    ),
    hints=(
        "Dropout computes A · mask, entry by entry, and the mask is a constant then.",
        "The derivative of A·m by A is m: multiply by the same mask.",
        "return grad * mask",
    ),
    symptoms=(("too small by a constant factor", "The mask holds 1/keep, not 1."),),
    another_way="Dropout is a layer whose slope is its own mask: keep it from the forward pass, as you keep a = f(z).",
)


# ---- initial weights, gradient norms


def he_init(n_in, n_out, rng):
    """Independent weights (n_in, n_out), mean 0, standard deviation sqrt(2 / n_in)."""
    return rng.normal(size=(n_in, n_out)) * np.sqrt(2 / n_in)


def _he_cases(rng: Rng) -> Iterator[Case]:
    number = int(rng.integers(2**31))
    yield Case((400, 60, Seed(number)), show="400, 60, rng")
    yield Case((60, 400, Seed(number + 1)), show="60, 400, rng")
    yield Case((3, 2, Seed(number + 2)), show="3, 2, rng")
    yield Case((1, 1, Seed(number + 3)), show="1, 1, rng")


def _he_judge(case: Case, want: Any, got: Any) -> Problem | None:
    n_in, n_out, _ = case.args
    if np.shape(got) == (n_out, n_in) != (n_in, n_out):
        return Problem(
            f"the shape is {np.shape(got)}, and should be {(n_in, n_out)}", "transposed"
        )
    problem = _problem_of_shape(got, (n_in, n_out), "the result")
    W = None if problem else np.asarray(got, dtype=float)
    if W is not None and not np.isfinite(W).all():
        return Problem("there is a weight that is nan or infinite", _forced(W))
    if W is None or W.size < 1000:
        return problem
    std, right = float(W.std()), np.sqrt(2 / n_in)
    if np.ptp(W) == 0:
        named = "constant" if W.any() else "zeros"
        return Problem(f"all weights are {W.flat[0]:.4g}", named)
    if abs(W.mean()) > 8 * right / np.sqrt(W.size):
        text = f"the mean is {W.mean():.3g}, and should be near 0"
        return Problem(text, "positive" if W.min() >= 0 else None)
    return _spread_problem(std, right, n_in, n_out) or _independence_problem(W)


def _spread_problem(std: float, right: float, n_in: int, n_out: int) -> Problem | None:
    """Within three per cent: six standard errors of 20 000 normal draws."""
    if abs(std / right - 1) < 0.03:
        return None
    known = {
        "no_scale": 1.0,
        "variance": 2 / n_in,
        "by_outputs": np.sqrt(2 / n_out),
        "xavier": np.sqrt(1 / n_in),
        "glorot": np.sqrt(2 / (n_in + n_out)),
        "uniform_limit": np.sqrt(2 / n_in / 3),
        "upside_down": np.sqrt(n_in / 2),
        "root_of_size": 2 / np.sqrt(n_in),
        "fixed": 0.01,
    }
    text = f"the standard deviation is {std:.4g}, and should be {right:.4g}"
    fits = [name for name, value in known.items() if abs(std / value - 1) < 0.03]
    return Problem(text, fits[0] if len(fits) == 1 else None)


def _independence_problem(W: Any) -> Problem | None:
    """Rows or columns whose correlation is far above what chance gives (0.05 for 400)."""
    for lines, what in ((W, "rows"), (W.T, "columns")):
        if lines.shape[1] < lines.shape[0]:
            continue
        unit = lines - lines.mean()
        unit /= np.sqrt((unit**2).sum(axis=1, keepdims=True))
        same = np.abs(unit @ unit.T) - np.eye(len(unit))
        if same.max() > 0.5:
            i, j = np.unravel_index(same.argmax(), same.shape)
            return Problem(f"{what} {i} and {j} are copies, up to the sign", "copies")
    rows, columns = W.mean(axis=1).std(), W.mean(axis=0).std()
    if max(rows * np.sqrt(W.shape[1]), columns * np.sqrt(W.shape[0])) > 3 * W.std():
        return Problem("each row or column is of one number", "copies")
    return None


def _forced(W: Any) -> str | None:
    """A single weight divided by its own deviation of 0 is nan."""
    return "forced" if W.size == 1 else None


def _one_row(n_in: int, n_out: int, rng: Rng) -> Any:
    return np.tile(rng.normal(size=n_out) * np.sqrt(2 / n_in), (n_in, 1))


def _mirrored(n_in: int, n_out: int, rng: Rng) -> Any:
    half = rng.normal(size=(n_in, (n_out + 1) // 2)) * np.sqrt(2 / n_in)
    return np.hstack([half, -half])[:, :n_out]


def _quiet_scale(W: Any, n_in: int) -> Any:
    with np.errstate(all="ignore"):
        return (W - W.mean()) / W.std() * np.sqrt(2 / n_in)


HE = Exercise(
    lesson="07",
    title="Where training starts",
    statement=(
        "With ReLU layers, signals keep their size through depth if weights start with mean 0 and "
        "standard deviation $\\sqrt{2/n_{in}}$. Write `he_init(n_in, n_out, rng)`; normal or "
        "uniform, as you like."
    ),
    reference=he_init,
    cases=_he_cases,
    judge=_he_judge,
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "no_scale",
            "standard normal weights, not scaled",
            lambda n_in, n_out, rng: rng.normal(size=(n_in, n_out)),
            "With 400 inputs the sums are twenty times too large: units saturate or explode.",
            "The standard deviation is 1, whatever n_in is.",
            "By what does the sum of n_in random terms grow?",
        ),
        Mistake(
            "variance",
            "scaled by 2/n_in, the variance in the place of its root",
            lambda n_in, n_out, rng: rng.normal(size=(n_in, n_out)) * 2 / n_in,
            "2/n_in is the variance; numbers are scaled by the standard deviation.",
            "With 400 inputs the weights are fourteen times too small.",
            "What is the standard deviation, if the variance is 2/n_in?",
        ),
        Mistake(
            "by_outputs",
            "scaled by the outputs, sqrt(2 / n_out)",
            lambda n_in, n_out, rng: (
                rng.normal(size=(n_in, n_out)) * np.sqrt(2 / n_out)
            ),
            "A unit sums over its inputs, so their number counts.",
            "For a square layer nobody notices.",
            "How many terms has the sum of one unit?",
        ),
        Mistake(
            "xavier",
            "sqrt(1 / n_in), without the 2",
            lambda n_in, n_out, rng: rng.normal(size=(n_in, n_out)) * np.sqrt(1 / n_in),
            "ReLU silences half of its units; the 2 makes up for it.",
            "After ten layers the signal is thirty times too small.",
            "Which share of its inputs does ReLU let through?",
        ),
        Mistake(
            "zeros",
            "all weights 0",
            lambda n_in, n_out, rng: np.zeros((n_in, n_out)),
            "D1 suggests it. All hidden units stay identical for ever, and with ReLU nothing moves.",
            "The hidden layer's gradients are 0.",
            "What tells two hidden units apart, if they start alike?",
        ),
        Mistake(
            "positive",
            "numbers from 0 up: the mean isn't 0",
            lambda n_in, n_out, rng: (
                rng.random((n_in, n_out)) * np.sqrt(2 / n_in) * np.sqrt(12)
            ),
            "rng.random is never negative, and neither is an absolute value.",
            "Every sum of positive inputs is far above 0.",
            "What is the mean of your draws?",
        ),
        Mistake(
            "transposed",
            "(n_out, n_in): the other convention's shape",
            lambda n_in, n_out, rng: rng.normal(size=(n_out, n_in)) * np.sqrt(2 / n_in),
            "PyTorch stores (out, in). In this course W[j, k] goes from input j to unit k.",
            "X @ W doesn't fit.",
            "How many rows does W need, if X has n_in columns?",
        ),
        Mistake(
            "glorot",
            "sqrt(2 / (n_in + n_out)), Glorot's rule",
            lambda n_in, n_out, rng: (
                rng.normal(size=(n_in, n_out)) * np.sqrt(2 / (n_in + n_out))
            ),
            "It balances the way forward and the way back, for tanh. ReLU halves, and He counts inputs.",
            "With 50 inputs and 400 outputs the weights are three times too small.",
            "Which number of units stands under the line here?",
            also=(
                lambda n_in, n_out, rng: rng.uniform(
                    -np.sqrt(6 / (n_in + n_out)),
                    np.sqrt(6 / (n_in + n_out)),
                    (n_in, n_out),
                ),
            ),
        ),
        Mistake(
            "uniform_limit",
            "uniform numbers with sqrt(2 / n_in) as their limit",
            lambda n_in, n_out, rng: rng.uniform(
                -np.sqrt(2 / n_in), np.sqrt(2 / n_in), (n_in, n_out)
            ),
            "The limit of a uniform draw isn't its standard deviation: that is limit / √3.",
            "The weights are 1.73 times too small.",
            "Which limit has the standard deviation sqrt(2 / n_in)?",
        ),
        Mistake(
            "fixed",
            "a standard deviation of 0.01, whatever n_in is",
            lambda n_in, n_out, rng: 0.01 * rng.normal(size=(n_in, n_out)),
            "Small numbers look safe. Layer by layer the signal dies out.",
            "It doesn't change with n_in.",
            "Where does your function use n_in, but for the shape?",
        ),
        Mistake(
            "upside_down",
            "multiplied by sqrt(n_in / 2): the fraction is upside down",
            lambda n_in, n_out, rng: rng.normal(size=(n_in, n_out)) * np.sqrt(n_in / 2),
            "The root of 2 / n_in divides by the root of n_in.",
            "With 400 inputs the weights are 200 times too large.",
            "Should weights be larger or smaller when more of them are added up?",
        ),
        Mistake(
            "root_of_size",
            "2 / sqrt(n_in): the root covers n_in alone",
            lambda n_in, n_out, rng: rng.normal(size=(n_in, n_out)) * 2 / np.sqrt(n_in),
            "The 2 stands under the root as well.",
            "Every weight is 1.41 times too large.",
            "Put the whole fraction into np.sqrt.",
        ),
        Mistake(
            "constant",
            "one number for all weights",
            lambda n_in, n_out, rng: np.full((n_in, n_out), np.sqrt(2 / n_in)),
            "sqrt(2 / n_in) is the standard deviation of a draw, and not the weight itself.",
            "All units of the layer compute the same, and stay alike for ever.",
            "Where do the random numbers come from?",
        ),
        Mistake(
            "copies",
            "rows or columns that are copies of each other, up to the sign",
            lambda n_in, n_out, rng: np.repeat(
                rng.normal(size=(n_in, 1)) * np.sqrt(2 / n_in), n_out, axis=1
            ),
            "Mean and deviation of all the weights are as they should be.",
            "Units with the same weights compute the same, and learn the same.",
            "How many independent draws does the matrix need?",
            also=(_one_row, _mirrored),
        ),
        Mistake(
            "forced",
            "draws that are forced to an exact mean and deviation",
            lambda n_in, n_out, rng: _quiet_scale(rng.normal(size=(n_in, n_out)), n_in),
            "2 / n_in is the variance of each draw; what came out by chance varies around it.",
            "With a single weight it divides 0 by 0.",
            "Multiply the draws by a number that doesn't depend on them.",
        ),
    ),
    hints=(
        "rng.normal(size=…) has standard deviation 1. What must it be multiplied by?",
        "The standard deviation is the root of 2 / n_in.",
        "return rng.normal(size=(n_in, n_out)) * np.sqrt(2 / n_in)",
    ),
    symptoms=(
        ("the loss is nan", "Are the weights scaled at all?"),
        ("nothing learns", "Are they too small, or 0?"),
    ),
    another_way="rng.uniform(-limit, limit) with limit = sqrt(6 / n_in) has the same standard deviation.",
)


def gradient_norms(gradients):
    """Frobenius norm of each dW in a list of (dW, db), as floats."""
    return [float(np.sqrt(np.sum(dW**2))) for dW, db in gradients]


def _norm_cases(rng: Rng) -> Iterator[Case]:
    """One square dW isn't symmetric: the trace of dW @ dW is another number."""
    first = (np.array([[3.0, 0.0], [0.0, 4.0]]), np.array([7.0, -1.0]))
    yield Case(
        ([first, (np.array([[2.0], [-1.0]]), np.array([5.0]))],),
        show="two pairs (dW, db)",
    )
    for sizes in ((4, 3, 3, 5), (6, 2, 3)):
        pairs = [
            (rng.normal(size=(i, o)), rng.normal(size=o) + 1)
            for i, o in zip(sizes, sizes[1:])
        ]
        yield Case((pairs,), show=f"{len(pairs)} pairs (dW, db)")


def _root_of_trace(dW: Any) -> float:
    square = dW.shape[0] == dW.shape[1]
    return (
        float(np.sqrt(abs(np.trace(dW @ dW)))) if square else float(np.linalg.norm(dW))
    )


NORMS = Exercise(
    lesson="07",
    title="How large is each layer's gradient?",
    statement=(
        "To see gradients vanish, measure them: write `gradient_norms(gradients)`, the Frobenius "
        "norm $\\sqrt{\\sum_{jk}dW_{jk}^2}$ of each layer's `dW`, first layer first. `gradients` is "
        "a list of pairs `(dW, db)`."
    ),
    reference=gradient_norms,
    cases=_norm_cases,
    points=1,
    minutes=4,
    mistakes=(
        Mistake(
            "squared",
            "the sum of the squares, without the root",
            lambda gradients: [float(np.sum(dW**2)) for dW, db in gradients],
            "The norm is a length: the root of the sum of squares.",
            "For 3 and 4 it gives 25 in the place of 5.",
            "What is the length of (3, 4)?",
        ),
        Mistake(
            "spectral",
            "the largest singular value",
            lambda gradients: [float(np.linalg.norm(dW, 2)) for dW, db in gradients],
            "np.linalg.norm(dW, 2) is another norm of a matrix; without the 2 it is Frobenius'.",
            "For diag(3, 4) it gives 4 in the place of 5.",
            "Which norm treats the matrix as one long vector?",
        ),
        Mistake(
            "with_bias",
            "the bias gradients counted in",
            lambda gradients: [
                float(np.sqrt(np.sum(dW**2) + np.sum(db**2))) for dW, db in gradients
            ],
            "Only dW is asked for.",
            "A layer with dW = 0 would still have a norm.",
            "Which part of each pair does the formula use?",
        ),
        Mistake(
            "of_bias",
            "the norms of db in the place of dW",
            lambda gradients: [float(np.sqrt(np.sum(db**2))) for dW, db in gradients],
            "Each pair is (dW, db), in this order.",
            "The numbers don't change when the weights' gradients do.",
            "Which of the two comes first?",
        ),
        Mistake(
            "reversed",
            "the last layer first",
            lambda gradients: [float(np.sqrt(np.sum(dW**2))) for dW, db in gradients][
                ::-1
            ],
            "The backward pass finds the last layer first; the list is in the order of the layers.",
            "The first number belongs to the output.",
            "In which order does the list come in?",
        ),
        Mistake(
            "mean",
            "the root of the mean square",
            lambda gradients: [float(np.sqrt(np.mean(dW**2))) for dW, db in gradients],
            "A mean divides by the number of weights; a norm doesn't.",
            "A wider layer would seem to have a smaller gradient.",
            "Is there a mean in the formula?",
        ),
        Mistake(
            "one_number",
            "one norm over all layers",
            lambda gradients: float(
                np.sqrt(sum(np.sum(dW**2) for dW, db in gradients))
            ),
            "Then nobody can see in which layer the gradient vanishes.",
            "The result is one number.",
            "How many layers are there?",
        ),
        Mistake(
            "absolute_sum",
            "the sum of the absolute entries",
            lambda gradients: [float(np.abs(dW).sum()) for dW, db in gradients],
            "That is another norm, the length of a way along the axes.",
            "For 3 and 4 it gives 7 in the place of 5.",
            "What is the length of (3, 4)?",
        ),
        Mistake(
            "largest",
            "the largest absolute entry",
            lambda gradients: [float(np.abs(dW).max()) for dW, db in gradients],
            "A single weight may have a large slope, while all others have none.",
            "For 3 and 4 it gives 4 in the place of 5.",
            "Which entries does the formula add up?",
        ),
        Mistake(
            "column_sum",
            "np.linalg.norm(dW, 1), the largest column sum",
            lambda gradients: [float(np.linalg.norm(dW, 1)) for dW, db in gradients],
            "The second argument of norm chooses another norm of a matrix.",
            "For diag(3, 4) it gives 4 in the place of 5.",
            "Which norm treats the matrix as one long vector? Leave the 1 out.",
        ),
        Mistake(
            "sum",
            "the sum of the entries",
            lambda gradients: [float(np.sum(dW)) for dW, db in gradients],
            "Slopes of opposite signs cancel, and the sum of a large gradient may be 0.",
            "For 3 and 4 it gives 7 in the place of 5.",
            "What has to be done with each entry before they are added?",
            also=(lambda gradients: [float(abs(np.sum(dW))) for dW, db in gradients],),
        ),
        Mistake(
            "deviation",
            "the standard deviation of the entries",
            lambda gradients: [float(np.std(dW)) for dW, db in gradients],
            "It takes the mean off first and divides by the number of entries.",
            "A gradient whose entries are all alike would have the size 0.",
            "Is a mean subtracted in the formula?",
        ),
        Mistake(
            "rows",
            "one norm a row or column, and not one a layer",
            lambda gradients: [np.linalg.norm(dW, axis=1) for dW, db in gradients],
            "With an axis norm goes along it, and leaves a number for each row or column.",
            "Each layer has an array, and one number is asked for.",
            "What happens when you leave the axis out?",
            also=(
                lambda gradients: [np.linalg.norm(dW, axis=0) for dW, db in gradients],
            ),
        ),
        Mistake(
            "pairs",
            "pairs of norms, those of db beside them",
            lambda gradients: [
                (float(np.linalg.norm(dW)), float(np.linalg.norm(db)))
                for dW, db in gradients
            ],
            "Only dW is asked for.",
            "Each layer has two numbers, and one is asked for.",
            "Which part of each pair does the formula use?",
        ),
        Mistake(
            "trace",
            "√ trace(dW dW): the transpose is missing",
            lambda gradients: [_root_of_trace(dW) for dW, db in gradients],
            "The sum of the squares is trace(dW dWᵀ).",
            "For a symmetric dW it is right, and else it isn't.",
            "Which products stand on the diagonal of dW dW?",
        ),
    ),
    hints=(
        "Go through the pairs, and take the length of each dW as if it were one long vector.",
        "np.linalg.norm(dW) without a second argument is Frobenius' norm.",
        "return [float(np.linalg.norm(dW)) for dW, db in gradients]",
    ),
    symptoms=(("I get one number", "A list: one norm for each layer."),),
    another_way="np.linalg.norm(dW) does it in one call; np.sqrt(np.vdot(dW, dW)) shows what is inside.",
)


# ---- what keeps a network from learning by heart


def soft_threshold(W, amount):
    """Every weight `amount` nearer to 0, and at 0 where it would cross; like `W`."""
    return np.sign(W) * np.maximum(np.abs(W) - amount, 0)


def _threshold_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([-2.0, -0.3, 0.05, 0.4, 1.0]), 0.5))
    yield Case((rng.normal(size=(4, 3)), 0.4))
    yield Case((rng.normal(size=6), float(rng.uniform(0.1, 0.9))))
    yield Case((rng.normal(size=(2, 2, 3)), 0.0))


def _threshold_by_search(case: Case) -> Measured:
    """The v with the smallest (v - w)^2 / 2 + amount |v|, on an ever finer grid."""
    W, amount = case.args
    found = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        low, high = -abs(W[index]) - 1, abs(W[index]) + 1
        for _ in range(40):
            grid = np.linspace(low, high, 9)
            cost = (grid - W[index]) ** 2 / 2 + amount * np.abs(grid)
            at = int(cost.argmin())
            low, high = grid[max(at - 1, 0)], grid[min(at + 1, 8)]
        found[index] = (low + high) / 2
    return Measured(
        "the v that makes (v − w)²/2 + amount·|v| smallest, by search", found
    )


def _one_after_other(W: Any, amount: float) -> Any:
    W = np.array(W, dtype=float)
    W[amount < W] -= amount
    W[W + amount < 0] += amount
    W[np.abs(W) <= amount] = 0.0
    return W


THRESHOLD = Exercise(
    lesson="07",
    title="Weights that become exactly 0",
    statement=(
        "A step along $-\\lambda\\,\\mathrm{sign}(w)$ jumps over 0 and back, and never rests on it. "
        "The *proximal* step of L1 does: write `soft_threshold(W, amount)`, which moves every weight "
        "by `amount` towards 0, and leaves it at 0 where it would cross."
    ),
    reference=soft_threshold,
    cases=_threshold_cases,
    measure=_threshold_by_search,
    points=1,
    minutes=4,
    mistakes=(
        Mistake(
            "no_stop",
            "a plain step along −sign(W): small weights cross 0",
            lambda W, amount: W - amount * np.sign(W),
            "That is what descent on L1 does, and why it gives no exact zeros.",
            "0.05 with amount 0.5 becomes −0.45: further from 0 than before.",
            "What should happen to a weight that is smaller than amount?",
        ),
        Mistake(
            "hard",
            "small weights set to 0, and the others left as they are",
            lambda W, amount: np.where(np.abs(W) > amount, W, 0.0),
            "That is hard thresholding, or pruning; L1 pulls the large weights as well.",
            "1.0 with amount 0.5 stays 1.0.",
            "By how much does a large weight move?",
        ),
        Mistake(
            "no_sign",
            "the sign lost: every result is positive",
            lambda W, amount: np.maximum(np.abs(W) - amount, 0),
            "The absolute value is shrunk, and never gets its sign back.",
            "−2 with amount 0.5 becomes 1.5.",
            "On which side of 0 does −2 stay?",
        ),
        Mistake(
            "one_sided",
            "amount subtracted from every weight: negative ones become 0",
            lambda W, amount: np.maximum(W - amount, 0),
            "Towards 0 is down for positive weights, and up for negative ones.",
            "−2 with amount 0.5 becomes 0.",
            "Which way is 0 from −2?",
        ),
        Mistake(
            "scaled",
            "every weight scaled by 1 − amount, as L2 does",
            lambda W, amount: W * (1 - amount),
            "A factor never reaches 0. L1 takes the same amount from all.",
            "0.05 with amount 0.5 becomes 0.025, and not 0.",
            "How far does a weight of 0.05 move, and one of 1?",
        ),
        Mistake(
            "clipped",
            "clipped to [−amount, amount]",
            lambda W, amount: np.clip(W, -amount, amount),
            "Clipping keeps small weights and cuts large ones: what is taken off is what you keep.",
            "−2 with amount 0.5 becomes −0.5; the step takes 0.5 off and leaves −1.5.",
            "What is W minus your result?",
        ),
        Mistake(
            "subtracted",
            "amount subtracted from every weight",
            lambda W, amount: W - amount,
            "Towards 0 is down for positive weights, and up for negative ones.",
            "−2 with amount 0.5 becomes −2.5: further from 0.",
            "Which way is 0 from −2?",
        ),
        Mistake(
            "small_kept",
            "large weights shrunk, and small ones left as they are",
            lambda W, amount: np.where(np.abs(W) > amount, W - amount * np.sign(W), W),
            "A small weight would cross 0, so it was left alone. It should stop at 0.",
            "0.05 with amount 0.5 stays 0.05, and nothing becomes exactly 0.",
            "How far can a weight of 0.05 move before it reaches 0?",
        ),
        Mistake(
            "one_after_other",
            "two lines, of which the second one sees what the first one has done",
            _one_after_other,
            "W[W > amount] −= amount brings a weight of 0.7 to 0.2, and the next line sets it to 0.",
            "1.0 with amount 0.5 becomes 0, and it should be 0.5.",
            "Make all masks of the old W, before anything is changed.",
        ),
        Mistake(
            "crosses_below",
            "negative weights that cross 0",
            lambda W, amount: np.where(W > 0, np.maximum(W - amount, 0), W + amount),
            "Positive weights stop at 0. Negative ones are moved up, and go on.",
            "−0.3 with amount 0.5 becomes 0.2.",
            "Which function stops a negative weight at 0?",
            also=(
                lambda W, amount: np.where(
                    W < 0, np.minimum(W + amount, 0), W - amount
                ),
            ),
        ),
        Mistake(
            "relu",
            "max(W, 0): amount is never used",
            lambda W, amount: np.maximum(W, 0),
            "That cuts the negative weights off, and leaves the others as they are.",
            "−2 becomes 0, and 1.0 stays 1.0.",
            "Where does your function use amount?",
        ),
        Mistake(
            "subgradient",
            "amount · sign(W): what is taken off, and not what is left",
            lambda W, amount: amount * np.sign(W),
            "That is the pull of L1. The step starts at W.",
            "With amount 0 it gives 0, and W should stay as it is.",
            "What is left of −2, when 0.5 is taken off its size?",
        ),
        Mistake(
            "minimum",
            "a minimum where the maximum belongs",
            lambda W, amount: np.sign(W) * np.minimum(np.abs(W) - amount, 0),
            "The maximum with 0 stops what would fall below 0; the minimum stops the others.",
            "1.0 with amount 0.5 becomes 0, and 0.05 becomes −0.45.",
            "Which of |w| − amount and 0 is to be kept?",
        ),
    ),
    hints=(
        "Take absolute values, shrink them, and give the signs back.",
        "np.maximum(…, 0) stops at 0; np.sign(W) has the signs.",
        "return np.sign(W) * np.maximum(np.abs(W) - amount, 0)",
    ),
    symptoms=(
        ("all results are positive", "Multiply by np.sign(W) at the end."),
        ("nothing is exactly 0", "Small weights must stop at 0, not cross it."),
    ),
    another_way="W - np.clip(W, -amount, amount) is the same: what is clipped off is what the step takes.",
)


def early_stopping(losses, patience):
    """(stop, best): when training stops, and the epoch whose weights are kept.

    `losses` are the held-out losses, one an epoch. Training stops at the first epoch that comes
    `patience` epochs after the best one so far; if there is none, with the last one.
    """
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            return epoch, best
    return len(losses) - 1, best


_LOSSES = [0.9, 0.5, 0.6, 0.55, 0.4, 0.45, 0.5, 0.3]


def _stopping_cases(rng: Rng) -> Iterator[Case]:
    yield Case((_LOSSES, 2))
    yield Case((_LOSSES, 3))
    yield Case(([0.9, 0.8, 0.7, 0.6], 1))
    yield Case(([0.5, 0.6, 0.7, 0.8], 2))
    yield Case(([0.7, 0.5, 0.6, 0.3, 0.2], 1))
    yield Case(([2.3, 1.8, 1.5, 1.6, 1.7, 1.65, 1.4], 2))
    yield Case(([0.41, 0.4099, 0.4098, 0.4097], 2))
    yield Case(([0.5], 2))
    yield Case(([0.7], 2))
    down = np.linspace(1, 0.3, 9) + rng.uniform(-0.02, 0.02, size=9)
    up = np.linspace(0.36, 0.6, 8) + rng.uniform(-0.02, 0.02, size=8)
    losses = [float(loss) for loss in np.concatenate([down, up])]
    yield Case((losses, int(rng.integers(3, 6))), show="17 losses, patience")


def _stopped(start: Any, kept: Any, late: int = 0) -> Any:
    """Early stopping with another count of idle epochs, and another choice of weights."""

    def stopping(losses: Any, patience: int) -> Any:
        for epoch in range(len(losses)):
            if epoch - start(losses, epoch) >= patience + late:
                return epoch, kept(losses, epoch)
        return len(losses) - 1, kept(losses, len(losses) - 1)

    return stopping


def _best_so_far(losses: Any, epoch: int) -> int:
    return int(np.argmin(losses[: epoch + 1]))


def _last_fall(losses: Any, epoch: int) -> int:
    """The last epoch whose loss lies below the one before it."""
    falls = [k for k in range(1, epoch + 1) if losses[k] < losses[k - 1]]
    return falls[-1] if falls else 0


def _stopping_from(lowest: float = np.inf, margin: float = 0.0) -> Any:
    """Early stopping that begins with another best loss, or wants a fall by a margin."""

    def stopping(losses: Any, patience: int) -> Any:
        low, best = lowest, 0
        for epoch, loss in enumerate(losses):
            if loss < low - margin:
                low, best = loss, epoch
            if epoch - best >= patience:
                return epoch, best
        return len(losses) - 1, best

    return stopping


def _never_reset(losses: Any, patience: int) -> Any:
    best = idle = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        elif epoch:
            idle += 1
        if idle == patience:
            return epoch, best
    return len(losses) - 1, best


def _without_end(losses: Any, patience: int) -> Any:
    stop, best = early_stopping(losses, patience)
    return (stop, best) if stop - best == patience else None


STOPPING = Exercise(
    lesson="07",
    title="When to stop",
    statement=(
        "The training loss falls for ever, the held-out loss turns. Write "
        "`early_stopping(losses, patience)` for a list of held-out losses, one an epoch: stop at the "
        "first epoch that comes `patience` epochs after the best one *so far*, and return the pair "
        "`(stop, best)`: when you stop, and which epoch's weights you keep. What comes after the stop "
        "is never seen."
    ),
    reference=early_stopping,
    cases=_stopping_cases,
    parts=("stop", "best"),
    points=2,
    minutes=6,
    mistakes=(
        Mistake(
            "looks_ahead",
            "the smallest of all losses, as if the future were known",
            lambda losses, patience: (len(losses) - 1, int(np.argmin(losses))),
            "argmin over the whole list sees epochs that training never reached.",
            "With patience 2 the list [0.9, 0.5, 0.6, 0.55, …] ends at its fourth entry.",
            "Which losses do you know at epoch 3?",
        ),
        Mistake(
            "looks_ahead_and_waits",
            "patience epochs after the smallest of *all* losses",
            lambda losses, patience: (
                min(int(np.argmin(losses)) + patience, len(losses) - 1),
                int(np.argmin(losses)),
            ),
            "The smallest loss may come after the stop, and then nobody ever sees it.",
            "For 0.9, 0.5, 0.6, 0.55, 0.4, … with patience 2 training has stopped at epoch 3, and 0.4 is epoch 4.",
            "Which losses does training know at epoch 3?",
        ),
        Mistake(
            "first_rise",
            "a stop at the first rise, whatever patience is",
            lambda losses, patience: _stopped(_best_so_far, _best_so_far)(losses, 1),
            "Held-out losses are noisy; patience waits a little.",
            "With patience 3 the list [0.9, 0.5, 0.6, 0.55, 0.4, …] gets to 0.4.",
            "Where does your function use patience?",
        ),
        Mistake(
            "keeps_last",
            "the weights of the last epoch kept, and not those of the best",
            _stopped(_best_so_far, lambda losses, epoch: epoch),
            "By the time you stop, the loss has been worse for `patience` epochs.",
            "stop and best are always the same.",
            "Which epoch had the smallest loss?",
        ),
        Mistake(
            "one_late",
            "a stop one epoch too late",
            _stopped(_best_so_far, _best_so_far, late=1),
            "It waits for more than patience epochs, in the place of patience of them.",
            "With patience 1 it looks at two epochs that bring nothing better, and not at one.",
            "Is it > or >=?",
        ),
        Mistake(
            "against_previous",
            "each loss compared with the one before, and not with the best",
            _stopped(_last_fall, _best_so_far),
            "A small fall after a large rise isn't an improvement.",
            "0.9, 0.5, 0.6, 0.55: the last one falls, and is worse than 0.5.",
            "What was the best loss so far?",
        ),
        Mistake(
            "largest",
            "the largest loss taken for the best",
            _stopped(
                lambda losses, epoch: int(np.argmax(losses[: epoch + 1])),
                lambda losses, epoch: int(np.argmax(losses[: epoch + 1])),
            ),
            "For an accuracy, large is good; for a loss, small.",
            "It keeps the weights of the worst epoch.",
            "Which way does the comparison point?",
        ),
        Mistake(
            "own_first_best",
            "a first best loss of your own, and not the first in the list",
            _stopping_from(1.0),
            "Losses of ten classes begin at 2.3, and never fall to 0.",
            "Until a loss falls below your number none of them counts as the best.",
            'Which loss is the best one after epoch 0? (float("inf") would do, too.)',
            also=(
                _stopping_from(0.0),
                _stopping_from(0.5),
            ),
        ),
        Mistake(
            "needs_a_margin",
            "a fall that counts only if it is large enough",
            _stopping_from(margin=1e-3),
            "Libraries offer such a margin. Here every loss below the best one is better.",
            "A loss that falls by 0.0001 in every epoch still falls.",
            "What does “the best one so far” mean?",
            also=(
                _stopping_from(margin=1e-2),
                _stopping_from(margin=0.05),
            ),
        ),
        Mistake(
            "never_reset",
            "a count of idle epochs that is never set back to 0",
            _never_reset,
            "Each epoch without a new best is counted, even when there has been one in between.",
            "With patience 3 it stops at the third idle epoch in all, wherever they lie.",
            "What happens to the count when a new best comes?",
        ),
        Mistake(
            "sees_later",
            "the smallest of all losses as the best, with the right stop",
            lambda losses, patience: (
                early_stopping(losses, patience)[0],
                int(np.argmin(losses)),
            ),
            "argmin over the whole list sees epochs that training never reached.",
            "The best epoch comes after the stop.",
            "Which weights exist when training stops?",
        ),
        Mistake(
            "only_stop",
            "the stop alone, without the best epoch",
            lambda losses, patience: early_stopping(losses, patience)[0],
            "Whoever stops wants to know which weights to go back to.",
            "One number comes back, and two are asked for.",
            "What does `return epoch, best` give?",
        ),
        Mistake(
            "loss_for_epoch",
            "the best loss in the place of its epoch",
            lambda losses, patience: (
                early_stopping(losses, patience)[0],
                losses[early_stopping(losses, patience)[1]],
            ),
            "The loss tells how good it was. To find the weights again one needs the epoch.",
            "The second number isn't whole.",
            "Which of the two do you remember when a new best comes?",
        ),
        Mistake(
            "from_one",
            "epochs counted from 1",
            lambda losses, patience: tuple(
                e + 1 for e in early_stopping(losses, patience)
            ),
            "The first loss in the list is that of epoch 0.",
            "losses[best] isn't the best loss.",
            "With which number does enumerate begin?",
        ),
        Mistake(
            "no_end",
            "None where training never stops early",
            _without_end,
            "Every path through a function needs its return, the one past the loop too.",
            "With losses that fall to the end nothing comes back.",
            "What should come back when the loop has run through?",
        ),
    ),
    hints=(
        "Walk through the epochs and remember the best one. How long ago was it?",
        "If losses[epoch] is below losses[best], best = epoch; if epoch − best is patience, stop.",
        "for epoch, loss in enumerate(losses): … `if epoch - best == patience: return epoch, best`",
    ),
    symptoms=(
        ("it stops too late", "Compare with >=, or with ==, not with >."),
        ("it never stops", "Count from the best epoch, not from the last small fall."),
    ),
    another_way="To keep the best weights, copy them whenever best changes: epochs that are gone can't be called back.",
)


def shift_images(X, down, right):
    """`X` (N, 64) of 8 x 8 pixels, moved by `down` and `right`, each -1, 0 or 1; (N, 64).

    Rows and columns that come in are 0.
    """
    padded = np.pad(X.reshape(-1, 8, 8), ((0, 0), (1, 1), (1, 1)))
    moved = padded[:, 1 - down : 9 - down, 1 - right : 9 - right]
    return moved.reshape(len(X), 64)


def _shift_cases(rng: Rng) -> Iterator[Case]:
    corner = np.zeros((1, 64))
    corner[0, 0], corner[0, 63], corner[0, 7] = 1.0, 2.0, 3.0
    yield Case((corner, 1, 0), show="one digit with three bright corners, 1, 0")
    for n, down, right in (
        (3, 0, 1),
        (2, -1, 0),
        (4, 1, -1),
        (1, 0, 0),
        (2, -1, -1),
        (2, 0, -1),
        (3, 1, 1),
    ):
        X = rng.uniform(0.1, 1, size=(n, 64))
        yield Case((X, down, right), show=f"X of shape {X.shape}, {down}, {right}")


def _moved(down: int, right: int, X: Any, **pad: Any) -> Any:
    padded = np.pad(X.reshape(-1, 8, 8), ((0, 0), (1, 1), (1, 1)), **pad)
    return padded[:, 1 - down : 9 - down, 1 - right : 9 - right].reshape(len(X), 64)


def _mixed(X: Any, down: int, right: int) -> Any:
    padded = np.pad(X.reshape(8, 8, -1), ((1, 1), (1, 1), (0, 0)))
    moved = padded[1 - down : 9 - down, 1 - right : 9 - right]
    return moved.reshape(-1, 64)


def _first_edge(X: Any, down: int, right: int) -> Any:
    images = np.roll(X.reshape(-1, 8, 8), (down, right), axis=(1, 2))
    images[:, : int(down != 0)] = 0
    images[:, :, : int(right != 0)] = 0
    return images.reshape(-1, 64)


def _all_edges(X: Any, down: int, right: int) -> Any:
    images = np.roll(X.reshape(-1, 8, 8), (down, right), axis=(1, 2))
    images[:, [0, -1]] = 0
    images[:, :, [0, -1]] = 0
    return images.reshape(-1, 64)


def _positive_slices(X: Any, down: int, right: int) -> Any:
    images = X.reshape(-1, 8, 8)
    moved = np.zeros_like(images)
    moved[:, down:, right:] = images[:, : 8 - down, : 8 - right]
    return moved.reshape(-1, 64)


SHIFT = Exercise(
    lesson="07",
    title="More digits for nothing",
    statement=(
        "A digit moved by one pixel is the same digit, and new to the network: the cheapest of all "
        "ways to more data. Write `shift_images(X, down, right)` for `X` (N, 64), each row an image of "
        "8 × 8 pixels; `down` and `right` are −1, 0 or 1. What comes in at the edge is 0."
    ),
    reference=shift_images,
    cases=_shift_cases,
    points=2,
    minutes=6,
    mistakes=(
        Mistake(
            "rolled",
            "what leaves at one edge comes in at the other, as np.roll does",
            lambda X, down, right: np.roll(
                X.reshape(-1, 8, 8), (down, right), axis=(1, 2)
            ).reshape(len(X), 64),
            "np.roll turns the image round, like a cylinder.",
            "A bright pixel in the last row appears in the first one.",
            "What should stand in the row that comes in?",
        ),
        Mistake(
            "opposite",
            "moved the other way",
            lambda X, down, right: _moved(-down, -right, X),
            "To move the picture down, read from further up.",
            "With down = 1 the first row is lost, and not the last one.",
            "Which row of the old image is row 1 of the new one?",
        ),
        Mistake(
            "swapped",
            "down and right in each other's place",
            lambda X, down, right: _moved(right, down, X),
            "The first axis of an image is its rows: down.",
            "With down = 1 the picture moves to the right.",
            "Which axis counts the rows?",
        ),
        Mistake(
            "edge_kept",
            "the edge repeated, in the place of zeros",
            lambda X, down, right: _moved(down, right, X, mode="edge"),
            "Paper around a digit is empty: 0.",
            "The row that comes in is a copy of the first one.",
            "Which value has the empty paper?",
        ),
        Mistake(
            "along_the_row",
            "all 64 numbers moved in a line: pixels slip into the next row",
            lambda X, down, right: _in_a_line(X, 8 * down + right),
            "In memory the rows follow each other; the right neighbour of a row's end is the next row.",
            "With right = 1 the last pixel of a row appears as the first one of the row below.",
            "Make images of the rows first: reshape(-1, 8, 8).",
        ),
        Mistake(
            "not_flat",
            "images of 8 × 8 in the place of rows of 64",
            lambda X, down, right: _moved(down, right, X).reshape(-1, 8, 8),
            "The network takes rows of 64 numbers.",
            "The shape is (N, 8, 8).",
            "Which shape has X?",
        ),
        Mistake(
            "mixed",
            "reshape(8, 8, −1): samples and pixels mixed up",
            _mixed,
            "reshape goes through the numbers in order: the first 64 are one image.",
            "For a single image it is right, and for several they run into each other.",
            "Which axis comes first in X?",
        ),
        Mistake(
            "moves_samples",
            "the images moved along the samples",
            lambda X, down, right: np.roll(
                X.reshape(-1, 8, 8), (down, right), axis=(0, 1)
            ).reshape(-1, 64),
            "Axis 0 counts the images; the rows of an image are axis 1, its columns axis 2.",
            "With down = 1 the first image becomes the second one.",
            "Which two axes belong to one image?",
        ),
        Mistake(
            "first_edge",
            "row 0 and column 0 cleared, whichever way it moves",
            _first_edge,
            "For a move down it is row 0 that comes in. For a move up it is row 7.",
            "With down = −1 the first row is lost, and the last one shows the old first.",
            "Which row comes in when the image moves up?",
        ),
        Mistake(
            "all_edges",
            "all four edges cleared",
            _all_edges,
            "Only what comes in is 0. The other edges are part of the picture.",
            "With down = 0 and right = 0 the image should stay as it is.",
            "Which rows and columns come in?",
        ),
        Mistake(
            "ones_in",
            "1 in the place of 0 at the edge",
            lambda X, down, right: _moved(down, right, X, constant_values=1),
            "1 is the darkest ink; empty paper is 0.",
            "A bright frame appears where the image has moved away.",
            "Which value has the empty paper?",
        ),
        Mistake(
            "positive_only",
            "slices that fit moves down and right only",
            _positive_slices,
            "A slice that begins with −1 begins at the end.",
            "For down = 1 it is right, and for down = −1 NumPy refuses.",
            "Where does the slice begin when the image moves up? max(down, 0) helps.",
        ),
        Mistake(
            "two_pixels",
            "a move by two pixels",
            lambda X, down, right: _moved(down, right, _moved(down, right, X)),
            "Perhaps the move is made twice, or the frame is two pixels wide.",
            "A bright corner lands two rows further down.",
            "How far does row 0 move for down = 1?",
        ),
    ),
    hints=(
        "Make images of the rows: X.reshape(-1, 8, 8). Then put a frame of zeros around them.",
        "np.pad adds the frame; a slice of 8 rows and 8 columns cuts the moved image out.",
        "padded = np.pad(X.reshape(-1, 8, 8), ((0, 0), (1, 1), (1, 1))), then\n"
        "padded[:, 1 - down : 9 - down, 1 - right : 9 - right]",
    ),
    symptoms=(
        (
            "I get a shape error",
            "reshape(-1, 8, 8) to images, reshape(len(X), 64) back to rows.",
        ),
        (
            "it moves the wrong way",
            "To move down, the slice starts further up: 1 - down.",
        ),
    ),
    another_way="scipy.ndimage.shift moves by parts of a pixel as well; whole pixels need NumPy only.",
)


def _in_a_line(X: Any, places: int) -> Any:
    padded = np.pad(X, ((0, 0), (9, 9)))
    return padded[:, 9 - places : 73 - places]


# ---- the digits


def train_digits(X, Y, rng):
    """Train on `X` (N, 64) in 0..1 and one-hot `Y` (N, 10); return predict(X) -> labels (N,)."""
    W1, b1 = rng.normal(size=(64, 128)) * np.sqrt(2 / 64), np.zeros(128)
    W2, b2 = rng.normal(size=(128, 10)) * np.sqrt(2 / 128), np.zeros(10)
    for epoch in range(40):
        eta = 0.3 / (1 + 0.05 * epoch)
        order = rng.permutation(len(X))
        for start in range(0, len(X), 16):
            x, y = X[order[start : start + 16]], Y[order[start : start + 16]]
            a = np.maximum(0, x @ W1 + b1)
            z = a @ W2 + b2
            p = np.exp(z - z.max(axis=1, keepdims=True))
            delta2 = (p / p.sum(axis=1, keepdims=True) - y) / len(x)
            delta1 = delta2 @ W2.T * (a > 0)
            W2, b2 = W2 - eta * a.T @ delta2, b2 - eta * delta2.sum(axis=0)
            W1, b1 = W1 - eta * x.T @ delta1, b1 - eta * delta1.sum(axis=0)
    return lambda X: (np.maximum(0, X @ W1 + b1) @ W2 + b2).argmax(axis=1)


@cache
def _digits() -> tuple[Any, ...]:
    from bpcourse.datasets import one_hot, split_digits

    X, labels, X_held, held = split_digits()
    return X, one_hot(labels), X_held, held


def _digit_cases(rng: Rng) -> Iterator[Case]:
    X, Y, X_held, held = _digits()
    yield Case(
        (X, Y, Seed(int(rng.integers(2**31)))),
        show="X of shape (1437, 64), Y of shape (1437, 10), rng",
        extra={"call": X_held, "labels": held},
    )


def _digit_judge(case: Case, want: Any, got: Any) -> Problem | None:
    labels = case.extra["labels"]
    if np.shape(got) == (len(labels), 10):
        return Problem(
            "predict returns ten numbers a sample, and should return one label",
            "scores",
        )
    if np.size(got) == 1:
        return Problem("predict returns one label for all samples", "one_label")
    problem = _problem_of_shape(got, labels.shape, "what predict returns")
    if problem:
        return problem
    if len(np.unique(got)) == 1:
        only = np.asarray(got).flat[0]
        return Problem(f"predict says {only} for every digit", "one_answer")
    share = float((np.asarray(got, dtype=float) == labels).mean())
    if share >= ALL_POINTS:
        return None
    text = f"it reads {100 * share:.1f} % of the held-out digits"
    if share < HALF_POINTS:
        mistake = "untrained" if 0.05 < share < 0.2 else None
        mistake = "wrong_labels" if _told_apart(labels, got) else mistake
        return Problem(f"{text}; 90 % are needed", mistake)
    rest = "97 % bring all the points. More epochs, a step that shrinks, more hidden units, or"
    return Problem(
        f"{text}; {rest} digits moved by a pixel?", score=_digit_score(share)
    )


def _told_apart(labels: Any, got: Any) -> bool:
    """Most digits of a kind get one and the same name, another one for each kind."""
    table = np.zeros((10, 10))
    found = np.asarray(got, dtype=float)
    inside = (found >= 0) & (found < 10)
    np.add.at(table, (labels[inside], found[inside].astype(int)), 1)
    apart = len(set(table.argmax(axis=1).tolist())) >= 9
    wrong = np.trace(table) < 0.2 * len(labels)
    return bool(wrong and apart and table.max(axis=1).sum() > 0.6 * len(labels))


HALF_POINTS, ALL_POINTS = 0.90, 0.97  # of the held-out digits


def _digit_score(share: float) -> float:
    """Half of the points at 90 %, all at 97 %, and in proportion between."""
    return 0.5 + 0.5 * (share - HALF_POINTS) / (ALL_POINTS - HALF_POINTS)


def _untrained(X: Any, Y: Any, rng: Rng) -> Any:
    W = rng.normal(size=(64, 10))
    return lambda X: (X @ W).argmax(axis=1)


def _scores(X: Any, Y: Any, rng: Rng) -> Any:
    return lambda X: np.zeros((len(X), 10))


def _predictions_at_once(X: Any, Y: Any, rng: Rng) -> Any:
    return Y.argmax(axis=1)


def _one_class(X: Any, Y: Any, rng: Rng) -> Any:
    return lambda X: [0]


def _labels_shifted(X: Any, Y: Any) -> Any:
    """The nearest mean image's label, and then the one after it."""
    means = Y.T @ X / Y.sum(axis=0)[:, None]
    near = lambda X: ((X[:, None] - means) ** 2).sum(axis=2).argmin(axis=1)
    return lambda X: (near(X) + 1) % 10


DIGITS = Exercise(
    lesson="07",
    title="Read handwritten digits",
    statement=(
        "The whole course in one function: write `train_digits(X, Y, rng)`, which trains a network "
        "on `X` (N, 64) with one-hot `Y` (N, 10), and returns a function `predict(X)` that gives the "
        "labels `(N,)`. NumPy and your own code, within 60 seconds. It passes when it "
        "reads 90 % of the held-out digits, which brings half of the points; 97 % bring them all."
    ),
    reference=train_digits,
    cases=_digit_cases,
    judge=_digit_judge,
    finish="call",
    seconds=60.0,
    points=5,
    minutes=25,
    needs=("he_init",),
    mistakes=(
        Mistake(
            "untrained",
            "a network that reads no better than by guessing",
            _untrained,
            "The steps go nowhere, samples and labels were shuffled apart, or predict looks at other digits.",
            "One digit in ten is read, as by guessing.",
            "Does the loss fall from epoch to epoch? Print it.",
        ),
        Mistake(
            "scores",
            "ten scores a sample in the place of one label",
            _scores,
            "The network's outputs are scores; the label is the place of the largest.",
            "predict returns the shape (N, 10).",
            "Which function finds the place of the largest entry of each row?",
        ),
        Mistake(
            "no_function",
            "labels of the training data, and no function",
            _predictions_at_once,
            "New digits will come: the result has to be a function that reads any.",
            "The result can't be called.",
            "What does `return predict` return, without brackets?",
        ),
        Mistake(
            "one_label",
            "one label for all samples",
            _one_class,
            "predict gets many rows and gives a label for each.",
            "It returns one entry, whatever it gets.",
            "Along which axis is the argmax taken?",
        ),
        Mistake(
            "one_answer",
            "the same answer for every digit",
            lambda X, Y, rng: lambda X: np.zeros(len(X), dtype=int),
            "Scores that are nan, units that are all dead, or inputs on another scale than in training make all samples look alike.",
            "One digit in ten is read: those that happen to be that one.",
            "Print the scores of three samples. Are they finite, and do they differ?",
        ),
        Mistake(
            "wrong_labels",
            "digits that are told apart, and called by the wrong names",
            lambda X, Y, rng: _labels_shifted(X, Y),
            "The training works. Somewhere between the labels and the answer a name has moved.",
            "Nearly all digits of one kind get the same name, and it isn't theirs.",
            "Print the predictions beside the labels: is there a shift, or an argmin for an argmax?",
        ),
    ),
    hints=(
        "Collect what you have: he_init, forward, p − y, the delta recursion, mini-batches, a step.",
        "64 → 128 → 10 with ReLU and softmax; batches of 16, forty epochs, eta 0.3 and shrinking.",
        "Loop over epochs and batches; delta2 = (p - y) / len(x); delta1 = delta2 @ W2.T * (a > 0); "
        "step; at the end `return lambda X: scores(X).argmax(axis=1)`.",
    ),
    symptoms=(
        ("the loss is nan", "Is softmax stable? Is eta too large?"),
        (
            "stuck at ten per cent",
            "Are the weights 0 at the start, or is the sign turned?",
        ),
        ("it takes too long", "Work on whole batches, without a loop over samples."),
    ),
    another_way=(
        "Move the held-out digits by one pixel, and see how few are still read. Training on shifted copies "
        "as well mends that."
    ),
)


EXERCISES = (
    HE,
    NORMS,
    L2,
    L1,
    THRESHOLD,
    STOPPING,
    DROPOUT,
    DROPOUT_BACKWARD,
    SHIFT,
    DIGITS,
)


# ---- questions

QUESTIONS = (
    Question(
        "07-memory",
        "You give 200 of the digits **random labels**, which have nothing to do with the pictures, and "
        "train a network of 4810 weights and biases on them. **How many of these 200 will it read “right” in the "
        "end?**",
        "It learns them by heart, every one, and knows nothing about any other digit.",
        options=(
            Option(
                "About one in ten: there is nothing to learn",
                "There is nothing to *understand*. Learning by heart is always possible.",
            ),
            Option("About half of them", "More: 200 labels are few for 4810 weights."),
            Option("All of them", "", right=True),
        ),
    ),
    Question(
        "07-ten-deep",
        "Ten sigmoid layers of 64 units, with weights of standard deviation $\\sqrt{1/64}$. **The first "
        "layer's gradient is how large, compared with the last one's?**",
        "Each layer keeps about a quarter, from the slope of its sigmoid: nine layers leave a few "
        "millionths.",
        options=(
            Option("About as large", "The weights keep the size; the slopes don't."),
            Option(
                "About a hundredth",
                "That would be a factor of 0.6 a layer. A sigmoid's slope is at most a quarter.",
            ),
            Option("A few millionths", "", right=True),
        ),
    ),
    Question(
        "07-kept-mean",
        "Dropout keeps 80 % of the units, and doesn't divide. **By which factor does the mean of its "
        "outputs change?**",
        "The mean falls to keep; dividing by keep puts it right.",
        answer=0.8,
        hint="A fifth of the outputs becomes 0.",
        traps=((1.25, "That is what the division by keep would put right."),),
    ),
    Question(
        "07-l1",
        "D2 calls L1 the sum of all parameters. **What would descent on the plain sum do?**",
        "",
        options=(
            Option(
                "pull every weight towards 0",
                "Only the absolute value has its bottom at 0.",
                mistake="l1_penalty_subgradient.plain_sum",
            ),
            Option(
                "drive every weight to minus infinity",
                "Its slope is 1 everywhere: it falls for ever.",
                right=True,
            ),
            Option(
                "pull large weights harder",
                "That is L2.",
                mistake="l1_penalty_subgradient.l2",
            ),
        ),
    ),
    Question(
        "07-overfit",
        "**What causes overfitting?**",
        "",
        options=(
            Option(
                "too many activated neurons",
                "The same network with the same activity doesn't overfit when there are enough data (D2-25).",
            ),
            Option(
                "too flexible a model for too few data",
                "It then fits the noise.",
                right=True,
            ),
            Option("too small a step", "That makes training slow."),
        ),
    ),
    Question(
        "07-he",
        "A ReLU layer has 200 inputs. **Which standard deviation do its weights start with?** (a number)",
        "The root of 2/200.",
        answer=0.1,
        hint="The root of 2 over the number of inputs.",
        traps=((0.01, "That is the variance, 2/200; take its root."),),
    ),
    Question(
        "07-test-time",
        "**What does inverted dropout do at inference?**",
        "",
        options=(
            Option(
                "it multiplies the outputs by keep",
                "That belongs to dropout without the division.",
                mistake="dropout.no_rescale",
            ),
            Option(
                "it drops units as in training",
                "Then two readings of the same digit would differ.",
            ),
            Option(
                "nothing",
                "The division by keep in training has seen to it.",
                right=True,
            ),
        ),
    ),
    Question(
        "07-zeros",
        "You want weights that are *exactly* 0. **Which training gives them?**",
        "",
        options=(
            Option(
                "Descent on the loss with the L2 penalty",
                "L2 multiplies by a factor each step, and no factor gives 0.",
                mistake="soft_threshold.scaled",
            ),
            Option(
                "Descent on the loss with the L1 penalty, along −λ sign(w)",
                "It jumps over 0 and back. It comes close, and never rests there.",
                mistake="soft_threshold.no_stop",
            ),
            Option(
                "A step on the loss, then soft thresholding for the L1 penalty",
                "It stops at 0, where a plain step would cross.",
                right=True,
            ),
        ),
    ),
    Question(
        "07-patience",
        "The held-out loss goes 0.9, 0.5, 0.6, 0.55, 0.4, … (epochs 0, 1, 2, …), and the patience is 2. "
        "**Which epoch's weights do you keep?** (a number)",
        "At epoch 3 the best one, epoch 1, is two epochs old: training stops, and 0.4 is never seen.",
        answer=float(early_stopping(_LOSSES, 2)[1]),
        tolerance=1e-9,
        hint="Go through the epochs as training does. When has the best one become two epochs old?",
        traps=(
            (
                4.0,
                "Training has stopped by then. Nobody knows what comes after the stop.",
            ),
            (
                3.0,
                "That is when you stop. Which weights were better than those of epoch 3?",
            ),
        ),
    ),
    Question(
        "07-accumulate",
        "In PyTorch you call `backward()` twice on the same batch, without `zero_grad()` between. **By which "
        "factor are the gradients wrong?** (a number)",
        "Gradients are added to what is there, so you get their sum.",
        answer=2.0,
        hint="What does PyTorch do with the gradient that is there already?",
    ),
)
