"""Hostile and broken submissions: no undeserved point, no harm, a sentence for the teacher."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile import RIGHT, Attack
from hostile.every import EVERY, placed, unharmed
from processes import LINUX
from submissions import EXERCISES, submission

from bpcourse.grading.grader import Grader
from bpcourse.grading.results import Graded

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
    cells, victim = placed(attack, tmp_path)

    graded = grader.grade(submission(*cells), EXERCISES)

    assert graded.points == attack.points, told(graded)
    assert graded.possible == FULL and len(graded.results) == len(EXERCISES)
    assert attack.says in told(graded), told(graded)
    assert all(str(r.verdict) for r in graded.results)
    assert all(c.isprintable() or c == "\n" for c in told(graded))
    assert unharmed(victim)
    if LINUX:
        assert processes(grader) == set()
    after = grader.grade(submission(RIGHT), EXERCISES)
    assert after.points == FULL and not after.notes and not after.needs_human
