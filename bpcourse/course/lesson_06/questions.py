"""Lesson 06: its questions, polls for the room, and words."""

from __future__ import annotations

import numpy as np

from bpcourse.course.questions import Option, Question, Term, poll

from .batches_per_epoch import batches_per_epoch

QUESTIONS = (
    Question(
        "06-overshoot",
        "On $f(x)=\\frac12x^2$ you stand at $x=1$ and step with $\\eta=1.5$. The slope is 1, so you land "
        "at $-0.5$: past the minimum. **What happens in the long run?**",
        "Every step multiplies x by 1 − 1.5 = −0.5: it changes sides each time, and halves its distance.",
        options=(
            Option(
                "It diverges: whoever passes the minimum has stepped too far",
                "Go on by hand: 1, −0.5, 0.25, −0.125. It passes the minimum each time. Does it get away?",
                mistake="largest_stable_step.one_over",
            ),
            Option("It converges, jumping from side to side", "", right=True),
            Option(
                "It jumps from side to side for ever, without coming closer",
                "That takes η = 2, which throws 1 to −1. Here 1 goes to −0.5.",
            ),
        ),
        taught="One factor explains it all",
    ),
    Question(
        "06-threshold",
        "$f(x)=2x^2$ has curvature $f''=4$ everywhere. **From which $\\eta$ on does gradient descent no "
        "longer converge?**",
        "A step multiplies x by 1 − 4η, and that is −1 at η = 1/2.",
        answer=float(2 / np.linalg.eigvalsh([[4.0]]).max()),
        digits=2,
        hint="A step takes x to x − η·4x. For which η is the new x as far from 0 as the old one?",
        traps=(
            (
                0.25,
                "With 1/4 one step lands exactly on the minimum. You may go further than that.",
            ),
            (
                2.0,
                "2 would be the limit for curvature 1. This bowl is four times as steep.",
            ),
        ),
    ),
    Question(
        "06-batches",
        "50000 samples, in batches of **250**. **How many batches are there in an epoch?**",
        "250 divides 50000, so nothing is left over, and there is no extra batch.",
        answer=float(batches_per_epoch(50000, 250)),
        hint="Does 250 divide 50000?",
        traps=(
            (
                201.0,
                "N/B + 1 is for the case in which something is left over. The 201st batch would be empty.",
            ),
        ),
    ),
    Question(
        "06-first-order",
        "Where you stand the gradient is $g=(3,-4)$. You move by $d=(0.01,\\ 0.02)$. **By about how "
        "much does $f$ change?** (with its sign)",
        "g · d = 3 · 0.01 − 4 · 0.02 = −0.05: it falls.",
        answer=-0.05,
        digits=2,
        hint="Each variable gives its slope times its push. Add both.",
        traps=(
            (
                0.05,
                "It falls: the second slope is negative, and its push is the larger one.",
            ),
            (0.11, "The second slope is −4."),
            (-0.01, "Slopes are multiplied by the pushes: 3 · 0.01 and −4 · 0.02."),
        ),
    ),
    Question(
        "06-level",
        "The gradient is $g=(3,-4)$. **In which direction does $f$ neither rise nor fall, for a tiny "
        "step?**",
        "",
        options=(
            Option("(−3, 4)", "That is −g: the steepest way down."),
            Option(
                "(4, 3)",
                "3 · 4 − 4 · 3 = 0: at a right angle to the gradient.",
                right=True,
            ),
            Option("(−4, 3)", "3 · (−4) − 4 · 3 = −24: f falls."),
            Option(
                "in none: where the gradient isn't 0, f changes in every direction",
                "f changes by g · d, and that is 0 at a right angle to g.",
            ),
        ),
    ),
    Question(
        "06-condition",
        "A valley has curvature 2 along its floor and 8 across it. **Which part of the distance is "
        "left after a step with the best fixed step size?**",
        "κ = 8/2 = 4, and (4 − 1)/(4 + 1) = 0.6.",
        answer=0.6,
        digits=2,
        hint="κ is the ratio of the two curvatures; the formula stands above.",
        traps=(
            (
                0.75,
                "1 − 2/8: that is what 1/λmax leaves of the flat part. There is a better step.",
            ),
            (0.4, "That is what is gone. What is left?"),
        ),
    ),
    Question(
        "06-kinds",
        "A program has 1000 samples and uses 50 of them for each update. **What is that called, and "
        "how many updates has an epoch?**",
        "",
        options=(
            Option(
                "stochastic gradient descent in the strict sense, 1000 updates",
                "That would be one sample for each update.",
            ),
            Option(
                "mini-batch gradient descent, 20 updates",
                "Every sample once: 1000/50.",
                right=True,
            ),
            Option(
                "mini-batch gradient descent, 50 updates",
                "50 is the size of a batch.",
            ),
            Option(
                "batch gradient descent, 1 update",
                "That would be all 1000 samples for each update.",
            ),
        ),
    ),
    Question(
        "06-rate",
        "The learning rate is 0.1, and where you stand the gradient has the length 20. **How long is "
        "the step?**",
        "η times the gradient's length. It is a rate, not a length.",
        answer=2.0,
        hint="The step is −η g.",
        traps=(
            (
                0.1,
                "That is the rate. The step is as many times as long as the gradient.",
            ),
            (200.0, "Multiply by the rate; don't divide."),
            (20.0, "That is the gradient itself."),
        ),
    ),
    Question(
        "06-iterations",
        "50000 samples, batches of 256, 10 epochs. **How many updates of the weights?**",
        "196 batches per epoch, the last one with 80 samples, and ten epochs.",
        answer=float(10 * batches_per_epoch(50000, 256)),
        hint="How many batches has one epoch? Don't forget the samples that don't fill one.",
        traps=(
            (
                1950.0,
                "The 80 samples that don't fill a batch make one more, in every epoch.",
            ),
            (
                1953.0,
                "Each epoch ends with a batch of its own: round up in every epoch, not once at the end.",
            ),
            (196.0, "That is one epoch."),
        ),
    ),
    Question(
        "06-valley",
        "A valley has curvature 1 along its floor and 100 across it. **What limits the step size, and what "
        "limits the speed?**",
        "η < 2/100, and with such an η the floor shrinks by at most 2 % a step.",
        options=(
            Option(
                "The floor limits the step, the walls the speed",
                "With η = 2/1 the walls would multiply by 1 − 200 each step.",
                mistake="largest_stable_step.smallest",
            ),
            Option("The walls limit the step, the floor the speed", "", right=True),
            Option(
                "The mean of the two curvatures limits both",
                "With η = 2/50.5 the walls multiply by about −3 each step.",
                mistake="best_fixed_step.mean_curvature",
            ),
        ),
        taught="The exact threshold",
    ),
    Question(
        "06-sign",
        "A program computes `change = -eta * gradient`. **Which line follows?**",
        "An update carries its sign; it is added.",
        options=(
            Option(
                "`w = w - change`",
                "Two minus signs make a plus: this walks uphill.",
                mistake="gradient_descent.ascent",
            ),
            Option("`w = w + change`", "", right=True),
            Option(
                "`w = w - eta * change`",
                "That is uphill as well, and η counts twice.",
                mistake="gradient_descent.ascent",
            ),
            Option(
                "`w = change`",
                "The old w is lost: an update changes it, and doesn't replace it.",
            ),
        ),
    ),
    Question(
        "06-last-batch",
        "An epoch has 195 batches of 256 samples and one of 80. **How do you get the mean loss over the "
        "samples from the batches' means?**",
        "",
        options=(
            Option(
                "Their plain mean",
                "Then each of the 80 samples counts 256/80 times as much as the others.",
                mistake="epoch_mean.mean_of_means",
            ),
            Option(
                "Their mean, weighted by the batches' sizes",
                "Every sample counts once.",
                right=True,
            ),
            Option(
                "Their sum, divided by 50000",
                "Each mean has been divided by its size already.",
                mistake="epoch_mean.double_mean",
            ),
        ),
    ),
    Question(
        "06-plateau",
        "The training loss has stood at 0.25 for many epochs, and the gradient is 0. A friend wants to go on until "
        "the loss is close to 0. **What do you say?**",
        "",
        options=(
            Option(
                "Go on: it will come down in the end",
                "With gradient 0 no step changes anything.",
            ),
            Option(
                "Take a larger step",
                "η times 0 is 0.",
            ),
            Option(
                "Stop: a minimum need not be 0",
                "Two samples with equal inputs and labels 0 and 1 can't be both right: "
                "their smallest loss is one quarter.",
                right=True,
            ),
        ),
    ),
    Question(
        "06-noise",
        "With mini-batches and a *fixed* step, the weights reach the neighbourhood of a minimum and keep "
        "trembling there. **What makes the trembling smaller?**",
        "",
        options=(
            Option(
                "More epochs with the same step",
                "The noise of the gradient is the same in every epoch; it settles at a level that η sets.",
            ),
            Option(
                "A step that shrinks with the epochs",
                "The level of the noise is proportional to η for small η.",
                right=True,
            ),
            Option(
                "The same order of samples in every epoch",
                "It hides the noise in a pattern. The steps still disagree with each other.",
                mistake="minibatches.same_order",
            ),
        ),
    ),
    Question(
        "06-nan",
        "Your backtracking reads `while f(x - eta * g) > bound: eta = eta / 2`. The first trial step leaves the "
        "domain of $f$, and $f$ gives `nan`. **What does the loop do?**",
        "",
        options=(
            Option(
                "It shrinks the step",
                "`nan > bound` is False, so the loop ends at once.",
            ),
            Option(
                "It ends, and takes the step",
                "`nan > bound` is False. Written as `while not f(…) <= bound`, nan is a rejection.",
                right=True,
            ),
            Option(
                "It raises an error", "Comparisons with nan give False, without a word."
            ),
        ),
    ),
)

