"""Lesson 04: its questions, polls for the room, and words."""

from __future__ import annotations

import numpy as np

from bpcourse.course.questions import Option, Question, Term

_O, _T = np.array([0.2, 0.7, 0.4]), np.array([0.0, 1.0, 0.5])


_PAIR = np.array([[1.0], [-1.0]]).T @ np.array([[0.5], [-0.5]]) / 2


QUESTIONS = (
    Question(
        "04-shape",
        "A batch of 32 samples with 64 inputs meets a layer of 10 units. **What is the shape of the "
        "gradient of $E$ with respect to all weights of the layer?**",
        "One number for each weight: the shape of W, whatever the batch's size.",
        answer=(64, 10),
        hint="A gradient has one entry for each weight. Rows: where a weight comes from; columns: where it leads.",
    ),
    Question(
        "04-how-many",
        "One of the 64 inputs of a full layer of 10 units changes a little. **How many of the units' "
        "weighted inputs change?**",
        "All of them: so the gradient of an input is a sum over all units.",
        answer=10.0,
        hint="A full layer joins every input to every unit.",
        traps=((1.0, "That is how many change when one *weight* changes."),),
    ),
    Question(
        "04-one-weight",
        "One weight $w_{jk}$ changes a little. **Which parts of one sample decide how $E$ changes?**",
        "",
        options=(
            Option(
                "all inputs and all outputs",
                "Neither sum belongs there: w_jk touches z_k alone, and multiplies x_j alone.",
                mistake="weight_gradient.summed_inputs",
            ),
            Option(
                "input $j$ and unit $k$ only",
                "x_j δ_k: what the weight carries, and where it carries it to.",
                right=True,
            ),
            Option(
                "input $j$ and all outputs",
                "With a sigmoid in each unit, o_k depends on z_k alone.",
                mistake="sample_weight_gradient.summed_deltas",
            ),
            Option(
                "all inputs and unit $k$",
                "The other inputs meet other weights.",
                mistake="sample_weight_gradient.summed_inputs",
            ),
        ),
    ),
    Question(
        "04-transpose",
        "`W[j, k]` goes from input $j$ to unit $k$. **Which line gives the gradient of the inputs "
        "of a batch?**",
        "",
        options=(
            Option(
                "`delta @ W`",
                "The columns of delta are units; the rows of W are inputs. They don't meet.",
                mistake="input_gradient.no_transpose",
            ),
            Option(
                "`delta @ W.T`",
                "The units meet in the middle and are added over.",
                right=True,
            ),
            Option(
                "`W @ delta.T`",
                "Right numbers, one column per sample: the transpose of what X looks like.",
                mistake="input_gradient.transposed",
            ),
            Option(
                "`delta.sum(1, keepdims=True) * W.sum(1)`",
                "A product of sums; each δ_k must meet its own weight.",
                mistake="input_gradient.product_of_sums",
            ),
        ),
        taught="What goes back to the inputs",
    ),
    Question(
        "04-bias-rows",
        "`delta` has the shape (32, 10). **Which line gives the gradient of the biases?**",
        "",
        options=(
            Option(
                "`delta`",
                "Right for one sample; a batch has 32 rows, and b only one.",
                mistake="bias_gradient.no_mean",
            ),
            Option(
                "`delta.mean(axis=1)`",
                "That averages over the units, and leaves one number per sample.",
                mistake="bias_gradient.wrong_axis",
            ),
            Option(
                "`delta.mean(axis=0)`",
                "Over the samples, one number per unit.",
                right=True,
            ),
            Option(
                "`delta.sum(axis=0)`",
                "E of a batch is a mean: this is 32 times too large.",
                mistake="bias_gradient.sum",
            ),
        ),
    ),
    Question(
        "04-doubled",
        "You give a batch twice, so $N$ doubles and every sample appears two times. **By which "
        "factor does `weight_gradient` change?**",
        "A mean doesn't notice. With a sum it would double, and so would the step.",
        answer=1.0,
        hint="Twice the samples are added, and divided by twice as many.",
        traps=(
            (2.0, "That would be a sum. E of a batch is a mean."),
            (0.5, "The sum doubles as well."),
        ),
    ),
    Question(
        "04-opposite",
        "Two samples of a layer with one input and one unit: $x=1,\\ \\delta=\\frac12$ and "
        "$x=-1,\\ \\delta=-\\frac12$. **What is the weight's gradient?**",
        "The mean of two products, each one half. The product of the means would be 0.",
        answer=float(_PAIR[0, 0]),
        digits=2,
        hint="Multiply in each sample first, then average.",
        traps=(
            (0.0, "That is the product of the two means."),
            (1.0, "That is the sum."),
        ),
    ),
    Question(
        "04-literal-sum",
        "A text prints the loss of a layer as $\\frac12\\sum_{k=1}^{k}(o_i-t_i)^2$. For "
        "$o=(0.2,0.7,0.4)$ and $t=(0,1,0.5)$, **what is the loss with the index corrected?**",
        "Each output against its own target, halved and added.",
        answer=float(0.5 * ((_O - _T) ** 2).sum()),
        digits=2,
        hint="The index of the summand must be the summation index: ½ Σ_k (o_k − t_k)².",
        traps=(
            (float(((_O - _T) ** 2).sum()), "The half is missing."),
            (0.06, "That is three times the first output's share."),
        ),
    ),
    Question(
        "04-input-shape",
        "A batch of 32 samples with 64 inputs, a layer of 10 units: **what is the shape of "
        "`delta @ W.T`?**",
        "The shape of X: every sample's inputs get gradients of their own.",
        answer=(32, 64),
        hint="delta is (32, 10), and W is (64, 10), so W.T is (10, 64).",
    ),
    Question(
        "04-where-mean",
        "$E$ of a batch is the mean over its samples. **Where does the $\\frac1N$ appear?**",
        "",
        options=(
            Option(
                "in `delta`, and so everywhere behind it",
                "delta is per sample; with 1/N in it, dX would have it too, layer after layer.",
                mistake="layer_delta.batch_mean",
            ),
            Option(
                "in `dW`, `db` and `dX`",
                "An input belongs to one sample: nothing is averaged in dX.",
                mistake="input_gradient.batch_mean",
            ),
            Option(
                "in `dW` and `db` only",
                "Those belong to parameters, which all samples share.",
                right=True,
            ),
            Option(
                "nowhere: a sum is as good",
                "It points the same way, and grows with the batch, and the step with it.",
                mistake="weight_gradient.sum",
            ),
        ),
        taught="Recap",
    ),
    Question(
        "04-symmetric",
        "Your `input_gradient` has no transpose, and your test passes. **What does your test layer "
        "look like?**",
        "",
        options=(
            Option("It has more inputs than units", "Then the shapes would refuse."),
            Option(
                "It is square",
                "Square lets it run; the numbers still differ, unless something more is true.",
            ),
            Option(
                "It is square, and W is symmetric",
                "Then W and its transpose are the same matrix, and no number can tell.",
                right=True,
            ),
            Option(
                "Its batch has one sample",
                "The batch has nothing to do with this transpose.",
            ),
        ),
    ),
    Question(
        "04-one-instead",
        "Two fully connected layers without biases stand behind each other, from 20 inputs to 1000 units "
        "and on to 5 outputs, with no activation anywhere. One such layer can do exactly the same. **How "
        "many weights has it?**",
        "W₁ W₂ is one matrix, 20 × 5: without an activation between them, 25,000 weights do the work of 100.",
        answer=100,
        hint="Which shape has the product of a (20, 1000) and a (1000, 5) matrix?",
        traps=(
            (25000, "So many have the two layers together."),
            (
                20000,
                "That is the first layer alone. The 1000 units in the middle are added over.",
            ),
            (5000, "That is the second layer alone."),
        ),
    ),
    Question(
        "04-input-hears",
        "One input of a layer feeds two units, with the weights 2 and $-1$. The units' error signals "
        "$\\partial E/\\partial z_k$ are 0.5 and 3. **What is $\\partial E/\\partial x$ for this input?**",
        "One path through each unit, and paths are added: 2 · 0.5 + (−1) · 3.",
        answer=-2.0,
        hint="Multiply along the path through each unit, then add the two.",
        traps=(
            (3.5, "That is a product of sums. Each δ meets its own weight."),
            (-1.0, "That is the mean of the two paths. Paths are added."),
            (4.0, "Mind the sign of the second weight."),
            (1.0, "That is the path through the first unit alone."),
        ),
    ),
    Question(
        "04-columns",
        "A program keeps 32 samples as *columns*, and weights as `W[to, from]`: `X` is (64, 32), `delta` is "
        "(10, 32), `W` is (10, 64). $E$ is the mean over the samples. **Which line is the gradient with "
        "respect to `W`?**",
        "",
        options=(
            Option(
                "`X.T @ delta / 32`",
                "So it is with samples as rows. Here the inner sides, 64 and 10, don't meet.",
            ),
            Option(
                "`delta @ X.T / 32`",
                "The samples meet in the middle, and the shape is that of W.",
                right=True,
            ),
            Option(
                "`X @ delta.T / 32`",
                "The samples meet, but the shape is (64, 10): the other convention.",
                mistake="weight_gradient.transposed",
            ),
            Option(
                "`delta @ X.T / 64`",
                "The mean is over the samples. How many are there?",
                mistake="weight_gradient.wrong_count",
            ),
        ),
    ),
)

POLLS = ()

TERMS = (
    Term("fully connected layer", "全连接层", "", "layer_output"),
    Term("outer product", "外积", "$x^\\top\\delta$", "np.outer"),
    Term("transpose", "转置", "$W^\\top$", "W.T", ("05",)),
    Term("batch", "批", "$N$ samples", "X", ("06",)),
)
