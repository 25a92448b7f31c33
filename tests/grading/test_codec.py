"""The bytes between grader and worker: values come back, and nothing else gets through."""

from __future__ import annotations

import json
import struct
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from bpcourse.checking.plain import KINDS, SHOULD, Odd
from bpcourse.course.model import Formula, Seed
from bpcourse.grading.sandbox import codec
from bpcourse.grading.sandbox.codec import Malformed, decode, encode

ARRAYS = npst.arrays(
    st.sampled_from(["?", "i1", "u2", "i4", "i8", "u8", "f2", "f4", "f8", "c8", "c16"]),
    npst.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
)


def odd(inside: st.SearchStrategy) -> st.SearchStrategy:
    kind, should = st.sampled_from(sorted(KINDS)), st.sampled_from(sorted(SHOULD))
    return st.builds(Odd, kind, st.text("aé", max_size=5), inside, should)


LEAVES = st.one_of(
    st.none(),
    st.just(...),
    st.booleans(),
    st.integers(-(2**900), 2**900),
    st.floats(),
    st.text(max_size=10),
    odd(st.none() | odd(st.none())),
    ARRAYS,
    ARRAYS.map(lambda a: a.ravel()[0] if a.size else np.float64(1)),
)
VALUES = st.recursive(
    LEAVES,
    lambda v: st.one_of(
        st.lists(v, max_size=4),
        st.lists(v, max_size=4).map(tuple),
        st.dictionaries(st.text(max_size=5), v, max_size=4),
    ),
    max_leaves=12,
)
PLAIN = (type(None), bool, int, float, str, list, tuple, dict, Odd, type(...))


def same(a: Any, b: Any) -> bool:
    """Alike in value and type, all the way down."""
    if type(a) is not type(b):
        return False
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    if isinstance(a, (np.ndarray, np.generic)):
        return (a.dtype, a.shape, a.tobytes()) == (b.dtype, b.shape, b.tobytes())
    return a == b if isinstance(a, Odd) else repr(a) == repr(b)


def is_plain(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return all(map(is_plain, value))
    if isinstance(value, dict):
        return all(type(k) is str and is_plain(v) for k, v in value.items())
    if isinstance(value, np.ndarray):
        return type(value) is np.ndarray and value.dtype.str in codec.KINDS
    return type(value) in PLAIN or value.dtype.str in codec.KINDS


def plain_or_malformed(data: bytes) -> bool:
    """True where decoding gives plain data or says in words why it can't."""
    try:
        return is_plain(decode(data))
    except Malformed as fault:
        return bool(str(fault))


def frame(skeleton: Any, blob: bytes = b"") -> bytes:
    text = skeleton if isinstance(skeleton, bytes) else json.dumps(skeleton).encode()
    return struct.pack(">II", len(text), len(blob)) + text + blob


@given(VALUES)
@settings(max_examples=300)
def test_what_is_sent_comes_back(value):
    back = decode(encode(value))
    assert same(back, value) and is_plain(back)


@given(st.binary(max_size=200))
@settings(max_examples=500)
def test_any_bytes_are_a_plain_value_or_malformed(data):
    assert plain_or_malformed(data)


@given(VALUES, st.data())
@settings(max_examples=500)
def test_a_damaged_frame_is_a_plain_value_or_malformed(value, data):
    good = bytearray(encode(value))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(good) - 1))
        good[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(good)))
    for damaged in (bytes(good), bytes(good[:cut]), bytes(good) + b"x"):
        assert plain_or_malformed(damaged)


JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-10, 1 << 70),
        st.floats(),
        st.sampled_from([*codec._READERS, *codec.KINDS, "O", "<U9", "x: x", ""]),
    ),
    lambda v: st.one_of(
        st.lists(v, max_size=4),
        st.builds(
            lambda k, rest: [k, *rest],
            st.sampled_from([*codec._READERS]),
            st.lists(v, max_size=4),
        ),
        st.dictionaries(st.text(max_size=3), v, max_size=2),
    ),
    max_leaves=10,
)


@given(JSON, st.binary(max_size=64))
@settings(max_examples=500)
def test_any_skeleton_is_a_plain_value_or_malformed(skeleton, blob):
    assert plain_or_malformed(frame(skeleton, blob))


HELD = [
    "odd",
    "type",
    "list",
    "numbers",
    "",
    ["odd", "type", "str", "numbers", "", None],
]
TWICE = ["odd", "type", "list", "numbers", "", HELD]


