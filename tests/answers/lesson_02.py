"""Right and wrong answers to the exercises of lesson 02: loss gradients."""

import math

import numpy as np

# --- half_squared_error -------------------------------------------------------------


def hse_loop(o, t):
    """Half the sum of the squared errors."""
    total = 0.0
    for ok, tk in zip(o, t):
        total += (ok - tk) ** 2
    return total / 2


def hse_dot(o: np.ndarray, t: np.ndarray) -> float:
    d = np.asarray(o) - np.asarray(t)
    return float(0.5 * d @ d)


def hse_where_no_half(o, t):
    e = 0
    for k in range(len(o)):
        e = e + (o[k] - t[k]) ** 2
    return e


def hse_printed(o, t):
    print(0.5 * np.sum((o - t) ** 2))


def hse_return_in_loop(o, t):
    total = 0
    for k in range(len(o)):
        total += 0.5 * (o[k] - t[k]) ** 2
        return total


def hse_in_place(o, t):
    o -= t
    o **= 2
    return 0.5 * o.sum()


def hse_off_by_one(o, t):
    return 0.5 * sum((o[k] - t[k]) ** 2 for k in range(len(o) - 1))


# --- half_squared_error_gradient ----------------------------------------------------


def hseg_loop(o, t):
    gradient = np.zeros(len(o))
    for i in range(len(o)):
        gradient[i] = o[i] - t[i]
    return gradient


def hseg_list(o, t):
    return [float(a - b) for a, b in zip(o, t)]


def hseg_in_place(o, t):
    o -= t
    return o


def hseg_zero_first(o, t):
    g = np.zeros(len(o))
    for i in range(1, len(o)):
        g[i] = o[i] - t[i]
    return g


# --- softmax ------------------------------------------------------------------------


def softmax(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_loop(z):
    z = np.array(z, dtype=float)
    if z.ndim == 2:
        return np.array([softmax_loop(row) for row in z])
    biggest = max(z)
    powers = [math.exp(s - biggest) for s in z]
    total = sum(powers)
    return np.array([p / total for p in powers])


def softmax_transposed(z):
    e = np.exp((z.T - np.max(z, axis=-1)).T)
    return (e.T / np.sum(e, axis=-1)).T


def softmax_logsumexp(z):
    top = np.max(z, axis=-1, keepdims=True)
    log_total = top + np.log(np.sum(np.exp(z - top), axis=-1, keepdims=True))
    return np.exp(z - log_total)


def softmax_einsum(z):
    e = np.exp(z - np.max(z, -1)[..., None])
    return np.einsum("...k,...->...k", e, 1 / np.einsum("...k->...", e))


def softmax_atleast(z):
    rows = np.atleast_2d(z)
    rows = rows - rows.max(axis=1).reshape(-1, 1)
    e = np.exp(rows)
    p = e / e.sum(axis=1).reshape(-1, 1)
    return p.reshape(np.shape(z))


class Softmax:
    __name__ = "softmax"

    def __call__(self, z):
        e = np.exp(np.subtract(z, np.max(z, axis=-1, keepdims=True)))
        e /= e.sum(axis=-1, keepdims=True)
        return e


def softmax_naive(z):
    return np.exp(z) / np.sum(np.exp(z), axis=-1, keepdims=True)


def softmax_whole_sum(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e)


def softmax_whole_max(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e, axis=-1, keepdims=True)


def softmax_axis0(z):
    e = np.exp(z - np.max(z, axis=0))
    return e / np.sum(e, axis=0)


def softmax_no_keepdims(z):
    e = np.exp(z - z.max(axis=-1))
    return e / e.sum(axis=-1)


def softmax_sum_no_keepdims(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1)


def softmax_in_place(z):
    z -= z.max(axis=-1, keepdims=True)
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)


def softmax_clip(z):
    e = np.exp(np.clip(z, -700, 700))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_unnormalised(z):
    return np.exp(z - np.max(z, axis=-1, keepdims=True))


def softmax_no_exp(z):
    return z / np.sum(z, axis=-1, keepdims=True)


def softmax_sigmoid(z):
    return 1 / (1 + np.exp(-z))


