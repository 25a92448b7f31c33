"""Lesson 03, a single neuron: seven exercises and the lesson's questions."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from .model import Case, Exercise, Measured, Mistake, Option, Question, Rng

X3, W3 = np.array([0.5, -1.0, 2.0]), np.array([0.1, 0.2, -0.3])


def _s(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def _loss(x: Any, w: Any, b: float, t: float) -> Any:
    return 0.5 * (_s(np.dot(w, x) + b) - t) ** 2


def _measured_gradients(x: Any, w: Any, b: float, t: float, h: float = 1e-6) -> Any:
    steps = h * np.eye(len(w))
    dw = [(_loss(x, w + s, b, t) - _loss(x, w - s, b, t)) / (2 * h) for s in steps]
    return np.array(dw), float(
        (_loss(x, w, b + h, t) - _loss(x, w, b - h, t)) / (2 * h)
    )


# ---- neuron_output


def neuron_output(x, w, b):
    """Output of a sigmoid neuron, a float; `x` and `w` (n,), `b` a float."""
    return 1 / (1 + np.exp(-(np.dot(w, x) + b)))


def _neuron_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([1.5, 0.5]), np.array([0.4, -0.6]), 0.2))
    for n in (3, 5, 1):
        yield Case((rng.normal(size=n), rng.normal(size=n), float(rng.uniform(0.3, 1))))


OUTPUT = Exercise(
    lesson="03",
    title="One neuron",
    statement=(
        "A neuron weighs its inputs, adds a bias, and squeezes the sum: write "
        "`neuron_output(x, w, b)`, $\\sigma(w\\cdot x+b)$. `x` and `w` have one entry an input; the "
        "result is one number."
    ),
    reference=neuron_output,
    cases=_neuron_cases,
    points=1,
    minutes=4,
    mistakes=(
        Mistake(
            "no_bias",
            "σ(w·x), without the bias",
            lambda x, w, b: _s(np.dot(w, x)),
            "The bias moves the threshold; it is easily forgotten where it is 0.",
            "With all inputs 0 it gives one half, whatever b is.",
            "Where does your function use b?",
        ),
        Mistake(
            "no_activation",
            "the weighted sum z, without σ",
            lambda x, w, b: np.dot(w, x) + b,
            "z is what goes into the activation; the neuron puts out σ(z).",
            "It can be negative, and σ can't.",
            "What is the last step of a neuron?",
        ),
        Mistake(
            "bias_outside",
            "σ(w·x) + b: the bias is added after σ",
            lambda x, w, b: _s(np.dot(w, x)) + b,
            "The bias belongs to the sum that is squeezed.",
            "The output can be above 1.",
            "Is b part of z?",
        ),
        Mistake(
            "not_summed",
            "w * x without a sum: one number an input",
            lambda x, w, b: _s(w * x + b),
            "* multiplies entry by entry; a neuron adds the products up.",
            "The result has n entries.",
            "How many outputs has one neuron?",
        ),
        Mistake(
            "minus_bias",
            "σ(w·x − b): the bias is subtracted",
            lambda x, w, b: _s(np.dot(w, x) - b),
            "A threshold is subtracted, a bias is added; they are each other's negative.",
            "A larger b lowers your output, and should raise it.",
            "Which sign has b in the formula?",
        ),
        Mistake(
            "mean",
            "the mean of the products in the place of their sum",
            lambda x, w, b: _s(np.mean(w * x) + b),
            "A neuron adds; with one input a mean is the same.",
            "With n inputs the sum counts only one n-th.",
            "Is there a division by n in the formula?",
        ),
        Mistake(
            "tanh",
            "tanh in the place of σ",
            lambda x, w, b: np.tanh(np.dot(w, x) + b),
            "This lesson's neuron is a sigmoid one.",
            "It can be negative.",
            "Which values can σ take?",
        ),
    ),
    hints=(
        "Three steps: products, their sum with the bias, the sigmoid of it.",
        "np.dot(w, x) adds the products of the entries.",
        "return 1 / (1 + np.exp(-(np.dot(w, x) + b)))",
    ),
    symptoms=(("I get an array", "np.dot adds the products; * doesn't."),),
    another_way="`w @ x + b` is the same sum, and reads like the formula.",
)


# ---- neuron_delta


def neuron_delta(o, t):
    """dE/dz of a sigmoid neuron with half squared error, from output `o` and target `t`."""
    return (o - t) * o * (1 - o)


def _delta_cases(rng: Rng) -> Iterator[Case]:
    yield Case((0.8, 0.3))
    for _ in range(4):
        yield Case((float(rng.uniform(0.05, 0.95)), float(rng.uniform(-0.5, 1.5))))


def _measured_delta(case: Case) -> Measured:
    o, t = case.args
    z = math.log(o / (1 - o))
    slope = (0.5 * (_s(z + 1e-6) - t) ** 2 - 0.5 * (_s(z - 1e-6) - t) ** 2) / 2e-6
    return Measured("slope of E by z, a central difference", float(slope))


DELTA = Exercise(
    lesson="03",
    title="The error signal δ",
    statement=(
        "Everything that a weight has to know of the error is in one number, "
        "$\\delta=\\partial E/\\partial z=(o-t)\\,o(1-o)$: error times slope. Write "
        "`neuron_delta(o, t)` for $E=\\frac12(o-t)^2$."
    ),
    reference=neuron_delta,
    cases=_delta_cases,
    measure=_measured_delta,
    points=1,
    minutes=4,
    mistakes=(
        Mistake(
            "sign",
            "(t − o) o (1 − o): D2's sign",
            lambda o, t: (t - o) * o * (1 - o),
            "D2 lets δ point downhill. In this course it has the gradient's sign, and a step subtracts.",
            "Where o is above t, E grows with z, so δ is positive.",
            "If z rises and o is too large already, does E rise?",
        ),
        Mistake(
            "no_slope",
            "o − t: the slope is dropped",
            lambda o, t: o - t,
            "“δ is, plainly, the error” (D2-16) forgets the activation between z and o.",
            "A saturated neuron would get a full δ; measured, it is nearly 0.",
            "Which step lies between z and o?",
        ),
        Mistake(
            "slope_of_output",
            "σ'(o): the slope is taken at the output in the place of z",
            lambda o, t: (o - t) * _s(o) * (1 - _s(o)),
            "o is σ(z) already; applying σ to it again is one too many.",
            "Its slope lies between 0.19 and 0.25 for every o.",
            "What does o (1 − o) need?",
        ),
        Mistake(
            "only_slope",
            "o (1 − o): the error is dropped",
            lambda o, t: o * (1 - o),
            "A slope alone says how much gets through, not which way to go.",
            "It isn't 0 where o equals t.",
            "What should δ be for a perfect output?",
        ),
        Mistake(
            "doubled",
            "2 (o − t) o (1 − o): the half of E is forgotten",
            lambda o, t: 2 * (o - t) * o * (1 - o),
            "The derivative of the square brings a 2, and the half takes it away.",
            "Every measured slope is half of it.",
            "Which factor does E begin with?",
        ),
        Mistake(
            "tanh_slope",
            "1 − o² as the slope, tanh's rule",
            lambda o, t: (o - t) * (1 - o**2),
            "Each activation has its own rule; this neuron is a sigmoid one.",
            "For o near 0 the slope is near 1, and should be near 0.",
            "How steep is σ where its output is 0?",
        ),
        Mistake(
            "slope_of_target",
            "t (1 − t): the slope at the target",
            lambda o, t: (o - t) * t * (1 - t),
            "The slope is taken where the neuron is, not where it should be.",
            "With a target of 0 or 1 it is always 0.",
            "At which point of the curve does the neuron stand?",
        ),
    ),
    hints=(
        "The chain has two links: E by o, and o by z.",
        "The first is o − t; the second is the sigmoid's slope from its output.",
        "return (o - t) * o * (1 - o)",
    ),
    symptoms=(("the loss goes up", "Is it t − o?"),),
    another_way="With cross-entropy in the place of the squared error the slope cancels, and δ is o − t.",
)


# ---- neuron_gradients


def neuron_gradients(x, w, b, t):
    """Gradients (dw, db) of the half squared error of one sample; dw (n,), db a float."""
    o = 1 / (1 + np.exp(-(np.dot(w, x) + b)))
    delta = (o - t) * o * (1 - o)
    return delta * x, delta


def _gradient_cases(rng: Rng) -> Iterator[Case]:
    yield Case((X3, W3, 0.05, 1.0))
    for n in (2, 4, 1):
        x, w = rng.normal(size=n), rng.normal(size=n)
        yield Case((x, w, float(rng.uniform(0.2, 1)), float(rng.uniform(0.1, 0.9))))


def _wrong_gradients(change: Any) -> Any:
    def answer(x: Any, w: Any, b: float, t: float) -> Any:
        o = _s(np.dot(w, x) + b)
        return change(x, w, b, t, o, (o - t) * o * (1 - o))

    return answer


GRADIENTS = Exercise(
    lesson="03",
    title="What each weight hears",
    statement=(
        "$z=w\\cdot x+b$, so $\\partial z/\\partial w_j=x_j$ and $\\partial z/\\partial b=1$. Write "
        "`neuron_gradients(x, w, b, t)`, the pair `(dw, db)` of slopes of $E=\\frac12(o-t)^2$."
    ),
    reference=neuron_gradients,
    cases=_gradient_cases,
    measure=lambda case: Measured(
        "slopes of E by central differences", _measured_gradients(*case.args)
    ),
    needs=("neuron_output", "neuron_delta"),
    parts=("dw", "db"),
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "sign",
            "both gradients with the sign turned",
            _wrong_gradients(lambda x, w, b, t, o, d: (-d * x, -d)),
            "t − o in the place of o − t: the direction to go in, not the gradient.",
            "A step that subtracts them goes uphill.",
            "Which way does E grow?",
        ),
        Mistake(
            "no_slope",
            "error times input: the slope o(1 − o) is dropped",
            _wrong_gradients(lambda x, w, b, t, o, d: ((o - t) * x, o - t)),
            "Between z and o lies the activation, and its slope is a factor.",
            "Every gradient is at least four times too large.",
            "How many links has the chain from E to w?",
        ),
        Mistake(
            "bias_with_input",
            "db multiplied by the inputs",
            _wrong_gradients(lambda x, w, b, t, o, d: (d * x, d * np.sum(x))),
            "The bias has no input, or rather the input 1 (D1-03).",
            "With all inputs 0 the bias would never learn.",
            "What is ∂z/∂b?",
        ),
        Mistake(
            "weight_for_input",
            "δ times w in the place of x",
            _wrong_gradients(lambda x, w, b, t, o, d: (d * w, d)),
            "δ w is the slope by the input x. By w_j the factor is what w_j multiplies.",
            "An input of 0 would still move its weight.",
            "What is ∂z/∂w_j?",
        ),
        Mistake(
            "sum_of_inputs",
            "every weight gets δ times the sum of all inputs",
            _wrong_gradients(
                lambda x, w, b, t, o, d: (d * np.sum(x) * np.ones_like(x), d)
            ),
            "D2's sum over i: of Σ w_i x_i only one term contains w_j (D2-14).",
            "All weights get the same gradient.",
            "Which terms of z depend on w_j?",
        ),
        Mistake(
            "slope_of_output",
            "the slope taken at o in the place of z",
            _wrong_gradients(
                lambda x, w, b, t, o, d: (
                    (o - t) * _s(o) * (1 - _s(o)) * x,
                    (o - t) * _s(o) * (1 - _s(o)),
                )
            ),
            "o is σ(z) already.",
            "The slope lies between 0.19 and 0.25 whatever the neuron does.",
            "What is σ' in terms of o?",
        ),
        Mistake(
            "bias_zero",
            "db is 0: the bias gets no gradient",
            _wrong_gradients(lambda x, w, b, t, o, d: (d * x, 0.0)),
            "D0 never writes a bias, and so never its gradient.",
            "Measured, E changes when b does.",
            "What is ∂z/∂b?",
        ),
        Mistake(
            "doubled",
            "both gradients doubled",
            _wrong_gradients(lambda x, w, b, t, o, d: (2 * d * x, 2 * d)),
            "The half of E takes the 2 of the square away.",
            "Every measured slope is half of it.",
            "Which factor does E begin with?",
        ),
    ),
    hints=(
        "Compute o, then δ. What does each weight multiply?",
        "dw is δ times the input of each weight; db is δ times 1.",
        "o = neuron_output(x, w, b)\ndelta = neuron_delta(o, t)\nreturn delta * x, delta",
    ),
    symptoms=(
        ("all weights get the same", "Each weight hears δ times its own input."),
        ("the loss goes up", "Is it t − o somewhere?"),
    ),
    another_way="δ is computed once and used n + 1 times: the whole economy of backpropagation in one line.",
)


# ---- chain_rule_factors


def chain_rule_factors(x, w, b):
    """The six local derivatives from f = 1/(e^(-(wx+b)) + 1) back to w; all floats."""
    h4 = math.exp(-(w * x + b))
    h5 = h4 + 1
    return -1 / h5**2, 1.0, h4, -1.0, 1.0, x


def _chain_cases(rng: Rng) -> Iterator[Case]:
    yield Case((1.0, 0.0, 0.0))
    for _ in range(3):
        yield Case(tuple(float(v) for v in rng.uniform(0.3, 1.5, size=3)))
    yield Case((-0.7, 1.2, 0.4))


def _wrong_factor(i: int, value: Any) -> Any:
    def answer(x: float, w: float, b: float) -> Any:
        factors = list(chain_rule_factors(x, w, b))
        factors[i] = value(x, w, b)
        return tuple(factors)

    return answer


CHAIN = Exercise(
    lesson="03",
    title="Six links of a chain",
    statement=(
        "D3 takes $f=\\frac{1}{e^{-(wx+b)}+1}$ apart: $h_1=wx$, $h_2=h_1+b$, $h_3=-h_2$, "
        "$h_4=e^{h_3}$, $h_5=h_4+1$, $f=1/h_5$. Write `chain_rule_factors(x, w, b)`: the local "
        "derivatives from $f$ back to $w$, in this order: of $1/h_5$, of $h_4+1$, of $e^{h_3}$, of "
        "$-h_2$, of $h_1+b$, of $wx$ by $w$. Their product is $\\partial f/\\partial w$."
    ),
    reference=chain_rule_factors,
    cases=_chain_cases,
    parts=(
        "∂(1/h5)/∂h5",
        "∂(h4+1)/∂h4",
        "∂e^h3/∂h3",
        "∂(−h2)/∂h2",
        "∂(h1+b)/∂h1",
        "∂(wx)/∂w",
    ),
    points=2,
    minutes=8,
    mistakes=(
        Mistake(
            "values",
            "the values of the nodes in the place of their derivatives",
            lambda x, w, b: (
                1 / (math.exp(-(w * x + b)) + 1),
                math.exp(-(w * x + b)) + 1,
                math.exp(-(w * x + b)),
                -(w * x + b),
                w * x + b,
                w * x,
            ),
            "A graph carries two numbers on each edge: values forward, derivatives back.",
            "At x = 1, w = 0, b = 0 the product should be a quarter.",
            "How does each node change when its input changes by a little?",
        ),
        Mistake(
            "no_square",
            "−1/h₅ for the reciprocal: the square is missing",
            _wrong_factor(0, lambda x, w, b: -1 / (math.exp(-(w * x + b)) + 1)),
            "The derivative of 1/h is −1/h².",
            "At x = 1, w = 0, b = 0 it gives −1/2 in the place of −1/4.",
            "Write 1/h as h to the power −1, and differentiate.",
        ),
        Mistake(
            "no_minus",
            "+1/h₅² for the reciprocal: its minus is missing",
            _wrong_factor(0, lambda x, w, b: 1 / (math.exp(-(w * x + b)) + 1) ** 2),
            "1/h falls when h grows.",
            "The product comes out negative, and f rises with w for x > 0.",
            "Does 1/h rise or fall?",
        ),
        Mistake(
            "exponential_one",
            "1 for the exponential, its derivative at 0",
            _wrong_factor(2, lambda x, w, b: 1.0),
            "At D3's numbers it is 1; elsewhere e^h is its own derivative.",
            "Right at x = 1, w = 0, b = 0, and wrong everywhere else.",
            "What is the derivative of e^h at h = 2?",
        ),
        Mistake(
            "weight_for_input",
            "w for the last link, the derivative of wx by x",
            _wrong_factor(5, lambda x, w, b: w),
            "The path leads to w; x is a constant on it.",
            "With w = 0 the whole product would be 0.",
            "With respect to what is wx differentiated?",
        ),
        Mistake(
            "bias_added",
            "x + b for the last link",
            _wrong_factor(5, lambda x, w, b: x + b),
            "The bias was added in another link, and vanishes there.",
            "The derivative of wx by w doesn't know b.",
            "What is the slope of wx when w moves?",
        ),
        Mistake(
            "plus_for_minus",
            "+1 for −h₂",
            _wrong_factor(3, lambda x, w, b: 1.0),
            "Turning the sign is a step of its own, with the derivative −1.",
            "The product comes out negative, and f rises with w for x > 0.",
            "What is the derivative of −h?",
        ),
        Mistake(
            "forward_order",
            "in forward order, from wx to 1/h₅",
            lambda x, w, b: chain_rule_factors(x, w, b)[::-1],
            "The list is asked for from f back to w.",
            "The product is the same, and the order isn't.",
            "Which link stands next to f?",
        ),
    ),
    hints=(
        "Compute the nodes h₁ to h₅ forward first; each derivative needs the value of its input.",
        "1/h has −1/h², h + 1 has 1, e^h has e^h, −h has −1, h + b has 1, wx has x.",
        "h4 = math.exp(-(w * x + b))\nreturn -1 / (h4 + 1)**2, 1.0, h4, -1.0, 1.0, x",
    ),
    symptoms=(
        (
            "right at w = 0 only",
            "Which derivative is 1 there by luck? e^h is 1 at h = 0.",
        ),
    ),
    another_way="math.prod(chain_rule_factors(x, w, b)) is x σ(1 − σ): six links, and the rule that you know.",
)


# ---- fold_bias


def fold_bias(x, w, b):
    """(x1, w1), each (n + 1,): the bias as weight number 0, with input 1."""
    return np.concatenate([[1.0], x]), np.concatenate([[b], w])


FOLD = Exercise(
    lesson="03",
    title="The bias is a weight",
    statement=(
        "D1 merges the bias into the weights: an input that is always 1 stands in front, and $b$ is "
        "its weight. Write `fold_bias(x, w, b)`, the pair `(x1, w1)` with "
        "$w_1\\cdot x_1=w\\cdot x+b$, the bias as number 0."
    ),
    reference=fold_bias,
    cases=_neuron_cases,
    parts=("x1", "w1"),
    points=1,
    minutes=4,
    mistakes=(
        Mistake(
            "at_the_end",
            "the bias as the last number",
            lambda x, w, b: (np.append(x, 1.0), np.append(w, b)),
            "The sum is the same; D1 and this exercise put it in front.",
            "x1[0] should be 1.",
            "Which place is number 0?",
        ),
        Mistake(
            "zero_input",
            "an input of 0 in the place of 1",
            lambda x, w, b: (np.concatenate([[0.0], x]), np.concatenate([[b], w])),
            "0 times b is 0: the bias would vanish.",
            "w1 @ x1 lacks b.",
            "By what must b be multiplied to be counted once?",
        ),
        Mistake(
            "swapped",
            "b among the inputs, and 1 among the weights",
            lambda x, w, b: (np.concatenate([[b], x]), np.concatenate([[1.0], w])),
            "The product is the same; but b is what learns, so it belongs to the weights.",
            "x1 would change when b is trained.",
            "Which of the two is a parameter?",
        ),
        Mistake(
            "added",
            "b added to every weight",
            lambda x, w, b: (
                np.concatenate([[1.0], x]),
                np.concatenate([[0.0], w + b]),
            ),
            "The bias is added once to the sum, not to each weight.",
            "With other inputs the sum is wrong.",
            "What does b multiply?",
        ),
        Mistake(
            "one_both",
            "1 in both: the bias is lost",
            lambda x, w, b: (np.concatenate([[1.0], x]), np.concatenate([[1.0], w])),
            "The new weight is b itself.",
            "w1 @ x1 has 1 where b should be.",
            "Where does your function use b?",
        ),
        Mistake(
            "overwritten",
            "the first input overwritten, and not a new one put in front",
            lambda x, w, b: (
                np.concatenate([[1.0], x[1:]]),
                np.concatenate([[b], w[1:]]),
            ),
            "Nothing of x may be lost: the result is one entry longer.",
            "The first input has no say any more.",
            "How long are x1 and w1?",
        ),
    ),
    hints=(
        "Both arrays get one entry more, in front.",
        "np.concatenate([[1.0], x]) puts a 1 in front of x.",
        "return np.concatenate([[1.0], x]), np.concatenate([[b], w])",
    ),
    symptoms=(
        (
            "I get a shape error",
            "np.concatenate wants lists or arrays: [1.0], not 1.0.",
        ),
    ),
    another_way="np.r_[1.0, x] and np.r_[b, w] say it in fewer letters. The 1 has no weights of its own coming in, so nothing flows back into it.",
)


# ---- neuron_step, train_neuron


def neuron_step(x, w, b, t, eta):
    """(w, b) after one step of gradient descent on one sample."""
    o = 1 / (1 + np.exp(-(np.dot(w, x) + b)))
    delta = (o - t) * o * (1 - o)
    return w - eta * delta * x, b - eta * delta


def _step_cases(rng: Rng) -> Iterator[Case]:
    for case in _gradient_cases(rng):
        yield Case((*case.args, 0.5))


def _wrong_step(change: Any) -> Any:
    def answer(x: Any, w: Any, b: float, t: float, eta: float) -> Any:
        o = _s(np.dot(w, x) + b)
        return change(x, w, b, t, eta, (o - t) * o * (1 - o))

    return answer


def _updated_bias_first(x: Any, w: Any, b: float, t: float, eta: float) -> Any:
    o = _s(np.dot(w, x) + b)
    b = b - eta * (o - t) * o * (1 - o)
    o = _s(np.dot(w, x) + b)
    return w - eta * (o - t) * o * (1 - o) * x, b


STEP = Exercise(
    lesson="03",
    title="One step",
    statement=(
        "Write `neuron_step(x, w, b, t, eta)`: the new `(w, b)` after one step of gradient descent "
        "on one sample. Both gradients are taken at the *old* weights, and the old `w` stays as it "
        "is."
    ),
    reference=neuron_step,
    cases=_step_cases,
    needs=("neuron_gradients",),
    parts=("w", "b"),
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "ascent",
            "a step uphill: the gradient is added (D2-18)",
            _wrong_step(lambda x, w, b, t, eta, d: (w + eta * d * x, b + eta * d)),
            "D2's Δw carries its minus already, and is subtracted: minus times minus.",
            "The loss rises with the first step.",
            "Which sign takes you downhill?",
        ),
        Mistake(
            "bias_uphill",
            "the bias alone goes uphill",
            _wrong_step(lambda x, w, b, t, eta, d: (w - eta * d * x, b + eta * d)),
            "Both parameters follow the same rule.",
            "The output may hardly move.",
            "Why should the two signs differ?",
        ),
        Mistake(
            "no_eta",
            "the whole gradient, without eta",
            _wrong_step(lambda x, w, b, t, eta, d: (w - d * x, b - d)),
            "eta decides how far to go.",
            "The step doesn't change with eta.",
            "Where does your function use eta?",
        ),
        Mistake(
            "bias_stays",
            "the bias isn't updated",
            _wrong_step(lambda x, w, b, t, eta, d: (w - eta * d * x, b)),
            "The published numbers of D3's example do so; the bias is a parameter all the same.",
            "b comes back as it went in.",
            "Which parameters does E depend on?",
        ),
        Mistake(
            "new_bias_for_weights",
            "the weights' gradient taken at the new bias",
            _updated_bias_first,
            "Update after update is another rule: all gradients belong to the old point.",
            "The difference is small, and grows with eta.",
            "At which point is the gradient of w taken?",
        ),
        Mistake(
            "gradients",
            "the changes alone, and not the new parameters",
            _wrong_step(lambda x, w, b, t, eta, d: (-eta * d * x, -eta * d)),
            "The step starts at w and b.",
            "The results are small numbers near 0.",
            "Where does the step begin?",
        ),
        Mistake(
            "no_input",
            "every weight moved by the same amount",
            _wrong_step(lambda x, w, b, t, eta, d: (w - eta * d, b - eta * d)),
            "Each weight hears δ times its own input.",
            "A weight whose input is 0 would move.",
            "What is ∂E/∂w_j?",
        ),
    ),
    hints=(
        "Compute both gradients first, then both new values.",
        "w − eta · dw, and b − eta · db.",
        "dw, db = neuron_gradients(x, w, b, t)\nreturn w - eta * dw, b - eta * db",
    ),
    symptoms=(("the loss goes up", "Is the gradient added?"),),
    another_way="After the step, the loss of this sample is smaller, if eta isn't too large: check it in one line.",
)


def train_neuron(X, t, eta, steps):
    """(w, b) from zeros by full-batch descent on the mean loss; `X` (N, n), `t` (N,)."""
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        o = 1 / (1 + np.exp(-(X @ w + b)))
        delta = (o - t) * o * (1 - o)
        w = w - eta * X.T @ delta / len(X)
        b = b - eta * delta.mean()
    return w, b


def _train_cases(rng: Rng) -> Iterator[Case]:
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    yield Case(
        (X, np.array([0.0, 0.0, 0.0, 1.0]), 2.0, 3),
        show="X, t of AND, eta = 2, steps = 3",
    )
    yield Case(
        (X, np.array([0.0, 1.0, 1.0, 1.0]), 1.0, 50),
        show="X, t of OR, eta = 1, steps = 50",
    )
    X5, t5 = rng.normal(size=(5, 3)), rng.uniform(size=5)
    yield Case(
        (X5, t5, 0.7, 10),
        show="X of shape (5, 3), t of shape (5,), eta = 0.7, steps = 10",
    )
    yield Case((X5[:1], t5[:1], 0.7, 4), show="one sample, eta = 0.7, steps = 4")


def _wrong_training(change: Any, after: Any = None, start: float = 0.0) -> Any:
    def answer(X: Any, t: Any, eta: float, steps: int) -> Any:
        w, b = np.full(X.shape[1], start), start
        for _ in range(steps + (after or 0)):
            o = _s(X @ w + b)
            w, b = change(X, t, eta, w, b, o, (o - t) * o * (1 - o))
        return w, b

    return answer


def _sample_by_sample(X: Any, t: Any, eta: float, w: Any, b: float, *_: Any) -> Any:
    for x, target in zip(X, t):
        o = _s(np.dot(w, x) + b)
        d = (o - target) * o * (1 - o)
        w, b = w - eta * d * x, b - eta * d
    return w, b


TRAIN = Exercise(
    lesson="03",
    title="A neuron learns AND and OR",
    statement=(
        "Write `train_neuron(X, t, eta, steps)`: start from zeros, and take `steps` steps on the "
        "*mean* gradient of all samples. Then try it on AND, on OR, and on exclusive or."
    ),
    reference=train_neuron,
    cases=_train_cases,
    needs=("neuron_output",),
    parts=("w", "b"),
    points=3,
    minutes=10,
    mistakes=(
        Mistake(
            "sum",
            "the sum of the samples' gradients in the place of their mean",
            _wrong_training(
                lambda X, t, eta, w, b, o, d: (w - eta * X.T @ d, b - eta * d.sum())
            ),
            "Both go downhill; with a sum the step grows with the number of samples.",
            "For one sample it is right, for N the first step is N times too long.",
            "What is the loss of a batch in this course?",
        ),
        Mistake(
            "ascent",
            "steps uphill",
            _wrong_training(
                lambda X, t, eta, w, b, o, d: (
                    w + eta * X.T @ d / len(X),
                    b + eta * d.mean(),
                )
            ),
            "The gradient is added, or δ has the wrong sign.",
            "The loss rises from step to step.",
            "Print the loss: does it fall?",
        ),
        Mistake(
            "sample_by_sample",
            "a step after every sample",
            _wrong_training(_sample_by_sample),
            "That is stochastic descent. Here one step uses all samples at the same weights.",
            "For one sample it is the same.",
            "How many steps does one pass over the data take?",
        ),
        Mistake(
            "no_slope",
            "o − t in the place of δ",
            _wrong_training(
                lambda X, t, eta, w, b, o, d: (
                    w - eta * X.T @ (o - t) / len(X),
                    b - eta * (o - t).mean(),
                )
            ),
            "That is the gradient of cross-entropy. Squared error has the slope o(1 − o) as well.",
            "It learns faster than asked.",
            "Which loss is asked for?",
        ),
        Mistake(
            "one_step_more",
            "one step too many",
            _wrong_training(
                lambda X, t, eta, w, b, o, d: (
                    w - eta * X.T @ d / len(X),
                    b - eta * d.mean(),
                ),
                after=1,
            ),
            "range(steps + 1) counts from 0 and includes steps.",
            "With steps = 0 the weights should be 0.",
            "How many times does your loop run?",
        ),
        Mistake(
            "bias_stays",
            "the bias is never updated",
            _wrong_training(
                lambda X, t, eta, w, b, o, d: (w - eta * X.T @ d / len(X), b)
            ),
            "Without a bias the output at the origin is one half for ever.",
            "AND needs an output of 0 where all inputs are 0.",
            "Which parameters does E depend on?",
        ),
        Mistake(
            "new_weights_for_bias",
            "the bias' gradient taken at the new weights",
            _wrong_training(
                lambda X, t, eta, w, b, o, d: _new_weights_first(X, t, eta, w, b, d)
            ),
            "All gradients of a step belong to the old point.",
            "The difference is small, and doesn't vanish.",
            "When is δ computed, and from which weights?",
        ),
        Mistake(
            "not_from_zero",
            "a start from ones in the place of zeros",
            _wrong_training(
                lambda X, t, eta, w, b, o, d: (
                    w - eta * X.T @ d / len(X),
                    b - eta * d.mean(),
                ),
                start=1.0,
            ),
            "A single neuron may start anywhere; here zeros are asked for.",
            "With steps = 0 the result should be zeros.",
            "Where does your training begin?",
        ),
    ),
    hints=(
        "A loop of steps; in each, the outputs of all samples at once, then δ, then both updates.",
        "X @ w + b has one entry a sample; X.T @ delta / len(X) is the mean gradient of w.",
        "o = 1 / (1 + np.exp(-(X @ w + b)))\ndelta = (o - t) * o * (1 - o)\n"
        "w, b = w - eta * X.T @ delta / len(X), b - eta * delta.mean()",
    ),
    symptoms=(
        ("right for one sample, wrong for a batch", "Is it the mean over the samples?"),
        ("the loss goes up", "Is the gradient added?"),
    ),
    another_way="On exclusive or it ends where it began, at one half for everything: no line separates its classes.",
)


def _new_weights_first(X: Any, t: Any, eta: float, w: Any, b: float, d: Any) -> Any:
    w = w - eta * X.T @ d / len(X)
    o = _s(X @ w + b)
    return w, b - eta * ((o - t) * o * (1 - o)).mean()


EXERCISES = (OUTPUT, DELTA, GRADIENTS, CHAIN, FOLD, STEP, TRAIN)


# ---- questions

QUESTIONS = (
    Question(
        "03-quarter",
        "D3's neuron $f=\\sigma(wx+b)$ at $x=1$, $w=0$, $b=0$. **What is $\\partial f/\\partial w$?** "
        "(a number)",
        "σ'(0) times the input: a quarter times 1.",
        answer=0.25,
        hint="The slope of σ at 0, times what w multiplies.",
        traps=(
            (0.5, "One half is the value of f there."),
            (0.0, "w is 0, but the factor is x, which is 1."),
        ),
    ),
    Question(
        "03-zero-input",
        "An input $x_j$ is 0 for this sample. **How large is the gradient of its weight?** (a number)",
        "δ times 0: a weight whose input is silent can't be blamed.",
        answer=0.0,
        hint="∂E/∂w_j is δ times what w_j multiplies.",
    ),
    Question(
        "03-saturated",
        "A neuron puts out 0.9999 with target 0. **How large is its δ?** (a number)",
        "The error is nearly 1, and the slope takes nearly all of it away.",
        answer=0.9999 * 0.9999 * (1 - 0.9999),
        tolerance=0.01,
        hint="Error times slope: (o − t) o (1 − o).",
        traps=((0.9999, "That is the error. δ is error times slope."),),
    ),
    Question(
        "03-bias",
        "**What does the bias hear?**",
        "",
        options=(
            Option(
                "δ times the sum of the inputs",
                "The bias multiplies no input.",
                mistake="neuron_gradients.bias_with_input",
            ),
            Option("δ", "Its input is 1.", right=True),
            Option(
                "nothing",
                "E changes when b does.",
                mistake="neuron_gradients.bias_zero",
            ),
        ),
    ),
    Question(
        "03-delta-is",
        "**D2 says: “δ is, plainly, the error.” What is missing?**",
        "",
        options=(
            Option(
                "nothing",
                "A saturated neuron can be completely wrong with almost no δ.",
                mistake="neuron_delta.no_slope",
            ),
            Option(
                "the slope of the activation", "δ is error times slope.", right=True
            ),
            Option("the input", "The input comes in with each weight, behind δ."),
        ),
    ),
    Question(
        "03-paths",
        "D3 multiplies the derivatives along *the* path from $f$ to $w$. **What when there are several?**",
        "",
        options=(
            Option("take the shortest one", "Every path changes f."),
            Option(
                "multiply all of them",
                "That would give a product of effects; they add.",
            ),
            Option(
                "multiply along each, and add the products",
                "Product along a path, sum over paths.",
                right=True,
            ),
        ),
    ),
    Question(
        "03-xor",
        "**Which of these can a single neuron not learn?**",
        "",
        options=(
            Option("AND", "One line separates (1, 1) from the rest."),
            Option("OR", "One line separates (0, 0) from the rest."),
            Option("exclusive or", "No line separates its two classes.", right=True),
        ),
    ),
    Question(
        "03-order",
        "You update $b$ first, and compute the gradient of $w$ with the new $b$. **What is that?**",
        "",
        options=(
            Option(
                "gradient descent, only faster",
                "It is another rule: the gradients belong to different points.",
                mistake="neuron_step.new_bias_for_weights",
            ),
            Option(
                "another rule, whose numbers differ a little",
                "All gradients of a step are taken at the old parameters.",
                right=True,
            ),
            Option("the same numbers", "δ has changed with b."),
        ),
    ),
)
