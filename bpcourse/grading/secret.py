"""The secret from which the cases of a class are drawn."""

from __future__ import annotations

import secrets
from pathlib import Path

from bpcourse.errors import Told
from bpcourse.files import reason, write_whole

from .texts import say


def secret_in(folder: Path, given: Path | None = None) -> str:
    """Seed secret: from `--secret`, else the folder's, else a new one.

    It is kept in the folder, readable by its owner alone, so that a run that goes on draws
    the same cases. Raises Told where a given one is not the folder's, or one is empty.
    """
    place = folder / "secret"
    wanted = _secret(given) if given else None
    if not place.exists():
        try:
            write_whole(place, (wanted or secrets.token_hex(32)) + "\n", 0o600)
        except OSError as fault:
            raise Told(f"{place}: {reason(fault)}") from None
    kept = _secret(place)
    if wanted and wanted != kept:
        raise Told(say("other_secret", given=given, folder=folder))
    return kept


def _secret(place: Path) -> str:
    try:
        text = place.read_text(encoding="utf-8").strip()
    except UnicodeDecodeError:
        raise Told(f"{place}: {say('no_secret')}") from None
    except OSError as fault:
        raise Told(f"{place}: {reason(fault)}") from None
    if not text:
        raise Told(f"{place}: {say('empty_secret')}")
    return text
