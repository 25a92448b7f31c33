"""Right and wrong answers to the exercises of lesson 05: the delta recursion."""

import copy
from functools import partial, reduce

import numpy as np

from bpcourse.layer import (
    bias_gradient,
    layer_delta,
    layer_output,
    weight_gradient,
)


def sigma(z):
    return 1 / (1 + np.exp(-z))


# --- forward ------------------------------------------------------------------------


def forward(X, weights, biases):
    activations = [X]
    for W, b in zip(weights, biases):
        activations.append(sigma(activations[-1] @ W + b))
    return activations


def forward_index(X, weights, biases):
    A = [X]
    for layer in range(len(weights)):
        A.append(layer_output(A[layer], weights[layer], biases[layer]))
    return A


def forward_reduce(X, weights, biases):
    def add(done, layer):
        W, b = layer
        return done + [sigma(done[-1] @ W + b)]

    return reduce(add, zip(weights, biases), [X])


def forward_recursive(X, weights, biases):
    if not weights:
        return [X]
    A = sigma(X @ weights[0] + biases[0])
    return [X] + forward_recursive(A, weights[1:], biases[1:])


def forward_tuple(X, weights, biases):
    out = [X]
    A = X
    for i, W in enumerate(weights):
        A = sigma(np.einsum("nj,jk->nk", A, W) + biases[i])
        out += [A]
    return tuple(out)


def forward_last_only(X, weights, biases):
    return forward(X, weights, biases)[-1]


def forward_without_input(X, weights, biases):
    return forward(X, weights, biases)[1:]


def forward_reversed(X, weights, biases):
    return forward(X, weights, biases)[::-1]


def forward_no_bias(X, weights, biases):
    A = [X]
    for W in weights:
        A.append(sigma(A[-1] @ W))
    return A


def forward_weighted_inputs(X, weights, biases):
    A, Z = X, [X]
    for W, b in zip(weights, biases):
        Z.append(A @ W + b)
        A = sigma(Z[-1])
    return Z


def forward_linear(X, weights, biases):
    A = [X]
    for W, b in zip(weights, biases):
        A.append(A[-1] @ W + b)
    return A


def forward_linear_output(X, weights, biases):
    A = forward(X, weights, biases)
    A[-1] = A[-2] @ weights[-1] + biases[-1]
    return A


def forward_always_x(X, weights, biases):
    A = [X]
    for W, b in zip(weights, biases):
        A.append(sigma(X @ W + b))
    return A


def forward_last_twice(X, weights, biases):
    A = forward(X, weights, biases)
    return A + [A[-1]]


def forward_stops_early(X, weights, biases):
    return forward(X, weights[:-1], biases[:-1])


def forward_sigmoid_of_input(X, weights, biases):
    A = forward(X, weights, biases)
    A[0] = sigma(X)
    return A


def forward_squashed_input(X, weights, biases):
    return forward(sigma(X), weights, biases)


def forward_first_bias(X, weights, biases):
    A = [X]
    for W in weights:
        A.append(sigma(A[-1] @ W + biases[0][: W.shape[1]].sum()))
    return A


def forward_two_layers(X, weights, biases):
    A1 = sigma(X @ weights[0] + biases[0])
    A2 = sigma(A1 @ weights[1] + biases[1])
    return [X, A1, A2]


def forward_one_buffer(X, weights, biases):
    A = [X]
    for W, b in zip(weights, biases):
        A = [X, sigma(A[-1] @ W + b)]
    return A


def forward_bias_outside(X, weights, biases):
    A = [X]
    for W, b in zip(weights, biases):
        A.append(sigma(A[-1] @ W) + b)
    return A


def forward_pops(X, weights, biases):
    A = [X]
    while weights:
        A.append(sigma(A[-1] @ weights.pop(0) + biases.pop(0)))
    return A


def forward_tanh(X, weights, biases):
    A = [X]
    for W, b in zip(weights, biases):
        A.append(np.tanh(A[-1] @ W + b))
    return A


def forward_wrong_exponent(X, weights, biases):
    A = [X]
    for W, b in zip(weights, biases):
        A.append(1 / (1 + np.exp(A[-1] @ W + b)))
    return A


def forward_slopes(X, weights, biases):
    return [X] + [A * (1 - A) for A in forward(X, weights, biases)[1:]]


# --- hidden_delta -------------------------------------------------------------------


def hidden_delta(delta_next, W_next, A):
    return (delta_next @ W_next.T) * A * (1 - A)


def hidden_loops(delta_next, W_next, A):
    N, n = A.shape
    delta = np.zeros((N, n))
    for s in range(N):
        for j in range(n):
            heard = 0.0
            for k in range(W_next.shape[1]):
                heard += delta_next[s, k] * W_next[j, k]
            delta[s, j] = A[s, j] * (1 - A[s, j]) * heard
    return delta


def hidden_einsum(delta_next, W_next, A):
    return np.einsum("nk,jk,nj->nj", delta_next, W_next, A - A * A)


def hidden_rows(delta_next, W_next, A):
    return [(W_next @ d) * a * (1 - a) for d, a in zip(delta_next, A)]


def hidden_in_place(delta_next, W_next, A):
    A *= 1 - A
    return (delta_next @ W_next.T) * A


# --- all_deltas ---------------------------------------------------------------------


def all_deltas(activations, weights, T):
    deltas = [layer_delta(activations[-1], T)]
    for layer in range(len(weights) - 1, 0, -1):
        deltas.insert(0, hidden_delta(deltas[0], weights[layer], activations[layer]))
    return deltas


def deltas_reversed(activations, weights, T):
    O = activations[-1]
    deltas = [(O - T) * O * (1 - O)]
    for W, A in zip(weights[:0:-1], activations[-2:0:-1]):
        deltas.append((deltas[-1] @ W.T) * A * (1 - A))
    return deltas[::-1]


def deltas_filled(activations, weights, T):
    L = len(weights)
    deltas = [None] * L
    deltas[L - 1] = layer_delta(activations[L], T)
    for i in reversed(range(L - 1)):
        A = activations[i + 1]
        deltas[i] = np.einsum("nk,jk->nj", deltas[i + 1], weights[i + 1]) * A * (1 - A)
    return deltas


def deltas_recursive(activations, weights, T):
    if len(weights) == 1:
        return [layer_delta(activations[1], T)]
    later = deltas_recursive(activations[1:], weights[1:], T)
    return [hidden_delta(later[0], weights[1], activations[1])] + later


def deltas_variant(activations, weights, T, *, first, back):
    deltas = [first(activations[-1], T)]
    for layer in range(len(weights) - 1, 0, -1):
        deltas.insert(0, back(deltas[0], weights[layer], activations[layer]))
    return deltas


def deltas_backward_order(activations, weights, T):
    return all_deltas(activations, weights, T)[::-1]


