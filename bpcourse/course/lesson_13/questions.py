"""Lesson 13: its questions, polls for the room, and words."""

from __future__ import annotations

from bpcourse.course.lesson_05.shared import (
    BIASES3,
    T3,
    WEIGHTS3,
    X3,
    _loss,
    _step,
    _updated_first,
    _weights_only,
)
from bpcourse.course.questions import Option, Question, Term, poll

_W, _B = _weights_only(X3, T3, list(WEIGHTS3), list(BIASES3), 0.5)
_RIGHT = _loss(X3, _W, _B, T3)
_LATE = _loss(X3, _updated_first(X3, T3, list(WEIGHTS3), list(BIASES3), 0.5)[0], _B, T3)
_BOTH = _loss(X3, *_step()(X3, T3, list(WEIGHTS3), list(BIASES3), 0.5), T3)

QUESTIONS = (
    Question(
        "13-falls",
        "Somebody's backward pass sends the signal back without the transpose. The network has "
        "layers of one width, nothing stops, and **the loss falls from step to step. What does "
        "that prove?**",
        "The output layer learns as it should, and any direction within 90° of the gradient lowers "
        "the loss.",
        options=(
            Option(
                "that the gradients are right",
                "A direction that is far from the gradient lowers the loss as well.",
            ),
            Option(
                "next to nothing",
                "",
                right=True,
            ),
            Option(
                "that the hidden layer learns, and only more slowly",
                "It may learn something else. The output layer alone can lower the loss.",
            ),
        ),
    ),
    Question(
        "13-printout",
        "A printed run is reproduced to its last digit by code without the transpose, and in 2 of "
        "10 numbers by code with it. **What follows?**",
        "A print-out tells of the program that made it, and not of mathematics.",
        options=(
            Option(
                "The transpose is wrong",
                "The slope measured from the loss decides what is right, and it agrees with the "
                "transpose.",
            ),
            Option(
                "The printed run came from code without the transpose",
                "",
                right=True,
            ),
            Option(
                "Nothing: printed digits are rounded",
                "Ten of ten in six digits, against two of ten, is no accident of rounding.",
            ),
        ),
    ),
    Question(
        "13-famous",
        "Two inputs 0.05 and 0.10; two hidden sigmoid units with weights 0.15, 0.20 and 0.25, 0.30 "
        "and bias 0.35; two outputs with weights 0.40, 0.45 and 0.50, 0.55 and bias 0.60; targets "
        "0.01 and 0.99; half squared error. One step with η = 0.5 on the weights alone, biases "
        "kept. **Which loss does a right step leave?**",
        "All gradients at the old weights. It differs from the famous number in the seventh digit.",
        options=(
            Option(
                f"{_LATE:.9f}",
                "It stands on many pages, and comes from a program that updates the output "
                "weights before they carry the signal back.",
                mistake="two_layer_step.updated_first",
            ),
            Option(
                f"{_BOTH:.9f}",
                "That is the loss with the biases trained as well.",
            ),
            Option(f"{_RIGHT:.9f}", "", right=True),
            Option(
                f"{_loss(X3, WEIGHTS3, BIASES3, T3):.9f}",
                "That is the loss before the step.",
            ),
        ),
    ),
    Question(
        "13-sums",
        "δ of the next layer is (1, −1), and a hidden unit's weights to it are 2 and 3. **What does "
        "(Σ δ)(Σ w) give, a formula that has been printed, instead of the right 2·1 + 3·(−1) = "
        "−1?**",
        "The deltas add up to 0, whatever the weights are.",
        answer=0,
        hint="Add up the deltas first, then the weights, and multiply the two sums.",
        traps=(
            (-1, "That is the right back-signal. The formula multiplies two sums."),
        ),
    ),
    Question(
        "13-uphill",
        "A text writes Δw = −α ∂E/∂w, and then w = w − Δw. **What does training do?**",
        "Two minus signs make a plus.",
        options=(
            Option(
                "it goes downhill: there is a minus in the step",
                "There are two of them.",
                mistake="mended_epoch.only_range",
            ),
            Option("it goes uphill", "", right=True),
            Option("it stays where it is", "The step isn't 0. Its sign is turned."),
        ),
    ),
    Question(
        "13-symptom",
        "You compare a backward pass of two layers with measured slopes. **dW2 and db2 agree, dW1 "
        "and db1 don't. Where is the fault?**",
        "δ of the last layer is right, or dW2 would be off. It goes wrong on its way back.",
        options=(
            Option(
                "in δ of the last layer",
                "Then dW2 and db2 would be wrong as well.",
            ),
            Option(
                "in the way back from the last layer to the first",
                "",
                right=True,
            ),
            Option(
                "in the line that forms dW1",
                "Then db1 would agree: it doesn't use the inputs.",
            ),
            Option(
                "in the forward pass",
                "The last layer's gradients would have noticed.",
            ),
        ),
    ),
    Question(
        "13-one-sample",
        "**Which fault can't be seen with a batch of one sample?**",
        "Sum and mean are the same for one sample.",
        options=(
            Option(
                "a slope taken at the activation",
                "One sample shows it.",
                mistake="column_hidden_delta.slope_of_activation",
            ),
            Option(
                "a bias gradient that is a sum over the batch instead of a mean",
                "",
                right=True,
            ),
            Option(
                "a signal sent back through the weights of another layer",
                "One sample shows it, if the weights differ.",
                mistake="mended_backward.only_bias_mended",
            ),
        ),
    ),
    Question(
        "13-symmetric",
        "A transpose is missing on the way back. **For which weights is every number right all the "
        "same?**",
        "W and its transpose are then one and the same matrix.",
        options=(
            Option("for square ones", "They run, and give wrong numbers."),
            Option("for symmetric ones", "", right=True),
            Option(
                "for those of a layer with one unit",
                "With one unit on one side the shapes differ, and NumPy refuses or broadcasts.",
            ),
        ),
    ),
    Question(
        "13-oracle",
        "Your program gives a loss of 0.291027774 after one step. A widely read page says "
        "0.291027924. **What decides who is right?**",
        "A measured slope is made from the loss alone, and knows nothing of either program.",
        options=(
            Option(
                "how many pages have the number",
                "They copy one another.",
            ),
            Option(
                "gradients measured from the loss by central differences or a complex step",
                "",
                right=True,
            ),
            Option(
                "nothing: they differ in the seventh digit only, by rounding",
                "Double precision has about sixteen digits. This isn't rounding.",
            ),
        ),
    ),
    Question(
        "13-one-output",
        "An audit with widths 4, 5, 3 and three samples: dW1 and db1 are off, all else agrees. With widths 4, 5, 1 everything "
        "agrees. **Which fault fits?**",
        "With one output a sum over the outputs has one term, and then a product of sums is the sum of products.",
        options=(
            Option(
                "the hidden δ is a product of sums over the outputs",
                "",
                right=True,
            ),
            Option(
                "a transpose is missing on the way back",
                "With widths that differ, it wouldn't even run.",
                mistake="column_hidden_delta.no_transpose",
            ),
            Option(
                "a gradient is a sum over the samples, and no mean",
                "That hangs on the number of samples, which has stayed 3.",
            ),
            Option(
                "the slope of the hidden layer is taken at the wrong place",
                "That would be off with one output as well.",
            ),
        ),
    ),
)

