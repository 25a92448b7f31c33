"""Right and wrong answers to the exercises of lesson 04: a full layer."""

import math
from functools import partial

import numpy as np


def sigma(z):
    return 1 / (1 + np.exp(-z))


# --- layer_output -------------------------------------------------------------------


def output_loops(X, W, b):
    N, n_out = len(X), len(W[0])
    A = np.zeros((N, n_out))
    for n in range(N):
        for k in range(n_out):
            z = b[k]
            for j in range(len(W)):
                z += X[n, j] * W[j, k]
            A[n, k] = 1 / (1 + math.exp(-z))
    return A


def output_rows(X, W, b):
    return np.array([sigma(x @ W + b) for x in X])


def output_einsum(X, W, b):
    return 1 / (1 + np.exp(-(np.einsum("nj,jk->nk", X, W) + b[None, :])))


def output_columns(X, W, b):
    return np.column_stack([sigma(X @ W[:, k] + b[k]) for k in range(W.shape[1])])


def output_folded(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    X1 = np.c_[np.ones(len(X)), X]
    return sigma(X1 @ np.vstack([b, W]))


def output_bias_in_place(X, W, b):
    b += X @ W
    return sigma(b)


def output_bias_column(X, W, b):
    return sigma(X @ W + b.reshape(-1, 1))


def output_first_unit_bias(X, W, b):
    return sigma(X @ W + b[0])


def output_row_loop_reuse(X, W, b):
    z = b
    A = []
    for x in X:
        z = z + x @ W
        A.append(sigma(z))
    return np.array(A)


# --- layer_delta --------------------------------------------------------------------


def delta_loops(O, T):
    D = np.empty(np.shape(O))
    for n in range(len(O)):
        for k in range(len(O[0])):
            D[n, k] = (O[n, k] - T[n, k]) * O[n, k] * (1 - O[n, k])
    return D


def delta_einsum(O, T):
    return np.einsum("nk,nk,nk->nk", O - T, O, 1 - O)


def delta_lists(O, T):
    return [
        [float((o - t) * o * (1 - o)) for o, t in zip(row_o, row_t)]
        for row_o, row_t in zip(O, T)
    ]


def delta_copy(O, T):
    D = O.copy()
    D -= T
    D *= O
    D *= 1 - O
    return D


def delta_in_place(O, T):
    T -= O
    return -T * O * (1 - O)


# --- sample_weight_gradient ---------------------------------------------------------


def sample_loops(x, delta):
    g = np.zeros((len(x), len(delta)))
    for j, xj in enumerate(x):
        for k, dk in enumerate(delta):
            g[j, k] = xj * dk
    return g


def sample_matmul(x, delta):
    return np.reshape(x, (-1, 1)) @ np.reshape(delta, (1, -1))


# --- weight_gradient ----------------------------------------------------------------


def weight_loop(X, delta):
    total = np.zeros((X.shape[1], delta.shape[1]))
    for x, d in zip(X, delta):
        total += np.outer(x, d)
    return total / len(X)


def weight_mean(X, delta):
    return np.mean([np.outer(x, d) for x, d in zip(X, delta)], axis=0)


def weight_triple(X, delta):
    N, n_in = X.shape
    n_out = delta.shape[1]
    return [
        [sum(X[n, j] * delta[n, k] for n in range(N)) / N for k in range(n_out)]
        for j in range(n_in)
    ]


def weight_broadcast(X, delta):
    return (X[:, :, None] * delta[:, None, :]).mean(axis=0)


def weight_last_sample(X, delta):
    for x, d in zip(X, delta):
        g = np.outer(x, d)
    return g


def weight_mean_in_loop(X, delta):
    g = np.zeros((X.shape[1], delta.shape[1]))
    for x, d in zip(X, delta):
        g = (g + np.outer(x, d)) / 2
    return g


# --- bias_gradient ------------------------------------------------------------------


def bias_loop(delta):
    total = np.zeros(delta.shape[1])
    for row in delta:
        total += row
    return total / len(delta)


def bias_list(delta):
    return [float(sum(column) / len(column)) for column in zip(*delta)]


def bias_ones(delta):
    N = delta.shape[0]
    return np.ones(N) @ delta / N


def bias_in_place(delta):
    for row in delta[1:]:
        delta[0] += row
    return delta[0] / len(delta)


# --- input_gradient -----------------------------------------------------------------


def input_loops(delta, W):
    N, n_in = len(delta), len(W)
    dX = np.zeros((N, n_in))
    for n in range(N):
        for j in range(n_in):
            for k in range(len(W[0])):
                dX[n, j] += delta[n, k] * W[j, k]
    return dX


def input_rows(delta, W):
    return np.array([W @ d for d in delta])


def input_tensordot(delta, W):
    return np.tensordot(delta, W, axes=([1], [1]))


# --- numerical_gradient -------------------------------------------------------------


def numerical_nditer(f, W, h=1e-5):
    W = np.array(W, dtype=float)
    G = np.zeros_like(W)
    for index in np.ndindex(W.shape):
        old = W[index]
        W[index] = old + h
        up = f(W)
        W[index] = old - h
        down = f(W)
        W[index] = old
        G[index] = (up - down) / (2 * h)
    return G


def numerical_copies(f, W, h=1e-5):
    G = np.empty(W.shape)
    for index, _ in np.ndenumerate(W):
        up, down = W.copy(), W.copy()
        up[index] += h
        down[index] -= h
        G[index] = (f(up) - f(down)) / (2 * h)
    return G


def numerical_flat(f, W, h=1e-5):
    flat = np.ravel(W)
    slopes = []
    for i in range(flat.size):
        step = np.zeros(flat.size)
        step[i] = h
        up = f((flat + step).reshape(W.shape))
        down = f((flat - step).reshape(W.shape))
        slopes.append((up - down) / (2 * h))
    return np.array(slopes).reshape(W.shape)


def numerical_eye(f, W, h=1e-5):
    units = np.eye(W.size).reshape(W.size, *W.shape)
    values = [(f(W + h * u) - f(W - h * u)) / 2 / h for u in units]
    return np.reshape(values, W.shape)


def numerical_forward(f, W, h=1e-5):
    G = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        up = W.copy()
        up[index] += h
        G[index] = (f(up) - f(W)) / h
    return G


def numerical_backward(f, W, h=1e-5):
    G = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        down = W.copy()
        down[index] -= h
        G[index] = (f(W) - f(down)) / h
    return G


def numerical_h_not_two(f, W, h=1e-5):
    return 2 * numerical_copies(f, W, h)


def numerical_h_half(f, W, h=1e-5):
    return numerical_copies(f, W, h) / 2


def numerical_no_division(f, W, h=1e-5):
    return numerical_copies(f, W, h) * 2 * h


def numerical_not_restored(f, W, h=1e-5):
    W = W.copy()
    G = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        W[index] += h
        up = f(W)
        W[index] -= 2 * h
        down = f(W)
        G[index] = (up - down) / (2 * h)
    return G


def numerical_leaves_w(f, W, h=1e-5):
    G = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        W[index] += h
        up = f(W)
        W[index] -= 2 * h
        down = f(W)
        G[index] = (up - down) / (2 * h)
    return G


def numerical_alias(f, W, h=1e-5):
    G = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        up = W
        down = W
        up[index] += h
        down[index] -= h
        G[index] = (f(up) - f(down)) / (2 * h)
    return G


def numerical_all_at_once(f, W, h=1e-5):
    return np.full(W.shape, (f(W + h) - f(W - h)) / (2 * h))


def numerical_one_number(f, W, h=1e-5):
    return (f(W + h) - f(W - h)) / (2 * h)


def numerical_fixed_h(f, W, h=1e-5):
    return numerical_copies(f, W, 1e-5)


def numerical_large_default(f, W, h=0.1):
    return numerical_copies(f, W, h)


def numerical_tiny_default(f, W, h=1e-15):
    return numerical_copies(f, W, h)


def numerical_two_dimensional(f, W, h=1e-5):
    G = np.zeros(W.shape)
    for j in range(W.shape[0]):
        for k in range(W.shape[1]):
            up, down = W.copy(), W.copy()
            up[j, k] += h
            down[j, k] -= h
            G[j, k] = (f(up) - f(down)) / (2 * h)
    return G


def numerical_flat_result(f, W, h=1e-5):
    return numerical_copies(f, W, h).ravel()


def numerical_rows(f, W, h=1e-5):
    G = np.zeros(W.shape)
    for j in range(len(W)):
        up, down = W.copy(), W.copy()
        up[j] += h
        down[j] -= h
        G[j] = (f(up) - f(down)) / (2 * h)
    return G


def numerical_sign(f, W, h=1e-5):
    return -numerical_copies(f, W, h)


def numerical_transposed(f, W, h=1e-5):
    return numerical_copies(f, W, h).T


def numerical_relative(f, W, h=1e-5):
    G = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        up, down = W.copy(), W.copy()
        up[index] *= 1 + h
        down[index] *= 1 - h
        G[index] = (f(up) - f(down)) / (2 * h)
    return G


def numerical_bracket(f, W, h=1e-5):
    G = np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        up, down = W.copy(), W.copy()
        up[index] += h
        down[index] -= h
        G[index] = (f(up) - f(down)) / 2 * h
    return G


def numerical_first_row(f, W, h=1e-5):
    G = numerical_copies(f, W, h)
    G[1:] = 0
    return G


def numerical_up_to_two(f, W, h=1e-5):
    if W.ndim == 2:
        return numerical_two_dimensional(f, W, h)
    G = np.zeros(len(W))
    for j in range(len(W)):
        step = np.zeros(len(W))
        step[j] = h
        G[j] = (f(W + step) - f(W - step)) / (2 * h)
    return G


def numerical_skips_zeros(f, W, h=1e-5):
    G = numerical_copies(f, W, h)
    G[W == 0] = 0
    return G


def numerical_float32(f, W, h=1e-5):
    W = W.astype(np.float32)
    return numerical_copies(f, W, h)


def numerical_integer_zeros(f, W, h=1e-5):
    G = np.zeros(W.shape, dtype=int)
    for index in np.ndindex(W.shape):
        up, down = W.copy(), W.copy()
        up[index] += h
        down[index] -= h
        G[index] = (f(up) - f(down)) / (2 * h)
    return G


# --- layer_gradients ----------------------------------------------------------------


def layer_gradients(X, W, b, T):
    O = sigma(X @ W + b)
    delta = (O - T) * O * (1 - O)
    return X.T @ delta / len(X), delta.mean(axis=0), delta @ W.T


def layer_pieces(X, W, b, T):
    O = output_einsum(X, W, b)
    D = delta_loops(O, T)
    return weight_loop(X, D), bias_list(D), input_rows(D, W)


def layer_samples(X, W, b, T):
    dW, db, dX = np.zeros(W.shape), np.zeros(b.shape), []
    for x, t in zip(X, T):
        o = sigma(x @ W + b)
        d = (o - t) * o * (1 - o)
        dW += np.outer(x, d)
        db += d
        dX.append(W @ d)
    return dW / len(X), db / len(X), np.array(dX)


def layer_einsum(X, W, b, T):
    O = sigma(np.einsum("nj,jk->nk", X, W) + b)
    D = np.einsum("nk,nk,nk->nk", O - T, O, 1 - O)
    N = len(X)
    return [
        np.einsum("nj,nk->jk", X, D) / N,
        np.einsum("nk->k", D) / N,
        np.einsum("nk,jk->nj", D, W),
    ]


def layer_measured(X, W, b, T):
    """Everything measured: slow, and right to ten digits."""

    def mean_error(W, b):
        return 0.5 * np.sum((sigma(X @ W + b) - T) ** 2) / len(X)

    def error(Z):
        return 0.5 * np.sum((sigma(Z @ W + b) - T) ** 2)

    dW = numerical_copies(lambda V: mean_error(V, b), W)
    db = numerical_copies(lambda c: mean_error(W, c), b)
    return dW, db, numerical_copies(error, X)


def layer_variant(
    X,
    W,
    b,
    T,
    *,
    sign=1.0,
    slope=True,
    scale_w=None,
    scale_b=None,
    scale_x=1.0,
    bias=True,
    weights_back=None,
):
    """The right computation with slips built in."""
    O = sigma(X @ W + (b if bias else 0))
    delta = sign * (O - T) * (O * (1 - O) if slope else 1.0)
    dW = X.T @ delta * (1 / len(X) if scale_w is None else scale_w)
    db = delta.sum(axis=0) * (1 / len(X) if scale_b is None else scale_b)
    back = W.T if weights_back is None else weights_back(W)
    return dW, db, delta @ back * scale_x


def layer_input_mean(X, W, b, T):
    return layer_variant(X, W, b, T, scale_x=1 / len(X))


def layer_input_averaged(X, W, b, T):
    dW, db, dX = layer_gradients(X, W, b, T)
    return dW, db, dX.mean(axis=0)


def layer_delta_for_input(X, W, b, T):
    O = sigma(X @ W + b)
    delta = (O - T) * O * (1 - O)
    return X.T @ delta / len(X), delta.mean(axis=0), delta


def layer_slope_of_inputs(X, W, b, T):
    dW, db, dX = layer_gradients(X, W, b, T)
    return dW, db, dX * X * (1 - X)


def layer_order(X, W, b, T):
    dW, db, dX = layer_gradients(X, W, b, T)
    return dX, dW, db


def layer_order_two(X, W, b, T):
    dW, db, dX = layer_gradients(X, W, b, T)
    return db, dW, dX


def layer_two_only(X, W, b, T):
    return layer_gradients(X, W, b, T)[:2]


def layer_outputs_for_inputs(X, W, b, T):
    O = sigma(X @ W + b)
    delta = (O - T) * O * (1 - O)
    return O.T @ delta / len(X), delta.mean(axis=0), delta @ W.T


def layer_transposed(X, W, b, T):
    dW, db, dX = layer_gradients(X, W, b, T)
    return dW.T, db, dX


def layer_bias_axis(X, W, b, T):
    O = sigma(X @ W + b)
    delta = (O - T) * O * (1 - O)
    return X.T @ delta / len(X), delta.mean(axis=1), delta @ W.T


def layer_bias_number(X, W, b, T):
    O = sigma(X @ W + b)
    delta = (O - T) * O * (1 - O)
    return X.T @ delta / len(X), delta.mean(), delta @ W.T


def layer_stepped(X, W, b, T):
    dW, db, dX = layer_gradients(X, W, b, T)
    return W - dW, b - db, dX


def layer_through_new_weights(X, W, b, T):
    O = sigma(X @ W + b)
    delta = (O - T) * O * (1 - O)
    dW = X.T @ delta / len(X)
    W = W - dW
    return dW, delta.mean(axis=0), delta @ W.T


def layer_bias_kept_dims(X, W, b, T):
    dW, db, dX = layer_gradients(X, W, b, T)
    return dW, db.reshape(1, -1), dX


def layer_slope_of_z(X, W, b, T):
    Z = X @ W + b
    delta = (sigma(Z) - T) * Z * (1 - Z)
    return X.T @ delta / len(X), delta.mean(axis=0), delta @ W.T


def layer_slope_twice(X, W, b, T):
    O = sigma(X @ W + b)
    delta = (O - T) * sigma(O) * (1 - sigma(O))
    return X.T @ delta / len(X), delta.mean(axis=0), delta @ W.T


# --- mended_layer_gradients ---------------------------------------------------------


def mended(X, W, b, T):
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    dW = X.T @ delta / len(X)
    db = delta.mean(axis=0)
    dX = delta @ W.T
    return dW, db, dX


def mended_shape(X, W, b, T):
    N = X.shape[0]
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    dW = (delta.T @ X).T / N
    db = delta.sum(axis=0) / N
    dX = (W @ delta.T).T
    return dW, db, dX


def mended_nothing(X, W, b, T):
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    dW = X.T @ delta / len(W)
    db = delta.mean(axis=0)
    dX = delta @ W
    return dW, db, dX


def mended_mean_only(X, W, b, T):
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    return X.T @ delta / len(X), delta.mean(axis=0), delta @ W


def mended_transpose_only(X, W, b, T):
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    return X.T @ delta / len(W), delta.mean(axis=0), delta @ W.T


def mended_units(X, W, b, T):
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    return X.T @ delta / W.shape[1], delta.mean(axis=0), delta @ W.T


def mended_sum(X, W, b, T):
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    return X.T @ delta, delta.mean(axis=0), delta @ W.T


def mended_too_much(X, W, b, T):
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    return X.T @ delta / len(X), delta.mean(axis=0) / len(X), delta @ W.T / len(X)


def mended_turned(X, W, b, T):
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (T - O) * O * (1 - O)
    return X.T @ delta / len(X), delta.mean(axis=0), delta @ W.T


def mended_bias_sum(X, W, b, T):
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    return X.T @ delta / len(X), delta.sum(axis=0), delta @ W.T


def mended_all_mean(X, W, b, T):
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O) / len(X)
    return X.T @ delta, delta.sum(axis=0), delta @ W.T


