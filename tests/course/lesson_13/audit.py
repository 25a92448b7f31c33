"""Answers to `audit` in many styles, right and wrong."""

import numpy as np

TRUTH = [8, None, 6, None, 4, 5, None, 4, 6, 5, None, 4]


def plain():
    return [8, None, 6, None, 4, 6, None, 4, 6, 5, None, 4]


def as_tuple():
    return (8, None, 6, None, 4, 5, None, 4, 6, 5, None, 4)


class Collected:
    """Numbers of NumPy, gathered one by one."""

    def __call__(self):
        found = [None] * 12
        for number, line in zip(
            (1, 3, 5, 6, 8, 9, 10, 12), np.array([8, 6, 4, 5, 4, 6, 5, 4])
        ):
            found[number - 1] = line
        return found


RIGHT = [plain, as_tuple, Collected()]


WRONG = [
    ("nothing is wrong", lambda: 12 * [None]),
    ("from 0", lambda: [e and e - 1 for e in TRUTH]),
    ("from below", lambda: [1, None, 3, None, 4, 3, None, 4, 3, 4, None, 3]),
    ("0 where it is right", lambda: [e or 0 for e in TRUTH]),
    ("backwards", lambda: list(reversed(TRUTH))),
    ("wrong or not", lambda: [e is not None for e in TRUTH]),
    ("lines as text", lambda: [e and f"line {e}" for e in TRUTH]),
    ("lists", lambda: [e and (e,) for e in TRUTH]),
    ("the wrong ones", lambda: [e for e in TRUTH if e is not None]),
    ("a dictionary", lambda: dict(enumerate(TRUTH, 1))),
    ("one left out", lambda: TRUTH[1:]),
    ("one number", lambda: 8),
    ("thirteen", lambda: [*TRUTH, None]),
    ("halves", lambda: [e and e + 0.5 for e in TRUTH]),
]
