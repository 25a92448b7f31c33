"""Lesson 11: its questions, polls for the room, and words."""

from __future__ import annotations

from bpcourse.course.questions import Option, Question, Term, poll

QUESTIONS = (
    Question(
        "11-ten-layers",
        "Ten layers, and every one makes the spread of its numbers half as large. Behind the tenth layer the spread "
        "is one $n$-th of what it was. **How large is $n$?**",
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
    Question(
        "11-undo",
        "In a batch a unit has the mean 3 and the variance 4. Batch normalisation is to give the unit's numbers back as "
        "they were, with the shift β = 3. **Which scale γ does it take?** (ε is tiny)",
        "x̂ is (x − 3)/2, so γ is the spread: the layer can undo itself.",
        answer=2,
        hint="By what was divided?",
        traps=(
            (4, "That is the variance. The layer divides by its root."),
            (1, "Then the spread would be 1, and it was larger."),
            (0.5, "The layer has divided already. What takes that back?"),
        ),
    ),
    Question(
        "11-eight",
        "At inference a unit has the kept mean 5 and the kept variance 9, with γ = 2 and β = 1. One sample arrives, with 8. "
        "**What comes out?** (ε is tiny)",
        "x̂ = (8 − 5)/3 = 1, and γ x̂ + β = 3.",
        answer=3,
        hint="First x̂, with the kept statistics. Then scale and shift.",
        traps=(
            (1, "That is x̂. Scale and shift follow."),
            (2, "The shift is missing."),
            (4, "β is added last: γ doesn't scale it."),
        ),
    ),
    Question(
        "11-kept",
        "In training the kept mean of a unit is 2. A batch with the mean 12 arrives, and a part 0.1 of the running average is "
        "new. **What is the kept mean now?**",
        "0.9 · 2 + 0.1 · 12: one batch moves it by a tenth of the difference.",
        answer=3,
        hint="0.9 of it is old.",
        traps=(
            (11, "That is with old and new exchanged."),
            (3.2, "The old one is kept whole here; of it, 0.9 stays."),
            (12, "Then nothing is kept of the batches before."),
            (7, "That is the plain mean of the two."),
        ),
    ),
    Question(
        "11-why",
        "Ten layers of sigmoids learn hardly anything; with batch normalisation before each activation they do. **What does "
        "the normalisation change on the way back?**",
        "",
        options=(
            Option(
                "the numbers stay where the activation is steep, so its slopes are not tiny",
                "Ten slopes are multiplied. Where the sigmoid is flat, nothing is left of δ.",
                right=True,
            ),
            Option(
                "the weights stay small, so nothing can explode",
                "The weights may have any size: their factor is taken out again.",
            ),
            Option(
                "every sample goes back by itself, undisturbed by the others",
                "It is the other way round: the samples of a batch meet in mean and variance.",
                mistake="batch_norm_gradients.constants",
            ),
            Option(
                "the way back is shorter: a normalised layer is left out",
                "The way back leads through it, by three paths.",
            ),
        ),
    ),
    Question(
        "11-which-measurement",
        "A backward pass of batch normalisation takes mean and variance for constants. **Which of these shows it?**",
        "",
        options=(
            Option(
                "the columns of $dX$ don't add up to 0",
                "What is missing is what makes them 0: the paths through mean and variance.",
                right=True,
            ),
            Option(
                "the shape of $dX$",
                "It is right: γ dY over the spread has the shape of X.",
            ),
            Option(
                "the gradients of γ and β",
                "They are made from dY and x̂, which are right.",
            ),
            Option(
                "the loss of the first step of training",
                "It comes from the forward pass, where nothing is wrong.",
            ),
        ),
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
