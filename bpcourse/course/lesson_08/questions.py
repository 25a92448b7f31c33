"""Lesson 08: its questions, polls for the room, and words."""

from __future__ import annotations

from bpcourse.course.questions import Option, Question, Term, poll

from .early_stopping import early_stopping
from .shared import _LOSSES

QUESTIONS = (
    Question(
        "08-typed",
        "300 digits, a quarter of whose labels are wrong. Training is stopped at the epoch with the "
        "smallest held-out loss. **What does the network answer for the training digits with a "
        "wrong label?**",
        "What digits have in common is learnt first. It isn't misled yet.",
        options=(
            Option(
                "Mostly the digit that the picture shows",
                "",
                right=True,
            ),
            Option(
                "Mostly the wrong label that was typed",
                "It does so in the end. At that epoch it has hardly begun to learn them.",
            ),
            Option(
                "Anything, at random",
                "It has learnt what digits look like, from the other three quarters.",
            ),
        ),
    ),
    Question(
        "08-why-early",
        "**Why does a network learn what samples share before what is peculiar to one?**",
        "A step follows the mean over the samples.",
        options=(
            Option(
                "Large weights come first",
                "First weights are drawn at random; none is for shared things.",
            ),
            Option(
                "Gradients of what is shared add up in the mean, peculiar ones cancel",
                "",
                right=True,
            ),
            Option(
                "The wrong labels are at the end of the data",
                "Batches are shuffled in every epoch.",
            ),
            Option(
                "Peculiar samples have smaller gradients",
                "A sample that is answered wrongly has the largest of all. It stands alone.",
            ),
        ),
    ),
    Question(
        "08-sharp",
        "**Why do small weights make it hard to memorise single samples?**",
        "To answer one picture differently from all that look like it, scores must change sharply.",
        options=(
            Option(
                "Training needs more epochs with them",
                "It may. In the end they would be learnt all the same, if nothing else hindered it.",
            ),
            Option(
                "With small weights, scores change little from a picture to one like it",
                "",
                right=True,
            ),
            Option(
                "Small weights are rounded to 0",
                "Only L1 makes exact zeros, and not by rounding.",
            ),
        ),
    ),
    Question(
        "08-memory",
        "You give 200 of the digits **random labels**, which have nothing to do with the pictures, and "
        "train a network of 4810 weights and biases on them. **How many of these 200 will it read “right” in the "
        "end?**",
        "It memorises them, every one, and knows nothing about any other digit.",
        options=(
            Option(
                "About one in ten: there is nothing to learn",
                "There is nothing to *understand*. Memorising is always possible.",
            ),
            Option("About half of them", "More: 200 labels are few for 4810 weights."),
            Option("All of them", "", right=True),
        ),
    ),
    Question(
        "08-kept-mean",
        "Dropout keeps 80 % of the units, and doesn't divide. **By which factor does the mean of its "
        "outputs change?**",
        "The mean falls to keep; dividing by keep puts it right.",
        answer=0.8,
        digits=2,
        hint="A fifth of the outputs becomes 0.",
        traps=((1.25, "That is what the division by keep would put right."),),
    ),
    Question(
        "08-l1",
        "Somebody writes the L1 penalty as the plain sum of all weights, without absolute values. "
        "**What would descent on that penalty do?**",
        "",
        options=(
            Option(
                "pull every weight towards 0",
                "Only the absolute value has its bottom at 0.",
                mistake="l1_penalty_subgradient.plain_sum",
            ),
            Option(
                "drive every weight to minus infinity",
                "Its slope is 1 everywhere: it falls for ever.",
                right=True,
            ),
            Option(
                "pull large weights harder",
                "That is L2.",
                mistake="l1_penalty_subgradient.l2",
            ),
        ),
    ),
    Question(
        "08-overfit",
        "**What causes overfitting?**",
        "",
        options=(
            Option(
                "too many activated neurons",
                "The same network with the same activity doesn't overfit when there are enough data.",
            ),
            Option(
                "too flexible a model for too few data",
                "It then fits the noise.",
                right=True,
            ),
            Option("too small a step", "That makes training slow."),
        ),
    ),
    Question(
        "08-test-time",
        "**What does inverted dropout do at inference?**",
        "",
        options=(
            Option(
                "it multiplies the outputs by keep",
                "That belongs to dropout without the division.",
                mistake="dropout.no_rescale",
            ),
            Option(
                "it drops units as in training",
                "Then two readings of the same digit would differ.",
            ),
            Option(
                "nothing",
                "The division by keep in training has seen to it.",
                right=True,
            ),
        ),
    ),
    Question(
        "08-zeros",
        "You want weights that are *exactly* 0. **Which training gives them?**",
        "",
        options=(
            Option(
                "Descent on the loss with the L2 penalty",
                "L2 multiplies by a factor each step, and no factor gives 0.",
                mistake="soft_threshold.scaled",
            ),
            Option(
                "Descent on the loss with the L1 penalty, along −λ sign(w)",
                "It jumps over 0 and back. It comes close, and never rests there.",
                mistake="soft_threshold.no_stop",
            ),
            Option(
                "A step on the loss, then soft thresholding for the L1 penalty",
                "It stops at 0, where a plain step would cross.",
                right=True,
            ),
        ),
    ),
    Question(
        "08-patience",
        "The held-out loss goes 0.9, 0.5, 0.6, 0.55, 0.4, … (epochs 0, 1, 2, …), and the patience is 2. "
        "**Which epoch's weights do you keep?**",
        "At epoch 3 the best one, epoch 1, is two epochs old: training stops, and 0.4 is never seen.",
        answer=float(early_stopping(_LOSSES, 2)[1]),
        hint="Go through the epochs as training does. When has the best one become two epochs old?",
        traps=(
            (
                4.0,
                "Training has stopped by then. Nobody knows what comes after the stop.",
            ),
            (
                3.0,
                "That is when you stop. Which weights were better than those of epoch 3?",
            ),
        ),
    ),
)

