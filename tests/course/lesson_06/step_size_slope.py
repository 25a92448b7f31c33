"""Answers to `step_size_slope` in many styles, right and wrong."""

import numpy as np


def walk(gradient, x0, eta, steps):
    path = [x0]
    for _ in range(steps):
        path.append(path[-1] - eta * gradient(path[-1]))
    return path


def slope_going_along(gradient, hessian, x0, eta, steps):
    x, u = np.array(x0), np.zeros_like(x0)
    for _ in range(steps):
        x, u = x - eta * gradient(x), u - gradient(x) - eta * hessian(x) @ u
    return float(gradient(x) @ u)


def slope_going_back(gradient, hessian, x0, eta, steps):
    path = walk(gradient, x0, eta, steps)
    signal, slope = gradient(path[-1]), 0.0
    for x in reversed(path[:-1]):
        slope = slope - signal @ gradient(x)
        signal = signal - eta * hessian(x) @ signal
    return slope


def slope_by_products(gradient, hessian, x0, eta, steps):
    """Every use of η with its own product of matrices to the end."""
    path, one = walk(gradient, x0, eta, steps), np.eye(len(x0))
    total = 0.0
    for t in range(steps):
        way = one
        for x in path[t + 1 : -1]:
            way = (one - eta * hessian(x)) @ way
        total -= gradient(path[-1]) @ way @ gradient(path[t])
    return total


def slope_by_recursion(gradient, hessian, x0, eta, steps):
    def end(k):
        if k == 0:
            return x0, 0 * x0
        x, u = end(k - 1)
        return x - eta * gradient(x), u - gradient(x) - eta * (hessian(x) @ u)

    x, u = end(steps)
    return np.dot(gradient(x), u)


def slope_complex(gradient, hessian, x0, eta, steps):
    """The end by the complex step, then f's slope."""
    x = walk(gradient, x0, eta + 1e-30j, steps)[-1]
    return float(gradient(x.real) @ (x.imag / 1e-30))


RIGHT = [
    slope_going_along,
    slope_going_back,
    slope_by_products,
    slope_by_recursion,
    slope_complex,
]


def along(move, last=None):
    """`slope_going_along` with one line exchanged."""

    def answer(gradient, hessian, x0, eta, steps):
        x, u = x0, np.zeros(len(x0))
        for _ in range(steps):
            x, u = x - eta * gradient(x), move(gradient(x), hessian(x), u, eta)
        return last(gradient, x, u) if last else gradient(x) @ u

    return answer


def last_two(gradient, hessian, x0, eta, steps):
    path = walk(gradient, x0, eta, steps)
    return -gradient(path[-1]) @ gradient(path[-2]) if steps else 0.0


def in_order(gradient, hessian, x0, eta, steps):
    """x moves first, and the rest of the loop sees the new one."""
    x, u = x0, np.zeros(len(x0))
    for _ in range(steps):
        x = x - eta * gradient(x)
        u = u - gradient(x) - eta * hessian(x) @ u
    return gradient(x) @ u


def back_too_soon(gradient, hessian, x0, eta, steps):
    path = walk(gradient, x0, eta, steps)
    signal, slope = gradient(path[-1]), 0.0
    for x in reversed(path[:-1]):
        signal = signal - eta * hessian(x) @ signal
        slope -= signal @ gradient(x)
    return slope


def frozen_hessian(gradient, hessian, x0, eta, steps):
    return along(lambda g, H, u, e: u - g - e * hessian(x0) @ u)(
        gradient, hessian, x0, eta, steps
    )


def quotient(gradient, hessian, x0, eta, steps):
    a, b = (walk(gradient, x0, eta + h, steps)[-1] for h in (1e-4, -1e-4))
    return gradient(walk(gradient, x0, eta, steps)[-1]) @ (a - b) / 2e-4


right = lambda g, H, u, e: u - g - e * H @ u


WRONG = [
    ("last step only", last_two),
    ("nothing travels", along(lambda g, H, u, e: u - g)),
    ("no eta", along(lambda g, H, u, e: u - g - H @ u)),
    ("plus", along(lambda g, H, u, e: u - g + e * H @ u)),
    ("u lost", along(lambda g, H, u, e: -g - e * H @ u)),
    ("eta at the gradient", along(lambda g, H, u, e: u - e * g - e * H @ u)),
    ("gradient lost", along(lambda g, H, u, e: u - e * H @ u)),
    ("x moves first", in_order),
    ("signal goes back too soon", back_too_soon),
    ("hessian of the start", frozen_hessian),
    ("uphill", along(lambda g, H, u, e: u + g - e * H @ u)),
    ("wrong sign at the end", along(right, lambda gradient, x, u: -gradient(x) @ u)),
    ("times x", along(right, lambda gradient, x, u: x @ u)),
    ("length", along(right, lambda gradient, x, u: np.sqrt(u @ u))),
    ("dx itself", along(right, lambda gradient, x, u: u)),
    ("sum of the slope", along(right, lambda gradient, x, u: np.sum(gradient(x)))),
    (
        "one step more",
        lambda g, h, x0, eta, steps: slope_going_back(g, h, x0, eta, steps + 1),
    ),
    (
        "divided by steps",
        lambda g, h, x0, eta, steps: (
            slope_going_back(g, h, x0, eta, steps) / max(steps, 1)
        ),
    ),
    (
        "times eta",
        lambda g, h, x0, eta, steps: eta * slope_going_back(g, h, x0, eta, steps),
    ),
    ("difference quotient", quotient),
]
