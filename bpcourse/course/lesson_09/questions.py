"""Lesson 09: its questions, polls for the room, and words."""

from __future__ import annotations

from bpcourse.course.questions import Option, Question, Term, poll

from .adam_step import adam_step
from .momentum_step import momentum_step
from .rmsprop_step import rmsprop_step

QUESTIONS = (
    Question(
        "09-remember",
        "A ball rolls along a slope that is the same everywhere. Its velocity keeps 0.9 of itself at every step "
        "and takes in the gradient 1. **What does the velocity come near in the long run?**",
        "v = 0.9 v + 1 stands still at v = 1 / (1 − 0.9).",
        answer=10,
        hint="In the end v no longer changes: v = 0.9 v + 1.",
        traps=(
            (1.0, "That is the first step only; what was kept comes on top."),
            (1.9, "That is the second step. It goes on."),
            (0.9, "That is the part that is kept."),
        ),
    ),
    Question(
        "09-zigzag",
        "Plain steps zigzag across a narrow valley and move slowly along its floor. **What does a memory of the last "
        "gradients do to the two directions?**",
        "",
        options=(
            Option(
                "across they cancel, along the floor they add up",
                "Across the sign changes at every step; along the floor it stays.",
                right=True,
            ),
            Option(
                "across they add up, along the floor they cancel",
                "Which of the two changes its sign at every step?",
            ),
            Option(
                "both get longer by the same factor",
                "That would be a larger step size, and it would be thrown out of the valley.",
                mistake="momentum_step.keeps_all",
            ),
            Option(
                "nothing: an average of gradients is a gradient",
                "It is the average over different places, and there they point elsewhere.",
            ),
        ),
    ),
    Question(
        "09-scale",
        "Every gradient is 1000 times as large, because the loss is measured in other units. **What happens to a "
        "step of RMSProp?** (ε is far smaller than the gradients)",
        "",
        options=(
            Option(
                "nothing: the factor stands above and below",
                "g is 1000 times as large, and so is the root of the average of g².",
                right=True,
            ),
            Option(
                "it is 1000 times as long",
                "So it is for a plain step. What stands under the fraction?",
                mistake="momentum_step.no_memory",
            ),
            Option(
                "it is 1000 times as short",
                "That would be so without the root: g over g².",
                mistake="rmsprop_step.no_root",
            ),
        ),
    ),
    Question(
        "09-first-step",
        "The first step of Adam, with m = s = 0, t = 1, η = 0.1 and the gradient −3. **By how much does the weight "
        "change?** (ε is tiny; say the sign)",
        "Corrected, m is g and s is g², so the step is η in the direction against g.",
        answer=float(round(adam_step(0.0, 0.0, 0.0, -3.0, 1, 0.1)[0], 6)),
        digits=2,
        hint="What are m̂ and ŝ after one step?",
        traps=(
            (0.3, "That is a plain step. Adam divides by the size of the gradient."),
            (-0.1, "The weight moves against the gradient."),
            (
                0.316,
                "Without the correction. The first averages are too small, and not by the same factor.",
            ),
        ),
    ),
    Question(
        "09-correction",
        "Why does Adam divide $m$ by $1-\\beta_1^t$?",
        "",
        options=(
            Option(
                "m starts at 0, and is too small by that factor at first",
                "After t steps of a steady gradient g, m is (1 − β₁ᵗ) g.",
                right=True,
            ),
            Option(
                "so that the steps get smaller over time",
                "The factor comes near 1; after some steps it does nothing.",
            ),
            Option(
                "so that nothing is divided by 0",
                "That is what ε is for.",
            ),
            Option(
                "because the sum of m grows with t",
                "m is an average, it doesn't grow.",
                mistake="adam_step.whole_gradient",
            ),
        ),
    ),
    Question(
        "09-two-steps",
        "Momentum with η = 0.1 and β = 0.5, from v = 0, and the gradient is 2 in both steps. **How far has the "
        "weight moved after two steps?**",
        "v is 2, then 3: 0.1 · 2 + 0.1 · 3.",
        answer=float(
            -momentum_step(*momentum_step(0.0, 0.0, 2.0, 0.1, 0.5), 2.0, 0.1, 0.5)[0]
        ),
        digits=2,
        hint="First v, then the weight; twice.",
        traps=((0.4, "That is plain descent: where is what was kept?"),),
    ),
    Question(
        "09-clip",
        "A gradient $(6, 8)$ is clipped to the norm 5. **What is left of it?**",
        "",
        options=(
            Option("$(3, 4)$", "One factor for both: 5/10.", right=True),
            Option(
                "$(5, 5)$",
                "That cuts each number by itself, and it points elsewhere.",
                mistake="clip_by_norm.each_number",
            ),
            Option(
                "$(0.6, 0.8)$",
                "That has the norm 1, not 5.",
                mistake="clip_by_norm.to_length_one",
            ),
            Option(
                "$(0, 0)$",
                "It should be shortened, not lost.",
                mistake="clip_by_norm.cut_to_zero",
            ),
        ),
    ),
    Question(
        "09-rms-first",
        "The first step of RMSProp, with $s=0$, ρ = 0.75, η = 0.1 and the gradient 6. **By how much does the "
        "weight change?** (ε is tiny; say the sign)",
        "s becomes 0.25 · 36 = 9, its root is 3, and 0.1 · 6/3 is taken off.",
        answer=float(round(rmsprop_step(0.0, 0.0, 6.0, 0.1, 0.75)[0], 6)),
        digits=2,
        hint="First the average of squares: a part 0.25 is new. Then its root.",
        traps=(
            (0.2, "The weight moves against the gradient."),
            (-0.6, "That is a plain step. Which size is the gradient divided by?"),
            (
                -0.1,
                "That would be so with Adam's correction. Here s is too small at first.",
            ),
            (-0.0667, "That is g over s. It takes the root."),
        ),
    ),
    Question(
        "09-kept",
        "A network has 1000 weights and biases. **How many numbers must Adam keep from one step to the next, "
        "besides these and the number of the step?**",
        "Two running averages for each: of the gradient, and of its square.",
        answer=2000,
        hint="What does Adam remember of each weight?",
        traps=(
            (1000, "So many keep momentum and RMSProp. Adam has both."),
            (2, "Each weight has a pair of its own."),
            (3000, "The gradient itself is new at every step; it isn't kept."),
        ),
    ),
    Question(
        "09-root",
        "The curvature of a valley is κ times as large across as along: κ is 100 in one valley and 10,000 in another. "
        "Momentum has its best settings in both. **By which factor are more steps needed in the second, about?** (as the "
        "theory says)",
        "The steps of momentum grow with √κ, from 10 to 100. Plain descent needs 100 times as many.",
        answer=10,
        hint="Its steps grow with the root of κ.",
        traps=((100, "So it is for plain descent. What does a memory do to κ?"),),
    ),
    Question(
        "09-odd-units",
        "Every input was measured in a unit of its own, so that some are 10,000 times as large as others, and plain steps "
        "hardly learn. You stay with plain steps. **What helps?**",
        "",
        options=(
            Option(
                "to standardise the inputs",
                "Then all of them have one size, and one step size fits all weights.",
                right=True,
            ),
            Option(
                "a much smaller step size",
                "Then the weights of large inputs are calm, and those of small ones stand still.",
            ),
            Option(
                "to clip the gradient",
                "That shortens all parts by one factor. Their proportions stay as bad as they are.",
                mistake="clip_by_norm.to_length_one",
            ),
            Option(
                "a warm-up",
                "It changes the step size with time, and for all weights alike.",
            ),
        ),
    ),
    Question(
        "09-no-rest",
        "RMSProp with a short memory and a fixed η comes near the bottom of a valley, and jumps from side to side there without end. **Why "
        "doesn't it come to rest, as plain steps do?**",
        "",
        options=(
            Option(
                "the gradient shrinks, and so does what it is divided by",
                "Their ratio keeps its size, and so does the step. A schedule makes it smaller.",
                right=True,
            ),
            Option(
                "its velocity carries it past the bottom",
                "That is momentum. RMSProp keeps squares, and they have no direction.",
            ),
            Option(
                "the gradient doesn't get small there",
                "At the bottom it is 0, for every method.",
            ),
            Option(
                "ε makes the steps longer near the bottom",
                "ε is added to what is divided by: it can only make them shorter.",
            ),
        ),
    ),
)