@pytest.mark.parametrize(
    ("skeleton", "blob"),
    [
        (["array", "O", 1], b"\0" * 8),
        (["array", "|O8", 1], b"\0" * 8),
        (["array", "<U4", 1], b"\0" * 16),
        (["array", "V8", 1], b"\0" * 8),
        (["array", "f8,f8", 1], b"\0" * 16),
        (["array", ">f8", 1], b"\0" * 8),
        (["array", "<f8", -1], b"\0" * 8),
        (["array", "<f8", True], b"\0" * 8),
        (["array", "<f8", 1.0], b"\0" * 8),
        (["array", "<f8", 2], b"\0" * 8),
        (["array", "<f8", 1 << 62, 1 << 62], b""),
        (["array", "<f8", *[1] * 33], b"\0" * 8),
        (["array", ["<f8"], 1], b"\0" * 8),
        (["array", "<f8"], b""),
        (["seed", 1], b""),
        (["formula", "x: x", ["dict"]], b""),
        (["dict", [1, 2]], b""),
        (["dict", ["a"]], b""),
        (["dict", "ab"], b"x"),
        ({"a": 1}, b""),
        ([1, 2], b""),
        ([], b""),
        (["pickle", "x"], b""),
        (["odd"], b""),
        (["odd", "a dict", "", "numbers", "", None], b""),
        (["odd", "type", "dict", "words", "", None], b""),
        (["odd", ["type"], "dict", "numbers", "", None], b""),
        (["odd", "type", 1, "numbers", "", None], b""),
        (["odd", "type", "dict", "numbers", "", 1.0], b""),
        (["odd", "type", "dict", "numbers", "", None, None], b""),
        (TWICE, b""),
        (1, b"left over"),
        (b"[" * 100_000, b""),
        (b'["list",' * 5_000 + b"1" + b"]" * 5_000, b""),
        (b"1" * 10_000, b""),
        (b"\xff\xfe", b""),
        (b"", b""),
        (["list", *[0] * (codec.COUNT_LIMIT + 1)], b""),
    ],
)
def test_what_may_not_cross_is_malformed(skeleton, blob):
    with pytest.raises(Malformed):
        decode(frame(skeleton, blob))


def test_the_names_in_what_is_no_number_are_one_short_line():
    back = decode(frame(["odd", "type", "a\nb" * 500, "names", None]))
    assert back.name.startswith("a ba b") and len(back.name) == 200


def test_halves_of_surrogate_pairs_are_replaced():
    back = decode(encode(["\ud800", {"\udfff": 1}]))
    assert json.dumps(back, ensure_ascii=False).encode() == b'["?", {"?": 1}]'


def test_lengths_beyond_the_limits_are_refused_before_anything_is_read():
    for text, arrays in [(codec.TEXT_LIMIT + 1, 0), (0, codec.ARRAY_LIMIT + 1)]:
        with pytest.raises(Malformed):
            codec.lengths(struct.pack(">II", text, arrays))


def test_only_a_worker_builds_formulas_and_seeds():
    value = {"f": Formula("x: k * x", k=np.ones(2)), "rng": Seed(2**40)}
    back = decode(encode(value), trusted=True)
    assert back["rng"] == Seed(2**40) and back["f"](3.0).tolist() == [3.0, 3.0]
    with pytest.raises(Malformed, match="only a grader"):
        decode(encode(value))


def test_bytes_of_booleans_are_true_or_false():
    back = decode(frame(["array", "|b1", 3], b"\0\1\7"))
    assert back.view(np.uint8).tolist() == [0, 1, 1]


def test_what_an_array_claims_to_be_does_not_matter():
    class Lying(np.ndarray):
        shape = property(lambda self: (99,))  # type: ignore[assignment]
        dtype = property(lambda self: np.dtype(object))  # type: ignore[assignment]

    back = decode(encode(np.arange(3.0).view(Lying)))
    assert type(back) is np.ndarray and back.tolist() == [0.0, 1.0, 2.0]


def test_wide_floats_cross_as_doubles_and_foreign_orders_as_ours():
    assert decode(encode(np.ones(2, np.longdouble))).dtype == np.float64
    assert decode(encode(np.array([1, 2], ">i4"))).tolist() == [1, 2]


@pytest.mark.parametrize(
    "value", [object(), {1, 2}, b"x", np.array([None]), np.zeros(2, "M8[s]"), lambda: 1]
)
def test_what_is_no_number_is_not_encoded(value):
    with pytest.raises(Malformed):
        encode(value)


def test_a_list_in_itself_and_a_huge_array_are_not_encoded():
    loop: list[Any] = []
    loop.append(loop)
    for value in (loop, np.zeros(codec.ARRAY_LIMIT // 8 + 1), "x" * codec.TEXT_LIMIT):
        with pytest.raises(Malformed):
            encode(value)
