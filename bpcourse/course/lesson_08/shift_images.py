"""Lesson 08: the exercise `shift_images`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng


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


TEST = """\
def test_shift_images_1():
    X = 1 + np.arange(128.0).reshape(2, 64)
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            moved = shift_images(X, down, right)
            assert moved.shape == X.shape
            for n, i, j in np.ndindex(2, 8, 8):
                inside = 0 <= i - down < 8 and 0 <= j - right < 8
                want = X[n, 8 * (i - down) + j - right] if inside else 0.0
                assert moved[n, 8 * i + j] == want"""

EXERCISE = Exercise(
    title="More digits without new drawings",
    statement=(
        "A digit moved by one pixel is the same digit, and new to the network. Write "
        "`shift_images(X, down, right)` for `X` (N, 64), each row a picture of 8 × 8 pixels, row "
        "by row; `down` and `right` are −1, 0 or 1 (−1 moves up, or to the left). What comes in "
        "at the edge is 0. The result has the shape of `X`."
    ),
    reference=shift_images,
    cases=_shift_cases,
    own_test=TEST,
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
            "the edge repeated instead of zeros",
            lambda X, down, right: _moved(down, right, X, mode="edge"),
            "Paper around a digit is empty: 0.",
            "The row that comes in is a copy of the first one.",
            "Which value has the empty paper?",
        ),
        Mistake(
            "along_the_row",
            "all 64 numbers moved in a line: pixels move into the next row",
            lambda X, down, right: _in_a_line(X, 8 * down + right),
            "In memory the rows follow each other; the right neighbour of a row's end is the next row.",
            "With right = 1 the last pixel of a row appears as the first one of the row below.",
            "Make images of the rows first: reshape(-1, 8, 8).",
        ),
        Mistake(
            "not_flat",
            "images of 8 × 8 instead of rows of 64",
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
            "1 instead of 0 at the edge",
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
    taught="Show what does not matter",
    another_way="scipy.ndimage.shift moves by parts of a pixel as well; whole pixels need NumPy only.",
)


def _in_a_line(X: Any, places: int) -> Any:
    padded = np.pad(X, ((0, 0), (9, 9)))
    return padded[:, 9 - places : 73 - places]
