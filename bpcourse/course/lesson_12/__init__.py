"""Lesson 12: the graph."""

from bpcourse.course.model import Lesson

LESSON = Lesson(
    number="12",
    slug="the_graph",
    title="The graph",
    question="Who does it all by itself?",
    minutes=90,
    documents=("D3 §3",),
    exercises=(
        "topological_order",
        "reverse_sweep",
        "unbroadcast",
        "product_rule",
        "matmul_rule",
        "forward_sweep",
        "softmax_rule",
        "log_sum_exp_rule",
        "norm_rule",
    ),
    room="sweeps",
)
