"""Answers to `gradient_descent` in many styles, right and wrong."""

import itertools

import numpy as np


def descent_list(gradient, x0, eta, steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - eta * gradient(path[-1]))
    return np.array(path)


def descent_allocated(gradient, x0, eta, steps):
    path = np.empty((steps + 1, *np.shape(x0)))
    path[0] = x0
    for i in range(steps):
        path[i + 1] = path[i] - eta * gradient(path[i])
    return path


def descent_recursive(gradient, x0, eta, steps):
    if steps == 0:
        return [x0]
    return [x0] + descent_recursive(gradient, x0 - eta * gradient(x0), eta, steps - 1)


def descent_accumulate(gradient, x0, eta, steps):
    def move(x, _):
        return x - eta * gradient(x)

    return list(itertools.accumulate(range(steps), move, initial=x0))


def descent_generator(gradient, x0, eta, steps):
    def walk():
        x = x0
        yield x
        for _ in range(steps):
            x = x - eta * gradient(x)
            yield x

    return np.stack([np.asarray(x) for x in walk()])


def descent_last(gradient, x0, eta, steps):
    return descent_list(gradient, x0, eta, steps)[-1]


def descent_without_start(gradient, x0, eta, steps):
    return descent_list(gradient, x0, eta, steps)[1:]


def descent_without_end(gradient, x0, eta, steps):
    return descent_list(gradient, x0, eta, steps)[:-1]


def descent_one_more(gradient, x0, eta, steps):
    return descent_list(gradient, x0, eta, steps + 1)


def descent_uphill(gradient, x0, eta, steps):
    return descent_list(gradient, x0, -eta, steps)


def descent_one_array(gradient, x0, eta, steps):
    x = np.array(x0, dtype=float)
    path = [x]
    for _ in range(steps):
        x -= eta * gradient(x)
        path.append(x)
    return np.array(path)


def descent_in_place(gradient, x0, eta, steps):
    path = [np.copy(x0)]
    for _ in range(steps):
        x0 -= eta * gradient(x0)
        path.append(np.copy(x0))
    return np.array(path)


def descent_gradient_at_start(gradient, x0, eta, steps):
    g = gradient(x0)
    return np.array([x0 - i * eta * g for i in range(steps + 1)])


def descent_always_from_start(gradient, x0, eta, steps):
    path = [x0]
    for _ in range(steps):
        path.append(x0 - eta * gradient(x0))
    return np.array(path)


def descent_sign(gradient, x0, eta, steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - eta * np.sign(gradient(path[-1])))
    return np.array(path)


def descent_normalised(gradient, x0, eta, steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        g = gradient(path[-1])
        path.append(path[-1] - eta * g / (np.linalg.norm(g) + 1e-12))
    return np.array(path)


def descent_no_eta(gradient, x0, eta, steps):
    return descent_list(gradient, x0, 1.0, steps)


def descent_decays(gradient, x0, eta, steps):
    path = [np.array(x0, dtype=float)]
    for i in range(steps):
        path.append(path[-1] - eta / (1 + i) * gradient(path[-1]))
    return np.array(path)


def descent_flat(gradient, x0, eta, steps):
    return np.array([np.ravel(x) for x in descent_list(gradient, x0, eta, steps)])


def descent_vector_only(gradient, x0, eta, steps):
    path = np.zeros((steps + 1, len(x0)))
    path[0] = x0
    for i in range(steps):
        path[i + 1] = path[i] - eta * gradient(path[i])
    return path


def descent_stops(gradient, x0, eta, steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        g = gradient(path[-1])
        if np.linalg.norm(g) < 1e-3:
            break
        path.append(path[-1] - eta * g)
    return np.array(path)


def descent_gradients(gradient, x0, eta, steps):
    return np.array([gradient(x) for x in descent_list(gradient, x0, eta, steps)])


def descent_momentum(gradient, x0, eta, steps):
    path = [np.array(x0, dtype=float)]
    v = 0
    for _ in range(steps):
        v = v + gradient(path[-1])
        path.append(path[-1] - eta * v)
    return np.array(path)


def descent_updates_only(gradient, x0, eta, steps):
    path = descent_list(gradient, x0, eta, steps)
    return np.concatenate([path[:1], np.diff(path, axis=0)])


def descent_transposed(gradient, x0, eta, steps):
    return descent_list(gradient, x0, eta, steps).T


def descent_clipped(gradient, x0, eta, steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - eta * np.clip(gradient(path[-1]), -1, 1))
    return np.array(path)


def descent_sequential(gradient, x0, eta, steps):
    """One coordinate after the other, each with a fresh gradient."""
    x = np.array(x0, dtype=float)
    path = [x.copy()]
    for _ in range(steps):
        for index in np.ndindex(x.shape):
            x[index] -= eta * np.asarray(gradient(x))[index]
        path.append(x.copy())
    return np.array(path)


RIGHT = [
    descent_list,
    descent_allocated,
    descent_recursive,
    descent_accumulate,
    descent_generator,
]


WRONG = [
    ("the last point only", descent_last),
    ("without the start", descent_without_start),
    ("without the last point", descent_without_end),
    ("one step more", descent_one_more),
    ("uphill", descent_uphill),
    ("one array, entered again and again", descent_one_array),
    ("changes x0", descent_in_place),
    ("gradient at the start for all steps", descent_gradient_at_start),
    ("every step from the start", descent_always_from_start),
    ("sign of the gradient", descent_sign),
    ("normalised gradient", descent_normalised),
    ("no eta", descent_no_eta),
    ("a shrinking step", descent_decays),
    ("flat points", descent_flat),
    ("vectors only", descent_vector_only),
    ("stops when it is flat", descent_stops),
    ("path of gradients", descent_gradients),
    ("gradients added up", descent_momentum),
    ("changes instead of points", descent_updates_only),
    ("transposed path", descent_transposed),
    ("clipped gradient", descent_clipped),
    ("coordinate by coordinate", descent_sequential),
    (
        "nothing moves",
        lambda gradient, x0, eta, steps: np.array([x0] * (steps + 1)),
    ),
]
