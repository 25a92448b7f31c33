"""Lesson 00, start here: one exercise inside the lesson, and its questions."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .model import Case, Exercise, Mistake, Option, Question, Rng


def step_downhill(w, gradient, eta):
    """The weight after one step against its gradient, `eta` times its length; floats or arrays."""
    return w - eta * gradient


def _cases(rng: Rng) -> Iterator[Case]:
    yield Case((3.0, 2.0, 0.1))
    yield Case((np.array([0.5, -1.0, 2.0]), np.array([12.0, -3.0, 0.5]), 0.01))
    yield Case((rng.normal(size=(2, 3)), rng.normal(size=(2, 3)), 0.3))


STEP = Exercise(
    lesson="00",
    title="One step downhill",
    statement=(
        "The gradient says in which direction the loss rises. Write `step_downhill(w, gradient, "
        "eta)`: the weight after a step *against* it, `eta` times the gradient long."
    ),
    reference=step_downhill,
    cases=_cases,
    points=1,
    minutes=2,
    mistakes=(
        Mistake(
            "uphill",
            "a step with the gradient: uphill",
            lambda w, gradient, eta: w + eta * gradient,
            "The gradient points to where the loss grows.",
            "From w = 3 with gradient 2 the loss falls when w gets smaller; yours grows.",
            "Which sign takes you downhill?",
        ),
        Mistake(
            "no_eta",
            "the whole gradient subtracted, without eta",
            lambda w, gradient, eta: w - gradient,
            "The gradient says how steep it is, not how far to go. eta decides that.",
            "With eta = 0.1 your step is ten times too long.",
            "Where does your function use eta?",
        ),
        Mistake(
            "divided",
            "a division by eta",
            lambda w, gradient, eta: w - gradient / eta,
            "A small eta should make a small step; a division makes it long.",
            "With eta = 0.1 your step is a hundred times too long.",
            "Should the step grow or shrink with eta?",
        ),
        Mistake(
            "only_the_change",
            "the change alone, and not the new weight",
            lambda w, gradient, eta: -eta * gradient,
            "That is how far to move; the step starts at w.",
            "From w = 3 you land near 0.",
            "Where does the step begin?",
        ),
        Mistake(
            "eta_times_weight",
            "eta times the weight, less the gradient",
            lambda w, gradient, eta: eta * w - gradient,
            "eta stands before the gradient, so that it scales the step.",
            "With gradient 0 the weight should stay; yours shrinks.",
            "What should happen where the gradient is 0?",
        ),
        Mistake(
            "scales",
            "a factor in the place of a step: w (1 − η · gradient)",
            lambda w, gradient, eta: w * (1 - eta * gradient),
            "The step is η times the gradient long, wherever w is. A factor makes it η · gradient · w.",
            "From w = 3 with gradient 2 the step is 0.6 long, and η times the gradient is 0.2.",
            "How far should the step go from w = 0?",
        ),
        Mistake(
            "sign_only",
            "a step of length η, whatever the gradient's size",
            lambda w, gradient, eta: w - eta * np.sign(gradient),
            "Only the direction of the gradient is used.",
            "Near the bottom, where the slope is small, the step stays as long as ever.",
            "By what is η multiplied in the statement?",
        ),
        Mistake(
            "own_eta",
            "a step size of your own, whatever eta is",
            lambda w, gradient, eta: w - 0.1 * gradient,
            "A number is typed into the body, so the argument is never used.",
            "With eta = 0.01 the step is as long as with eta = 0.1.",
            "Where does your function use eta?",
            also=(
                lambda w, gradient, eta: w - 0.01 * gradient,
                lambda w, gradient, eta: w - 0.5 * gradient,
            ),
        ),
    ),
    hints=(
        "Three things: where you are, which way is up, how far you dare to go.",
        "Go against the gradient: subtract it, times eta.",
        "return w - eta * gradient",
    ),
    symptoms=(("the loss goes up", "Is there a plus where a minus should be?"),),
    another_way="`w -= eta * gradient` changes w itself, in place: shorter, and dangerous where somebody still needs the old weight.",
)

EXERCISES = (STEP,)

QUESTIONS = (
    Question(
        "00-forward",
        "An input $x=2$ is multiplied by $w_1=0.5$, and the result by $w_2=3$. **What comes out?** "
        "(a number)",
        "2 · 0.5 · 3: you have computed a forward pass.",
        answer=3.0,
        hint="Multiply from left to right.",
    ),
    Question(
        "00-larger",
        "A network ends with $o=w_2h$, where $h=1$. Its output $o$ should be 1, and it is 3. "
        "**Should $w_2$ become larger or smaller?**",
        "",
        options=(
            Option(
                "larger", "Then the output, 1 · w₂, would grow further away from 1."
            ),
            Option(
                "smaller",
                "The output is too large, and w₂ multiplies a positive number.",
                right=True,
            ),
            Option(
                "it should move in the direction of its gradient",
                "The gradient points to where the loss, the wrongness, grows. Go against it.",
                mistake="step_downhill.uphill",
            ),
        ),
    ),
    Question(
        "00-what-is-it",
        "**Which of these is backpropagation?**",
        "",
        options=(
            Option(
                "the whole of training: forward, gradients, new weights",
                "Choosing new weights is the optimiser's part; it only uses the gradients.",
            ),
            Option(
                "computing all gradients, from the output back to the input",
                "One backward pass gives the slope of the loss for every weight.",
                right=True,
            ),
            Option(
                "sending the error itself back through the network",
                "What travels back is a derivative of the loss, not the error.",
            ),
            Option(
                "trying every weight a little, and seeing what happens",
                "That gives the same slopes, at one forward pass a weight: far too slow.",
            ),
        ),
    ),
    Question(
        "00-inference",
        "A trained network reads a new digit. **Which of the three stages, forward, backward, new "
        "weights, does it need?**",
        "",
        options=(
            Option(
                "all three", "There is no target, so there is no loss and no gradient."
            ),
            Option(
                "forward alone",
                "That is inference: inputs and weights give outputs.",
                right=True,
            ),
            Option(
                "forward and backward",
                "Without a target there is nothing to send back.",
            ),
        ),
    ),
    Question(
        "00-by-hand",
        "The last step of a network is $o=w_2h$ with $h=4$; its target is 1, and $o=3$. **What is the "
        "slope of $E=\\frac12(o-t)^2$ by $w_2$?** (a number)",
        "By o it is o − t = 2; when w₂ moves, o moves h = 4 times as much.",
        answer=8.0,
        hint="Two factors: the slope of E by o, and what w₂ does to o.",
        traps=(
            (2.0, "That is the slope by o. When w₂ moves, how much does o move?"),
            (4.0, "That is the slope of o by w₂. How steep is E by o?"),
            (-8.0, "The sign: the output is too large, so E grows with w₂."),
        ),
    ),
    Question(
        "00-step",
        "A weight is 1, the slope of the loss by it is $-3$, and $\\eta=0.1$. **What is the weight "
        "after one step of gradient descent?** (a number)",
        "1 − 0.1 · (−3): where the slope is negative, going downhill means to grow.",
        answer=float(step_downhill(1.0, -3.0, 0.1)),
        hint="w − η · slope. Mind the two minus signs.",
        traps=(
            (0.7, "That goes with the slope, uphill. Two minus signs make a plus."),
            (4.0, "That is the whole slope. η says how far to go."),
            (0.3, "That is the change. The step begins at 1."),
        ),
    ),
    Question(
        "00-keep",
        "**What must the forward pass keep for the way back?**",
        "",
        options=(
            Option(
                "the output alone",
                "That is enough to judge the network. The slope by w₂ contains h, too.",
            ),
            Option(
                "every value on the way",
                "Each weight's slope contains the value that the weight was multiplied with.",
                right=True,
            ),
            Option(
                "the loss alone",
                "E is one number. The slope by w₂ contains h, and the slope by w₁ contains x.",
            ),
        ),
    ),
    Question(
        "00-passes",
        "A network has 1870 weights and biases. You measure each slope by moving one of them and "
        "running the network again. **How many forward passes is that, with the one at the start?**",
        "Backpropagation needs one forward and one backward pass, whatever the number of weights.",
        answer=1871,
        tolerance=1e-9,
        hint="One for each, and one to compare with.",
        traps=((1870.0, "One more: the loss before any weight has moved."),),
    ),
    Question(
        "00-layers",
        "D1 calls a network with an input layer and two layers of weights a *three*-layer network. "
        "**How many matrices of weights has it?** (a number)",
        "Two: the input layer has none. This course counts layers of weights.",
        answer=2.0,
        hint="Which of the layers has weights?",
        traps=((3.0, "The input layer is counted by D1, and has no weights."),),
    ),
)
