"""Lesson 00: start here."""

from bpcourse.course.model import Lesson

LESSON = Lesson(
    number="00",
    slug="start_here",
    title="Start here",
    question="What happens in one training step?",
    minutes=20,
    documents=(
        "D0",
        "D1",
    ),
    exercises=("step_downhill",),
)
