"""What a learner reads is plain text in plain English."""

from __future__ import annotations

import re

import pytest
from places import ROOT

from bpcourse.course import all_exercises

READ = [
    path
    for folder in ("sources", "bpcourse/course", "bpcourse/checking/texts")
    for path in sorted((ROOT / folder).rglob("*.*"))
    if path.suffix in {".md", ".py"}
]
INSTEAD = {
    "with respect to": r"(slope|gradient|derivative)s? (of \S+ )?"
    r"((by|in) [`$]?[A-Zb-zη][\d₀-₉]*\b|by (the (?!complex|central|quotient)|every|one weight))",
    "instead of": "in (the )?place of",
    "per": r"\b(one|numbers?|bias|column|norm|scores|slope|entry|iterations) an? "
    r"(sample|unit|class|row|batch|step|layer|epoch|output|parent)\b",
    "correctly": r"\brightly\b",
    "again": r"\banew\b",
    "memorise": r"\bby heart\b",
    "receives": r"\bhears\b(?! *\}\})(?<!-hears)",
}


@pytest.mark.parametrize("words", INSTEAD)
def test_plain_words_stand_in_all_texts(words):
    other = re.compile(INSTEAD[words])
    found = [
        (path.name, hit.group())
        for path in READ
        for hit in other.finditer(path.read_text("utf-8"))
    ]
    assert not found, f"write “{words}”"


def test_no_backslash_stands_in_messages_and_hints_or_alone_in_a_stub():
    stray = []
    for name, asked in all_exercises().items():
        told = [t for m in asked.mistakes for t in (m.name, m.why, m.see, m.ask)]
        lines = asked.answer(solved=False).splitlines()
        stray += [(name, t) for t in [*told, *asked.hints] if "\\" in t]
        stray += [(name, line) for line in lines if line.strip() == "\\"]
    assert not stray
