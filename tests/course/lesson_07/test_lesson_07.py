"""Lesson 07: answers in other styles, PyTorch's numbers, the run that one can stop."""

from __future__ import annotations

import asyncio
import struct
import threading
import zlib

import numpy as np
import pytest
from rotation import part, sweep

from bpcourse import datasets, regularization
from bpcourse.checking import judge_function
from bpcourse.course import exercise
from bpcourse.course.lesson_07 import boundary, figures, train_digits
from bpcourse.course.lesson_07 import explorer as explorers
from bpcourse.drawing import tiles, training
from bpcourse.network import Network

# ---- right answers, written in other ways

STYLES = {
    "he_init": [
        regularization.he_init,
        lambda i, o, rng: rng.uniform(-1, 1, (i, o)) * np.sqrt(6 / i),
        lambda i, o, rng: rng.normal(0, (2 / i) ** 0.5, (i, o)).astype(np.float32),
    ],
    "gradient_norms": [
        regularization.gradient_norms,
        lambda g: [np.linalg.norm(dW) for dW, _ in g],
        lambda g: tuple(np.linalg.norm(np.ravel(dW)) for dW, _ in g),
    ],
}


@sweep
@pytest.mark.parametrize("name", STYLES)
def test_right_answers_in_other_styles_pass_on_fifty_seeds(name):
    for number, answer in enumerate(STYLES[name]):
        for seed in part(range(50), 5):
            verdict = judge_function(answer, exercise(name), seed)
            assert verdict.passed, f"variant {number}, seed {seed}\n{verdict}"


def test_weights_that_do_not_come_from_the_given_rng_are_refused():
    def he_from_its_own_seed(n_in, n_out, rng):
        return np.random.default_rng(0).normal(0, np.sqrt(2 / n_in), (n_in, n_out))

    for seed in range(10):
        verdict = judge_function(he_from_its_own_seed, exercise("he_init"), seed)
        assert (verdict.passed, verdict.mistake) == (False, "general:ignores_rng")


# ---- points that grow with the share of digits read


def reader_of(count):
    """A `train_digits` whose predict reads exactly `count` of the 1080 held-out digits."""
    _, _, X_held, held = train_digits._digits()
    label = {row.tobytes(): digit for row, digit in zip(X_held, held)}

    def predict(X_new):
        right = np.array([label[row.tobytes()] for row in np.ascontiguousarray(X_new)])
        return np.where(np.arange(1080) < count, right, (right + 1) % 10)

    return lambda X, Y, rng: predict


def reading(count):
    return judge_function(reader_of(count), exercise("train_digits"))


@pytest.mark.parametrize(
    "id", ["untrained", "scores", "no_function", "one_label", "one_answer"]
)
def test_a_known_mistake_of_the_capstone_is_named_as_itself(id):
    asked = exercise("train_digits")
    assert judge_function(asked.mistake(id).function, asked).mistake == id


def test_the_points_of_train_digits_grow_from_60_to_90_per_cent():
    counts = (0, 300, 648, 650, 700, 800, 971, 972, 1080)
    verdicts = [reading(count) for count in counts]
    assert [v.passed for v in verdicts] == [count > 648 for count in counts]
    scores = [v.score for v in verdicts]
    assert scores[:3] == [0, 0, 0] and 0 < scores[3] < 0.01
    assert scores[3:7] == sorted(scores[3:7]) and scores[6] < 1
    assert scores[7:] == [1, 1]
    assert scores[5] == pytest.approx((800 / 1080 - 0.6) / 0.3)


def test_a_partial_pass_says_what_was_reached_and_what_brings_the_rest():
    text = str(reading(810))
    assert "2.5 of 5 points" in text and "75.0 %" in text and "90 % bring" in text
    assert "points so far" not in str(reading(1000))


def test_a_fault_of_conduct_still_refuses_a_partial_answer():
    def rough(X, Y, rng):
        X[:] = 0
        return reader_of(800)(X, Y, rng)

    verdict = judge_function(rough, exercise("train_digits"))
    assert (verdict.passed, verdict.mistake) == (False, "general:changes_argument")


def test_softmax_regression_gets_less_than_a_tenth_of_the_points():
    """However it is trained: the capstone needs a hidden layer."""
    X, Y, X_held, held = train_digits._digits()
    for eta in (0.1, 0.5):
        net = Network([144, 10], seed=0).fit(X, Y, eta=eta, epochs=10, batch_size=32)
        share = net.accuracy(X_held, held)
        assert train_digits._digit_score(share) < 0.1, share
    net = Network([144, 10], seed=0)
    predict = net.fit(X, Y, eta=0.5, epochs=3, batch_size=32).predict
    verdict = judge_function(lambda *_: predict, exercise("train_digits"))
    assert verdict.score < 0.1


# ---- the same by PyTorch


def losses_of_three_epochs():
    X, labels, _, _ = datasets.split_digits()
    Y = datasets.one_hot(labels)
    net = Network([64, 64, 10], hidden="relu", seed=0)
    start = [p.copy() for p in (*net.weights, *net.biases)]
    told = {"eta": 0.3, "epochs": 3, "batch_size": 32}
    net.fit(X, Y, **told, callback=lambda net, epoch: net.value(X, Y))
    return net.history, start, X, labels


def test_the_lessons_network_gives_the_stored_pytorch_losses():
    np.testing.assert_allclose(
        losses_of_three_epochs()[0], figures.PYTORCH_LOSSES, rtol=1e-11
    )


