"""Questions as they are read in a terminal: formulas in letters, no marks of Markdown."""

from __future__ import annotations

import re

from .items import CODE

SIGNS = {
    **{"beta": "β", "delta": "δ", "eta": "η", "sigma": "σ", "partial": "∂"},
    **{"cdot": "·", "sum": "Σ", "to": "→", "odot": "⊙", "top": "T"},
}
BOLD = re.compile(r"(?<![\w)])\*\*(?=\S)(.+?)\*\*(?![\w(])")
GROUP = r"(?:\{([^{}]*)\}|(\w))"  # in braces, or one letter
FRACTION = re.compile(rf"\\frac{GROUP}{GROUP}")
ROOT = re.compile(rf"\\sqrt{GROUP}")
HAT = re.compile(r"\\hat ?\{?(\w)\}?")
SIGN = re.compile(r"\\(?:([A-Za-z]+) ?|([, ]))")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def in_letters(text: str) -> str:
    r"""A question's text for a terminal; a program in it stays as it is.

    >>> in_letters(r"**What is $\partial E/\partial z$** of $E=\frac12(o-t)^2$?")
    'What is ∂E/∂z of E=½(o−t)²?'
    >>> in_letters(r"$\sqrt{1/64}$, $\frac{a+b}{2}$, $e^{-x}$, $x_1$, $\hat x$, $w_j$")
    '√(1/64), (a+b)/2, e^(−x), x₁, x̂, w_j'
    """
    lines = text.split("\n")
    return "\n".join(x if x.startswith(CODE) else _line(x) for x in lines)


def _line(text: str) -> str:
    words, *rest = BOLD.sub(r"\1", text).split("$")
    for k, part in enumerate(rest):
        words += part if k % 2 else _formula(part)
    return words


def _formula(text: str) -> str:
    text = FRACTION.sub(_fraction, text)
    text = ROOT.sub(lambda found: f"√{_group(found)}", text)
    text = HAT.sub(lambda found: f"{found[1]}\u0302", text)
    text = re.sub(rf"\^{GROUP}", lambda found: _small(found, "^", RAISED), text)
    text = re.sub(rf"_{GROUP}", lambda found: _small(found, "_", LOWERED), text)
    text = SIGN.sub(lambda found: SIGNS.get(found[1], found[1] or " "), text)
    return text.replace("-", "−")


def _fraction(found: re.Match[str]) -> str:
    above, below = found[1] or found[2], found[3] or found[4]
    return "½" if (above, below) == ("1", "2") else f"{_one(above)}/{_one(below)}"


def _group(found: re.Match[str]) -> str:
    return _one(found[1] or found[2])


def _one(text: str) -> str:
    """A number or name as it is, anything longer in brackets."""
    return text if re.fullmatch(r"\\?\w+", text) else f"({text})"


def _small(found: re.Match[str], mark: str, digits: dict[int, int]) -> str:
    text = found[1] or found[2]
    return text.translate(digits) if text.isdecimal() else f"{mark}{_group(found)}"
