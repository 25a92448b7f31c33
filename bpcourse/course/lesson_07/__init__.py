"""Lesson 07: training in practice."""

from bpcourse.course.model import Lesson

LESSON = Lesson(
    number="07",
    slug="training_in_practice",
    title="Training in practice",
    question="How does all this become a network that reads handwriting?",
    minutes=75,
    documents=(
        "D2",
        "D3",
    ),
    exercises=(
        "softmax_regression_gradients",
        "relu_backward",
        "he_init",
        "gradient_norms",
        "train_digits",
        "leaky_gain",
        "weight_norm_gradients",
    ),
    room="regularization",
)
