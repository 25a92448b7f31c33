"""What parts the right cases from the wrong ones: one sample and many, whole numbers, …"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.checking import texts
from bpcourse.checking.trial import Named, Trial
from bpcourse.checking.wording import both
from bpcourse.course import Case, Exercise

from .arguments import argument_names
from .changes import BATCHES

FAR = 30.0


def right_for_some(trials: list[Trial], exercise: Exercise) -> Named | None:
    """For which inputs the answer is right, where that parts all cases in two."""
    batch = argument_names(exercise)[0].startswith(BATCHES)
    good = [t.case for t in trials if not t.problem]
    bad = [t.case for t in trials if t.problem]
    for feature in FEATURES:
        if not (batch if feature is _samples else len(good) > 1 or len(trials) == 2):
            continue
        ours, theirs = _values(feature, good), _values(feature, bad)
        if not (good and bad) or None in ours + theirs or set(ours) & set(theirs):
            continue
        return texts.named("right_for_some", good=_said(ours), bad=_said(theirs))
    return None


def _values(feature: Callable[[Case], str | None], cases: list[Case]) -> list[Any]:
    return [feature(case) for case in cases]


def _said(ids: list[str]) -> str:
    return both([texts.SOME[id] for id in sorted(set(ids))])


def _arrays(case: Case) -> Iterator[np.ndarray]:
    for arg in case.args:
        if isinstance(arg, (np.ndarray, float)):
            yield np.asarray(arg)
        elif isinstance(arg, list):
            yield from (a for a in arg if isinstance(a, np.ndarray))


def _axes(case: Case) -> str | None:
    first = next(_arrays(case), None)
    return None if first is None else f"axes_{min(first.ndim, 3)}"


def _samples(case: Case) -> str | None:
    first = next(_arrays(case), None)
    if first is None or first.ndim != 2:
        return None
    return "one_sample" if len(first) == 1 else "many_samples"


def _layers(case: Case) -> str | None:
    lists = [a for a in case.args if isinstance(a, list)]
    return f"layers_{len(lists[0])}" if lists and 1 <= len(lists[0]) <= 5 else None


def _whole(case: Case) -> str | None:
    kinds = [a.dtype.kind for a in _arrays(case) if a.ndim]
    return ("whole" if "i" in kinds else "decimals") if kinds else "decimals"


def _square(case: Case) -> str | None:
    tables = [a for a in _arrays(case) if a.ndim == 2]
    if not tables:
        return None
    return "square" if tables[-1].shape[0] == tables[-1].shape[1] else "not_square"


def _far(case: Case) -> str | None:
    sizes = [np.abs(a).max(initial=0) for a in _arrays(case) if a.dtype.kind in "iuf"]
    return "far" if max(sizes, default=0.0) > FAR else "near"


def _strided(case: Case) -> str | None:
    return "strided" if case.strided else "contiguous"


FEATURES = (_axes, _samples, _layers, _whole, _square, _far, _strided)
