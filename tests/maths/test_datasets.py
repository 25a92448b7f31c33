"""The data: complete, as published, independent copies, never downloaded."""

from __future__ import annotations

import socket

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from bpcourse import datasets


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("data must not be fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_digits_are_the_published_ones():
    X, labels = datasets.digits()
    assert X.shape == (1797, 64)
    assert (X.min(), X.max()) == (0.0, 1.0)
    assert np.bincount(labels).tolist() == [
        178,
        182,
        177,
        183,
        181,
        182,
        181,
        179,
        174,
        180,
    ]
    assert (X * 16).sum() == 561718
    assert_array_equal(16 * X[0, :8], [0, 0, 5, 13, 9, 1, 0, 0])


def test_digits_equal_scikit_learns_copy():
    published = pytest.importorskip("sklearn.datasets").load_digits()
    X, labels = datasets.digits()
    assert_array_equal(16 * X, published.data)
    assert_array_equal(labels, published.target)


def test_source_and_licence_are_named():
    for words in (
        "E. Alpaydin",
        "C. Kaynak",
        "UCI Machine Learning Repository",
        "CC BY 4.0",
    ):
        assert words in " ".join((datasets.digits.__doc__ or "").split())


def test_changing_the_digits_changes_nobody_elses():
    X, labels = datasets.digits()
    X[:], labels[:] = -1, -1
    assert datasets.digits()[0].min() == 0
    assert datasets.split_digits()[1].min() == 0


def test_the_split_is_fixed_disjoint_and_complete():
    X, labels, X_held, labels_held = datasets.split_digits()
    assert [len(v) for v in (X, labels, X_held, labels_held)] == [1437, 1437, 360, 360]
    everything = np.vstack([np.c_[X, labels], np.c_[X_held, labels_held]])
    original = np.c_[datasets.digits()]
    assert sorted(map(bytes, everything)) == sorted(map(bytes, original))
    assert_array_equal(datasets.split_digits()[2], X_held)
    assert np.bincount(labels_held).min() >= 20


def test_logic_tables_are_right():
    X, _ = datasets.truth_table("and")
    for name, f in (("and", min), ("or", max), ("xor", lambda x: float(x[0] != x[1]))):
        assert datasets.truth_table(name)[1].tolist() == [f(x) for x in X]
    with pytest.raises(ValueError, match="'nand' is none of and, or, xor"):
        datasets.truth_table("nand")


def test_moons_interleave_and_repeat_themselves():
    X, labels = datasets.moons(400, noise=0.0)
    assert np.bincount(labels).tolist() == [200, 200]
    assert_array_equal(datasets.moons(400, noise=0.0)[0], X)
    centres = np.where(labels[:, None] == 0, [0.0, 0.0], [1.0, 0.5])
    assert np.allclose(np.linalg.norm(X - centres, axis=1), 1)
    weights = np.linalg.lstsq(np.c_[X, np.ones(400)], 2 * labels - 1, rcond=None)[0]
    straight = (np.c_[X, np.ones(400)] @ weights > 0) == labels
    assert 0.75 < straight.mean() < 0.95


def test_one_hot_marks_one_class_a_row():
    Y = datasets.one_hot([3, 0, 9])
    assert_array_equal(Y.sum(axis=1), 1)
    assert Y.argmax(axis=1).tolist() == [3, 0, 9]
    for labels in ([10], [-1], [0.5]):
        with pytest.raises(ValueError, match="whole numbers from 0 to 9"):
            datasets.one_hot(labels)


def test_worked_examples_are_fresh_each_time():
    datasets.worked_example().weights[0][:] = 0
    assert datasets.worked_example().weights[0].all()


def test_a_split_of_everything_is_refused():
    with pytest.raises(ValueError, match="held_out is 1797"):
        datasets.split_digits(1797)


def test_placed_digits_are_whole_anywhere_in_the_field_and_alone():
    X = datasets.digits()[0][:400]
    fields = datasets.place_digits(X, 12, np.random.default_rng(0))
    corners = set()
    for field, digit in zip(fields[..., 0], X.reshape(-1, 8, 8)):
        found = [
            (r, c)
            for r, c in np.ndindex(5, 5)
            if (field[r : r + 8, c : c + 8] == digit).all()
        ]
        assert found and field.sum() == digit.sum()
        corners |= set(found)
    assert len(corners) == 25


def test_the_same_generator_places_digits_alike_and_goes_on():
    X = datasets.digits()[0][:20].astype(np.float32)
    rng, again = np.random.default_rng(3), np.random.default_rng(3)
    first = datasets.place_digits(X, 16, rng)
    assert first.dtype == np.float32
    assert_array_equal(first, datasets.place_digits(X, 16, again))
    assert (first != datasets.place_digits(X, 16, rng)).any()
    assert_array_equal(datasets.place_digits(X, 8, rng).reshape(20, 64), X)


@pytest.mark.parametrize(
    ("X", "size", "message"),
    [
        (np.ones((2, 8, 8)), 12, r"X has shape \(2, 8, 8\); expected \(N, 64\)"),
        (np.ones((2, 64)), 7, "size is 7; expected at least 8"),
    ],
)
def test_what_cannot_be_placed_is_named(X, size, message):
    with pytest.raises(ValueError, match=message):
        datasets.place_digits(X, size, np.random.default_rng(0))
