"""A column of slides: a heading with all that is shown and said under it, or one question.

The browser breaks a column into slides (`assets/layout.js`), since only it knows how much
room letters take. A column's number is therefore the same on every machine, and stands in
the teacher's guide.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .rendering import Block, letters

ALL, PART = "all", "part"  # of an explorer: what needs JupyterLab
NEEDS = {
    ALL: "explorer: in JupyterLab",
    PART: "menus and sliders: in JupyterLab",
}


@dataclass
class Column:
    """One heading or question. level: 1 is the title, 2 a part of the lesson, 3 the rest.

    name: the heading as it is written, or the question's id. kind: "question", "prediction"
    (the next key leaves its answer open), "again" (the same later, with its answer), "poll", or
    "" for what has a heading. worth: minutes and points of an exercise. needs: what needs
    JupyterLab, if anything. before: headings right before it, without a slide of their own.
    """

    level: int
    heading: str = ""
    section: str = ""
    name: str = ""
    kind: str = ""
    worth: str = ""
    needs: str = ""
    blocks: list[Block] = field(default_factory=list)
    before: list[str] = field(default_factory=list)

    @property
    def shown(self) -> list[Block]:
        """What is for the eyes."""
        return [b for b in self.blocks if b.kind != "notes"]

    @property
    def words_alone(self) -> bool:
        """Whether nothing but words is shown."""
        return all(b.kind in ("text", "list") for b in self.shown)

    @property
    def html(self) -> str:
        """The column as the section that the browser breaks up."""
        divides = self.level == 1 or (self.level == 2 and self.words_alone)
        looks = " ".join(filter(None, (self.kind, "divider" if divides else "")))
        return "\n".join(
            [
                f'<section class="{looks}">',
                f'<div class="head">{self._kicker}{self._title}</div>',
                *map(_block, self.blocks),
                "</section>",
            ]
        )

    @property
    def _kicker(self) -> str:
        if self.level == 1:
            return ""
        kicker = self.section if self.section != self.heading else ""
        needs = f'<span class="needs">{NEEDS[self.needs]}</span>' if self.needs else ""
        return f'<p class="kicker"><span>{kicker}</span><span>{self.worth}</span>{needs}</p>'

    @property
    def _title(self) -> str:
        tag = "h1" if self.level == 1 else "h2"
        return f"<{tag}>{self.heading}</{tag}>" if self.heading else ""


def _block(block: Block) -> str:
    if block.kind == "notes":
        return f'<aside class="notes">{block.html}</aside>'
    looks = f"block {block.kind}{' fragment' if block.fragment else ''}"
    return f'<div class="{looks}">{block.html}</div>'


def shown_text(column: Column) -> str:
    """The letters that a column shows below its heading."""
    return " ".join(letters(b.html) for b in column.shown)


def numbers(deck: list[Column]) -> dict[str, int]:
    """The number of every heading and question, as the slides show it.

    A prediction that comes again where it is taught is found there.
    """
    found: dict[str, int] = {}
    for number, column in enumerate(deck, 1):
        if column.kind == "again" and column.section:
            found[column.name] = number
        for name in (*column.before, column.name):
            found.setdefault(name, number)
    return found
