"""Sentences by which tests know what a verdict says."""

from __future__ import annotations

from bpcourse.checking import texts

NO_DIAGNOSIS = texts.SENTENCES["no_diagnosis"].partition("{")[0]
