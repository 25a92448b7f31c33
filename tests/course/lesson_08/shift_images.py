"""Answers to `shift_images` in many styles, right and wrong."""

import numpy as np


def shift_pad(X, down, right):
    images = X.reshape(-1, 8, 8)
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    moved = padded[:, 1 - down : 9 - down, 1 - right : 9 - right]
    return moved.reshape(len(X), 64)


def shift_roll(X, down, right):
    images = np.roll(X.reshape(-1, 8, 8), (down, right), axis=(1, 2))
    if down == 1:
        images[:, 0] = 0
    elif down == -1:
        images[:, -1] = 0
    if right == 1:
        images[:, :, 0] = 0
    elif right == -1:
        images[:, :, -1] = 0
    return images.reshape(X.shape)


def shift_loops(X, down, right):
    out = np.zeros_like(X)
    for n in range(len(X)):
        for r in range(8):
            for c in range(8):
                if 0 <= r - down < 8 and 0 <= c - right < 8:
                    out[n, 8 * r + c] = X[n, 8 * (r - down) + c - right]
    return out


def shift_matrices(X, down, right):
    """Each shift is a matrix with ones beside the diagonal."""
    images = X.reshape(-1, 8, 8)
    D, R = np.eye(8, k=-down), np.eye(8, k=right)
    return np.einsum("ri,nij,jc->nrc", D, images, R).reshape(-1, 64)


def shift_around(X, down, right):
    return np.roll(X.reshape(-1, 8, 8), (down, right), (1, 2)).reshape(-1, 64)


def shift_opposite(X, down, right):
    return shift_pad(X, -down, -right)


def shift_swapped(X, down, right):
    return shift_pad(X, right, down)


def shift_flat(X, down, right):
    out = np.zeros_like(X)
    k = 8 * down + right
    if k > 0:
        out[:, k:] = X[:, :-k]
    elif k < 0:
        out[:, :k] = X[:, -k:]
    else:
        out[:] = X
    return out


def shift_down_only(X, down, right):
    return shift_pad(X, down, 0)


def shift_right_only(X, down, right):
    return shift_pad(X, 0, right)


def shift_repeats_edge(X, down, right):
    images = np.pad(X.reshape(-1, 8, 8), ((0, 0), (1, 1), (1, 1)), mode="edge")
    return images[:, 1 - down : 9 - down, 1 - right : 9 - right].reshape(-1, 64)


def shift_images_shape(X, down, right):
    return shift_pad(X, down, right).reshape(-1, 8, 8)


def shift_up(X, down, right):
    return shift_pad(X, -down, right)


def shift_left(X, down, right):
    return shift_pad(X, down, -right)


def shift_mixed_batch(X, down, right):
    images = X.reshape(8, 8, -1)
    padded = np.pad(images, ((1, 1), (1, 1), (0, 0)))
    return padded[1 - down : 9 - down, 1 - right : 9 - right].reshape(-1, 64)


def shift_rolls_batch(X, down, right):
    images = np.roll(X.reshape(-1, 8, 8), (down, right), axis=(0, 1))
    return images.reshape(-1, 64)


def shift_in_place(X, down, right):
    X[:] = shift_pad(X, down, right)
    return X


def shift_roll_positive_only(X, down, right):
    images = np.roll(X.reshape(-1, 8, 8), (down, right), axis=(1, 2))
    if down:
        images[:, 0] = 0
    if right:
        images[:, :, 0] = 0
    return images.reshape(X.shape)


def shift_always_clears(X, down, right):
    images = np.roll(X.reshape(-1, 8, 8), (down, right), axis=(1, 2))
    images[:, [0, -1]] = 0
    images[:, :, [0, -1]] = 0
    return images.reshape(X.shape)


def shift_fortran(X, down, right):
    images = X.reshape(-1, 8, 8, order="F")
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    moved = padded[:, 1 - down : 9 - down, 1 - right : 9 - right]
    return moved.reshape(-1, 64, order="F")


def shift_ones_come_in(X, down, right):
    images = np.pad(X.reshape(-1, 8, 8), ((0, 0), (1, 1), (1, 1)), constant_values=1)
    return images[:, 1 - down : 9 - down, 1 - right : 9 - right].reshape(-1, 64)


def shift_slices_positive(X, down, right):
    images = X.reshape(-1, 8, 8)
    out = np.zeros_like(images)
    out[:, down:, right:] = images[:, : 8 - down, : 8 - right]
    return out.reshape(-1, 64)


RIGHT = [shift_pad, shift_roll, shift_loops, shift_matrices]


WRONG = [
    ("round the edge", shift_around),
    ("the other way", shift_opposite),
    ("down and right swapped", shift_swapped),
    ("the flat row moved", shift_flat),
    ("down only", shift_down_only),
    ("right only", shift_right_only),
    ("edge repeated", shift_repeats_edge),
    ("(N, 8, 8)", shift_images_shape),
    ("up", shift_up),
    ("left", shift_left),
    ("samples and pixels mixed", shift_mixed_batch),
    ("moves the samples", shift_rolls_batch),
    ("changes X", shift_in_place),
    ("clears the wrong edge for -1", shift_roll_positive_only),
    ("clears all edges", shift_always_clears),
    ("order F", shift_fortran),
    ("ones come in", shift_ones_come_in),
    ("slices that fail for -1", shift_slices_positive),
    ("nothing", lambda X, down, right: X),
    (
        "two pixels",
        lambda X, down, right: shift_pad(shift_pad(X, down, right), down, right),
    ),
    (
        "swapped and the other way",
        lambda X, down, right: shift_pad(X, -right, -down),
    ),
    ("zeros", lambda X, down, right: np.zeros_like(X)),
]
