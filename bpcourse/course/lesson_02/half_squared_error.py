"""Lesson 02: the exercise `half_squared_error`."""

from __future__ import annotations

import numpy as np

from bpcourse.course.model import Exercise, Mistake

from .shared import _output_cases


def half_squared_error(o, t):
    """Half the sum of the squared errors of one sample; `o` and `t` (K,);
    a float.
    """
    return 0.5 * np.sum((o - t) ** 2)


EXERCISE = Exercise(
    title="Half the squared error",
    statement=(
        "Write `half_squared_error(o, t)`, $E=\\frac12\\sum_k(o_k-t_k)^2$, for the outputs and the targets "
        'of one sample, both `(K,)`. The result is one number. Some texts call it "mean", and it is half a *sum*: '
        "it has no $1/K$."
    ),
    reference=half_squared_error,
    cases=_output_cases,
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "mean",
            "the mean of the squares, 1/K instead of 1/2",
            lambda o, t: np.mean((o - t) ** 2),
            "It is what libraries call the mean squared error.",
            "With three outputs it is two thirds of E; with two, nobody could tell.",
            "Which factor stands before the sum?",
        ),
        Mistake(
            "no_half",
            "the sum of the squares, without the half",
            lambda o, t: np.sum((o - t) ** 2),
            "The half is there so that the 2 of the derivative cancels.",
            "It is twice E, and so is every gradient that follows.",
            "What is the derivative of (o − t)²?",
        ),
        Mistake(
            "half_mean",
            "half the mean of the squares",
            lambda o, t: 0.5 * np.mean((o - t) ** 2),
            "Both factors at once: the half belongs, the 1/K doesn't.",
            "With three outputs it is a third of E.",
            "Is a mean over the outputs asked for?",
        ),
        Mistake(
            "square_of_sum",
            "half the square of the summed errors",
            lambda o, t: 0.5 * np.sum(o - t) ** 2,
            "Square first, then add: here errors of opposite sign cancel.",
            "With errors 1 and −1 it gives 0.",
            "Where does the bracket of the square end?",
        ),
        Mistake(
            "absolute",
            "half the sum of the absolute errors",
            lambda o, t: 0.5 * np.sum(np.abs(o - t)),
            "That is another loss, with another gradient: its best constant is the median.",
            "An error of 10 should weigh a hundred times as much as one of 1.",
            "Which power does the formula have?",
        ),
        Mistake(
            "not_summed",
            "one number per output: the sum is missing",
            lambda o, t: 0.5 * (o - t) ** 2,
            "A loss is one number for the sample; only then is there a gradient.",
            "The result has the shape of o.",
            "How do you get one number from K?",
        ),
        Mistake(
            "root",
            "the length of the error vector, with a root",
            lambda o, t: 0.5 * np.sqrt(np.sum((o - t) ** 2)),
            "The root undoes the square, and its derivative is far less simple.",
            "Doubled errors should give four times the loss.",
            "Is there a root in the formula?",
        ),
        Mistake(
            "difference_of_squares",
            "half the difference of the squares, o² − t²",
            lambda o, t: 0.5 * np.sum(o**2 - t**2),
            "(o − t)² isn't o² − t²: subtract first, then square.",
            "Where o is smaller than t it is negative, and a squared error never is.",
            "What should come out where t is 1 and o is 0?",
        ),
        Mistake(
            "root_mean",
            "the root of the mean square",
            lambda o, t: np.sqrt(np.mean((o - t) ** 2)),
            "That is a typical size of the errors, handy in reports.",
            "Doubled errors should give four times the loss; here they give twice.",
            "Is there a root in the formula?",
        ),
    ),
    hints=(
        "Take the difference, square it entry by entry, add, halve. In this order.",
        "np.sum adds all entries of an array; ** 2 squares each.",
        "Half of np.sum of the squared difference. Mind the brackets: the square is taken before the sum.",
    ),
    symptoms=(
        (
            "right for two outputs only",
            "With K = 2 a mean and half a sum are equal. Try K = 3.",
        ),
        ("I get an array", "A loss is one number: is np.sum round everything?"),
    ),
    taught="One number for one sample",
    another_way="With d = o - t, the product d @ d is the sum of the squares: `0.5 * d @ d`.",
)
