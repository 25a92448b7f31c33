"""Where in the lessons an exercise is taught: the notebook, and the heading in it.

The beginning of a heading is enough. An exercise that isn't listed points to its lesson's
derivations.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

from bpcourse.exercises import Exercise
from bpcourse.workspace import WorkspaceError, course_root

DEFAULT = "Derive, then measure"

TAUGHT = {
    "step_downhill": "3 New weights",
    "central_difference": "A slope is rise over run",
    "sigmoid": "The sigmoid",
    "sigmoid_derivative": "The sigmoid",
    "sigmoid_derivative_from_output": "Keep the output",
    "scaled_sigmoid_derivative": "D2's general sigmoid",
    "relu_derivative": "ReLU has a corner",
    "leaky_relu_derivative": "Leaky ReLU never closes",
    "tanh_from_sigmoid": "tanh is a sigmoid in disguise",
    "tanh_derivative_from_output": "tanh is a sigmoid in disguise",
    "half_squared_error": "One number for one sample",
    "half_squared_error_gradient": "Its gradient",
    "softmax": "From scores to probabilities",
    "softmax_jacobian": "Every score moves every probability",
    "cross_entropy": "Cross-entropy",
    "softmax_cross_entropy_gradient": "The great collapse",
    "kl_divergence": "Entropy, cross-entropy, divergence",
    "neuron_output": "Forward",
    "neuron_delta": "From the error to z",
    "neuron_gradients": "From z to each weight",
    "chain_rule_factors": "Multiply along the way",
    "fold_bias": "The bias is a weight",
    "neuron_step": "A neuron learns",
    "train_neuron": "A neuron learns",
    "layer_output": "From one neuron to a layer",
    "layer_delta": "δ: the error signal",
    "sample_weight_gradient": "One weight of one sample",
    "weight_gradient": "The batch: a mean",
    "bias_gradient": "The bias, and why a mean",
    "input_gradient": "What goes back to the inputs",
    "numerical_gradient": "A test that cannot hide a fault",
    "layer_gradients": "Let the shapes talk",
    "mended_layer_gradients": "D4's `end_layer_backward`",
    "forward": "A network small enough",
    "hidden_delta": "BP2",
    "all_deltas": "Any depth: the recursion",
    "all_gradients": "BP3 and BP4",
    "backward": "Any depth: the recursion",
    "train_step": "Any depth: the recursion",
    "column_hidden_delta": "The detective story",
    "mended_backward": "Three more traps",
    "two_layer_step": "The most famous wrong number",
    "backward_loop": "Why backwards",
    "gradient_descent": "The steepest way",
    "largest_stable_step": "Two dimensions",
    "best_fixed_step": "Two dimensions",
    "batches_per_epoch": "Epoch, batch, iteration",
    "minibatches": "Epoch, batch, iteration",
    "epoch_mean": "Epoch, batch, iteration",
    "decayed_step": "Noise, and why steps must shrink",
    "backtracking_step": "Let the curve choose",
    "mended_epoch": "D4's five steps",
    "he_init": "Where to start",
    "gradient_norms": "Where to start",
    "l2_penalty_gradient": "Remedies, measured",
    "l1_penalty_subgradient": "Remedies, measured",
    "soft_threshold": "“L1 more easily",
    "early_stopping": "Remedies, measured",
    "dropout": "Remedies, measured",
    "dropout_backward": "Remedies, measured",
    "shift_images": "More data for nothing",
    "train_digits": "A network in a dozen lines",
}


@dataclass(frozen=True)
class Section:
    """A place in a lesson. path: of the notebook in the course. heading: as it stands there."""

    lesson: str
    path: str
    heading: str

    @property
    def file(self) -> str:
        """The notebook's name without its folder."""
        return self.path.rpartition("/")[2]

    @property
    def href(self) -> str:
        """Where a browser finds the notebook on this machine, at the heading."""
        anchor = quote(self.heading.replace(" ", "-"))
        try:
            place = (course_root() / self.path).resolve().as_uri()
        except WorkspaceError:
            place = self.path
        return f"{place}#{anchor}"


def section_of(exercise: Exercise) -> Section:
    """Where an exercise is taught."""
    path, headings = _headings(exercise.lesson)
    start = TAUGHT.get(exercise.name, DEFAULT)
    for heading in headings:
        if heading.startswith(start):
            return Section(exercise.lesson, path, heading)
    return Section(exercise.lesson, path, next(iter(headings), DEFAULT))


@cache
def _headings(lesson: str) -> tuple[str, tuple[str, ...]]:
    """(path of a lesson's notebook in the course, its headings in order)."""
    try:
        file = next((course_root() / "notebooks").glob(f"{lesson}_*.ipynb"))
        cells = json.loads(Path(file).read_text(encoding="utf-8"))["cells"]
    except (WorkspaceError, StopIteration, OSError, ValueError):
        return f"notebooks/{lesson}_*.ipynb", ()
    texts = ["".join(c["source"]) for c in cells if c["cell_type"] == "markdown"]
    found = [h for t in texts for h in re.findall(r"^#{2,3} (.+?)\s*$", t, re.M)]
    return f"notebooks/{file.name}", tuple(found)