def deltas_with_input(activations, weights, T):
    deltas = all_deltas(activations, weights, T)
    return [deltas[0] @ weights[0].T] + deltas


def deltas_every_layer_its_target(activations, weights, T):
    return [layer_delta(A, T) if A.shape == T.shape else A for A in activations[1:]]


def deltas_output_delta_everywhere(activations, weights, T):
    last = layer_delta(activations[-1], T)
    deltas = [last]
    for layer in range(len(weights) - 1, 0, -1):
        W = weights[layer]
        A = activations[layer]
        signal = last if W.shape[1] == last.shape[1] else deltas[0]
        deltas.insert(0, (signal @ W.T) * A * (1 - A))
    return deltas


def deltas_wrong_weights(activations, weights, T):
    deltas = [layer_delta(activations[-1], T)]
    for layer in range(len(weights) - 1, 0, -1):
        A = activations[layer]
        deltas.insert(0, (deltas[0] @ weights[layer - 1].T) * A * (1 - A))
    return deltas


def deltas_wrong_activation(activations, weights, T):
    deltas = [layer_delta(activations[-1], T)]
    for layer in range(len(weights) - 1, 0, -1):
        A = activations[layer - 1]
        deltas.insert(0, (deltas[0] @ weights[layer].T) * A * (1 - A))
    return deltas


def deltas_one_too_few(activations, weights, T):
    return all_deltas(activations, weights, T)[1:]


def deltas_last_only(activations, weights, T):
    return layer_delta(activations[-1], T)


def deltas_mean(activations, weights, T):
    return [d / len(T) for d in all_deltas(activations, weights, T)]


def deltas_mean_each_layer(activations, weights, T):
    deltas = [layer_delta(activations[-1], T) / len(T)]
    for layer in range(len(weights) - 1, 0, -1):
        d = hidden_delta(deltas[0], weights[layer], activations[layer])
        deltas.insert(0, d / len(T))
    return deltas


def deltas_pops(activations, weights, T):
    A = activations.pop()
    deltas = [layer_delta(A, T)]
    for W in weights[:0:-1]:
        A = activations.pop()
        deltas.insert(0, hidden_delta(deltas[0], W, A))
    return deltas


def deltas_gradients(activations, weights, T):
    deltas = all_deltas(activations, weights, T)
    return [A.T @ d / len(T) for A, d in zip(activations, deltas)]


def deltas_forwards(activations, weights, T):
    """Begins at the wrong end."""
    deltas = [layer_delta(activations[-1], T)]
    for layer in range(1, len(weights)):
        A = activations[layer]
        W = weights[layer]
        if deltas[-1].shape[1] == W.shape[1]:
            deltas.append((deltas[-1] @ W.T) * A * (1 - A))
        else:
            deltas.append(np.zeros_like(A))
    return deltas


def deltas_two_layers(activations, weights, T):
    X, A1, A2 = activations
    delta2 = layer_delta(A2, T)
    return [hidden_delta(delta2, weights[1], A1), delta2]


def deltas_squeezed(activations, weights, T):
    return [d.squeeze() for d in all_deltas(activations, weights, T)]


# --- all_gradients ------------------------------------------------------------------


def all_gradients(activations, deltas):
    return [
        (A.T @ d / len(d), d.mean(axis=0)) for A, d in zip(activations[:-1], deltas)
    ]


def gradients_pieces(activations, deltas):
    gradients = []
    for layer in range(len(deltas)):
        dW = weight_gradient(activations[layer], deltas[layer])
        db = bias_gradient(deltas[layer])
        gradients.append((dW, db))
    return gradients


def gradients_lists(activations, deltas):
    out = []
    for A, d in zip(activations, deltas):
        N = len(A)
        dW = sum(np.outer(a, e) for a, e in zip(A, d)) / N
        out.append([dW, sum(d) / N])
    return out


def gradients_map(activations, deltas):
    N = activations[0].shape[0]
    dWs = map(lambda A, d: np.einsum("nj,nk->jk", A, d) / N, activations, deltas)
    dbs = map(lambda d: np.einsum("nk->k", d) / N, deltas)
    return tuple(zip(dWs, dbs))


def gradients_own_activation(activations, deltas):
    return [(A.T @ d / len(d), d.mean(axis=0)) for A, d in zip(activations[1:], deltas)]


def gradients_sums(activations, deltas):
    return [(A.T @ d, d.sum(axis=0)) for A, d in zip(activations, deltas)]


def gradients_bias_sum(activations, deltas):
    return [(A.T @ d / len(d), d.sum(axis=0)) for A, d in zip(activations, deltas)]


def gradients_weight_sum(activations, deltas):
    return [(A.T @ d, d.mean(axis=0)) for A, d in zip(activations, deltas)]


def gradients_transposed(activations, deltas):
    return [(d.T @ A / len(d), d.mean(axis=0)) for A, d in zip(activations, deltas)]


def gradients_order(activations, deltas):
    return all_gradients(activations, deltas)[::-1]


def gradients_db_first(activations, deltas):
    return [(db, dW) for dW, db in all_gradients(activations, deltas)]


def gradients_two_lists(activations, deltas):
    gradients = all_gradients(activations, deltas)
    return [g[0] for g in gradients], [g[1] for g in gradients]


def gradients_weights_only(activations, deltas):
    return [A.T @ d / len(d) for A, d in zip(activations, deltas)]


def gradients_minus(activations, deltas):
    return [(-dW, -db) for dW, db in all_gradients(activations, deltas)]


def gradients_axis(activations, deltas):
    return [(A.T @ d / len(d), d.mean(axis=1)) for A, d in zip(activations, deltas)]


def gradients_number(activations, deltas):
    return [(A.T @ d / len(d), d.mean()) for A, d in zip(activations, deltas)]


def gradients_units(activations, deltas):
    return [
        (A.T @ d / d.shape[1], d.sum(axis=0) / d.shape[1])
        for A, d in zip(activations, deltas)
    ]


def gradients_flat_list(activations, deltas):
    return [g for pair in all_gradients(activations, deltas) for g in pair]


def gradients_first_layer_only(activations, deltas):
    return all_gradients(activations, deltas)[:1]


def gradients_input_everywhere(activations, deltas):
    X = activations[0]
    return [(X.T @ d / len(d), d.mean(axis=0)) for d in deltas]


def gradients_flipped_deltas(activations, deltas):
    return [(A.T @ d / len(d), d.mean(0)) for A, d in zip(activations, deltas[::-1])]


def gradients_slope_again(activations, deltas):
    return [
        (A.T @ (d * B * (1 - B)) / len(d), (d * B * (1 - B)).mean(axis=0))
        for A, d, B in zip(activations, deltas, activations[1:])
    ]


