"""From a lesson's cells to slides: what is shown, what is said, what goes together.

A `##` heading begins a slide to the right, a `###` heading one below it. Formulas, lists, tables,
questions, code with what it prints, and pictures are shown; of prose the first sentence, and all
of it in the speaker's notes. Where a slide is full, another follows below, and code is set as
large as the slide allows. The key after a question marks its answer. Tags of a cell say otherwise:

- `slide` and `subslide` begin a slide and show the cell whole,
- `fragment` shows the cell whole at the next key,
- `result` shows what code gives, and not the code,
- `notes` is said and not shown,
- `skip` is neither; `skip-section` on a heading leaves out all that stands under it.

A tag on a `{{ question … }}` or `{{ glossary … }}` counts for what is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile
from typing import Any

from bpcourse.course import Question, all_polls, question, terms
from bpcourse.publish.notebooks.asking import answer_of, in_columns, marked, number
from bpcourse.publish.notebooks.cells import question_cells

from .rendering import (
    SIZES,
    Block,
    code_block,
    html_of,
    inline,
    lead,
    letters,
    markdown_blocks,
    output_blocks,
    unmarked,
)
from .slide import PICTURES, Slide, tidied

LIVE = 540  # a stepped explorer
LEAD = 170  # letters of a cell's prose
SHORT = 60  # letters of a paragraph that is shown even where another was
BOX = 340  # letters of a box that is shown
WHOLE = {"slide", "subslide", "fragment"}
ROWS = 9  # of a table, on one slide
NORMAL = 22  # pixels of code that doesn't fit beside what it gives
HEADING = re.compile(r"^(#{1,3})\s+(.*?)(?:\s*\((\d+) min\))?\s*$", re.M)
CALL = re.compile(r"(figures|explorers)\.\w+\(.*\)", re.S)


def slides(notebook: Any, more: Sequence[Question] = ()) -> list[Slide]:
    """The slides of a lesson's notebook, run (explorers alive) or not; more: polls at the end."""
    deck = _Deck()
    for cell in notebook.cells:
        deck.take(cell)
    lesson = letters(deck.slides[0].heading)[:2]
    own = [p for p in all_polls().values() if p.id.startswith(f"{lesson}-")]
    deck.poll([*own, *more])
    return tidied([s for s in deck.slides if s.blocks or s.level == 1])


