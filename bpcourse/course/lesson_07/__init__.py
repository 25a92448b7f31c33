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
        "he_init",
        "gradient_norms",
        "l2_penalty_gradient",
        "l1_penalty_subgradient",
        "soft_threshold",
        "early_stopping",
        "dropout",
        "dropout_backward",
        "shift_images",
        "train_digits",
    ),
    room="regularization",
)