def gradients_consumed(activations, deltas):
    out = []
    while deltas:
        d, A = deltas.pop(0), activations[len(out)]
        out.append((A.T @ d / len(d), d.mean(axis=0)))
    return out


def gradients_kept_axis(activations, deltas):
    return [
        (A.T @ d / len(d), d.mean(axis=0, keepdims=True))
        for A, d in zip(activations, deltas)
    ]


# --- backward -----------------------------------------------------------------------


def backward(X, weights, biases, T):
    activations = forward(X, weights, biases)
    return all_gradients(activations, all_deltas(activations, weights, T))


def backward_one_loop(X, weights, biases, T):
    A = forward(X, weights, biases)
    delta = (A[-1] - T) * A[-1] * (1 - A[-1])
    gradients = []
    for i in range(len(weights) - 1, -1, -1):
        gradients.append((A[i].T @ delta / len(X), np.mean(delta, axis=0)))
        delta = delta @ weights[i].T * A[i] * (1 - A[i])
    gradients.reverse()
    return gradients


def backward_recursive(X, weights, biases, T):
    def go(A, layer):
        """The signal that comes back to `A`, and the gradients from here on."""
        if layer == len(weights):
            return A - T, []
        out = sigma(A @ weights[layer] + biases[layer])
        signal, later = go(out, layer + 1)
        delta = signal * out * (1 - out)
        gradient = (A.T @ delta / len(X), delta.sum(axis=0) / len(X))
        return delta @ weights[layer].T, [gradient] + later

    return go(X, 0)[1]


def backward_samples(X, weights, biases, T):
    sums = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in zip(weights, biases)]
    for x, t in zip(X, T):
        a = [x]
        for W, b in zip(weights, biases):
            a.append(sigma(a[-1] @ W + b))
        d = (a[-1] - t) * a[-1] * (1 - a[-1])
        for i in reversed(range(len(weights))):
            dW, db = sums[i]
            dW += np.outer(a[i], d)
            db += d
            if i:
                d = (weights[i] @ d) * a[i] * (1 - a[i])
    return [(dW / len(X), db / len(X)) for dW, db in sums]


def backward_measured(X, weights, biases, T):
    weights, biases = copy.deepcopy(weights), copy.deepcopy(biases)

    def loss():
        return 0.5 * np.sum((forward(X, weights, biases)[-1] - T) ** 2) / len(X)

    def slopes(P):
        G = np.zeros(P.shape)
        for i in np.ndindex(P.shape):
            old = P[i]
            P[i] = old + 1e-5
            up = loss()
            P[i] = old - 1e-5
            down = loss()
            P[i] = old
            G[i] = (up - down) / 2e-5
        return G

    return [(slopes(W), slopes(b)) for W, b in zip(weights, biases)]


def backward_variant(
    X, weights, biases, T, *, slope_out=True, slope_in=True, sign=1.0, div=None, shift=0
):
    """The right loop with slips built in."""
    A = forward(X, weights, biases)
    delta = sign * (A[-1] - T) * (A[-1] * (1 - A[-1]) if slope_out else 1.0)
    N = len(X) if div is None else div
    gradients = []
    for i in range(len(weights) - 1, -1, -1):
        gradients.insert(0, (A[i + shift].T @ delta / N, delta.sum(axis=0) / N))
        delta = (delta @ weights[i].T) * (A[i] * (1 - A[i]) if slope_in else 1.0)
    return gradients


def backward_no_single(X, weights, biases, T):
    gradients = backward(X, weights, biases, T)
    return gradients if len(gradients) > 1 else []


def backward_three_at_most(X, weights, biases, T):
    gradients = backward(X, weights, biases, T)
    return gradients[:1] + gradients[-2:] if len(gradients) > 3 else gradients


def backward_no_transpose(X, weights, biases, T):
    A = forward(X, weights, biases)
    delta = layer_delta(A[-1], T)
    gradients = []
    for i in range(len(weights) - 1, -1, -1):
        gradients.insert(0, (A[i].T @ delta / len(X), delta.mean(axis=0)))
        if i:
            delta = (delta @ weights[i]) * A[i] * (1 - A[i])
    return gradients


def backward_error_back(X, weights, biases, T):
    """Sends the error itself back: no slope on the way."""
    A = forward(X, weights, biases)
    error = A[-1] - T
    gradients = []
    for i in range(len(weights) - 1, -1, -1):
        out = A[i + 1]
        delta = error * out * (1 - out)
        gradients.insert(0, (A[i].T @ delta / len(X), delta.mean(axis=0)))
        error = error @ weights[i].T
    return gradients


def backward_updates(X, weights, biases, T):
    """Moves the weights on the way back."""
    weights = [W.copy() for W in weights]
    A = forward(X, weights, biases)
    delta = layer_delta(A[-1], T)
    gradients = []
    for i in range(len(weights) - 1, -1, -1):
        dW = A[i].T @ delta / len(X)
        gradients.insert(0, (dW, delta.mean(axis=0)))
        weights[i] -= dW
        delta = (delta @ weights[i].T) * A[i] * (1 - A[i])
    return gradients


def backward_updates_theirs(X, weights, biases, T):
    gradients = backward(X, weights, biases, T)
    for W, b, (dW, db) in zip(weights, biases, gradients):
        W -= dW
        b -= db
    return gradients


def backward_mean_twice(X, weights, biases, T):
    return [(dW / len(X), db / len(X)) for dW, db in backward(X, weights, biases, T)]


def backward_no_bias(X, weights, biases, T):
    return backward(X, weights, [0 * b for b in biases], T)


def backward_reversed(X, weights, biases, T):
    return backward(X, weights, biases, T)[::-1]


def backward_appended(X, weights, biases, T):
    A = forward(X, weights, biases)
    delta = layer_delta(A[-1], T)
    gradients = []
    for i in range(len(weights) - 1, -1, -1):
        gradients.append((A[i].T @ delta / len(X), delta.mean(axis=0)))
        delta = (delta @ weights[i].T) * A[i] * (1 - A[i])
    return gradients


def backward_bias_sum(X, weights, biases, T):
    return [(dW, db * len(X)) for dW, db in backward(X, weights, biases, T)]


def backward_last_layer(X, weights, biases, T):
    gradients = backward(X, weights, biases, T)
    return [(0 * dW, 0 * db) for dW, db in gradients[:-1]] + gradients[-1:]


def backward_new_parameters(X, weights, biases, T):
    gradients = backward(X, weights, biases, T)
    return [(W - dW, b - db) for W, b, (dW, db) in zip(weights, biases, gradients)]


def backward_slope_of_z(X, weights, biases, T):
    A, Z = [X], []
    for W, b in zip(weights, biases):
        Z.append(A[-1] @ W + b)
        A.append(sigma(Z[-1]))
    delta = (A[-1] - T) * Z[-1] * (1 - Z[-1])
    gradients = []
    for i in range(len(weights) - 1, -1, -1):
        gradients.insert(0, (A[i].T @ delta / len(X), delta.mean(axis=0)))
        if i:
            delta = (delta @ weights[i].T) * Z[i - 1] * (1 - Z[i - 1])
    return gradients


