"""Backpropagation by hand, by number and by picture.

    from bpcourse import check, hint, solution, checkpoint, progress, doctor, mine
    from bpcourse import practice
    from bpcourse import activations, losses, neuron, layer, network, descent
    from bpcourse import optimizers, convolution, normalization, graph

Everything opens on first use, so that `import bpcourse` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_FUNCTIONS = {
    "check": "learner.notebook",
    "hint": "learner.notebook",
    "solution": "learner.notebook",
    "checkpoint": "learner.notebook",
    "progress": "learner.standing",
    "practice": "learner.practice.panel",
    "doctor": "learner.doctor",
}
_ROOMS = {"mine": "learner.mine"}  # modules that lie deeper than their name says
MATHEMATICS = (  # each needs only those before it, and NumPy
    *("gradcheck", "activations", "losses", "neuron", "layer", "optimizers"),
    *("training", "network", "descent", "regularization", "convolution"),
    *("normalization", "layers", "sequential", "sweeps", "graph"),
)
_MODULES = {*MATHEMATICS, "datasets", "course", "checking", "drawing", "widgets"}
__all__ = sorted({*_FUNCTIONS, *_ROOMS, *_MODULES})


def __getattr__(name: str) -> Any:
    if name in _FUNCTIONS:
        return getattr(import_module(f"{__name__}.{_FUNCTIONS[name]}"), name)
    if name in _MODULES or name in _ROOMS:
        return import_module(f"{__name__}.{_ROOMS.get(name, name)}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
