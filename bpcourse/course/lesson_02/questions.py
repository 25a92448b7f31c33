"""Lesson 02: its questions, polls for the room, and words."""

from __future__ import annotations

import numpy as np

from bpcourse.course.questions import Option, Question, Term, poll

_WRONG, _RIGHT = 0.99, 0.01


QUESTIONS = (
    Question(
        "02-sum-zero",
        "Scores $z=(1,2,3)$ give probabilities $p$. You raise $z_2$ a little, and all three "
        "probabilities move. **What do the three changes add up to?**",
        "Probabilities go on adding up to 1, so their changes add up to 0.",
        answer=0.0,
        hint="The probabilities add up to 1 before and after.",
        traps=((1.0, "They add up to 1. By how much does that sum change?"),),
    ),
    Question(
        "02-certain",
        "Cross-entropy charges a classifier minus the natural logarithm of the probability that it "
        "gave to the true class. It gave 0.01. **What does it pay?**",
        "−log 0.01: nearly all of the loss comes from being sure and wrong.",
        answer=float(-np.log(_RIGHT)),
        digits=2,
        hint="Minus the natural logarithm of 0.01: `-np.log(0.01)`, if you like.",
        traps=(
            (_WRONG, "That is the error 1 − p. The loss takes a logarithm."),
            (2.0, "That is a logarithm to base 10. The course takes the natural one."),
            (
                float(np.log(_RIGHT)),
                "The sign: the logarithm of 0.01 is negative, and a loss isn't.",
            ),
        ),
    ),
    Question(
        "02-shift",
        "Softmax makes probabilities of scores, and you add 1000 to every score. **What do the "
        "probabilities do?**",
        "",
        options=(
            Option(
                "nothing, on paper; the plain formula gives nan",
                "e^1000 cancels on paper. In floats it is inf, unless you subtract the largest score first.",
                right=True,
            ),
            Option(
                "they become nan, so they have changed",
                "That is the program's fault, not the function's: a common factor cancels.",
                mistake="softmax.naive",
            ),
            Option(
                "they all come closer to 1/K",
                "Multiplying the scores would change their spread; adding doesn't.",
            ),
            Option(
                "the largest comes closer to 1",
                "That happens when the scores are multiplied, not when they are shifted.",
            ),
        ),
    ),
    Question(
        "02-k-two",
        "You test a squared-error gradient with $K=2$ outputs, and it agrees with a library's mean "
        "squared error. **What do you know?**",
        "",
        options=(
            Option(
                "that your scale is right for every K",
                "2/K is 1 for K = 2 and for no other K.",
                mistake="half_squared_error_gradient.mean_squared",
            ),
            Option(
                "nothing about the scale: with K = 2 the factor 2/K is 1",
                "K = 2 hides the difference between half a sum and a mean. Test with 3.",
                right=True,
            ),
            Option(
                "that the library takes half the sum",
                "It takes the mean; with two outputs that is the same.",
                mistake="half_squared_error.mean",
            ),
        ),
    ),
    Question(
        "02-collapse",
        "$\\partial E/\\partial z=p-y$ for cross-entropy after softmax. **Which condition does it "
        "need?**",
        "",
        options=(
            Option(
                "y is one-hot", "Soft labels work as well, as long as they add up to 1."
            ),
            Option(
                "the entries of y add up to 1",
                "The general form is p·Σy − y.",
                right=True,
            ),
            Option(
                "p is not too close to 0 or 1", "The collapse is exact for every p."
            ),
            Option("the scores add up to 0", "Scores may be shifted as you like."),
        ),
    ),
    Question(
        "02-off-diagonal",
        "In softmax, **what is the sign of $\\partial p_0/\\partial z_1$?**",
        "",
        options=(
            Option(
                "positive: a higher score helps all",
                "A rising score takes from the others: together they stay at 1.",
                mistake="softmax_jacobian.diagonal_rule_everywhere",
            ),
            Option(
                "zero: each probability belongs to its own score",
                "They share the denominator.",
                mistake="softmax_jacobian.diagonal_only",
            ),
            Option(
                "negative: it takes from the others",
                "What class 1 wins, the others lose.",
                right=True,
            ),
        ),
    ),
    Question(
        "02-sure-and-wrong",
        "A sigmoid unit puts out 0.99 and should put out 0. **How many times as large is the slope with "
        "respect to its score $z$ for cross-entropy, compared with half squared error?**",
        "o − t against (o − t)·o(1 − o): the slope of the saturated sigmoid takes nearly all of it.",
        answer=1 / (_WRONG * (1 - _WRONG)),
        digits=3,
        hint="p − y against (o − t) o (1 − o). What is the ratio?",
        traps=(
            (1.0, "The slope o(1 − o) makes the difference."),
            (
                _WRONG * (1 - _WRONG),
                "That is the other way round: which of the two is larger?",
            ),
        ),
    ),
    Question(
        "02-impossible",
        "A class has $y_k=0$ and $p_k=0$. **What does its term of the cross-entropy count?**",
        "0 log 0 counts 0: an impossible class that didn't happen costs nothing.",
        answer=0.0,
        hint="What is the limit of y log p for y = 0?",
    ),
    Question(
        "02-recap-scale",
        "Your gradient of $\\frac12\\sum_k(o_k-t_k)^2$ is `2 * (o - t) / K`, and $K=5$. **How many times "
        "as large as the right one is it?**",
        "2/K: the library's mean squared error instead of half the sum.",
        answer=2 / 5,
        digits=2,
        hint="The gradient of half the sum is o − t. Compare.",
        traps=((2.5, "That is the other way round: is yours too large or too small?"),),
    ),
    Question(
        "02-recap-sum",
        "Three classes, $p=(0.2,0.5,0.3)$, and the last one is true. **What is the last entry of "
        "$\\partial E/\\partial z$ for cross-entropy after softmax?**",
        "p − y = 0.3 − 1: the true class is pushed up by what it lacks.",
        answer=0.3 - 1,
        digits=2,
        hint="p − y, and y is one-hot.",
        traps=(
            (
                0.7,
                "The sign: a gradient points uphill, and the loss falls when this score rises.",
            ),
            (
                -0.3,
                "The true class has y = 1, and it is the last one: 0.3 is its p.",
            ),
            (
                (0.3 - 1) * 0.3 * 0.7,
                "No slope p(1 − p) is left: the logarithm has taken it away.",
            ),
        ),
    ),
    Question(
        "02-recap-which",
        "**Which line gives $\\partial E/\\partial z$ of cross-entropy after softmax?**",
        "",
        options=(
            Option(
                "`y - softmax(z)`",
                "That is the direction to move in; the gradient points uphill.",
                mistake="softmax_cross_entropy_gradient.sign",
            ),
            Option(
                "`(softmax(z) - y) * softmax(z) * (1 - softmax(z))`",
                "The Jacobian has been used up in the collapse; no slope is left.",
                mistake="softmax_cross_entropy_gradient.slope_too_much",
            ),
            Option(
                "`softmax(z) - y`", "One difference is all that is left.", right=True
            ),
            Option(
                "`-y / softmax(z)`",
                "That is the derivative with respect to p; the Jacobian is still missing.",
                mistake="softmax_cross_entropy_gradient.with_respect_to_p",
            ),
        ),
    ),
    Question(
        "02-recap-entropy",
        "A prediction equals the truth, $p=y=(\\frac12,\\frac12)$. **What is the cross-entropy?**",
        "The entropy of y is left: log 2. The divergence is 0.",
        answer=float(np.log(2)),
        digits=2,
        hint="Cross-entropy is entropy plus divergence, and the divergence is 0 here.",
        traps=(
            (0.0, "The divergence is 0. What can't be avoided is left."),
            (1.0, "That is the logarithm to base 2. Here it is the natural one."),
            (
                float(-np.log(2)),
                "The size is right. The logarithm of ½ is negative, and the loss has a minus before it.",
            ),
        ),
    ),
)

