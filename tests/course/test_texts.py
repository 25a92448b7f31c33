"""What a learner reads of an exercise in plain text holds no stray backslash."""

from __future__ import annotations

from bpcourse.course import all_exercises


def test_no_backslash_stands_in_messages_and_hints_or_alone_in_a_stub():
    stray = []
    for name, asked in all_exercises().items():
        told = [t for m in asked.mistakes for t in (m.name, m.why, m.see, m.ask)]
        lines = asked.answer(solved=False).splitlines()
        stray += [(name, t) for t in [*told, *asked.hints] if "\\" in t]
        stray += [(name, line) for line in lines if line.strip() == "\\"]
    assert not stray
