"""Hostile and broken submissions: no undeserved point, no harm, a sentence for the teacher."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hostile import RIGHT, Attack, broken, cunning, forgery, harm, sly, values
from submissions import EXERCISES, submission

import bpcourse
from bpcourse.grading.grader import Grader
from bpcourse.grading.results import Graded

LINUX = sys.platform.startswith("linux")
EVERY = (
    *(*values.ATTACKS, *forgery.ATTACKS, *harm.ATTACKS),
    *(*broken.ATTACKS, *cunning.ATTACKS, *sly.ATTACKS),
)
FULL = sum(e.points for e in EXERCISES)


@pytest.fixture(scope="module")
def grader():
    with Grader(2024, time_limit=0.5, file_limit=40.0, memory=300 << 20) as grader:
        yield grader


def told(graded: Graded) -> str:
    """All that a teacher reads."""
    texts = [str(r.verdict) for r in graded.results]
    return "\n".join([*texts, *graded.notes, *(text for _, text in graded.needs_human)])


def processes(grader: Grader) -> set[str]:
    """What the server has as children; all orphans would be among them."""
    pid = grader.server.process.pid
    return set(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def test_there_are_enough_of_them():
    names = [attack.name for attack in EVERY]
    assert len(set(names)) == len(names)
    assert len([a for a in EVERY if not a.points]) >= 100


@pytest.mark.parametrize("attack", EVERY, ids=str)
def test_an_attack_gains_nothing_and_harms_nobody(attack: Attack, grader, tmp_path):
    if attack.linux and not LINUX:
        pytest.skip("contained on Linux only")
    victim = tmp_path / "victim.py"
    victim.write_text(RIGHT)
    package = str(Path(bpcourse.__file__).parent)
    cells = [
        c.replace("{victim}", str(victim)).replace("{package}", package)
        for c in attack.cells
    ]

    graded = grader.grade(submission(*cells), EXERCISES)

    assert graded.points == attack.points, told(graded)
    assert graded.possible == FULL and len(graded.results) == len(EXERCISES)
    assert attack.says in told(graded), told(graded)
    assert all(str(r.verdict) for r in graded.results)
    assert all(c.isprintable() or c == "\n" for c in told(graded))
    assert victim.read_text() == RIGHT and list(tmp_path.iterdir()) == [victim]
    if LINUX:
        assert processes(grader) == set()
    after = grader.grade(submission(RIGHT), EXERCISES)
    assert after.points == FULL and not after.notes and not after.needs_human
