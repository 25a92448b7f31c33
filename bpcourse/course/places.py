"""Where a question stands: each place has an id, and an order of the options of its own.

A question stands in its lesson as `05-paths`, in lesson 06, which repeats it, as
`05-paths/06`, and in a problem set whose lesson asks it too with `/set` at the end. A place
is judged by its own letters, so that nobody learns by trial which letter is right.
"""

from __future__ import annotations

from hashlib import sha256

from .questions import Option, Question

LETTERS = "abcdefgh"


def place_of(id: str, lesson: str, again: bool = False) -> str:
    """The id of a place; again: in a problem set, where the lesson asks it as well.

    >>> place_of("05-paths", "05"), place_of("05-paths", "06", again=True)
    ('05-paths', '05-paths/06/set')
    """
    own = id.startswith(f"{lesson}-")
    return id + ("" if own else f"/{lesson}") + ("/set" if again else "")


def options_at(asked: Question, place: str) -> tuple[Option, ...]:
    """The options of a question in the order of a place, always the same.

    The right one has another letter at every place than in the question's own lesson.
    """
    if not asked.options:
        return ()
    count = len(asked.options)
    right = next(k for k, option in enumerate(asked.options) if option.right)
    order = [k for k in range(count) if k != right]
    order.sort(key=lambda k: _drawn(f"{place}:{k}"))
    at = _drawn(asked.id)
    if place != asked.id:
        at += 1 + _drawn(place) % (count - 1)
    order.insert(at % count, right)
    return tuple(asked.options[k] for k in order)


def right_letter(asked: Question, place: str) -> str:
    """The letter of the right option at a place."""
    return next(
        letter
        for letter, option in zip(LETTERS, options_at(asked, place))
        if option.right
    )


def _drawn(text: str) -> int:
    """A number that looks drawn at random, and is the same on every machine."""
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big")
