"""Lesson 00: its questions, polls for the room, and words."""

from __future__ import annotations

from bpcourse.course.questions import Option, Question, Term, poll

from .step_downhill import step_downhill

QUESTIONS = (
    Question(
        "00-forward",
        "An input $x=2$ is multiplied by $w_1=0.5$, and the result by $w_2=3$. **What comes out?** ",
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
                "it should move in the direction in which the loss grows",
                "The loss says how wrong the output is. Training goes the other way, downhill.",
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
                "That gives the same slopes, at one forward pass per weight: far too slow.",
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
        "slope of $E=\\frac12(o-t)^2$ with respect to $w_2$?**",
        "With respect to o it is o − t = 2; when w₂ moves, o moves h = 4 times as much.",
        answer=8.0,
        hint="Two factors: the slope of E with respect to o, and what w₂ does to o.",
        traps=(
            (
                2.0,
                "That is the slope with respect to o. When w₂ moves, how much does o move?",
            ),
            (
                4.0,
                "That is the slope of o with respect to w₂. What is the slope of E with respect to o?",
            ),
            (-8.0, "The sign: the output is too large, so E grows with w₂."),
        ),
    ),
    Question(
        "00-step",
        "A weight is 1, the slope of the loss with respect to it is $-3$, and $\\eta=0.1$. **What is the weight "
        "after one step of gradient descent?**",
        "1 − 0.1 · (−3): where the slope is negative, going downhill means to grow.",
        answer=float(step_downhill(1.0, -3.0, 0.1)),
        digits=2,
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
                "That is enough to judge the network. The slope with respect to w₂ contains h, too.",
            ),
            Option(
                "every value on the way",
                "Each weight's slope contains the value that the weight was multiplied with.",
                right=True,
            ),
            Option(
                "the loss alone",
                "E is one number. The slope with respect to w₂ contains h, and the one with respect to w₁ contains x.",
            ),
        ),
    ),
    Question(
        "00-passes",
        "A network has 1870 weights and biases. You measure each slope by moving one of them and "
        "running the network again. **How many forward passes is that, with the one at the start?**",
        "Backpropagation needs one forward and one backward pass, whatever the number of weights.",
        answer=1871,
        hint="One for each, and one to compare with.",
        traps=((1870.0, "One more: the loss before any weight has moved."),),
    ),
    Question(
        "00-layers",
        "Some authors call $x\\to h\\to o$ a *three*-layer network: they count the input as a layer. "
        "This course counts layers that have weights. **How many layers has it here?**",
        "Two: from x to h, and from h to o. The input has no weights.",
        answer=2.0,
        hint="Which of the three has weights in front of it?",
        traps=((3.0, "Then the input is counted, too, and it has no weights."),),
    ),
    Question(
        "00-back",
        "A network is $h=w_1x$ and then $o=w_2h$, with $x=5$ and $w_2=-3$. At its output the slope of "
        "the loss $E$ with respect to $o$ is 2. **What is the slope of $E$ with respect to $w_1$?**",
        "From the back to the front, one factor each: 2 for o, times w₂ for h, times x for w₁.",
        answer=-30.0,
        hint="First the slope with respect to h, which is between o and w₁. Then one factor more.",
        traps=(
            (
                -6.0,
                "That is the slope with respect to h. When w₁ moves, how much does h move?",
            ),
            (10.0, "The way from o to w₁ leads through w₂, too."),
            (
                -15.0,
                "That is the slope of o with respect to w₁. What is the slope of E with respect to o?",
            ),
        ),
    ),
)

POLLS = (
    poll(
        "00-poll-line",
        "**Which line is a step of gradient descent?**",
        "Against the slope, and η times as long.",
        "`w - eta * gradient`",
        (
            "`w + eta * gradient`",
            "That climbs: a gradient points uphill.",
            "step_downhill.uphill",
        ),
        (
            "`w - gradient`",
            "Who decides how far? The whole slope is a step of its own accord.",
            "step_downhill.no_eta",
        ),
        (
            "`-eta * gradient`",
            "That is the change. Where does the weight start?",
            "step_downhill.only_the_change",
        ),
        taught="3 New weights",
    ),
    poll(
        "00-poll-number",
        "A weight is 3, its slope is 2, and η is 0.1. **What is the new weight?**",
        "3 − 0.1 · 2.",
        "2.8",
        ("3.2", "The loss rises with the weight, so go down.", "step_downhill.uphill"),
        (
            "1",
            "That is the whole slope; a tenth of it was asked.",
            "step_downhill.no_eta",
        ),
        (
            "−0.2",
            "That is how far the weight moves, and not where it ends.",
            "step_downhill.only_the_change",
        ),
        ("−17", "Is η a factor or a divisor?", "step_downhill.divided"),
        taught="3 New weights",
    ),
    poll(
        "00-poll-negative",
        "A weight is 1, its slope is −4, and η is 0.5. **Where does the step end?**",
        "1 − 0.5 · (−4): two minus signs, and the weight grows.",
        "at 3",
        (
            "at −1",
            "With a negative slope the loss falls to the right.",
            "step_downhill.uphill",
        ),
        ("at 5", "η halves the step.", "step_downhill.no_eta"),
        ("at 4.5", "η belongs to the slope.", "step_downhill.eta_times_weight"),
        taught="Why backward",
    ),
    poll(
        "00-poll-zero",
        "Somebody sets η to 0. **What does a training step do?**",
        "Nothing is subtracted: every weight stays where it is.",
        "nothing: the weights stay",
        (
            "it sets the weights to 0",
            "That would be the change alone.",
            "step_downhill.only_the_change",
        ),
        (
            "it subtracts the slope as it is",
            "Zero times the slope is zero.",
            "step_downhill.no_eta",
        ),
        ("it gives an error", "Nothing is divided by η.", "step_downhill.divided"),
        taught="Why backward",
    ),
)

TERMS = (
    Term("forward pass", "前向传播", "", "forward", ("05",)),
    Term("backward pass, backpropagation", "反向传播", "", "backward", ("05",)),
    Term("training", "训练", "", "fit", ("07",)),
    Term("inference", "推理", "", "predict", ("07",)),
    Term("network", "神经网络", "", "Network", ("05",)),
    Term("slope, derivative", "斜率, 导数", "$f'$", "prime"),
    Term("layer", "层", "", "", ("04",)),
    Term("neuron, unit", "神经元", "", "", ("03",)),
    Term("weight", "权值, 权重", "$w_{jk}$", "W[j, k]", ("03", "04")),
    Term("bias", "偏置", "$b_k$", "b", ("03", "04")),
    Term("input", "输入", "$x$, $X$", "x, X", ("03", "04")),
    Term("target, label", "目标值, 标签", "$t$, $y$", "t, y", ("02", "03")),
    Term("sample", "样本", "", ""),
    Term("loss, objective", "损失函数, 目标函数", "$E$", "E", ("02", "06")),
)
