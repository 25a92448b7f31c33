"""The pictures of lessons: the functions of their modules `figures`."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Iterator
from typing import Any


def figures_of(number: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    """(name, function) of a lesson's own, in whichever of its modules they stand."""
    module = importlib.import_module(f"bpcourse.course.lesson_{number}.figures")
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__.startswith(f"{module.__package__}.") and name[0] != "_":
            yield name, function
