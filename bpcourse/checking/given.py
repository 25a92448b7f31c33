"""What an answer is given: copies of a case's arguments, and whether it has changed them."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np

from bpcourse.course import Seed

SAME_AFTER = 1e-12  # an argument changed and restored may differ by rounding


def fresh(arg: Any, strided: bool = False) -> Any:
    """A copy of an argument that the answer may do with what it likes.

    A float comes as NumPy's, which is a float too, and knows `astype` and `shape`.
    """
    if isinstance(arg, float):
        return np.float64(arg)
    if isinstance(arg, Seed):
        return np.random.default_rng(arg.value)
    if strided and isinstance(arg, np.ndarray) and arg.ndim:
        return np.repeat(arg.T, 2, axis=-1)[..., ::2].T  # turned, and with gaps
    return arg if callable(arg) else duplicate(arg)


def duplicate(value: Any) -> Any:
    """A copy of what cases hold; `copy.deepcopy` takes several times as long."""
    family = type(value)
    if family in (str, int, float, bool, np.float64):
        return value
    if family in (list, tuple):
        return family(map(duplicate, value))
    if family is dict:
        return {key: duplicate(item) for key, item in value.items()}
    return copy.deepcopy(value)


def changed(before: Any, after: Any) -> bool:
    """Whether a call changed what it was given; True where that can't be compared."""
    try:
        with np.errstate(all="ignore"):
            return differs(before, after)
    except KeyboardInterrupt:
        raise
    except BaseException:  # something that can't be compared was put in
        return True


def differs(before: Any, after: Any) -> bool:
    """True where an argument was changed for good."""
    if isinstance(before, dict) and isinstance(after, dict):
        return differs([*before.items()], [*after.items()])
    if isinstance(before, str):
        return bool(before != after)
    if isinstance(before, (int, float)):
        return not isinstance(after, (int, float)) or _moved(before, after)
    if isinstance(before, (list, tuple)):
        if type(before) is not type(after) or len(before) != len(after):
            return True
        return any(differs(a, b) for a, b in zip(before, after))
    if isinstance(before, np.ndarray):
        if before.shape != np.shape(after):
            return True
        if type(after) is np.ndarray and before.tobytes() == after.tobytes():
            return False
        size = max(1.0, float(np.abs(before).max(initial=0.0)))
        return not np.allclose(
            before, after, rtol=0, atol=SAME_AFTER * size, equal_nan=True
        )
    return False


def _moved(before: float, after: float) -> bool:
    if before == after or (before != before and after != after):  # nan stays nan
        return False
    return not abs(before - after) <= SAME_AFTER * max(1.0, abs(before))
