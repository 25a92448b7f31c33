"""Questions and words on slides: the answer marked at the next key, and what the speaker says."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from bpcourse.course import Question, Term
from bpcourse.course.places import LETTERS, options_at
from bpcourse.publish.slides.rendering import Block


def marked(block: Block, asked: Question, place: str) -> Block:
    """The options of a question; the right ones are marked at the next key."""
    right = iter([o.right for o in options_at(asked, place)])
    mark = '<li class="fragment custom answer" data-fragment-index="0">'
    html = re.sub(r"<li>", lambda li: mark if next(right, False) else li[0], block.html)
    return Block(block.kind, html, block.height)


def number(answer: Any) -> Block:
    """The answer of a question that asks for a number, a shape or a word."""
    told = f"{answer:.4g}" if isinstance(answer, float) else str(answer)
    return Block("text", f'<p class="fragment answer number">{escape(told)}</p>', 70)


def in_columns(found: list[Term]) -> Block:
    """A lesson's terms, in two columns."""
    each = "".join(
        f"<div><dt>{t.english}</dt><dd lang='zh'>{t.chinese}</dd><dd>{t.symbol}</dd></div>"
        for t in found
    )
    return Block(
        "terms", f'<dl class="terms">{each}</dl>', 78 * ((len(found) + 1) // 2)
    )


def answer_of(asked: Question, place: str) -> str:
    """The answer of a question and what to say to each option, in Markdown."""
    lines = [f"**Answer:** {asked.answer}"] if asked.answer is not None else []
    for letter, option in zip(LETTERS, options_at(asked, place)):
        right = "right. " if option.right else ""
        lines.append(f"- **{letter}** · {right}{option.feedback}")
    return "\n".join([*lines, "", asked.feedback]).strip()