def mended_size(X, W, b, T):
    O = 1 / (1 + np.exp(-(X @ W + b)))
    delta = (O - T) * O * (1 - O)
    return X.T @ delta / X.size, delta.mean(axis=0), delta @ W.T


RIGHT = {
    "layer_output": [
        output_loops,
        output_rows,
        output_einsum,
        output_columns,
        output_folded,
        lambda X, W, b: sigma(X @ W + b),
    ],
    "layer_delta": [
        delta_loops,
        delta_einsum,
        delta_lists,
        delta_copy,
        lambda O, T: (O - T) * O * (1 - O),
        lambda O, T: -(T - O) * (O - O**2),
    ],
    "sample_weight_gradient": [
        sample_loops,
        sample_matmul,
        np.outer,
        lambda x, delta: x[:, None] * delta,
        lambda x, delta: np.einsum("j,k->jk", x, delta),
        lambda x, delta: [[a * d for d in delta] for a in x],
    ],
    "weight_gradient": [
        weight_loop,
        weight_mean,
        weight_triple,
        weight_broadcast,
        lambda X, delta: X.T @ delta / len(X),
        lambda X, delta: np.einsum("nj,nk->jk", X, delta) / X.shape[0],
    ],
    "bias_gradient": [
        bias_loop,
        bias_list,
        bias_ones,
        lambda delta: delta.mean(axis=0),
        lambda delta: np.einsum("nk->k", delta) / len(delta),
        partial(np.average, axis=0),
    ],
    "input_gradient": [
        input_loops,
        input_rows,
        input_tensordot,
        lambda delta, W: delta @ W.T,
        lambda delta, W: (W @ delta.T).T,
        lambda delta, W: np.einsum("nk,jk->nj", delta, W),
    ],
    "numerical_gradient": [
        numerical_nditer,
        numerical_copies,
        numerical_flat,
        numerical_eye,
    ],
    "layer_gradients": [
        layer_gradients,
        layer_pieces,
        layer_samples,
        layer_einsum,
        layer_measured,
    ],
    "mended_layer_gradients": [mended, mended_shape, layer_gradients, layer_samples],
}