def backward_mean_per_layer(X, weights, biases, T):
    """Divides delta by N again in every layer."""
    A = forward(X, weights, biases)
    delta = layer_delta(A[-1], T)
    gradients = []
    for i in range(len(weights) - 1, -1, -1):
        delta = delta / len(X)
        gradients.insert(0, (A[i].T @ delta, delta.sum(axis=0)))
        delta = (delta @ weights[i].T) * A[i] * (1 - A[i])
    return gradients


def backward_first_sample(X, weights, biases, T):
    return backward(X[:1], weights, biases, T[:1])


def backward_mean_over_outputs(X, weights, biases, T):
    K = T.shape[1]
    return [(dW / K, db / K) for dW, db in backward(X, weights, biases, T)]


# --- train_step ---------------------------------------------------------------------


def step_comprehension(X, T, weights, biases, eta):
    gradients = backward(X, weights, biases, T)
    new_weights = [W - eta * dW for W, (dW, _) in zip(weights, gradients)]
    new_biases = [b - eta * db for b, (_, db) in zip(biases, gradients)]
    return new_weights, new_biases


def step_deepcopy(X, T, weights, biases, eta):
    new_weights, new_biases = copy.deepcopy(weights), copy.deepcopy(biases)
    for i, (dW, db) in enumerate(backward_one_loop(X, weights, biases, T)):
        new_weights[i] -= eta * dW
        new_biases[i] -= eta * db
    return new_weights, new_biases


def step_zip(X, T, weights, biases, eta):
    moved = [
        (W - eta * dW, b - eta * db)
        for W, b, (dW, db) in zip(weights, biases, backward(X, weights, biases, T))
    ]
    return tuple(map(list, zip(*moved)))


def step_list_copy(X, T, weights, biases, eta):
    gradients = backward_samples(X, weights, biases, T)
    weights, biases = list(weights), list(biases)
    for i, (dW, db) in enumerate(gradients):
        weights[i] = weights[i] - eta * dW
        biases[i] = biases[i] - eta * db
    return [weights, biases]


def step_in_place(X, T, weights, biases, eta):
    for i, (dW, db) in enumerate(backward(X, weights, biases, T)):
        weights[i] -= eta * dW
        biases[i] -= eta * db
    return weights, biases


def step_replaces_entries(X, T, weights, biases, eta):
    for i, (dW, db) in enumerate(backward(X, weights, biases, T)):
        weights[i] = weights[i] - eta * dW
        biases[i] = biases[i] - eta * db
    return weights, biases


def step_shallow_copy(X, T, weights, biases, eta):
    gradients = backward(X, weights, biases, T)
    new_weights, new_biases = weights.copy(), biases.copy()
    for i, (dW, db) in enumerate(gradients):
        new_weights[i] -= eta * dW
        new_biases[i] -= eta * db
    return new_weights, new_biases


def step_uphill(X, T, weights, biases, eta):
    return step_comprehension(X, T, weights, biases, -eta)


def step_no_eta(X, T, weights, biases, eta):
    return step_comprehension(X, T, weights, biases, 1.0)


def step_layer_by_layer(X, T, weights, biases, eta):
    """Runs the network again after each layer's step."""
    weights, biases = list(weights), list(biases)
    for i in range(len(weights)):
        dW, db = backward(X, weights, biases, T)[i]
        weights[i] = weights[i] - eta * dW
        biases[i] = biases[i] - eta * db
    return weights, biases


def step_back_through_new(X, T, weights, biases, eta):
    weights, biases = list(weights), list(biases)
    A = forward(X, weights, biases)
    delta = layer_delta(A[-1], T)
    for i in range(len(weights) - 1, -1, -1):
        weights[i] = weights[i] - eta * A[i].T @ delta / len(X)
        biases[i] = biases[i] - eta * delta.mean(axis=0)
        delta = (delta @ weights[i].T) * A[i] * (1 - A[i])
    return weights, biases


def step_biases_after(X, T, weights, biases, eta):
    weights = [
        W - eta * dW for W, (dW, _) in zip(weights, backward(X, weights, biases, T))
    ]
    biases = [
        b - eta * db for b, (_, db) in zip(biases, backward(X, weights, biases, T))
    ]
    return weights, biases


def step_biases_stay(X, T, weights, biases, eta):
    return step_comprehension(X, T, weights, biases, eta)[0], biases


def step_weights_stay(X, T, weights, biases, eta):
    return weights, step_comprehension(X, T, weights, biases, eta)[1]


def step_swapped(X, T, weights, biases, eta):
    return step_comprehension(X, T, weights, biases, eta)[::-1]


def step_pairs(X, T, weights, biases, eta):
    return list(zip(*step_comprehension(X, T, weights, biases, eta)))


def step_sum(X, T, weights, biases, eta):
    return step_comprehension(X, T, weights, biases, eta * len(X))


def step_last_layer_only(X, T, weights, biases, eta):
    new_weights, new_biases = step_comprehension(X, T, weights, biases, eta)
    return weights[:-1] + new_weights[-1:], biases[:-1] + new_biases[-1:]


def step_changes(X, T, weights, biases, eta):
    gradients = backward(X, weights, biases, T)
    return [-eta * dW for dW, _ in gradients], [-eta * db for _, db in gradients]


def step_gradients(X, T, weights, biases, eta):
    gradients = backward(X, weights, biases, T)
    return [dW for dW, _ in gradients], [db for _, db in gradients]


def step_nothing(X, T, weights, biases, eta):
    gradients = backward(X, weights, biases, T)
    for W, b, (dW, db) in zip(weights, biases, gradients):
        W = W - eta * dW
        b = b - eta * db
    return weights, biases


def step_rows(X, T, weights, biases, eta):
    for x, t in zip(X, T):
        weights, biases = step_comprehension(
            x[None, :], t[None, :], weights, biases, eta
        )
    return weights, biases


def step_uphill_summed(X, T, weights, biases, eta):
    return step_comprehension(X, T, weights, biases, -eta * len(X))


def step_bias_sum(X, T, weights, biases, eta):
    gradients = backward_bias_sum(X, weights, biases, T)
    return (
        [W - eta * dW for W, (dW, _) in zip(weights, gradients)],
        [b - eta * db for b, (_, db) in zip(biases, gradients)],
    )


# --- two_layer_step -----------------------------------------------------------------


def two_textbook(X, T, W1, b1, W2, b2, eta):
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    delta2 = (A2 - T) * A2 * (1 - A2)
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    b2 = b2 - eta * delta2.mean(axis=0)
    W1 = W1 - eta * X.T @ delta1 / len(X)
    b1 = b1 - eta * delta1.mean(axis=0)
    return W1, b1, W2, b2


