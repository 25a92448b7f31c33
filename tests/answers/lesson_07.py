"""Right and wrong answers to the exercises of lesson 07: training in practice."""

import math
from functools import partial

import numpy as np

# --- he_init ------------------------------------------------------------------------


def he_normal(n_in, n_out, rng):
    return rng.normal(0.0, np.sqrt(2 / n_in), size=(n_in, n_out))


def he_standard(n_in, n_out, rng):
    return rng.standard_normal((n_in, n_out)) * math.sqrt(2.0 / n_in)


def he_uniform(n_in, n_out, rng):
    limit = np.sqrt(6 / n_in)
    return rng.uniform(-limit, limit, size=(n_in, n_out))


def he_rows(n_in, n_out, rng):
    W = np.empty((n_in, n_out))
    for j in range(n_in):
        for k in range(n_out):
            W[j, k] = rng.normal() * (2 / n_in) ** 0.5
    return W


def he_one_column(n_in, n_out, rng):
    column = rng.normal(0, np.sqrt(2 / n_in), size=(n_in, 1))
    return np.repeat(column, n_out, axis=1)


def he_one_row(n_in, n_out, rng):
    return np.tile(rng.normal(0, np.sqrt(2 / n_in), size=n_out), (n_in, 1))


def he_global(n_in, n_out, rng):
    return np.random.randn(n_in, n_out) * np.sqrt(2 / n_in)  # noqa: NPY002


def he_own_seed(n_in, n_out, rng):
    return np.random.default_rng(0).normal(0, np.sqrt(2 / n_in), (n_in, n_out))


def he_rescaled(n_in, n_out, rng):
    """Forces the sample's mean and deviation: the entries aren't independent."""
    W = rng.normal(size=(n_in, n_out))
    W = (W - W.mean()) / W.std()
    return W * np.sqrt(2 / n_in)


