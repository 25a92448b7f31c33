"""All attacks, and what they are run with: a file that must not change."""

from __future__ import annotations

from pathlib import Path

import bpcourse

from . import RIGHT, Attack, broken, cunning, files, forgery, harm, sly, values

EVERY = (
    *(*values.ATTACKS, *forgery.ATTACKS, *harm.ATTACKS, *files.ATTACKS),
    *(*broken.ATTACKS, *cunning.ATTACKS, *sly.ATTACKS),
)


def reaching(*kinds: str) -> list[Attack]:
    return [a for a in EVERY if a.reaches in kinds]


def placed(attack: Attack, folder: Path) -> tuple[list[str], Path]:
    """The attack's cells, and the victim that they name, written into the folder."""
    victim = folder / "victim.py"
    victim.write_text(RIGHT)
    places = {"{victim}": str(victim), "{package}": str(Path(bpcourse.__file__).parent)}
    cells = list(attack.cells)
    for word, place in places.items():
        cells = [c.replace(word, place) for c in cells]
    return cells, victim


def unharmed(victim: Path) -> bool:
    there = list(victim.parent.iterdir()) == [victim]
    return there and victim.read_text() == RIGHT and bool(victim.stat().st_mode & 0o400)
