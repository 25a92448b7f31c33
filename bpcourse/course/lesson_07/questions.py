"""Lesson 07: its questions, polls for the room, and words."""

from __future__ import annotations

import math

from bpcourse.course.questions import Option, Question, Term, poll

QUESTIONS = (
    Question(
        "07-anywhere",
        "One layer of ten units with softmax, and no hidden layer, reads 97 % of held-out digits "
        "of 8 × 8 pixels, all of which stand in the middle. Now each digit stands at a **random "
        "place in a field of 12 × 12**, in training and in testing. **How many does such a layer "
        "read now?**",
        "No pixel belongs to one part of a digit any more, and a weighted sum of pixels has "
        "nothing else to go by.",
        options=(
            Option(
                "About 95 %: it sees enough examples",
                "Examples don't help where the form of the function can't do it.",
            ),
            Option(
                "About 70 %",
                "That would be a weaker drop. Each pixel's weight has to serve all places at once.",
            ),
            Option("About a third", "", right=True),
            Option(
                "10 %, as by guessing",
                "How much ink there is still tells an 8 from a 1.",
            ),
        ),
    ),
    Question(
        "07-ten-deep",
        "Ten sigmoid layers of 64 units, with first weights of standard deviation $\\sqrt{1/64}$. "
        "**How large is the first layer's gradient, compared with the last one's?**",
        "Each layer keeps about a quarter, from the slope of its sigmoid: nine layers leave a few "
        "millionths.",
        options=(
            Option("About as large", "The weights keep the size; the slopes don't."),
            Option(
                "About a hundredth",
                "That would be a factor of 0.6 per layer. A sigmoid's slope is at most a quarter.",
            ),
            Option("A few millionths", "", right=True),
        ),
    ),
    Question(
        "07-template",
        "In softmax regression a unit's score is a weighted sum of the pixels. **What can't such "
        "a score express?**",
        "Each pixel adds its own share, whatever the others are.",
        options=(
            Option(
                "that ink in one pixel speaks against a digit",
                "A negative weight says just that.",
            ),
            Option(
                "that two pixels count only together",
                "",
                right=True,
            ),
            Option(
                "that one digit is more frequent than another",
                "The biases say that.",
            ),
        ),
    ),
    Question(
        "07-first-loss",
        "A network for ten classes hasn't been trained, and gives each class about the same "
        "probability. **Near which number is its mean cross-entropy?**",
        "−log(1/10) = log 10. A first loss far above it says that the first weights are too "
        "large, or that labels and outputs don't belong together.",
        answer=math.log(10),
        digits=2,
        hint="Which probability has the right class, and what is minus its natural logarithm?",
        traps=(
            (0.1, "That is the probability. The loss is minus its logarithm."),
            (1.0, "That is the logarithm to base 10. The loss uses the natural one."),
        ),
    ),
    Question(
        "07-parameters",
        "A network reads pictures of 144 pixels, has one hidden layer of 64 units and 10 outputs. "
        "**How many weights and biases does it have?**",
        "144 · 64 + 64 for the hidden layer, 64 · 10 + 10 for the output.",
        answer=144 * 64 + 64 + 64 * 10 + 10,
        hint="Each layer has one weight for each pair of an input and a unit, and one bias per unit.",
        traps=(
            (144 * 64 + 640, "Those are the weights. Each unit has a bias as well."),
            (144 * 64 + 64, "That is the hidden layer. The output layer has its own."),
        ),
    ),
    Question(
        "07-uneven",
        "In a ReLU network of ten hidden layers all first weights are half of He's size. Its "
        "first layer's gradient is 1.8 times its tenth's. **Will it learn, with an ordinary step "
        "size?**",
        "Even gradients can all be far too small: here about a thousandth of what they should be.",
        options=(
            Option(
                "Yes: no gradient vanishes on the way back",
                "The quotient compares layers with each other. It says nothing of their size.",
            ),
            Option(
                "Hardly: all gradients are tiny, and the quotient can't show it",
                "",
                right=True,
            ),
            Option(
                "The first layer will, the tenth won't",
                "1.8 is nearly level: both have gradients of one size.",
            ),
        ),
    ),
    Question(
        "07-held-out",
        "**Why are 360 digits put away before training?**",
        "Only digits that the network hasn't learnt from tell what it will do with new ones.",
        options=(
            Option(
                "so that training is faster",
                "It is, a little. That isn't the reason.",
            ),
            Option(
                "so that the score isn't what was memorised",
                "",
                right=True,
            ),
            Option(
                "so that each class is equally frequent",
                "Drawing at random doesn't see to that, and it isn't needed.",
            ),
        ),
    ),
    Question(
        "07-he",
        "A ReLU layer has 200 inputs. **Which standard deviation do its weights start with?**",
        "The root of 2/200.",
        answer=0.1,
        digits=2,
        hint="Two factors have to cancel: what the sum does to the mean square, and what ReLU "
        "leaves of it.",
        traps=(
            (0.01, "That is the variance. The standard deviation is its root."),
            (
                1 / math.sqrt(200),
                "That keeps the size of z. ReLU then takes half of the mean square away.",
            ),
        ),
    ),
    Question(
        "07-pieces",
        "You have `backward` for sigmoid layers and half squared error. **What has to change for "
        "ReLU layers with softmax and cross-entropy?**",
        "The recursion stays: δ at the top, the slope of the hidden layers, and the forward pass "
        "are what a network is made of.",
        options=(
            Option(
                "the way in which δ is carried from layer to layer: no transpose",
                "δ goes back through the same weights, whatever the activation.",
                mistake="relu_backward.no_transpose",
            ),
            Option(
                "δ at the top, and the slope of the hidden layers",
                "",
                right=True,
            ),
            Option(
                "nothing: the slope is a (1 − a) in every network",
                "That is the sigmoid's slope.",
                mistake="relu_backward.sigmoid_slope",
            ),
            Option(
                "dW = Aᵀδ/N",
                "A layer's weighted input is XW + b in both.",
            ),
        ),
    ),
    Question(
        "07-sure",
        "A network with a softmax at the top gives the right class the probability 0.001, and "
        "its loss is the cross-entropy. **How large is ∂E/∂z for that class's score?**",
        "p − y = 0.001 − 1. Sure and wrong, it receives nearly the largest signal that there is.",
        answer=-0.999,
        digits=3,
        hint="What does cross-entropy send back through softmax, for a class with y = 1?",
        traps=(
            (0.999, "Its sign: the loss falls when this score grows."),
            (
                0.001 * 0.999,
                "That is the slope of p alone. The slope of −log p takes it out again.",
            ),
        ),
    ),
    Question(
        "07-accumulate",
        "In PyTorch you call `backward()` twice on the same batch, without `zero_grad()` between. **By which "
        "factor are the gradients wrong?**",
        "Gradients are added to what is there, so you get their sum.",
        answer=2.0,
        hint="What does PyTorch do with the gradient that is there already?",
    ),
)

