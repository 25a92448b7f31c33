"""Any file that was meant as a notebook gives cells, or a sentence; never an exception."""

from __future__ import annotations

import gzip
import json
import os
import zipfile

import pytest
from classroom import small, write
from hypothesis import given
from hypothesis import strategies as st

from bpcourse.grading.intake import notebook as reading
from bpcourse.grading.intake.collection import Found, collect
from bpcourse.grading.intake.notebook import LARGEST, cells_of, read

CODE = "def sigmoid(x):\n    return '名前 é'\n"
TREE = small("import numpy as np", CODE)
TEXT = json.dumps(TREE, ensure_ascii=False)
NB3 = {
    "worksheets": [
        {"cells": [{"cell_type": "code", "input": [CODE]}]},
        {"cells": [{"cell_type": "markdown", "source": "no"}]},
    ],
    "nbformat": 3,
}


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_every_unicode_encoding_gives_the_same_cells(encoding):
    assert cells_of(TEXT.encode(encoding)) == (["import numpy as np", CODE], None)


def test_latin_1_is_read_letter_by_letter():
    raw = json.dumps(small("s = 'é'"), ensure_ascii=False).encode("latin-1")
    assert cells_of(raw) == (["s = 'é'"], None)


@pytest.mark.parametrize(
    ("first", "more"), [(">>> ", "... "), ("In [3]: ", "   ...: ")]
)
def test_a_cell_pasted_with_prompts_is_read_without(first, more):
    pasted = first + CODE.strip().replace("\n", "\n" + more)
    assert cells_of(json.dumps(small(pasted)).encode()) == ([CODE.strip()], None)


def test_an_answer_in_a_raw_cell_is_seen_as_one_in_a_text_cell(tmp_path):
    cells = [{"cell_type": kind, "source": CODE} for kind in ("raw", "markdown")]
    tree = {**TREE, "cells": [*TREE["cells"], *cells]}
    path = write(tmp_path / "alder" / "01_x.ipynb", tree)
    (found,) = collect([path])
    assert read(found).prose == (CODE, CODE)


def test_formats_3_and_5_metadata_missing_ids_twice_lists_of_lines():
    assert cells_of(json.dumps(NB3).encode()) == ([CODE], None)
    cell = {"cell_type": "code", "id": "a", "source": CODE.splitlines(keepends=True)}
    five = {"cells": [cell, cell], "nbformat": 5, "nbformat_minor": 9}
    assert cells_of(json.dumps(five).encode()) == ([CODE, CODE], None)


def test_odd_cells_are_passed_over():
    odd = [None, 7, {}, {"cell_type": "code"}, {"cell_type": "code", "source": 3}]
    odd += [{"cell_type": "code", "source": ["a = 1\n", None, 5, "b = 2"]}]
    assert cells_of(json.dumps({"cells": odd}).encode()) == (["", "a = 1\nb = 2"], None)


def test_half_a_surrogate_can_be_encoded_afterwards():
    (source,), problem = cells_of(
        rb'{"cells":[{"cell_type":"code","source":"\ud800"}]}'
    )
    assert problem is None
    assert source.encode("utf-8")


