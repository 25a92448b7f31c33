"""Lesson 11: its questions, polls for the room, and words."""

from __future__ import annotations

from bpcourse.course.model import Option, Question, Term, poll

QUESTIONS = (
    Question(
        "11-ten-layers",
        "Ten layers, and every one makes the spread of its numbers half as large. **What is left of the spread behind "
        "the tenth, as one part in how many?**",
        "Ten factors of ½ are 1/1024.",
        answer=1024,
        hint="How often is it halved?",
        traps=(
            (20, "Factors multiply; they don't add up."),
            (512, "That is nine layers."),
        ),
    ),
    Question(
        "11-scaled-weights",
        "A layer is followed by batch normalisation, and all of its weights are multiplied by 10. **What happens to the "
        "outputs behind the normalisation?** (ε is tiny)",
        "",
        options=(
            Option(
                "nothing",
                "Mean and spread grow ten times, too, and are taken out again.",
                right=True,
            ),
            Option(
                "they are 10 times as large",
                "The spread is ten times as large as well, and it is divided by.",
            ),
            Option(
                "they are 10 times as small",
                "That would be so if the variance were divided by, and not its root.",
                mistake="batch_norm.variance",
            ),
        ),
    ),
    Question(
        "11-neighbours",
        "**Whose outputs change when one input of one sample grows a little?** (batch normalisation, in training)",
        "",
        options=(
            Option(
                "those of this unit in all samples of the batch",
                "It moves the mean and the variance of its unit, which all of them share.",
                right=True,
            ),
            Option(
                "its own only",
                "That holds at inference. What happens to the mean of the batch?",
                mistake="batch_norm_gradients.constants",
            ),
            Option(
                "all units of this sample",
                "Units don't meet: the statistics are taken per unit.",
                mistake="batch_norm.rows",
            ),
            Option(
                "all numbers of the batch",
                "Units don't meet: the statistics are taken per unit.",
                mistake="batch_norm.all",
            ),
        ),
    ),
    Question(
        "11-column-sum",
        "Down a column, over all samples of the batch, the entries of $dX$ add up to one number, whatever $dY$ is. "
        "**Which?**",
        "If the whole batch is shifted, the outputs don't change: the slope along that shift is 0.",
        answer=0,
        hint="What happens to the outputs if every sample grows by the same amount?",
        traps=(
            (
                1,
                "What happens to the outputs if every sample grows by the same amount?",
            ),
        ),
    ),
    Question(
        "11-bias",
        "A dense layer with a bias stands right before batch normalisation. **What is the gradient of that bias?**",
        "The mean takes every constant off again, so the bias does nothing: its gradient is 0.",
        answer=0,
        hint="What is left of a constant when the mean is taken off?",
        traps=((1, "What is left of a constant when the mean is taken off?"),),
    ),
    Question(
        "11-one-sample",
        "At inference a single sample arrives. **Which mean and variance does the layer use?**",
        "",
        options=(
            Option(
                "those kept from training",
                "A running average of the batches.",
                right=True,
            ),
            Option(
                "those of the sample itself",
                "A single sample would always give beta.",
                mistake="batch_norm_inference.batch_statistics",
            ),
            Option(
                "mean 0 and variance 1",
                "Then the layer would do nothing that it learned.",
            ),
        ),
    ),
    Question(
        "11-two-samples",
        "Two samples, and in one unit they differ. **What is the larger one's $\\hat x$ in that unit?** (ε is tiny)",
        "Both lie one spread from the mean, on either side: with two samples x̂ is 1 and −1, always.",
        answer=1,
        hint="How far are two numbers from their mean, compared with their spread?",
        traps=((2, "The spread is the root of the mean squared deviation."),),
    ),
)

POLLS = (
    poll(
        "11-poll-axis",
        "X is (N, n), samples in rows. **Which line is the mean that batch normalisation takes off?**",
        "Down the batch, one number per unit.",
        "`X.mean(axis=0)`",
        ("`X.mean(axis=1)`", "That is one number per sample.", "batch_norm.rows"),
        ("`X.mean()`", "Every unit has a mean of its own.", "batch_norm.all"),
        taught="Normalise a unit",
    ),
    poll(
        "11-poll-eps",
        "**Where does ε stand?**",
        "With the variance, under the root.",
        "`np.sqrt(var + eps)`",
        ("`np.sqrt(var) + eps`", "That is another layer.", "batch_norm.eps_outside"),
        ("`var + eps`", "The spread is a root.", "batch_norm.variance"),
        taught="Normalise a unit",
    ),
    poll(
        "11-poll-paths",
        "**What does $dX=\\gamma\\,dY/\\sqrt{v+\\epsilon}$ forget?**",
        "Every sample moves both, and both move all outputs.",
        "the paths through the mean and the variance",
        (
            "the path through the mean only",
            "The variance moves, too.",
            "batch_norm_gradients.variance_constant",
        ),
        (
            "the path through the variance only",
            "The mean moves, too.",
            "batch_norm_gradients.mean_constant",
        ),
        (
            "nothing",
            "Measure it: it is off by more than its own size.",
            "batch_norm_gradients.constants",
        ),
        taught="Three paths",
    ),
    poll(
        "11-poll-fold",
        "**What becomes of the bias b when the normalisation is folded into its layer?**",
        "The kept mean comes off, the scale is applied, beta is added.",
        "$(b-m)\\,s+\\beta$",
        ("$b\\,s+\\beta$", "Where is the mean?", "fold_batch_norm.no_mean"),
        (
            "$b-m\\,s+\\beta$",
            "The scale belongs to b as well.",
            "fold_batch_norm.bias_not_scaled",
        ),
        ("$(b-m+\\beta)\\,s$", "β is added last.", "fold_batch_norm.beta_scaled"),
        taught="Recap",
    ),
)

TERMS = (
    Term("batch normalisation", "批归一化", "BN", "batch_norm"),
    Term("mean, variance of a batch", "批均值, 批方差", "$m$, $v$", "batch_statistics"),
    Term("normalised value", "归一化值", r"$\hat x$", ""),
    Term("scale and shift", "缩放与平移", r"$\gamma$, $\beta$", "gamma, beta"),
    Term("kept statistics", "滑动统计量", "", "running_average"),
    Term("fold", "折叠, 合并", "", "fold_batch_norm"),
    Term("layer normalisation", "层归一化", "LN", ""),
)
