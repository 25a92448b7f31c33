"""Every layout in which classes arrive: paths and whose each is.

"?" stands for a file that a human has to place.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from classroom import small, write

from bpcourse.course import exercises_of

N3, N5 = "03_single_neuron.ipynb", "05_delta_recursion.ipynb"
ANY = small("x = 1")
NOTHING = "-"  # a file that is nobody's, and needs nobody
HEAD = "submission_metadata.yml"
SUBMITTERS = """\
submission_111:
  :submitters:
  - :name: Alder Grove
    :sid: '1'
submission_112:
  :submitters:
  - :name: Birch Grove
    :sid: '2'
"""

LAYOUTS: dict[str, dict[str, str]] = {
    "a folder each": {f"alder/{N3}": "alder", f"birch/{N3}": "birch"},
    "a note beside them": {
        f"alder/{N3}": "alder",
        f"birch/{N3}": "birch",
        "notes.txt": NOTHING,
        "roster.csv": NOTHING,
    },
    "a folder around them": {
        f"typ/alder/{N3}": "alder",
        f"typ/birch/{N3}": "birch",
        "readme.txt": NOTHING,
    },
    "three folders around them": {
        f"fm/typ/x/alder/{N3}": "alder",
        f"fm/typ/x/birch/{N3}": "birch",
    },
    "weeks": {
        f"week3/alder/{N3}": "alder",
        f"week3/birch/{N3}": "birch",
        f"week5/alder/{N5}": "alder",
        f"week5/birch/{N5}": "birch",
    },
    "weeks of any name": {
        f"spring/alder/{N3}": "alder",
        f"spring/birch/{N3}": "birch",
        f"summer/alder/{N5}": "alder",
        f"summer/birch/{N5}": "birch",
    },
    "lessons": {
        "03/Alder Grove/work.ipynb": "Alder Grove",
        "03/Birch Grove/work.ipynb": "Birch Grove",
        "05/Alder Grove/work.ipynb": "Alder Grove",
    },
    "sections": {
        f"Group A/alder/{N3}": "alder",
        f"Group A/birch/{N3}": "birch",
        f"Group B/cedar/{N3}": "cedar",
    },
    "one file in the section of a day": {
        "Tuesday/alder.ipynb": "alder",
        "Thursday 10:15/birch.ipynb": "birch",
    },
    "people called like days": {
        f"Sunday Grove/{N3}": "Sunday Grove",
        f"Friday Grove/{N3}": "Friday Grove",
    },
    "sections of any name": {
        f"Tuesday/alder/{N3}": "alder",
        f"Tuesday/birch/{N3}": "birch",
        f"Thursday/cedar/{N3}": "cedar",
        f"Thursday/date/{N3}": "date",
    },
    "late and on time": {
        f"ontime/alder/{N3}": "alder",
        f"late/birch/{N3}": "birch",
        f"ontime/cedar/{N3}": "cedar",
    },
    "dates": {
        f"2026-05-01/alder/{N3}": "alder",
        f"2026-05-01/birch/{N3}": "birch",
        f"2026-05-08/alder/{N5}": "alder",
    },
    "whole workspaces": {
        f"alder/bpcourse-workspace/exercises/{N3}": "alder",
        f"alder/bpcourse-workspace/notebooks/{N3}": "alder",
        f"birch/exercises/{N3}": "birch",
        f"birch/.ipynb_checkpoints/{N3}": "",
    },
    "own folders inside": {
        f"alder/my work/{N3}": "alder",
        f"birch/{N3}": "birch",
        f"cedar/a/b/{N3}": "cedar",
    },
    "files with the name in them": {
        f"Alder Grove - {N3}": "Alder Grove",
        "03_single_neuron_birch.ipynb": "birch",
        f"copy of {N3[:-6]} - Cedar.ipynb": "Cedar",
    },
    "numbered learners": {
        "student_01.ipynb": "student_01",
        "student_02.ipynb": "student_02",
    },
    "numbered folders": {f"01/{N3}": "01", f"02/{N3}": "02", f"17/{N3}": "17"},
    "Canvas": {
        "groveald_11_901_03_single_neuron.ipynb": "groveald",
        "birchann_LATE_12_902_03_single_neuron-1.ipynb": "birchann",
        "cedarbo_13_903_work.zip": "cedarbo",
    },
    "Moodle with folders": {
        f"Alder Grove_101_assignsubmission_file_/{N3}": "Alder Grove",
        f"Group A-Birch Grove_102_assignsubmission_file_/{N3}": "Birch Grove",
    },
    "Moodle without folders": {
        f"Alder Grove_101_assignsubmission_file_{N3}": "Alder Grove",
        f"Birch Grove_102_assignsubmission_file_{N3}": "Birch Grove",
    },
    "Moodle, attempts inside": {
        f"Alder Grove_101_assignsubmission_file_/v1/{N3}": "Alder Grove",
        f"Alder Grove_101_assignsubmission_file_/v2/{N3}": "Alder Grove",
    },
    "Gradescope": {
        f"assignment_9_export/submission_111/{N3}": "Alder Grove",
        f"assignment_9_export/submission_112/{N3}": "Birch Grove",
        f"assignment_9_export/{HEAD}": NOTHING,
    },
    "Gradescope without its list": {
        f"assignment_9_export/submission_111/{N3}": "submission_111",
        f"assignment_9_export/submission_112/{N3}": "submission_112",
    },
    "Blackboard": {
        f"PS3_alder_attempt_2026-05-01-10-00-00_{N3}": "alder",
        f"PS3_birch_attempt_2026-05-02-10-00-00_{N3}": "birch",
        "PS3_alder_attempt_2026-05-01-10-00-00.txt": "alder",
    },
    "Google Classroom": {
        "Alder Grove - 03_single_neuron.ipynb": "Alder Grove",
        "Copy of 03_single_neuron - Birch Grove.ipynb": "Birch Grove",
    },
    "GitHub Classroom": {
        f"03-single-neuron-aldergrove/{N3}": "aldergrove",
        f"03-single-neuron-birch9/{N3}": "birch9",
        f"05-delta-recursion-aldergrove/{N5}": "aldergrove",
    },
    "nbgrader": {
        f"submitted/alder/03_single_neuron/{N3}": "alder",
        f"submitted/birch/03_single_neuron/{N3}": "birch",
    },
    "Teams": {
        f"Alder Grove/Assignment 3/Version 1/{N3}": "Alder Grove",
        f"Alder Grove/Assignment 3/Version 2/{N3}": "Alder Grove",
        f"Birch Grove/Assignment 3/Version 1/{N3}": "Birch Grove",
    },
    "a zip each": {"alder.zip": "alder", "birch.zip": "birch"},
    "the system's zip in a folder": {"submissions.zip!class": "alder birch"},
    "accents of two kinds": {
        f"M\u00fcller/{N3}": "M\u00fcller",
        f"Mu\u0308ller/{N5}": "M\u00fcller",
        f"birch/{N3}": "birch",
    },
    "letters of two cases": {
        f"hw1/Doe Jane/{N3}": "Doe Jane",
        f"hw2/doe jane/{N5}": "Doe Jane",
        f"hw1/birch/{N3}": "birch",
    },
    "a notebook of nobody among folders": {
        f"alder/{N3}": "alder",
        f"birch/{N3}": "birch",
        N3: "?",
    },
    "a model answer among sections": {
        f"A/alder/{N3}": "alder",
        f"A/birch/{N3}": "birch",
        f"B/cedar/{N3}": "cedar",
        f"B/date/{N3}": "date",
        f"B/{N3}": "?",
    },
    "a learner's folders say nothing of others": {
        f"alder/{N3}": "alder",
        f"birch/{N3}": "birch",
        f"cedar/{N3}": "cedar",
        f"mallory/birch/{N3}": "mallory",
        f"mallory/birch_1_2_{N3[:-6]}-99.ipynb": "mallory",
        f"mallory/Birch Tree_7_assignsubmission_file_/{N3}": "mallory",
        f"mallory/{HEAD}": "mallory",
    },
}


def held(path: str) -> bytes:
    """What lies at a path of a layout."""
    if path.endswith(".yml"):
        return SUBMITTERS.encode()
    if path.startswith("student_"):
        cells = [f"def {e.name}(x): pass" for e in exercises_of("03")]
        return json.dumps(small(*cells)).encode()
    if path.partition("!")[0].endswith(".zip"):
        raw = io.BytesIO()
        with zipfile.ZipFile(raw, "w") as out:
            names = ["alder/", "birch/"] if "!" in path else [""]
            for name in names:
                out.writestr(name + N3, json.dumps(ANY))
        return raw.getvalue()
    return json.dumps(ANY).encode() if path.endswith(".ipynb") else b"text"


def as_folder(root: Path, layout: dict[str, str]) -> Path:
    for path in layout:
        write(root / "class" / path.partition("!")[0], held(path))
    return root / "class"


def as_zip(root: Path, layout: dict[str, str]) -> Path:
    root.mkdir(exist_ok=True)
    with zipfile.ZipFile(root / "class.zip", "w") as out:
        for path in layout:
            out.writestr(path.partition("!")[0], held(path))
    return root / "class.zip"


def whose(found) -> dict[str, str]:
    """Path below the class → learner, "?" where it needs a human, "-" for nobody's."""
    told = {}
    for f in found:
        path = f.name.partition("/class/")[2] or f.name.partition("/class.zip/")[2]
        told[path] = f.learner if not f.unclear else "?"
        if f.aside and not f.learner:
            told[path] = NOTHING
    return told
