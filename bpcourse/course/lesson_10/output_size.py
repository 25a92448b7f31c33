"""Lesson 10: the exercise `output_size`."""

from __future__ import annotations

import math
from collections.abc import Iterator

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng


def output_size(n, k, stride=1, padding=0):
    """How many positions a kernel has along `n` pixels: a whole number.

    The kernel is `k` pixels long and moves by `stride`; `padding` pixels are added
    at each of the two ends. All are ints, and k is at most n + 2 padding.
    """
    return (n + 2 * padding - k) // stride + 1


def _cases(rng: Rng) -> Iterator[Case]:
    for args in ((12, 3), (10, 3, 2), (8, 3, 1, 1), (7, 7), (9, 1), (9, 2, 3)):
        yield Case(args)
    for args in (
        (11, 3, 3, 0),
        (12, 3, 4, 1),
        (7, 5, 2, 2),
        (2, 5, 1, 2),
        (13, 4, 5, 1),
    ):
        yield Case(args)
    for _ in range(3):
        k, stride, padding = (int(v) for v in rng.integers((2, 2, 1), (6, 5, 4)))
        yield Case((k + int(rng.integers(3, 20)), k, stride, padding))


def _counted(case: Case) -> Measured:
    n, k, stride, padding = (*case.args, *(1, 0)[len(case.args) - 2 :])
    starts = range(-padding, n + padding, stride)
    fitting = [s for s in starts if s + k <= n + padding]
    return Measured("positions counted one by one", len(fitting))


EXERCISE = Exercise(
    title="How many places has a kernel?",
    statement=(
        "A kernel of `k` pixels slides along a row of `n` pixels. It begins at the left end, moves by "
        "`stride` pixels at a time, and stops before it would stick out at the right. With `padding`, that many "
        "pixels of 0 are first added at *each* end. Write `output_size(n, k, stride=1, padding=0)`: the number of "
        "its positions, a whole number. Count some by hand before you write a formula."
    ),
    reference=output_size,
    cases=_cases,
    measure=_counted,
    taught="How many places",
    points=1,
    minutes=4,
    mistakes=(
        Mistake(
            "no_plus_one",
            "the number of moves: the first position isn't counted",
            lambda n, k, stride=1, padding=0: (n + 2 * padding - k) // stride,
            "The division counts moves, and there is a position before the first move.",
            "A kernel as long as the row has one position, and this gives 0.",
            "How many positions are there when k = n?",
        ),
        Mistake(
            "one_side",
            "padding at one end only",
            lambda n, k, stride=1, padding=0: (n + padding - k) // stride + 1,
            "Padding is added at both ends.",
            "n = 8, k = 3, padding 1 keeps the size, 8.",
            "How long is the row after padding?",
        ),
        Mistake(
            "fraction",
            "a position and a fraction: nothing is rounded",
            lambda n, k, stride=1, padding=0: (n + 2 * padding - k) / stride + 1,
            "Where the stride doesn't fit, the last move would stick out.",
            "n = 10, k = 3, stride 2 has 4 positions, not 4.5.",
            "What becomes of a move that doesn't fit?",
        ),
        Mistake(
            "rounded_up",
            "a position that sticks out is counted",
            lambda n, k, stride=1, padding=0: (
                math.ceil((n + 2 * padding - k) / stride) + 1
            ),
            "Only whole patches count.",
            "n = 10, k = 3, stride 2: the fifth position would need an eleventh pixel.",
            "Where does the last patch end?",
        ),
        Mistake(
            "rounded",
            "rounded to the nearest instead of down",
            lambda n, k, stride=1, padding=0: round((n + 2 * padding - k) / stride) + 1,
            "Three quarters of a move are no move.",
            "n = 11, k = 3, stride 3: 2 and two thirds moves fit, so 2.",
            "What becomes of a move that doesn't fit?",
        ),
        Mistake(
            "plus_one_inside",
            "the 1 is added before the division",
            lambda n, k, stride=1, padding=0: (n + 2 * padding - k + 1) // stride,
            "The first position is there whatever the stride is.",
            "With stride 1 it agrees; with stride 2 it doesn't.",
            "Count the positions for n = 7, k = 3, stride 2.",
        ),
        Mistake(
            "only_kernel_divided",
            "only k is divided by the stride: brackets are missing",
            lambda n, k, stride=1, padding=0: n + 2 * padding - k // stride + 1,
            "// binds closer than −.",
            "With stride 1 it agrees.",
            "Which length is covered in steps of the stride?",
        ),
        Mistake(
            "same",
            "n / stride, rounded up: what libraries call “same” padding",
            lambda n, k, stride=1, padding=0: math.ceil(n / stride),
            "There the library chooses the padding. Here it is given.",
            "It doesn't depend on k.",
            "Where in your formula is the kernel?",
        ),
        Mistake(
            "no_stride",
            "the stride isn't used",
            lambda n, k, stride=1, padding=0: n + 2 * padding - k + 1,
            "With a stride of 2 about every second position is left out.",
            "n = 10, k = 3 gives 8 for every stride.",
            "How far does one move go?",
        ),
        Mistake(
            "no_padding",
            "the padding isn't used",
            lambda n, k, stride=1, padding=0: (n - k) // stride + 1,
            "Padding makes the row longer.",
            "n = 8, k = 3, padding 1 gives 6.",
            "How long is the row after padding?",
        ),
        Mistake(
            "swapped",
            "stride and padding in exchanged places",
            lambda n, k, padding=0, stride=1: (n + 2 * padding - k) // stride + 1,
            "The order of the arguments is n, k, stride, padding.",
            "n = 10, k = 3 and a third argument 2: it is the stride.",
            "Which argument comes third?",
        ),
        Mistake(
            "kernel_added",
            "k is added",
            lambda n, k, stride=1, padding=0: (n + 2 * padding + k) // stride + 1,
            "A longer kernel has fewer positions.",
            "It grows with k.",
            "What is left of the row when the kernel stands at its beginning?",
        ),
    ),
    hints=(
        "Put the kernel at the left end. How many pixels are left to its right, and how many moves fit into them?",
        "After padding the row has n + 2 padding pixels, of which the kernel covers k. A move takes `stride` of the "
        "others; // leaves out what doesn't fit. And the first position needs no move.",
        "return (what is left, by the first two) // stride + 1",
    ),
    symptoms=(
        ("right for stride 1 only", "What is divided by the stride: all that is left?"),
        ("one too few", "Is the position before the first move counted?"),
        ("it gives 4.5", "A // B is the whole number of times that B fits into A."),
    ),
    another_way="len(range(0, n + 2 * padding - k + 1, stride)) counts the places where a patch can begin.",
)
