"""Lesson 10: the exercise `max_pool`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng

from .shared import blocks, case, cut, pool_fields


def max_pool(X, k):
    """The largest value of every block of k x k pixels, (N, H / k, W / k, C).

    `X` is (N, H, W, C), H and W multiples of k; blocks don't overlap.
    """
    N, H, width, C = X.shape
    return X.reshape(N, H // k, k, width // k, k, C).max(axis=(2, 4))


def _cases(rng: Rng) -> Iterator[Case]:
    for X, k in pool_fields(rng):
        yield case((X, k), X=X, k=k)


def _sorted(case: Case) -> Measured:
    X, k = case.args
    seen = cut(X, k, k)
    flat = np.moveaxis(seen, -1, 3).reshape(*seen.shape[:3], X.shape[3], -1)
    return Measured("the last of each block's sorted pixels", np.sort(flat)[..., -1])


def _wrong_axes(X, k):
    N, H, width, C = X.shape
    return X.reshape(N, k, H // k, k, width // k, C).max(axis=(1, 3))


def _mixed(X, k):
    N, H, width, C = X.shape
    return X.reshape(N, H // k, width // k, k, k, C).max(axis=(3, 4))


EXERCISE = Exercise(
    title="The largest of each block",
    statement=(
        "Write `max_pool(X, k)`. The image `X` `(N, H, W, C)` is cut into blocks of `k` × `k` pixels that don't overlap "
        "(`H` and `W` are multiples of `k`); from each block and each channel the largest value stays: `(N, H/k, W/k, C)`."
    ),
    reference=max_pool,
    cases=_cases,
    measure=_sorted,
    taught="Pooling",
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "mean",
            "the mean of each block",
            lambda X, k: blocks(X, k).mean(axis=(2, 4)),
            "That is mean pooling.",
            "The first block holds 1, 5, 0, 4, and 5 is asked for.",
            "Which value of the block stays?",
        ),
        Mistake(
            "overlapping",
            "the largest of every patch: the blocks overlap",
            lambda X, k: cut(X, k).max(axis=(3, 4)),
            "Blocks lie side by side; patches of stride 1 overlap.",
            "The result is too large.",
            "Where does the second block begin?",
        ),
        Mistake(
            "smallest",
            "the smallest of each block",
            lambda X, k: blocks(X, k).min(axis=(2, 4)),
            "It is the strongest answer that should stay.",
            "The first block holds 1, 5, 0, 4, and 5 is asked for.",
            "min or max?",
        ),
        Mistake(
            "strongest",
            "the largest absolute value",
            lambda X, k: np.abs(blocks(X, k)).max(axis=(2, 4)),
            "−3 is smaller than 1.",
            "One case has negative pixels only.",
            "What is the largest of −1 and −3?",
        ),
        Mistake(
            "never_negative",
            "the largest of each block and 0",
            lambda X, k: np.maximum(blocks(X, k).max(axis=(2, 4)), 0),
            "A search that begins with 0 never finds a negative number.",
            "One case has negative pixels only.",
            "With which value does your search begin?",
        ),
        Mistake(
            "sum",
            "the sum of each block",
            lambda X, k: blocks(X, k).sum(axis=(2, 4)),
            "Only one value stays.",
            "With k = 1 it agrees.",
            "Which value of the block stays?",
        ),
        Mistake(
            "first_pixel",
            "the first pixel of each block",
            lambda X, k: X[:, ::k, ::k],
            "A slice with a step leaves pixels out without looking at them.",
            "The first block holds 1, 5, 0, 4, and 5 is asked for.",
            "Where do you compare?",
        ),
        Mistake(
            "channels_too",
            "the largest over the channels as well",
            lambda X, k: blocks(X, k).max(axis=(2, 4, 5)),
            "Each channel has a picture of its own.",
            "The last axis is gone.",
            "Over which axes is the largest taken?",
        ),
        Mistake(
            "far_apart",
            "pixels that lie far apart: the reshape puts k first",
            _wrong_axes,
            "reshape(N, H/k, k, …) cuts H into H/k blocks of k neighbours; with k first they lie H/k apart.",
            "The shape is right.",
            "Which pixels of X stand together in your block?",
        ),
        Mistake(
            "mixed_blocks",
            "a reshape that puts pixels of different blocks together: both counts first, both k behind",
            _mixed,
            "reshape only reads X row by row and cuts it: a row is H/k times k, so each k follows its own count.",
            "The shape is right, and with k = W the values are, too.",
            "Which pixels of X stand together in reshape(N, H/k, k, W/k, k, C)?",
        ),
        Mistake(
            "rows_only",
            "blocks along the rows only: the width stays",
            lambda X, k: X.reshape(
                len(X), X.shape[1] // k, k, X.shape[2], X.shape[3]
            ).max(axis=2),
            "A block has k rows and k columns.",
            "The result is k times too wide.",
            "How many axes did you cut?",
        ),
        Mistake(
            "columns_only",
            "blocks along the columns only: the height stays",
            lambda X, k: X.reshape(
                len(X), X.shape[1], X.shape[2] // k, k, X.shape[3]
            ).max(axis=3),
            "A block has k rows and k columns.",
            "The result is k times too high.",
            "How many axes did you cut?",
        ),
        Mistake(
            "whole_image",
            "the largest of the whole image",
            lambda X, k: (
                X.max(axis=(1, 2), keepdims=True) * np.ones_like(X[:, ::k, ::k])
            ),
            "Each block has a largest value of its own.",
            "All blocks of a channel give the same.",
            "Over which pixels is the largest taken?",
        ),
    ),
    hints=(
        "Either loop over blocks, as over patches with stride k; or cut the two long axes into two each with reshape.",
        "reshape to (N, H/k, k, W/k, k, C): axis 2 counts the rows of a block, axis 4 its columns.",
        "Then .max(axis=(2, 4)).",
    ),
    symptoms=(
        ("right for positive numbers only", "With which value does your search begin?"),
        (
            "the shape is right and the numbers aren't",
            "Print one block. Are its pixels neighbours?",
        ),
    ),
    another_way="patches(X, k, k).max(axis=(3, 4)): blocks are patches whose stride is their own side.",
)