def softmax_subtract_sum(z):
    e = np.exp(z - z.sum(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_minus(z):
    e = np.exp(z.max(axis=-1, keepdims=True) - z)
    return e / e.sum(axis=-1, keepdims=True)


def softmax_argmax(z):
    return np.where(z == np.max(z, axis=-1, keepdims=True), 1.0, 0.0)


def softmax_log(z):
    z = z - np.max(z, axis=-1, keepdims=True)
    return z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))


def softmax_only_1d(z):
    top = max(z)
    e = [math.exp(s - top) for s in z]
    return np.array(e) / sum(e)


def softmax_divide_by_max(z):
    z = z / np.max(np.abs(z), axis=-1, keepdims=True)
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)


def softmax_epsilon(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / (e.sum(axis=-1, keepdims=True) + 1e-3)


def softmax_subtract_mean(z):
    e = np.exp(z - np.mean(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_where(z):
    """Shifts only where the scores are dangerous."""
    m = np.max(z, axis=-1, keepdims=True)
    e = np.exp(np.where(np.abs(m) > 100, z - m, z))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_shift_below(z):
    """Shifts the maximum only where it is positive: all low scores underflow."""
    m = np.maximum(np.max(z, axis=-1, keepdims=True), 0)
    e = np.exp(z - m)
    return e / e.sum(axis=-1, keepdims=True)


def softmax_rounded(z):
    return np.round(softmax(z), 4)


def softmax_squeezed(z):
    return np.squeeze(softmax(z))


def softmax_row_by_row_shared(z):
    """Normalises each row by the first row's sum."""
    z = np.atleast_2d(z)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e[0].sum()
    return p if len(p) > 1 else p[0]


# --- softmax_jacobian ---------------------------------------------------------------


def jacobian_diag(z):
    p = softmax(z)
    return np.diag(p) - np.outer(p, p)


def jacobian_loop(z):
    p = softmax(z)
    k = len(p)
    J = np.empty((k, k))
    for i in range(k):
        for j in range(k):
            if i == j:
                J[i, j] = p[i] * (1 - p[i])
            else:
                J[i, j] = -p[i] * p[j]
    return J


def jacobian_broadcast(z):
    p = softmax(z)
    return p[:, None] * (np.eye(p.size) - p[None, :])


def jacobian_einsum(z):
    p = softmax(z)
    return np.einsum("i,ij->ij", p, np.eye(len(p))) - np.einsum("i,j->ij", p, p)


def jacobian_lists(z):
    p = [float(v) for v in softmax(z)]
    return [
        [a * ((1 if i == j else 0) - b) for j, b in enumerate(p)]
        for i, a in enumerate(p)
    ]


def jacobian_diagonal_only(z):
    p = softmax(z)
    return np.diag(p * (1 - p))


def jacobian_vector(z):
    p = softmax(z)
    return p * (1 - p)


def jacobian_plus(z):
    p = softmax(z)
    return np.diag(p) + np.outer(p, p)


def jacobian_off_positive(z):
    p = softmax(z)
    J = np.outer(p, p)
    np.fill_diagonal(J, p * (1 - p))
    return J


def jacobian_negated(z):
    p = softmax(z)
    return np.outer(p, p) - np.diag(p)


def jacobian_one_minus_everywhere(z):
    p = softmax(z)
    return np.outer(p, 1 - p)


def jacobian_eye(z):
    p = softmax(z)
    return np.eye(len(p)) - np.outer(p, p)


def jacobian_of_z(z):
    return np.diag(z) - np.outer(z, z)


def jacobian_diagonal_squared(z):
    p = softmax(z)
    J = -np.outer(p, p)
    return J


def jacobian_dot(z):
    p = softmax(z)
    return np.diag(p) - np.dot(p, p)


def jacobian_transposed_vector(z):
    p = softmax(z)
    return np.diag(p) - p * p.T


def jacobian_naive(z):
    p = np.exp(z) / np.exp(z).sum()
    return np.diag(p) - np.outer(p, p)


def jacobian_sigmoid(z):
    p = 1 / (1 + np.exp(-z))
    return np.diag(p) - np.outer(p, p)


def jacobian_in_place(z):
    p = softmax(z)
    J = np.zeros((len(p), len(p)))
    for i in range(len(p)):
        for j in range(len(p)):
            p[i] = p[i] * ((i == j) - p[j])
            J[i, j] = p[i]
    return J


def jacobian_off_plain_product(z):
    p = softmax(z)
    J = np.zeros((len(p), len(p)))
    for i in range(len(p)):
        for j in range(len(p)):
            J[i, j] = p[i] * (1 - p[i]) if i == j else -p[i] * (1 - p[j])
    return J


# --- cross_entropy ------------------------------------------------------------------


def ce_loop(p, y):
    total = 0.0
    for pk, yk in zip(p, y):
        if yk == 0:
            continue
        if pk == 0:
            return math.inf
        total -= yk * math.log(pk)
    return total


def ce_mask(p, y):
    used = y > 0
    with np.errstate(divide="ignore"):
        return -np.sum(y[used] * np.log(p[used]))


def ce_where(p, y):
    with np.errstate(divide="ignore"):
        logs = np.log(np.where(y == 0, 1.0, p))
    return float(-(y * logs).sum())


def ce_ufunc_where(p, y):
    logs = np.zeros(len(p))
    with np.errstate(divide="ignore"):
        np.log(p, out=logs, where=np.asarray(y) != 0)
    return -np.dot(y, logs)


def ce_generator(p, y):
    return float(
        sum(
            yk * (-math.log(pk) if pk > 0 else math.inf)
            for pk, yk in zip(p, y)
            if yk != 0
        )
    )


def ce_short(p, y):
    return -np.sum(y[y > 0] * np.log(p[y > 0]))


def ce_nan(p, y):
    return -np.sum(y * np.log(p))


def ce_epsilon(p, y):
    return -np.sum(y * np.log(p + 1e-12))


def ce_clip(p, y):
    return -np.sum(y * np.log(np.clip(p, 1e-7, 1)))


def ce_sign(p, y):
    m = y > 0
    return np.sum(y[m] * np.log(p[m]))


def ce_mean(p, y):
    m = y > 0
    return -np.mean(y[m] * np.log(p[m]))


def ce_log2(p, y):
    m = y > 0
    return -np.sum(y[m] * np.log2(p[m]))


def ce_log10(p, y):
    m = y > 0
    return -np.sum(y[m] * np.log10(p[m]))


def ce_swapped(p, y):
    m = p > 0
    with np.errstate(divide="ignore"):
        return -np.sum(p[m] * np.log(y[m]))


def ce_binary(p, y):
    with np.errstate(all="ignore"):
        return -np.nansum(y * np.log(p) + (1 - y) * np.log(1 - p))


def ce_argmax(p, y):
    with np.errstate(divide="ignore"):
        return -np.log(p[np.argmax(y)])


def ce_mask_p(p, y):
    m = p > 0
    return -np.sum(y[m] * np.log(p[m]))


def ce_nansum(p, y):
    with np.errstate(all="ignore"):
        return -np.nansum(y * np.log(p))


def ce_no_y(p, y):
    m = y > 0
    with np.errstate(divide="ignore"):
        return -np.sum(np.log(p[m]))


def ce_vector(p, y):
    with np.errstate(all="ignore"):
        return np.where(y > 0, -y * np.log(p), 0.0)


def ce_nan_to_num(p, y):
    with np.errstate(all="ignore"):
        return -np.sum(np.nan_to_num(y * np.log(p)))


# --- softmax_cross_entropy_gradient -------------------------------------------------


def sceg_loop(z, y):
    z, y = np.asarray(z, float), np.asarray(y, float)
    if z.ndim == 1:
        p = softmax_loop(z)
        return np.array([p[k] - y[k] for k in range(len(z))])
    return np.stack([sceg_loop(zn, yn) for zn, yn in zip(z, y)])


def sceg_in_place(z, y):
    g = softmax(z)
    g -= y
    return g


def sceg_jacobian(z, y):
    z, y = np.asarray(z, float), np.asarray(y, float)
    if z.ndim == 2:
        return np.array([sceg_jacobian(a, b) for a, b in zip(z, y)])
    p = softmax(z)
    return p * y.sum() - y


def sceg_mean(z, y):
    return (softmax(z) - y) / len(z)


def sceg_mean_batch(z, y):
    g = softmax(z) - y
    return g / z.shape[0] if z.ndim == 2 else g


def sceg_batch_average(z, y):
    g = softmax(z) - y
    return g.mean(axis=0) if g.ndim == 2 else g


def sceg_extra_slope(z, y):
    p = softmax(z)
    return (p - y) * p * (1 - p)


def sceg_division_naive(z, y):
    p = softmax(z)
    return -y / p


def sceg_diag(z, y):
    p = softmax(z)
    return -y / p * p * (1 - p)


def sceg_whole(z, y):
    return softmax_whole_sum(z) - y


def sceg_axis0(z, y):
    return softmax_axis0(z) - y


def sceg_sigmoid(z, y):
    return 1 / (1 + np.exp(-z)) - y


# --- kl_divergence ------------------------------------------------------------------


def kl_loop(y, p):
    total = 0.0
    for yk, pk in zip(y, p):
        if yk > 0:
            if pk == 0:
                return float("inf")
            total += yk * math.log(yk / pk)
    return total


def kl_mask(y, p):
    m = np.asarray(y) > 0
    y, p = np.asarray(y)[m], np.asarray(p)[m]
    with np.errstate(divide="ignore"):
        return np.sum(y * (np.log(y) - np.log(p)))


def kl_difference(y, p):
    return ce_where(p, y) - ce_where(y, y)


def kl_where(y, p):
    safe = np.where(y > 0, y, 1.0)
    with np.errstate(divide="ignore"):
        return float(np.sum(np.where(y > 0, y * np.log(safe / p), 0.0)))


def kl_short(y, p):
    m = y != 0
    return (y[m] * np.log(y[m] / p[m])).sum()


def kl_recursive(y, p):
    if len(y) == 0:
        return 0.0
    rest = kl_recursive(y[1:], p[1:])
    if y[0] == 0:
        return rest
    return rest + (y[0] * math.log(y[0] / p[0]) if p[0] > 0 else math.inf)


def kl_nan(y, p):
    return np.sum(y * np.log(y / p))


def kl_swapped(y, p):
    m = p > 0
    with np.errstate(all="ignore"):
        return np.sum(p[m] * np.log(p[m] / y[m]))


def kl_swapped_arguments(p, y):
    m = y > 0
    with np.errstate(all="ignore"):
        return np.sum(y[m] * np.log(y[m] / p[m]))


def kl_ratio_upside_down(y, p):
    m = y > 0
    with np.errstate(all="ignore"):
        return np.sum(y[m] * np.log(p[m] / y[m]))


def kl_cross_entropy(y, p):
    m = y > 0
    with np.errstate(all="ignore"):
        return -np.sum(y[m] * np.log(p[m]))


def kl_plus_entropy(y, p):
    m = y > 0
    with np.errstate(all="ignore"):
        return -np.sum(y[m] * np.log(p[m])) - np.sum(y[m] * np.log(y[m]))


def kl_epsilon(y, p):
    return np.sum(y * np.log((y + 1e-9) / (p + 1e-9)))


def kl_mean(y, p):
    m = y > 0
    with np.errstate(all="ignore"):
        return np.mean(y[m] * np.log(y[m] / p[m]))


def kl_log2(y, p):
    m = y > 0
    with np.errstate(all="ignore"):
        return np.sum(y[m] * np.log2(y[m] / p[m]))


def kl_symmetric(y, p):
    m = (y > 0) & (p > 0)
    y, p = y[m], p[m]
    return 0.5 * np.sum(y * np.log(y / p) + p * np.log(p / y))


def kl_absolute(y, p):
    m = y > 0
    with np.errstate(all="ignore"):
        return np.sum(np.abs(y[m] * np.log(y[m] / p[m])))


def kl_both_masked(y, p):
    m = (y > 0) & (p > 0)
    return np.sum(y[m] * np.log(y[m] / p[m]))


def kl_no_weight(y, p):
    m = y > 0
    with np.errstate(all="ignore"):
        return np.sum(np.log(y[m] / p[m]))


def kl_wrong_weight(y, p):
    m = y > 0
    with np.errstate(all="ignore"):
        return np.sum(p[m] * np.log(y[m] / p[m]))


def kl_vector(y, p):
    with np.errstate(all="ignore"):
        return np.where(y > 0, y * np.log(y / p), 0)


def jacobian_one_letter(z):
    p = np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z)))
    return np.diag(p) - np.tile(p**2, (len(p), 1))


