"""Answers to `warmup_cosine` in many styles, right and wrong."""

import math

import numpy as np


def by_math(step, warmup, total, eta):
    if step < warmup:
        return eta * (step / warmup)
    angle = math.pi * (step - warmup) / (total - warmup)
    return eta * (1 + math.cos(angle)) / 2


def by_square(step, warmup, total, eta):
    if step <= warmup:
        return step * eta / warmup
    return eta * np.cos(np.pi / 2 * (step - warmup) / (total - warmup)) ** 2


def smaller_of_two(step, warmup, total, eta):
    part = max(0.0, (step - warmup) / (total - warmup))
    return min(step / warmup, 1.0) * eta * (0.5 + 0.5 * float(np.cos(np.pi * part)))


RIGHT = [by_math, by_square, smaller_of_two]


def after(rule):
    def answer(step, warmup, total, eta):
        if step <= warmup:
            return eta * step / warmup
        return eta * rule((step - warmup) / (total - warmup))

    return answer


WRONG = [
    ("line", after(lambda p: 1 - p)),
    ("whole wave", after(lambda p: 0.5 * (1 + np.cos(2 * np.pi * p)))),
    ("quarter", after(lambda p: np.cos(np.pi * p / 2))),
    ("plain cosine", after(lambda p: np.cos(np.pi * p))),
    ("not halved", after(lambda p: 1 + np.cos(np.pi * p))),
    ("upside down", after(lambda p: 0.5 * (1 - np.cos(np.pi * p)))),
    (
        "no warm-up",
        lambda step, warmup, total, eta: eta * 0.5 * (1 + np.cos(np.pi * step / total)),
    ),
    (
        "whole numbers",
        lambda step, warmup, total, eta: (
            eta * (step // warmup)
            if step <= warmup
            else eta * 0.5 * (1 + np.cos(np.pi * (step - warmup) / (total - warmup)))
        ),
    ),
    ("square root", after(lambda p: np.sqrt(1 - p))),
    ("exponential", after(lambda p: np.exp(-5 * p))),
    ("constant", after(lambda p: 1.0)),
    ("squared", after(lambda p: (0.5 * (1 + np.cos(np.pi * p))) ** 2)),
]
