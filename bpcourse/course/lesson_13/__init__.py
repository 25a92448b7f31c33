"""Lesson 13: detective stories."""

from bpcourse.course.model import Lesson

LESSON = Lesson(
    number="13",
    slug="detective_stories",
    title="Detective stories",
    question="Is this formula right?",
    minutes=75,
    documents=("D2", "D3", "D4"),
    exercises=(
        "column_hidden_delta",
        "two_layer_step",
        "audit",
        "mended_backward",
        "mended_epoch",
    ),
)