POLLS = (
    poll(
        "09-poll-velocity",
        "$v=4$, $g=2$, β = 0.5, η = 0.1. **By how much does momentum move the weight?**",
        "The new velocity is 0.5 · 4 + 2 = 4.",
        "−0.4",
        ("−0.2", "Where is what was kept?", "momentum_step.no_memory"),
        ("−0.6", "Half of the old velocity is lost.", "momentum_step.keeps_all"),
        ("+0.4", "v points uphill.", "momentum_step.uphill"),
        taught="A step that remembers",
    ),
    poll(
        "09-poll-root",
        "**Which line is RMSProp's step?**",
        "A gradient over its usual size.",
        "`eta * g / (np.sqrt(s) + eps)`",
        (
            "`eta * g / (s + eps)`",
            "A square has the wrong size.",
            "rmsprop_step.no_root",
        ),
        (
            "`eta * g / np.sqrt(s + eps)`",
            "There ε counts as a square.",
            "rmsprop_step.eps_inside",
        ),
        ("`eta * np.sign(g)`", "The size of g still counts.", "rmsprop_step.sign_only"),
        taught="A step size for each weight",
    ),
    poll(
        "09-poll-kept",
        "**Which m does Adam's next step begin with?**",
        "The correction is for this step alone.",
        "`m`",
        (
            "`m / (1 - beta1**t)`",
            "Corrected again and again, it grows.",
            "adam_step.correction_kept",
        ),
        ("`g`", "Then nothing is remembered.", "adam_step.gradient_instead"),
        taught="Adam, from its two averages",
    ),
    poll(
        "09-poll-decay",
        "**Where does AdamW put the decay?**",
        "Beside the step, so that it isn't divided away.",
        "`w - eta * step - eta * decay * w`",
        ("`g = g + decay * w`", "Then it goes through m and s.", "adamw_step.coupled"),
        (
            "`w - eta * step + eta * decay * w`",
            "That makes weights larger.",
            "adamw_step.grows",
        ),
        ("`w - eta * step - decay * w`", "η scales both.", "adamw_step.without_eta"),
        taught="Recap",
    ),
)

TERMS = (
    Term("momentum, velocity", "动量", "$v$", "momentum_step", ("12",)),
    Term("running average", "滑动平均", "$m$, $s$", "rmsprop_step", ("11",)),
    Term("bias correction", "偏差修正", r"$\hat m$, $\hat s$", "adam_step"),
    Term("RMSProp", "RMSProp", "", "rmsprop_step"),
    Term("Adam", "Adam", "", "adam_step"),
    Term("gradient clipping", "梯度裁剪", "", "clip_by_norm"),
    Term("schedule, warm-up", "学习率调度, 预热", "", "warmup_cosine"),
    Term("optimiser", "优化器", "", "Adam", ("12",)),
)
