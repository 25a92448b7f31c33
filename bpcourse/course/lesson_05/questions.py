"""Lesson 05: its questions, polls for the room, and words."""

from __future__ import annotations

from bpcourse.course.questions import Option, Question, Term, poll

from .shared import (
    BIASES3,
    T3,
    WEIGHTS3,
    X3,
    _recursion,
    _run,
)

_DELTA = _recursion(_run(X3, WEIGHTS3, BIASES3), WEIGHTS3, T3)


_PATHS = 10**4


QUESTIONS = (
    Question(
        "05-no-target",
        "A hidden unit has no target. **Where does it learn what to do?**",
        "",
        options=(
            Option(
                "From its own error: its output less the target",
                "There is no target for it; the target is at the output.",
                mistake="hidden_delta.no_slope",
            ),
            Option(
                "From the δ of every unit that it feeds, each weighted by the weight between them",
                "The signal comes back the way it went out, and its own slope is multiplied in.",
                right=True,
            ),
            Option(
                "From the sum of all δ of the next layer, times the sum of its weights",
                "A product of sums mixes δ of one unit with weights of another.",
                mistake="hidden_delta.product_of_sums",
            ),
            Option(
                "From the one unit of the next layer that has its number",
                "It feeds all of them. Each path counts.",
                mistake="hidden_delta.one_path",
            ),
        ),
    ),
    Question(
        "05-paths",
        "A network has 10 inputs, 3 hidden layers of 10 units and 10 outputs. **How many paths lead "
        "from one weight of the first layer to the outputs?**",
        "From its unit: 10 ways on, three times over, ending at each of the outputs: the recursion "
        "adds them all without walking any of them twice.",
        answer=float(_PATHS // 10),
        hint="The weight leads to one unit of the first hidden layer. From there, 10 choices at "
        "each of three steps.",
        traps=(
            (
                float(_PATHS),
                "The weight leads to *one* hidden unit; the first choice is made already.",
            ),
            (30.0, "Choices of one step after another multiply; they don't add."),
        ),
    ),
    Question(
        "05-first-step",
        "Hidden unit 1 feeds two outputs with $\\delta=(0.138499,\\ -0.038098)$ through the "
        "weights $0.40$ and $0.50$, and its own output is $0.593270$. **What is its δ?** ",
        "The weighted sum of both, times its own slope 0.593270 · 0.406730.",
        answer=float(_DELTA[0][0, 0]),
        digits=3,
        hint="0.40 · 0.138499 + 0.50 · (−0.038098), then times o (1 − o).",
        traps=(
            (0.036350, "Your own slope is missing: multiply by o (1 − o)."),
            (0.013368, "That is the path to output 1 alone. There is a second one."),
        ),
    ),
    Question(
        "05-backwards",
        "**Why does the recursion start at the last layer?**",
        "",
        options=(
            Option(
                "Because the last layer is the most important one",
                "Importance has nothing to do with it.",
            ),
            Option(
                "Because δ of a layer is made of the δ of the layer after it, and only the last one is known from the loss",
                "One known end, and each step needs the one before it.",
                right=True,
            ),
            Option(
                "It doesn't have to: starting at the first layer gives the same deltas",
                "The first layer's δ needs the second one's, and that isn't known yet.",
                mistake="all_deltas.only_last",
            ),
            Option(
                "Because forward started at the first layer, and it saves memory to go the other way",
                "It costs memory: all activations have to be kept.",
            ),
        ),
    ),
    Question(
        "05-which-weights",
        "δ of layer 2 (of 4) is being computed. **Which weights does it use?**",
        "",
        options=(
            Option(
                "those into layer 2",
                "They brought the input in. The signal comes back through those that lead out.",
                mistake="all_deltas.own_weights",
            ),
            Option(
                "those from layer 2 to layer 3",
                "The signal comes back the way it went out.",
                right=True,
            ),
            Option(
                "those from layer 2 to layer 3, as the update has just changed them",
                "All gradients of a step belong to the old weights, those of the forward pass.",
                mistake="train_step.updated_first",
            ),
            Option(
                "those from layer 3 to layer 4", "They are already inside δ of layer 3."
            ),
        ),
    ),
    Question(
        "05-zeros",
        "All weights and biases of a sigmoid network with one hidden layer start at 0. **What "
        "happens to its hidden units?**",
        "",
        options=(
            Option(
                "They learn more slowly, and catch up",
                "They all get the same gradient at every step. Nothing ever tells them apart.",
            ),
            Option(
                "They stay equal to each other for ever",
                "Same value, same weights on, same δ: 50 units do the work of one.",
                right=True,
            ),
            Option("They explode", "Zeros make nothing large."),
            Option(
                "Nothing special: zero is as good a start as any",
                "For one layer it is (lesson 03). With a hidden layer it isn't.",
            ),
        ),
    ),
    Question(
        "05-lucky-transpose",
        "Your hidden δ lacks the transpose, and your test passes. **Which of these test networks "
        "could hide it?**",
        "",
        options=(
            Option("4-5-3-2, random weights", "The shapes refuse at once."),
            Option(
                "3-3-3, random weights",
                "It runs, and the numbers differ: a gradient check shows it.",
                mistake="hidden_delta.no_transpose",
            ),
            Option(
                "2-2-1, random weights",
                "Unequal widths again: (N, 1) @ (2, 1) is refused.",
            ),
            Option(
                "2-2-2, with a symmetric second weight matrix",
                "W and its transpose are then the same.",
                right=True,
            ),
        ),
    ),
    Question(
        "05-first-wrong",
        "A gradient check of a five-layer network: δ of layers 5 and 4 is right, δ of layers 3, 2 "
        "and 1 is wrong. **Where is the fault?**",
        "",
        options=(
            Option(
                "in the loss or its slope", "Then δ of layer 5 would be wrong already."
            ),
            Option(
                "in the step from δ of layer 4 to δ of layer 3",
                "The first wrong number, seen in the order of the computation, stands right behind the fault.",
                right=True,
            ),
            Option(
                "in layer 1, where the error is largest",
                "Errors are carried on and grow. Look where it goes wrong *first*.",
            ),
            Option(
                "in three places, one for each wrong layer",
                "One fault is enough: every δ behind it is made of the wrong one.",
            ),
        ),
    ),
    Question(
        "05-uneven",
        "Ten layers of equal width without activations. All weights are 0.3 times as large as in a "
        "network that keeps its signals level. **Which layers get the smaller weight gradients "
        "dW?**",
        "",
        options=(
            Option(
                "The front ones: δ shrinks on its way back to them",
                "It does. But dW is δ times what came in, and what comes in shrinks on its way to "
                "the rear.",
            ),
            Option(
                "The rear ones: what comes in has shrunk on its way to them",
                "It has. But dW is what came in times δ, and δ is still large at the rear.",
            ),
            Option(
                "None: dW is far too small in all of them, and equally so",
                "Each layer lies behind some weights on the way there, and before the others on "
                "the way back. The product is the same for all.",
                right=True,
            ),
            Option(
                "None: without an activation the size of the weights doesn't matter",
                "Nine matrices that shrink a signal to 0.3 leave 0.00002 of it.",
            ),
        ),
    ),
    Question(
        "05-visits",
        "A function finds one unit's δ by following every path: the unit asks each unit that it "
        "feeds, and each of these asks again. Every layer has 4 units. With two layers behind the "
        "unit, it visits 1 + 4 + 16 = 21 units, itself included. **How many with three layers "
        "behind it?**",
        "1 + 4 + 16 + 64. Each further layer costs about four times as much; the recursion visits "
        "13 units.",
        answer=85.0,
        hint="Each of the 16 visits asks 4 units more.",
        traps=(
            (25.0, "Only one visit in the last layer asked on. All 16 do."),
            (64.0, "Those are the new visits. The 21 before them count as well."),
            (13.0, "That is every unit once: what the recursion needs."),
        ),
    ),
    Question(
        "05-no-way-out",
        "All weights that lead *out of* hidden unit $j$ are 0; those that lead into it are not, and "
        "its output isn't 0. **Which weights of this unit get a gradient other than 0?**",
        "",
        options=(
            Option(
                "those that lead into it",
                "Their gradient is δ of this unit times what came in, and the signal comes back "
                "through weights that are 0.",
                mistake="all_deltas.own_weights",
            ),
            Option(
                "those that lead out of it",
                "dW is the unit's output times the δ of the units behind it. In the next step the "
                "weights aren't 0 any more, and δ of the unit isn't either.",
                right=True,
            ),
            Option("both", "δ of the unit is 0: nothing comes back to it."),
            Option(
                "none: the unit is out of the game for ever",
                "A push on a weight out of it moves the outputs, for the unit's output isn't 0.",
            ),
        ),
    ),
    Question(
        "05-gradient-cost",
        "Central differences need two forward passes for each parameter. **How many forward passes "
        "do they need for a network with 4,810 parameters?** (backpropagation needs the work of "
        "about three)",
        "Two for each: this is why backpropagation is used for training, and differences for testing.",
        answer=9620.0,
        hint="Each parameter is pushed up once and down once.",
        traps=(
            (
                4810.0,
                "That would be one-sided differences (and one more for the middle).",
            ),
        ),
    ),
)

POLLS = (
    poll(
        "05-poll-line",
        "`W` goes from this hidden layer to the next, `A` holds this layer's sigmoid outputs. "
        "**Which line gives this layer's δ?**",
        "Gather along the weights, then multiply by this layer's own slope.",
        "`(delta @ W.T) * A * (1 - A)`",
        (
            "`(delta @ W) * A * (1 - A)`",
            "Which index of W counts the next layer's units? They have to meet δ.",
            "hidden_delta.no_transpose",
        ),
        (
            "`delta @ W.T`",
            "That is the slope with respect to A. The activation is still between A and z.",
            "hidden_delta.no_slope",
        ),
        (
            "`(delta @ W.T) * sigmoid_derivative(A)`",
            "The slope is taken at z. A is the output already.",
            "hidden_delta.slope_of_output",
        ),
        taught="One step back (BP2)",
    ),
    poll(
        "05-poll-when",
        "Two layers, `W1` and `W2`. **When may `W2` be changed?**",
        "All gradients belong to one point: the old weights. Then everything moves at once.",
        "after the δ of the hidden layer has been computed with it",
        (
            "as soon as its own gradient is known",
            "Then δ of the hidden layer travels through weights of another network.",
            "train_step.updated_first",
        ),
        (
            "at once, if a second forward pass follows before `W1`",
            "That is two steps, on two losses, and not the gradient of either.",
            "train_step.forward_again",
        ),
        (
            "in turns: `W2` in this step, `W1` in the next",
            "Then one of them doesn't learn in this step.",
            "train_step.only_last",
        ),
        taught="Recap",
    ),
    poll(
        "05-poll-input",
        "**Which activations does the gradient of the weights of layer $l$ contain?**",
        "A weight multiplies what enters the layer.",
        "those that enter layer $l$",
        (
            "those that leave layer $l$",
            "They are made by the weight; the weight multiplied the ones before.",
            "all_gradients.own_output",
        ),
        (
            "the means over the batch of those that enter layer $l$",
            "The mean of products isn't the product of means.",
            "all_gradients.product_of_means",
        ),
        (
            "those of the last layer",
            "Every layer has its own inputs.",
            "all_gradients.reversed",
        ),
        taught="BP3 and BP4",
    ),
)

TERMS = (
    Term("hidden layer", "隐藏层", "", ""),
    Term("delta recursion", "δ 递推", "$\\delta^{(l)}$", "all_deltas"),
    Term("elementwise product", "逐元素乘积", "$\\odot$", "*"),
    Term("total derivative", "全导数", "", ""),
)
