"""Derivations to practise: many, with right oracles, true reasons and whole sentences."""

from __future__ import annotations

import math
import re

import pytest

from bpcourse.gradcheck import central_difference
from bpcourse.learner.practice import derive

FAMILIES = derive.families()


def test_there_are_enough_different_derivations():
    prompts = {derive.derivation(f, 0).prompt for f in FAMILIES}
    assert len({f.id for f in FAMILIES}) == len(FAMILIES) >= 200
    assert len(prompts) >= 200


def test_no_oracle_is_wrong_on_two_hundred_seeds():
    for seed in range(200):
        made = derive.derivation(FAMILIES[seed * 7 % len(FAMILIES)], seed)
        name = made.family.parameter
        measured = central_difference(
            lambda v, made=made, name=name: derive._run(
                made.family, {**made.at, name: v}
            )["E"],
            made.at[name],
        )
        assert made.slope == pytest.approx(float(measured), rel=1e-5, abs=1e-8)
        product = math.prod(value for _, value in made.links)
        assert made.slope == pytest.approx(product, rel=1e-12)


def test_no_right_answer_depends_on_rounding():
    for seed, family in enumerate(FAMILIES):
        made = derive.derivation(family, seed)
        assert made.is_right(float(f"{made.slope:.3g}"))
        for text, wrong in made.traps():
            assert not made.is_right(float(f"{wrong:.3g}")), text
            assert made.reason(float(f"{wrong:.3g}")) != made.because


def test_a_missing_factor_is_named():
    made = derive.derivation(derive.Family("one", "none", "tanh", "squared", "w"), 3)
    without = made.slope / dict(made.links)["∂z/∂w"]
    assert "The factor ∂z/∂w is missing." in made.reason(without)
    assert "sign" in made.reason(-made.slope)


def test_a_thousand_texts_read_as_sentences():
    for seed in range(1000):
        text = derive.derivation(FAMILIES[seed % len(FAMILIES)], seed).prompt
        assert re.fullmatch(
            r"E = .+, z = w x \+ b, at (\w = −?[\d.]+, )+t = −?[\d.]+\. What is the slope of "
            r"E with respect to [wvbc]\? Three digits are enough\.",
            text,
        ), text
        assert "  " not in text and "{" not in text and "nan" not in text