POLLS = (
    poll(
        "02-poll-axis",
        "`e = np.exp(z)` has the shape (32, 10): 32 samples, 10 classes. "
        "**By what is it divided in a softmax?**",
        "One sum a sample, kept as a column so that it divides its own row.",
        "`e.sum(axis=1, keepdims=True)`",
        (
            "`e.sum()`",
            "Then all 320 numbers share one whole.",
            "softmax.over_everything",
        ),
        (
            "`e.sum(axis=0)`",
            "Then the samples compete with each other, class by class.",
            "softmax.wrong_axis",
        ),
        (
            "`1 + e`",
            "That is a sigmoid of each score; the rows don't add up to 1.",
            "softmax.sigmoid",
        ),
        taught="From scores to probabilities",
    ),
)

TERMS = (
    Term("partial derivative", "偏导数", "$\\partial f/\\partial u$", ""),
    Term("gradient", "梯度", "$\\nabla f$, $g$", "gradient", ("06",)),
    Term("dot product", "点积, 内积", "$g\\cdot d$", "dot"),
    Term(
        "half squared error",
        "均方差 (误差平方和的一半)",
        "$\\frac12\\sum_k(o_k-t_k)^2$",
        "half_squared_error",
    ),
    Term("softmax", "Softmax 函数", "$p$", "softmax"),
    Term("Jacobian", "雅可比矩阵", "$J_{ij}$", "softmax_jacobian"),
    Term("logits", "logits (未归一化分数)", "$z$", "z"),
    Term("cross-entropy", "交叉熵", "$-\\sum_k y_k\\log p_k$", "cross_entropy"),
    Term("entropy", "信息熵", "$H$", "entropy"),
    Term("Kullback–Leibler divergence", "K-L 散度", "$\\mathrm{KL}$", "kl_divergence"),
    Term("likelihood", "似然", "", ""),
    Term("one-hot vector", "独热编码", "$y$", "one_hot", ("07",)),
)
