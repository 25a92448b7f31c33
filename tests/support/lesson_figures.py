"""The pictures of lessons: the functions of their modules `figures`."""

from __future__ import annotations

import importlib.util
import inspect
from collections.abc import Callable, Iterator
from typing import Any


def figures_of(number: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    """(name, function) of a lesson's own, in whichever of its modules; none without pictures."""
    name = f"bpcourse.course.lesson_{number}.figures"
    if importlib.util.find_spec(name) is None:
        return
    module = importlib.import_module(name)
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__.startswith(f"{module.__package__}.") and name[0] != "_":
            yield name, function