POLLS = (
    poll(
        "07-poll-scores",
        "Softmax and cross-entropy, probabilities P and one-hot targets Y. **What does the loss "
        "of each sample send back to its scores?**",
        "The error itself, p − y, without another slope.",
        "`P - Y`",
        (
            "`Y - P`",
            "That is the way down. The gradient points up, and a step subtracts it.",
            "softmax_regression_gradients.sign",
        ),
        (
            "`(P - Y) * P * (1 - P)`",
            "That is half squared error behind a sigmoid.",
            "softmax_regression_gradients.squared_error",
        ),
        (
            "`(P - Y) / K` for K classes",
            "The loss adds over the classes. The mean runs over the samples.",
            "softmax_regression_gradients.over_classes",
        ),
        taught="One layer first",
    ),
    poll(
        "07-poll-norm",
        "A layer's dW has the entries 3 and 4. **What is its norm, the size of the layer's "
        "gradient?**",
        "The length of the vector (3, 4).",
        "5",
        (
            "25",
            "That is the sum of squares. A length is its root.",
            "gradient_norms.squared",
        ),
        ("7", "That is the way along the axes.", "gradient_norms.absolute_sum"),
        ("4", "The other entry is a slope, too.", "gradient_norms.largest"),
        taught="Uneven, or too small",
    ),
    poll(
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
        taught="Recap",
    ),
    poll(
        "07-poll-top",
        "Softmax and cross-entropy at the top, ReLU below. **What is δ of the last hidden "
        "layer, if P are the probabilities and A its activations?**",
        "p − y at the top, back through the weights, times a slope of 0 or 1.",
        "`((P - Y) @ W.T) * (A > 0)`",
        (
            "`((P - Y) @ W.T) * A * (1 - A)`",
            "That is the sigmoid's slope, on ReLU units.",
            "relu_backward.sigmoid_slope",
        ),
        (
            "`((P - Y) * P * (1 - P)) @ W.T * (A > 0)`",
            "That is half squared error behind a sigmoid.",
            "relu_backward.squared_error",
        ),
        (
            "`((P - Y) @ W.T) * A`",
            "a is 0 where the slope is 0. Elsewhere the slope is 1, and a is any number.",
            "relu_backward.scaled_by_activation",
        ),
        taught="The network that most people use",
    ),
)

TERMS = (
    Term("initialisation", "初始化", "", "he_init"),
    Term("softmax regression", "softmax 回归", "", ""),
    Term("held-out data", "留出数据", "", "split_digits"),
    Term("expectation", "期望", "$\\operatorname E[\\dots]$", ""),
    Term("variance", "方差", "$\\operatorname{Var}$", "np.var"),
    Term("standard deviation", "标准差", "", "np.std"),
)