def two_first_layer_first(X, T, W1, b1, W2, b2, eta):
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    delta2 = (A2 - T) * A2 * (1 - A2)
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
    W1 = W1 - eta * X.T @ delta1 / len(X)
    b1 = b1 - eta * delta1.mean(axis=0)
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    b2 = b2 - eta * delta2.mean(axis=0)
    return W1, b1, W2, b2


def two_bias_early(X, T, W1, b1, W2, b2, eta):
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    delta2 = (A2 - T) * A2 * (1 - A2)
    b2 = b2 - eta * delta2.mean(axis=0)
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
    b1 = b1 - eta * delta1.mean(axis=0)
    W1 = W1 - eta * X.T @ delta1 / len(X)
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    return W1, b1, W2, b2


def two_famous(X, T, W1, b1, W2, b2, eta):
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    delta2 = (A2 - T) * A2 * (1 - A2)
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    b2 = b2 - eta * delta2.mean(axis=0)
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
    W1 = W1 - eta * X.T @ delta1 / len(X)
    b1 = b1 - eta * delta1.mean(axis=0)
    return W1, b1, W2, b2


def two_delta1_too_early(X, T, W1, b1, W2, b2, eta):
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)  # noqa: F821
    delta2 = (A2 - T) * A2 * (1 - A2)
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    b2 = b2 - eta * delta2.mean(axis=0)
    W1 = W1 - eta * X.T @ delta1 / len(X)
    b1 = b1 - eta * delta1.mean(axis=0)
    return W1, b1, W2, b2


def two_a2_first(X, T, W1, b1, W2, b2, eta):
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))  # noqa: F821
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    delta2 = (A2 - T) * A2 * (1 - A2)
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    b2 = b2 - eta * delta2.mean(axis=0)
    W1 = W1 - eta * X.T @ delta1 / len(X)
    b1 = b1 - eta * delta1.mean(axis=0)
    return W1, b1, W2, b2


def two_return_early(X, T, W1, b1, W2, b2, eta):
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    delta2 = (A2 - T) * A2 * (1 - A2)
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    W1 = W1 - eta * X.T @ delta1 / len(X)
    return W1, b1, W2, b2
    b1 = b1 - eta * delta1.mean(axis=0)
    b2 = b2 - eta * delta2.mean(axis=0)


def two_line_lost(X, T, W1, b1, W2, b2, eta):
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    delta2 = (A2 - T) * A2 * (1 - A2)
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    W1 = W1 - eta * X.T @ delta1 / len(X)
    b1 = b1 - eta * delta1.mean(axis=0)
    return W1, b1, W2, b2


def two_line_twice(X, T, W1, b1, W2, b2, eta):
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    delta2 = (A2 - T) * A2 * (1 - A2)
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    W2 = W2 - eta * A1.T @ delta2 / len(X)
    b2 = b2 - eta * delta2.mean(axis=0)
    W1 = W1 - eta * X.T @ delta1 / len(X)
    b1 = b1 - eta * delta1.mean(axis=0)
    return W1, b1, W2, b2


def two_not_moved(X, T, W1, b1, W2, b2, eta):
    return W1, b1, W2, b2
    raise NotImplementedError


def two_plus(X, T, W1, b1, W2, b2, eta):
    return two_textbook(X, T, W1, b1, W2, b2, -eta)


def two_return_order(X, T, W1, b1, W2, b2, eta):
    W1, b1, W2, b2 = two_textbook(X, T, W1, b1, W2, b2, eta)
    return W1, W2, b1, b2


def two_return_back(X, T, W1, b1, W2, b2, eta):
    W1, b1, W2, b2 = two_textbook(X, T, W1, b1, W2, b2, eta)
    return W2, b2, W1, b1


def two_in_place(X, T, W1, b1, W2, b2, eta):
    new = two_textbook(X, T, W1, b1, W2, b2, eta)
    W1[:], b1[:], W2[:], b2[:] = new
    return W1, b1, W2, b2


def two_famous_summed(X, T, W1, b1, W2, b2, eta):
    return two_famous(X, T, W1, b1, W2, b2, eta * len(X))


# --- backward_loop ------------------------------------------------------------------


def loop_right(X, weights, biases, T):
    activations = [X]
    for W, b in zip(weights, biases):
        Z = activations[-1] @ W + b
        activations.append(1 / (1 + np.exp(-Z)))
    A = activations.pop()
    signal = A - T
    gradients = []
    for W in reversed(weights):
        delta = signal * A * (1 - A)
        A = activations.pop()
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))
        signal = delta @ W.T
    return gradients


def loop_right_again(X, weights, biases, T):
    gradients = []
    activations = [X]
    for W, b in zip(weights, biases):
        Z = activations[-1] @ W + b
        activations.append(1 / (1 + np.exp(-Z)))
    A = activations.pop()
    signal = A - T
    for W in reversed(weights):
        delta = signal * A * (1 - A)
        signal = delta @ W.T
        A = activations.pop()
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))
    return gradients


def loop_pop_first(X, weights, biases, T):
    activations = [X]
    for W, b in zip(weights, biases):
        Z = activations[-1] @ W + b
        activations.append(1 / (1 + np.exp(-Z)))
    A = activations.pop()
    signal = A - T
    gradients = []
    for W in reversed(weights):
        A = activations.pop()
        delta = signal * A * (1 - A)
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))
        signal = delta @ W.T
    return gradients


def loop_gradient_first(X, weights, biases, T):
    activations = [X]
    for W, b in zip(weights, biases):
        Z = activations[-1] @ W + b
        activations.append(1 / (1 + np.exp(-Z)))
    A = activations.pop()
    signal = A - T
    gradients = []
    for W in reversed(weights):
        delta = signal * A * (1 - A)
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))
        A = activations.pop()
        signal = delta @ W.T
    return gradients


def loop_delta_last(X, weights, biases, T):
    activations = [X]
    for W, b in zip(weights, biases):
        Z = activations[-1] @ W + b
        activations.append(1 / (1 + np.exp(-Z)))
    A = activations.pop()
    signal = A - T
    gradients = []
    for W in reversed(weights):
        A = activations.pop()
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))  # noqa: F821
        signal = delta @ W.T  # noqa: F821
        delta = signal * A * (1 - A)  # noqa: F841
    return gradients


def loop_return_inside(X, weights, biases, T):
    activations = [X]
    for W, b in zip(weights, biases):
        Z = activations[-1] @ W + b
        activations.append(1 / (1 + np.exp(-Z)))
    A = activations.pop()
    signal = A - T
    gradients = []
    for W in reversed(weights):
        delta = signal * A * (1 - A)
        A = activations.pop()
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))
        signal = delta @ W.T
        return gradients


