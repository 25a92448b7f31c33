"""A messy class as it comes out of a learning system: every mark as a fair teacher gives it.

Thirty-two learners hand in lessons 03 and 05, all solved; what became of the files on the way is
different for each. A mark is right, or its file needs a human.
"""

from __future__ import annotations

import io
import json
import zipfile
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from classroom import all_right, small, solved
from grade_command import grade, table
from places import ROOT

from bpcourse.course import exercises_of

N3, N5 = "03_single_neuron.ipynb", "05_delta_recursion.ipynb"
FULL, NONE, HUMAN = "full", "nothing", "needs a human"
SOLVED = solved("03", all_right("03"))
Files = dict[str, bytes]


def raw(tree: Any) -> bytes:
    return json.dumps(tree, ensure_ascii=False).encode()


def with_first(source: str) -> bytes:
    """The solved notebook with a cell of one's own at its beginning."""
    tree = deepcopy(SOLVED)
    cell = {"cell_type": "code", "metadata": {}, "source": source}
    return raw({**tree, "cells": [cell, *tree["cells"]]})


def only_answers(head: str = "import numpy as np") -> bytes:
    return raw(small(head, *all_right("03").values()))


def imports(line: str) -> bytes:
    """The import cell of the notebook, with a line above NumPy's."""
    tree = deepcopy(SOLVED)
    for cell in tree["cells"]:
        text = "".join(cell["source"])
        if "import numpy as np" in text:
            cell["source"] = line + "\n" + text
    return raw(tree)


def old_format() -> bytes:
    cells = [
        {"cell_type": "code", "input": "".join(c["source"]), "language": "python"}
        for c in SOLVED["cells"]
        if c["cell_type"] == "code"
    ]
    return raw({"nbformat": 3, "worksheets": [{"cells": cells}], "metadata": {}})


def without_metadata() -> bytes:
    cells = [
        {"cell_type": c["cell_type"], "source": c["source"]} for c in SOLVED["cells"]
    ]
    return raw({"cells": cells})


def with_outputs(size: int) -> bytes:
    tree = deepcopy(SOLVED)
    data = {"image/png": "A" * size}
    output = {"output_type": "display_data", "data": data, "metadata": {}}
    code = next(c for c in tree["cells"] if c["cell_type"] == "code")
    code["outputs"] = [output]
    return raw(tree)


def zipped(files: Files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def script() -> bytes:
    lines = ["import numpy as np", *all_right("03").values()]
    return "\n\n".join(f"# In[{i}]:\n\n{line}" for i, line in enumerate(lines)).encode()


def prose() -> bytes:
    name, source = next(iter(all_right("03").items()))
    rest = {n: s for n, s in all_right("03").items() if n != name}
    tree = small("import numpy as np", *rest.values())
    cell = {"cell_type": "markdown", "metadata": {}, "source": f"```\n{source}\n```"}
    tree["cells"].append(cell)
    return raw(tree)


STUB = (ROOT / "exercises" / N3).read_bytes()
LESSON = (ROOT / "notebooks" / N3).read_bytes()
PLAIN = raw(SOLVED)

CLASS: dict[str, tuple[Files, str]] = {
    "Alder Grove": ({N3: PLAIN}, FULL),
    "Birch, Ann": ({N3: imports("import pandas as pd")}, FULL),
    "O'Cedar": (
        {N3: imports("from tqdm import tqdm\nfrom scipy.special import expit")},
        FULL,
    ),
    "Dogwood": ({N3: raw(small(*all_right("03").values()))}, FULL),
    "银杏树": ({N3: PLAIN.decode().encode("utf-16")}, FULL),
    "شجرة": ({N3: b"\xef\xbb\xbf" + PLAIN}, FULL),
    "Fir 🌲": ({N3: PLAIN.replace(b"\\n", b"\\r\\n")}, FULL),
    "=1+1": ({N3: old_format()}, FULL),
    "Hazel": ({N3: without_metadata()}, FULL),
    "Ivy": ({"my homework.ipynb": PLAIN}, FULL),
    "Juniper": ({N3: with_first("!pip install numpy\n%matplotlib inline")}, FULL),
    "Kapok": ({N3: with_first("name = input('?')")}, FULL),
    "Larch": ({N3: with_first("exit()")}, FULL),
    "Maple": ({N3: with_first("while True: pass")}, FULL),
    "Nutmeg": ({N3: with_first("def broken(:")}, FULL),
    "Oak": ({N3: PLAIN, "03_single_neuron (1).ipynb": STUB}, FULL),
    "Poplar": ({N3: STUB, "03_single_neuron-2.ipynb": PLAIN}, FULL),
    "Quince": ({N3: PLAIN, f".ipynb_checkpoints/{N3}": STUB}, FULL),
    "Rowan": ({"03_single_neuron.py": script()}, FULL),
    "Spruce": ({"hw.zip": zipped({N3: PLAIN, "__MACOSX/._x.ipynb": b"x"})}, FULL),
    "Teak": ({N3: with_outputs(21 << 20)}, FULL),
    "Ulmus": ({f"exercises/{N3}": PLAIN, f"notebooks/{N3}": LESSON}, FULL),
    "Viburnum": ({N3: only_answers("%%time\nimport numpy as np")}, FULL),
    "Willow": (
        {N3: only_answers("from __future__ import division\nimport numpy as np")},
        FULL,
    ),
    "Xylosma": ({N3: STUB}, NONE),
    "Yew": ({N3: LESSON}, NONE),
    "Zelkova": ({"03_single_neuron.html": b"<html>"}, HUMAN),
    "Ash": ({"03_single_neuron.pdf": b"%PDF"}, HUMAN),
    "Beech": ({N3: b""}, HUMAN),
    "Date": ({N3: PLAIN[:-9]}, HUMAN),
    "Elm": ({N3: prose()}, HUMAN),
    "Gorse": ({N3: PLAIN.replace(b"def neuron_output", b"def neuronOutput")}, HUMAN),
}


@pytest.fixture(scope="module")
def results(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("messy")
    five = raw(solved("05", all_right("05")))
    with zipfile.ZipFile(root / "download.zip", "w", zipfile.ZIP_DEFLATED) as made:
        for number, (name, (files, _)) in enumerate(CLASS.items(), start=100):
            folder = f"{name}_{number}_assignsubmission_file_"
            for file, data in {**files, N5: five}.items():
                made.writestr(f"{folder}/{file}", data)
    assert grade(root / "download.zip", "--out", root / "out", "--time-limit", 4) == 1
    return root / "out"


def test_there_are_enough_of_them(results):
    assert len(table(results / "files.csv")) >= 64
    assert len(table(results / "grades.csv")) == len(CLASS) == 32


@pytest.mark.parametrize("name", CLASS)
def test_every_mark_is_the_one_that_a_fair_teacher_gives(name, results):
    shown = f"'{name}" if name.startswith("=") else name
    (row,) = [r for r in table(results / "grades.csv") if r["learner"] == shown]
    whole = {n: sum(e.points for e in exercises_of(n)) for n in ("03", "05")}
    titles = {k[:2]: k for k in row if k[:3] in ("03 ", "05 ") and k[3].isupper()}
    assert float(row[titles["05"]]) == whole["05"]
    got = row[titles["03"]]
    expected = CLASS[name][1]
    if expected == FULL:
        assert float(got) == whole["03"], row
    elif expected == NONE:
        assert float(got) == 0
    else:
        listed = table(results / "needs_a_human.csv")
        assert shown in {r["learner"] for r in listed}
        assert not got or float(got) < whole["03"]