def he_signs_shared(n_in, n_out, rng):
    half = rng.normal(0, np.sqrt(2 / n_in), size=(n_in, (n_out + 1) // 2))
    return np.hstack([half, -half])[:, :n_out]


def he_absolute(n_in, n_out, rng):
    return np.abs(rng.normal(0, np.sqrt(2 / n_in), size=(n_in, n_out)))


def he_uniform_from_zero(n_in, n_out, rng):
    return rng.random((n_in, n_out)) * np.sqrt(2 / n_in)


# --- gradient_norms -----------------------------------------------------------------


def norms_loop(gradients):
    norms = []
    for dW, _ in gradients:
        total = 0.0
        for row in dW:
            for g in row:
                total += g * g
        norms.append(total**0.5)
    return norms


def norms_overflow_safe(gradients):
    out = []
    for dW, _ in gradients:
        top = np.abs(dW).max()
        out.append(float(top and top * np.sqrt(np.sum((dW / top) ** 2))))
    return out


# --- penalties ----------------------------------------------------------------------


def l1_loop(W, lam):
    out = np.zeros_like(W, dtype=float)
    for index in np.ndindex(np.shape(W)):
        if W[index] > 0:
            out[index] = lam
        elif W[index] < 0:
            out[index] = -lam
    return out


def l2_in_place(W, lam):
    W *= 2 * lam
    return W


def l1_division(W, lam):
    return lam * W / np.abs(W)


def soft_loop(W, amount):
    out = np.zeros_like(W)
    for index, w in np.ndenumerate(W):
        if w > amount:
            out[index] = w - amount
        elif w < -amount:
            out[index] = w + amount
    return out


def soft_masks(W, amount):
    out = W.copy()
    big = np.abs(W) > amount
    out[big] -= amount * np.sign(W[big])
    out[~big] = 0
    return out


def soft_in_place(W, amount):
    W[np.abs(W) <= amount] = 0
    W[W > 0] -= amount
    W[W < 0] += amount
    return W


def soft_sequential(W, amount):
    """The second line sees what the first one did."""
    W = W.copy()
    W[amount < W] -= amount
    W[-amount > W] += amount
    W[np.abs(W) <= amount] = 0
    return W


# --- early_stopping -----------------------------------------------------------------


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


# --- dropout ------------------------------------------------------------------------


def dropout_random(A, keep, rng):
    mask = (rng.random(A.shape) < keep) / keep
    return A * mask, mask


def dropout_binomial(A, keep, rng):
    mask = rng.binomial(1, keep, size=np.shape(A)) / keep
    return np.multiply(A, mask), mask


def dropout_where(A, keep, rng):
    mask = np.where(rng.uniform(size=A.shape) >= keep, 0.0, 1 / keep)
    return np.where(mask > 0, A / keep, 0.0), mask


def dropout_choice(A, keep, rng):
    mask = rng.choice([0.0, 1.0 / keep], size=A.shape, p=[1 - keep, keep])
    return mask * A, mask


def dropout_loop(A, keep, rng):
    mask = np.zeros(A.shape)
    for index in np.ndindex(A.shape):
        if rng.random() < keep:
            mask[index] = 1 / keep
    return A * mask, mask


def dropout_no_scale(A, keep, rng):
    mask = (rng.random(A.shape) < keep).astype(float)
    return A * mask, mask


def dropout_scaled_output_only(A, keep, rng):
    mask = (rng.random(A.shape) < keep).astype(float)
    return A * mask / keep, mask


def dropout_drops_keep(A, keep, rng):
    mask = (rng.random(A.shape) > keep) / keep
    return A * mask, mask


def dropout_by_drop(A, keep, rng):
    mask = (rng.random(A.shape) < keep) / (1 - keep)
    return A * mask, mask


def dropout_times_keep(A, keep, rng):
    mask = (rng.random(A.shape) < keep) * keep
    return A * mask, mask


def dropout_rows(A, keep, rng):
    mask = np.repeat((rng.random((len(A), 1)) < keep) / keep, A.shape[1], axis=1)
    return A * mask, mask


def dropout_columns(A, keep, rng):
    mask = np.tile((rng.random(A.shape[1]) < keep) / keep, (len(A), 1))
    return A * mask, mask


def dropout_exact_count(A, keep, rng):
    mask = np.zeros(A.size)
    mask[rng.permutation(A.size)[: round(keep * A.size)]] = 1 / keep
    mask = mask.reshape(A.shape)
    return A * mask, mask


def dropout_swapped(A, keep, rng):
    return dropout_random(A, keep, rng)[::-1]


def dropout_only_a(A, keep, rng):
    return dropout_random(A, keep, rng)[0]


def dropout_seeded(A, keep, rng):
    return dropout_random(A, keep, np.random.default_rng(0))


def dropout_global(A, keep, rng):
    mask = (np.random.rand(*A.shape) < keep) / keep  # noqa: NPY002
    return A * mask, mask


def dropout_in_place(A, keep, rng):
    mask = (rng.random(A.shape) < keep) / keep
    A *= mask
    return A, mask


def dropout_two_masks(A, keep, rng):
    return dropout_random(A, keep, rng)[0], dropout_random(A, keep, rng)[1]


def dropout_boolean(A, keep, rng):
    mask = rng.random(A.shape) < keep
    return A * mask / keep, mask


def dropout_half(A, keep, rng):
    mask = (rng.random(A.shape) < 0.5) / keep
    return A * mask, mask


def dropout_half_both(A, keep, rng):
    return dropout_random(A, 0.5, rng)


def dropout_one_row(A, keep, rng):
    mask = (rng.random(A.shape[-1]) < keep) / keep
    return A * mask, mask


def dropout_normal(A, keep, rng):
    mask = (rng.normal(size=A.shape) < keep) / keep
    return A * mask, mask


def dropout_square(A, keep, rng):
    mask = (rng.random(A.shape) < keep) / keep**2
    return A * mask, mask


def dropout_nothing(A, keep, rng):
    return A, np.ones_like(A)


def dropout_mask_of_a(A, keep, rng):
    dropped = A * (rng.random(A.shape) < keep) / keep
    return dropped, (dropped != 0) / keep


def dropout_drop_unscaled(A, keep, rng):
    mask = (rng.random(A.shape) > keep).astype(float)
    return A * mask, mask


# --- shift_images -------------------------------------------------------------------


def shift_pad(X, down, right):
    images = X.reshape(-1, 8, 8)
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    moved = padded[:, 1 - down : 9 - down, 1 - right : 9 - right]
    return moved.reshape(len(X), 64)


def shift_roll(X, down, right):
    images = np.roll(X.reshape(-1, 8, 8), (down, right), axis=(1, 2))
    if down == 1:
        images[:, 0] = 0
    elif down == -1:
        images[:, -1] = 0
    if right == 1:
        images[:, :, 0] = 0
    elif right == -1:
        images[:, :, -1] = 0
    return images.reshape(X.shape)


def shift_loops(X, down, right):
    out = np.zeros_like(X)
    for n in range(len(X)):
        for r in range(8):
            for c in range(8):
                if 0 <= r - down < 8 and 0 <= c - right < 8:
                    out[n, 8 * r + c] = X[n, 8 * (r - down) + c - right]
    return out


def shift_matrices(X, down, right):
    """Each shift is a matrix with ones beside the diagonal."""
    images = X.reshape(-1, 8, 8)
    D, R = np.eye(8, k=-down), np.eye(8, k=right)
    return np.einsum("ri,nij,jc->nrc", D, images, R).reshape(-1, 64)


def shift_around(X, down, right):
    return np.roll(X.reshape(-1, 8, 8), (down, right), (1, 2)).reshape(-1, 64)


def shift_opposite(X, down, right):
    return shift_pad(X, -down, -right)


def shift_swapped(X, down, right):
    return shift_pad(X, right, down)


def shift_flat(X, down, right):
    out = np.zeros_like(X)
    k = 8 * down + right
    if k > 0:
        out[:, k:] = X[:, :-k]
    elif k < 0:
        out[:, :k] = X[:, -k:]
    else:
        out[:] = X
    return out


def shift_down_only(X, down, right):
    return shift_pad(X, down, 0)


def shift_right_only(X, down, right):
    return shift_pad(X, 0, right)


def shift_repeats_edge(X, down, right):
    images = np.pad(X.reshape(-1, 8, 8), ((0, 0), (1, 1), (1, 1)), mode="edge")
    return images[:, 1 - down : 9 - down, 1 - right : 9 - right].reshape(-1, 64)


def shift_images_shape(X, down, right):
    return shift_pad(X, down, right).reshape(-1, 8, 8)


def shift_up(X, down, right):
    return shift_pad(X, -down, right)


def shift_left(X, down, right):
    return shift_pad(X, down, -right)


def shift_mixed_batch(X, down, right):
    images = X.reshape(8, 8, -1)
    padded = np.pad(images, ((1, 1), (1, 1), (0, 0)))
    return padded[1 - down : 9 - down, 1 - right : 9 - right].reshape(-1, 64)


def shift_rolls_batch(X, down, right):
    images = np.roll(X.reshape(-1, 8, 8), (down, right), axis=(0, 1))
    return images.reshape(-1, 64)


def shift_in_place(X, down, right):
    X[:] = shift_pad(X, down, right)
    return X


def shift_roll_positive_only(X, down, right):
    images = np.roll(X.reshape(-1, 8, 8), (down, right), axis=(1, 2))
    if down:
        images[:, 0] = 0
    if right:
        images[:, :, 0] = 0
    return images.reshape(X.shape)


def shift_always_clears(X, down, right):
    images = np.roll(X.reshape(-1, 8, 8), (down, right), axis=(1, 2))
    images[:, [0, -1]] = 0
    images[:, :, [0, -1]] = 0
    return images.reshape(X.shape)


def shift_fortran(X, down, right):
    images = X.reshape(-1, 8, 8, order="F")
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    moved = padded[:, 1 - down : 9 - down, 1 - right : 9 - right]
    return moved.reshape(-1, 64, order="F")


def shift_ones_come_in(X, down, right):
    images = np.pad(X.reshape(-1, 8, 8), ((0, 0), (1, 1), (1, 1)), constant_values=1)
    return images[:, 1 - down : 9 - down, 1 - right : 9 - right].reshape(-1, 64)


def shift_slices_positive(X, down, right):
    images = X.reshape(-1, 8, 8)
    out = np.zeros_like(images)
    out[:, down:, right:] = images[:, : 8 - down, : 8 - right]
    return out.reshape(-1, 64)


# --- train_digits -------------------------------------------------------------------


def softmax(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def train_relu(X, Y, rng, *, hidden=64, epochs=40, eta=0.2, batch=32):
    W1, b1 = he_normal(64, hidden, rng), np.zeros(hidden)
    W2, b2 = he_normal(hidden, 10, rng), np.zeros(10)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for i in range(0, len(X), batch):
            x, y = X[order[i : i + batch]], Y[order[i : i + batch]]
            H = np.maximum(0, x @ W1 + b1)
            delta2 = (softmax(H @ W2 + b2) - y) / len(x)
            delta1 = (delta2 @ W2.T) * (H > 0)
            W2 -= eta * H.T @ delta2
            b2 -= eta * delta2.sum(axis=0)
            W1 -= eta * x.T @ delta1
            b1 -= eta * delta1.sum(axis=0)

    def predict(X):
        return np.argmax(np.maximum(0, X @ W1 + b1) @ W2 + b2, axis=1)

    return predict


class TrainSoftmax:
    """Softmax regression, full batch: a network of one layer."""

    def __call__(self, X, Y, rng):
        W, b = np.zeros((64, 10)), np.zeros(10)
        for _ in range(800):
            delta = (softmax(X @ W + b) - Y) / len(X)
            W -= 1.0 * X.T @ delta
            b -= 1.0 * delta.sum(axis=0)
        return lambda X: (X @ W + b).argmax(axis=1)


def train_sigmoid(X, Y, rng):
    W1, b1 = rng.normal(0, 0.3, (64, 40)), np.zeros(40)
    W2, b2 = rng.normal(0, 0.3, (40, 10)), np.zeros(10)

    def sigma(Z):
        return 1 / (1 + np.exp(-Z))

    for _ in range(60):
        order = rng.permutation(len(X))
        for i in range(0, len(X), 16):
            x, t = X[order[i : i + 16]], Y[order[i : i + 16]]
            H = sigma(x @ W1 + b1)
            O = sigma(H @ W2 + b2)
            d2 = (O - t) * O * (1 - O)
            d1 = (d2 @ W2.T) * H * (1 - H)
            W2 -= 1.5 * H.T @ d2 / len(x)
            b2 -= 1.5 * d2.mean(axis=0)
            W1 -= 1.5 * x.T @ d1 / len(x)
            b1 -= 1.5 * d1.mean(axis=0)
    return lambda X: np.argmax(sigma(sigma(X @ W1 + b1) @ W2 + b2), axis=-1).tolist()


def digits_untrained(X, Y, rng):
    W = he_normal(64, 10, rng)
    return lambda X: np.argmax(X @ W, axis=1)


def digits_uphill(X, Y, rng):
    return train_relu(X, Y, rng, eta=-0.2, epochs=5)


def digits_one_epoch_tiny_step(X, Y, rng):
    return train_relu(X, Y, rng, eta=0.001, epochs=1)


def digits_zeros(X, Y, rng):
    W1, W2 = np.zeros((64, 32)), np.zeros((32, 10))
    for _ in range(50):
        H = np.maximum(0, X @ W1)
        d2 = (softmax(H @ W2) - Y) / len(X)
        d1 = (d2 @ W2.T) * (H > 0)
        W2 -= 0.5 * H.T @ d2
        W1 -= 0.5 * X.T @ d1
    return lambda X: np.argmax(np.maximum(0, X @ W1) @ W2, axis=1)


def digits_returns_weights(X, Y, rng):
    return he_normal(64, 10, rng)


def digits_returns_scores(X, Y, rng):
    W, b = np.zeros((64, 10)), np.zeros(10)
    for _ in range(200):
        delta = (softmax(X @ W + b) - Y) / len(X)
        W -= X.T @ delta
        b -= delta.sum(axis=0)
    return lambda X: softmax(X @ W + b)


def digits_returns_predictions(X, Y, rng):
    return train_relu(X, Y, rng, epochs=3)(X)


def digits_constant(X, Y, rng):
    return lambda X: np.zeros(len(X), dtype=int)


def digits_remembers_training(X, Y, rng):
    labels = Y.argmax(axis=1)
    return lambda Z: labels[: len(Z)]


def digits_argmax_axis(X, Y, rng):
    predict = train_relu(X, Y, rng, epochs=3)
    return lambda Z: np.full(len(Z), predict(Z)[0])


def digits_only_x_shuffled(X, Y, rng):
    return train_relu(rng.permutation(X), Y, rng, epochs=5)


def digits_explodes(X, Y, rng):
    with np.errstate(all="ignore"):
        return train_relu(X, Y, rng, eta=500.0, epochs=2)


def digits_label_off_by_one(X, Y, rng):
    predict = train_relu(X, Y, rng, epochs=20)
    return lambda Z: predict(Z) + 1


def digits_one_hot(X, Y, rng):
    predict = train_relu(X, Y, rng, epochs=20)
    return lambda Z: np.eye(10)[predict(Z)]


def digits_first_hundred(X, Y, rng):
    return train_relu(X[:40], Y[:40], rng, epochs=20)


def digits_scales(X, Y, rng):
    return train_relu(X / 16, Y, rng, epochs=2, eta=0.05)


def digits_single(X, Y, rng):
    predict = train_relu(X, Y, rng, epochs=20)
    return lambda Z: int(predict(Z)[0])


def digits_changes_x(X, Y, rng):
    X -= X.mean(axis=0)
    return train_relu(X, Y, rng, epochs=20)


def digits_forgets_return(X, Y, rng):
    train_relu(X, Y, rng, epochs=1)


RIGHT = {
    "he_init": [he_normal, he_standard, he_uniform, he_rows],
    "gradient_norms": [
        norms_loop,
        norms_overflow_safe,
        lambda gradients: [np.linalg.norm(dW) for dW, db in gradients],
        lambda gradients: [float(np.sqrt((g[0] ** 2).sum())) for g in gradients],
        lambda gradients: np.array([np.linalg.norm(dW, "fro") for dW, _ in gradients]),
        lambda g: tuple(math.sqrt(np.einsum("jk,jk->", dW, dW)) for dW, _ in g),
        lambda g: list(map(lambda pair: math.hypot(*pair[0].ravel()), g)),
    ],
    "l2_penalty_gradient": [
        lambda W, lam: 2 * lam * W,
        lambda W, lam: lam * (W + W),
        lambda W, lam: np.multiply(W, 2.0 * lam),
        lambda W, lam: np.array([2 * lam * w for w in np.ravel(W)]).reshape(W.shape),
    ],
    "l1_penalty_subgradient": [
        l1_loop,
        lambda W, lam: lam * np.sign(W),
        lambda W, lam: np.where(W > 0, lam, -lam),
        lambda W, lam: np.where(W >= 0, lam, -lam),
        lambda W, lam: lam * ((W > 0) * 1.0 - (W < 0)),
        lambda W, lam: np.copysign(lam, W),
    ],
    "soft_threshold": [
        soft_loop,
        soft_masks,
        lambda W, amount: np.sign(W) * np.maximum(np.abs(W) - amount, 0),
        lambda W, amount: W - np.clip(W, -amount, amount),
        lambda W, a: np.maximum(W - a, 0) + np.minimum(W + a, 0),
        lambda W, a: np.where(np.abs(W) <= a, 0, W - a * np.sign(W)),
    ],
    "early_stopping": [
        stopping_loop,
        stopping_counter,
        stopping_argmin,
        stopping_accumulate,
        stopping_variant,
        partial(stopping_variant, better=lambda a, b: a <= b),
    ],
    "dropout": [
        dropout_random,
        dropout_binomial,
        dropout_where,
        dropout_choice,
        dropout_loop,
    ],
    "dropout_backward": [
        lambda grad, mask: grad * mask,
        np.multiply,
        lambda grad, mask: np.where(mask == 0, 0.0, grad * mask),
        lambda grad, mask: np.einsum("...,...->...", mask, grad),
        lambda grad, mask: np.array(
            [g * m for g, m in zip(np.ravel(grad), np.ravel(mask))]
        ).reshape(np.shape(grad)),
    ],
    "shift_images": [shift_pad, shift_roll, shift_loops, shift_matrices],
    "train_digits": [train_relu, TrainSoftmax(), train_sigmoid],
}

WRONG = {
    "he_init": [
        (
            "variance in the place of the deviation",
            lambda n_in, n_out, rng: rng.normal(0, 2 / n_in, (n_in, n_out)),
        ),
        (
            "1 / n_in",
            lambda n_in, n_out, rng: rng.normal(0, np.sqrt(1 / n_in), (n_in, n_out)),
        ),
        (
            "n_out",
            lambda n_in, n_out, rng: rng.normal(0, np.sqrt(2 / n_out), (n_in, n_out)),
        ),
        (
            "both sizes (Glorot)",
            lambda n_in, n_out, rng: rng.normal(
                0, np.sqrt(2 / (n_in + n_out)), (n_in, n_out)
            ),
        ),
        ("not scaled", lambda n_in, n_out, rng: rng.normal(size=(n_in, n_out))),
        ("zeros", lambda n_in, n_out, rng: np.zeros((n_in, n_out))),
        (
            "transposed shape",
            lambda n_in, n_out, rng: rng.normal(0, np.sqrt(2 / n_in), (n_out, n_in)),
        ),
        (
            "constant",
            lambda n_in, n_out, rng: np.full((n_in, n_out), np.sqrt(2 / n_in)),
        ),
        (
            "uniform with the deviation as its limit",
            lambda n_in, n_out, rng: rng.uniform(
                -np.sqrt(2 / n_in), np.sqrt(2 / n_in), (n_in, n_out)
            ),
        ),
        ("0.01", lambda n_in, n_out, rng: 0.01 * rng.normal(size=(n_in, n_out))),
        (
            "squares",
            lambda n_in, n_out, rng: rng.normal(size=(n_in, n_out)) * 2 / np.sqrt(n_in),
        ),
        (
            "times the root of n_in",
            lambda n_in, n_out, rng: rng.normal(size=(n_in, n_out)) * np.sqrt(n_in / 2),
        ),
        ("not centred", he_uniform_from_zero),
        ("absolute", he_absolute),
        ("one column for all", he_one_column),
        ("one row for all", he_one_row),
        ("global random numbers", he_global),
        ("a seed of its own", he_own_seed),
        ("forced mean and deviation", he_rescaled),
        ("second half is minus the first", he_signs_shared),
        (
            "signs only",
            lambda n_in, n_out, rng: (
                np.sqrt(2 / n_in)
                * np.sign(rng.normal(size=(n_in, 1)))
                * np.ones((n_in, n_out))
            ),
        ),
        (
            "1 / n_in and n_out",
            lambda n_in, n_out, rng: rng.normal(0, np.sqrt(1 / n_out), (n_in, n_out)),
        ),
        (
            "over the number of all weights",
            lambda n_in, n_out, rng: (
                rng.normal(size=(n_in, n_out)) * np.sqrt(2 / (n_in * n_out))
            ),
        ),
    ],
    "gradient_norms": [
        ("no root", lambda g: [np.sum(dW**2) for dW, _ in g]),
        ("with db", lambda g: [np.sqrt(np.sum(dW**2) + np.sum(db**2)) for dW, db in g]),
        ("db only", lambda g: [np.linalg.norm(db) for _, db in g]),
        ("spectral norm", lambda g: [np.linalg.norm(dW, 2) for dW, _ in g]),
        ("one-norm of the matrix", lambda g: [np.linalg.norm(dW, 1) for dW, _ in g]),
        ("sum of absolute values", lambda g: [np.abs(dW).sum() for dW, _ in g]),
        ("root mean square", lambda g: [np.sqrt(np.mean(dW**2)) for dW, _ in g]),
        ("largest entry", lambda g: [np.abs(dW).max() for dW, _ in g]),
        ("last layer first", lambda g: [np.linalg.norm(dW) for dW, _ in g[::-1]]),
        ("one number for all", lambda g: np.sqrt(sum(np.sum(dW**2) for dW, _ in g))),
        (
            "root of the sum of entries",
            lambda g: [np.sqrt(np.abs(np.sum(dW))) for dW, _ in g],
        ),
        ("norms of the rows", lambda g: [np.linalg.norm(dW, axis=1) for dW, _ in g]),
        ("sum of the entries", lambda g: [dW.sum() for dW, _ in g]),
        ("mean of absolute values", lambda g: [np.abs(dW).mean() for dW, _ in g]),
        ("pairs", lambda g: [(np.linalg.norm(dW), np.linalg.norm(db)) for dW, db in g]),
        ("first layer only", lambda g: [np.linalg.norm(g[0][0])]),
        ("square of the sum", lambda g: [np.sqrt(np.sum(dW) ** 2) for dW, _ in g]),
        ("deviation", lambda g: [np.std(dW) for dW, _ in g]),
        (
            "trace of the product",
            lambda g: [
                np.sqrt(np.abs(np.trace(dW @ dW)))
                if dW.shape[0] == dW.shape[1]
                else np.linalg.norm(dW)
                for dW, _ in g
            ],
        ),
    ],
    "l2_penalty_gradient": [
        ("forgets the 2", lambda W, lam: lam * W),
        ("the penalty itself", lambda W, lam: lam * np.sum(W**2)),
        ("not differentiated", lambda W, lam: lam * W**2),
        ("minus", lambda W, lam: -2 * lam * W),
        ("without lam", lambda W, lam: 2 * W),
        ("half", lambda W, lam: lam * W / 2),
        ("sign of W", lambda W, lam: lam * np.sign(W)),
        ("mean", lambda W, lam: 2 * lam * W / W.size),
        ("summed", lambda W, lam: 2 * lam * np.sum(W)),
        ("changes W", l2_in_place),
        ("lam squared", lambda W, lam: 2 * lam**2 * W),
        ("decayed weights", lambda W, lam: W - 2 * lam * W),
        ("absolute", lambda W, lam: 2 * lam * np.abs(W)),
        ("divides by the rows", lambda W, lam: 2 * lam * W / len(W)),
        ("norm", lambda W, lam: lam * W / np.linalg.norm(W)),
        ("twice 2", lambda W, lam: 4 * lam * W),
        ("adds", lambda W, lam: 2 * lam + W),
        ("only lam", lambda W, lam: np.full(W.shape, 2 * lam)),
    ],
    "l1_penalty_subgradient": [
        ("no absolute values: lam everywhere", lambda W, lam: np.full(W.shape, lam)),
        ("the penalty itself", lambda W, lam: lam * np.abs(W).sum()),
        ("not differentiated", lambda W, lam: lam * np.abs(W)),
        ("minus", lambda W, lam: -lam * np.sign(W)),
        ("without lam", lambda W, lam: np.sign(W)),
        ("L2", lambda W, lam: 2 * lam * W),
        ("divides by |W|: nan at 0", l1_division),
        ("times W", lambda W, lam: lam * W),
        ("0 below 0", lambda W, lam: lam * (W > 0)),
        ("1 below 0 too", lambda W, lam: lam * (W != 0)),
        ("mean", lambda W, lam: lam * np.sign(W) / W.size),
        ("summed", lambda W, lam: lam * np.sign(W).sum()),
        ("twice", lambda W, lam: 2 * lam * np.sign(W)),
        ("1 at 0", lambda W, lam: np.where(W == 0, 1.0, lam * np.sign(W))),
        ("tanh", lambda W, lam: lam * np.tanh(W)),
        (
            "zero in a small band",
            lambda W, lam: np.where(np.abs(W) < 0.1, 0, lam * np.sign(W)),
        ),
        ("clipped", lambda W, lam: np.clip(W, -lam, lam)),
        ("integer signs", lambda W, lam: (lam * np.sign(W)).astype(int)),
        ("twice and minus", lambda W, lam: -2 * lam * np.sign(W)),
    ],
    "soft_threshold": [
        ("no stop at 0", lambda W, amount: W - amount * np.sign(W)),
        ("hard threshold", lambda W, amount: np.where(np.abs(W) > amount, W, 0)),
        ("subtracts from all", lambda W, amount: W - amount),
        ("away from 0", lambda W, amount: W + amount * np.sign(W)),
        ("clips", lambda W, amount: np.clip(W, -amount, amount)),
        ("forgets the sign", lambda W, amount: np.maximum(np.abs(W) - amount, 0)),
        ("positive side only", lambda W, amount: np.maximum(W - amount, 0)),
        ("shrinks by a factor", lambda W, amount: W * (1 - amount)),
        ("changes W", soft_in_place),
        (
            "small weights stay",
            lambda W, amount: np.where(np.abs(W) > amount, W - amount * np.sign(W), W),
        ),
        ("one line sees the other", soft_sequential),
        (
            "crosses below 0 only",
            lambda W, amount: np.where(W > 0, np.maximum(W - amount, 0), W + amount),
        ),
        (
            "half of it",
            lambda W, amount: np.sign(W) * np.maximum(np.abs(W) - amount / 2, 0),
        ),
        ("twice", lambda W, amount: np.sign(W) * np.maximum(np.abs(W) - 2 * amount, 0)),
        ("relu", lambda W, amount: np.maximum(W, 0)),
        ("subgradient", lambda W, amount: amount * np.sign(W)),
        (
            "minimum for maximum",
            lambda W, amount: np.sign(W) * np.minimum(np.abs(W) - amount, 0),
        ),
        (
            "clips at 0",
            lambda W, amount: (
                np.clip(W - amount, 0, None) - np.clip(W + amount, None, 0)
            ),
        ),
        (
            "mean",
            lambda W, amount: (
                np.sign(W) * np.maximum(np.abs(W) - np.mean(np.abs(W)), 0)
            ),
        ),
        ("zeros", lambda W, amount: np.zeros_like(W)),
    ],
    "early_stopping": [
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
            "loss in the place of the epoch",
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
    ],
    "dropout": [
        ("no division", dropout_no_scale),
        ("mask not divided", dropout_scaled_output_only),
        ("keeps what it should drop", dropout_drops_keep),
        ("divides by 1 - keep", dropout_by_drop),
        ("times keep", dropout_times_keep),
        ("whole rows", dropout_rows),
        ("whole columns", dropout_columns),
        ("an exact count, not independent", dropout_exact_count),
        ("swapped", dropout_swapped),
        ("no mask", dropout_only_a),
        ("same mask each time", dropout_seeded),
        ("global random numbers", dropout_global),
        ("changes A", dropout_in_place),
        ("two masks", dropout_two_masks),
        ("boolean mask", dropout_boolean),
        ("half, whatever keep is", dropout_half),
        ("0.5 for both", dropout_half_both),
        ("one mask row", dropout_one_row),
        ("normal numbers", dropout_normal),
        ("divides twice", dropout_square),
        ("nothing", dropout_nothing),
        ("mask read off the result", dropout_mask_of_a),
        ("drops with keep, and no division", dropout_drop_unscaled),
        ("mean", lambda A, keep, rng: (A * keep, np.full(A.shape, keep))),
    ],
    "dropout_backward": [
        ("unchanged", lambda grad, mask: grad),
        ("divides", lambda grad, mask: grad / mask),
        ("0 or 1 in the place of the mask", lambda grad, mask: grad * (mask > 0)),
        ("squared mask", lambda grad, mask: grad * mask**2),
        ("the mask", lambda grad, mask: mask),
        ("1 - mask", lambda grad, mask: grad * (1 - mask)),
        ("where it was dropped", lambda grad, mask: grad * (mask == 0)),
        ("matrix product", lambda grad, mask: grad @ mask.T),
        ("mean of the mask", lambda grad, mask: grad * mask.mean()),
        ("changes grad", lambda grad, mask: np.multiply(grad, mask, out=grad)),
        ("minus", lambda grad, mask: -grad * mask),
        (
            "new mask",
            lambda grad, mask: (
                grad * (np.random.default_rng(0).random(mask.shape) < 0.5) * mask.max()
            ),
        ),
        ("summed", lambda grad, mask: np.sum(grad * mask)),
        ("slope of a sigmoid", lambda grad, mask: grad * mask * (1 - mask)),
        ("kept entries only", lambda grad, mask: grad[mask > 0]),
        ("adds", lambda grad, mask: grad + mask),
        ("divided by the largest", lambda grad, mask: grad * mask / mask.max()),
        ("zeros", lambda grad, mask: np.zeros_like(grad)),
        ("mean over the batch", lambda grad, mask: grad * mask / len(grad)),
    ],
    "shift_images": [
        ("round the edge", shift_around),
        ("the other way", shift_opposite),
        ("down and right swapped", shift_swapped),
        ("the flat row moved", shift_flat),
        ("down only", shift_down_only),
        ("right only", shift_right_only),
        ("edge repeated", shift_repeats_edge),
        ("(N, 8, 8)", shift_images_shape),
        ("up", shift_up),
        ("left", shift_left),
        ("samples and pixels mixed", shift_mixed_batch),
        ("moves the samples", shift_rolls_batch),
        ("changes X", shift_in_place),
        ("clears the wrong edge for -1", shift_roll_positive_only),
        ("clears all edges", shift_always_clears),
        ("order F", shift_fortran),
        ("ones come in", shift_ones_come_in),
        ("slices that fail for -1", shift_slices_positive),
        ("nothing", lambda X, down, right: X),
        (
            "two pixels",
            lambda X, down, right: shift_pad(shift_pad(X, down, right), down, right),
        ),
        (
            "swapped and the other way",
            lambda X, down, right: shift_pad(X, -right, -down),
        ),
        ("zeros", lambda X, down, right: np.zeros_like(X)),
    ],
    "train_digits": [
        ("not trained", digits_untrained),
        ("uphill", digits_uphill),
        ("far too short", digits_one_epoch_tiny_step),
        ("zeros at the start", digits_zeros),
        ("weights in the place of a function", digits_returns_weights),
        ("scores in the place of labels", digits_returns_scores),
        ("labels of the training images", digits_returns_predictions),
        ("always 0", digits_constant),
        ("training labels, whatever comes", digits_remembers_training),
        ("one label for all", digits_argmax_axis),
        ("only X shuffled", digits_only_x_shuffled),
        ("explodes", digits_explodes),
        ("labels off by one", digits_label_off_by_one),
        ("one-hot in the place of labels", digits_one_hot),
        ("forty images", digits_first_hundred),
        ("scaled in training only", digits_scales),
        ("one label", digits_single),
        ("changes X", digits_changes_x),
        ("forgets to return", digits_forgets_return),
    ],
}