def loop_z_after(X, weights, biases, T):
    activations = [X]
    for W, b in zip(weights, biases):
        activations.append(1 / (1 + np.exp(-Z)))  # noqa: F821
        Z = activations[-1] @ W + b  # noqa: F841
    A = activations.pop()
    signal = A - T
    gradients = []
    for W in reversed(weights):
        delta = signal * A * (1 - A)
        A = activations.pop()
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))
        signal = delta @ W.T
    return gradients


def loop_appends(X, weights, biases, T):
    return loop_right(X, weights, biases, T)[::-1]


def loop_gradients_reset(X, weights, biases, T):
    activations = [X]
    for W, b in zip(weights, biases):
        Z = activations[-1] @ W + b
        activations.append(1 / (1 + np.exp(-Z)))
    A = activations.pop()
    signal = A - T
    for W in reversed(weights):
        gradients = []
        delta = signal * A * (1 - A)
        A = activations.pop()
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))
        signal = delta @ W.T
    return gradients


def loop_signal_again(X, weights, biases, T):
    activations = [X]
    for W, b in zip(weights, biases):
        Z = activations[-1] @ W + b
        activations.append(1 / (1 + np.exp(-Z)))
    A = activations.pop()
    signal = A - T
    gradients = []
    for W in reversed(weights):
        delta = signal * A * (1 - A)
        signal = delta @ W.T
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))
        A = activations.pop()
    return gradients


def loop_no_signal(X, weights, biases, T):
    """The line with delta @ W.T got lost."""
    activations = [X]
    for W, b in zip(weights, biases):
        Z = activations[-1] @ W + b
        activations.append(1 / (1 + np.exp(-Z)))
    A = activations.pop()
    signal = A - T
    gradients = []
    for _ in reversed(weights):
        delta = signal * A * (1 - A)
        A = activations.pop()
        gradients.insert(0, (A.T @ delta / len(A), delta.mean(axis=0)))
    return gradients


# --- column_hidden_delta ------------------------------------------------------------


def column_loop(W_next, delta_next, z):
    slope = z.copy()
    for j in range(len(z)):
        a = 1 / (1 + np.exp(-z[j, 0]))
        slope[j, 0] = a * (1 - a)
    return (W_next.T @ delta_next) * slope


def column_vector(W_next, delta_next, z):
    a = sigma(z)
    return W_next.T @ delta_next * a * (1 - a)


def column_sums(W_next, delta_next, z):
    m, n = W_next.shape
    delta = np.zeros((n, 1))
    for j in range(n):
        heard = sum(W_next[k, j] * delta_next[k, 0] for k in range(m))
        a = 1 / (1 + np.exp(-z[j, 0]))
        delta[j, 0] = heard * a * (1 - a)
    return delta


def column_rows(W_next, delta_next, z):
    return (hidden_delta(delta_next.T, W_next.T, sigma(z).T)).T


def column_as_given(W_next, delta_next, z):
    for j in range(len(z)):
        a = 1 / (1 + np.exp(-z[j, 0]))
        z[j, 0] = a * (1 - a)
    return (W_next @ delta_next) * z


def column_only_transpose(W_next, delta_next, z):
    for j in range(len(z)):
        a = 1 / (1 + np.exp(-z[j, 0]))
        z[j, 0] = a * (1 - a)
    return (W_next.T @ delta_next) * z


def column_only_copy(W_next, delta_next, z):
    z = z.copy()
    for j in range(len(z)):
        a = 1 / (1 + np.exp(-z[j, 0]))
        z[j, 0] = a * (1 - a)
    return (W_next @ delta_next) * z


def column_alias(W_next, delta_next, z):
    slope = z
    for j in range(len(z)):
        a = 1 / (1 + np.exp(-z[j, 0]))
        slope[j, 0] = a * (1 - a)
    return (W_next.T @ delta_next) * slope


def column_shallow_slice(W_next, delta_next, z):
    s = z[:]
    for j in range(len(z)):
        a = 1 / (1 + np.exp(-s[j, 0]))
        s[j, 0] = a * (1 - a)
    return (W_next.T @ delta_next) * s


def column_no_slope(W_next, delta_next, z):
    return W_next.T @ delta_next


def column_activation(W_next, delta_next, z):
    return (W_next.T @ delta_next) * sigma(z)


def column_slope_of_z(W_next, delta_next, z):
    return (W_next.T @ delta_next) * z * (1 - z)


def column_flat(W_next, delta_next, z):
    a = sigma(z)
    return (W_next.T @ delta_next * a * (1 - a)).ravel()


def column_row(W_next, delta_next, z):
    a = sigma(z)
    return (delta_next.T @ W_next) * (a * (1 - a)).T


def column_outer(W_next, delta_next, z):
    a = sigma(z).ravel()
    return W_next.T @ delta_next * (a * (1 - a))


def column_sign(W_next, delta_next, z):
    return -column_vector(W_next, delta_next, z)


def column_z_is_a(W_next, delta_next, z):
    z = z.copy()
    for j in range(len(z)):
        z[j, 0] = 1 / (1 + np.exp(-z[j, 0]))
    return (W_next.T @ delta_next) * z


def column_double_sigmoid(W_next, delta_next, z):
    a = sigma(sigma(z))
    return (W_next.T @ delta_next) * a * (1 - a)


def column_puts_back(W_next, delta_next, z):
    """Changes z, and copies too late."""
    for j in range(len(z)):
        a = 1 / (1 + np.exp(-z[j, 0]))
        z[j, 0] = a * (1 - a)
    slope = z.copy()
    return (W_next.T @ delta_next) * slope


# --- mended_backward ----------------------------------------------------------------


def mended(X, weights, biases, T):
    activations = [X]
    for W, b in zip(weights, biases):
        activations.append(1 / (1 + np.exp(-(activations[-1] @ W + b))))
    delta = (activations[-1] - T) * activations[-1] * (1 - activations[-1])
    gradients = []
    for layer in range(len(weights) - 1, -1, -1):
        A = activations[layer]
        gradients.insert(0, (A.T @ delta / len(X), delta.mean(axis=0)))
        if layer > 0:
            delta = (delta @ weights[layer].T) * A * (1 - A)
    return gradients


def mended_variant(X, weights, biases, T, *, mean=True, back=0, div=1, slope=True):
    activations = [X]
    for W, b in zip(weights, biases):
        activations.append(1 / (1 + np.exp(-(activations[-1] @ W + b))))
    delta = (activations[-1] - T) * activations[-1] * (1 - activations[-1])
    gradients = []
    for layer in range(len(weights) - 1, -1, -1):
        A = activations[layer]
        db = delta.mean(axis=0) if mean else delta.sum(axis=0)
        gradients.insert(0, (A.T @ delta / len(X) / div, db))
        if layer > 0:
            W = weights[layer + back]
            delta = (delta @ W.T) * (A * (1 - A) if slope else 1)
    return gradients


