"""Lesson 05: the transfer exercise `tied_autoencoder_gradient`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng
from bpcourse.gradcheck import complex_gradient


def tied_autoencoder_gradient(X, W, b, c):
    """dW (n_in, n_hidden) of H = sigma(XW + b), R = H W^T + c.

    `X` (N, n_in), `W` (n_in, n_hidden), `b` (n_hidden,), `c` (n_in,). The
    error of a sample is half the squared distance of its row of R from its
    row of X; dW is the gradient of the mean over the batch.
    """
    H = 0.5 + 0.5 * np.tanh((X @ W + b) / 2)  # the sigmoid; it can't overflow
    error = c - X + H @ W.T
    back = (H - H**2) * (error @ W)
    return (X.T @ back + error.T @ H) / len(X)


def _parts(X: Any, W: Any, b: Any, c: Any) -> tuple[Any, Any]:
    H = 1 / (1 + np.exp(-(X @ W + b)))
    return H, H @ W.T + c


def _tied(
    encoder: Callable[..., Any] = lambda X, H, d: X.T @ d,
    decoder: Callable[..., Any] = lambda X, H, d: d.T @ H,
    slope: Callable[[Any], Any] = lambda H: H * (1 - H),
    back: Callable[..., Any] = lambda d, W: d @ W,
    error: Callable[..., Any] = lambda R, X: R - X,
    count: Callable[[Any], float] = len,
) -> Callable[..., Any]:
    """`tied_autoencoder_gradient` with a part exchanged."""

    def answer(X, W, b, c):
        H, R = _parts(X, W, b, c)
        d = error(R, X)
        dH = back(d, W) * slope(H)
        return (encoder(X, H, dH) + decoder(X, H, d)) / count(X)

    return answer


def _sigmoid_decoder(X, W, b, c):
    H, R = _parts(X, W, b, c)
    R = 1 / (1 + np.exp(-R))
    d = (R - X) * R * (1 - R)
    return (X.T @ (d @ W * H * (1 - H)) + d.T @ H) / len(X)


def _sigmoid_without_slope(X, W, b, c):
    H, R = _parts(X, W, b, c)
    d = 1 / (1 + np.exp(-R)) - X
    return (X.T @ (d @ W * H * (1 - H)) + d.T @ H) / len(X)


def _slope_of_r(X, W, b, c):
    H, R = _parts(X, W, b, c)
    d = (R - X) * R * (1 - R)
    return (X.T @ (d @ W * H * (1 - H)) + d.T @ H) / len(X)


def _without_c(X, W, b, c):
    return tied_autoencoder_gradient(X, W, b, 0 * c)


def _without_b(X, W, b, c):
    return tied_autoencoder_gradient(X, W, 0 * b, c)


def _tied_cases(rng: Rng) -> Iterator[Case]:
    X = np.array([[1.0, -0.5], [0.5, 2.0], [0.0, 1.0]])
    W = np.array([[0.5, 1.5], [-1.0, 0.25]])
    yield Case((X, W, np.array([0.2, -0.4]), np.array([0.1, -0.3])))
    for n, n_in, n_hidden in ((5, 4, 3), (3, 2, 5), (1, 3, 2), (4, 3, 3), (6, 5, 1)):
        X, W = rng.normal(size=(n, n_in)), rng.normal(size=(n_in, n_hidden))
        if n == 5:  # columns first in memory
            X, W = np.asfortranarray(X), np.asfortranarray(W)
        b, c = rng.normal(size=n_hidden), rng.normal(size=n_in)
        yield Case((X, W, b, c), show=f"{n} samples, W of shape ({n_in}, {n_hidden})")


def _tied_slopes(case: Case) -> Measured:
    X, W, b, c = case.args

    def loss(V: Any) -> Any:
        return 0.5 * ((_parts(X, V, b, c)[1] - X) ** 2).sum() / len(X)

    return Measured("slopes of E by the complex step", complex_gradient(loss, W))


EXERCISE = Exercise(
    title="One matrix, used twice",
    statement=(
        "An *autoencoder* learns to repeat its input after it has gone through few numbers. Here "
        "its two layers share one matrix; the second one uses its transpose, and has no "
        "activation:\n\n"
        "$$H=\\sigma(XW+b)\\qquad R=HW^\\top+c\\qquad E=\\tfrac12\\lVert R-X\\rVert^2$$\n\n"
        "$E$ is per sample, and its mean is taken over the batch. Write "
        "`tied_autoencoder_gradient(X, W, b, c)`: the gradient with respect to $W$, of $W$'s shape. You know how "
        "to find the gradient of a layer's weights; here a weight has two ways to reach $E$. The "
        "check compares with slopes that are measured by the complex step."
    ),
    reference=tied_autoencoder_gradient,
    cases=_tied_cases,
    measure=_tied_slopes,
    transfer=True,
    points=4,
    minutes=12,
    mistakes=(
        Mistake(
            "encoder_only",
            "the way through H alone: the W of the second layer is left out",
            _tied(decoder=lambda X, H, d: 0.0),
            "Every weight stands in the forward pass twice.",
            "A push on one weight moves R also directly, where it multiplies H.",
            "In how many places of the forward pass does W stand?",
        ),
        Mistake(
            "decoder_only",
            "the second layer's way alone: the W inside of H is left out",
            _tied(encoder=lambda X, H, d: 0.0),
            "Every weight stands in the forward pass twice.",
            "A push on one weight moves H, and H moves R.",
            "In how many places of the forward pass does W stand?",
        ),
        Mistake(
            "sigmoid_at_the_end",
            "a sigmoid's slope R (1 − R) at the second layer, which has no activation",
            _slope_of_r,
            "The output layers of this lesson were sigmoids, and δ had their slope.",
            "Where R is above 1, the slope turns its sign.",
            "Which function leads from the second layer's sum to R?",
        ),
        Mistake(
            "decoder_turned",
            "the second layer's part transposed: Hᵀ δ instead of δᵀ H",
            _tied(decoder=lambda X, H, d: H.T @ d),
            "For a layer with the matrix V = Wᵀ, Hᵀ δ is the gradient with respect to V. W is the transpose of V.",
            "For a W that isn't square the two parts can't be added.",
            "Which shape should each part have?",
        ),
        Mistake(
            "no_slope",
            "the signal in H without σ's slope",
            _tied(slope=lambda H: 1.0),
            "From H back to XW + b there is one more link.",
            "The part that comes through H is too large.",
            "What is the slope of σ where its output is h?",
        ),
        Mistake(
            "no_way_back",
            "the error itself at H, not sent back through W",
            _tied(back=lambda d, W: d),
            "R − X belongs to the units of R. It reaches H through the weights.",
            "The part that comes through H doesn't depend on W as it should.",
            "How does R depend on H?",
        ),
        Mistake(
            "back_turned",
            "the signal sent back through Wᵀ instead of W",
            _tied(back=lambda d, W: d @ W.T),
            "The second layer's matrix is Wᵀ, so its transpose, which the signal needs, is W.",
            "For a W that isn't square the product is refused.",
            "Which matrix leads from H to R, and which one leads back?",
        ),
        Mistake(
            "mean_of_parts",
            "the mean of the two parts instead of their sum",
            _tied(count=lambda X: 2 * len(X)),
            "Ways to E are added. A mean would halve both.",
            "Everything is half as large as measured.",
            "Multiply along each path, and then?",
        ),
        Mistake(
            "no_half",
            "twice the gradient: the half of ½‖R − X‖² is missing",
            _tied(error=lambda R, X: 2 * (R - X)),
            "The half takes away the 2 of the square.",
            "Everything is twice as large as measured.",
            "What is the derivative of ½ r² in r?",
        ),
        Mistake(
            "sums",
            "sums over the batch, not means",
            _tied(count=lambda X: 1),
            "E of a batch is the mean over its samples.",
            "Right for one sample, N times too large for N.",
            "What do you divide by?",
        ),
        Mistake(
            "mean_over_entries",
            "the mean over all entries of X, not over its rows",
            _tied(count=lambda X: X.size),
            "np.mean of the squares divides by the number of features as well.",
            "The result is too small by the number of columns of X.",
            "How many samples are there, and how many numbers?",
        ),
        Mistake(
            "sign",
            "the gradient with the opposite sign",
            _tied(error=lambda R, X: X - R),
            "X − R turns the sign.",
            "A step that subtracts it climbs.",
            "Which way round is the difference?",
        ),
        Mistake(
            "sigmoid_decoder",
            "a sigmoid behind the second layer as well",
            _sigmoid_decoder,
            "The second layer has no activation here: R is its weighted input.",
            "R is then between 0 and 1, and X isn't.",
            "Which formula gives R?",
            also=(_sigmoid_without_slope,),
        ),
        Mistake(
            "half_slope",
            "one factor of the slope, 1 − H",
            _tied(slope=lambda H: 1 - H),
            "σ's slope is a product of two factors.",
            "A unit that is off, H near 0, would pass everything.",
            "Which factor is missing?",
            also=(_tied(slope=lambda H: H),),
        ),
        Mistake(
            "tanh_slope",
            "1 − H², the slope of tanh",
            _tied(slope=lambda H: 1 - H**2),
            "Each activation has its own slope.",
            "At H = 0.5 it takes 0.75 instead of 0.25.",
            "Which activation made H?",
        ),
        Mistake(
            "slope_of_output",
            "σ'(H): the slope is taken at the output",
            _tied(slope=lambda H: (lambda s: s * (1 - s))(1 / (1 + np.exp(-H)))),
            "H has been through σ already.",
            "All slopes lie between 0.19 and 0.25.",
            "Is there any exponential left to compute?",
        ),
        Mistake(
            "no_c",
            "c left out of R",
            _without_c,
            "The error R − X needs the whole R.",
            "With c = 0 it is right.",
            "Which formula gives R?",
        ),
        Mistake(
            "no_b",
            "b left out of H",
            _without_b,
            "The slope and the second layer both need the true H.",
            "With b = 0 it is right.",
            "Which formula gives H?",
        ),
        Mistake(
            "parts_subtracted",
            "the two parts subtracted",
            _tied(decoder=lambda X, H, d: -(d.T @ H)),
            "Ways to E are added.",
            "One of the two parts has the wrong sign.",
            "Multiply along each path, and then?",
        ),
    ),
    hints=(
        "Give the two places of W two names, V for the second one. Find both gradients as in "
        "lesson 04. What does a push on W do to V?",
        "The second layer: its δ is R − X, for it has no activation. The first layer receives from "
        "the second as in BP2. The two gradients are added, in W's shape.",
        "delta_R = R - X. The gradient with respect to Wᵀ is H.T @ delta_R, and you need its transpose. "
        "delta_H is what delta_R hands back through the second layer's matrix, times H's slope; "
        "its weights met X.",
    ),
    symptoms=(
        (
            "I get a shape error",
            "The second layer's matrix is Wᵀ: (n_hidden, n_in). Its transpose is W.",
        ),
        ("half of it is right", "W stands in two places; the two gradients are added."),
    ),
    taught="BP2",
    another_way=(
        "Sample by sample it is np.outer(x, back) + np.outer(error, h): two outer products, one for "
        "each place of W. Convolutions share their weights in the same way: a weight that is used "
        "in many places adds up the gradients of all of them (lesson 10)."
    ),
)
