"""Lesson 01: its questions, polls for the room, and words."""

from __future__ import annotations

import math

from bpcourse.course.questions import Option, Question, Term, poll

_TEN_LAYERS = 0.25**10
_AGAIN = 1 / (1 + math.exp(-0.9))
_TWICE = _AGAIN * (1 - _AGAIN)


QUESTIONS = (
    Question(
        "01-steepest",
        "**How steep is the sigmoid $\\sigma(x)=1/(1+e^{-x})$ at its steepest point?**",
        "A quarter, in the middle, at x = 0: less steep than most people guess.",
        answer=0.25,
        digits=2,
        hint="The steepest point is in the middle, at x = 0, where σ = 1/2. Rise over run there?",
        traps=(
            (
                0.5,
                "One half is the value of σ at its steepest point. How steep is it there?",
            ),
            (
                1.0,
                "Slope 1 would climb its whole height within one unit. Sketch it: slower or faster?",
            ),
        ),
    ),
    Question(
        "01-ten-layers",
        "A gradient passes back through ten sigmoid layers, and each multiplies it by the slope of "
        "its sigmoid. **At the very best, what part of it arrives?**",
        "A quarter at most for each layer, and ten layers multiply: less than one millionth is left.",
        answer=_TEN_LAYERS,
        digits=2,
        hint="Each layer keeps at most the steepest slope. Ten layers: multiply, don't add.",
        traps=(
            (2.5, "Ten times a quarter is a sum. The chain rule multiplies."),
            (0.25, "That is one layer."),
            (0.025, "A quarter, divided by ten. Each layer multiplies once more."),
            (
                0.5**10,
                "One half is the value of σ in the middle. The gradient is multiplied by its slope.",
            ),
            (1.0, "That would need a slope of 1 in every layer."),
        ),
    ),
    Question(
        "01-cached",
        "Your forward pass kept `a = sigmoid(x)`. **Which line gives the slope at `x`?**",
        "",
        options=(
            Option(
                "`sigmoid(a) * (1 - sigmoid(a))`",
                "This applies σ to its own output: the slope is then taken at a.",
                mistake="sigmoid_derivative_from_output.sigmoid_again",
            ),
            Option(
                "`a * (1 - a)`",
                "One product, and no exponential: the reason to keep a.",
                right=True,
            ),
            Option(
                "`1 - a**2`",
                "That is the rule for a = tanh(x).",
                mistake="sigmoid_derivative_from_output.tanh_rule",
            ),
            Option(
                "`1 - a`",
                "One factor is missing: this doesn't flatten on the left.",
                mistake="sigmoid_derivative_from_output.complement",
            ),
        ),
        taught="The slope from the cached output",
    ),
    Question(
        "01-corner",
        "**What is the slope of ReLU at exactly 0?**",
        "",
        options=(
            Option(
                "1, and every other answer is wrong",
                "1 is what some texts choose. PyTorch chooses 0. Neither is forced.",
            ),
            Option(
                "0, and every other answer is wrong",
                "0 is what PyTorch chooses. Some texts choose 1. Neither is forced.",
            ),
            Option(
                "There is none; any number from 0 to 1 will do as a convention",
                "Every line through the corner with such a slope stays below the curve: a subgradient.",
                right=True,
            ),
            Option(
                "It is infinite", "The curve doesn't jump; its slope does, from 0 to 1."
            ),
        ),
    ),
    Question(
        "01-scaled",
        "For $F(x)=A/(1+e^{-x/B})$, somebody takes $F(1-F)$ for its slope. **For which $A$, $B$ is that right?**",
        "",
        options=(
            Option(
                "for all of them",
                "Try A = 2: where F is above 1, F(1 − F) is negative, and F rises everywhere.",
                mistake="scaled_sigmoid_derivative.standard_rule",
            ),
            Option(
                "for B = 1, whatever A is",
                "Try A = 2 at x = 0: F = 1, and F(1 − F) = 0, at the steepest point of all.",
                mistake="scaled_sigmoid_derivative.standard_rule",
            ),
            Option(
                "for A = B = 1 only",
                "Then F is the plain sigmoid. Every other height or width has another slope.",
                right=True,
            ),
        ),
    ),
    Question(
        "01-tanh-times",
        "At their steepest points, **how many times as steep as the sigmoid is tanh?**",
        "Slope 1 against slope 1/4: the inner 2 and the outer 2 of 2σ(2x) − 1 multiply.",
        answer=4.0,
        hint="tanh x = 2σ(2x) − 1. What do the two 2s do to the slope at 0?",
        traps=(
            (2.0, "One of the two 2s is counted. The other one stretches as well."),
        ),
    ),
    Question(
        "01-difference",
        "You halve the step $h$ of a central difference (and rounding doesn't matter yet). **By which "
        "factor does its error shrink?**",
        "The error is proportional to h²; the one-sided difference's only to h.",
        answer=4.0,
        hint="The central difference's error goes with the square of h.",
        traps=(
            (2.0, "That is the one-sided difference. The central one is better."),
            (0.25, "That part is left. By which factor has the error shrunk?"),
        ),
    ),
    Question(
        "01-saturated",
        "A sigmoid unit gives 0.9999, its target is 0, and the loss is the half squared error. On the "
        "way back the error is multiplied by the slope of the sigmoid. **What does the slope do?**",
        "",
        options=(
            Option(
                "It makes the unit learn fast, because it is so wrong",
                "The error is large, but the slope is 0.9999 · 0.0001: nearly nothing gets through.",
            ),
            Option(
                "It nearly stops the unit from learning, although it is wrong",
                "A saturated unit has almost no slope, so almost no gradient passes.",
                right=True,
            ),
            Option(
                "Nothing: slopes concern the forward pass",
                "The backward pass multiplies by the slope at every activation.",
            ),
        ),
    ),
    Question(
        "01-slope-here",
        "A sigmoid unit put out 0.9, and nothing else was kept. **How steep is it there?**",
        "a(1 − a) with a = 0.9: the output alone is enough.",
        answer=0.9 * (1 - 0.9),
        digits=2,
        hint="The slope is a function of the output alone.",
        traps=(
            (0.19, "That is 1 − a², the rule for tanh."),
            (0.25, "A quarter is the slope at 0.5, the steepest point."),
            (0.1, "That is 1 − a. The slope is a product, and one factor is missing."),
            (
                _TWICE,
                "That takes the sigmoid of 0.9 once more. 0.9 is its output already.",
            ),
        ),
    ),
    Question(
        "01-dead",
        "A ReLU unit has a negative input for every sample. **What does training do to it?**",
        "",
        options=(
            Option(
                "It passes the gradient on unchanged, as ReLU neither amplifies nor shrinks",
                "That holds for active units. This one multiplies every gradient by 0.",
                mistake="relu_derivative.ones",
            ),
            Option(
                "Nothing: its slope is 0, so its weights get no gradient",
                "It stays dead, unless the layers before it move its input above 0.",
                right=True,
            ),
            Option(
                "It pushes the input up, because the slope is −1 below 0",
                "Below 0 the curve is flat, and a flat curve has slope 0.",
                mistake="relu_derivative.sign",
            ),
        ),
    ),
    Question(
        "01-far-out",
        "`1 / (1 + np.exp(-x))` at $x=-1000$ computes $e^{1000}$, which overflows to infinity. "
        "**What does the whole expression give?**",
        "1/(1 + ∞) is 0, which is right to the last digit that a float has there.",
        answer=0.0,
        hint="What is one divided by infinity?",
        traps=((1.0, "That is the far right, where the exponential vanishes."),),
    ),
)