WRONG = {
    "layer_output": [
        ("no bias", lambda X, W, b: sigma(X @ W)),
        ("no sigmoid", lambda X, W, b: X @ W + b),
        ("W transposed", lambda X, W, b: sigma(X @ W.T + b)),
        ("factors in the wrong order", lambda X, W, b: sigma(W @ X + b)),
        ("columns are samples", lambda X, W, b: sigma(W.T @ X.T + b)),
        ("transposed result", lambda X, W, b: sigma(X @ W + b).T),
        ("exponent of the wrong sign", lambda X, W, b: 1 / (1 + np.exp(X @ W + b))),
        ("bias after the sigmoid", lambda X, W, b: sigma(X @ W) + b),
        ("biases added up", lambda X, W, b: sigma(X @ W + b.sum())),
        ("bias as a column", output_bias_column),
        ("first bias for all", output_first_unit_bias),
        ("adds up over the samples", output_row_loop_reuse),
        ("minus before X only", lambda X, W, b: 1 / (1 + np.exp(-X @ W + b))),
        ("mean of the inputs", lambda X, W, b: sigma(X @ W / len(W) + b)),
        ("tanh", lambda X, W, b: np.tanh(X @ W + b)),
        ("relu", lambda X, W, b: np.maximum(0, X @ W + b)),
        ("element by element", lambda X, W, b: sigma(X * W + b)),
        (
            "softmax-like rows",
            lambda X, W, b: np.exp(X @ W + b) / np.exp(X @ W + b).sum(),
        ),
        ("bias in place", output_bias_in_place),
        ("no bias, no sigmoid", lambda X, W, b: X @ W),
        ("one half", lambda X, W, b: np.full((len(X), len(b)), 0.5)),
        ("rounded", lambda X, W, b: np.round(sigma(X @ W + b), 3)),
    ],
    "layer_delta": [
        ("wrong sign", lambda O, T: (T - O) * O * (1 - O)),
        ("no slope", lambda O, T: O - T),
        ("mean over the batch", lambda O, T: (O - T) * O * (1 - O) / len(O)),
        ("batch averaged away", lambda O, T: ((O - T) * O * (1 - O)).mean(axis=0)),
        ("sigmoid again", lambda O, T: (O - T) * sigma(O) * (1 - sigma(O))),
        ("slope of T", lambda O, T: (O - T) * T * (1 - T)),
        ("twice", lambda O, T: 2 * (O - T) * O * (1 - O)),
        ("divides by the outputs", lambda O, T: (O - T) * O * (1 - O) / O.shape[1]),
        ("matrix product", lambda O, T: (O - T) @ (O * (1 - O)).T),
        ("1 + O", lambda O, T: (O - T) * O * (1 + O)),
        ("tanh's slope", lambda O, T: (O - T) * (1 - O**2)),
        ("slope alone", lambda O, T: O * (1 - O)),
        ("loss times slope", lambda O, T: 0.5 * (O - T) ** 2 * O * (1 - O)),
        ("changes T", delta_in_place),
        ("bracket missing", lambda O, T: (O - T) * O * 1 - O),
        ("only O", lambda O, T: (O - T) * O),
        ("transposed", lambda O, T: ((O - T) * O * (1 - O)).T),
        ("sum over the units", lambda O, T: ((O - T) * O * (1 - O)).sum(axis=1)),
        ("wrong sign and mean", lambda O, T: (T - O) * O * (1 - O) / len(O)),
        ("no slope and mean", lambda O, T: (O - T) / len(O)),
        ("absolute", lambda O, T: np.abs(O - T) * O * (1 - O)),
        ("mean over all entries", lambda O, T: (O - T) * O * (1 - O) / O.size),
    ],
    "sample_weight_gradient": [
        ("the other way round", lambda x, delta: np.outer(delta, x)),
        ("dot product", lambda x, delta: np.dot(x, delta)),
        ("element by element", lambda x, delta: x * delta),
        ("delta in every row", lambda x, delta: np.tile(delta, (len(x), 1))),
        ("x in every column", lambda x, delta: np.tile(x[:, None], (1, len(delta)))),
        ("wrong sign", lambda x, delta: -np.outer(x, delta)),
        ("adds", lambda x, delta: x[:, None] + delta),
        ("divides by the inputs", lambda x, delta: np.outer(x, delta) / len(x)),
        ("flat", lambda x, delta: np.outer(x, delta).ravel()),
        (
            "inner after reshaping",
            lambda x, delta: x.reshape(1, -1) * delta.reshape(-1, 1),
        ),
        ("x times the sum of delta", lambda x, delta: x * delta.sum()),
        (
            "summed delta in every column",
            lambda x, delta: np.outer(x, np.ones(len(delta))) * delta.sum(),
        ),
        ("transpose of a vector does nothing", lambda x, delta: x.T * delta),
        ("zeros", lambda x, delta: np.zeros((len(x), len(delta)))),
        ("sigmoid's slope of x too", lambda x, delta: np.outer(x * (1 - x), delta)),
        ("absolute", lambda x, delta: np.abs(np.outer(x, delta))),
        ("diagonal", lambda x, delta: np.diag(np.resize(x, len(delta)) * delta)),
    ],
    "weight_gradient": [
        ("sum, not mean", lambda X, delta: X.T @ delta),
        ("transposed", lambda X, delta: delta.T @ X / len(X)),
        ("no transpose", lambda X, delta: X @ delta / len(X)),
        ("divides by the inputs", lambda X, delta: X.T @ delta / X.shape[1]),
        ("divides by the units", lambda X, delta: X.T @ delta / delta.shape[1]),
        ("divides by all entries", lambda X, delta: X.T @ delta / delta.size),
        ("wrong sign", lambda X, delta: -X.T @ delta / len(X)),
        ("outer of the means", lambda X, delta: np.outer(X.mean(0), delta.mean(0))),
        ("np.outer of matrices", lambda X, delta: np.outer(X, delta) / len(X)),
        ("np.mean over everything", lambda X, delta: np.mean(X.T @ delta)),
        ("last sample only", weight_last_sample),
        ("first sample only", lambda X, delta: np.outer(X[0], delta[0])),
        ("mean in the loop", weight_mean_in_loop),
        ("element by element", lambda X, delta: (X * delta).mean(axis=0)),
        ("sum, transposed", lambda X, delta: delta.T @ X),
        ("mean of delta only", lambda X, delta: X.T @ delta.mean(axis=0)),
        ("N - 1", lambda X, delta: X.T @ delta / max(len(X) - 1, 1)),
        ("one sample an entry", lambda X, delta: np.einsum("nj,nk->njk", X, delta)),
        ("divided twice", lambda X, delta: X.T @ delta / len(X) ** 2),
        ("zeros", lambda X, delta: np.zeros((X.shape[1], delta.shape[1]))),
        ("half", lambda X, delta: X.T @ delta / (2 * len(X))),
        ("integer division", lambda X, delta: X.T @ delta // len(X)),
    ],
    "bias_gradient": [
        ("sum", lambda delta: delta.sum(axis=0)),
        ("mean over the units", lambda delta: delta.mean(axis=1)),
        ("one number", lambda delta: delta.mean()),
        ("as a row (1, n)", lambda delta: delta.mean(axis=0, keepdims=True)),
        ("delta itself", lambda delta: delta),
        ("first sample", lambda delta: delta[0]),
        ("divides by the units", lambda delta: delta.sum(axis=0) / delta.shape[1]),
        ("wrong sign", lambda delta: -delta.mean(axis=0)),
        ("sum over the units", lambda delta: delta.sum(axis=1)),
        ("median", lambda delta: np.median(delta, axis=0)),
        ("changes delta", bias_in_place),
        ("divides by all entries", lambda delta: delta.sum(axis=0) / delta.size),
        ("divided twice", lambda delta: delta.mean(axis=0) / len(delta)),
        ("ones", lambda delta: np.ones(delta.shape[1])),
        ("absolute", lambda delta: np.abs(delta).mean(axis=0)),
        ("N - 1", lambda delta: delta.sum(axis=0) / max(len(delta) - 1, 1)),
        ("last sample", lambda delta: delta[-1]),
        ("squares", lambda delta: (delta**2).mean(axis=0)),
        ("standard deviation", lambda delta: delta.std(axis=0)),
        ("column", lambda delta: delta.mean(axis=0)[:, None]),
    ],
    "input_gradient": [
        ("no transpose", lambda delta, W: delta @ W),
        ("transposed result", lambda delta, W: W @ delta.T),
        ("mean over the batch", lambda delta, W: delta @ W.T / len(delta)),
        ("batch averaged away", lambda delta, W: (delta @ W.T).mean(axis=0)),
        ("sums first", lambda delta, W: delta.sum(1, keepdims=True) * W.sum(1)),
        (
            "sum of the weights",
            lambda delta, W: np.outer(delta.sum(axis=1), W.sum(axis=1)),
        ),
        ("delta unchanged", lambda delta, W: delta),
        ("wrong sign", lambda delta, W: -delta @ W.T),
        ("mean over the units", lambda delta, W: delta @ W.T / W.shape[1]),
        ("divides by the inputs", lambda delta, W: delta @ W.T / W.shape[0]),
        ("weights first", lambda delta, W: W.T @ delta),
        ("absolute weights", lambda delta, W: delta @ np.abs(W).T),
        ("inverse, not transpose", lambda delta, W: delta @ np.linalg.pinv(W)),
        ("summed over everything", lambda delta, W: np.sum(delta @ W.T)),
        ("largest path only", lambda delta, W: np.max(delta[:, None, :] * W, axis=2)),
        ("sum over the samples", lambda delta, W: (delta @ W.T).sum(axis=0)),
        ("weights squared", lambda delta, W: delta @ (W**2).T),
        ("not summed", lambda delta, W: delta[:, None, :] * W),
        ("wrong sign and mean", lambda delta, W: -delta @ W.T / len(delta)),
        ("zeros", lambda delta, W: np.zeros((len(delta), len(W)))),
        ("reshaped, not transposed", lambda delta, W: delta @ W.reshape(W.shape[::-1])),
    ],
    "numerical_gradient": [
        ("forward difference", numerical_forward),
        ("backward difference", numerical_backward),
        ("divides by h only", numerical_h_not_two),
        ("divides by 4 h", numerical_h_half),
        ("no division", numerical_no_division),
        ("/ 2 * h: bracket missing", numerical_bracket),
        ("elements stay moved", numerical_not_restored),
        ("elements stay moved, in the caller's array", numerical_leaves_w),
        ("two names for one array", numerical_alias),
        ("all elements at once", numerical_all_at_once),
        ("one number", numerical_one_number),
        ("ignores h", numerical_fixed_h),
        ("a large h by default", numerical_large_default),
        ("a tiny h by default", numerical_tiny_default),
        ("two dimensions only", numerical_two_dimensional),
        ("flat result", numerical_flat_result),
        ("whole rows", numerical_rows),
        ("wrong sign", numerical_sign),
        ("transposed", numerical_transposed),
        ("relative step, absolute division", numerical_relative),
        ("first row only", numerical_first_row),
        ("one or two dimensions only", numerical_up_to_two),
        ("skips elements that are 0", numerical_skips_zeros),
        ("absolute slopes", lambda f, W, h=1e-5: np.abs(numerical_copies(f, W, h))),
        ("single precision", numerical_float32),
        ("integer result", numerical_integer_zeros),
        ("f itself", lambda f, W, h=1e-5: np.full(W.shape, f(W))),
    ],
    "layer_gradients": [
        ("wrong sign", partial(layer_variant, sign=-1.0)),
        ("no slope", partial(layer_variant, slope=False)),
        ("dW summed", partial(layer_variant, scale_w=1.0)),
        ("db summed", partial(layer_variant, scale_b=1.0)),
        ("both summed", partial(layer_variant, scale_w=1.0, scale_b=1.0)),
        ("dX divided by N", layer_input_mean),
        ("dX averaged away", layer_input_averaged),
        ("dX is delta", layer_delta_for_input),
        ("no bias in the forward pass", partial(layer_variant, bias=False)),
        ("dX without the transpose", partial(layer_variant, weights_back=lambda W: W)),
        ("slope of the inputs too", layer_slope_of_inputs),
        ("order of the results: dX first", layer_order),
        ("order of the results: db first", layer_order_two),
        ("two results", layer_two_only),
        ("outputs in the place of inputs", layer_outputs_for_inputs),
        ("dW transposed", layer_transposed),
        ("db over the wrong axis", layer_bias_axis),
        ("db a single number", layer_bias_number),
        ("new parameters", layer_stepped),
        ("dX through the new weights", layer_through_new_weights),
        ("db (1, n)", layer_bias_kept_dims),
        ("slope of z", layer_slope_of_z),
        ("sigmoid twice", layer_slope_twice),
        ("twice", partial(layer_variant, sign=2.0)),
        ("wrong sign, dW summed", partial(layer_variant, sign=-1.0, scale_w=1.0)),
        (
            "no slope, both summed",
            partial(layer_variant, slope=False, scale_w=1.0, scale_b=1.0),
        ),
    ],
    "mended_layer_gradients": [
        ("nothing mended", mended_nothing),
        ("the mean only", mended_mean_only),
        ("the transpose only", mended_transpose_only),
        ("divides by the units", mended_units),
        ("divides by nothing", mended_sum),
        ("divides everything again", mended_too_much),
        ("mended both, and turned the sign", mended_turned),
        ("mended both, and broke the bias", mended_bias_sum),
        ("mean in delta: dX is divided too", mended_all_mean),
        ("divides by all entries of X", mended_size),
        ("W transposed in the way there", lambda X, W, b, T: mended(X, W.T, b, T)),
        ("no slope", partial(layer_variant, slope=False)),
    ],
}
