"""Any encoding of the console and of file names: marks and pages, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from classroom import right, small, write
from grade_command import table

NAME = "柳树 Müller"
SETTINGS = {
    **{n: {"PYTHONIOENCODING": n} for n in ("gbk", "cp1252", "latin-1", "ascii")},
    "a terminal without UTF-8": {
        **{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    },
}


@pytest.mark.skipif(os.name == "nt", reason="locales of Unix")
@pytest.mark.parametrize("kind", SETTINGS)
def test_a_class_is_graded_and_told(kind, tmp_path):
    source = small("import numpy as np", right("sigmoid"))
    write(tmp_path / "class" / NAME / "01_activation_derivatives.ipynb", source)
    write(tmp_path / "class" / NAME / "作业_02.ipynb", "{")
    write(tmp_path / "class" / "alder" / "01_activation_derivatives.ipynb", source)
    words = ["grade", str(tmp_path / "class"), "--out", str(tmp_path / "out")]
    done = subprocess.run(
        [sys.executable, "-m", "bpcourse", *words],
        env={**os.environ, **SETTINGS[kind]},
        capture_output=True,
        timeout=300,
    )
    assert b"Traceback" not in done.stderr, done.stderr
    assert done.returncode == 1 and b"class_report.html" in done.stdout
    rows = table(tmp_path / "out" / "grades.csv")
    assert {r["learner"] for r in rows} == {NAME, "alder"}
    pages = list((tmp_path / "out" / "feedback").iterdir())
    assert len(pages) == 2 and all(p.name.isascii() for p in pages)
