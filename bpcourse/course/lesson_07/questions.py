"""Lesson 07: its questions, polls for the room, and words."""

from __future__ import annotations

from bpcourse.course.model import (
    Option,
    Question,
    Term,
    poll,
)

QUESTIONS = (
    Question(
        "07-ten-deep",
        "Ten sigmoid layers of 64 units, with weights of standard deviation $\\sqrt{1/64}$. **The first "
        "layer's gradient is how large, compared with the last one's?**",
        "Each layer keeps about a quarter, from the slope of its sigmoid: nine layers leave a few "
        "millionths.",
        options=(
            Option("About as large", "The weights keep the size; the slopes don't."),
            Option(
                "About a hundredth",
                "That would be a factor of 0.6 a layer. A sigmoid's slope is at most a quarter.",
            ),
            Option("A few millionths", "", right=True),
        ),
    ),
    Question(
        "07-he",
        "A ReLU layer has 200 inputs. **Which standard deviation do its weights start with?** (a number)",
        "The root of 2/200.",
        answer=0.1,
        hint="The root of 2 over the number of inputs.",
        traps=((0.01, "That is the variance, 2/200; take its root."),),
    ),
    Question(
        "07-accumulate",
        "In PyTorch you call `backward()` twice on the same batch, without `zero_grad()` between. **By which "
        "factor are the gradients wrong?** (a number)",
        "Gradients are added to what is there, so you get their sum.",
        answer=2.0,
        hint="What does PyTorch do with the gradient that is there already?",
    ),
)

POLLS = (
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
    ),
)

TERMS = (Term("initialisation", "初始化", "", "he_init"),)