def mended_both_sums(X, weights, biases, T):
    return [(dW * len(X), db * len(X)) for dW, db in mended(X, weights, biases, T)]


def mended_no_transpose(X, weights, biases, T):
    return backward_no_transpose(X, weights, biases, T)


def mended_bias_axis(X, weights, biases, T):
    return [
        (dW, np.full(db.shape, db.mean())) for dW, db in mended(X, weights, biases, T)
    ]


def mended_sign(X, weights, biases, T):
    return [(-dW, -db) for dW, db in mended(X, weights, biases, T)]


def mended_next_activation(X, weights, biases, T):
    A = forward(X, weights, biases)
    delta = layer_delta(A[-1], T)
    gradients = []
    for layer in range(len(weights) - 1, -1, -1):
        gradients.insert(0, (A[layer].T @ delta / len(X), delta.mean(axis=0)))
        if layer > 0:
            B = A[layer - 1] if A[layer - 1].shape == A[layer].shape else A[layer]
            delta = (delta @ weights[layer].T) * B * (1 - B)
    return gradients


RIGHT = {
    "forward": [
        forward,
        forward_index,
        forward_reduce,
        forward_recursive,
        forward_tuple,
    ],
    "hidden_delta": [
        hidden_delta,
        hidden_loops,
        hidden_einsum,
        hidden_rows,
        lambda delta_next, W_next, A: (W_next @ delta_next.T).T * (A - A**2),
    ],
    "all_deltas": [all_deltas, deltas_reversed, deltas_filled, deltas_recursive],
    "all_gradients": [
        all_gradients,
        gradients_pieces,
        gradients_lists,
        gradients_map,
    ],
    "backward": [
        backward,
        backward_one_loop,
        backward_recursive,
        backward_samples,
    ],
    "train_step": [step_comprehension, step_deepcopy, step_zip, step_list_copy],
    "two_layer_step": [two_textbook, two_first_layer_first, two_bias_early],
    "backward_loop": [loop_right, loop_right_again, backward_one_loop],
    "column_hidden_delta": [column_loop, column_vector, column_sums, column_rows],
    "mended_backward": [mended, backward, backward_recursive],
}

