"""Answers to `early_stopping` in many styles, right and wrong."""

from functools import partial

import numpy as np


def stopping_loop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return epoch, best
    return len(losses) - 1, best


def stopping_counter(losses, patience):
    lowest, best, waited = float("inf"), 0, 0
    epoch = 0
    for epoch, loss in enumerate(losses):
        if loss < lowest:
            lowest, best, waited = loss, epoch, 0
        else:
            waited += 1
            if waited == patience:
                break
    return epoch, best


def stopping_argmin(losses, patience):
    for epoch in range(len(losses)):
        best = int(np.argmin(losses[: epoch + 1]))
        if epoch == best + patience:
            return epoch, best
    return len(losses) - 1, int(np.argmin(losses))


def stopping_accumulate(losses, patience):
    running = np.minimum.accumulate(losses)
    bests = [losses.index(low) for low in running.tolist()]
    stop = next((e for e, b in enumerate(bests) if e - b == patience), len(losses) - 1)
    return stop, bests[stop]


def stopping_variant(
    losses, patience, *, better=lambda a, b: a < b, extra=0, keep=None, give=None
):
    best = 0
    stop = len(losses) - 1
    for epoch, loss in enumerate(losses):
        if better(loss, losses[best]):
            best = epoch
        if epoch - best >= patience + extra:
            stop = epoch
            break
    if keep is not None:
        best = keep(losses, stop, best)
    return (stop, best) if give is None else give(stop, best)


def stopping_global_best(losses, patience):
    best = int(np.argmin(losses))
    return min(best + patience, len(losses) - 1), best


def stopping_rises(losses, patience):
    """Counts rises in a row, not epochs after the best one."""
    rises = 0
    for epoch in range(1, len(losses)):
        rises = rises + 1 if losses[epoch] > losses[epoch - 1] else 0
        if rises == patience:
            return epoch, int(np.argmin(losses[: epoch + 1]))
    return len(losses) - 1, int(np.argmin(losses))


def stopping_counter_never_reset(losses, patience):
    best, waited = 0, 0
    for epoch, loss in enumerate(losses):
        if epoch and loss >= losses[best]:
            waited += 1
        if loss < losses[best]:
            best = epoch
        if waited == patience:
            return epoch, best
    return len(losses) - 1, best


def stopping_first_rise(losses, patience):
    for epoch in range(1, len(losses)):
        if losses[epoch] > losses[epoch - 1]:
            return epoch, epoch - 1
    return len(losses) - 1, len(losses) - 1


def stopping_against_previous(losses, patience):
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[epoch - 1]:
            best, waited = epoch, 0
        else:
            waited += 1
        if waited == patience:
            return epoch, best
    return len(losses) - 1, best


def stopping_none(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return epoch, best
    return None


def stopping_sees_later(losses, patience):
    return stopping_loop(losses, patience)[0], int(np.argmin(losses))


def stopping_wait_exact(losses, patience):
    """Only asks whether the loss `patience` epochs ago was lower."""
    for epoch in range(patience, len(losses)):
        if losses[epoch] > losses[epoch - patience]:
            return epoch, epoch - patience
    return len(losses) - 1, int(np.argmin(losses))


def stopping_zero_start(losses, patience):
    lowest, best = 0.0, 0
    for epoch, loss in enumerate(losses):
        if loss < lowest:
            lowest, best = loss, epoch
        if epoch - best >= patience:
            return epoch, best
    return len(losses) - 1, best


def stopping_one_start(losses, patience):
    lowest, best = 1.0, 0
    for epoch, loss in enumerate(losses):
        if loss < lowest:
            lowest, best = loss, epoch
        if epoch - best >= patience:
            return epoch, best
    return len(losses) - 1, best


def stopping_tolerance(losses, patience):
    return stopping_variant(losses, patience, better=lambda a, b: a < b - 1e-3)


RIGHT = [
    stopping_loop,
    stopping_counter,
    stopping_argmin,
    stopping_accumulate,
    stopping_variant,
    partial(stopping_variant, better=lambda a, b: a <= b),
]


WRONG = [
    ("best of the whole list", stopping_global_best),
    ("waits one longer", partial(stopping_variant, extra=1)),
    ("waits one less", partial(stopping_variant, extra=-1)),
    ("rises in a row", stopping_rises),
    ("counter never reset", stopping_counter_never_reset),
    ("stops at the first rise", stopping_first_rise),
    ("compares with the epoch before", stopping_against_previous),
    ("larger is better", partial(stopping_variant, better=lambda a, b: a > b)),
    ("no result without a stop", stopping_none),
    ("sees what comes after the stop", stopping_sees_later),
    ("compares with `patience` epochs ago", stopping_wait_exact),
    ("best starts at 0", stopping_zero_start),
    ("best starts at 1", stopping_one_start),
    ("needs a thousandth", stopping_tolerance),
    ("swapped", partial(stopping_variant, give=lambda s, b: (b, s))),
    ("stop only", partial(stopping_variant, give=lambda s, b: s)),
    ("keeps the last weights", partial(stopping_variant, keep=lambda L, s, b: s)),
    (
        "loss instead of the epoch",
        partial(stopping_variant, keep=lambda L, s, b: L[b]),
    ),
    ("epochs from 1", partial(stopping_variant, give=lambda s, b: (s + 1, b + 1))),
    ("one after the stop", partial(stopping_variant, give=lambda s, b: (s + 1, b))),
    (
        "stop minus patience",
        partial(stopping_variant, keep=lambda L, s, b: max(s - 2, 0)),
    ),
    (
        "never stops",
        lambda losses, patience: (len(losses) - 1, int(np.argmin(losses))),
    ),
    (
        "whole list, one longer",
        lambda losses, patience: (
            min(int(np.argmin(losses)) + patience + 1, len(losses) - 1),
            int(np.argmin(losses)),
        ),
    ),
]
