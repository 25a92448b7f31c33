"""CSV files as people save them: in any usual encoding, with commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from bpcourse.errors import Told
from bpcourse.files import reason


def read_table(path: Path) -> list[list[str]]:
    """The rows of the file; Told where it can't be read."""
    try:
        raw = path.read_bytes()
    except OSError as fault:
        raise Told(f"{path}: {reason(fault)}") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    first = text.partition("\n")[0]
    sign = max(",;\t", key=first.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
