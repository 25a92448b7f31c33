"""Pictures that are drawn when somebody looks at them, each once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from .picture import Picture


class Film(Sequence[Picture]):
    """So many pictures; draw(k) gives picture k.

    >>> film = Film(3, lambda k: Picture(f"<svg>{k}</svg>", f"picture {k}"))
    >>> len(film), film[-1].alt, [picture.alt for picture in film]
    (3, 'picture 2', ['picture 0', 'picture 1', 'picture 2'])
    """

    def __init__(self, count: int, draw: Callable[[int], Picture]) -> None:
        self._count, self._draw = count, cache(draw)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index):  # type: ignore[no-untyped-def,override]
        if isinstance(index, slice):
            return [self[k] for k in range(*index.indices(self._count))]
        if not -self._count <= index < self._count:
            raise IndexError(f"Film: picture {index} of {self._count}")
        return self._draw(index % self._count)