class _Deck:
    """Takes cell after cell; the last slide is the one that is filled."""

    def __init__(self) -> None:
        self.slides: list[Slide] = [Slide(1)]
        self.topic = ""  # the heading that goes on below
        self.loose = 0  # blocks at the end that lead to what the next cell shows
        self.left_out = 0  # the level of the heading whose section is left out

    @property
    def last(self) -> Slide:
        return self.slides[-1]

    def take(self, cell: Any) -> None:
        tags = set(cell.metadata.get("tags", []))
        own = cell.metadata.get("bpcourse", {})
        role = own.get("role")
        if "skip" in tags:
            return
        if cell.cell_type == "markdown" and not role:
            self._tell(cell, tags)
        elif self.left_out or role in ("answer", "check", "install"):
            return
        elif role == "question":
            self._ask(cell, question(own["name"]), own["name"])
        elif role == "glossary":
            self._put([in_columns(terms(own["name"]))], tags)
        elif cell.cell_type == "markdown":
            self._tell(cell, tags)
        else:
            self._run(cell, tags)

    def _ask(self, cell: Any, asked: Question, place: str) -> None:
        """A question has a slide of its own; the next key marks the answer, and it is said."""
        first = self.last.level == 2 and not self.last.blocks
        self.slides.append(Slide(2 if first else 3, "", self.last.section))
        prompt, *options = markdown_blocks(cell.source)
        prompt = Block("prompt", f'<div class="prompt">{prompt.html}</div>', 150)
        self.last.blocks = [prompt, *(marked(b, asked, place) for b in options)]
        if asked.answer is not None:
            self.last.blocks.append(number(asked.answer))
        self.last.notes.append(html_of(answer_of(asked, place)))
        self._begin(3)

    def poll(self, polls: Sequence[Question]) -> None:
        """At the end, what the teacher's guide asks besides the lesson."""
        self.left_out = 0
        self._head(2, "Polls")
        for asked in polls:
            self._ask(question_cells(asked, asked.id)[0], asked, asked.id)

    def _tell(self, cell: Any, tags: set[str]) -> None:
        for level, heading, text in _by_heading(cell.source):
            if self._leaves_out(level, tags):
                continue
            self._head(level, heading)
            if "notes" in tags or (not level and self._has_lead and not tags & WHOLE):
                self.last.notes.append(html_of(text))
                continue
            self._tagged(tags)
            blocks = _shown(markdown_blocks(text), bool(tags & WHOLE))
            self._put(blocks, tags)
            alone = level or blocks != self.last.blocks[-len(blocks) :]
            self.loose = 0 if alone else len(blocks)
            if text.strip():
                self.last.notes.append(html_of(text))

    @property
    def _has_lead(self) -> bool:
        """Whether the title has been told; more of it is for the notes."""
        return self.last.level == 1 and bool(self.last.blocks)

    def _leaves_out(self, level: int, tags: set[str]) -> bool:
        if level and level <= (self.left_out or 9):
            self.left_out = level if "skip-section" in tags else 0
            tags.discard("skip-section")
        return self.left_out > 0

    def _head(self, level: int, heading: str) -> None:
        if level == 1:
            self.last.heading = heading
        elif level == 2:
            self.topic = heading
            self.slides.append(Slide(2, heading, heading))
        elif level == 3:
            self.topic = heading
            self._begin(3)

    def _tagged(self, tags: set[str]) -> None:
        if tags & {"slide", "subslide"}:
            self._begin(2 if "slide" in tags else 3)

    def _run(self, cell: Any, tags: set[str]) -> None:
        self._tagged(tags)
        made = {size: self._made(cell, tags, size) for size in SIZES}
        words = sum(
            b.height for b in self.last.blocks[len(self.last.blocks) - self.loose :]
        )
        size = next(
            (s for s, blocks in made.items() if words + _all(blocks) <= self.last.room),
            0,
        )
        self._put(made[size or NORMAL], tags)
        self.loose = 0

    def _made(self, cell: Any, tags: set[str], size: int) -> list[Block]:
        """The code of a cell and what it gives, in letters of a size."""
        program = [] if "result" in tags else _program(cell.source, size)
        return [*program, *self._outputs(cell, size)]

    def _outputs(self, cell: Any, size: int) -> Iterator[Block]:
        for output in cell.outputs:
            if output.get("metadata", {}).get("bpcourse") == "live":
                yield Block("live", output["data"]["text/html"], LIVE)
            else:
                yield from output_blocks([output], size)

    def _begin(self, level: int) -> None:
        """A new slide, unless the last is still empty: then that one."""
        if self.last.level == 1 or self.last.blocks:
            self.slides.append(Slide(level, self.topic, self.last.section))
        else:
            self.last.heading = self.topic
        self.loose = 0

    def _put(self, blocks: list[Block], tags: set[str]) -> None:
        """The blocks, together where one slide holds them, else one after the other."""
        for block in blocks:
            block.fragment = "fragment" in tags
        if _all(blocks) <= self.last.room and not self._fits(blocks):
            self._go_on(blocks)
        for block in (piece for b in blocks for piece in _cut(b)):
            if self.last.blocks and not self._fits([block]):
                self._go_on([block])
            self.last.blocks.append(block)

    def _go_on(self, blocks: list[Block]) -> None:
        """The next slide below, with the words that lead to the blocks, where both fit."""
        before, loose = (
            self.last,
            self.last.blocks[len(self.last.blocks) - self.loose :],
        )
        need = sum(b.height for b in [*loose, *blocks])
        along = 0 < self.loose < len(before.blocks) and need <= before.room
        self._begin(3)
        if along:
            del before.blocks[-len(loose) :]
            self.last.blocks, self.last.notes = loose, [before.notes.pop()]

    def _fits(self, blocks: list[Block]) -> bool:
        every = [*self.last.blocks, *blocks]
        pictures = sum(b.kind in PICTURES for b in every)
        return pictures < 2 and _all(every) <= self.last.room


def _all(blocks: list[Block]) -> int:
    return sum(b.height for b in blocks)


def _by_heading(text: str) -> list[tuple[int, str, str]]:
    """(level, heading, text below it); level 0 for what stands before a heading."""
    found = list(HEADING.finditer(text))
    ends = [*(f.start() for f in found[1:]), len(text)]
    before = text[: found[0].start()] if found else text
    parts = [(0, "", before)] if before.strip() else []
    for head, end in zip(found, ends):
        parts.append((len(head[1]), inline(unmarked(head[2])), text[head.end() : end]))
    return parts


def _shown(blocks: list[Block], whole: bool) -> list[Block]:
    """What of a cell is for the eyes: all but long prose."""
    shown: list[Block] = []
    said = False
    for block in blocks:
        if block.kind == "text" and not whole:
            first = lead(block.html, SHORT if said else LEAD)
            said = True
            if first:
                shown.append(
                    Block("text", first, 58 if len(letters(first)) < 80 else 98)
                )
        elif block.kind == "box" and not whole and len(letters(block.html)) > BOX:
            continue
        elif block.kind != "hidden":
            shown.append(block)
    return shown


def _program(source: str, size: int) -> list[Block]:
    """Code as it is shown: not the imports, nor the call of a figure."""
    lines = source.strip().splitlines()
    shown = dropwhile(lambda s: re.match(r"(import|from)\b.*[^(]$|\s*$", s), lines)
    program = "\n".join(shown)
    return [] if not program or CALL.fullmatch(program) else [code_block(program, size)]


def _cut(block: Block) -> Iterator[Block]:
    """A long table as several."""
    rows = re.findall(r"<tr>.*?</tr>", block.html, re.S)
    if block.kind != "table" or len(rows) <= ROWS + 1:
        yield block
        return
    head, body = rows[0], rows[1:]
    for k in range(0, len(body), ROWS):
        part = body[k : k + ROWS]
        html = f"<table><thead>{head}</thead><tbody>{''.join(part)}</tbody></table>"
        yield Block("table", html, 48 * (len(part) + 1) + 20, block.fragment)
