"""Lesson 03: the exercise `neuron_output`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .shared import W2, X2, _s


def neuron_output(x, w, b):
    """Output of a sigmoid neuron for one sample; `x`, `w` (n,), `b` a float;
    a float.
    """
    z = np.dot(w, x) + b
    return 1 / (1 + np.exp(-z))


def _output_cases(rng: Rng) -> Iterator[Case]:
    yield Case((X2, W2, 0.2))
    for n in (3, 5, 2):
        yield Case((rng.normal(size=n), rng.normal(size=n), rng.uniform(0.3, 1.0)))
    yield Case((np.array([2.0]), np.array([0.3]), -0.4))
    yield Case((np.array([3.0, 1.0]), np.array([3.0, 0.5]), -0.5))
    yield Case((np.array([-4.0, 1.0]), np.array([4.0, 0.5]), -0.5))


EXERCISE = Exercise(
    title="What a neuron answers",
    statement=(
        "Write `neuron_output(x, w, b)`: the output of a sigmoid neuron for one sample. "
        "`x` and `w` are arrays `(n,)`, `b` is a float, and so is the output; $z$ lies within ±50."
    ),
    reference=neuron_output,
    cases=_output_cases,
    points=1,
    minutes=4,
    mistakes=(
        Mistake(
            "no_activation",
            "the weighted input z, without the sigmoid",
            lambda x, w, b: np.dot(w, x) + b,
            "z is where the sum ends; the neuron's output is one step further.",
            "An output of a sigmoid lies between 0 and 1.",
            "What still happens to z?",
        ),
        Mistake(
            "no_bias",
            "the output without the bias",
            lambda x, w, b: _s(np.dot(w, x)),
            "With b = 0 nobody notices.",
            "For x = 0 it always answers one half, whatever b is.",
            "Where does b stand in the formula?",
        ),
        Mistake(
            "bias_outside",
            "the bias added after the sigmoid",
            lambda x, w, b: _s(np.dot(w, x)) + b,
            "The bias shifts z, not the output.",
            "With b = 0.9 the output can be greater than 1.",
            "Which bracket belongs round w · x + b?",
        ),
        Mistake(
            "bias_per_input",
            "the bias added once for each input",
            lambda x, w, b: _s(np.sum(w * x + b)),
            "w * x + b adds b to every product, and the sum then counts it n times.",
            "Right for one input only.",
            "How many biases does one neuron have?",
        ),
        Mistake(
            "bias_to_inputs",
            "σ(w · (x + b)): the bias added to every input",
            lambda x, w, b: _s(np.dot(w, x + b)),
            "So each weight multiplies b as well, and the bias counts Σw times.",
            "Right where the weights add up to 1.",
            "Where does b stand: before the products, or after their sum?",
        ),
        Mistake(
            "not_summed",
            "one output for each input: the sum is missing",
            lambda x, w, b: _s(w * x + b),
            "w * x multiplies entry by entry; a dot product also adds.",
            "With two inputs you get two numbers.",
            "Which function multiplies and adds?",
        ),
        Mistake(
            "all_added",
            "inputs, weights and bias all added up",
            lambda x, w, b: _s(np.sum(x) + np.sum(w) + b),
            "“Inputs plus weights plus bias” is said of a neuron; there, plus means “together with”.",
            "Here a weight of 0 doesn't silence its input.",
            "What should a weight do to its input?",
        ),
        Mistake(
            "sign_of_exponent",
            "the exponent without its minus sign",
            lambda x, w, b: 1 / (1 + np.exp(np.dot(w, x) + b)),
            "That is 1 − σ(z): the mirror image.",
            "A large positive z should answer close to 1; here it answers close to 0.",
            "What is the sign in front of z?",
        ),
        Mistake(
            "tanh",
            "tanh instead of the logistic function",
            lambda x, w, b: np.tanh(np.dot(w, x) + b),
            "Both are S-shaped; tanh runs from −1 to 1, and σ from 0 to 1.",
            "For z = 0 it gives 0, and σ(0) is one half.",
            "Which values can this neuron's output take?",
        ),
        Mistake(
            "step",
            "a step: 1 above the threshold, 0 below",
            lambda x, w, b: 1.0 if np.dot(w, x) + b > 0 else 0.0,
            "That is the perceptron of 1958. Its slope is 0 nearly everywhere, so nothing can be learned by it.",
            "A small change of the bias changes nothing, and then everything.",
            "Which function turns z into a number between 0 and 1?",
            also=(lambda x, w, b: 1.0 if np.dot(w, x) + b >= 0 else 0.0,),
        ),
        Mistake(
            "relu",
            "max(0, z) instead of the sigmoid",
            lambda x, w, b: max(0.0, np.dot(w, x) + b),
            "It is the usual choice in deep networks. This neuron has a sigmoid.",
            "With a large z the output is above 1.",
            "Which activation does the statement name?",
        ),
        Mistake(
            "slope",
            "o (1 − o): the slope instead of the output",
            lambda x, w, b: _s(np.dot(w, x) + b) * (1 - _s(np.dot(w, x) + b)),
            "The slope belongs to the way back.",
            "It is never above a quarter.",
            "What does the neuron hand on to the next one?",
        ),
        Mistake(
            "twice",
            "the sigmoid applied twice",
            lambda x, w, b: _s(_s(np.dot(w, x) + b)),
            "Once in a helper, perhaps, and once more after it.",
            "All outputs lie between 0.5 and 0.73.",
            "Which line turns z into o? Is there another one?",
        ),
        Mistake(
            "each_product",
            "the sigmoid of every product, added up",
            lambda x, w, b: np.sum(_s(w * x)) + b,
            "The sum comes first: the neuron weighs all its inputs, and decides once.",
            "With several inputs the output is above 1.",
            "How often does one neuron apply its sigmoid?",
            also=(lambda x, w, b: np.sum(_s(w * x + b)),),
        ),
        Mistake(
            "mean",
            "the mean of the products instead of their sum",
            lambda x, w, b: _s(np.mean(w * x) + b),
            "A mean divides by the number of inputs, and the formula doesn't.",
            "With one input nobody notices; with two, z is halved.",
            "Is there a 1/n in the formula?",
        ),
        Mistake(
            "precedence",
            "1 / 1 + e^(−z), where only the first 1 is divided by",
            lambda x, w, b: 1 / 1 + np.exp(-(np.dot(w, x) + b)),
            "On paper the line covers 1 + e^(−z); in Python it needs brackets.",
            "With z = 0 it gives 2, and no value of σ is above 1.",
            "Put the whole denominator in brackets.",
        ),
    ),
    hints=(
        "Two steps: first z, one number; then the sigmoid of it.",
        "np.dot(w, x) multiplies and adds. The bias is added once, inside the sigmoid.",
        "z = np.dot(w, x) + b\nreturn 1 / (1 + np.exp(-z))",
    ),
    symptoms=(
        ("I get an array", "w * x doesn't add. Try np.dot(w, x)."),
        (
            "right for one input only",
            "How often is the bias counted when there are two?",
        ),
    ),
    taught="Forward",
    another_way="`w @ x` is the same dot product with an operator.",
)
