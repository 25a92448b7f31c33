"""The explorers of all lessons, and the values of their controls."""

from __future__ import annotations

import importlib.util
import inspect

import numpy as np
import pytest

from bpcourse.course import all_lessons

NAMES = [f"lesson_{number}" for number in all_lessons()]


def explorers():
    """Every function of a lesson's module that gives an explorer without arguments."""
    for name in NAMES:
        place = f"bpcourse.course.{name}.explorer"
        if importlib.util.find_spec(place) is None:
            continue
        module = importlib.import_module(place)
        for key, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not key.startswith("_"):
                yield pytest.param(function, id=f"{name}.{key}")


def has_options(control) -> bool:
    return hasattr(control, "options")


def values_of(control, most: int) -> list:
    """The values of a control: all of its options, or its range with both ends."""
    if has_options(control):
        options = [o[1] if isinstance(o, tuple) else o for o in control.options]
        return options
    if isinstance(control.value, bool):
        return [True, False]
    steps = max(1, round((control.max - control.min) / control.step))
    marks = np.unique(np.linspace(0, steps, min(most, steps + 1)).round())
    kind = type(control.value)
    return [kind(min(control.max, control.min + control.step * k)) for k in marks]
