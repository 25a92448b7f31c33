"""Lesson 06: the exercise `batches_per_epoch`."""

from __future__ import annotations

from collections.abc import Iterator

from bpcourse.course.model import Case, Exercise, Mistake, Rng


def batches_per_epoch(n, batch_size):
    """How many batches, and so iterations, an epoch of `n` samples has."""
    return (n + batch_size - 1) // batch_size


def _count_cases(rng: Rng) -> Iterator[Case]:
    for n, size in (
        (50000, 256),
        (50000, 250),
        (257, 256),
        (11, 4),
        (9, 9),
        (7, 1),
        (5, 8),
    ):
        yield Case((n, size))
    size = int(rng.integers(3, 40))
    times = int(rng.integers(2, 9))
    yield Case((size * times, size))
    yield Case((size * times + int(rng.integers(1, size)), size))


EXERCISE = Exercise(
    title="How many batches?",
    statement=(
        "Write `batches_per_epoch(n, batch_size)`: how many batches, and so how many iterations, an "
        "epoch of `n` samples has. The last batch takes what is left over; where nothing is left "
        "over, there is no such batch. A whole number."
    ),
    reference=batches_per_epoch,
    cases=_count_cases,
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "plus_one",
            "n // batch_size + 1, also where nothing is left over",
            lambda n, size: n // size + 1,
            "That formula is for the case in which something is left over.",
            "For 50000 and 250 it gives 201; the last batch would be empty.",
            "What is 8 // 4 + 1, and how many batches of 4 do 8 samples make?",
        ),
        Mistake(
            "floor",
            "n // batch_size: the rest is left out",
            lambda n, size: n // size,
            "Some libraries can be told to drop the last, smaller batch. Here every sample counts.",
            "For 50000 and 256 it gives 195, and 80 samples are never seen.",
            "What happens to the samples that are left over?",
            also=(lambda n, size: max(1, n // size),),
        ),
        Mistake(
            "exact",
            "the exact quotient, which isn't a whole number",
            lambda n, size: n / size,
            "A batch may be smaller than the others, but there are no parts of batches.",
            "For 50000 and 256 it gives 195.3125.",
            "How many times does the loop run?",
        ),
        Mistake(
            "rounded",
            "the quotient rounded to the nearest",
            lambda n, size: round(n / size),
            "A small rest is rounded away, a large one is kept.",
            "For 50000 and 256 it gives 195, and 80 samples are never seen.",
            "Which way should it be rounded?",
        ),
        Mistake(
            "rest",
            "n % batch_size: the size of the last batch",
            lambda n, size: n % size,
            "The remainder is what is left over, not how many batches there are.",
            "For 50000 and 256 it gives 80.",
            "How many full batches stand before the rest?",
        ),
        Mistake(
            "swapped",
            "the two numbers in each other's place",
            lambda n, size: -(-size // n),
            "The samples are divided into batches, not the other way round.",
            "For 50000 and 256 it gives 1.",
            "Which of the two is the larger one, usually?",
        ),
        Mistake(
            "minus_one",
            "(n − 1) // batch_size: one batch too few",
            lambda n, size: (n - 1) // size,
            "It counts how many batches are full before the last one begins, and the last one is missing.",
            "For 9 samples in batches of 9 it gives 0.",
            "What has to be added, so that the last batch counts?",
        ),
        Mistake(
            "quotient_plus_one",
            "n / batch_size + 1, which isn't a whole number",
            lambda n, size: n / size + 1,
            "The exact quotient contains the rest already, as a fraction.",
            "For 50000 and 256 it gives 196.3125.",
            "Which division gives whole numbers?",
        ),
        Mistake(
            "rest_added",
            "full batches plus the samples that are left over",
            lambda n, size: n // size + n % size,
            "The rest counts samples. Together they make a single batch.",
            "For 50000 and 256 it gives 275.",
            "How many batches do 80 samples make, if 256 fit into one?",
        ),
    ),
    hints=(
        "How many full batches are there, and is anything left over?",
        "Round the quotient up. -(-n // k) rounds up, because // rounds down.",
        "return (n + batch_size - 1) // batch_size",
    ),
    symptoms=(
        ("one too many where it divides", "Is + 1 added always?"),
        ("one too few", "// rounds down; the rest makes a batch of its own."),
    ),
    taught="Epoch, batch, iteration",
    another_way="-(-n // batch_size), math.ceil(n / batch_size) and len(range(0, n, batch_size)) say the same.",
)
