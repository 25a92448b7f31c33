"""What is asked for and isn't there: an error that knows the nearest names."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

MESSAGES = {
    "lesson": "no lesson {key!r}",
    "exercise": "no exercise {key!r}",
    "question": "no question {key!r}",
    "tried": "no exercise and no lesson {key!r}",
    "terms": "the glossary has no term for lesson {key!r}",
    "near": "{missing}; did you mean {names}?",
}


class Unknown(KeyError):
    """Nothing of this kind is called `key`. kind: one of MESSAGES; near: names like it."""

    def __init__(self, kind: str, key: str, known: Iterable[str]) -> None:
        self.kind, self.key, self.near = kind, key, nearest(key, list(known))
        super().__init__(kind, key, self.near)

    def __str__(self) -> str:
        missing = MESSAGES[self.kind].format(key=self.key)
        if not self.near:
            return missing
        return MESSAGES["near"].format(missing=missing, names=", ".join(self.near))


def nearest(key: str, known: list[str]) -> list[str]:
    """Up to three names: spelt alike, beginning with `key`, or with `key` as a word."""
    near = get_close_matches(key, known, n=3, cutoff=0.5)
    near = near or [name for name in known if name.startswith(f"{key}_")][:3]
    return near or [name for name in known if key and key in name.split("_")][:3]
