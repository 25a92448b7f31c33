"""Answers to `layer_gradients` in many styles, right and wrong."""

from functools import partial

import numpy as np

from .shared import (
    bias_list,
    delta_loops,
    input_rows,
    layer_gradients,
    layer_samples,
    layer_variant,
    numerical_copies,
    output_einsum,
    sigma,
    weight_loop,
)


def layer_pieces(X, W, b, T):
    O = output_einsum(X, W, b)
    D = delta_loops(O, T)
    return weight_loop(X, D), bias_list(D), input_rows(D, W)


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


RIGHT = [
    layer_gradients,
    layer_pieces,
    layer_samples,
    layer_einsum,
    layer_measured,
]


WRONG = [
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
    ("outputs instead of inputs", layer_outputs_for_inputs),
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
]
