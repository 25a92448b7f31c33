"""The command `bpcourse` answers with sentences and exit statuses."""

from __future__ import annotations

import json

import pytest

from bpcourse.cli import main
from bpcourse.learner.file import run_file

GOOD = "import numpy as np\ndef relu_derivative(x):\n    return (np.asarray(x) > 0) * 1.0\n"
BAD = "def relu_derivative(x):\n    return x\n"


def test_no_command_prints_the_help(capsys):
    assert main([]) == 2
    assert "lab" in capsys.readouterr().out


def test_check_of_a_python_file(tmp_path, capsys):
    (tmp_path / "a.py").write_text(GOOD)
    assert main(["check", str(tmp_path / "a.py")]) == 0
    assert "1 of 1 passed" in capsys.readouterr().out


def test_check_of_a_wrong_answer_names_the_mistake(tmp_path, capsys):
    (tmp_path / "a.py").write_text(BAD)
    assert main(["check", str(tmp_path / "a.py")]) == 1
    assert "x itself" in capsys.readouterr().out


def test_check_of_a_notebook_skips_magics_and_broken_cells(tmp_path, capsys):
    cells = ["%matplotlib inline\n", "1/0", GOOD.splitlines(keepends=True)]
    notebook = {"cells": [{"cell_type": "code", "source": s} for s in cells]}
    (tmp_path / "a.ipynb").write_text(json.dumps(notebook))
    assert main(["check", str(tmp_path / "a.ipynb")]) == 0
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_checked_file_may_hold_a_dataclass(tmp_path, capsys):
    (tmp_path / "a.py").write_text(
        "from __future__ import annotations\nfrom dataclasses import dataclass\n"
        f"@dataclass\nclass Rule:\n    at: int = 0\n{GOOD}"
    )
    assert main(["check", str(tmp_path / "a.py")]) == 0
    assert capsys.readouterr().err == ""


def test_empty_lines_and_odd_letters_of_a_notebook_stay_as_they_are(tmp_path):
    cell = '%time\ntext = """a\n\nb"""\nodd = "c\u2028d"'
    notebook = {"cells": [{"cell_type": "code", "source": cell}]}
    (tmp_path / "a.ipynb").write_text(json.dumps(notebook))
    space = run_file(tmp_path / "a.ipynb")
    assert (space["text"], space["odd"]) == ("a\n\nb", "c\u2028d")


def test_a_file_that_ends_the_program_is_told(tmp_path, capsys):
    (tmp_path / "a.py").write_text(f"import sys\nsys.exit(0)\n{GOOD}")
    assert main(["check", str(tmp_path / "a.py")]) == 2
    assert "part 1: SystemExit" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "sentence"), [("{", "isn't a notebook"), ("[]", "isn't a notebook")]
)
def test_check_of_a_damaged_notebook(tmp_path, capsys, text, sentence):
    (tmp_path / "a.ipynb").write_text(text)
    assert main(["check", str(tmp_path / "a.ipynb")]) == 2
    assert sentence in capsys.readouterr().err


def test_check_of_what_is_not_there(tmp_path, capsys):
    assert main(["check", str(tmp_path / "none.py")]) == 2
    (tmp_path / "a.py").write_text(GOOD)
    assert main(["check", str(tmp_path / "a.py"), "softmux"]) == 2
    assert "softmux" in capsys.readouterr().err


def test_progress_and_its_export(tmp_path, capsys):
    assert main(["progress"]) == 0
    assert main(["progress", "--export", str(tmp_path / "p.csv")]) == 0
    assert (tmp_path / "p.csv").read_text().startswith("unix_time")
    (tmp_path / "no").write_text("")
    assert main(["progress", "--export", str(tmp_path / "no" / "p.csv")]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_doctor_is_content_here(capsys):
    assert main(["doctor"]) == 0
    assert "ok" in capsys.readouterr().out


def test_an_unknown_word_ends_with_the_usage(capsys):
    with pytest.raises(SystemExit) as end:
        main(["progress", "--nonsense"])
    assert end.value.code == 2
