"""What is printed where the terminal, or the file behind it, can't hold every letter.

Windows writes redirected output in a code page of its own; there a mark such as ✗ would stop the
program. It is written as the nearest plain letter instead, and any other letter as its escape.
"""

from __future__ import annotations

import codecs
import sys

PLAINLY = "bpcourse"  # the name of this way to treat letters that an encoding lacks
PLAIN = {
    **{"✓": "+", "✗": "x", "○": "o", "█": "#", "░": ".", "·": "-", "−": "-", "–": "-"},
    **{"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "→": "->", "≤": "<=", "≥": ">="},
    **{"²": "^2", "³": "^3", "×": "x", "½": "1/2", "σ": "sigma", "δ": "delta", "η": "eta"},
}  # fmt: skip


def _plainly(fault: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    found = fault.object[fault.start : fault.end]
    plain = (
        PLAIN.get(c) or c.encode("ascii", "backslashreplace").decode() for c in found
    )
    return "".join(plain), fault.end


codecs.register_error(PLAINLY, _plainly)


def never_fails() -> None:
    """From now on whatever is printed is written, in plain letters where nothing else can be."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=PLAINLY)


def printable(text: str) -> str:
    """The text as the standard output can hold it; the stream is left as it is.

    >>> "✗ not yet".encode("cp1252", PLAINLY)
    b'x not yet'
    """
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return text.encode(encoding, PLAINLY).decode(encoding)
