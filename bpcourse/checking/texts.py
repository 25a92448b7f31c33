"""The words of the checks, by id: whatever acts, acts on ids; whatever is read, stands here.

Another language is another set of these tables. `{}` places are filled by name.
"""

from __future__ import annotations

OUTCOMES = {
    "passed": "passed",
    "failed": "not yet",
    "error": "error",
    "not attempted": "not attempted",
    "note": "",
}

LABELS = {  # of the rows of a verdict or a notice
    "called": "called",
    "came_back": "came back",
    "should_be": "should be",
    "measured": "measured",
    "but": "but",
    "also": "also",
    "looks_like": "looks like",
    "fits": "fits",
    "why": "why",
    "next": "next",
    "another_way": "another way",
    "note": "note",
    "read": "read",
    "hint": "hint",
    "more": "more",
    "symptoms": "symptoms",
    "code": "code",
    "because": "because",
    "think": "think",
}
