"""Lesson 03: its questions, polls for the room, and words."""

from __future__ import annotations

import numpy as np

from bpcourse.course.questions import Option, Question, Term

from .chain_rule_factors import chain_rule_factors
from .neuron_gradients import neuron_gradients
from .shared import W2

_PARITY = np.array([0.0, 1.0, 1.0, 0.0])


_XOR = 0.5 * float(np.mean((_PARITY - _PARITY.mean()) ** 2))


QUESTIONS = (
    Question(
        "03-graph",
        "A neuron $f=\\sigma(wx+b)$ stands at $x=1$, $w=0$, $b=0$, so that $f=\\frac12$. **When "
        "$w$ grows by 0.01, by how much does $f$ grow, about?**",
        "A quarter of it: the slope of the sigmoid at 0, times x = 1.",
        answer=float(0.01 * np.prod(chain_rule_factors(1.0, 0.0, 0.0))),
        digits=2,
        hint="How steep is the sigmoid at 0? Lesson 01 knows.",
        traps=(
            (0.01, "That would be a slope of 1; the sigmoid is never that steep."),
            (0.25, "That is the slope. w grows by 0.01 only: multiply."),
            (0.0, "w is 0, but its slope isn't: z grows by 0.01 times x."),
        ),
    ),
    Question(
        "03-saturated",
        "A neuron should answer 0 and answers 0.9999. **How strongly does this error "
        "reach its weight?**",
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
        taught="From the error to z",
    ),
    Question(
        "03-zero-input",
        "In one sample the input $x_2$ of a neuron is 0. **What is $\\partial E/\\partial w_2$ for this "
        "sample?**",
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
        taught="From z to each weight",
    ),
    Question(
        "03-weight-hears",
        "A sigmoid neuron has the error signal $\\delta=\\partial E/\\partial z$. **What does its weight "
        "$w_j$ receive, $\\partial E/\\partial w_j$?**",
        "",
        options=(
            Option(
                "$\\delta\\,w_j$",
                "That is what the input x_j receives.",
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
                "That is what the bias receives.",
                mistake="neuron_gradients.inputs_forgotten",
            ),
        ),
    ),
    Question(
        "03-two-paths",
        "$f=w\\,e^w$. **What is $df/dw$ at $w=0$?**",
        "Two ways lead from w to f; each gives a product, and the products are added: e^w + w e^w.",
        answer=float(np.exp(0.0) + 0.0 * np.exp(0.0)),
        hint="w occurs twice. Let one move at a time, and add.",
        traps=((0.0, "That is one of the two ways alone, w e^w."),),
    ),
    Question(
        "03-xor",
        "XOR wants 0 for (0, 0) and (1, 1), 1 for (0, 1) and (1, 0). A neuron that learns it as "
        "well as it can answers one half everywhere. **What is its mean loss, with "
        "$E=\\frac12(o-t)^2$?**",
        "Half of a quarter, for each of the four: no line parts the corners of XOR.",
        answer=_XOR,
        digits=3,
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
                "A weight receives δ times its input, not times itself.",
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
        "$x_1=0$?**",
        "σ(z) is one half where z is 0: 4 x₂ − 3 = 0.",
        answer=3 / 4,
        digits=2,
        hint="For which z is σ(z) one half?",
        traps=((-3 / 4, "Mind the sign of b: 4 x₂ − 3 must be 0."),),
    ),
    Question(
        "03-step",
        "A neuron has $\\delta=-0.1$ and the input $x=2$. **By how much does the weight change "
        "in one step with $\\eta=0.5$?** Give its sign too.",
        "Minus η δ x: the output was too small, so the weight of a positive input rises.",
        answer=float(-0.5 * -0.1 * 2.0),
        digits=2,
        hint="A step subtracts η times the gradient, and the gradient is δ x.",
        traps=(
            (-0.1, "That is a step uphill: the gradient is subtracted."),
            (0.05, "That is the step of the bias, whose input is 1."),
        ),
    ),
    Question(
        "03-delta",
        "A sigmoid neuron answers 0.8, its target is 0.3, and $E=\\frac12(o-t)^2$. **What is its error "
        "signal $\\delta=\\partial E/\\partial z$?**",
        "The error 0.5 times the slope of the sigmoid there, 0.8 · 0.2.",
        answer=(0.8 - 0.3) * 0.8 * (1 - 0.8),
        digits=2,
        hint="Two links lead from E to z: ∂E/∂o, then ∂o/∂z. The second can be read off o.",
        traps=(
            (
                0.5,
                "That is the slope with respect to o. The sigmoid lies between o and z.",
            ),
            (
                0.16,
                "That is the slope of the sigmoid. What is the slope of E with respect to o?",
            ),
            (0.02, "That is E times the slope. It takes the slope of E, o − t."),
            (0.105, "The slope of the sigmoid is read off the output, not the target."),
        ),
    ),
    Question(
        "03-product",
        "In a graph a node computes $p=u\\,v$, with $u=3$ and $v=-2$. The slope of $E$ with respect to $p$ "
        "is 4. **Which slope does $u$ get from this node?**",
        "What arrives, times the other factor: 4 · (−2).",
        answer=-8.0,
        hint="When u grows by a little, how much does p grow?",
        traps=(
            (12.0, "That is what v gets: a factor receives the other factor."),
            (4.0, "A sum would pass it on so. Here u is multiplied by v."),
            (-2.0, "That is the local derivative alone. What arrived from E?"),
        ),
    ),
    Question(
        "03-times-ten",
        "The weights and the bias of a sigmoid neuron with two inputs are all multiplied by 10. **What "
        "happens to the line where it answers one half, and to its answers beside the line?**",
        "",
        options=(
            Option(
                "the line stays, and the answers move towards 0 and 1",
                "10 z is 0 where z is 0, and ten times as far from 0 elsewhere: the neuron is surer.",
                right=True,
            ),
            Option(
                "the line moves away, ten times as far from the origin",
                "That would be so if b alone grew. Where is 10 (w·x + b) equal to 0?",
            ),
            Option(
                "nothing happens: the factor cancels on both",
                "It cancels where z is 0. σ(10 z) is not σ(z) anywhere else.",
            ),
            Option(
                "the line turns, and the answers stay",
                "Its direction is given by w₁ : w₂, and that is as before.",
            ),
        ),
    ),
)

POLLS = ()

TERMS = (
    Term("chain rule", "链式法则", "", "chain_rule_factors", ("05",)),
    Term("computational graph", "计算图", "", ""),
    Term("local derivative", "局部导数", "", ""),
    Term(
        "error signal, delta",
        "误差信号",
        "$\\delta=\\partial E/\\partial z$",
        "delta",
        ("04", "05"),
    ),
)
