"""Answers to `tied_autoencoder_gradient` in many styles, right and wrong."""

import numpy as np

from .shared import sigma


def tied_plain(X, W, b, c):
    H = sigma(X @ W + b)
    dR = H @ W.T + c - X
    dZ = dR @ W * H * (1 - H)
    return X.T @ dZ / len(X) + dR.T @ H / len(X)


def tied_by_samples(X, W, b, c):
    total = np.zeros(W.shape)
    for x in X:
        h = sigma(x @ W + b)
        r = W @ h + c - x
        total += np.outer(r, h) + np.outer(x, (r @ W) * h * (1 - h))
    return total / len(X)


def tied_einsum(X, W, b, c):
    H = sigma(np.einsum("ni,ih->nh", X, W) + b)
    r = np.einsum("nh,ih->ni", H, W) + c - X
    z = np.einsum("ni,ih->nh", r, W) * (H - H * H)
    both = np.einsum("ni,nh->ih", X, z) + np.einsum("ni,nh->ih", r, H)
    return both / X.shape[0]


def tied_two_matrices(X, W, b, c):
    """Two layers of their own, the second one's gradient turned over."""
    V = W.T.copy()
    H = sigma(X @ W + b)
    delta2 = (H @ V + c - X) / len(X)
    dV = H.T @ delta2
    delta1 = delta2 @ V.T * H * (1 - H)
    return X.T @ delta1 + dV.T


def tied_complex(X, W, b, c):
    """The complex step itself."""
    found = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        V = W.astype(complex)
        V[index] += 1e-30j
        R = sigma(X @ V + b) @ V.T + c
        found[index] = ((R - X) ** 2).sum().imag / 2e-30 / len(X)
    return found


RIGHT = [tied_plain, tied_by_samples, tied_einsum, tied_two_matrices, tied_complex]


def slip(first=None, second=None, error=None, slope=None, back=None):
    """`tied_plain` with one line exchanged."""

    def answer(X, W, b, c):
        H = sigma(X @ W + b)
        dR = error(H, W, c, X) if error else H @ W.T + c - X
        dZ = (back(dR, W) if back else dR @ W) * (slope(H) if slope else H * (1 - H))
        one = first(X, dZ) if first else X.T @ dZ
        two = second(H, dR) if second else dR.T @ H
        return (one + two) / len(X)

    return answer


WRONG = [
    ("first layer alone", slip(second=lambda H, d: 0.0)),
    ("second layer alone", slip(first=lambda X, d: 0.0)),
    ("second part not turned over", slip(second=lambda H, d: H.T @ d)),
    ("parts subtracted", slip(second=lambda H, d: -d.T @ H)),
    ("parts multiplied", lambda X, W, b, c: tied_plain(X, W, b, c) ** 2),
    ("no slope", slip(slope=lambda H: 1.0)),
    ("half a slope", slip(slope=lambda H: 1 - H)),
    ("tanh's slope", slip(slope=lambda H: 1 - H**2)),
    ("slope of the output", slip(slope=lambda H: sigma(H) * (1 - sigma(H)))),
    ("back through W turned over", slip(back=lambda d, W: d @ W.T)),
    ("error not sent back", slip(back=lambda d, W: d)),
    ("X - R", slip(error=lambda H, W, c, X: X - H @ W.T - c)),
    ("c forgotten", slip(error=lambda H, W, c, X: H @ W.T - X)),
    ("c with a minus sign", slip(error=lambda H, W, c, X: H @ W.T - c - X)),
    ("X forgotten", slip(error=lambda H, W, c, X: H @ W.T + c)),
    ("twice the error", slip(error=lambda H, W, c, X: 2 * (H @ W.T + c - X))),
    ("sum over the batch", lambda X, W, b, c: tied_plain(X, W, b, c) * len(X)),
    (
        "mean over all entries",
        lambda X, W, b, c: tied_plain(X, W, b, c) / X.shape[1],
    ),
    ("mean of the parts", lambda X, W, b, c: tied_plain(X, W, b, c) / 2),
    (
        "sigmoid decoder, its slope left out",
        slip(error=lambda H, W, c, X: sigma(H @ W.T + c) - X),
    ),
    ("b forgotten", lambda X, W, b, c: tied_plain(X, W, 0 * b, c)),
    ("turned over", lambda X, W, b, c: tied_plain(X, W, b, c).T),
]