POLLS = (
    poll(
        "01-poll-tanh",
        "Your forward pass kept `a = tanh(x)`. **Which line gives the slope at `x`?**",
        "tanh' = 1 − tanh², and tanh(x) is what you have kept.",
        "`1 - a**2`",
        (
            "`a * (1 - a)`",
            "That is the sigmoid's rule.",
            "tanh_derivative_from_output.sigmoid_rule",
        ),
        (
            "`1 - np.tanh(a)**2`",
            "a is tanh(x) already.",
            "tanh_derivative_from_output.tanh_again",
        ),
        (
            "`1 - a`",
            "At a = −1 the unit is closed, and this gives 2.",
            "tanh_derivative_from_output.no_square",
        ),
        taught="tanh is a stretched sigmoid",
    ),
)

TERMS = (
    Term("activation function", "激活函数", "$f$", "f"),
    Term("logistic function, sigmoid", "Sigmoid 函数", "$\\sigma$", "sigmoid", ("03",)),
    Term("rectified linear unit", "ReLU 函数", "ReLU", "relu"),
    Term("leaky ReLU, its slope below 0", "LeakyReLU 函数", "$p$", "leaky_relu"),
    Term("hyperbolic tangent", "双曲正切", "$\\tanh$", "tanh"),
    Term("subgradient", "次梯度", "", "", ("08",)),
    Term("saturation", "饱和", "", ""),
    Term("dead unit", "死亡神经元", "", ""),
    Term("central difference", "中心差分", "", "central_difference", ("04",)),
    Term("complex step", "复数步长", "", "complex_step"),
    Term("pre-activation, weighted input", "未激活的输出", "$z$", "z, Z", ("03", "04")),
    Term("activation, output of a layer", "激活值", "$a$, $o$", "a, o", ("03", "04")),
    Term(
        "vanishing gradient", "梯度弥散, 梯度消失", "", "gradient_norms", ("05", "07")
    ),
    Term("exploding gradient", "梯度爆炸", "", "", ("05",)),
)
