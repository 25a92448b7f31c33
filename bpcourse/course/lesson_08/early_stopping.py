"""Lesson 08: the exercise `early_stopping`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .shared import _LOSSES


def early_stopping(losses, patience):
    """(stop, best): when training stops, and the epoch whose weights are kept.

    `losses` are the held-out losses, one per epoch. Training stops at the first epoch that comes
    `patience` epochs after the best one so far; if there is none, with the last one.
    """
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            return epoch, best
    return len(losses) - 1, best


def _stopping_cases(rng: Rng) -> Iterator[Case]:
    yield Case((_LOSSES, 2))
    yield Case((_LOSSES, 3))
    yield Case(([0.9, 0.8, 0.7, 0.6], 1))
    yield Case(([0.5, 0.6, 0.7, 0.8], 2))
    yield Case(([0.7, 0.5, 0.6, 0.3, 0.2], 1))
    yield Case(([2.3, 1.8, 1.5, 1.6, 1.7, 1.65, 1.4], 2))
    yield Case(([0.5, 0.4, 0.55, 0.3, 0.2], 2))
    yield Case(([0.41, 0.4099, 0.4098, 0.4097], 2))
    yield Case(([0.5], 2))
    yield Case(([0.7], 2))
    down = np.linspace(1, 0.3, 9) + rng.uniform(-0.02, 0.02, size=9)
    up = np.linspace(0.36, 0.6, 8) + rng.uniform(-0.02, 0.02, size=8)
    losses = [float(loss) for loss in np.concatenate([down, up])]
    yield Case((losses, int(rng.integers(3, 6))), show="17 losses, patience")


def _stopped(start: Any, kept: Any, late: int = 0) -> Any:
    """Early stopping with another count of idle epochs, and another choice of weights."""

    def stopping(losses: Any, patience: int) -> Any:
        for epoch in range(len(losses)):
            if epoch - start(losses, epoch) >= patience + late:
                return epoch, kept(losses, epoch)
        return len(losses) - 1, kept(losses, len(losses) - 1)

    return stopping


def _best_so_far(losses: Any, epoch: int) -> int:
    return int(np.argmin(losses[: epoch + 1]))


def _last_fall(losses: Any, epoch: int) -> int:
    """The last epoch whose loss lies below the one before it."""
    falls = [k for k in range(1, epoch + 1) if losses[k] < losses[k - 1]]
    return falls[-1] if falls else 0


def _stopping_from(lowest: float = np.inf, margin: float = 0.0) -> Any:
    """Early stopping that begins with another best loss, or wants a fall by a margin."""

    def stopping(losses: Any, patience: int) -> Any:
        low, best = lowest, 0
        for epoch, loss in enumerate(losses):
            if loss < low - margin:
                low, best = loss, epoch
            if epoch - best >= patience:
                return epoch, best
        return len(losses) - 1, best

    return stopping


def _never_reset(losses: Any, patience: int) -> Any:
    best = idle = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        elif epoch:
            idle += 1
        if idle == patience:
            return epoch, best
    return len(losses) - 1, best


def _without_end(losses: Any, patience: int) -> Any:
    stop, best = early_stopping(losses, patience)
    return (stop, best) if stop - best == patience else None


EXERCISE = Exercise(
    title="When to stop",
    statement=(
        "The training loss falls for ever; the held-out loss turns. Write "
        "`early_stopping(losses, patience)` for a list of held-out losses, one per epoch, counted "
        "from 0. Training goes through them one after another and stops at the first epoch at "
        "which the best loss *so far* is `patience` epochs old. Return the pair `(stop, best)`: "
        "the epoch at which you stop, and the one whose weights you keep. If training never "
        "stops early, it stops at the last epoch. What comes after the stop is never seen. At "
        "ties either epoch is right."
    ),
    reference=early_stopping,
    cases=_stopping_cases,
    parts=("stop", "best"),
    points=2,
    minutes=6,
    mistakes=(
        Mistake(
            "looks_ahead",
            "the smallest of all losses, as if the future were known",
            lambda losses, patience: (len(losses) - 1, int(np.argmin(losses))),
            "argmin over the whole list sees epochs that training never reached.",
            "With patience 2 the list [0.9, 0.5, 0.6, 0.55, …] ends at its fourth entry.",
            "Which losses do you know at epoch 3?",
        ),
        Mistake(
            "looks_ahead_and_waits",
            "patience epochs after the smallest of *all* losses",
            lambda losses, patience: (
                min(int(np.argmin(losses)) + patience, len(losses) - 1),
                int(np.argmin(losses)),
            ),
            "The smallest loss may come after the stop, and then nobody ever sees it.",
            "For 0.9, 0.5, 0.6, 0.55, 0.4, … with patience 2 training has stopped at epoch 3, and 0.4 is epoch 4.",
            "Which losses does training know at epoch 3?",
        ),
        Mistake(
            "first_rise",
            "a stop at the first rise, whatever patience is",
            lambda losses, patience: _stopped(_best_so_far, _best_so_far)(losses, 1),
            "Held-out losses are noisy; patience waits a little.",
            "With patience 3 the list [0.9, 0.5, 0.6, 0.55, 0.4, …] gets to 0.4.",
            "Where does your function use patience?",
        ),
        Mistake(
            "keeps_last",
            "the weights of the last epoch kept, and not those of the best",
            _stopped(_best_so_far, lambda losses, epoch: epoch),
            "By the time you stop, the loss has been worse for `patience` epochs.",
            "stop and best are always the same.",
            "Which epoch had the smallest loss?",
        ),
        Mistake(
            "one_late",
            "a stop one epoch too late",
            _stopped(_best_so_far, _best_so_far, late=1),
            "It waits for more than patience epochs instead of patience of them.",
            "With patience 1 it looks at two epochs that bring nothing better, and not at one.",
            "Is it > or >=?",
        ),
        Mistake(
            "against_previous",
            "each loss compared with the one before, and not with the best",
            _stopped(_last_fall, _best_so_far),
            "A small fall after a large rise isn't an improvement.",
            "0.9, 0.5, 0.6, 0.55: the last one falls, and is worse than 0.5.",
            "What was the best loss so far?",
        ),
        Mistake(
            "largest",
            "the largest loss taken for the best",
            _stopped(
                lambda losses, epoch: int(np.argmax(losses[: epoch + 1])),
                lambda losses, epoch: int(np.argmax(losses[: epoch + 1])),
            ),
            "For an accuracy, large is good; for a loss, small.",
            "It keeps the weights of the worst epoch.",
            "Which way does the comparison point?",
        ),
        Mistake(
            "own_first_best",
            "a first best loss of your own, and not the first in the list",
            _stopping_from(1.0),
            "Losses of ten classes begin at 2.3, and never fall to 0.",
            "Until a loss falls below your number none of them counts as the best.",
            'Which loss is the best one after epoch 0? (float("inf") would do, too.)',
            also=(
                _stopping_from(0.0),
                _stopping_from(0.5),
            ),
        ),
        Mistake(
            "needs_a_margin",
            "a fall that counts only if it is large enough",
            _stopping_from(margin=1e-3),
            "Libraries offer such a margin. Here every loss below the best one is better.",
            "A loss that falls by 0.0001 in every epoch still falls.",
            "What does “the best one so far” mean?",
            also=(
                _stopping_from(margin=1e-2),
                _stopping_from(margin=0.05),
            ),
        ),
        Mistake(
            "never_reset",
            "a count of idle epochs that is never set back to 0",
            _never_reset,
            "Each epoch without a new best is counted, even when there has been one in between.",
            "With patience 3 it stops at the third idle epoch in all, wherever they lie.",
            "What happens to the count when a new best comes?",
        ),
        Mistake(
            "sees_later",
            "the smallest of all losses as the best, with the right stop",
            lambda losses, patience: (
                early_stopping(losses, patience)[0],
                int(np.argmin(losses)),
            ),
            "argmin over the whole list sees epochs that training never reached.",
            "The best epoch comes after the stop.",
            "Which weights exist when training stops?",
        ),
        Mistake(
            "only_stop",
            "the stop alone, without the best epoch",
            lambda losses, patience: early_stopping(losses, patience)[0],
            "Whoever stops wants to know which weights to go back to.",
            "One number comes back, and two are asked for.",
            "What does `return epoch, best` give?",
        ),
        Mistake(
            "loss_for_epoch",
            "the best loss instead of its epoch",
            lambda losses, patience: (
                early_stopping(losses, patience)[0],
                losses[early_stopping(losses, patience)[1]],
            ),
            "The loss tells how good it was. To find the weights again one needs the epoch.",
            "The second number isn't whole.",
            "Which of the two do you remember when a new best comes?",
        ),
        Mistake(
            "from_one",
            "epochs counted from 1",
            lambda losses, patience: tuple(
                e + 1 for e in early_stopping(losses, patience)
            ),
            "The first loss in the list is that of epoch 0.",
            "losses[best] isn't the best loss.",
            "With which number does enumerate begin?",
        ),
        Mistake(
            "no_end",
            "None where training never stops early",
            _without_end,
            "Every path through a function needs its return, the one past the loop too.",
            "With losses that fall to the end nothing comes back.",
            "What should come back when the loop has run through?",
        ),
    ),
    hints=(
        "Walk through the epochs and remember the best one. How long ago was it?",
        "If losses[epoch] is below losses[best], best = epoch; if epoch − best is patience, stop.",
        "for epoch, loss in enumerate(losses): … `if epoch - best == patience: return epoch, best`",
    ),
    symptoms=(
        ("it stops too late", "Compare with >=, or with ==, not with >."),
        ("it never stops", "Count from the best epoch, not from the last small fall."),
    ),
    taught="Stop early",
    another_way="To keep the best weights, copy them whenever best changes: the weights of an earlier epoch are lost otherwise.",
)
