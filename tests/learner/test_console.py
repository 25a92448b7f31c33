"""A terminal, or a file behind it, that can't hold every letter: told in plain ones."""

from __future__ import annotations

import contextlib
import io
import sys

import pytest

from bpcourse import check
from bpcourse.cli import main

each = pytest.mark.parametrize(
    "encoding", ["gbk", "cp1252", "latin-1", "ascii", "cp437", "utf-8"]
)


@contextlib.contextmanager
def written_in(encoding):
    """The standard output in this encoding; its text once the block has ended."""
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    found = []
    with contextlib.redirect_stdout(out):
        yield found
        out.flush()
    found.append(out.buffer.getvalue().decode(encoding))


@each
def test_a_command_tells_its_verdict(tmp_path, encoding):
    (tmp_path / "a.py").write_text("def sigmoid(x):\n    return x\n")
    with written_in(encoding) as found:
        assert main(["check", str(tmp_path / "a.py")]) == 1
    mark = "✗" if encoding == "utf-8" else "x"
    assert found[0].startswith(f"{mark} not yet")


@each
def test_progress_and_names_of_folders_are_written(encoding):
    with written_in(encoding) as found:
        assert main(["progress"]) == 0
        print("Workspace: 目录")
    assert "Activation derivatives" in found[0]


@each
def test_a_plain_script_sees_its_check_and_keeps_its_stream(encoding):
    def sigmoid(x):
        return x

    with written_in(encoding) as found:
        check(sigmoid)
        assert sys.stdout.errors == "strict"
    assert "not yet" in found[0]
