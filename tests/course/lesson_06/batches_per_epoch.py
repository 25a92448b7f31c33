"""Answers to `batches_per_epoch` in many styles, right and wrong."""

import math

import numpy as np


def batches_if(n, batch_size):
    full = n // batch_size
    if n % batch_size:
        return full + 1
    return full


def batches_loop(n, batch_size):
    count = 0
    while n > 0:
        n -= batch_size
        count += 1
    return count


def batches_divmod(n: int, batch_size: int) -> int:
    full, rest = divmod(n, batch_size)
    return full + (rest > 0)


RIGHT = [
    batches_if,
    batches_loop,
    batches_divmod,
    lambda n, batch_size: math.ceil(n / batch_size),
    lambda n, batch_size: -(-n // batch_size),
    lambda n, batch_size: (n + batch_size - 1) // batch_size,
    lambda n, batch_size: len(range(0, n, batch_size)),
    lambda n, batch_size: int(np.ceil(n / batch_size)),
]


WRONG = [
    ("rounds down", lambda n, batch_size: n // batch_size),
    ("always + 1", lambda n, batch_size: n // batch_size + 1),
    ("true division", lambda n, batch_size: n / batch_size),
    ("rounds", lambda n, batch_size: round(n / batch_size)),
    ("the rest", lambda n, batch_size: n % batch_size),
    ("adds the rest", lambda n, batch_size: n // batch_size + n % batch_size),
    ("upside down", lambda n, batch_size: math.ceil(batch_size / n)),
    ("ceil of a floor", lambda n, batch_size: math.ceil(n // batch_size)),
    ("one less", lambda n, batch_size: (n - 1) // batch_size),
    ("true division and 1", lambda n, batch_size: n / batch_size + 1),
    ("n + batch_size", lambda n, batch_size: (n + batch_size) // batch_size),
    ("the example's number", lambda n, batch_size: 196),
    ("product", lambda n, batch_size: n * batch_size),
    ("at least one", lambda n, batch_size: max(1, n // batch_size)),
    ("truncates", lambda n, batch_size: int(n / batch_size)),
    ("truncates and 1", lambda n, batch_size: int(n / batch_size + 1)),
    ("adds one half and rounds", lambda n, batch_size: int(n / batch_size + 0.5)),
]
