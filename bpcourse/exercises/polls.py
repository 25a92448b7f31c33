"""Polls for the room: multiple choice, every wrong option a named mistake.

Four stand in each teacher's guide; those that a lesson asks as a question are named there by
the question's id, the others are here. They are asked aloud and never by `checkpoint`.
"""

from __future__ import annotations

from .model import Option, Question


def _poll(id: str, prompt: str, feedback: str, right: str, *wrong: tuple) -> Question:
    """A poll: the right option, then (text, feedback, mistake) of each wrong one."""
    options = [Option(right, feedback, right=True)]
    options += [Option(text, why, mistake=mistake) for text, why, mistake in wrong]
    shift = sum(map(ord, id)) % len(options)  # the right one isn't always the first
    return Question(id, prompt, feedback, tuple(options[shift:] + options[:shift]))


POLLS = (
    _poll(
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
    ),
    _poll(
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
    ),
    _poll(
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
    ),
    _poll(
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
    ),
    _poll(
        "01-poll-tanh",
        "Your forward pass kept `a = tanh(x)`. **Which line gives the slope at `x`?**",
        "tanh' = 1 − tanh², and tanh(x) is what you have kept.",
        "`1 - a**2`",
        (
            "`a * (1 - a)`",
            "That is the sigmoid's rule.",
            "tanh_derivative_from_output.sigmoid_rule",
        ),
        (
            "`1 - np.tanh(a)**2`",
            "a is tanh(x) already.",
            "tanh_derivative_from_output.tanh_again",
        ),
        (
            "`1 - a`",
            "At a = −1 the unit is closed, and this gives 2.",
            "tanh_derivative_from_output.no_square",
        ),
    ),
    _poll(
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
    ),
    _poll(
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
            "That is the slope by A. The activation is still between A and z.",
            "hidden_delta.no_slope",
        ),
        (
            "`(delta @ W.T) * sigmoid_derivative(A)`",
            "The slope is taken at z. A is the output already.",
            "hidden_delta.slope_of_output",
        ),
    ),
    _poll(
        "05-poll-when",
        "Two layers, `W1` and `W2`. **When may `W2` be changed?**",
        "All gradients belong to one point: the old weights. Then everything moves at once.",
        "after the δ of the hidden layer has been computed with it",
        (
            "as soon as its own gradient is known",
            "Then δ of the hidden layer travels through weights of another network.",
            "two_layer_step.updated_first",
        ),
        (
            "at once, if a second forward pass follows before `W1`",
            "That is two steps, on two losses, and not the gradient of either.",
            "two_layer_step.forward_again",
        ),
        (
            "in turns: `W2` in this step, `W1` in the next",
            "Then one of them doesn't learn in this step.",
            "two_layer_step.hidden_frozen",
        ),
    ),
    _poll(
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
            "the mean of the inputs, times the mean of the δ",
            "The mean of products isn't the product of means.",
            "all_gradients.product_of_means",
        ),
        (
            "those of the last layer",
            "Every layer has its own inputs.",
            "all_gradients.reversed",
        ),
    ),
    _poll(
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
    ),
    _poll(
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
    ),
    _poll(
        "07-poll-he",
        "A ReLU layer has 64 inputs and 32 units. **Which standard deviation should its weights have?**",
        "z is a sum over 64 inputs, of which ReLU has shut half.",
        "$\\sqrt{2/64}$",
        (
            "$2/64$",
            "That is the variance; `rng.normal` wants its root.",
            "he_init.variance",
        ),
        (
            "$\\sqrt{2/32}$",
            "The sum in z runs over the inputs, not over the units.",
            "he_init.by_outputs",
        ),
        (
            "$\\sqrt{1/64}$",
            "Right for tanh. Half of a ReLU layer is shut, and the 2 makes up for it.",
            "he_init.xavier",
        ),
    ),
    _poll(
        "07-poll-dropout",
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
    ),
)