DAMAGED = {
    "empty": (b"", "empty"),
    "blank": (b" \r\n\0", "empty"),
    "cut off": (TEXT.encode()[:-40], "breaks off near line 1"),
    "web page": (b"\n<!DOCTYPE html><html><body>Sign in", "web page"),
    "zip": (b"PK\x03\x04rest", "zip archive"),
    "pdf": (b"%PDF-1.7 rest", "PDF"),
    "gzip": (gzip.compress(TEXT.encode()), "gzip"),
    "picture": (b"\x89PNG\r\n\x1a\n", "picture"),
    "script": (b"import numpy as np\n", "Python script"),
    "prose": (b"I could not do it.", "doesn't begin as one"),
    "random": (bytes(range(128, 256)), "doesn't begin as one"),
    "a list": (b"[1, 2]", "no list of cells"),
    "a number": (b"12", "no list of cells"),
    "cells are a text": (b'{"cells": "x"}', "no list of cells"),
    "worksheets odd": (b'{"worksheets": [1, {"cells": 2}]}', "no code"),
    "no code": (b'{"cells": [{"cell_type": "markdown", "source": "x"}]}', "no code"),
    "deep": (b"[" * 100_000, "nested deeper"),
    "empty lists": (b"[" + b"[]," * 1_100_000 + b"[]]", "more parts"),
    "deep objects": (b'{"a":' * 100_000, "nested deeper"),
    "conflict": (b'{\n<<<<<<< ours\n"a": 1\n=======\n>>>>>>> x\n}', "merge conflict"),
    "pointer": (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_file_is_a_sentence(kind, tmp_path):
    raw, words = DAMAGED[kind]
    place = write(tmp_path / "01_x.ipynb", raw)
    submission = read(Found("alder", place, "01_x.ipynb"))
    assert words in submission.problem
    assert submission.cells == ()
    assert place.read_bytes() == raw


def test_a_zip_under_the_name_of_a_notebook(tmp_path):
    with zipfile.ZipFile(tmp_path / "01_x.ipynb", "w") as archive:
        archive.writestr("a.txt", "a")
    (found,) = collect([tmp_path / "01_x.ipynb"])
    assert "zip archive" in read(found).problem


def test_too_large_a_file_is_not_read_on(tmp_path):
    place = tmp_path / "01_x.ipynb"
    with place.open("wb") as out:
        out.truncate(2 * LARGEST)
    submission = read(Found("alder", place, "01_x.ipynb"))
    assert "larger than 50 MB" in submission.problem


def test_a_zip_bomb_is_too_large(tmp_path):
    archive = tmp_path / "class.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("alder/01_x.ipynb", b" " * (LARGEST + 1))
        out.writestr("birch/01_x.ipynb", TEXT)
    by = {f.learner: read(f) for f in collect([archive])}
    assert "larger than 50 MB" in by["alder"].problem
    assert by["birch"].problem is None


def test_a_damaged_member_leaves_the_others(tmp_path):
    archive = tmp_path / "class.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("alder/01_x.ipynb", TEXT)
        out.writestr("birch/01_x.ipynb", TEXT)
    raw = archive.read_bytes()
    at = raw.index(b"numpy")
    archive.write_bytes(raw[:at] + b"NUMPY" + raw[at + 5 :])
    by = {f.learner: read(f) for f in collect([archive])}
    assert "taken out of the zip" in by["alder"].problem
    assert by["birch"].problem is None


def test_what_cannot_be_opened_is_told(tmp_path, monkeypatch):
    gone = Found("alder", str(tmp_path / "01_x.ipynb"), "01_x.ipynb")
    assert "can't be opened" in read(gone).problem
    assert "no regular file" in read(Found("alder", str(tmp_path), "x")).problem

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    place = write(tmp_path / "02_x.ipynb", TREE)
    monkeypatch.setattr("builtins.open", refuse)
    assert "Permission denied" in read(Found("alder", str(place), "x")).problem


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "01_x.ipynb")
    (found,) = collect([tmp_path])
    assert "no regular file" in read(found).problem


def test_reading_that_fills_the_memory_is_told(monkeypatch):
    def fill(_):
        raise MemoryError

    monkeypatch.setattr(reading.json, "loads", fill)
    assert "fills the memory" in cells_of(TEXT.encode())[1]


def test_the_digest_is_that_of_the_bytes(tmp_path):
    one = write(tmp_path / "a.ipynb", TREE)
    two = write(tmp_path / "b.ipynb", TEXT + "\n")
    digests = [read(Found("a", p, "a")).digest for p in (one, one, two)]
    assert digests[0] == digests[1] != digests[2]


@given(st.binary(max_size=300))
def test_no_bytes_raise(raw):
    cells, problem = cells_of(raw)
    assert bool(cells) != bool(problem)


@given(st.integers(0, len(TEXT.encode()) - 1), st.binary(max_size=4))
def test_no_small_damage_raises(at, instead):
    raw = TEXT.encode()
    cells, problem = cells_of(raw[:at] + instead + raw[at + len(instead) :])
    assert isinstance(cells, list)
    assert problem is None or problem


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["cells", "worksheets", "source", "cell_type"]), inner
            )
        ),
        max_leaves=20,
    )
)
def test_no_tree_raises(tree):
    cells, problem = cells_of(json.dumps(tree).encode())
    assert all(isinstance(c, str) for c in cells)
    assert problem is None or problem
