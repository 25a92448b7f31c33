"""Lesson 09: the exercise `beta_slope`."""

from __future__ import annotations

from collections.abc import Iterator

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng


def beta_slope(h, w, eta, beta):
    """dE/dβ after two momentum steps from `w`, v = 0, where E = ½ h w²; all floats."""
    v1 = h * w
    w1 = w - eta * v1
    w2 = w1 - eta * (beta * v1 + h * w1)
    return h * w2 * (-eta * v1)


def _cases(rng: Rng) -> Iterator[Case]:
    yield Case((2.0, 3.0, 0.1, 0.5))
    yield Case((1.0, -2.0, 0.3, 0.9))
    for _ in range(5):
        h, w = float(rng.uniform(0.5, 5.0)), float(rng.normal() * 2)
        yield Case((h, w, float(rng.uniform(0.05, 0.4)), float(rng.uniform(0.1, 0.95))))


def _loss(h, w, eta, beta):
    v = 0.0
    for _ in range(2):
        v = beta * v + h * w
        w = w - eta * v
    return 0.5 * h * w**2


def _measured(case: Case) -> Measured:
    h, w, eta, beta = case.args
    value = _loss(h, w, eta, beta + 1e-30j).imag / 1e-30
    return Measured("slope of E with respect to β by a complex step", value)


def _wrong(rule):
    """A wrong version from h, w, η, β, the first velocity v1, w1 and w2."""

    def wrong(h, w, eta, beta):
        v1 = h * w
        w1 = w - eta * v1
        w2 = w1 - eta * (beta * v1 + h * w1)
        return rule(h, w, eta, beta, v1, w1, w2)

    return wrong


EXERCISE = Exercise(
    title="How much should it remember?",
    statement="On the curve $E=\\frac12hw^2$, with slope $hw$, two steps of momentum are made from `w` with the velocity 0: $v\\leftarrow\\beta v+hw$, $w\\leftarrow w-\\eta v$, twice. Write `beta_slope(h, w, eta, beta)`: the slope of the loss $E$ at the end with respect to $\\beta$. All are floats. The judge is the measured slope.",
    reference=beta_slope,
    cases=_cases,
    measure=_measured,
    transfer=True,
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "one_step",
            "the slope after the first step",
            _wrong(lambda h, w, eta, beta, v1, w1, w2: h * w1 * (-eta * v1)),
            "The loss is that after two steps.",
            "E is taken at the wrong weight.",
            "At which weight do you take the slope of E?",
        ),
        Mistake(
            "no_eta",
            "η is missing",
            _wrong(lambda h, w, eta, beta, v1, w1, w2: -h * w2 * v1),
            "The velocity moves the weight by η.",
            "With η = 0.1 it is ten times too large.",
            "By how much does w₂ move when the velocity grows by a little?",
        ),
        Mistake(
            "uphill",
            "the opposite sign",
            _wrong(lambda h, w, eta, beta, v1, w1, w2: h * w2 * eta * v1),
            "The velocity is subtracted.",
            "A larger β would seem to raise the loss where it lowers it.",
            "Which way does w₂ move when the velocity grows?",
        ),
        Mistake(
            "loss_slope_only",
            "the slope of the loss at the end",
            _wrong(lambda h, w, eta, beta, v1, w1, w2: h * w2),
            "That is with respect to w₂; β is further back.",
            "β moves w₂, and w₂ moves E: two factors.",
            "How does w₂ change with β?",
        ),
        Mistake(
            "weight_slope_only",
            "the slope of w₂, without the loss",
            _wrong(lambda h, w, eta, beta, v1, w1, w2: -eta * v1),
            "The slope of E with respect to w₂ is h w₂.",
            "Two factors: β moves w₂, and w₂ moves E.",
            "How does E change with w₂?",
        ),
        Mistake(
            "no_h",
            "one factor h is missing: it belongs to the first velocity and to the slope of E",
            _wrong(lambda h, w, eta, beta, v1, w1, w2: w2 * (-eta * v1)),
            "The first velocity is h w, and the slope of ½hw² is h w₂: h occurs twice.",
            "It is right for h = 1 only.",
            "In which two places does h occur?",
        ),
        Mistake(
            "second_velocity",
            "the second velocity instead of the first",
            _wrong(
                lambda h, w, eta, beta, v1, w1, w2: (
                    h * w2 * (-eta * (beta * v1 + h * w1))
                )
            ),
            "β multiplies the *old* velocity.",
            "At β = 0 the factor should be v₁ as well.",
            "What stands beside β in the second step?",
        ),
        Mistake(
            "beta_kept",
            "a factor β is left",
            _wrong(lambda h, w, eta, beta, v1, w1, w2: h * w2 * (-eta * beta * v1)),
            "β v₁ has the slope v₁ with respect to β.",
            "At β = 0 it is 0, and E still changes.",
            "What is the derivative of β v₁ with respect to β?",
        ),
        Mistake(
            "eta_twice",
            "η twice",
            _wrong(lambda h, w, eta, beta, v1, w1, w2: h * w2 * eta**2 * v1),
            "β meets one η on its way to w₂.",
            "With η = 0.1 it is ten times too small.",
            "How many steps lie between β v₁ and w₂?",
        ),
        Mistake(
            "value",
            "the loss at the end, not its slope",
            _wrong(lambda h, w, eta, beta, v1, w1, w2: 0.5 * h * w2**2),
            "The slope with respect to β was asked for.",
            "It is never negative.",
            "What happens to E when β grows by a little?",
        ),
        Mistake(
            "plain_descent",
            "the weight of plain descent at the end",
            _wrong(
                lambda h, w, eta, beta, v1, w1, w2: (
                    h * (w1 - eta * h * w1) * (-eta * v1)
                )
            ),
            "In the second step the velocity remembers.",
            "It is right for β = 0 only.",
            "Which velocity makes the second step?",
        ),
    ),
    hints=(
        "Write down v₁, w₁, v₂, w₂ in four lines. In which of them does β occur?",
        "β occurs in v₂ alone, because the first velocity begins at 0. From v₂ there is one more step to w₂, and one to E.",
        "Multiply along the path: how v₂ changes with β, how w₂ changes with v₂, how E changes with w₂.",
    ),
    symptoms=(
        (
            "right for h = 1 only",
            "h occurs twice: in the first velocity, and in the slope of E.",
        ),
    ),
    taught="Yours alone",
    another_way="It is 0 where w₂ is 0: there is a β that reaches the minimum in two steps.",
)
