"""Lesson 09: the exercise `warmup_cosine`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng


def warmup_cosine(step, warmup, total, eta):
    """Step size number `step`, 0 ≤ step ≤ total: a line up to `eta`, then half a cosine to 0."""
    if step <= warmup:
        return eta * step / warmup
    part = (step - warmup) / (total - warmup)
    return eta * 0.5 * (1 + np.cos(np.pi * part))


def _cases(rng: Rng) -> Iterator[Case]:
    yield Case((5, 10, 100, 0.1))
    yield Case((10, 10, 100, 0.1))
    yield Case((55, 10, 100, 0.1))
    yield Case((0, 7, 20, 0.5))
    yield Case((20, 7, 20, 0.5))
    for _ in range(4):
        warmup = int(rng.integers(2, 20))
        total = warmup + int(rng.integers(10, 80))
        step = int(rng.integers(1, total))
        yield Case((step, warmup, total, float(rng.uniform(0.01, 2.0))))


def _after(rule, from_warmup=False):
    """A wrong version: the line is right, and the rest is a rule of the part from 0 to 1.

    from_warmup: the rule holds for step = warmup already, where line and wave meet.
    """

    def wrong(step, warmup, total, eta):
        if step < warmup or (step == warmup and not from_warmup):
            return eta * step / warmup
        return eta * rule((step - warmup) / (total - warmup), step, warmup, total)

    return wrong


def _of_all_steps(part, step, warmup, total):
    return 0.5 * (1 + np.cos(np.pi * step / total))


def _doubled(part, step, warmup, total):
    return 1 + np.cos(np.pi * part)


def _rising(part, step, warmup, total):
    return 0.5 * (1 - np.cos(np.pi * part))


EXERCISE = Exercise(
    title="Begin carefully, end gently",
    statement="Write `warmup_cosine(step, warmup, total, eta)`, a schedule: the step size of step number `step`. It grows in a straight line from 0 at step 0 to `eta` at step `warmup`; from there it falls along half a cosine wave, flat at both ends, to 0 at step `total`. `0 < warmup < total` and `0 ≤ step ≤ total`; the result is a float.",
    reference=warmup_cosine,
    cases=_cases,
    points=2,
    minutes=6,
    mistakes=(
        Mistake(
            "no_warmup",
            "no warm-up: the cosine begins at step 0",
            lambda step, warmup, total, eta: (
                eta * 0.5 * (1 + np.cos(np.pi * step / total))
            ),
            "First comes the line.",
            "At step 0 it is eta, and should be 0.",
            "What holds for step ≤ warmup?",
        ),
        Mistake(
            "whole_time",
            "the cosine counts from step 0 instead of from the end of the warm-up",
            _after(_of_all_steps),
            "The wave begins where the line ends.",
            "There is a jump at the end of the warm-up.",
            "Which part of the wave is over at step = warmup?",
            also=(_after(_of_all_steps, from_warmup=True),),
        ),
        Mistake(
            "too_long",
            "the wave takes `total` steps after the warm-up",
            _after(
                lambda part, step, warmup, total: (
                    0.5 * (1 + np.cos(np.pi * (step - warmup) / total))
                )
            ),
            "It has only total − warmup steps.",
            "At the last step it is not 0.",
            "How many steps are left after the warm-up?",
        ),
        Mistake(
            "whole_wave",
            "a whole wave instead of half of one",
            _after(
                lambda part, step, warmup, total: 0.5 * (1 + np.cos(2 * np.pi * part))
            ),
            "From top to bottom is half a wave: π.",
            "At the end it is back at eta.",
            "For which angle is the cosine −1?",
        ),
        Mistake(
            "quarter_wave",
            "a quarter of a wave: not flat at the end",
            _after(lambda part, step, warmup, total: np.cos(np.pi / 2 * part)),
            "Half a wave goes from 1 to −1.",
            "In the middle it is 0.71 of eta instead of a half.",
            "How steep is the cosine at the end?",
            also=(
                _after(
                    lambda part, step, warmup, total: np.cos(
                        np.pi / 2 * (step - warmup) / (total - warmup)
                    )
                ),
            ),
        ),
        Mistake(
            "linear",
            "a straight line down instead of a cosine",
            _after(lambda part, step, warmup, total: 1 - part),
            "A line has corners at both ends.",
            "A quarter of the way down it is at 75 %, and the wave at 85 %.",
            "Where is the cosine?",
        ),
        Mistake(
            "not_halved",
            "1 + cos without the half",
            _after(_doubled),
            "1 + cos goes from 2 to 0.",
            "After the warm-up it jumps to twice eta.",
            "What is 1 + cos 0?",
            also=(_after(_doubled, from_warmup=True),),
        ),
        Mistake(
            "plain_cosine",
            "the cosine itself, which becomes negative",
            _after(lambda part, step, warmup, total: np.cos(np.pi * part)),
            "A cosine goes from 1 to −1; the step size from eta to 0.",
            "In the second half the step goes uphill.",
            "How do you move a wave from [−1, 1] to [0, 1]?",
        ),
        Mistake(
            "degrees",
            "180 instead of π",
            _after(lambda part, step, warmup, total: 0.5 * (1 + np.cos(180 * part))),
            "NumPy's angles are in radians.",
            "It jumps up and down from step to step.",
            "In which unit does np.cos take its angle?",
        ),
        Mistake(
            "line_from_one",
            "the line begins at 1/warmup instead of 0",
            lambda step, warmup, total, eta: (
                eta * (step + 1) / warmup
                if step <= warmup
                else eta
                * 0.5
                * (1 + np.cos(np.pi * (step - warmup) / (total - warmup)))
            ),
            "At step 0 it is 0, and at step warmup exactly eta.",
            "At the end of the warm-up it is above eta.",
            "What is your line at step = warmup?",
        ),
        Mistake(
            "whole_number",
            "the line in whole numbers",
            lambda step, warmup, total, eta: (
                eta * (step // warmup)
                if step <= warmup
                else eta
                * 0.5
                * (1 + np.cos(np.pi * (step - warmup) / (total - warmup)))
            ),
            "`//` throws the fraction away.",
            "It is 0 up to the last step of the warm-up.",
            "What is 5 // 10?",
        ),
        Mistake(
            "upside_down",
            "the wave goes up",
            _after(_rising),
            "It should fall from eta to 0.",
            "After the warm-up it jumps to 0.",
            "What is your wave for part = 0?",
            also=(_after(_rising, from_warmup=True),),
        ),
        Mistake(
            "eta_forgotten",
            "from 0 to 1, without eta",
            lambda step, warmup, total, eta: warmup_cosine(step, warmup, total, 1.0),
            "The largest step size is an argument.",
            "It is right for eta = 1 only.",
            "Where is eta in your formula?",
        ),
    ),
    hints=(
        "Two cases: step ≤ warmup, and after it.",
        "After the warm-up, say first which part of the rest is over, a number from 0 to 1. Then an angle from 0 to π.",
        "Half of 1 + cos of that angle goes from 1 to 0, flat at both ends.",
    ),
    symptoms=(
        (
            "a jump at the end of the warm-up",
            "What does each of your two lines give at step = warmup?",
        ),
        ("not 0 at the end", "How many steps are left after the warm-up?"),
    ),
    taught="A schedule",
    another_way="Lesson 06's decay is another schedule; both are functions of the step number alone.",
)
