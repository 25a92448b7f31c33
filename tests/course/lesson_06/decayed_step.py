"""Answers to `decayed_step` in many styles, right and wrong."""

import numpy as np

RIGHT = [
    lambda eta0, epoch, decay: eta0 / (1 + decay * epoch),
    lambda eta0, epoch, decay: eta0 * (1 + epoch * decay) ** -1,
    lambda eta0, epoch, decay: np.divide(eta0, 1 + np.multiply(decay, epoch)),
    lambda eta0, epoch, decay: 1 / (1 / eta0 + decay * epoch / eta0),
]


WRONG = [
    ("multiplies", lambda eta0, epoch, decay: eta0 * (1 + decay * epoch)),
    ("epochs from 1", lambda eta0, epoch, decay: eta0 / (1 + decay * (epoch + 1))),
    ("bracket missing", lambda eta0, epoch, decay: eta0 / 1 + decay * epoch),
    ("exponential", lambda eta0, epoch, decay: eta0 * decay**epoch),
    (
        "natural exponential",
        lambda eta0, epoch, decay: eta0 * np.exp(-decay * epoch),
    ),
    ("minus", lambda eta0, epoch, decay: eta0 / (1 - decay * epoch)),
    ("no 1", lambda eta0, epoch, decay: eta0 / (decay * epoch)),
    ("linear", lambda eta0, epoch, decay: eta0 * (1 - decay * epoch)),
    ("power", lambda eta0, epoch, decay: eta0 / (1 + decay) ** epoch),
    ("no decay", lambda eta0, epoch, decay: eta0 / (1 + epoch)),
    ("plus for times", lambda eta0, epoch, decay: eta0 / (1 + decay + epoch)),
    ("root", lambda eta0, epoch, decay: eta0 / np.sqrt(1 + decay * epoch)),
    ("square", lambda eta0, epoch, decay: eta0 / (1 + decay * epoch) ** 2),
    ("constant", lambda eta0, epoch, decay: eta0),
    (
        "decay over epoch",
        lambda eta0, epoch, decay: eta0 / (1 + decay / (epoch + 1)),
    ),
    (
        "one bracket too early",
        lambda eta0, epoch, decay: eta0 / (1 + decay) * epoch,
    ),
    ("integer division", lambda eta0, epoch, decay: eta0 // (1 + decay * epoch)),
    (
        "epochs from -1",
        lambda eta0, epoch, decay: eta0 / (1 + decay * max(epoch - 1, 0)),
    ),
    ("the factor only", lambda eta0, epoch, decay: 1 / (1 + decay * epoch)),
]