WRONG = {
    "forward": [
        ("the last layer only", forward_last_only),
        ("the input left out", forward_without_input),
        ("last layer first", forward_reversed),
        ("no bias", forward_no_bias),
        ("weighted inputs, not activations", forward_weighted_inputs),
        ("no sigmoid", forward_linear),
        ("no sigmoid at the output", forward_linear_output),
        ("each layer gets X", forward_always_x),
        ("last layer twice", forward_last_twice),
        ("stops one layer early", forward_stops_early),
        ("sigmoid of the input kept", forward_sigmoid_of_input),
        ("sigmoid of the input goes in", forward_squashed_input),
        ("first layer's biases, added up", forward_first_bias),
        ("two layers only", forward_two_layers),
        ("keeps the last two only", forward_one_buffer),
        ("bias after the sigmoid", forward_bias_outside),
        ("empties the lists of the caller", forward_pops),
        ("tanh", forward_tanh),
        ("exponent of the wrong sign", forward_wrong_exponent),
        ("slopes in the place of activations", forward_slopes),
    ],
    "hidden_delta": [
        ("no transpose", lambda d, W, A: (d @ W) * A * (1 - A)),
        ("no slope", lambda d, W, A: d @ W.T),
        ("wrong sign", lambda d, W, A: -(d @ W.T) * A * (1 - A)),
        ("sigmoid of A", lambda d, W, A: (d @ W.T) * sigma(A) * (1 - sigma(A))),
        ("only A", lambda d, W, A: (d @ W.T) * A),
        ("only 1 - A", lambda d, W, A: (d @ W.T) * (1 - A)),
        ("tanh's slope", lambda d, W, A: (d @ W.T) * (1 - A**2)),
        ("slope of the next layer", lambda d, W, A: (d * d * (1 - d)) @ W.T),
        ("product of sums", lambda d, W, A: np.outer(d.sum(1), W.sum(1)) * A * (1 - A)),
        ("mean over the batch", lambda d, W, A: (d @ W.T) * A * (1 - A) / len(A)),
        ("A for the slope's place, twice", lambda d, W, A: (d @ W.T) * A * A * (1 - A)),
        (
            "slope before the weights",
            lambda d, W, A: d @ (W * (A * (1 - A)).mean(0)[:, None]).T,
        ),
        ("transposed", lambda d, W, A: ((d @ W.T) * A * (1 - A)).T),
        ("changes A", hidden_in_place),
        ("bracket missing", lambda d, W, A: d @ W.T * A * 1 - A),
        ("sum over the batch", lambda d, W, A: ((d @ W.T) * A * (1 - A)).sum(0)),
        ("mean over the units", lambda d, W, A: (d @ W.T) * A * (1 - A) / W.shape[1]),
        ("no weights", lambda d, W, A: d.sum(1, keepdims=True) * A * (1 - A)),
        ("squared weights", lambda d, W, A: (d @ (W**2).T) * A * (1 - A)),
        ("the error of this layer", lambda d, W, A: A * (1 - A)),
        ("no slope, wrong sign", lambda d, W, A: -(d @ W.T)),
        ("relu's slope", lambda d, W, A: (d @ W.T) * (A > 0)),
        ("adds the slope", lambda d, W, A: d @ W.T + A * (1 - A)),
    ],
    "all_deltas": [
        ("last layer first", deltas_backward_order),
        ("with a delta of the input", deltas_with_input),
        ("every layer compared with T", deltas_every_layer_its_target),
        ("output's delta for all layers", deltas_output_delta_everywhere),
        ("weights of the layer before", deltas_wrong_weights),
        ("activation of the layer before", deltas_wrong_activation),
        ("one too few", deltas_one_too_few),
        ("the last one only", deltas_last_only),
        ("divided by N", deltas_mean),
        ("divided by N in each layer", deltas_mean_each_layer),
        ("takes the caller's list apart", deltas_pops),
        ("gradients in the place of deltas", deltas_gradients),
        ("begins at the wrong end", deltas_forwards),
        ("two layers only", deltas_two_layers),
        ("a batch of one loses its axis", deltas_squeezed),
        (
            "no slope at the output",
            partial(deltas_variant, first=lambda O, T: O - T, back=hidden_delta),
        ),
        (
            "no slope at the hidden layers",
            partial(deltas_variant, first=layer_delta, back=lambda d, W, A: d @ W.T),
        ),
        (
            "no slope anywhere",
            partial(
                deltas_variant, first=lambda O, T: O - T, back=lambda d, W, A: d @ W.T
            ),
        ),
        (
            "wrong sign",
            partial(
                deltas_variant,
                first=lambda O, T: layer_delta(T, O) * 0 - layer_delta(O, T),
                back=hidden_delta,
            ),
        ),
        (
            "no transpose",
            partial(
                deltas_variant,
                first=layer_delta,
                back=lambda d, W, A: (d @ W) * A * (1 - A),
            ),
        ),
        (
            "slope of sigma(A)",
            partial(
                deltas_variant,
                first=layer_delta,
                back=lambda d, W, A: (d @ W.T) * sigma(A) * (1 - sigma(A)),
            ),
        ),
        (
            "wrong sign, no slope at the output",
            partial(deltas_variant, first=lambda O, T: T - O, back=hidden_delta),
        ),
        (
            "wrong sign in every layer",
            partial(
                deltas_variant,
                first=lambda O, T: -layer_delta(O, T),
                back=lambda d, W, A: -hidden_delta(d, W, A),
            ),
        ),
    ],
    "all_gradients": [
        ("activations of the same layer", gradients_own_activation),
        ("sums", gradients_sums),
        ("bias gradient summed", gradients_bias_sum),
        ("weight gradient summed", gradients_weight_sum),
        ("transposed", gradients_transposed),
        ("last layer first", gradients_order),
        ("db first", gradients_db_first),
        ("two lists", gradients_two_lists),
        ("no bias gradients", gradients_weights_only),
        ("minus", gradients_minus),
        ("db over the wrong axis", gradients_axis),
        ("db a number", gradients_number),
        ("divided by the units", gradients_units),
        ("one long list", gradients_flat_list),
        ("first layer only", gradients_first_layer_only),
        ("input for all layers", gradients_input_everywhere),
        ("deltas from the wrong end", gradients_flipped_deltas),
        ("slope multiplied in again", gradients_slope_again),
        ("takes the caller's list apart", gradients_consumed),
        ("db (1, n)", gradients_kept_axis),
    ],
    "backward": [
        ("no slope at the output", partial(backward_variant, slope_out=False)),
        ("no slope at the hidden layers", partial(backward_variant, slope_in=False)),
        ("no slope at all", partial(backward_variant, slope_in=False, slope_out=False)),
        ("wrong sign", partial(backward_variant, sign=-1.0)),
        ("sums", partial(backward_variant, div=1)),
        ("activations of the same layer", partial(backward_variant, shift=1)),
        ("no transpose", backward_no_transpose),
        ("the error goes back, not delta", backward_error_back),
        ("moves the weights on the way", backward_updates),
        ("changes the caller's weights", backward_updates_theirs),
        ("mean twice", backward_mean_twice),
        ("no bias in the forward pass", backward_no_bias),
        ("last layer first", backward_reversed),
        ("appends on the way back", backward_appended),
        ("bias gradient summed", backward_bias_sum),
        ("only the last layer learns", backward_last_layer),
        ("new parameters", backward_new_parameters),
        ("z (1 - z)", backward_slope_of_z),
        ("divided by N in each layer", backward_mean_per_layer),
        ("first sample only", backward_first_sample),
        ("mean over the outputs too", backward_mean_over_outputs),
        ("wrong sign and sums", partial(backward_variant, sign=-1.0, div=1)),
        ("twice", partial(backward_variant, sign=2.0)),
        ("measured in the place of computed: not exact enough", backward_measured),
        ("not for a network of one layer", backward_no_single),
        ("three layers at most", backward_three_at_most),
    ],
    "train_step": [
        ("changes the arrays in place", step_in_place),
        ("replaces the entries of the caller's lists", step_replaces_entries),
        ("copies the list, not the arrays", step_shallow_copy),
        ("uphill", step_uphill),
        ("no eta", step_no_eta),
        ("layer by layer, forward again each time", step_layer_by_layer),
        ("delta through the new weights", step_back_through_new),
        ("biases after the weights", step_biases_after),
        ("biases stay", step_biases_stay),
        ("weights stay", step_weights_stay),
        ("swapped", step_swapped),
        ("pairs", step_pairs),
        ("sum", step_sum),
        ("last layer only", step_last_layer_only),
        ("changes only", step_changes),
        ("gradients", step_gradients),
        ("new arrays thrown away", step_nothing),
        ("a step a sample", step_rows),
        ("uphill and summed", step_uphill_summed),
        ("bias gradients summed", step_bias_sum),
    ],
    "two_layer_step": [
        ("delta1 through the new W2", two_famous),
        ("delta1 before delta2", two_delta1_too_early),
        ("A2 before A1", two_a2_first),
        ("return before the biases", two_return_early),
        ("a line got lost", two_line_lost),
        ("a line stands twice", two_line_twice),
        ("return at the top", two_not_moved),
        ("uphill", two_plus),
        ("another order of results", two_return_order),
        ("second layer first", two_return_back),
        ("changes the caller's arrays", two_in_place),
        ("through the new W2, and summed", two_famous_summed),
    ],
    "backward_loop": [
        ("pops before delta", loop_pop_first),
        ("gradient before pop", loop_gradient_first),
        ("delta last", loop_delta_last),
        ("return inside the loop", loop_return_inside),
        ("activation before Z", loop_z_after),
        ("last layer first", loop_appends),
        ("list emptied in the loop", loop_gradients_reset),
        ("gradient before pop, signal before both", loop_signal_again),
        ("signal never moves", loop_no_signal),
        ("no slope at the output", partial(backward_variant, slope_out=False)),
    ],
    "column_hidden_delta": [
        ("nothing mended", column_as_given),
        ("transpose only", column_only_transpose),
        ("copy only", column_only_copy),
        ("another name is no copy", column_alias),
        ("a slice is no copy", column_shallow_slice),
        ("no slope", column_no_slope),
        ("activation, not slope", column_activation),
        ("z (1 - z)", column_slope_of_z),
        ("flat", column_flat),
        ("a row", column_row),
        ("(n, 1) times (n,)", column_outer),
        ("wrong sign", column_sign),
        ("stops at a", column_z_is_a),
        ("sigmoid twice", column_double_sigmoid),
        ("copies too late", column_puts_back),
    ],
    "mended_backward": [
        ("nothing mended", partial(mended_variant, mean=False, back=-1)),
        ("bias only", partial(mended_variant, back=-1)),
        ("weights only", partial(mended_variant, mean=False)),
        ("both summed", mended_both_sums),
        ("no transpose", mended_no_transpose),
        ("one bias gradient for all units", mended_bias_axis),
        ("sign", mended_sign),
        ("both mended, slope lost", partial(mended_variant, slope=False)),
        ("dW divided again", partial(mended_variant, div=2)),
        ("activation of the layer before", mended_next_activation),
        ("slope lost, bias summed", partial(mended_variant, slope=False, mean=False)),
    ],
}