POLLS = (
    poll(
        "08-poll-l2",
        "The L2 penalty is λ Σ w². **What is its gradient with respect to W?**",
        "The slope of w² is 2w, for each weight by itself.",
        "`2 * lam * W`",
        ("`lam * W`", "That is the slope of ½ λ w².", "l2_penalty_gradient.no_two"),
        (
            "`lam * np.sign(W)`",
            "That is L1: the same pull for every weight.",
            "l2_penalty_gradient.l1",
        ),
        (
            "`lam * (W**2).sum()`",
            "That is the penalty, one number. A gradient has a slope for each weight.",
            "l2_penalty_gradient.penalty_number",
        ),
        taught="Make weights expensive",
    ),
    poll(
        "08-poll-stop",
        "Held-out losses 0.9, 0.5, 0.6, 0.55, 0.4 (epochs 0 to 4), patience 2. **What does "
        "early stopping return?**",
        "At epoch 3 the best one, epoch 1, is two epochs old. 0.4 is never seen.",
        "(3, 1)",
        (
            "(2, 1)",
            "That is the first rise. Patience 2 waits for one more.",
            "early_stopping.first_rise",
        ),
        (
            "(3, 4)",
            "0.4 comes after the stop. Nobody has seen it.",
            "early_stopping.sees_later",
        ),
        (
            "(3, 3)",
            "That keeps the weights of the epoch at which it stops.",
            "early_stopping.keeps_last",
        ),
        taught="Stop early",
    ),
    poll(
        "08-poll-dropout",
        "`mask` is 1 with probability `keep`, else 0. **What does a layer with inverted dropout "
        "give in training?**",
        "The expected output stays what it was, and inference needs no correction.",
        "`A * mask / keep`",
        (
            "`A * mask`",
            "Then inference sees larger sums than training ever did.",
            "dropout.no_rescale",
        ),
        (
            "`A * mask * keep`",
            "That shrinks twice what was meant to be made up for.",
            "dropout.multiplied",
        ),
        (
            "`A * rng.random(A.shape)`",
            "That is what D2 says. Nothing is dropped: every unit still speaks.",
            "dropout.uniform",
        ),
        taught="Silence units at random",
    ),
)

TERMS = (
    Term("overfitting", "过拟合", "", ""),
    Term("regularisation", "正则化", "$\\lambda$", "lam"),
    Term("dropout", "随机失活", "keep", "dropout"),
    Term("early stopping", "提前停止", "", ""),
    Term("patience", "耐心", "", ""),
    Term("data augmentation", "数据增强", "", ""),
    Term("penalty", "惩罚项", "$\\lambda R(W)$", ""),
)
