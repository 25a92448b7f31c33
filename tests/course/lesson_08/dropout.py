"""Answers to `dropout` in many styles, right and wrong."""

import numpy as np


def dropout_random(A, keep, rng):
    mask = (rng.random(A.shape) < keep) / keep
    return A * mask, mask


def dropout_binomial(A, keep, rng):
    mask = rng.binomial(1, keep, size=np.shape(A)) / keep
    return np.multiply(A, mask), mask


def dropout_where(A, keep, rng):
    mask = np.where(rng.uniform(size=A.shape) >= keep, 0.0, 1 / keep)
    return np.where(mask > 0, A / keep, 0.0), mask


def dropout_choice(A, keep, rng):
    mask = rng.choice([0.0, 1.0 / keep], size=A.shape, p=[1 - keep, keep])
    return mask * A, mask


def dropout_loop(A, keep, rng):
    mask = np.zeros(A.shape)
    for index in np.ndindex(A.shape):
        if rng.random() < keep:
            mask[index] = 1 / keep
    return A * mask, mask


def dropout_no_scale(A, keep, rng):
    mask = (rng.random(A.shape) < keep).astype(float)
    return A * mask, mask


def dropout_scaled_output_only(A, keep, rng):
    mask = (rng.random(A.shape) < keep).astype(float)
    return A * mask / keep, mask


def dropout_drops_keep(A, keep, rng):
    mask = (rng.random(A.shape) > keep) / keep
    return A * mask, mask


def dropout_by_drop(A, keep, rng):
    mask = (rng.random(A.shape) < keep) / (1 - keep)
    return A * mask, mask


def dropout_times_keep(A, keep, rng):
    mask = (rng.random(A.shape) < keep) * keep
    return A * mask, mask


def dropout_rows(A, keep, rng):
    mask = np.repeat((rng.random((len(A), 1)) < keep) / keep, A.shape[1], axis=1)
    return A * mask, mask


def dropout_columns(A, keep, rng):
    mask = np.tile((rng.random(A.shape[1]) < keep) / keep, (len(A), 1))
    return A * mask, mask


def dropout_exact_count(A, keep, rng):
    mask = np.zeros(A.size)
    mask[rng.permutation(A.size)[: round(keep * A.size)]] = 1 / keep
    mask = mask.reshape(A.shape)
    return A * mask, mask


def dropout_swapped(A, keep, rng):
    return dropout_random(A, keep, rng)[::-1]


def dropout_only_a(A, keep, rng):
    return dropout_random(A, keep, rng)[0]


def dropout_seeded(A, keep, rng):
    return dropout_random(A, keep, np.random.default_rng(0))


def dropout_global(A, keep, rng):
    mask = (np.random.rand(*A.shape) < keep) / keep  # noqa: NPY002
    return A * mask, mask


def dropout_in_place(A, keep, rng):
    mask = (rng.random(A.shape) < keep) / keep
    A *= mask
    return A, mask


def dropout_two_masks(A, keep, rng):
    return dropout_random(A, keep, rng)[0], dropout_random(A, keep, rng)[1]


def dropout_boolean(A, keep, rng):
    mask = rng.random(A.shape) < keep
    return A * mask / keep, mask


def dropout_half(A, keep, rng):
    mask = (rng.random(A.shape) < 0.5) / keep
    return A * mask, mask


def dropout_half_both(A, keep, rng):
    return dropout_random(A, 0.5, rng)


def dropout_one_row(A, keep, rng):
    mask = (rng.random(A.shape[-1]) < keep) / keep
    return A * mask, mask


def dropout_normal(A, keep, rng):
    mask = (rng.normal(size=A.shape) < keep) / keep
    return A * mask, mask


def dropout_square(A, keep, rng):
    mask = (rng.random(A.shape) < keep) / keep**2
    return A * mask, mask


def dropout_nothing(A, keep, rng):
    return A, np.ones_like(A)


def dropout_mask_of_a(A, keep, rng):
    dropped = A * (rng.random(A.shape) < keep) / keep
    return dropped, (dropped != 0) / keep


def dropout_drop_unscaled(A, keep, rng):
    mask = (rng.random(A.shape) > keep).astype(float)
    return A * mask, mask


RIGHT = [
    dropout_random,
    dropout_binomial,
    dropout_where,
    dropout_choice,
    dropout_loop,
]


WRONG = [
    ("no division", dropout_no_scale),
    ("mask not divided", dropout_scaled_output_only),
    ("keeps what it should drop", dropout_drops_keep),
    ("divides by 1 - keep", dropout_by_drop),
    ("times keep", dropout_times_keep),
    ("whole rows", dropout_rows),
    ("whole columns", dropout_columns),
    ("an exact count, not independent", dropout_exact_count),
    ("swapped", dropout_swapped),
    ("no mask", dropout_only_a),
    ("same mask each time", dropout_seeded),
    ("global random numbers", dropout_global),
    ("changes A", dropout_in_place),
    ("two masks", dropout_two_masks),
    ("boolean mask", dropout_boolean),
    ("half, whatever keep is", dropout_half),
    ("0.5 for both", dropout_half_both),
    ("one mask row", dropout_one_row),
    ("normal numbers", dropout_normal),
    ("divides twice", dropout_square),
    ("nothing", dropout_nothing),
    ("mask read off the result", dropout_mask_of_a),
    ("drops with keep, and no division", dropout_drop_unscaled),
    ("mean", lambda A, keep, rng: (A * keep, np.full(A.shape, keep))),
]
