"""Lesson 03, the single neuron: seven exercises and the lesson's questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .model import Case, Exercise, Measured, Mistake, Option, Question, Rng

X2, W2 = np.array([1.5, 0.5]), np.array([0.4, -0.6])


def _s(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def _slope(f: Callable[[float], float], x: float, h: float = 1e-5) -> float:
    return (f(x + h) - f(x - h)) / (2 * h)


def _loss(x: Any, w: Any, b: float, t: float) -> float:
    return float(0.5 * (_s(np.dot(w, x) + b) - t) ** 2)


# ---- the output


def neuron_output(x, w, b):
    """Output of a sigmoid neuron for one sample; `x`, `w` (n,), `b` a float; a float."""
    z = np.dot(w, x) + b
    return 1 / (1 + np.exp(-z))


def _output_cases(rng: Rng) -> Iterator[Case]:
    yield Case((X2, W2, 0.2))
    for n in (3, 5, 2):
        yield Case((rng.normal(size=n), rng.normal(size=n), rng.uniform(0.3, 1.0)))
    yield Case((np.array([2.0]), np.array([0.3]), -0.4))


OUTPUT = Exercise(
    lesson="03",
    title="What a neuron answers",
    statement=(
        "Write `neuron_output(x, w, b)`: each input times its weight, all of it added, the bias "
        "added once, then the sigmoid: $o=\\sigma(w\\cdot x+b)$."
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
            "D2 lists “outputs + weights + bias + activation”: its plus means “together with”.",
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
            "tanh in the place of the logistic function",
            lambda x, w, b: np.tanh(np.dot(w, x) + b),
            "Both are S-shaped; tanh runs from −1 to 1, and σ from 0 to 1.",
            "For z = 0 it gives 0, and σ(0) is one half.",
            "Which values can this neuron's output take?",
        ),
        Mistake(
            "step",
            "a step: 1 above the threshold, 0 below",
            lambda x, w, b: 1.0 if np.dot(w, x) + b > 0 else 0.0,
            "That is the perceptron of D0's history. Its slope is 0 nearly everywhere, so nothing can be learned by it.",
            "A small change of the bias changes nothing, and then everything.",
            "Which function turns z into a number between 0 and 1?",
            also=(lambda x, w, b: 1.0 if np.dot(w, x) + b >= 0 else 0.0,),
        ),
        Mistake(
            "relu",
            "max(0, z) in the place of the sigmoid",
            lambda x, w, b: max(0.0, np.dot(w, x) + b),
            "It is the usual choice in deep networks. This neuron has a sigmoid.",
            "With a large z the output is above 1.",
            "Which activation does the statement name?",
        ),
        Mistake(
            "slope",
            "o (1 − o): the slope in the place of the output",
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
            "the mean of the products in the place of their sum",
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
    another_way="`w @ x` is the same dot product with an operator.",
)


# ---- delta


def neuron_delta(o, t):
    """Slope of E by z of a sigmoid neuron, from output and target; floats."""
    return (o - t) * o * (1 - o)


def _delta_cases(rng: Rng) -> Iterator[Case]:
    yield Case((0.8, 0.0))
    yield Case((0.3, 1.0))
    for _ in range(3):
        yield Case((float(rng.uniform(0.1, 0.4)), float(rng.uniform(0.6, 0.9))))
    yield Case((0.9999, 0.0))


def _delta_measured(case: Case) -> Measured:
    o, t = case.args
    z = float(np.log(o / (1 - o)))
    value = _slope(lambda u: float(0.5 * (_s(u) - t) ** 2), z)
    return Measured("slope of E by z, by a central difference", value)


DELTA = Exercise(
    lesson="03",
    title="The error signal",
    statement=(
        "Write `neuron_delta(o, t)`, $\\delta=\\partial E/\\partial z$ for "
        "$E=\\frac12(o-t)^2$ and $o=\\sigma(z)$: the error times the slope of the sigmoid, "
        "which you know from the output alone."
    ),
    reference=neuron_delta,
    cases=_delta_cases,
    measure=_delta_measured,
    points=1,
    minutes=4,
    mistakes=(
        Mistake(
            "sign",
            "δ with its sign turned, (t − o) o (1 − o)",
            lambda o, t: (t - o) * o * (1 - o),
            "It is what you want z to do; the gradient says what E does.",
            "With o above t, E rises with z: the slope is positive.",
            "If z rises and o is too large already, does E rise?",
        ),
        Mistake(
            "no_slope",
            "the error o − t, without the slope of the sigmoid",
            lambda o, t: o - t,
            "D2 says that δ is “plainly the error”. It is error times slope.",
            "At o = 0.9999 and t = 0 the error is almost 1, and E hardly moves with z.",
            "Which link of the chain leads from o back to z?",
        ),
        Mistake(
            "slope_again",
            "the slope taken at o in the place of z",
            lambda o, t: (o - t) * _s(o) * (1 - _s(o)),
            "o is σ(z) already. σ(o) sends it through the sigmoid a second time.",
            "At o = 0.9999 the true slope is 0.0001; this one is 0.2.",
            "Has your o been through the sigmoid?",
        ),
        Mistake(
            "slope_of_target",
            "the slope taken from the target, t (1 − t)",
            lambda o, t: (o - t) * t * (1 - t),
            "The sigmoid stands where the neuron is, not where it should be.",
            "With a target of 0 or 1 nothing is ever learned.",
            "At which point is the slope?",
        ),
        Mistake(
            "doubled",
            "twice δ: the half of E is forgotten",
            lambda o, t: 2 * (o - t) * o * (1 - o),
            "The half is there so that the 2 of the square goes away.",
            "The measured slope is half of it.",
            "What is the derivative of ½ (o − t)²?",
        ),
        Mistake(
            "loss_times_slope",
            "the loss itself times the slope",
            lambda o, t: 0.5 * (o - t) ** 2 * o * (1 - o),
            "The chain multiplies derivatives; the loss hasn't been differentiated.",
            "It is never negative, so z could never be told to rise.",
            "What is ∂E/∂o?",
            also=(lambda o, t: (o - t) ** 2 * o * (1 - o),),
        ),
        Mistake(
            "slope_alone",
            "the slope of the sigmoid alone",
            lambda o, t: o * (1 - o),
            "∂o/∂z is one link of two.",
            "It doesn't depend on the target.",
            "Which link leads from E to o?",
        ),
        Mistake(
            "only_o",
            "(o − t) o: the factor 1 − o is missing",
            lambda o, t: (o - t) * o,
            "The slope of σ is a product of two, and each flattens one end.",
            "At o = 0.9999 it is as large as ever, and the curve is flat there.",
            "What makes the slope small close to 1?",
        ),
        Mistake(
            "tanh_slope",
            "(o − t)(1 − o²), with the slope of tanh",
            lambda o, t: (o - t) * (1 - o**2),
            "1 − a² belongs to a = tanh(z), and o (1 − o) to a sigmoid.",
            "At o = 0.8 the slope is 0.36, and a sigmoid is nowhere steeper than a quarter.",
            "Which function made o out of z?",
        ),
        Mistake(
            "slope_of_error",
            "the slope taken at the error: e (1 − e)",
            lambda o, t: (o - t) * (o - t) * (1 - (o - t)),
            "The slope belongs to the output, wherever the target is.",
            "With t = 0 it is right by luck; with another t the slope moves.",
            "At which point of the curve does the neuron stand?",
        ),
        Mistake(
            "over_slope",
            "divided by the slope",
            lambda o, t: (o - t) / (o * (1 - o)),
            "The chain rule multiplies. Dividing would go from z to o, in the other direction.",
            "A saturated unit gets a huge gradient; it should get nearly none.",
            "How much does E move when z moves, and o hardly follows?",
        ),
        Mistake(
            "added",
            "the slope added to the error",
            lambda o, t: (o - t) + o * (1 - o),
            "Links of one chain are multiplied; sums are for several ways.",
            "Where o equals t the slope of E is 0, and yours isn't.",
            "How many ways lead from z to E?",
        ),
        Mistake(
            "loss",
            "E itself, and not its slope",
            lambda o, t: 0.5 * (o - t) ** 2,
            "The value and the slope of a curve are different things.",
            "It is never negative, so no output would ever be told to grow.",
            "How does E change when z grows a little?",
        ),
    ),
    hints=(
        "Two links: from E to o, and from o to z. Multiply them.",
        "∂E/∂o = o − t, and ∂o/∂z = o (1 − o).",
        "return (o - t) * o * (1 - o)",
    ),
    symptoms=(
        ("the loss goes up", "Is it o − t, or t − o?"),
        ("a saturated neuron gets a large delta", "Is the slope o (1 − o) in it?"),
    ),
    another_way="`(o - t) * (o - o**2)` is the same slope, multiplied out.",
)


# ---- gradients


def neuron_gradients(x, w, b, t):
    """Slopes of E by weights and bias, `(dw, db)`; `x`, `w` (n,), `dw` (n,), `db` a float."""
    o = 1 / (1 + np.exp(-(np.dot(w, x) + b)))
    delta = (o - t) * o * (1 - o)
    return delta * x, delta


def _gradient_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([2.0, 4.0]), np.array([0.3, -0.2]), 0.5, 0.0))
    yield Case((np.array([0.5, -1.0, 2.0]), np.array([0.1, 0.2, -0.3]), 0.05, 1.0))
    for n in (4, 2):
        x, w = rng.normal(size=n), rng.normal(size=n) / 2
        yield Case((x, w, float(rng.uniform(0.2, 0.6)), float(rng.uniform(0.8, 1.0))))
    yield Case((np.array([3.0]), np.array([0.2]), -0.3, 1.0))


def _gradients_measured(case: Case) -> Measured:
    x, w, b, t = case.args

    def along(j: int) -> float:
        unit = np.eye(len(w))[j]
        return _slope(lambda h: _loss(x, w + h * unit, b, t), 0.0)

    dw = [along(j) for j in range(len(w))]
    db = _slope(lambda v: _loss(x, w, v, t), b)
    return Measured("slopes of E by central differences", (np.array(dw), db))


def _gradients(rule: Callable[..., Any]) -> Callable[..., Any]:
    """A wrong version from x, w, b, o, t and the right δ."""

    def wrong(x: Any, w: Any, b: float, t: float) -> Any:
        o = _s(np.dot(w, x) + b)
        return rule(x, w, b, o, t, (o - t) * o * (1 - o))

    return wrong


GRADIENTS = Exercise(
    lesson="03",
    title="How each weight hears about the error",
    statement=(
        "Write `neuron_gradients(x, w, b, t)`, which returns `(dw, db)`. Run the neuron forward, "
        "form $\\delta$, and pass it on: $z=w\\cdot x+b$, so what are $\\partial z/\\partial w_j$ "
        "and $\\partial z/\\partial b$? D0 gives the first and leaves the second out."
    ),
    reference=neuron_gradients,
    cases=_gradient_cases,
    measure=_gradients_measured,
    parts=("dw", "db"),
    needs=("neuron_output", "neuron_delta"),
    points=3,
    minutes=7,
    mistakes=(
        Mistake(
            "sign",
            "both gradients with their sign turned",
            _gradients(lambda x, w, b, o, t, d: (-d * x, -d)),
            "t − o points to where you want to be; a gradient points uphill.",
            "A step against it makes the loss grow.",
            "Is the error o − t?",
        ),
        Mistake(
            "no_slope",
            "the slope of the sigmoid left out",
            _gradients(lambda x, w, b, o, t, d: ((o - t) * x, o - t)),
            "It is right for cross-entropy, or for a neuron without activation.",
            "The measured slopes are smaller by o (1 − o), at most a quarter.",
            "Which link leads from o back to z?",
        ),
        Mistake(
            "weights_for_inputs",
            "δ times the weights in the place of the inputs",
            _gradients(lambda x, w, b, o, t, d: (d * w, d)),
            "δ w is ∂E/∂x: what an input hears. A weight hears δ times its input.",
            "With all weights 0 the gradient would be 0, and nothing would ever start.",
            "What does w_j multiply in z?",
        ),
        Mistake(
            "bias_forgotten",
            "a bias gradient of 0",
            _gradients(lambda x, w, b, o, t, d: (d * x, 0.0)),
            "D0 doesn't mention it, and b stands there like a constant.",
            "Change b a little, and E changes.",
            "What is ∂z/∂b?",
        ),
        Mistake(
            "bias_times_b",
            "the bias gradient as δ times b",
            _gradients(lambda x, w, b, o, t, d: (d * x, d * b)),
            "A bias is multiplied by 1, not by itself.",
            "With b = 0 the bias would stay 0 for ever.",
            "Which input does the bias have?",
        ),
        Mistake(
            "bias_without_slope",
            "the bias gradient as the error, without the slope",
            _gradients(lambda x, w, b, o, t, d: (d * x, o - t)),
            "The way from E to b leads through the sigmoid as well.",
            "dw is right, and db is at least four times too large.",
            "Which links do the ways to w and to b share?",
        ),
        Mistake(
            "inputs_forgotten",
            "δ alone for every weight, without its input",
            _gradients(lambda x, w, b, o, t, d: (d * np.ones(len(x)), d)),
            "That is the gradient of the bias, whose input is 1.",
            "An input of 0 can't matter, and its weight would move all the same.",
            "What is ∂z/∂w_j?",
        ),
        Mistake(
            "bias_is_one",
            "db = 1: the last link alone",
            _gradients(lambda x, w, b, o, t, d: (d * x, 1.0)),
            "∂z/∂b is 1, and the links before it belong to the chain as well.",
            "The bias would move by the same amount for every error.",
            "What is ∂E/∂b = δ · ∂z/∂b?",
        ),
        Mistake(
            "bias_sums_dw",
            "db = Σ dw",
            _gradients(lambda x, w, b, o, t, d: (d * x, np.sum(d * x))),
            "The bias has a link of its own: ∂z/∂b is 1, whatever the inputs are.",
            "It depends on the inputs, and z doesn't reach the bias by way of them.",
            "What is ∂z/∂b?",
        ),
        Mistake(
            "slope_again",
            "the slope of the sigmoid taken at the output",
            _gradients(
                lambda x, w, b, o, t, d: (
                    (o - t) * _s(o) * (1 - _s(o)) * x,
                    (o - t) * _s(o) * (1 - _s(o)),
                )
            ),
            "o is a value of the sigmoid already. Its slope is o (1 − o).",
            "The slope hardly changes, however far the unit is saturated.",
            "Is there any exponential left to compute after o?",
        ),
        Mistake(
            "slope_of_z",
            "z (1 − z): the rule for the output, applied to z",
            _gradients(
                lambda x, w, b, o, t, d: (
                    (o - t) * (np.dot(w, x) + b) * (1 - (np.dot(w, x) + b)) * x,
                    (o - t) * (np.dot(w, x) + b) * (1 - (np.dot(w, x) + b)),
                )
            ),
            "o (1 − o) is the slope, with o = σ(z).",
            "For negative z its sign turns, and a sigmoid rises everywhere.",
            "Which quantity does the rule want: z, or σ(z)?",
        ),
        Mistake(
            "no_sigmoid",
            "a neuron without its sigmoid, o = z",
            _gradients(
                lambda x, w, b, o, t, d: (
                    (np.dot(w, x) + b - t) * x,
                    np.dot(w, x) + b - t,
                )
            ),
            "That is the gradient of a linear unit.",
            "The loss that the slopes are measured from has the sigmoid in it.",
            "Which function stands between z and E?",
            also=(
                _gradients(
                    lambda x, w, b, o, t, d: (
                        (np.dot(w, x) + b - t)
                        * (np.dot(w, x) + b)
                        * (1 - np.dot(w, x) - b)
                        * x,
                        (np.dot(w, x) + b - t)
                        * (np.dot(w, x) + b)
                        * (1 - np.dot(w, x) - b),
                    )
                ),
            ),
        ),
        Mistake(
            "loss_times_slope",
            "E times the slope, in the place of E's own slope",
            _gradients(
                lambda x, w, b, o, t, d: (
                    0.5 * (o - t) ** 2 * o * (1 - o) * x,
                    0.5 * (o - t) ** 2 * o * (1 - o),
                )
            ),
            "The first link is ∂E/∂o = o − t.",
            "It is never negative for positive inputs, so no weight would ever grow.",
            "What is the derivative of (o − t)²/2 by o?",
        ),
        Mistake(
            "summed",
            "dw added up to one number",
            _gradients(lambda x, w, b, o, t, d: (np.sum(d * x), d)),
            "np.dot and np.sum add; each weight has a slope of its own.",
            "All weights would be told to move alike.",
            "How many weights are there?",
        ),
        Mistake(
            "only_dw",
            "dw alone, without db",
            _gradients(lambda x, w, b, o, t, d: d * x),
            "The bias is a parameter too, and D0 forgets it.",
            "One array comes back, and two results are asked for.",
            "What is ∂E/∂b?",
        ),
        Mistake(
            "one_array",
            "dw and db in one array",
            _gradients(lambda x, w, b, o, t, d: np.append(d * x, d)),
            "All numbers are there; whoever calls it wants them apart.",
            "One array comes back, and two results are asked for.",
            "What does `return dw, db` give?",
            also=(_gradients(lambda x, w, b, o, t, d: np.append(d, d * x)),),
        ),
        Mistake(
            "new_parameters",
            "new parameters in the place of their gradients",
            _gradients(lambda x, w, b, o, t, d: (w - d * x, b - d)),
            "The step is another function's part; here the slopes are asked for.",
            "Where the output equals the target it gives w and b, and the slopes are 0.",
            "Which line takes the step? Leave it to neuron_step.",
        ),
    ),
    hints=(
        "All ways from E to a parameter go through z: first δ, then one more link.",
        "∂z/∂w_j = x_j and ∂z/∂b = 1.",
        "delta = (o - t) * o * (1 - o)\nreturn delta * x, delta",
    ),
    symptoms=(
        ("right for the weights, wrong for the bias", "What is ∂z/∂b? Only one link."),
        ("the loss goes up", "Is the error o − t, or t − o?"),
    ),
    another_way=(
        "With the bias as weight number 0 and a 1 in front of x, there is one formula: "
        "`delta * x1`."
    ),
)


# ---- the chain, link by link


def chain_rule_factors(x, w, b):
    """Six local derivatives from f back to `w`, in this order; `x`, `w`, `b` floats."""
    h1 = w * x
    h2 = h1 + b
    h3 = -h2
    h4 = np.exp(h3)
    h5 = h4 + 1
    return -1 / h5**2, 1.0, h4, -1.0, 1.0, x


def _chain_cases(rng: Rng) -> Iterator[Case]:
    yield Case((1.0, 0.0, 0.0))
    yield Case((2.0, 0.5, -0.3))
    for _ in range(3):
        x, w, b = rng.uniform(0.4, 0.9), rng.uniform(1.2, 2.0), rng.uniform(0.1, 0.3)
        yield Case((float(x), float(w), float(b)))
    yield Case((-1.5, 0.4, 0.2))


def _chain_measured(case: Case) -> Measured:
    x, w, b = case.args
    h = [w * x, w * x + b, -(w * x + b), float(np.exp(-(w * x + b)))]
    links: list[tuple[Callable[[float], float], float]] = [
        (lambda u: 1 / u, h[3] + 1),
        (lambda u: u + 1, h[3]),
        (lambda u: float(np.exp(u)), h[2]),
        (lambda u: -u, h[1]),
        (lambda u: u + b, h[0]),
        (lambda u: u * x, w),
    ]
    value = tuple(_slope(f, u) for f, u in links)
    return Measured("slope of each operation by a central difference", value)


def _chain(rule: Callable[..., Any]) -> Callable[..., Any]:
    """A wrong version: rule(x, w, b, z, the six right factors) gives six numbers."""

    def wrong(x: float, w: float, b: float) -> Any:
        z = w * x + b
        return rule(x, w, b, z, list(chain_rule_factors(x, w, b)))

    return wrong


CHAIN = Exercise(
    lesson="03",
    title="Six links of a chain",
    statement=(
        "D3 takes the neuron $f=1/(e^{-(wx+b)}+1)$ apart: $h_1=wx$, $h_2=h_1+b$, $h_3=-h_2$, "
        "$h_4=e^{h_3}$, $h_5=h_4+1$, $f=1/h_5$. Write `chain_rule_factors(x, w, b)`: the six "
        "local derivatives on the way *back*, of $1/h_5$ by $h_5$ first, of $wx$ by $w$ last. "
        "Their product is $\\partial f/\\partial w$. At $x=1$, $w=b=0$ they are "
        "$-\\frac14,1,1,-1,1,1$."
    ),
    reference=chain_rule_factors,
    cases=_chain_cases,
    measure=_chain_measured,
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "forward_order",
            "the right six, in forward order",
            _chain(lambda x, w, b, z, d: d[::-1]),
            "The product is the same; but the backward pass walks from f to w.",
            "The first number should be the one of 1/h₅.",
            "Which operation is the last of the forward pass?",
        ),
        Mistake(
            "values",
            "the values of the operations in the place of their slopes",
            _chain(
                lambda x, w, b, z, d: (_s(z), d[2] + 1, d[2], -z, z, w * x),
            ),
            "The forward pass computes values; the backward pass multiplies slopes.",
            "At x = 1, w = b = 0 the last value is 0, and so would be the product.",
            "How much does the result move when the operation's input moves by 1?",
        ),
        Mistake(
            "reciprocal_sign",
            "+1/h₅² for the reciprocal: its minus sign is missing",
            _chain(lambda x, w, b, z, d: (-d[0], *d[1:])),
            "1/h falls when h grows.",
            "The product is negative, and f grows with w where x is positive.",
            "What is the derivative of 1/u?",
        ),
        Mistake(
            "reciprocal_power",
            "−1/h₅ for the reciprocal: the square is missing",
            _chain(lambda x, w, b, z, d: (-_s(z), *d[1:])),
            "1/u is u to the power −1, and the power goes down to −2.",
            "At h₅ = 2 it gives −1/2, not −1/4.",
            "Which power has u in the derivative of 1/u?",
        ),
        Mistake(
            "exponential_at_h2",
            "the exponential taken at h₂, without the minus",
            _chain(lambda x, w, b, z, d: (*d[:2], np.exp(z), *d[3:])),
            "The operation before has turned the sign: the input is h₃ = −h₂.",
            "At h₂ = 0 both are 1, so D3's numbers don't show it.",
            "What goes into the exponential?",
        ),
        Mistake(
            "negation_lost",
            "+1 for the negation",
            _chain(lambda x, w, b, z, d: (*d[:3], 1.0, *d[4:])),
            "−h₂ falls by 1 when h₂ grows by 1.",
            "The product has the wrong sign.",
            "What is the derivative of −u?",
        ),
        Mistake(
            "by_input",
            "the last link by x in the place of w",
            _chain(lambda x, w, b, z, d: (*d[:5], w)),
            "A product has two slopes: by w it is x, by x it is w.",
            "At w = 0 the product would be 0; the slope is a quarter.",
            "With respect to what is the derivative asked for?",
        ),
        Mistake(
            "addition_by_b",
            "b for the addition of the bias",
            _chain(lambda x, w, b, z, d: (*d[:4], b, d[5])),
            "An added constant doesn't change a slope.",
            "At b = 0 the product would be 0.",
            "When h₁ grows by 1, by how much does h₁ + b grow?",
        ),
        Mistake(
            "running_products",
            "products so far, in the place of the single links",
            _chain(lambda x, w, b, z, f: list(np.cumprod(f))),
            "That is what goes back along the chain. Here each link is asked for by itself.",
            "The last number is the whole derivative already.",
            "How much does h1 move when w moves, with everything else left out?",
            also=(_chain(lambda x, w, b, z, f: list(np.cumprod(f[::-1])[::-1])),),
        ),
        Mistake(
            "only_product",
            "the product of all six",
            _chain(lambda x, w, b, z, f: float(np.prod(f))),
            "The product is the derivative of f by w. Which link made it small can't be seen in it.",
            "One number comes back, and six are asked for.",
            "Return the factors before you multiply them.",
        ),
        Mistake(
            "both_signs_lost",
            "both minus signs missing: the product is right all the same",
            _chain(lambda x, w, b, z, f: [-f[0], f[1], f[2], -f[3], f[4], f[5]]),
            "Two wrong signs make a right product, so the end result hides them.",
            "1/h falls when h grows, and −h falls too: both links are negative.",
            "Which of the six operations turn a rise into a fall?",
        ),
        Mistake(
            "sign_moved",
            "a minus sign at the wrong link: the product is right all the same",
            _chain(lambda x, w, b, z, f: [-f[0], f[1], -f[2], f[3], f[4], f[5]]),
            "The product hides where the sign came in.",
            "1/h falls when h grows, and e^h rises.",
            "Which of the six operations turn a rise into a fall?",
            also=(
                _chain(lambda x, w, b, z, f: [f[0], f[1], -f[2], -f[3], f[4], f[5]]),
            ),
        ),
        Mistake(
            "power_rule",
            "the power rule for e^h: h e^(h − 1)",
            _chain(lambda x, w, b, z, f: [f[0], f[1], -z * np.exp(-z - 1), *f[3:]]),
            "In e^h the variable is in the exponent; e^h is its own derivative.",
            "At h = 0 it gives 0, and e^h rises there with slope 1.",
            "Which function is its own derivative?",
        ),
        Mistake(
            "logarithm",
            "log h in the place of −1/h²",
            _chain(lambda x, w, b, z, f: [np.log(1 + np.exp(-z)), *f[1:]]),
            "log h is what has the derivative 1/h: that is integrating.",
            "It is positive, and 1/h falls.",
            "What is the derivative of h^(−1)?",
        ),
        Mistake(
            "slope_of_whole",
            "f (1 − f) as the first link: the slope of the whole chain",
            _chain(lambda x, w, b, z, f: [_s(z) * (1 - _s(z)), *f[1:]]),
            "f (1 − f) is the product of the first four links.",
            "Multiplied with the others, it counts them twice.",
            "What is the derivative of 1/h by h, and of nothing else?",
        ),
        Mistake(
            "no_bias",
            "the exponential taken without the bias",
            _chain(lambda x, w, b, z, f: [f[0], f[1], np.exp(-w * x), *f[3:]]),
            "h3 is −(wx + b): the bias has come in by then.",
            "With b = 0 nobody notices.",
            "At which value does the exponential stand?",
        ),
        Mistake(
            "exponential_sign",
            "−e^h as the slope of e^h",
            _chain(lambda x, w, b, z, f: [f[0], f[1], -f[2], *f[3:]]),
            "The minus sign stands in h3 = −h2, which is a link of its own.",
            "It is negative, and e^h rises everywhere.",
            "Which link turns h2 into −h2? It has the minus sign.",
        ),
    ),
    hints=(
        "Go forward first and keep h₁ to h₅. Then one slope for each operation, from the end.",
        "1/u has the slope −1/u²; e^u its own value; −u has −1; adding has 1; wx by w has x.",
        "return -1 / h5**2, 1.0, h4, -1.0, 1.0, x",
    ),
    symptoms=(
        (
            "right at x = 1, w = b = 0 only",
            "Many things are 1 there. Try x = 2, w = 0.5.",
        ),
        ("the product has the wrong sign", "Two of the six links are negative."),
    ),
    another_way="`np.prod(chain_rule_factors(x, w, b))` is x f (1 − f): lesson 01's slope.",
)


# ---- the bias as a weight


def fold_bias(x, w, b):
    """`(x1, w1)`, each (n + 1,): the bias as weight number 0, with input 1."""
    return np.insert(x, 0, 1.0), np.insert(w, 0, b)


def _fold_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([2.0, 3.0]), np.array([0.4, 0.5]), 0.1))
    for n in (3, 5):
        x, w = rng.normal(size=n) + 3, rng.normal(size=n) - 3
        yield Case((x, w, float(rng.uniform(0.2, 0.8))))
    yield Case((np.array([2.0]), np.array([-0.7]), 0.3))


FOLD = Exercise(
    lesson="03",
    title="The bias as a weight",
    statement=(
        "D1 merges the bias into the weights. Write `fold_bias(x, w, b)`, which returns "
        "`(x1, w1)` with one entry more each, in *front*, so that `np.dot(w1, x1)` is "
        "`np.dot(w, x) + b`."
    ),
    reference=fold_bias,
    cases=_fold_cases,
    parts=("x1", "w1"),
    points=1,
    minutes=4,
    mistakes=(
        Mistake(
            "at_end",
            "the new entries at the end",
            lambda x, w, b: (np.append(x, 1.0), np.append(w, b)),
            "The product is right; here the bias is to be weight number 0.",
            "w1[0] should be b.",
            "Which end is number 0?",
        ),
        Mistake(
            "swapped",
            "b among the inputs and 1 among the weights",
            lambda x, w, b: (np.insert(x, 0, b), np.insert(w, 0, 1.0)),
            "The product is right; but then training would move the 1 and not b.",
            "Inputs come from outside. b is a parameter.",
            "Which of the two, 1 and b, is learned?",
        ),
        Mistake(
            "zero_input",
            "a 0 as the bias's input",
            lambda x, w, b: (np.insert(x, 0, 0.0), np.insert(w, 0, b)),
            "Times 0 the bias is silent, and hears nothing either.",
            "np.dot(w1, x1) is w · x, without b.",
            "By which number must b be multiplied to remain b?",
        ),
        Mistake(
            "bias_twice",
            "b in both places",
            lambda x, w, b: (np.insert(x, 0, b), np.insert(w, 0, b)),
            "The product then has b² in it.",
            "With b = 0.1 it adds 0.01.",
            "Which input does the bias have?",
        ),
        Mistake(
            "ones_twice",
            "a 1 in both places",
            lambda x, w, b: (np.insert(x, 0, 1.0), np.insert(w, 0, 1.0)),
            "The product then has 1 in it, whatever b is.",
            "b occurs nowhere in the result.",
            "Where did b go?",
        ),
        Mistake(
            "added",
            "1 and b added to all entries, in the place of one entry more",
            lambda x, w, b: (x + 1, w + b),
            "A number plus an array adds to every entry; it doesn't make it longer.",
            "x1 still has n entries.",
            "Which function of NumPy puts an entry in front?",
        ),
        Mistake(
            "minus_one",
            "−1 as the new input",
            lambda x, w, b: (np.concatenate([[-1.0], x]), np.concatenate([[b], w])),
            "In some books a threshold is subtracted: input −1, weight θ. Here the bias is added.",
            "w1·x1 is w·x − b.",
            "Which input makes the new product equal to b?",
        ),
        Mistake(
            "threshold",
            "a threshold: input −1 and weight −b",
            lambda x, w, b: (np.concatenate([[-1.0], x]), np.concatenate([[-b], w])),
            "The product is right: two minus signs. The gradient of the new weight has the wrong sign, though.",
            "The new entries are −1 and −b where 1 and b are asked for.",
            "Which input does the statement give to the bias?",
        ),
        Mistake(
            "product",
            "the dot product itself",
            lambda x, w, b: np.dot(w, x) + b,
            "That is what the two new arrays are for. They are asked for first.",
            "One number comes back, and two arrays are asked for.",
            "What do you want to multiply later?",
        ),
        Mistake(
            "apart",
            "one array with both of them",
            lambda x, w, b: np.concatenate([[1.0], x, [b], w]),
            "All numbers are there; whoever calls it wants two arrays.",
            "One array comes back, and two are asked for.",
            "What does `return x1, w1` give?",
        ),
    ),
    hints=(
        "Both get longer by one. Which input makes a weight act as a bias?",
        "np.insert(x, 0, value) puts a value in front.",
        "return np.insert(x, 0, 1.0), np.insert(w, 0, b)",
    ),
    symptoms=(
        ("I get a shape error", "Both results need n + 1 entries."),
        (
            "the product is right and the check fails",
            "In front, and 1 among the inputs.",
        ),
    ),
    another_way="`np.concatenate([[1.0], x])` or `np.r_[1.0, x]` put a 1 in front as well.",
)


# ---- a step


def neuron_step(x, w, b, t, eta):
    """`(w, b)` after one step of gradient descent on one sample; `w` (n,), `b` a float."""
    o = 1 / (1 + np.exp(-(np.dot(w, x) + b)))
    delta = (o - t) * o * (1 - o)
    return w - eta * delta * x, b - eta * delta


def _step_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([1.0, 2.0]), np.array([0.5, -0.5]), 0.2, 1.0, 2.0))
    for n in (3, 5):
        x, w = rng.normal(size=n) + 0.5, rng.normal(size=n) / 2
        yield Case((x, w, 0.3, float(rng.uniform(-0.5, -0.2)), 1.5))
    yield Case((np.array([1.5]), np.array([0.4]), -0.2, 0.0, 3.0))


def _step(rule: Callable[..., Any]) -> Callable[..., Any]:
    """A wrong version from x, w, b, t, eta and a function for δ."""

    def wrong(x: Any, w: Any, b: float, t: float, eta: float) -> Any:
        def delta(w: Any, b: float) -> float:
            o = _s(np.dot(w, x) + b)
            return (o - t) * o * (1 - o)

        return rule(x, w, b, t, eta, delta)

    return wrong


def _weights_first(x, w, b, t, eta, delta):
    w = w - eta * delta(w, b) * x
    return w, b - eta * delta(w, b)


def _bias_first(x, w, b, t, eta, delta):
    b = b - eta * delta(w, b)
    return w - eta * delta(w, b) * x, b


def _no_slope_step(x, w, b, t, eta, delta):
    error = _s(np.dot(w, x) + b) - t
    return w - eta * error * x, b - eta * error


def _two_steps(x, w, b, t, eta):
    w, b = neuron_step(x, w, b, t, eta)
    return neuron_step(x, w, b, t, eta)


STEP = Exercise(
    lesson="03",
    title="One step downhill",
    statement=(
        "Write `neuron_step(x, w, b, t, eta)`: the new `(w, b)` after one step of gradient "
        "descent, $w-\\eta\\,\\partial E/\\partial w$ and $b-\\eta\\,\\partial E/\\partial b$. "
        "Both gradients belong to the *old* parameters. Leave the argument `w` as it was."
    ),
    reference=neuron_step,
    cases=_step_cases,
    parts=("w", "b"),
    needs=("neuron_output", "neuron_delta", "neuron_gradients"),
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "ascent",
            "a step uphill: the gradient added",
            _step(
                lambda x, w, b, t, eta, d: (
                    w + eta * d(w, b) * x,
                    b + eta * d(w, b),
                )
            ),
            "The gradient points where E grows.",
            "The loss is larger after the step than before.",
            "Do you want to go up?",
        ),
        Mistake(
            "bias_kept",
            "the bias left as it was",
            _step(lambda x, w, b, t, eta, d: (w - eta * d(w, b) * x, b)),
            "A bias is a parameter too; copied examples on the web leave it out.",
            "b is the same before and after.",
            "Which gradient have you not used?",
        ),
        Mistake(
            "weights_first",
            "the bias's gradient taken after the weights had moved",
            _step(_weights_first),
            "Two lines, one after the other: the second already sees the new w.",
            "w is right; b is a little off, and more so with a larger eta.",
            "At which point do both gradients belong?",
        ),
        Mistake(
            "bias_first",
            "the weights' gradient taken after the bias had moved",
            _step(_bias_first),
            "Two lines, one after the other: the second already sees the new b.",
            "b is right; w is a little off.",
            "Compute both gradients first. Then move.",
        ),
        Mistake(
            "no_eta",
            "a step of size 1, without eta",
            _step(lambda x, w, b, t, eta, d: (w - d(w, b) * x, b - d(w, b))),
            "With eta = 1 nobody could tell.",
            "Another eta gives the same result.",
            "Where does eta stand?",
        ),
        Mistake(
            "no_slope",
            "a step along the error, without the slope of the sigmoid",
            _step(_no_slope_step),
            "That is the step of another loss, cross-entropy.",
            "The step is at least four times too long.",
            "Is o (1 − o) in your δ?",
        ),
        Mistake(
            "only_change",
            "the change alone, −η times the gradient",
            _step(lambda x, w, b, t, eta, d: (-eta * d(w, b) * x, -eta * d(w, b))),
            "That is what is added; the new parameters are asked for.",
            "With eta = 0 everything should stay, and here it becomes 0.",
            "What is the change added to?",
        ),
        Mistake(
            "two_steps",
            "two steps in the place of one",
            _two_steps,
            "A loop, or a call of a function that steps already.",
            "With eta halved the result isn't the old one.",
            "How often does your function change w?",
        ),
        Mistake(
            "only_gradient",
            "the gradients in the place of the new parameters",
            _step(lambda x, w, b, t, eta, d: (d(w, b) * x, d(w, b))),
            "They say which way is up and how steep; the step is still to come.",
            "With eta = 0 it should give w and b back.",
            "What does the step begin with?",
        ),
        Mistake(
            "own_eta",
            "a step size of your own, whatever eta is",
            _step(
                lambda x, w, b, t, eta, d: (w - 0.1 * d(w, b) * x, b - 0.1 * d(w, b))
            ),
            "A number is typed into the body, so the argument is never used.",
            "With eta doubled the step stays.",
            "Where does your function use eta?",
            also=(
                _step(
                    lambda x, w, b, t, eta, d: (
                        w - 0.01 * d(w, b) * x,
                        b - 0.01 * d(w, b),
                    )
                ),
                _step(
                    lambda x, w, b, t, eta, d: (
                        w - 0.5 * d(w, b) * x,
                        b - 0.5 * d(w, b),
                    )
                ),
            ),
        ),
        Mistake(
            "only_w",
            "the new weights alone, without the bias",
            _step(lambda x, w, b, t, eta, d: w - eta * d(w, b) * x),
            "The bias moves as well, and whoever calls it needs both.",
            "One array comes back, and two results are asked for.",
            "What is the new bias?",
        ),
    ),
    hints=(
        "First both gradients, then both parameters.",
        "dw, db = neuron_gradients(x, w, b, t) does most of it.",
        "return w - eta * dw, b - eta * db",
    ),
    symptoms=(
        ("the loss goes up", "Minus the gradient."),
        ("it says that my argument changed", "w -= … changes the caller's array."),
    ),
    another_way=(
        "With the bias folded in, both lines are one: `w1 = w1 - eta * delta * x1`."
    ),
)


# ---- training


def train_neuron(X, t, eta, steps):
    """`(w, b)` after full-batch descent from zeros; `X` (N, n), `t` (N,), `w` (n,)."""
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        o = 1 / (1 + np.exp(-(X @ w + b)))
        delta = (o - t) * o * (1 - o)
        w = w - eta * X.T @ delta / len(X)
        b = b - eta * delta.mean()
    return w, b


def _train_cases(rng: Rng) -> Iterator[Case]:
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    yield Case((corners, np.array([0.0, 0.0, 0.0, 1.0]), 2.0, 1))
    yield Case((corners, np.array([0.0, 1.0, 1.0, 1.0]), 2.0, 5))
    X = rng.normal(size=(5, 3))
    yield Case((X, rng.uniform(0.1, 0.9, size=5), 1.0, 4))
    yield Case((np.array([[1.0, 2.0]]), np.array([1.0]), 0.5, 3))
    yield Case((corners, np.array([0.0, 0.0, 0.0, 1.0]), 2.0, 0))
    yield Case((corners, np.array([0.0, 0.0, 0.0, 1.0]), 8.0, 120))


def _train(
    mean: bool = True, bias: float = 1, sign: float = 1, slope: bool = True, more=0
) -> Callable[..., Any]:
    def wrong(X: Any, t: Any, eta: float, steps: int) -> Any:
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(steps + more):
            o = _s(X @ w + b)
            d = sign * eta * (o - t) * (o * (1 - o) if slope else 1)
            d = d / len(X) if mean else d
            w, b = w - X.T @ d, b - bias * d.sum()
        return w, b

    return wrong


def _one_by_one(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        for x, target in zip(X, t, strict=True):
            w, b = neuron_step(x, w, b, target, eta)
    return w, b


def _trained(start=0.0, pace=None, size=None, sigmoid=True, stop=None, cap=None):
    """Training with another start, another step in each round, another end."""

    def wrong(X: Any, t: Any, eta: float, steps: int) -> Any:
        w, b = np.full(X.shape[1], start), start
        for k in range(steps if cap is None else min(steps, cap)):
            o = _s(X @ w + b) if sigmoid else X @ w + b
            if stop is not None and np.mean((o - t) ** 2) < stop:
                break
            d = (o - t) * (o * (1 - o) if sigmoid else 1)
            d = d * (eta * pace(k) if pace else eta) / (size(X) if size else len(X))
            w, b = w - X.T @ d, b - d.sum()
        return w, b

    return wrong


def _scaled_one_by_one(X, t, eta, steps):
    return _one_by_one(X, t, eta / len(X), steps)


def _sample_a_step(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for k in range(steps):
        w, b = neuron_step(X[k % len(X)], w, b, t[k % len(X)], eta)
    return w, b


def _bias_after(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        w = w - eta * X.T @ _deltas(X, t, w, b) / len(X)
        b = b - eta * _deltas(X, t, w, b).mean()
    return w, b


def _deltas(X, t, w, b):
    o = _s(X @ w + b)
    return (o - t) * o * (1 - o)


def _stale(X, t, eta, steps):
    w, b = train_neuron(X, t, eta, 1)
    return steps * w, steps * b


def _never_cleared(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    dw, db = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        d = _deltas(X, t, w, b) / len(X)
        dw, db = dw + X.T @ d, db + d.sum()
        w, b = w - eta * dw, b - eta * db
    return w, b


def _last_sample(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        w, b = neuron_step(X[-1], w, b, t[-1], eta)
    return w, b


def _against_all(X, t, eta, steps):
    return train_neuron(X, np.full(len(X), np.mean(t)), eta, steps)


TRAIN = Exercise(
    lesson="03",
    title="Let it learn",
    statement=(
        "Write `train_neuron(X, t, eta, steps)`: begin with zeros, and `steps` times step "
        "against the *mean* of the samples' gradients, all of them at the same `(w, b)`. Rows "
        "of `X` are samples. Then let it learn AND and OR."
    ),
    reference=train_neuron,
    cases=_train_cases,
    parts=("w", "b"),
    needs=("neuron_output", "neuron_delta", "neuron_gradients", "neuron_step"),
    points=4,
    minutes=10,
    mistakes=(
        Mistake(
            "sum",
            "the sum of the samples' gradients, not their mean",
            _train(mean=False),
            "It points the same way, and is N times as long.",
            "With four samples the first step is four times too far.",
            "What is E of a batch: a sum or a mean?",
        ),
        Mistake(
            "one_by_one",
            "a step after every sample",
            _one_by_one,
            "That is stochastic descent: later samples see parameters that have moved.",
            "Another order of the samples gives another result.",
            "How many steps does one pass over all samples make?",
            also=(_sample_a_step,),
        ),
        Mistake(
            "bias_kept",
            "the bias never moved from 0",
            _train(bias=0),
            "The loop moves w and forgets b.",
            "At x = (0, 0) the output stays one half for ever, and AND can't be learned.",
            "Which of the parameters has no line in your loop?",
        ),
        Mistake(
            "ascent",
            "steps uphill",
            _train(sign=-1),
            "The gradient points where E grows.",
            "The loss grows with each step.",
            "Which sign stands in front of eta?",
        ),
        Mistake(
            "no_slope",
            "the slope of the sigmoid left out",
            _train(slope=False),
            "That is training on cross-entropy. It even learns faster; it isn't this E.",
            "The first step is four times as long, as o (1 − o) is a quarter at zeros.",
            "Is o (1 − o) in your δ?",
        ),
        Mistake(
            "one_more",
            "one step too many",
            _train(more=1),
            "Often a range(steps + 1), or a last step after the loop.",
            "With steps = 0 the parameters should still be 0.",
            "How often does your loop run for steps = 1?",
        ),
        Mistake(
            "one_less",
            "one step too few",
            _train(more=-1),
            "Often a range(1, steps), or a return before the last step.",
            "With steps = 1 nothing has moved.",
            "How often does your loop run for steps = 1?",
        ),
        Mistake(
            "own_start",
            "a start that isn't 0",
            _trained(start=1.0),
            "A network's weights have to differ at the start. One neuron may begin anywhere, and here it begins at 0.",
            "With steps = 0 it should give zeros.",
            "Which values do w and b have before the loop?",
            also=(
                _trained(start=0.5),
                _trained(start=0.1),
                _trained(start=0.01),
            ),
        ),
        Mistake(
            "small_steps_one_by_one",
            "a step of eta / N after every sample",
            _scaled_one_by_one,
            "It adds up to nearly the same. The later samples see parameters that have moved, all the same.",
            "Another order of the samples gives another result.",
            "At which (w, b) are all the gradients of one step to be taken?",
        ),
        Mistake(
            "bias_after",
            "the bias stepped with the weights that have just moved",
            _bias_after,
            "Both gradients belong to the parameters before the step.",
            "With two parameters that lean on each other, the bias corrects what w has corrected already.",
            "Which line computes the outputs for the bias? Compute them once.",
        ),
        Mistake(
            "over_inputs",
            "divided by the number of inputs, and not of samples",
            _trained(size=lambda X: X.shape[1]),
            "The mean is taken over samples: over the rows of X.",
            "With 4 samples of 2 inputs every step is twice too long.",
            "Which of X's two lengths counts the samples?",
        ),
        Mistake(
            "four_samples",
            "divided by 4, whatever N is",
            _trained(size=lambda X: 4),
            "AND and OR have four samples; another table has another number.",
            "With a single sample every step is four times too short.",
            "How do you ask X for its number of rows?",
        ),
        Mistake(
            "first_step_only",
            "one step only: a return in the loop, or a start anew in each round",
            lambda X, t, eta, steps: train_neuron(X, t, eta, min(steps, 1)),
            "What is set to 0 inside the loop is forgotten in every round; what is returned there ends it.",
            "With steps = 5 it gives what steps = 1 gives.",
            "Which lines belong before the loop, and which after it?",
        ),
        Mistake(
            "stale",
            "the gradient of the start, used for every step",
            _stale,
            "It was computed once, before the loop.",
            "With 120 steps the weights are 120 times the first step.",
            "Where do you stand when you ask for the slope?",
        ),
        Mistake(
            "never_cleared",
            "sums that are never cleared: each step adds all the gradients so far",
            _never_cleared,
            "total += … goes on from the last round. It has to begin with 0 in each.",
            "The first step is right, and the second one is twice too long.",
            "Which line sets the sums to 0, and is it inside the loop?",
        ),
        Mistake(
            "last_sample",
            "the last sample alone",
            _last_sample,
            "In the loop over samples the gradient is overwritten, and the last one is left.",
            "The other samples may have any target.",
            "Where do you add up what the samples say?",
        ),
        Mistake(
            "no_sigmoid",
            "a neuron without its sigmoid, o = z",
            _trained(sigmoid=False),
            "That is linear regression.",
            "AND comes out as a tilted plane, whose values leave the range from 0 to 1.",
            "Which function stands between z and o?",
        ),
        Mistake(
            "stops_early",
            "an end of your own, before all steps are taken",
            _trained(stop=0.05),
            "It looks good enough. Whoever asks for 120 steps wants to see 120.",
            "With more steps than that the result doesn't change any more.",
            "Which line ends your loop, besides range(steps)?",
            also=(
                _trained(stop=0.1),
                _trained(stop=0.02),
                _trained(cap=100),
                _trained(cap=50),
                _trained(cap=10),
            ),
        ),
        Mistake(
            "decaying",
            "a step that shrinks from round to round",
            _trained(pace=lambda k: 1 / (1 + k)),
            "Later lessons do that. Here eta stays what it is.",
            "The first step is right, and the second one half as long as it should be.",
            "By what is the gradient multiplied in the second round?",
        ),
        Mistake(
            "every_target",
            "every output compared with every target, as (N, 1) minus (N,) does",
            _against_all,
            "A column less a row makes a table: NumPy fits the shapes without a word.",
            "Each sample hears the mean of all targets, and nothing can be told apart.",
            "Print the shape of o − t. How many errors are there?",
        ),
    ),
    hints=(
        "A loop over steps. In each: all outputs, all deltas, the mean of the gradients, one step.",
        "X @ w + b gives z of all samples; X.T @ delta / len(X) is the mean of delta * x.",
        "o = 1 / (1 + np.exp(-(X @ w + b)))\ndelta = (o - t) * o * (1 - o)\n"
        "w = w - eta * X.T @ delta / len(X)\nb = b - eta * delta.mean()",
    ),
    symptoms=(
        (
            "right for one sample, wrong for a batch",
            "A mean over the samples, or a sum?",
        ),
        ("the loss goes up", "Minus eta times the gradient."),
        ("it learns OR and not AND", "Does the bias move?"),
    ),
    another_way=(
        "A loop over samples that adds up `neuron_gradients`, divided by N at the end, is the "
        "same step: slower, and easier to read."
    ),
)


EXERCISES = (OUTPUT, DELTA, GRADIENTS, CHAIN, FOLD, STEP, TRAIN)


# ---- questions

_CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
_PARITY = np.array([0.0, 1.0, 1.0, 0.0])
_XOR = 0.5 * float(np.mean((_PARITY - _PARITY.mean()) ** 2))

QUESTIONS = (
    Question(
        "03-graph",
        "A neuron $f=\\sigma(wx+b)$ stands at $x=1$, $w=0$, $b=0$, so that $f=\\frac12$. **When "
        "$w$ grows by 0.01, by how much does $f$ grow, about?** (a number)",
        "A quarter of it: the slope of the sigmoid at 0, times x = 1.",
        answer=float(0.01 * np.prod(chain_rule_factors(1.0, 0.0, 0.0))),
        tolerance=1e-4,
        hint="How steep is the sigmoid at 0? Lesson 01 knows.",
        traps=(
            (0.01, "That would be a slope of 1; the sigmoid is never that steep."),
            (0.25, "That is the slope. w grows by 0.01 only: multiply."),
            (0.0, "w is 0, but its slope isn't: z grows by 0.01 times x."),
        ),
    ),
    Question(
        "03-saturated",
        "A neuron should answer 0 and answers 0.9999. **How strongly does its weight hear about "
        "this error?**",
        "",
        options=(
            Option(
                "very strongly: the error is almost 1",
                "The error is. δ is error times slope, and the sigmoid is flat there.",
                mistake="neuron_delta.no_slope",
            ),
            Option(
                "hardly at all",
                "The slope o (1 − o) is about 0.0001, and so is δ.",
                right=True,
            ),
            Option(
                "middling: the slope is about 0.2",
                "That is the slope at z = 0.9999; o has been through the sigmoid already.",
                mistake="neuron_delta.slope_again",
            ),
        ),
    ),
    Question(
        "03-zero-input",
        "In one sample the input $x_2$ of a neuron is 0. **What is $\\partial E/\\partial w_2$ for this "
        "sample?** (a number)",
        "δ times 0: a weight that carried nothing isn't to blame.",
        answer=float(neuron_gradients(np.array([1.0, 0.0]), W2, 0.2, 1.0)[0][1]),
        hint="When w₂ moves, by how much does w₂ x₂ move?",
    ),
    Question(
        "03-bias-gradient",
        "A sigmoid neuron has the error signal $\\delta=\\partial E/\\partial z$. **What is its "
        "$\\partial E/\\partial b$?**",
        "",
        options=(
            Option(
                "0: a bias is a constant",
                "Constant for the inputs, not for training: change b, and E changes.",
                mistake="neuron_gradients.bias_forgotten",
            ),
            Option(
                "$\\delta\\,b$",
                "The bias is multiplied by 1, not by itself.",
                mistake="neuron_gradients.bias_times_b",
            ),
            Option("$\\delta$", "Its input is 1.", right=True),
            Option(
                "$o-t$",
                "The way to b leads through the sigmoid too.",
                mistake="neuron_gradients.bias_without_slope",
            ),
        ),
    ),
    Question(
        "03-weight-hears",
        "A sigmoid neuron has the error signal $\\delta=\\partial E/\\partial z$. **What does its weight "
        "$w_j$ hear, $\\partial E/\\partial w_j$?**",
        "",
        options=(
            Option(
                "$\\delta\\,w_j$",
                "That is what the input x_j hears.",
                mistake="neuron_gradients.weights_for_inputs",
            ),
            Option("$\\delta\\,x_j$", "What it carried, times δ.", right=True),
            Option(
                "$(o-t)\\,x_j$",
                "One link is missing, the slope of the sigmoid.",
                mistake="neuron_gradients.no_slope",
            ),
            Option(
                "$\\delta$",
                "That is what the bias hears.",
                mistake="neuron_gradients.inputs_forgotten",
            ),
        ),
    ),
    Question(
        "03-two-paths",
        "$f=w\\,e^w$. **What is $df/dw$ at $w=0$?** (a number)",
        "Two ways lead from w to f; each gives a product, and the products are added: e^w + w e^w.",
        answer=float(np.exp(0.0) + 0.0 * np.exp(0.0)),
        hint="w occurs twice. Let one move at a time, and add.",
        traps=((0.0, "That is one of the two ways alone, w e^w."),),
    ),
    Question(
        "03-xor",
        "XOR wants 0 for (0, 0) and (1, 1), 1 for (0, 1) and (1, 0). A neuron that learns it as "
        "well as it can answers one half everywhere. **What is its mean loss, with "
        "$E=\\frac12(o-t)^2$?** (a number)",
        "Half of a quarter, for each of the four: no line parts the corners of XOR.",
        answer=_XOR,
        hint="The error is one half for each sample. Square it, halve it.",
        traps=(
            (2 * _XOR, "The half of E is missing."),
            (4 * _XOR, "That is the sum over the four; the mean is asked for."),
        ),
    ),
    Question(
        "03-fold",
        "With the bias folded in, `x1` is `[1, x…]` and `w1` is `[b, w…]`. **Which line is the "
        "gradient of the folded bias, `w1[0]`?**",
        "",
        options=(
            Option(
                "`delta * w1[0]`",
                "A weight hears δ times its input, not times itself.",
                mistake="neuron_gradients.bias_times_b",
            ),
            Option("`delta * x1[0]`", "x1[0] is 1, so it is δ.", right=True),
            Option(
                "`0`",
                "The 1 has no incoming weights; but its outgoing weight is learned.",
                mistake="neuron_gradients.bias_forgotten",
            ),
        ),
    ),
    Question(
        "03-line",
        "A neuron has $w=(2,4)$ and $b=-3$. **At which $x_2$ does it answer one half, when "
        "$x_1=0$?** (a number)",
        "σ(z) is one half where z is 0: 4 x₂ − 3 = 0.",
        answer=3 / 4,
        hint="For which z is σ(z) one half?",
        traps=((-3 / 4, "Mind the sign of b: 4 x₂ − 3 must be 0."),),
    ),
    Question(
        "03-step",
        "A neuron has $\\delta=-0.1$ and the input $x=2$. **By how much does the weight change "
        "in one step with $\\eta=0.5$?** (a number, with its sign)",
        "Minus η δ x: the output was too small, so the weight of a positive input rises.",
        answer=float(-0.5 * -0.1 * 2.0),
        hint="A step subtracts η times the gradient, and the gradient is δ x.",
        traps=(
            (-0.1, "That is a step uphill: the gradient is subtracted."),
            (0.05, "That is the step of the bias, whose input is 1."),
        ),
    ),
)