def test_pytorch_still_says_so():
    torch = pytest.importorskip("torch")
    _, (W1, W2, b1, b2), X, labels = losses_of_three_epochs()
    params = [torch.tensor(p, requires_grad=True) for p in (W1, b1, W2, b2)]

    def loss(x, t):
        scores = torch.relu(x @ params[0] + params[1]) @ params[2] + params[3]
        return torch.nn.functional.cross_entropy(scores, t)

    optimiser = torch.optim.SGD(params, lr=0.3)
    rng, x, t = np.random.default_rng(0), torch.tensor(X), torch.tensor(labels)
    found = []
    for _ in range(3):
        order = rng.permutation(len(X))
        for start in range(0, len(X), 32):
            rows = order[start : start + 32]
            optimiser.zero_grad()
            loss(x[rows], t[rows]).backward()
            optimiser.step()
        found.append(loss(x, t).item())
    np.testing.assert_allclose(found, figures.PYTORCH_LOSSES, rtol=1e-11)


# ---- explorers


def test_a_history_shows_what_the_network_can_do():
    setting = "all"
    seen = training.history(setting, 0.3)
    net = training.network_for(setting)
    for epoch in range(3):
        training.train_on(net, setting, 0.3, epoch)
    _, _, X_held, held = training.data(setting)
    assert seen[3].accuracy == net.accuracy(X_held, held)
    assert all(held[i] != read for i, read in seen[3].wrong)
    assert seen[-1].accuracy > 0.95 > 0.2 > seen[0].accuracy


def test_wrong_labels_are_learnt_by_heart_and_sigmoid_layers_hear_nothing():
    by_heart = training.history("wrong_labels", 0.3)
    assert by_heart[-1].train < by_heart[-1].held / 2
    deep = training.history("deep", 0.3)
    assert deep[0].norms[0] < 1e-3 * deep[0].norms[-1]
    assert deep[-1].accuracy < 0.5


def test_a_step_that_is_too_large_is_told_without_nan():
    explorer = explorers.training()
    explorer.controls["eta"].value = 3.0
    for step in range(training.EPOCHS + 1):
        explorer.slider.value = step
        assert "nan" not in explorer.words and "inf" not in explorer.words


def test_the_live_run_starts_stops_and_goes_on():
    async def use():
        explorer = explorers.live()
        switch = explorer.controls["on"]
        assert "epoch 0" in explorer.words
        switch.value = True
        await asyncio.sleep(0.5)
        assert explorer.words.startswith("Training.")
        switch.value = False
        await asyncio.sleep(0.3)
        stopped = explorer.words
        await asyncio.sleep(0.3)
        assert explorer.words == stopped and stopped.startswith("Stopped.")
        switch.value = True
        await asyncio.sleep(0.5)
        return stopped, explorer.words

    before, after = asyncio.run(use())
    epochs = [int(text.split("epoch ")[1].split(":")[0]) for text in (before, after)]
    assert 0 < epochs[0] < epochs[1]


def test_a_mosaic_is_a_png_that_holds_its_tiles():
    colours = tiles.grey(np.linspace(0, 1, 192).reshape(3, 64))
    sheet = tiles.mosaic(colours, 2)
    assert sheet.shape == (17, 17, 3)
    assert (sheet[:8, 9:] == colours[1].reshape(8, 8, 3)).all()
    assert (sheet[8] == 255).all() and (sheet[9:, 9:] == 255).all()
    data = tiles.png(sheet)
    at, body = 8, b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body += data[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    lines = np.frombuffer(zlib.decompress(body), np.uint8).reshape(17, 52)
    assert (lines[:, 0] == 0).all() and (lines[:, 1:] == sheet.reshape(17, 51)).all()


def test_weights_are_coloured_by_their_sign():
    blue, red, white = tiles.signed([[1.0, -1.0, 0.0]])[0]
    assert blue[2] > blue[0] and red[0] > red[2] and (white == 255).all()


def test_labels_of_the_held_out_digits_learnt_by_heart_are_no_answer():
    """Their order is another one for every seed; the images stay those of their labels."""
    cases = [next(train_digits._digit_cases(np.random.default_rng(n))) for n in (1, 2)]
    known = cases[0].extra["labels"]
    assert train_digits._digit_judge(cases[0], None, known) is None
    problem = train_digits._digit_judge(cases[1], None, known)
    assert problem is not None and not problem.score
    sums = [
        sorted(zip(c.extra["call"].sum(axis=1).round(9), c.extra["labels"]))
        for c in cases
    ]
    assert sums[0] == sums[1]


def look_at(k: int):
    return boundary.run(8, 0.3, "relu").at(k)


@pytest.mark.parametrize(
    "kept",
    [lambda k: training.history("few", 0.03, k), look_at],
    ids=["digits", "moons"],
)
def test_a_run_that_two_threads_look_at_is_trained_once(kept):
    """As in a kernel, which trains ahead while a control is moved."""
    training._run.cache_clear()
    boundary.run.cache_clear()
    alone = kept(6)
    training._run.cache_clear()
    boundary.run.cache_clear()
    kept(0)
    start = threading.Barrier(4)

    def look() -> None:
        start.wait()
        for k in range(7):
            kept(k)

    team = [threading.Thread(target=look) for _ in range(4)]
    for one in team:
        one.start()
    for one in team:
        one.join()
    assert repr(kept(6)) == repr(alone)
