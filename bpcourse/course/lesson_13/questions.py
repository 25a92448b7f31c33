"""Lesson 13: its questions, polls for the room, and words."""

from __future__ import annotations

from bpcourse.course.model import Question, Term

QUESTIONS: tuple[Question, ...] = ()

POLLS: tuple[Question, ...] = ()

TERMS = (
    Term("test oracle", "测试判据", "", ""),
    Term("reproduction", "复现", "", ""),
    Term("seed", "随机种子", "", "seed"),
    Term("single precision", "单精度", "", "float32"),
    Term("symptom", "症状", "", ""),
    Term("audit", "核查", "", ""),
)
