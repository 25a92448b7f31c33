"""Lesson 07: answers in other styles, PyTorch's numbers, the run that one can stop."""

from __future__ import annotations

import asyncio
import struct
import zlib

import numpy as np
import pytest

from bpcourse import datasets, regularization
from bpcourse.checking import judge_function
from bpcourse.course import exercise
from bpcourse.course.lesson_07 import explorer as explorers
from bpcourse.course.lesson_07 import figures
from bpcourse.drawing import tiles, training
from bpcourse.network import Network

# ---- right answers, written in other ways


def stop_by_argmin(losses, patience):
    for epoch in range(len(losses)):
        best = int(np.argmin(losses[: epoch + 1]))
        if epoch - best >= patience:
            return [epoch, best]
    return len(losses) - 1, best


def stop_by_waiting(losses, patience):
    best, waited = float("inf"), 0
    for epoch, loss in enumerate(losses):
        if loss < best:
            best, kept, waited = loss, epoch, 0
        else:
            waited += 1
            if waited == patience:
                break
    return epoch, kept


def shift_by_slices(X, down, right):
    images, moved = X.reshape(-1, 8, 8), np.zeros((len(X), 8, 8))
    to = [slice(max(d, 0), 8 + min(d, 0)) for d in (down, right)]
    of = [slice(max(-d, 0), 8 + min(-d, 0)) for d in (down, right)]
    moved[:, to[0], to[1]] = images[:, of[0], of[1]]
    return moved.reshape(-1, 64)


def shift_by_roll(X, down, right):
    moved = np.roll(X.reshape(-1, 8, 8), (down, right), (1, 2))
    if down:
        moved[:, 0 if down > 0 else 7] = 0
    if right:
        moved[:, :, 0 if right > 0 else 7] = 0
    return moved.reshape(len(X), 64)


def dropout_by_choice(A, keep, rng):
    mask = rng.choice([0.0, 1 / keep], size=A.shape, p=[1 - keep, keep])
    return mask * A, mask


def dropout_by_binomial(A, keep, rng):
    mask = rng.binomial(1, keep, A.shape)
    return A * mask / keep, mask / keep


STYLES = {
    "early_stopping": [stop_by_argmin, stop_by_waiting],
    "shift_images": [shift_by_slices, shift_by_roll],
    "soft_threshold": [
        regularization.soft_threshold,
        lambda W, a: W - np.clip(W, -a, a),
        lambda W, a: np.where(a < W, W - a, np.where(-a > W, W + a, 0)),
        lambda W, a: np.maximum(W - a, 0) + np.minimum(W + a, 0),
    ],
    "dropout": [dropout_by_choice, dropout_by_binomial, regularization.dropout],
    "dropout_backward": [lambda g, m: np.where(m > 0, g * m.max(), 0)],
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
    "l1_penalty_subgradient": [
        lambda W, lam: np.where(W > 0, lam, -lam),
        lambda W, lam: lam * ((W >= 0) * 2.0 - 1),
    ],
}


@pytest.mark.parametrize("name", STYLES)
def test_right_answers_in_other_styles_pass_on_fifty_seeds(name):
    for number, answer in enumerate(STYLES[name]):
        for seed in range(50):
            verdict = judge_function(answer, exercise(name), seed)
            assert verdict.passed, f"variant {number}, seed {seed}\n{verdict}"


# ---- answers that don't draw from their rng


def he_from_its_own_seed(n_in, n_out, rng):
    return np.random.default_rng(0).normal(0, np.sqrt(2 / n_in), (n_in, n_out))


def dropout_from_its_own_seed(A, keep, rng):
    return regularization.dropout(A, keep, np.random.default_rng(0))


def dropout_from_the_global_generator(A, keep, rng):
    mask = (np.random.random(A.shape) < keep) / keep  # noqa: NPY002
    return A * mask, mask


@pytest.mark.parametrize(
    ("name", "answer", "mistake"),
    [
        ("he_init", he_from_its_own_seed, "ignores_rng"),
        ("dropout", dropout_from_its_own_seed, "ignores_rng"),
        ("dropout", dropout_from_the_global_generator, "not_repeatable"),
    ],
)
def test_an_answer_that_does_not_use_the_given_rng_is_refused(name, answer, mistake):
    for seed in range(10):
        verdict = judge_function(answer, exercise(name), seed)
        assert (verdict.passed, verdict.mistake) == (False, mistake), str(verdict)


def test_dropping_with_the_turned_comparison_is_named_with_keep_1_too():
    def answer(A, keep, rng):
        mask = (rng.random(A.shape) > keep) / keep
        return A * mask, mask

    assert judge_function(answer, exercise("dropout")).mistake == "keep_is_drop"


# ---- points that grow with the share of digits read


def reader_of(count):
    """A `train_digits` whose predict reads exactly `count` of the 360 held-out digits."""
    held = datasets.split_digits()[3]
    read = np.where(np.arange(360) < count, held, (held + 1) % 10)
    return lambda X, Y, rng: lambda X_new: read


def reading(count):
    return judge_function(reader_of(count), exercise("train_digits"))


def test_the_points_of_train_digits_grow_from_90_to_97_per_cent():
    counts = (0, 100, 323, 324, 330, 340, 349, 350, 360)
    verdicts = [reading(count) for count in counts]
    assert [v.passed for v in verdicts] == [count >= 324 for count in counts]
    scores = [v.score for v in verdicts]
    assert scores[:3] == [0, 0, 0] and scores[3] == pytest.approx(0.5)
    assert scores[3:7] == sorted(scores[3:7]) and scores[6] < 1
    assert scores[7:] == [1, 1]
    assert scores[5] == pytest.approx(0.5 + 0.5 * (340 / 360 - 0.90) / 0.07)


def test_a_partial_pass_says_what_was_reached_and_what_brings_the_rest():
    text = str(reading(340))
    assert "4.1 of 5 points" in text and "94.4 %" in text and "97 % bring" in text
    assert "points so far" not in str(reading(350))


def test_a_fault_of_conduct_still_refuses_a_partial_answer():
    def rough(X, Y, rng):
        X[:] = 0
        return reader_of(340)(X, Y, rng)

    verdict = judge_function(rough, exercise("train_digits"))
    assert (verdict.passed, verdict.mistake) == (False, "changes_argument")


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
    setting = training.SETTINGS[0]
    seen = training.history(setting, 0.3)
    net = training.network_for(setting)
    for epoch in range(3):
        training.train_on(net, setting, 0.3, epoch)
    _, _, X_held, held = training.data(setting)
    assert seen[3].accuracy == net.accuracy(X_held, held)
    assert all(held[i] != read for i, read in seen[3].wrong)
    assert seen[-1].accuracy > 0.95 > 0.2 > seen[0].accuracy


def test_wrong_labels_are_learnt_by_heart_and_sigmoid_layers_hear_nothing():
    by_heart = training.history(training.SETTINGS[2], 0.3)
    assert by_heart[-1].train < by_heart[-1].held / 2
    deep = training.history(training.SETTINGS[3], 0.3)
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
