"""Lesson 11: batch normalisation."""

from bpcourse.course.model import Lesson

LESSON = Lesson(
    number="11",
    slug="batch_normalisation",
    title="Batch normalisation",
    question="What if a layer looks at the whole batch?",
    minutes=60,
    documents=("D1",),
    exercises=(
        "batch_statistics",
        "batch_norm",
        "batch_norm_gradients",
        "running_average",
        "batch_norm_inference",
        "fold_batch_norm",
        "image_batch_norm",
        "mended_batch_norm",
        "layer_norm_gradients",
    ),
    room="normalization",
)