RIGHT = {
    "half_squared_error": [
        hse_loop,
        hse_dot,
        lambda o, t: 0.5 * np.sum((o - t) ** 2),
        lambda o, t: sum(0.5 * (a - b) ** 2 for a, b in zip(o, t)),
        lambda o, t: np.einsum("k,k->", o - t, o - t) / 2,
        lambda o, t: np.array(np.square(np.subtract(t, o)).sum() * 0.5),
        lambda o, t: np.linalg.norm(np.subtract(o, t)) ** 2 / 2,
    ],
    "half_squared_error_gradient": [
        hseg_loop,
        hseg_list,
        lambda o, t: o - t,
        lambda o, t: -(t - o),
        lambda o, t: np.array([a - b for a, b in zip(o, t)]),
        lambda o, t: np.subtract(o, t, dtype=float),
    ],
    "softmax": [
        softmax,
        softmax_loop,
        softmax_transposed,
        softmax_logsumexp,
        softmax_einsum,
        softmax_atleast,
        softmax_where,
        Softmax(),
    ],
    "softmax_jacobian": [
        jacobian_diag,
        jacobian_loop,
        jacobian_broadcast,
        jacobian_einsum,
        jacobian_lists,
    ],
    "cross_entropy": [
        ce_loop,
        ce_mask,
        ce_where,
        ce_ufunc_where,
        ce_generator,
        ce_nansum,
        ce_short,
    ],
    "softmax_cross_entropy_gradient": [
        sceg_loop,
        sceg_in_place,
        sceg_jacobian,
        lambda z, y: softmax(z) - y,
        lambda z, y: np.add(softmax_atleast(z), np.negative(y)),
    ],
    "kl_divergence": [
        kl_loop,
        kl_mask,
        kl_difference,
        kl_where,
        kl_short,
        kl_recursive,
    ],
}

