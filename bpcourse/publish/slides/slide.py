"""A slide: what it shows, what is said with it, and how much room there is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .rendering import Block, letters

ROOM, HEAD = 560, 52  # pixels below the heading, and of it
HEADLINE = 56  # letters of a heading in one line
PICTURES = ("picture", "live")


@dataclass
class Slide:
    """One slide. level 1 is the title, 2 goes to the right, 3 below."""

    level: int
    heading: str = ""
    section: str = ""
    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def height(self) -> int:
        """Pixels that the blocks need at least."""
        return sum(b.height for b in self.blocks)

    @property
    def picture(self) -> int:
        """Pixels for the picture: all that the rest leaves."""
        rest = sum(b.height for b in self.blocks if b.kind not in PICTURES)
        return self.room - rest

    @property
    def room(self) -> int:
        """Pixels below the heading, which may take two lines."""
        return ROOM - (HEAD if len(letters(self.heading)) > HEADLINE else 0)

    @property
    def stage(self) -> bool:
        """Whether a stepped explorer stands alone, so that it takes the heading's place."""
        return [b.kind for b in self.blocks] == ["live"]

    @property
    def divider(self) -> bool:
        """Whether it only says what comes."""
        words = all(b.kind in ("text", "list") for b in self.blocks)
        return self.level == 1 or (words and self.level == 2 and self.height < 320)

    @property
    def words(self) -> bool:
        """Whether it has nothing but a few words, which can be larger."""
        return self.height < 240 and all(b.kind == "text" for b in self.blocks)


def tidied(deck: list[Slide]) -> list[Slide]:
    """A deck without slides that say too little, and with words for the speaker on all others."""
    return _with_words(_without_stragglers(deck))


def _without_stragglers(deck: list[Slide]) -> list[Slide]:
    """A mere afterthought is said with the slide above, a mere lead with the question below."""
    kept: list[Slide] = []
    said: list[str] = []
    for slide, below in zip(deck, [*deck[1:], Slide(1, "The end")]):
        slide.notes = said + slide.notes
        said = []
        words = slide.level > 1 and all(b.kind == "text" for b in slide.blocks)
        if words and not below.heading and shown_text(slide).endswith(":"):
            said, below.level = slide.notes, min(slide.level, below.level)
        elif words and slide.level == 3 and slide.heading in {k.heading for k in kept}:
            kept[-1].notes += slide.notes
        else:
            kept.append(slide)
    return kept


def shown_text(slide: Slide) -> str:
    """The letters that a slide shows below its heading."""
    return " ".join(letters(b.html) for b in slide.blocks)


def _with_words(deck: list[Slide]) -> list[Slide]:
    """Words for the speaker: the last ones where a heading goes on; what a picture shows."""
    said: dict[str, list[str]] = {}
    for slide in deck:
        slide.notes = slide.notes or list(said.get(slide.heading, []))
        said[slide.heading] = list(slide.notes)
        for block in slide.blocks:
            if found := re.search(r'<img[^>]* alt="([^"]+)"', block.html):
                slide.notes.append(f"<p><em>Picture:</em> {found[1]}</p>")
    return deck
