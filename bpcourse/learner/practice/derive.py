"""Small compositions drawn from a grammar: the slope of E with respect to one of its numbers.

A family is (structure, outer, inner, loss, parameter); its numbers are new each time. The
right answer is measured by a complex step, which rounds nothing away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from bpcourse.learner import texts

STEP = 1e-30  # of the complex step: its error is far below rounding
SMALLEST, LARGEST = 0.02, 50.0  # of a slope that is asked
TOLERANCE = 0.01  # three digits of the right answer are always enough
APART = 0.04  # how far a trap lies from the right answer, at least

Function = Callable[[Any], Any]
FUNCTIONS: dict[str, tuple[str, Function]] = {
    "sigmoid": ("σ({})", lambda z: 1 / (1 + np.exp(-z))),
    "tanh": ("tanh({})", np.tanh),
    "softplus": ("log(1 + exp({}))", lambda z: np.log(1 + np.exp(z))),
    "sine": ("sin({})", np.sin),
    "square": ("{}²", lambda z: z * z),
}
LOSSES: dict[str, tuple[str, Function]] = {
    "half_squared": ("½ (y − t)²", lambda e: e * e / 2),
    "squared": ("(y − t)²", lambda e: e * e),
    "log_cosh": ("log cosh(y − t)", lambda e: np.log(np.cosh(e))),
}
STRUCTURES = {"one": ("w", "b"), "scaled": ("v", "w", "b"), "two": ("v", "c", "w", "b")}
GRID = [n / 4 for n in range(-8, 9) if n]


class Family(NamedTuple):
    """What is composed, and with respect to what it is asked."""

    structure: str
    outer: str
    inner: str
    loss: str
    parameter: str

    @property
    def id(self) -> str:
        return ".".join(self)


def families() -> list[Family]:
    """Every composition that the grammar has."""
    return [
        Family(structure, outer, inner, loss, parameter)
        for structure, parameters in STRUCTURES.items()
        for outer in (FUNCTIONS if structure == "two" else ["none"])
        for inner in FUNCTIONS
        for loss in LOSSES
        for parameter in parameters
    ]


@dataclass(frozen=True)
class Derivation:
    """One question of a family, at certain numbers.

    links: (name, value) of the chain's factors from E to the parameter; their product is
    `slope`.
    """

    family: Family
    at: dict[str, float] = field(hash=False)
    slope: float
    links: tuple[tuple[str, float], ...]

    @property
    def prompt(self) -> str:
        """The question as a text."""
        numbers = ", ".join(f"{name} = {_short(v)}" for name, v in self.at.items())
        formulas = ", ".join(_formulas(self.family))
        asked = self.family.parameter
        return texts.say("derive", formulas=formulas, numbers=numbers, parameter=asked)

    @property
    def because(self) -> str:
        """The chain, with its numbers."""
        names = " · ".join(name for name, _ in self.links)
        values = " · ".join(f"({value:.4g})" for _, value in self.links)
        return f"{names} = {values} = {self.slope:.4g}.".replace("-", "−")

    def is_right(self, answer: float) -> bool:
        return abs(answer - self.slope) <= TOLERANCE * abs(self.slope)

    def reason(self, answer: float) -> str:
        """Why a wrong answer came about, where its number tells; else the chain."""
        for text, value in self.traps():
            if abs(answer - value) <= TOLERANCE * abs(value):
                return f"{text} {self.because}"
        return self.because

    def traps(self) -> list[tuple[str, float]]:
        """(sentence, wrong answer) of what is easily forgotten."""
        found = [(texts.say("opposite"), -self.slope)]
        found += [
            (texts.say("no_factor", name=n), self.slope / v) for n, v in self.links
        ]
        far = APART * abs(self.slope)
        return [(text, v) for text, v in found if abs(v - self.slope) > far]


def derivation(family: Family, seed: int) -> Derivation:
    """The question of a family with the numbers of a seed."""
    rng = np.random.default_rng(seed)
    while True:
        made = _measured(family, _numbers(family, rng))
        if SMALLEST <= abs(made.slope) <= LARGEST and all(v for _, v in made.links):
            return made


def _numbers(family: Family, rng: np.random.Generator) -> dict[str, float]:
    names = ("x", *sorted(STRUCTURES[family.structure], key="wbvc".index), "t")
    return {name: float(rng.choice(GRID)) for name in names}


def _short(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _formulas(family: Family) -> list[str]:
    inner, loss = FUNCTIONS[family.inner][0], LOSSES[family.loss][0]
    texts = [f"E = {loss}"]
    if family.structure == "one":
        texts.append(f"y = {inner.format('z')}")
    elif family.structure == "scaled":
        texts += ["y = v a", f"a = {inner.format('z')}"]
    else:
        outer = FUNCTIONS[family.outer][0]
        texts += [
            f"y = {outer.format('s')}",
            "s = v a + c",
            f"a = {inner.format('z')}",
        ]
    return [*texts, "z = w x + b"]


def _run(family: Family, at: dict[str, Any], **given: Any) -> dict[str, Any]:
    """Every quantity from left to right; a given one isn't computed."""
    found: dict[str, Any] = {}

    def keep(name: str, value: Any) -> Any:
        found[name] = given.get(name, value)
        return found[name]

    inner = FUNCTIONS[family.inner][1]
    z = keep("z", at["w"] * at["x"] + at["b"])
    if family.structure == "one":
        y = keep("y", inner(z))
    else:
        a = keep("a", inner(z))
        if family.structure == "scaled":
            y = keep("y", at["v"] * a)
        else:
            s = keep("s", at["v"] * a + at["c"])
            y = keep("y", FUNCTIONS[family.outer][1](s))
    keep("E", LOSSES[family.loss][1](y - at["t"]))
    return found


CHAINS = {
    ("one", "w"): "Eyzw",
    ("one", "b"): "Eyzb",
    ("scaled", "v"): "Eyv",
    ("scaled", "w"): "Eyazw",
    ("scaled", "b"): "Eyazb",
    ("two", "v"): "Eysv",
    ("two", "c"): "Eysc",
    ("two", "w"): "Eysazw",
    ("two", "b"): "Eysazb",
}


def _measured(family: Family, at: dict[str, float]) -> Derivation:
    chain = CHAINS[family.structure, family.parameter]
    links = tuple(
        (f"∂{above}/∂{below}", _link(family, at, above, below))
        for above, below in zip(chain, chain[1:])
    )
    return Derivation(family, at, _slope(family, at, "E", family.parameter), links)


def _slope(family: Family, at: dict[str, float], of: str, name: str) -> float:
    """By a complex step, with respect to one of the numbers."""
    moved = {**at, name: at[name] + 1j * STEP}
    return float(np.imag(_run(family, moved)[of]) / STEP)


def _link(family: Family, at: dict[str, float], above: str, below: str) -> float:
    if below in at:
        return _slope(family, at, above, below)
    value = _run(family, at)[below]
    return float(np.imag(_run(family, at, **{below: value + 1j * STEP})[above]) / STEP)
