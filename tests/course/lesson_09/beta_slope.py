"""Answers to `beta_slope` in many styles, right and wrong."""


def step_by_step(h, w, eta, beta):
    v1 = h * w
    w1 = w - eta * v1
    v2 = beta * v1 + h * w1
    w2 = w1 - eta * v2
    dE_dw2 = h * w2
    dE_dv2 = -eta * dE_dw2
    return dE_dv2 * v1


def closed(h, w, eta, beta):
    w2 = w * ((1 - eta * h) ** 2 - eta * beta * h)
    return -eta * h**2 * w * w2


def by_complex_step(h, w, eta, beta):
    b = beta + 1e-25j
    v = h * w
    u = w - eta * v
    u = u - eta * (b * v + h * u)
    return (0.5 * h * u * u).imag / 1e-25


RIGHT = [step_by_step, closed, by_complex_step]


def made(rule):
    def answer(h, w, eta, beta):
        v1 = h * w
        w1 = w - eta * v1
        v2 = beta * v1 + h * w1
        return rule(h, w, eta, beta, v1, w1, v2, w1 - eta * v2)

    return answer


WRONG = [
    ("no eta", made(lambda h, w, eta, beta, v, u, v2, z: -h * z * v)),
    ("sign", made(lambda h, w, eta, beta, v, u, v2, z: h * z * eta * v)),
    ("h w2", made(lambda h, w, eta, beta, v, u, v2, z: h * z)),
    ("-eta v", made(lambda h, w, eta, beta, v, u, v2, z: -eta * v)),
    ("first loss", made(lambda h, w, eta, beta, v, u, v2, z: -eta * h * u * v)),
    ("v2", made(lambda h, w, eta, beta, v, u, v2, z: -eta * h * z * v2)),
    ("beta", made(lambda h, w, eta, beta, v, u, v2, z: -eta * beta * h * z * v)),
    ("loss", made(lambda h, w, eta, beta, v, u, v2, z: 0.5 * h * z * z)),
    ("no h", made(lambda h, w, eta, beta, v, u, v2, z: -eta * z * v)),
    ("eta squared", made(lambda h, w, eta, beta, v, u, v2, z: eta**2 * h * z * v)),
    ("half", made(lambda h, w, eta, beta, v, u, v2, z: -0.5 * eta * h * z * v)),
    ("slope in eta", made(lambda h, w, eta, beta, v, u, v2, z: -h * z * v2)),
]