POLLS = (
    poll(
        "06-poll-limit",
        "A valley has the curvatures 1 and 100. **From which step size on does descent diverge?**",
        "2/λmax: the steepest direction decides.",
        "0.02",
        (
            "2",
            "That holds along the floor; the walls have thrown you out long before.",
            "largest_stable_step.smallest",
        ),
        (
            "0.01",
            "That step lands on the bottom of the steepest direction at once. It may be twice as long.",
            "largest_stable_step.one_over",
        ),
        (
            "0.0198",
            "2/(λmin + λmax) is the best step, and lies below the limit.",
            "largest_stable_step.best_step",
        ),
        taught="Many directions",
    ),
    poll(
        "06-poll-batches",
        "50000 samples in batches of 256. **How many batches has an epoch?**",
        "195 full ones, and one of 80.",
        "196",
        (
            "195",
            "80 samples would never be seen.",
            "batches_per_epoch.floor",
        ),
        (
            "195.3125",
            "How long does three tenths of a step take?",
            "batches_per_epoch.exact",
        ),
        ("80", "That is the size of the last one.", "batches_per_epoch.rest"),
        taught="Epoch, batch, iteration",
    ),
)

TERMS = (
    Term("gradient descent", "梯度下降", "", "gradient_descent"),
    Term("step size, learning rate", "步长, 学习率", "$\\eta$", "eta"),
    Term("epoch", "训练轮", "", "epochs"),
    Term("iteration", "迭代", "", "steps"),
    Term("mini-batch", "小批量", "$B$", "batch_size", ("07",)),
    Term("Hessian matrix", "黑塞矩阵", "$H$", ""),
    Term("eigenvalue", "特征值", "$\\lambda$", ""),
    Term("condition number", "条件数", "$\\kappa$", ""),
    Term("step size decay", "学习率衰减", "", "decayed_step"),
)