WRONG = {
    "half_squared_error": [
        ("forgets the half", lambda o, t: np.sum((o - t) ** 2)),
        ("forgets the half, in a loop", hse_where_no_half),
        ("half the mean, not half the sum", lambda o, t: 0.5 * np.mean((o - t) ** 2)),
        ("the mean squared error", lambda o, t: np.mean((o - t) ** 2)),
        ("doesn't square", lambda o, t: 0.5 * np.sum(o - t)),
        ("absolute errors, not squares", lambda o, t: 0.5 * np.sum(np.abs(o - t))),
        ("squares the sum", lambda o, t: 0.5 * np.sum(o - t) ** 2),
        ("difference of squares", lambda o, t: 0.5 * np.sum(o**2 - t**2)),
        ("no sum: a vector", lambda o, t: 0.5 * (o - t) ** 2),
        ("the norm, not its square", lambda o, t: 0.5 * np.linalg.norm(o - t)),
        ("negative", lambda o, t: -0.5 * np.sum((o - t) ** 2)),
        ("`1 // 2` is 0", lambda o, t: 1 // 2 * np.sum((o - t) ** 2)),
        ("prints instead of returning", hse_printed),
        ("returns inside the loop", hse_return_in_loop),
        ("overwrites the outputs", hse_in_place),
        ("loop ends one too early", hse_off_by_one),
        ("adds in the place of subtracting", lambda o, t: 0.5 * np.sum((o + t) ** 2)),
        ("integer division", lambda o, t: np.sum((o - t) ** 2) // 2),
        ("`^` for the power", lambda o, t: 0.5 * np.sum((o - t) ^ 2)),
        ("root of the mean square", lambda o, t: np.sqrt(np.mean((o - t) ** 2))),
        ("squares the half too", lambda o, t: np.sum((0.5 * (o - t)) ** 2)),
        ("the first output only", lambda o, t: 0.5 * (o[0] - t[0]) ** 2),
        ("a constant", lambda o, t: 0.5),
    ],
    "half_squared_error_gradient": [
        ("wrong sign: t - o", lambda o, t: t - o),
        ("the two isn't cancelled by the half", lambda o, t: 2 * (o - t)),
        ("divides by K", lambda o, t: (o - t) / len(o)),
        ("gradient of the mean squared error", lambda o, t: 2 * (o - t) / len(o)),
        ("keeps the half", lambda o, t: 0.5 * (o - t)),
        ("the error in the place of its slope", lambda o, t: 0.5 * (o - t) ** 2),
        ("squares", lambda o, t: (o - t) ** 2),
        ("adds up the gradient", lambda o, t: np.sum(o - t)),
        ("the sum, in every entry", lambda o, t: np.full(len(o), np.sum(o - t))),
        ("sign of the difference", lambda o, t: np.sign(o - t)),
        ("absolute difference", lambda o, t: np.abs(o - t)),
        ("slope of a sigmoid too", lambda o, t: (o - t) * o * (1 - o)),
        ("overwrites the outputs", hseg_in_place),
        ("loop begins at 1", hseg_zero_first),
        ("forgets the target", lambda o, t: o),
        ("zeros", lambda o, t: np.zeros_like(o)),
        ("wrong sign and a two", lambda o, t: -2 * (o - t)),
        ("a column", lambda o, t: (o - t).reshape(-1, 1)),
        ("by t*(o-t)", lambda o, t: t * (o - t)),
    ],
    "softmax": [
        ("no maximum subtracted: overflow", softmax_naive),
        ("sum over the whole batch", softmax_whole_sum),
        ("one maximum for the whole batch: underflow", softmax_whole_max),
        ("sums down the samples", softmax_axis0),
        ("no keepdims", softmax_no_keepdims),
        ("no keepdims at the sum only", softmax_sum_no_keepdims),
        ("changes its argument", softmax_in_place),
        ("clips the scores", softmax_clip),
        ("doesn't divide by the sum", softmax_unnormalised),
        ("no exponential", softmax_no_exp),
        ("a sigmoid each", softmax_sigmoid),
        ("subtracts the sum", softmax_subtract_sum),
        ("exponent of the wrong sign", softmax_minus),
        ("hard maximum", softmax_argmax),
        ("log-softmax", softmax_log),
        ("one sample only", softmax_only_1d),
        ("divides by the maximum", softmax_divide_by_max),
        ("small number in the denominator", softmax_epsilon),
        ("subtracts the mean, which doesn't prevent overflow", softmax_subtract_mean),
        ("equal probabilities", lambda z: np.full(np.shape(z), 1 / np.shape(z)[-1])),
        ("the scores themselves", lambda z: z),
        ("forgets to return", lambda z: None),
        ("no shift for negative scores: underflow", softmax_shift_below),
        ("rounds", softmax_rounded),
        ("squeezes a batch of one", softmax_squeezed),
        ("every row over the first row's sum", softmax_row_by_row_shared),
        ("powers of two", lambda z: softmax(z * np.log(2))),
    ],
    "softmax_jacobian": [
        ("only the diagonal", jacobian_diagonal_only),
        ("a vector: the diagonal alone", jacobian_vector),
        ("plus in the place of minus", jacobian_plus),
        ("off-diagonal entries positive", jacobian_off_positive),
        ("whole sign turned round", jacobian_negated),
        ("p_i (1 - p_j) everywhere", jacobian_one_minus_everywhere),
        ("the unit matrix in the place of diag(p)", jacobian_eye),
        ("scores in the place of probabilities", jacobian_of_z),
        ("forgets the diagonal term", jacobian_diagonal_squared),
        ("dot product in the place of outer", jacobian_dot),
        ("p * p.T of a vector is no outer product", jacobian_transposed_vector),
        ("-p_i (1 - p_j) beside the diagonal", jacobian_off_plain_product),
        ("own softmax overflows", jacobian_naive),
        ("zeros", lambda z: np.zeros((len(z), len(z)))),
        ("three classes only", lambda z: jacobian_diag(z[:3])),
        ("mean over the classes", lambda z: jacobian_diag(z) / len(z)),
        ("sigmoid's slopes", lambda z: np.diag(np.exp(-z) / (1 + np.exp(-z)) ** 2)),
        ("sigmoid in the place of softmax", jacobian_sigmoid),
        ("changes the probabilities while it goes", jacobian_in_place),
        ("probabilities themselves", softmax),
        ("sum of the rows", lambda z: jacobian_diag(z).sum(axis=0)),
        ("diag(p)", lambda z: np.diag(softmax(z))),
        (
            "p_j twice beside the diagonal",
            jacobian_one_letter,
        ),
        (
            "p_i twice beside the diagonal",
            lambda z: jacobian_one_letter(z).T,
        ),
    ],
    "cross_entropy": [
        ("0 log 0 is nan", ce_nan),
        ("small number in the logarithm", ce_epsilon),
        ("clips the probabilities", ce_clip),
        ("forgets the minus", ce_sign),
        ("mean in the place of the sum", ce_mean),
        ("logarithm to base 2", ce_log2),
        ("logarithm to base 10", ce_log10),
        ("p and y swapped", ce_swapped),
        ("binary cross-entropy of every entry", ce_binary),
        ("only the largest y counts", ce_argmax),
        ("leaves out p = 0, where y > 0 makes it infinite", ce_mask_p),
        ("mean over the classes", lambda p, y: ce_where(p, y) / len(p)),
        ("p and y swapped, in a nansum", lambda p, y: ce_nansum(y, p)),
        ("doesn't weight by y", ce_no_y),
        ("a vector", ce_vector),
        ("nan_to_num makes the infinity finite", ce_nan_to_num),
        ("squared error", lambda p, y: 0.5 * np.sum((p - y) ** 2)),
        ("y (1 - p)", lambda p, y: np.sum(y * (1 - p))),
        ("log outside of the sum", lambda p, y: -np.log(np.sum(p * y))),
        ("zero", lambda p, y: 0.0),
        ("gradient in the place of the value", lambda p, y: p - y),
        ("only y above one half", lambda p, y: -np.sum(np.log(p[y > 0.5]))),
        ("infinity made large", lambda p, y: min(ce_where(p, y), 1e9)),
        ("adds one in the logarithm", lambda p, y: -np.sum(y * np.log(1 + p))),
        ("divides by y", lambda p, y: -np.sum(np.log(p[y > 0]) / y[y > 0])),
    ],
    "softmax_cross_entropy_gradient": [
        ("wrong sign", lambda z, y: y - softmax(z)),
        ("forgets softmax", lambda z, y: z - y),
        ("divides by the length of z", sceg_mean),
        ("mean over the batch", sceg_mean_batch),
        ("averages the batch away", sceg_batch_average),
        ("slope of a sigmoid too", sceg_extra_slope),
        ("stops at the gradient by p", sceg_division_naive),
        ("softmax over the whole batch", sceg_whole),
        ("softmax down the samples", sceg_axis0),
        ("sigmoid in the place of softmax", sceg_sigmoid),
        ("softmax of y too", lambda z, y: softmax(z) - softmax(y)),
        ("softmax without the maximum", lambda z, y: softmax_naive(z) - y),
        ("sum, a number", lambda z, y: np.sum(softmax(z) - y)),
        ("multiplies by y", lambda z, y: (softmax(z) - 1) * y),
        ("softmax of the difference", lambda z, y: softmax(z - y)),
        ("forgets y", lambda z, y: softmax(z)),
        ("twice", lambda z, y: 2 * (softmax(z) - y)),
        ("gradient by p times p: the Jacobian's diagonal", sceg_diag),
        ("hard classes", lambda z, y: softmax_argmax(z) - y),
        ("p - 1 for every class", lambda z, y: softmax(z) - 1),
        ("wrong sign, and mean", lambda z, y: (y - softmax(z)) / len(z)),
    ],
    "kl_divergence": [
        ("0 log 0 is nan", kl_nan),
        ("the other direction", kl_swapped),
        ("parameters in the wrong order", kl_swapped_arguments),
        ("ratio upside down", kl_ratio_upside_down),
        ("forgets the entropy: cross-entropy", kl_cross_entropy),
        ("adds the entropy", kl_plus_entropy),
        ("small number in the logarithm", kl_epsilon),
        ("mean", kl_mean),
        ("base 2", kl_log2),
        ("symmetric version", kl_symmetric),
        ("absolute values of the terms", kl_absolute),
        ("leaves out p = 0", kl_both_masked),
        ("doesn't weight by y", kl_no_weight),
        ("a vector", kl_vector),
        ("difference of the two", lambda y, p: np.sum(y - p)),
        ("zero", lambda y, p: 0.0),
        ("never negative, by force", lambda y, p: max(0.0, kl_both_masked(y, p))),
        ("weight p, ratio y over p", kl_wrong_weight),
        ("sum of absolute differences", lambda y, p: np.sum(np.abs(y - p))),
    ],
}