POLLS = (
    poll(
        "13-poll-mend",
        "Columns; W is (n_out, n_in) and leads *to* its row's unit. The listing has "
        "`(W @ delta) * s`. **What must it be?**",
        "Forward is W a, so backward needs the transpose.",
        "`(W.T @ delta) * s`",
        (
            "`(W @ delta) * s`: it is right",
            "In a layer that isn't square it doesn't even run.",
            "column_hidden_delta.no_transpose",
        ),
        (
            "`W.T @ delta`",
            "That is the gradient of the activation. δ belongs to z.",
            "column_hidden_delta.no_slope",
        ),
        (
            "`((W.T @ delta) * s).T`",
            "In this convention δ is a column.",
            "column_hidden_delta.row",
        ),
        taught="First story",
    ),
    poll(
        "13-poll-order",
        "One step of two layers. **Which order runs without complaint, and is wrong?**",
        "δ1 then goes back through weights that the forward pass never used.",
        "W2 updated, then delta1 computed, then W1 updated",
        (
            "delta2, delta1, then the updates of W1 before W2",
            "Both δ are there before anything changes: right in any order.",
            "two_layer_step.swapped_result",
        ),
        (
            "delta1, delta2, then the updates",
            "delta1 reads delta2, which isn't there yet: it stops.",
            "two_layer_step.forward_again",
        ),
        (
            "the updates of W2 and b2 behind the return",
            "It runs, and the output layer never learns. But it isn't an order of these lines "
            "that hides anything: nothing moves.",
            "two_layer_step.output_frozen",
        ),
        taught="Second story",
    ),
    poll(
        "13-poll-batch",
        "`for start in range(0, len(X) - batch_size, batch_size)`: 6 samples in batches of 2. "
        "**Which samples are used?**",
        "range(0, 4, 2) gives 0 and 2: the last batch never starts.",
        "the first four",
        (
            "all six",
            "range stops *before* its end: 4 isn't among the starts.",
            "mended_epoch.only_range",
        ),
        (
            "all but the last batch, if it isn't full",
            "6 divides by 2, and the last batch is lost all the same.",
            "mended_epoch.drops_rest",
        ),
        (
            "the last two",
            "It begins at 0.",
            "mended_epoch.only_last_batch",
        ),
        taught="Recap",
    ),
    poll(
        "13-poll-first",
        "A backward pass is right for dW of its last layer, and wrong from there on; on a batch "
        "every db is too large by N. **How many faults has it?**",
        "A sum for a mean in db, and a fault on the way back.",
        "two",
        (
            "one: db is the cause of all",
            "db is used by nobody else. dW of the first layer is off for another reason.",
            "mended_backward.only_bias_mended",
        ),
        (
            "one: the signal on the way back",
            "db of the last layer is off as well, and nothing has gone back by then.",
            "mended_backward.only_signal_mended",
        ),
        (
            "none: the loss falls",
            "It falls with many wrong directions.",
            "mended_backward.as_given",
        ),
        taught="Recap",
    ),
)

TERMS = (
    Term("audit", "核查", "", ""),
    Term("test oracle", "测试判据", "", ""),
    Term("symptom", "症状", "", ""),
    Term("seed", "随机种子", "", "seed"),
    Term("single precision", "单精度", "", "np.float32"),
    Term("reproduce", "复现", "", ""),
)
